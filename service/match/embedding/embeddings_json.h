#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

// The JSON of POST /v1/embeddings, as OpenAI defined it and other servers took it over.
namespace verbatim::match::embedding {

// A unit vector.
using Vector = std::vector<float>;

// No model in use has more dimensions.
inline constexpr size_t kMaxDimension = 16384;

std::string MakeRequest(std::string_view model, std::span<const std::string> texts);

// Parses the answer for `count` texts and returns their vectors in the order of the texts, scaled to unit
// length. UNAVAILABLE unless the answer has one vector of finite numbers for each text, all of the same
// dimension, none zero. Memory is bounded by the vectors that are expected.
absl::StatusOr<std::vector<Vector>> ParseAnswer(std::string_view body, size_t count);

}  // namespace verbatim::match::embedding
