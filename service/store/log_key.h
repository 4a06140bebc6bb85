#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "log/ed25519.h"
#include "log/note.h"

namespace verbatim::store {

// Files of the key that signs the log's checkpoints.
struct LogKeyFiles {
  std::string private_key;  // PKCS #8 in PEM
  // One line, readable by everyone. Empty if the servers of the log agree on the key in another way (Store::Agree).
  std::string verifier_key = {};
  // Creates a key if neither file exists. Set it only for a log whose signed checkpoints nobody can have
  // seen.
  bool create = false;
};

struct LogKey {
  log::SigningKey key;
  log::VerifierKey verifier;
  bool created = false;
};

// Reads or creates the key, and checks that it is the key that signed this log before: the verifier key's
// file must name the same key and origin. If that file is missing, it is written. An empty `origin` means
// "verbatim/" and the first 16 hexadecimal digits of the SHA-256 of the public key, which is unique to the
// log.
//
// Errors: NOT_FOUND if the private key is missing and must not be created; INVALID_ARGUMENT if a file or
// `origin` is malformed; FAILED_PRECONDITION if the log has another key or origin; UNAVAILABLE for I/O
// errors.
absl::StatusOr<LogKey> OpenLogKey(const LogKeyFiles& files, const std::string& origin);

}  // namespace verbatim::store
