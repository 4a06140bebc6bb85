#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "store/store.h"
#include "sync/mutex.h"

namespace verbatim::store {

// Records of resources in memory, least recently used out first, for a storage that only this process writes:
// whoever writes a resource says so before and after (Writing). No answer is older than what the storage held
// when it was asked. Any thread.
class RecordCache {
 public:
  // Keeps records of some `capacity_bytes`; none for 0.
  explicit RecordCache(size_t capacity_bytes) : shard_bytes_(capacity_bytes / kShards) {}

  // What a look for a record found. Without one, `generation` is what Keep asks for.
  struct Found {
    std::optional<Record> record;
    uint64_t generation = 0;
  };
  Found Find(const std::string& resource);

  // Keeps a record that was read from the storage after a look that did not find it, unless the resource is
  // being written, or one beside it was written meanwhile: the record may be the one from before.
  void Keep(const Record& record, uint64_t generation);

  // While it lives these resources are being written, and are not kept.
  class Writing {
   public:
    Writing(RecordCache& cache, std::vector<std::string> resources);
    Writing(const Writing&) = delete;
    Writing& operator=(const Writing&) = delete;
    ~Writing();

   private:
    RecordCache& cache_;
    const std::vector<std::string> resources_;
  };

 private:
  // So that threads seldom wait for each other.
  static constexpr size_t kShards = 16;

  struct Shard {
    sync::Mutex mutex;
    std::list<Record> records ABSL_GUARDED_BY(mutex);  // most recently used first
    std::unordered_map<std::string_view, std::list<Record>::iterator> by_name ABSL_GUARDED_BY(mutex);
    size_t bytes ABSL_GUARDED_BY(mutex) = 0;
    std::multiset<std::string> being_written ABSL_GUARDED_BY(mutex);
    uint64_t generation ABSL_GUARDED_BY(mutex) = 0;  // number of resources that were written
  };

  Shard& ShardOf(std::string_view resource) {
    return shards_[std::hash<std::string_view>()(resource) % kShards];
  }
  static void Forget(Shard& shard, std::list<Record>::iterator record)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(shard.mutex);

  const size_t shard_bytes_;
  std::array<Shard, kShards> shards_;
};

}  // namespace verbatim::store
