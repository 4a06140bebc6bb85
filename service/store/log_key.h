#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "log/ed25519.h"
#include "log/note.h"

namespace verbatim::store {

// Where the key that signs the log's checkpoints is kept.
struct LogKeyFiles {
  std::string private_key;   // PKCS #8 in PEM
  std::string verifier_key;  // one line, for everyone to read
  // Whether to make a key where neither file is there: only for a log that nobody can have seen signed.
  bool create = false;
};

struct LogKey {
  log::SigningKey key;
  log::VerifierKey verifier;
  bool created = false;
};

// Reads the key, or makes it, and makes sure that it is the one by which this log was signed before: the file
// of the verifier key, which is written if it is not there, must name the same key and origin. An empty
// `origin` stands for "verbatim/" and 16 hexadecimal digits of the key's SHA-256, which no other log has.
//
// Errors: NOT_FOUND if the private key is not there, and is not to be created; INVALID_ARGUMENT if a file or
// `origin` cannot be read as what it should be; FAILED_PRECONDITION if the log has another key or origin;
// UNAVAILABLE for I/O.
absl::StatusOr<LogKey> OpenLogKey(const LogKeyFiles& files, const std::string& origin);

}  // namespace verbatim::store
