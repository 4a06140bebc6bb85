#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "status/absl_view.h"
#include "store/store.h"

// Damage in a store: how the store reports it, and the errors of Fsck. These errors name details of the
// storage, which only its operator may see; FromStore (errors.h) makes errors for callers.
namespace verbatim::registry {

// Whether the store found damage. Damage is a failed check; any other failure to read is an error.
inline bool IsDamage(const absl::Status& status) { return status.code() == absl::StatusCode::kDataLoss; }

// DATA_LOSS: what is wrong with a log entry.
inline absl::Status DamagedEntry(store::LogIndex index, std::string_view what) {
  return absl::DataLossError(absl::StrCat("log entry ", index, ": ", Absl(what)));
}

// DATA_LOSS: a part of the store that cannot be read, and why.
inline absl::Status Unreadable(std::string_view part, const absl::Status& why) {
  return absl::DataLossError(absl::StrCat(Absl(part), ": ", why.message()));
}

}  // namespace verbatim::registry
