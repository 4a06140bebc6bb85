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

enum class GrowthVerdict {
  kGrown,     // the later log has all entries of the earlier, unchanged, in their order
  kForked,    // two heads of one size with different roots: both are signed, and prove it to anyone
  kShrunk,    // the later head has fewer entries: the log lost some, or this is a head from before
  kUnproven,  // the consistency proof does not hold: the log was changed, or the proof was, on its way
};

// What became of a log between two of its heads.
struct Growth {
  GrowthVerdict verdict = GrowthVerdict::kGrown;
  std::string detail;              // what is wrong; empty if it has grown
  std::vector<std::string> proof;  // of kUnproven: the hashes that were given
};

// Whether `next` is a later head of the same log as `last`. Errors are those of `ask`, and say nothing of the
// log.
absl::StatusOr<Growth> CheckGrowth(const TrustedCheckpoint& last, const TrustedCheckpoint& next,
                                   const AskConsistency& ask);

}  // namespace verbatim::verify
