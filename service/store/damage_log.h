#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "absl/base/thread_annotations.h"
#include "sync/mutex.h"

namespace verbatim::store {

// The damage that a store and its users found since the start: resources whose stored bytes do not have the
// recorded digests, and the log itself (leaves and tree hashes). Damage stays listed until the process ends,
// because only an offline repair removes it. Any thread.
class DamageLog {
 public:
  struct Finding {
    std::string resource;   // empty for the log itself
    int64_t log_index = 0;  // the entry that is damaged; 0 if the log itself is damaged
    std::string what;       // names details of the storage, for the operator only
  };

  struct Counts {
    int64_t resources = 0;  // at most kMaxResources
    bool log = false;
  };

  // Bounds the names in memory, to about a megabyte.
  static constexpr size_t kMaxResources = 10'000;

  // `listener` is called once for each damaged resource and once for the log, also for earlier findings. It
  // runs on the thread that found the damage and must not block.
  void Listen(std::function<void(const Finding&)> listener);

  void AddResource(std::string_view resource, int64_t log_index, std::string_view what);
  // From now on, nothing is appended and no checkpoint is signed.
  void AddLog(std::string_view what);

  bool IsLogDamaged() const { return log_damaged_; }
  Counts counts() const;

 private:
  // Adds the finding unless it is known. Tells the listener.
  void Add(Finding finding);

  std::atomic<bool> log_damaged_ = false;
  mutable sync::Mutex mutex_;
  std::map<std::string, Finding, std::less<>> findings_ ABSL_GUARDED_BY(mutex_);  // by resource
  std::function<void(const Finding&)> listener_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace verbatim::store
