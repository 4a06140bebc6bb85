#pragma once

#include <cstddef>
#include <iterator>
#include <list>
#include <map>
#include <optional>
#include <utility>

namespace verbatim::sync {

// Whether a value that alone costs more than the capacity is skipped, or cached until the next value.
enum class Oversized { kSkip, kKeepLatest };

// Values by key, each with a cost. When the costs exceed the capacity, the least recently used values are
// evicted. Not synchronized: guard it with a mutex.
template <typename Key, typename Value>
class LruCache {
 public:
  explicit LruCache(size_t capacity, Oversized oversized = Oversized::kSkip)
      : capacity_(capacity), oversized_(oversized) {}

  // Returns the value and makes it the most recently used one. Returns null if the value is not cached. Valid
  // until the next Put, Take or EraseIf.
  const Value* Find(const Key& key) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return nullptr;
    items_.splice(items_.begin(), items_, found->second);
    return &found->second->value;
  }

  // Adds a value. Replaces the value of the same key.
  void Put(Key key, Value value, size_t cost) {
    Take(key);
    if (cost > capacity_ && oversized_ == Oversized::kSkip) return;
    items_.push_front({key, std::move(value), cost});
    by_key_.emplace(std::move(key), items_.begin());
    cost_ += cost;
    while (cost_ > capacity_ && items_.size() > 1) Remove(std::prev(items_.end()));
  }

  // Removes a value and returns it. Returns nothing if the value is not cached.
  std::optional<Value> Take(const Key& key) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return std::nullopt;
    Value value = std::move(found->second->value);
    Remove(found->second);
    return value;
  }

  // Removes all values for which `matches(key, value)` is true.
  template <typename Matches>
  void EraseIf(Matches matches) {
    for (auto item = items_.begin(); item != items_.end();) {
      const auto next = std::next(item);
      if (matches(item->key, item->value)) Remove(item);
      item = next;
    }
  }

  size_t cost() const { return cost_; }
  size_t size() const { return items_.size(); }

 private:
  struct Item {
    Key key;
    Value value;
    size_t cost;
  };
  using Items = std::list<Item>;

  void Remove(typename Items::iterator item) {
    cost_ -= item->cost;
    by_key_.erase(item->key);
    items_.erase(item);
  }

  const size_t capacity_;
  const Oversized oversized_;
  size_t cost_ = 0;
  Items items_;  // the most recently used first
  std::map<Key, typename Items::iterator> by_key_;
};

}  // namespace verbatim::sync
