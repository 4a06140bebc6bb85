#include "store/single_version_index.h"

#include <algorithm>
#include <utility>

namespace verbatim::store {

uint64_t* SingleVersionIndex::SlotOf(uint64_t hash) {
  if (slots_.empty()) return nullptr;
  const std::span<uint64_t> bucket = SlotsFor(hash);
  const auto found = std::find_if(bucket.begin(), bucket.end(),
                                  [tag = TagOf(hash)](uint64_t slot) { return HasTag(slot, tag); });
  return found == bucket.end() ? nullptr : &*found;
}

std::optional<LogIndex> SingleVersionIndex::Find(uint64_t hash) {
  const uint64_t* slot = SlotOf(hash);
  if (slot == nullptr) return std::nullopt;
  return static_cast<LogIndex>((*slot & kIndexMask) - 1);
}

void SingleVersionIndex::Note(uint64_t hash, LogIndex index) {
  if (index < 0 || static_cast<uint64_t>(index) >= kIndexMask) return;
  GrowIfCrowded();
  if (!slots_.empty()) Put(hash, TagOf(hash) | (static_cast<uint64_t>(index) + 1));
}

void SingleVersionIndex::Forget(uint64_t hash) {
  uint64_t* slot = SlotOf(hash);
  if (slot == nullptr) return;
  *slot = 0;
  --used_;
}

void SingleVersionIndex::Put(uint64_t hash, uint64_t slot) {
  if (uint64_t* same = SlotOf(hash); same != nullptr) {
    *same = slot;
    return;
  }
  const std::span<uint64_t> bucket = SlotsFor(hash);
  auto place = std::find(bucket.begin(), bucket.end(), 0);
  if (place == bucket.end()) place = bucket.begin() + static_cast<long>(slot % kBucket);
  used_ += *place == 0;
  *place = slot;
}

void SingleVersionIndex::GrowIfCrowded() {
  if (used_ * 4 < slots_.size() * 3) return;
  const size_t grown = slots_.empty() ? kBucket << kFirstBits : slots_.size() * 2;
  if (grown * sizeof(uint64_t) > capacity_bytes_) return;
  const std::vector<uint64_t> before = std::exchange(slots_, std::vector<uint64_t>(grown));
  used_ = 0;
  for (size_t i = 0; i < before.size(); ++i) {
    if (before[i] == 0) continue;
    const uint64_t first_bits = i / kBucket % (size_t{1} << kFirstBits);
    Put(before[i] >> kIndexBits << kFirstBits | first_bits, before[i]);
  }
}

}  // namespace verbatim::store
