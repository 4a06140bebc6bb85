#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "sync/mutex.h"

namespace verbatim::sync {

// The list of all caches whose values may hold recorded words. An erasure calls EraseAll, which empties them.
// A cache enters the list when it is constructed (Member). ErasableCache cannot be constructed without the
// list. Any thread.
class ErasableCaches {
 public:
  // Counts erasures. What was read in an earlier epoch than the current one may have been erased since then,
  // and must not enter a cache. No cache accepts the default epoch.
  struct Epoch {
    uint64_t number = 0;
    friend auto operator<=>(const Epoch&, const Epoch&) = default;
  };

  // Keeps a cache in the list while it lives. Declare it as the last member of the cache.
  class Member {
   public:
    // `name` says in the plural what the cache holds. `clear` removes all values; it may take a lock of the
    // cache. `caches` must outlive this object.
    Member(ErasableCaches& caches, std::string name, std::function<void()> clear)
        : caches_(caches), name_(std::move(name)), clear_(std::move(clear)) {
      MutexLock lock(caches_.mutex_);
      caches_.members_.push_back(this);
    }
    Member(const Member&) = delete;
    Member& operator=(const Member&) = delete;
    ~Member() {
      MutexLock lock(caches_.mutex_);
      std::erase(caches_.members_, this);
    }

    // Whether nothing was erased since `epoch` began. Hold the lock that `clear` takes until the value is in
    // the cache.
    bool IsCurrent(Epoch epoch) const { return epoch == caches_.epoch(); }

    // Counts a lookup, for Usage.
    void CountLookup(bool hit) const { (hit ? hits_ : misses_).fetch_add(1, std::memory_order_relaxed); }

   private:
    friend class ErasableCaches;

    ErasableCaches& caches_;
    const std::string name_;
    const std::function<void()> clear_;
    mutable std::atomic<uint64_t> hits_ = 0;
    mutable std::atomic<uint64_t> misses_ = 0;
  };

  ErasableCaches() = default;
  ErasableCaches(const ErasableCaches&) = delete;
  ErasableCaches& operator=(const ErasableCaches&) = delete;

  // Empties all caches. Call this after the erasure is committed: what is read afterwards may be cached again.
  void EraseAll() {
    ++epoch_;
    MutexLock lock(mutex_);
    for (Member* member : members_) member->clear_();
  }

  // The names of the caches, sorted.
  std::vector<std::string> Names() const {
    MutexLock lock(mutex_);
    std::vector<std::string> names;
    for (const Member* member : members_) names.push_back(member->name_);
    std::sort(names.begin(), names.end());
    return names;
  }

  // How often values were looked up in a cache since the start.
  struct Usage {
    std::string name;
    uint64_t hits = 0;
    uint64_t misses = 0;
  };
  // The usage of the caches that count lookups.
  std::vector<Usage> Usages() const {
    MutexLock lock(mutex_);
    std::vector<Usage> usages;
    for (const Member* member : members_) {
      Usage usage{member->name_, member->hits_, member->misses_};
      if (usage.hits + usage.misses > 0) usages.push_back(std::move(usage));
    }
    return usages;
  }

  // The current epoch. Take it before reading what is to be cached.
  Epoch epoch() const { return {epoch_.load()}; }

 private:
  std::atomic<uint64_t> epoch_ = 1;
  mutable Mutex mutex_;  // held while a cache is emptied; take no lock of a cache before it
  std::vector<Member*> members_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace verbatim::sync
