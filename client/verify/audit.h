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

// A checkpoint whose signature was verified.
struct TrustedCheckpoint {
  std::string note;  // the signed note that contains the checkpoint
  log::Checkpoint checkpoint;
};

// Reads a checkpoint from a signed note and verifies that the log's key signed it. Returns the errors of
// log::OpenCheckpoint.
absl::StatusOr<TrustedCheckpoint> TrustCheckpoint(const std::string& note, const log::VerifierKey& log_key);

// Fetches the consistency proof between two tree sizes.
using AskConsistency =
    std::function<absl::StatusOr<std::vector<std::string>>(uint64_t from_size, uint64_t to_size)>;

enum class GrowthVerdict {
  kGrown,     // the later log begins with all entries of the earlier one, unchanged and in order
  kForked,    // two signed checkpoints of one size have different roots; this proves a fork
  kShrunk,    // the later checkpoint has fewer entries: the log lost some, or the checkpoint is old
  kUnproven,  // the consistency proof is invalid: the log was changed, or the proof was damaged on the way
};

// How a log changed between two checkpoints.
struct Growth {
  GrowthVerdict verdict = GrowthVerdict::kGrown;
  std::string detail;              // what is wrong; empty for kGrown
  std::vector<std::string> proof;  // the hashes of the invalid proof, for kUnproven
};

// Checks that `next` is a later checkpoint of the same log as `last`. Returns the errors of `ask`, which say
// nothing about the log.
absl::StatusOr<Growth> CheckGrowth(const TrustedCheckpoint& last, const TrustedCheckpoint& next,
                                   const AskConsistency& ask);

}  // namespace verbatim::verify
