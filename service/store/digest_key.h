#pragma once

#include <string>

#include "absl/status/statusor.h"

namespace verbatim::store {

// The secret under which the servers of a log make digests that stay in the log: digests of requests, and ids
// of imported resources (registry/requests/environment.h). Without the key, nobody can guess from a digest what
// was erased. All servers of a log need the same key. A server without the key of earlier writes does not
// recognize their repetitions.
struct DigestKey {
  std::string bytes;  // 32 bytes
  bool created = false;
};

// Reads the key in the file `path`, a line of 64 hexadecimal digits. If there is no such file and `create` is
// set, creates a random key that only the owner can read.
//
// Errors: NOT_FOUND if the file is missing and must not be created; INVALID_ARGUMENT if it is malformed;
// UNAVAILABLE for I/O errors.
absl::StatusOr<DigestKey> OpenDigestKey(const std::string& path, bool create);

}  // namespace verbatim::store
