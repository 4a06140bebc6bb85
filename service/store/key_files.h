#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Files of keys. Errors: UNAVAILABLE for I/O errors.
namespace verbatim::store {

inline constexpr mode_t kOwnerOnly = 0600;
inline constexpr mode_t kEveryoneReads = 0644;

// Returns nothing if the file does not exist.
absl::StatusOr<std::optional<std::string>> ReadKeyFile(const std::string& path);

// Writes a new file atomically, even if power is lost: afterwards it is complete or missing.
absl::Status WriteKeyFile(const std::string& path, const std::string& bytes, mode_t mode);

}  // namespace verbatim::store
