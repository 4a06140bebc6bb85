#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "store/store.h"

namespace verbatim::store {

// Of resources with one entry only, which one that is, by the hash of the resource's name: eight bytes for a
// resource, where the storage's own index has a hundred. It may name the entry of another resource, so that
// who reads an entry must look whose it is; and once it is full, what comes takes the place of what was
// there.
//
// One thread at a time.
class SingleVersionIndex {
 public:
  // Takes memory as it is needed, up to `capacity_bytes` or somewhat less; none for 0.
  explicit SingleVersionIndex(size_t capacity_bytes = 0) : capacity_bytes_(capacity_bytes) {}

  std::optional<LogIndex> Find(uint64_t hash);
  void Note(uint64_t hash, LogIndex index);
  void Forget(uint64_t hash);

 private:
  // A slot holds 36 bits of the index plus one and, above them, 28 bits of the hash; 0 is an empty one.
  static constexpr int kIndexBits = 36;
  static constexpr uint64_t kIndexMask = (uint64_t{1} << kIndexBits) - 1;
  // Slots of a bucket: a line of the processor's cache.
  static constexpr size_t kBucket = 8;
  // The buckets at first, as a power of two. A slot has the bits of the hash above those that say which of
  // these is its bucket, so that what is noted can move when there are more.
  static constexpr int kFirstBits = 3;

  static uint64_t TagOf(uint64_t hash) { return hash >> kFirstBits << kIndexBits; }
  static bool HasTag(uint64_t slot, uint64_t tag) { return slot != 0 && (slot & ~kIndexMask) == tag; }
  size_t BucketOf(uint64_t hash) const { return hash % (slots_.size() / kBucket); }
  std::span<uint64_t> SlotsFor(uint64_t hash) {
    return std::span(slots_).subspan(BucketOf(hash) * kBucket, kBucket);
  }
  // The one with the hash's tag, of which a bucket has one at most; null if there is none.
  uint64_t* SlotOf(uint64_t hash);
  void Put(uint64_t hash, uint64_t slot);
  void GrowIfCrowded();

  size_t capacity_bytes_;
  std::vector<uint64_t> slots_;  // a power of two of them, or none
  size_t used_ = 0;
};

}  // namespace verbatim::store
