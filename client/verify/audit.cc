#include "verify/audit.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "verify/tree_proof.h"

namespace verbatim::verify {

absl::StatusOr<TrustedCheckpoint> TrustCheckpoint(const std::string& note, const log::VerifierKey& log_key) {
  absl::StatusOr<log::Note> parsed = log::Note::FromText(note);
  if (!parsed.ok()) return parsed.status();
  absl::StatusOr<log::Checkpoint> checkpoint = log::OpenCheckpoint(*parsed, log_key);
  if (!checkpoint.ok()) return checkpoint.status();
  return TrustedCheckpoint{note, *std::move(checkpoint)};
}

absl::StatusOr<Growth> CheckGrowth(const TrustedCheckpoint& last, const TrustedCheckpoint& next,
                                   const AskConsistency& ask) {
  const log::Checkpoint& before = last.checkpoint;
  const log::Checkpoint& after = next.checkpoint;
  if (after.size < before.size) {
    return Growth{GrowthVerdict::kShrunk,
                  absl::StrCat("the log had ", before.size, " entries and now has ", after.size),
                  {}};
  }
  if (after.size == before.size) {
    if (after.root == before.root) return Growth();
    return Growth{GrowthVerdict::kForked,
                  absl::StrCat("two signed checkpoints of ", after.size, " entries have different roots"),
                  {}};
  }
  if (before.size == 0) return Growth();
  absl::StatusOr<std::vector<std::string>> proof = ask(before.size, after.size);
  if (!proof.ok()) return proof.status();
  absl::Status consistent =
      VerifyConsistency(before.size, after.size, *proof, log::BytesOf(before.root), log::BytesOf(after.root));
  if (consistent.ok()) return Growth();
  return Growth{GrowthVerdict::kUnproven,
                absl::StrCat("the consistency proof does not show that the log of ", after.size,
                             " entries extends the log of ", before.size, ": ", consistent.message()),
                *std::move(proof)};
}

}  // namespace verbatim::verify
