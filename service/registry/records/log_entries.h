#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "log/leaf.h"
#include "store/store.h"
#include "verbatim/v1/log.pb.h"
#include "verbatim/v1/log_entry.pb.h"

// Entries of the log: their parts held together, and as the contract shows them.
namespace verbatim::registry {

// Whether an entry with this leaf may record this payload: one of its kind, of the resource that it names.
bool Fits(const log::Leaf& leaf, const verbatim::v1::EntryPayload& payload);

enum class EntryParts { kAll, kLeavesOnly };

// DATA_LOSS if the leaf cannot be read.
absl::StatusOr<verbatim::v1::LogEntry> ToLogEntry(const store::Entry& entry, EntryParts parts);

// What an entry is about, of that which its leaf does not say outright. Where its payload was erased, no
// more than the resource's name tells.
struct EntrySubjects {
  std::vector<std::string> documents;  // its own, its revision's, or those that its claim or evidence cites
  std::vector<std::string> claims;     // its own, that which it is recorded of, and the target of a link
  std::set<int> anchoring_states;      // those of its claim that it changed
};

// `entry` has its payload.
EntrySubjects SubjectsOf(const verbatim::v1::LogEntry& entry);

// Whether an entry passes the filter.
bool Passes(const verbatim::v1::LogEntryFilter& filter, const verbatim::v1::LogEntry& entry,
            const EntrySubjects& subjects);

}  // namespace verbatim::registry
