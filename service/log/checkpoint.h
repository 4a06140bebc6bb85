#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "log/note.h"
#include "log/sha256.h"

namespace verbatim::log {

// The head of a log's tree, as the text of a signed note (c2sp.org/tlog-checkpoint). Lines after the three
// required ones are ignored.
struct Checkpoint {
  std::string origin;  // names the log and the key that signs it
  uint64_t size = 0;
  Digest root = {};

  std::string ToText() const;

  // INVALID_ARGUMENT if the note's text is not a checkpoint.
  static absl::StatusOr<Checkpoint> FromText(std::string_view note_text);

  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// Returns the checkpoint in a signed note if the log's key signed the note. INVALID_ARGUMENT if the note is
// not a checkpoint or its origin is not the key's name; PERMISSION_DENIED if the key did not sign the note or
// a signature by the key is wrong.
absl::StatusOr<Checkpoint> OpenCheckpoint(const Note& note, const VerifierKey& log_key);

}  // namespace verbatim::log
