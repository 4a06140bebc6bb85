#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace verbatim::match::embedding {

// The texts that must have vectors. The functions are called by one thread, and may block. After an error the
// call is repeated later.
class TextSource {
 public:
  virtual ~TextSource() = default;
  // Returns a number that grows whenever the set of texts has changed.
  virtual absl::StatusOr<int64_t> Position() = 0;
  // Returns the keys of all texts, in any order, without repetitions. Equal texts have one key.
  virtual absl::StatusOr<std::vector<std::string>> Keys() = 0;
  // Returns the texts of some keys; an empty text for a key that is gone.
  virtual absl::StatusOr<std::vector<std::string>> Texts(std::span<const std::string> keys) = 0;
};

}  // namespace verbatim::match::embedding
