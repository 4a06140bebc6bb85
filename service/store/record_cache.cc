#include "store/record_cache.h"

#include <iterator>
#include <utility>

namespace verbatim::store {
namespace {

// Of one kept record beside its strings: the nodes of the list and of the map, and what the allocator adds.
constexpr size_t kOverhead = 256;

size_t BytesOf(const Record& record) {
  return kOverhead + record.resource.size() + (record.payload ? record.payload->size() : 0);
}

}  // namespace

RecordCache::Found RecordCache::Find(const std::string& resource) {
  Shard& shard = ShardOf(resource);
  sync::MutexLock lock(shard.mutex);
  auto found = shard.by_name.find(resource);
  if (found == shard.by_name.end()) return {std::nullopt, shard.generation};
  shard.records.splice(shard.records.begin(), shard.records, found->second);
  return {*found->second, shard.generation};
}

void RecordCache::Keep(const Record& record, uint64_t generation) {
  const size_t bytes = BytesOf(record);
  Shard& shard = ShardOf(record.resource);
  sync::MutexLock lock(shard.mutex);
  if (bytes > shard_bytes_ || shard.by_name.contains(record.resource)) return;
  if (shard.generation != generation || shard.being_written.contains(record.resource)) return;
  shard.records.push_front(record);
  shard.by_name.emplace(shard.records.front().resource, shard.records.begin());
  shard.bytes += bytes;
  while (shard.bytes > shard_bytes_) Forget(shard, std::prev(shard.records.end()));
}

RecordCache::Writing::Writing(RecordCache& cache, std::vector<std::string> resources)
    : cache_(cache), resources_(std::move(resources)) {
  for (const std::string& resource : resources_) {
    Shard& shard = cache_.ShardOf(resource);
    sync::MutexLock lock(shard.mutex);
    shard.being_written.insert(resource);
    auto found = shard.by_name.find(resource);
    if (found != shard.by_name.end()) Forget(shard, found->second);
  }
}

RecordCache::Writing::~Writing() {
  for (const std::string& resource : resources_) {
    Shard& shard = cache_.ShardOf(resource);
    sync::MutexLock lock(shard.mutex);
    shard.being_written.erase(shard.being_written.find(resource));
    ++shard.generation;
  }
}

void RecordCache::Forget(Shard& shard, std::list<Record>::iterator record) {
  shard.bytes -= BytesOf(*record);
  shard.by_name.erase(record->resource);
  shard.records.erase(record);
}

}  // namespace verbatim::store
