#include "store/sqlite/payloads.h"

#include <utility>

#include "log/leaf.h"
#include "log/sha256.h"
#include "status/errors.h"

namespace verbatim::store {

absl::StatusOr<Record> CheckedRecord(const Rows& rows) {
  Record record{rows.Bytes(0), rows.Integer(1), rows.Integer(2), rows.OptionalBytes(3)};
  if (!Matches(rows.Bytes(4), record.resource, record.payload)) {
    return ResourceDamaged(record.resource, record.latest);
  }
  return record;
}

absl::StatusOr<Entry> CheckedEntry(const Rows& rows) {
  Entry entry{rows.Integer(0), rows.Bytes(1), rows.OptionalBytes(2)};
  const std::optional<log::Leaf> leaf = log::DecodeLeaf(entry.leaf);
  if (!leaf) return ResourceDamaged("", entry.index);
  if (entry.payload && log::Sha256(*entry.payload) != leaf->payload_sha256) {
    return ResourceDamaged(leaf->resource, entry.index);
  }
  return entry;
}

bool Matches(std::string_view leaf, std::string_view resource, const std::optional<std::string>& payload) {
  const std::optional<log::Leaf> decoded = log::DecodeLeaf(leaf);
  return decoded && decoded->resource == resource &&
         (!payload || log::Sha256(*payload) == decoded->payload_sha256);
}

}  // namespace verbatim::store
