#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "access/oidc/issuer_keys.h"
#include "sync/mutex.h"

namespace verbatim::access::oidc {

// Loads the keys of one issuer on a thread of its own: at intervals, and when a token names a key that is not
// known. Any thread.
class KeyRefresher {
 public:
  // Returns a JSON Web Key Set. May block, but returns soon after `should_stop` becomes true.
  using Load = std::function<absl::StatusOr<std::string>(const std::function<bool()>& should_stop)>;

  struct Options {
    Load load;
    std::chrono::milliseconds interval;      // from one load to the next
    std::chrono::milliseconds retry;         // the same, after a load that failed
    std::chrono::milliseconds min_interval;  // the same, if a load is requested
    std::chrono::milliseconds max_wait;      // of RequestLoad
    std::function<absl::Time()> clock;
    std::function<void(const std::string&)> log;  // called on the thread of the refresher
  };
  enum class FirstLoad : uint8_t { kNow, kAfterInterval };

  // `keys` must outlive this object.
  KeyRefresher(IssuerKeys& keys, Options options, FirstLoad first);
  KeyRefresher(const KeyRefresher&) = delete;
  KeyRefresher& operator=(const KeyRefresher&) = delete;
  ~KeyRefresher();

  enum class Wait : uint8_t { kNo, kForLoad };
  enum class Outcome : uint8_t {
    kEnded,    // a load has ended since the call began, or the keys have changed: look at them again
    kPending,  // a load is running or will begin at once
    kTooSoon,  // the last load ended less than min_interval ago, so there is none
  };
  // Makes the thread load the keys now, unless it loads them already, or the version of the keys is no longer
  // `seen`. With kForLoad, waits up to max_wait for the end. At most eight callers wait at a time, so that
  // tokens with invented keys do not take up all threads of the server; others get kPending at once.
  Outcome RequestLoad(uint64_t seen, Wait wait);

 private:
  // A condition for Mutex::Await: a load has ended.
  struct LoadEnd {
    const KeyRefresher* refresher;
    uint64_t loads;
    bool Holds() const ABSL_NO_THREAD_SAFETY_ANALYSIS { return refresher->ended_loads_ > loads; }
  };

  void Run();
  // Waits until it is time to load. Returns false if the refresher ends.
  bool BeginLoad(std::chrono::milliseconds pause);
  // Takes the outcome of the load. Returns a line for the log, or nothing.
  std::string EndLoad(absl::StatusOr<LoadedKeys> loaded);
  bool IsAwake() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return requested_ || ending_; }

  IssuerKeys& keys_;
  const Options options_;
  std::atomic<bool> ending_{false};
  sync::Mutex mutex_;
  bool requested_ ABSL_GUARDED_BY(mutex_) = false;
  bool loading_ ABSL_GUARDED_BY(mutex_) = false;
  uint64_t ended_loads_ ABSL_GUARDED_BY(mutex_) = 0;  // how many loads have ended
  std::chrono::steady_clock::time_point last_end_ ABSL_GUARDED_BY(mutex_);
  int waiting_ ABSL_GUARDED_BY(mutex_) = 0;
  std::thread thread_;
};

}  // namespace verbatim::access::oidc
