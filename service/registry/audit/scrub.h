#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "log/leaf.h"
#include "log/merkle.h"
#include "store/store.h"
#include "sync/mutex.h"

namespace verbatim::registry {

struct ScrubOptions {
  // Time from the start of one scrub to the start of the next. The first scrub starts after this time too, but
  // after a minute at most, so that a server that is restarted every day is also scrubbed. Positive.
  std::chrono::seconds interval = std::chrono::hours(24);
  // Bounds what the scrub takes from the disk and from other calls.
  int64_t bytes_per_second = 16 << 20;
};

struct ScrubReport {
  int64_t entries = 0;
  int64_t bytes = 0;
  int64_t damaged = 0;  // entries and hashes that this scrub found damaged
};

// Reads the whole log in the background, at a bounded rate, and compares each payload, text, list of
// sentences, content, leaf and tree hash with the digest that covers it. Records what it finds in the store's
// damage log. Unlike Fsck, it runs beside writers, and does not check quotes, index keys and counters.
class Scrub {
 public:
  // `on_done` is called on the scrub's thread after each scrub, with what it read, or the error that ended it.
  // `store` must outlive this object.
  Scrub(store::Store& store, ScrubOptions options,
        std::function<void(const absl::StatusOr<ScrubReport>&)> on_done);
  Scrub(const Scrub&) = delete;
  // Ends a scrub that is under way.
  ~Scrub();

 private:
  void Run();
  absl::StatusOr<ScrubReport> ScrubOnce();
  absl::Status CheckEntry(const store::Entry& entry, ScrubReport& report);
  absl::Status CheckRevision(const log::Leaf& leaf, const store::Entry& entry, ScrubReport& report);
  // Compares the hashes that the tree stored for the next leaves.
  absl::Status CheckHashes(const std::vector<log::Digest>& expected, uint64_t position, ScrubReport& report);
  // Returns whether to go on.
  bool PauseUntil(std::chrono::steady_clock::time_point time);
  bool IsEnding() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return ending_; }

  store::Store& store_;
  const ScrubOptions options_;
  const std::function<void(const absl::StatusOr<ScrubReport>&)> on_done_;
  sync::Mutex mutex_;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;  // last member: uses all others
};

}  // namespace verbatim::registry
