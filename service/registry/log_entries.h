#pragma once

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

// Documents that an entry is about: its own, its revision's, or those that its claim cites. Empty where that
// was erased. `entry` has its payload.
std::vector<std::string> DocumentsOf(const verbatim::v1::LogEntry& entry);

// Whether an entry, which is about `documents`, passes the filter.
bool Passes(const verbatim::v1::LogEntryFilter& filter, const verbatim::v1::LogEntry& entry,
            const std::vector<std::string>& documents);

}  // namespace verbatim::registry
