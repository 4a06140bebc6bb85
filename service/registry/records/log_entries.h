#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "log/leaf.h"
#include "store/store.h"
#include "verbatim/v1/log.pb.h"
#include "verbatim/v1/log_entry.pb.h"

// Log entries in the form of verbatim.v1.LogEntry, and the filter of ListEntries and Watch.
namespace verbatim::registry {

// Returns whether the payload holds a resource of the kind that the leaf's entry type records, under the name
// in the leaf.
bool Fits(const log::Leaf& leaf, const verbatim::v1::EntryPayload& payload);

enum class EntryParts { kAll, kLeavesOnly };

// DATA_LOSS if the leaf cannot be parsed.
absl::StatusOr<verbatim::v1::LogEntry> ToLogEntry(const store::Entry& entry, EntryParts parts);

// Removes from an entry what names its principal: the principal and its display name, also in the payload,
// and the leaf, which contains the principal. For callers without Permission::kAudit.
void HidePrincipal(verbatim::v1::LogEntry& entry);

// The documents and claims that an entry is about, derived from the name in the entry's leaf and the names in
// its payload.
struct EntrySubjects {
  std::vector<std::string> documents;  // the document, the document of the revision, or the cited documents
  std::vector<std::string> claims;  // the claim; the claim of the evidence, review or link; the link's target
  std::set<int> anchoring_states;   // the new state of each anchoring that changed
};

// `entry` must include its payload (EntryParts::kAll).
EntrySubjects SubjectsOf(const verbatim::v1::LogEntry& entry);

// Returns whether the filter has a condition on what the payload contains.
bool NeedsPayload(const verbatim::v1::LogEntryFilter& filter);

// Whether an entry passes the filter.
bool Passes(const verbatim::v1::LogEntryFilter& filter, const verbatim::v1::LogEntry& entry,
            const EntrySubjects& subjects);

}  // namespace verbatim::registry
