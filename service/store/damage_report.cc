#include "store/damage_report.h"

#include <cstdint>
#include <optional>
#include <span>

#include "absl/strings/str_cat.h"
#include "log/merkle.h"
#include "status/errors.h"

namespace verbatim::store {

absl::Status ReportDamage(Store& store, absl::Status status) {
  store.metrics().Count(status);
  const std::optional<DamagedResource> damaged = DamagedResourceOf(status);
  if (!damaged) return status;
  const uint64_t position = log::StoredHashes(static_cast<uint64_t>(damaged->log_index));
  const auto stored = store.ReadHashes(std::span(&position, 1));  // records a missing hash
  const auto page = store.ListEntries({.first = damaged->log_index, .limit = 1, .leaves_only = true});
  const bool leaf_damaged =
      absl::IsDataLoss(stored.status()) || (stored.ok() && page.ok() && !page->entries.empty() &&
                                            log::HashLeaf(page->entries.front().leaf) != stored->front());
  if (leaf_damaged) {
    store.damage().AddLog(
        absl::StrCat("the leaf of log entry ", damaged->log_index, " does not have its hash in the tree"));
  }
  store.damage().AddResource(damaged->name, damaged->log_index,
                             leaf_damaged ? "the leaf is damaged" : "the payload does not match the leaf");
  return status;
}

}  // namespace verbatim::store
