#include "store/record_cache.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace verbatim::store {
namespace {

// Memory per cached record in addition to its strings: the nodes of the list and the map, and the allocator's
// overhead.
constexpr size_t kOverhead = 256;

// Records that were not used again after their arrival take 1/kArrivedPart of the capacity. Value from the
// paper.
constexpr size_t kArrivedPart = 10;

// Bounds how long a record that was once popular stays. Value from the paper.
constexpr int kMostUses = 3;

// Sole entries take 1/kSolePart of the capacity. With its sole entry, an uncached claim is read by one lookup
// in `entries` instead of three lookups in the tables.
constexpr size_t kSolePart = 4;

// Bytes of capacity for each slot that holds the hash of an evicted name. There are about as many slots as
// cached claims.
constexpr size_t kBytesOfDeparted = 1024;

size_t BytesOf(const Record& record) {
  return kOverhead + record.resource.size() + (record.payload ? record.payload->size() : 0);
}

size_t HashOf(std::string_view resource) { return std::hash<std::string_view>()(resource); }

}  // namespace

RecordCache::RecordCache(size_t capacity_bytes)
    : sole_bytes_(capacity_bytes / kSolePart / kShards),
      shard_bytes_(capacity_bytes / kShards - sole_bytes_) {
  for (Shard& shard : shards_) {
    sync::MutexLock lock(shard.mutex);
    shard.sole = SingleVersionIndex(sole_bytes_);
    shard.departed.resize(shard_bytes_ / kBytesOfDeparted + 1);
  }
}

RecordCache::Found RecordCache::Find(const std::string& resource) {
  const size_t hash = HashOf(resource);
  Shard& shard = ShardOf(hash);
  sync::MutexLock lock(shard.mutex);
  auto found = shard.by_name.find(resource);
  if (found == shard.by_name.end()) return {nullptr, shard.generation, shard.sole.Find(hash / kShards)};
  Kept& kept = *found->second;
  kept.uses = std::min(kept.uses + 1, kMostUses);
  return {kept.record, shard.generation, {}};
}

void RecordCache::Keep(std::shared_ptr<const Record> record, uint64_t generation) {
  const size_t bytes = BytesOf(*record);
  const size_t hash = HashOf(record->resource);
  Shard& shard = ShardOf(hash);
  sync::MutexLock lock(shard.mutex);
  if (shard.generation != generation || shard.being_written.contains(record->resource)) return;
  if (record->created == record->latest) shard.sole.Note(hash / kShards, record->latest);
  if (bytes > shard_bytes_ || shard.by_name.contains(record->resource)) return;
  shard.arrived.push_front({std::move(record)});
  const auto kept = shard.arrived.begin();
  shard.by_name.emplace(kept->record->resource, kept);
  shard.arrived_bytes += bytes;
  if (shard.departed[hash / kShards % shard.departed.size()] == hash) Prove(shard, kept);
  MakeRoom(shard);
}

void RecordCache::NoteSoleEntry(const std::string& resource, LogIndex index) {
  const size_t hash = HashOf(resource);
  Shard& shard = ShardOf(hash);
  sync::MutexLock lock(shard.mutex);
  if (!shard.being_written.contains(resource)) shard.sole.Note(hash / kShards, index);
}

void RecordCache::Clear() {
  for (Shard& shard : shards_) {
    sync::MutexLock lock(shard.mutex);
    shard.sole = SingleVersionIndex(sole_bytes_);
    shard.by_name.clear();
    shard.arrived.clear();
    shard.proven.clear();
    shard.arrived_bytes = shard.proven_bytes = 0;
    ++shard.generation;
  }
}

void RecordCache::MakeRoom(Shard& shard) {
  while (shard.arrived_bytes + shard.proven_bytes > shard_bytes_) {
    if (shard.arrived_bytes > shard_bytes_ / kArrivedPart || shard.proven.empty()) {
      const auto oldest = std::prev(shard.arrived.end());
      if (oldest->uses > 0) {
        Prove(shard, oldest);
        continue;
      }
      const size_t hash = HashOf(oldest->record->resource);
      shard.departed[hash / kShards % shard.departed.size()] = hash;
      Forget(shard, oldest);
    } else if (const auto oldest = std::prev(shard.proven.end()); oldest->uses > 0) {
      --oldest->uses;
      shard.proven.splice(shard.proven.begin(), shard.proven, oldest);
    } else {
      Forget(shard, oldest);
    }
  }
}

void RecordCache::Prove(Shard& shard, Queue::iterator kept) {
  const size_t bytes = BytesOf(*kept->record);
  shard.arrived_bytes -= bytes;
  shard.proven_bytes += bytes;
  kept->proven = true;
  kept->uses = 0;
  shard.proven.splice(shard.proven.begin(), shard.arrived, kept);
}

void RecordCache::Forget(Shard& shard, Queue::iterator kept) {
  (kept->proven ? shard.proven_bytes : shard.arrived_bytes) -= BytesOf(*kept->record);
  shard.by_name.erase(kept->record->resource);
  (kept->proven ? shard.proven : shard.arrived).erase(kept);
}

RecordCache::Writing::Writing(RecordCache& cache, std::vector<std::string> resources)
    : cache_(cache), resources_(std::move(resources)) {
  for (const std::string& resource : resources_) {
    const size_t hash = HashOf(resource);
    Shard& shard = cache_.ShardOf(hash);
    sync::MutexLock lock(shard.mutex);
    shard.being_written.insert(resource);
    shard.sole.Forget(hash / kShards);
    auto found = shard.by_name.find(resource);
    if (found != shard.by_name.end()) Forget(shard, found->second);
  }
}

RecordCache::Writing::~Writing() {
  for (const std::string& resource : resources_) {
    Shard& shard = cache_.ShardOf(HashOf(resource));
    sync::MutexLock lock(shard.mutex);
    shard.being_written.erase(shard.being_written.find(resource));
    ++shard.generation;
  }
}

std::vector<std::string> ChangedResources(std::span<const Write> writes) {
  std::vector<std::string> changed;
  for (const Write& write : writes) {
    for (const NewEntry& entry : write.entries) {
      if (entry.replaces) changed.push_back(entry.resource);
      changed.insert(changed.end(), entry.erases.begin(), entry.erases.end());
    }
  }
  return changed;
}

}  // namespace verbatim::store
