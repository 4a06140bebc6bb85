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

// Whether the payload fits the leaf: it has the kind of resource that the entry type records, under the
// leaf's name.
bool Fits(const log::Leaf& leaf, const verbatim::v1::EntryPayload& payload);

enum class EntryParts { kAll, kLeavesOnly };

// DATA_LOSS if the leaf cannot be parsed.
absl::StatusOr<verbatim::v1::LogEntry> ToLogEntry(const store::Entry& entry, EntryParts parts);

// The resources that an entry is about, beside the one that its leaf names. For an erased payload, only those
// that follow from that name.
struct EntrySubjects {
  std::vector<std::string> documents;  // the document, that of the revision, or those that are cited
  std::vector<std::string> claims;     // the claim, that of evidence, a review or a link, and a link's target
  std::set<int> anchoring_states;      // new states of the anchorings that changed
};

// `entry` must be with its payload (EntryParts::kAll).
EntrySubjects SubjectsOf(const verbatim::v1::LogEntry& entry);

// Whether an entry passes the filter.
bool Passes(const verbatim::v1::LogEntryFilter& filter, const verbatim::v1::LogEntry& entry,
            const EntrySubjects& subjects);

}  // namespace verbatim::registry
