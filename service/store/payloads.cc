#include "store/payloads.h"

#include "log/leaf.h"
#include "log/sha256.h"
#include "status/errors.h"

namespace verbatim::store {

bool Matches(std::string_view leaf, std::string_view resource, const std::optional<std::string>& payload) {
  const std::optional<log::Leaf> decoded = log::DecodeLeaf(leaf);
  return decoded && decoded->resource == resource &&
         (!payload || log::Sha256(*payload) == decoded->payload_sha256);
}

absl::Status CheckRecord(const Record& record, std::string_view leaf) {
  if (Matches(leaf, record.resource, record.payload)) return absl::OkStatus();
  return ResourceDamaged(record.resource, record.latest);
}

absl::Status CheckEntry(const Entry& entry) {
  const std::optional<log::Leaf> leaf = log::DecodeLeaf(entry.leaf);
  if (!leaf) return ResourceDamaged("", entry.index);
  if (!entry.payload || log::Sha256(*entry.payload) == leaf->payload_sha256) return absl::OkStatus();
  return ResourceDamaged(leaf->resource, entry.index);
}

}  // namespace verbatim::store
