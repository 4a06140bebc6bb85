#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "log/checkpoint.h"
#include "registry/audit/verification_report.h"
#include "registry/log/checkpoints.h"
#include "store/store.h"
#include "verbatim/v1/log.pb.h"
#include "verbatim/v1/log_entry.pb.h"

namespace verbatim::registry {

// Checks the stored data of a resource against the log. Compares the index of names with the leaf, the leaf
// with the payload and the checkpoint, and the checkpoint with the log's key. Damage is a failed check; other
// errors of the store are returned. One thread at a time.
class EntryVerifier {
 public:
  // All must outlive this object.
  EntryVerifier(store::Store& store, Checkpoints& checkpoints, const LogIdentity& identity,
                VerificationReport& report)
      : store_(store), checkpoints_(checkpoints), identity_(identity), report_(report) {}

  // Returns the log's current checkpoint, and makes Verify use it. Returns nothing if the checkpoint cannot
  // be computed or is not signed by the log's key. Call this once, before Verify and after reading the newest
  // resource: the checkpoint must cover that resource.
  absl::StatusOr<std::optional<verbatim::v1::Checkpoint>> OpenCheckpoint();

  enum class Payload { kMustBeThere, kMayBeErased };

  // Checks the latest entry of a resource. Returns the entry's payload; nothing if the payload is missing or
  // cannot be parsed.
  absl::StatusOr<std::optional<verbatim::v1::EntryPayload>> Verify(std::string_view subject,
                                                                   const store::Record& record,
                                                                   Payload payload);

 private:
  absl::Status VerifyInclusion(std::string_view subject, const store::Entry& entry);
  // Returns the log entry at this index; nothing if the entry is missing or damaged.
  absl::StatusOr<std::optional<store::Entry>> Read(store::LogIndex index);
  // Checks the entry that created the resource according to the index of names. Returns what is wrong; empty
  // if nothing is wrong.
  absl::StatusOr<std::string> FaultOfFirst(const store::Record& record);

  store::Store& store_;
  Checkpoints& checkpoints_;
  const LogIdentity& identity_;
  VerificationReport& report_;
  std::optional<log::Checkpoint> checkpoint_;
  std::string no_checkpoint_;  // why `checkpoint_` is unset
};

}  // namespace verbatim::registry
