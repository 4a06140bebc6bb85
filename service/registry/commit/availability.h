#pragma once

#include <functional>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "sync/mutex.h"

namespace verbatim::registry {

// Whether the storage can be used: writes succeed, and it can be reached. Any thread.
class Availability {
 public:
  // `report` is called when the storage becomes unavailable (false) or available again (true); it may be
  // empty and must not block. The storage is assumed to be available at first.
  explicit Availability(std::function<void(bool)> report) : report_(std::move(report)) {}

  void SetWritable(bool writable) { Set(writable_, writable); }
  void SetReachable(bool reachable) { Set(reachable_, reachable); }

 private:
  void Set(bool& part, bool value) {
    sync::MutexLock lock(mutex_);
    const bool before = writable_ && reachable_;
    part = value;
    const bool now = writable_ && reachable_;
    if (report_ && now != before) report_(now);
  }

  sync::Mutex mutex_;  // held during a report, so that reports come in order
  bool writable_ = true;
  bool reachable_ = true;
  const std::function<void(bool)> report_;
};

}  // namespace verbatim::registry
