#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "store/store.h"

// Compares payloads with their leaves. All checked reads of payloads go through these functions. An error is
// ResourceDamaged (status/errors.h).
//
// A Row is a row of a backend's driver, with Integer(column), Bytes(column) and OptionalBytes(column).
namespace verbatim::store {

// The columns that CheckedRecord reads, in this order, of the tables resources (r) and entries (e).
inline constexpr std::string_view kRecordColumns = "r.name, r.created, r.latest, e.payload, e.leaf";

// Returns the size of a payload in bytes; 0 if the payload was erased.
inline int64_t SizeOf(const std::optional<std::string>& payload) {
  return payload ? static_cast<int64_t>(payload->size()) : 0;
}

// Returns whether the leaf belongs to `resource` and commits to the payload. An erased payload passes.
bool Matches(std::string_view leaf, std::string_view resource, const std::optional<std::string>& payload);

absl::Status CheckRecord(const Record& record, std::string_view leaf);
absl::Status CheckEntry(const Entry& entry);

// Reads a record from a row with kRecordColumns.
template <typename Row>
absl::StatusOr<Record> CheckedRecord(const Row& row) {
  Record record{row.Bytes(0), row.Integer(1), row.Integer(2), row.OptionalBytes(3)};
  if (absl::Status damaged = CheckRecord(record, row.Bytes(4)); !damaged.ok()) return damaged;
  return record;
}

// Reads an entry from a row with idx, leaf and payload.
template <typename Row>
Entry UncheckedEntry(const Row& row) {
  return {row.Integer(0), row.Bytes(1), row.OptionalBytes(2)};
}
template <typename Row>
absl::StatusOr<Entry> CheckedEntry(const Row& row) {
  Entry entry = UncheckedEntry(row);
  if (absl::Status damaged = CheckEntry(entry); !damaged.ok()) return damaged;
  return entry;
}

}  // namespace verbatim::store
