#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "store/sqlite/single_version_index.h"
#include "store/store.h"
#include "sync/mutex.h"

namespace verbatim::store {

// Records of resources in memory, for a storage that only this process writes: whoever writes a resource says
// so before and after (Writing). No answer is older than what the storage held when it was asked. Any thread.
//
// Which of them stay is decided by S3-FIFO (Yang et al., "FIFO queues are all you need for cache eviction",
// SOSP 2023): most records that are read are not read again soon, and go first; and finding one moves nothing
// in memory. Of claims asked for by Zipf's law a quarter fewer are missing than where the least recently used
// go. Of many more resources than have room it is known where their record is (SingleVersionIndex).
class RecordCache {
 public:
  // Takes some `capacity_bytes`, a quarter of them for sole entries; keeps nothing for 0.
  explicit RecordCache(size_t capacity_bytes);

  // What a look for a record found. Without one, `generation` is what Keep asks for, and `sole_entry`, if it
  // is known, the only entry of the resource, if the entry is not another's.
  struct Found {
    std::shared_ptr<const Record> record;
    uint64_t generation = 0;
    std::optional<LogIndex> sole_entry;
  };
  Found Find(const std::string& resource);

  // Keeps a record that was read from the storage after a look that did not find it, unless the resource is
  // being written, or one beside it was written meanwhile: the record may be the one from before.
  void Keep(std::shared_ptr<const Record> record, uint64_t generation);

  // Notes the only entry of a resource, unless that is being written. No resource may be written between the
  // reading of the entry and this.
  void NoteSoleEntry(const std::string& resource, LogIndex index);

  // How many resources it could know the only entry of.
  size_t sole_entries_capacity() const { return kShards * sole_bytes_ / sizeof(uint64_t); }

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

  struct Kept {
    std::shared_ptr<const Record> record;
    int uses = 0;  // that were noted since it came or was last passed over, kMostUses at most
    bool proven = false;
  };
  using Queue = std::list<Kept>;  // the newest first

  struct Shard {
    sync::Mutex mutex;
    SingleVersionIndex sole ABSL_GUARDED_BY(mutex);
    Queue arrived ABSL_GUARDED_BY(mutex);
    Queue proven ABSL_GUARDED_BY(mutex);  // used after they came, or came back after they had to go
    std::unordered_map<std::string_view, Queue::iterator> by_name ABSL_GUARDED_BY(mutex);
    size_t arrived_bytes ABSL_GUARDED_BY(mutex) = 0;
    size_t proven_bytes ABSL_GUARDED_BY(mutex) = 0;
    // Hashes of names that had to go unused, each where it falls: a later one takes its place.
    std::vector<size_t> departed ABSL_GUARDED_BY(mutex);
    std::multiset<std::string> being_written ABSL_GUARDED_BY(mutex);
    uint64_t generation ABSL_GUARDED_BY(mutex) = 0;  // number of resources that were written
  };

  Shard& ShardOf(size_t hash) { return shards_[hash % kShards]; }
  void MakeRoom(Shard& shard) ABSL_EXCLUSIVE_LOCKS_REQUIRED(shard.mutex);
  static void Prove(Shard& shard, Queue::iterator kept) ABSL_EXCLUSIVE_LOCKS_REQUIRED(shard.mutex);
  static void Forget(Shard& shard, Queue::iterator kept) ABSL_EXCLUSIVE_LOCKS_REQUIRED(shard.mutex);

  const size_t sole_bytes_;   // a shard's memory for sole entries
  const size_t shard_bytes_;  // and for records
  std::array<Shard, kShards> shards_;
};

}  // namespace verbatim::store
