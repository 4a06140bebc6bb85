#include "registry/audit/erasure_check.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "registry/audit/damage.h"
#include "status/names.h"

namespace verbatim::registry {
namespace {

constexpr int64_t kEntriesPerRead = 1000;

}  // namespace

void ErasureCheck::Add(const store::Entry& entry, const log::Leaf& leaf,
                       const verbatim::v1::EntryPayload& payload) {
  if (leaf.type == log::EntryType::kClaimRedacted || leaf.type == log::EntryType::kEvidenceRedacted ||
      leaf.type == log::EntryType::kClaimErased) {
    AddErased(leaf.resource, entry.index);
  }
  if (leaf.type == log::EntryType::kDocumentErased) {
    AddErased(leaf.resource, entry.index);
    for (int64_t number = 1; number <= payload.document().revision_count(); ++number) {
      AddErased(RevisionName(leaf.resource, number), entry.index);
    }
  }
  if (entry.payload) return;
  without_payload_.insert(entry.index);
  unexplained_.emplace(leaf.resource, entry.index);
}

void ErasureCheck::AddErased(const std::string& resource, store::LogIndex by) {
  erased_by_[resource] = by;
  unexplained_.erase(unexplained_.lower_bound({resource, 0}),
                     unexplained_.lower_bound({resource + '\x01', 0}));
}

absl::Status ErasureCheck::CheckMissing() const {
  if (unexplained_.empty()) return absl::OkStatus();
  return DamagedEntry(unexplained_.begin()->second,
                      "the payload is missing, but no later entry records its erasure");
}

absl::Status ErasureCheck::CheckErased(store::Store& store, int64_t size) const {
  for (int64_t next = 0; !erased_by_.empty() && next < size;) {
    auto entries = store.ReadEntriesUnchecked(next, kEntriesPerRead);
    if (!entries.ok()) return Unreadable(absl::StrCat("log entries from ", next, " on"), entries.status());
    if (entries->empty()) return DamagedEntry(next, "is missing");
    for (const store::Entry& entry : *entries) {
      std::optional<log::Leaf> leaf = log::DecodeLeaf(entry.leaf);
      if (!leaf || !entry.payload) continue;
      auto erased = erased_by_.find(leaf->resource);
      if (erased == erased_by_.end() || entry.index >= erased->second) continue;
      return DamagedEntry(entry.index, absl::StrCat("the payload is still stored although log entry ",
                                                    erased->second, " erased it"));
    }
    next += static_cast<int64_t>(entries->size());
  }
  return absl::OkStatus();
}

}  // namespace verbatim::registry
