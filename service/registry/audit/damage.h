#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "status/absl_view.h"
#include "store/store.h"

// Errors by which the store and Fsck report damage in a store. These errors name details of the storage,
// which only its operator may see. FromStore (errors.h) makes the errors for callers.
namespace verbatim::registry {

// Returns whether the store found damage. Damage means that a check of stored data failed. Other read
// failures are not damage.
inline bool IsDamage(const absl::Status& status) { return status.code() == absl::StatusCode::kDataLoss; }

// DATA_LOSS. `what` says what is wrong with the log entry.
inline absl::Status DamagedEntry(store::LogIndex index, std::string_view what) {
  return absl::DataLossError(absl::StrCat("log entry ", index, ": ", Absl(what)));
}

// Names the payload of a status that holds the command with which an operator restores what is damaged.
inline constexpr char kRestorePayload[] = "verbatim/restore";

// Like DamagedEntry, with the command that restores the payload (no `attachment`) or an attachment.
inline absl::Status DamagedPart(const store::Store& store, store::LogIndex index,
                                std::optional<int64_t> attachment, std::string_view what) {
  absl::Status status = DamagedEntry(index, what);
  status.SetPayload(kRestorePayload, absl::Cord(store.RestoreCommand(index, attachment)));
  return status;
}

// Returns the command in an error of DamagedPart; empty for any other status.
inline std::string RestoreCommandOf(const absl::Status& status) {
  const absl::optional<absl::Cord> command = status.GetPayload(kRestorePayload);
  return command ? std::string(*command) : "";
}

// DATA_LOSS: this part of the store cannot be read. `why` is the error of the read.
inline absl::Status Unreadable(std::string_view part, const absl::Status& why) {
  return absl::DataLossError(absl::StrCat(Absl(part), ": ", why.message()));
}

}  // namespace verbatim::registry
