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

// Checks what is stored of a resource against the log: the index of names against the leaf, the leaf against
// the payload and the checkpoint, and the checkpoint against the log's key. Errors are those of the store,
// except damage. One thread at a time.
class EntryVerifier {
 public:
  // All must outlive this object.
  EntryVerifier(store::Store& store, Checkpoints& checkpoints, const LogIdentity& identity,
                VerificationReport& report)
      : store_(store), checkpoints_(checkpoints), identity_(identity), report_(report) {}

  // The log's current checkpoint, which Verify uses from now on; nothing if it cannot be computed or is not
  // signed by the log's key. Call it once, before Verify and after the newest resource was read: the
  // checkpoint must cover that resource.
  absl::StatusOr<std::optional<verbatim::v1::Checkpoint>> OpenCheckpoint();

  enum class Payload { kMustBeThere, kMayBeErased };

  // Checks the latest entry of a resource. Returns its payload; nothing if that is missing or cannot be
  // parsed.
  absl::StatusOr<std::optional<verbatim::v1::EntryPayload>> Verify(std::string_view subject,
                                                                   const store::Record& record,
                                                                   Payload payload);

 private:
  absl::Status VerifyInclusion(std::string_view subject, const store::Entry& entry);
  // The log entry at this index; nothing if it is missing or damaged.
  absl::StatusOr<std::optional<store::Entry>> Read(store::LogIndex index);
  // What is wrong with the entry that created the resource according to the index of names; empty if
  // nothing.
  absl::StatusOr<std::string> FaultOfFirst(const store::Record& record);

  store::Store& store_;
  Checkpoints& checkpoints_;
  const LogIdentity& identity_;
  VerificationReport& report_;
  std::optional<log::Checkpoint> checkpoint_;
  std::string no_checkpoint_;  // why `checkpoint_` is unset
};

}  // namespace verbatim::registry
