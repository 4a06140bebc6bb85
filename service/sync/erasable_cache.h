#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <list>
#include <optional>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "sync/erasable_caches.h"
#include "sync/mutex.h"

namespace verbatim::sync {

// Whether a value that alone costs more than the capacity is skipped, or cached until the next value.
enum class Oversized { kSkip, kKeepLatest };

// Values by key, which Abseil can hash, each with a cost. When the costs exceed the capacity, the least recently used values are
// evicted. An erasure removes all values (erasable_caches.h). Any thread.
template <typename Key, typename Value>
class ErasableCache {
 public:
  // `caches` must outlive this object.
  ErasableCache(ErasableCaches& caches, std::string name, size_t capacity,
                Oversized oversized = Oversized::kSkip)
      : capacity_(capacity), oversized_(oversized), member_(caches, std::move(name), [this] { Clear(); }) {}

  // Returns the value and makes it the most recently used one. Returns nothing if the value is not cached.
  std::optional<Value> Find(const Key& key) {
    MutexLock lock(mutex_);
    const auto found = by_key_.find(key);
    member_.CountLookup(/*hit=*/found != by_key_.end());
    if (found == by_key_.end()) return std::nullopt;
    items_.splice(items_.begin(), items_, found->second);
    return found->second->value;
  }

  // Adds a value that was read in `epoch`. Replaces the value of the same key. Adds nothing if anything was
  // erased since the value was read.
  void Put(Key key, Value value, size_t cost, ErasableCaches::Epoch epoch) {
    MutexLock lock(mutex_);
    if (!member_.IsCurrent(epoch)) return;
    TakeLocked(key);
    if (cost > capacity_ && oversized_ == Oversized::kSkip) return;
    items_.push_front({key, std::move(value), cost});
    by_key_.emplace(std::move(key), items_.begin());
    cost_ += cost;
    while (cost_ > capacity_ && items_.size() > 1) Remove(std::prev(items_.end()));
  }

  // Removes a value and returns it. Returns nothing if the value is not cached.
  std::optional<Value> Take(const Key& key) {
    MutexLock lock(mutex_);
    std::optional<Value> taken = TakeLocked(key);
    member_.CountLookup(/*hit=*/taken.has_value());
    return taken;
  }

  size_t cost() const {
    MutexLock lock(mutex_);
    return cost_;
  }
  size_t size() const {
    MutexLock lock(mutex_);
    return items_.size();
  }

 private:
  struct Item {
    Key key;
    Value value;
    size_t cost;
  };
  using Items = std::list<Item>;

  void Clear() {
    Items removed;  // destroyed without the lock
    MutexLock lock(mutex_);
    removed.swap(items_);
    by_key_.clear();
    cost_ = 0;
  }

  std::optional<Value> TakeLocked(const Key& key) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return std::nullopt;
    Value value = std::move(found->second->value);
    Remove(found->second);
    return value;
  }

  void Remove(typename Items::iterator item) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    cost_ -= item->cost;
    by_key_.erase(item->key);
    items_.erase(item);
  }

  const size_t capacity_;
  const Oversized oversized_;
  mutable Mutex mutex_;
  size_t cost_ ABSL_GUARDED_BY(mutex_) = 0;
  Items items_ ABSL_GUARDED_BY(mutex_);  // the most recently used first
  absl::flat_hash_map<Key, typename Items::iterator> by_key_ ABSL_GUARDED_BY(mutex_);
  const ErasableCaches::Member member_;  // last: its function uses all of the above
};

}  // namespace verbatim::sync
