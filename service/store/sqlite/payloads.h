#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "store/sqlite/connection.h"
#include "store/store.h"

// Reads payloads, and compares each with its leaf. All checked reads of payloads go through these functions.
// An error is ResourceDamaged (status/errors.h).
namespace verbatim::store {

// The columns of a query that CheckedRecord reads, in this order, of the tables resources (r) and entries
// (e).
inline constexpr std::string_view kRecordColumns = "r.name, r.created, r.latest, e.payload, e.leaf";
inline constexpr std::string_view kRecordByName =
    "SELECT r.name, r.created, r.latest, e.payload, e.leaf FROM resources r JOIN entries e ON e.idx = "
    "r.latest WHERE r.name = ?";

// Reads a record from a row with kRecordColumns.
absl::StatusOr<Record> CheckedRecord(const Rows& rows);

// Reads an entry from a row with idx, leaf and payload.
absl::StatusOr<Entry> CheckedEntry(const Rows& rows);

// Returns whether the leaf belongs to `resource` and commits to the payload. An erased payload passes.
bool Matches(std::string_view leaf, std::string_view resource, const std::optional<std::string>& payload);

}  // namespace verbatim::store
