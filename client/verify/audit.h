#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "log/checkpoint.h"
#include "log/note.h"

namespace verbatim::verify {

// A signed checkpoint that was verified.
struct TrustedCheckpoint {
  std::string note;
  log::Checkpoint checkpoint;
};

// The checkpoint of a signed note, if the log's key signed it. Errors as log::OpenCheckpoint.
absl::StatusOr<TrustedCheckpoint> TrustCheckpoint(const std::string& note, const log::VerifierKey& log_key);

// Asks for the proof that the tree of one size is the start of that of another.
using AskConsistency =
    std::function<absl::StatusOr<std::vector<std::string>>(uint64_t from_size, uint64_t to_size)>;

// Whether `next` is a later head of the same log as `last`: it has all entries of `last`, unchanged, in their
// order. DATA_LOSS says what the log did: a rollback, or a fork. Both checkpoints together then prove it to
// anyone, for both are signed. Errors of `ask` come back as they are.
absl::Status CheckGrowth(const TrustedCheckpoint& last, const TrustedCheckpoint& next,
                         const AskConsistency& ask);

}  // namespace verbatim::verify
