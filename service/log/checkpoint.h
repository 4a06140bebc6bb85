#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "log/note.h"
#include "log/sha256.h"

namespace verbatim::log {

// The head of a log's tree: the text of a signed note (c2sp.org/tlog-checkpoint). Lines after the three that
// it must have are read over.
struct Checkpoint {
  std::string origin;  // names the log, and the key that signs it
  uint64_t size = 0;
  Digest root = {};

  std::string ToText() const;

  // INVALID_ARGUMENT if the note's text is no checkpoint.
  static absl::StatusOr<Checkpoint> FromText(std::string_view note_text);

  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// The checkpoint that a signed note holds, if the log's key signed it. INVALID_ARGUMENT if it is no signed
// checkpoint or of another origin than the key's name; PERMISSION_DENIED if no signature is the key's or one
// is wrong.
absl::StatusOr<Checkpoint> OpenCheckpoint(const Note& note, const VerifierKey& log_key);

}  // namespace verbatim::log
