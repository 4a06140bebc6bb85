#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "store/store.h"

namespace verbatim::store {

// Maps the hash of a resource's name to the log index of the resource's entry, for resources with a single
// entry. Takes eight bytes per resource; the index of the storage takes a hundred. A result may belong to
// another resource, so the caller must check the entry's resource. Once full, a new entry replaces an
// existing one.
//
// One thread at a time.
class SingleVersionIndex {
 public:
  // Allocates memory as needed, at most `capacity_bytes`. 0 allocates none.
  explicit SingleVersionIndex(size_t capacity_bytes = 0) : capacity_bytes_(capacity_bytes) {}

  std::optional<LogIndex> Find(uint64_t hash);
  void Note(uint64_t hash, LogIndex index);
  void Forget(uint64_t hash);

 private:
  // The low 36 bits of a slot contain the index plus one. The high 28 bits contain bits of the hash. 0 is an
  // empty slot.
  static constexpr int kIndexBits = 36;
  static constexpr uint64_t kIndexMask = (uint64_t{1} << kIndexBits) - 1;
  // Slots per bucket: one cache line of the processor.
  static constexpr size_t kBucket = 8;
  // Log2 of the initial number of buckets. A slot stores the hash without its lowest kFirstBits bits, which
  // the bucket's number supplies, so entries can move when the table grows.
  static constexpr int kFirstBits = 3;

  static uint64_t TagOf(uint64_t hash) { return hash >> kFirstBits << kIndexBits; }
  static bool HasTag(uint64_t slot, uint64_t tag) { return slot != 0 && (slot & ~kIndexMask) == tag; }
  size_t BucketOf(uint64_t hash) const { return hash % (slots_.size() / kBucket); }
  std::span<uint64_t> SlotsFor(uint64_t hash) {
    return std::span(slots_).subspan(BucketOf(hash) * kBucket, kBucket);
  }
  // Returns the slot with the hash's tag; null if there is none. A bucket has at most one such slot.
  uint64_t* SlotOf(uint64_t hash);
  void Put(uint64_t hash, uint64_t slot);
  void GrowIfCrowded();

  size_t capacity_bytes_;
  std::vector<uint64_t> slots_;  // size is a power of two or 0
  size_t used_ = 0;
};

}  // namespace verbatim::store
