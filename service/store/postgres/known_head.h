#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "store/postgres/group.h"
#include "store/postgres/pool.h"
#include "store/record_cache.h"
#include "store/store.h"
#include "sync/mutex.h"

namespace verbatim::store::postgres {

// The head of the log as far as this process knows it. All caches hold the state at this head or a later one.
// When the head is found to have moved, what the new entries changed leaves the caches before the head counts
// as known.
//
// Any thread.
class KnownHead {
 public:
  // Begins to read the head, at intervals and when asked. All must outlive this object.
  KnownHead(Pool& pool, RecordCache& records);
  ~KnownHead();

  // Reads the head from the database, then calls `done` on this object's thread. All calls that wait at the
  // same time share one read that begins after they do, so that many callers cost the database little, and
  // wake no thread each. Passes on the size, which counts every entry that was acknowledged anywhere before
  // this call.
  void ConfirmLater(Store::Confirmed done);
  // Waits for the same.
  absl::StatusOr<int64_t> Confirm();

  int64_t size() const { return size_.load(std::memory_order_acquire); }

  // This process committed a group. Its changes must have left the caches already. Returns whether the head
  // is known now; if not, others wrote in between.
  bool NoteCommit(const Head& before, const Head& after);

  // See Store::Listen.
  void Listen(OthersListener listener);

 private:
  struct Position {
    int64_t size = 0;
    int64_t erasures = 0;
  };
  bool HasWork() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return ending_ || !waiting_.empty(); }

  // Reads the head and catches up with it. On this object's thread.
  absl::Status ReadHead();
  // Removes from the caches what the entries changed.
  absl::Status Forget(const Position& from, const Position& to);
  void Run();

  Pool& pool_;
  RecordCache& records_;
  std::atomic<int64_t> size_ = 0;  // of known_

  mutable sync::Mutex mutex_;
  Position known_ ABSL_GUARDED_BY(mutex_);
  // Wait for the next read. Bounded by the calls that the callers admit.
  std::vector<Store::Confirmed> waiting_ ABSL_GUARDED_BY(mutex_);
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;

  sync::Mutex listener_mutex_;  // held while the listener is called
  OthersListener listener_ ABSL_GUARDED_BY(listener_mutex_);
  bool reachable_ ABSL_GUARDED_BY(listener_mutex_) = true;

  std::thread thread_;  // last member: uses all others
};

}  // namespace verbatim::store::postgres
