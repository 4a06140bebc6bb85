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

// Damage that the store itself meets is a finding; that it cannot be reached is an error.
inline bool IsDamage(const absl::Status& status) { return status.code() == absl::StatusCode::kDataLoss; }

// Holds what is stored of a resource to the log: the index of names to the leaf, the leaf to the payload and
// to the head of the log's tree, and that to the log's key. One thread at a time. Errors are those of the
// store that are no damage.
class EntryVerifier {
 public:
  // All must outlive it.
  EntryVerifier(store::Store& store, Checkpoints& checkpoints, const LogIdentity& identity,
                VerificationReport& checks)
      : store_(store), checkpoints_(checkpoints), identity_(identity), checks_(checks) {}

  // The head of the log, under which Check checks from now on; nothing if it cannot be made or is not signed
  // by the log's key. Call it first, but after the newest resource was read, so that the log has reached
  // that.
  absl::StatusOr<std::optional<verbatim::v1::Checkpoint>> OpenCheckpoint();

  enum class Payload { kMustBeThere, kMayBeErased };

  // Checks the latest entry of a resource. Returns what it recorded; nothing if that is not there or cannot
  // be read.
  absl::StatusOr<std::optional<verbatim::v1::EntryPayload>> Check(std::string_view subject,
                                                                  const store::Record& record,
                                                                  Payload payload);

 private:
  absl::Status CheckInclusion(std::string_view subject, const store::Entry& entry);
  // The log entry of this index; nothing if it is not there or damaged.
  absl::StatusOr<std::optional<store::Entry>> Read(store::LogIndex index);
  // What is wrong with the entry that the index of names says created the resource; empty if nothing is.
  absl::StatusOr<std::string> FaultOfFirst(const store::Record& record);

  store::Store& store_;
  Checkpoints& checkpoints_;
  const LogIdentity& identity_;
  VerificationReport& checks_;
  std::optional<log::Checkpoint> checkpoint_;
  std::string no_checkpoint_;  // why there is none
};

}  // namespace verbatim::registry
