#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "match/embedding/claim_vectors.h"

namespace verbatim::verbatimd {

// The flags --embedder_*.
struct EmbedderFlags {
  std::string url;
  std::string model;
  std::string key_file;
  std::string ca_file;
  absl::Duration timeout;
  int memory_mib = 0;
};

// Checks the flags, and returns nothing if matching uses words alone. `on_event` of the result is not set.
// INVALID_ARGUMENT names the wrong flag.
absl::StatusOr<std::optional<match::embedding::ClaimVectors::Options>> EmbedderOptions(
    EmbedderFlags flags, const std::string& folder, int threads);

}  // namespace verbatim::verbatimd
