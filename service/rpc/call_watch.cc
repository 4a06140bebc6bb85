#include "rpc/call_watch.h"

#include <algorithm>
#include <vector>

namespace verbatim::rpc {
namespace {

// A late call is cancelled within a fourth of the timeout, and within this time.
constexpr std::chrono::milliseconds kLongestPause{1000};

}  // namespace

CallWatch::CallWatch(std::chrono::milliseconds timeout)
    : timeout_(timeout), ticker_(std::min(kLongestPause, timeout / 4 + std::chrono::milliseconds(1)), [this] {
        CancelAllLate();
      }) {}

void CallWatch::Add(Watched& call) {
  Shard& shard = ShardOf(call);
  sync::MutexLock lock(shard.mutex);
  call.next_ = shard.first;
  if (call.next_ != nullptr) call.next_->previous_ = &call;
  shard.first = &call;
}

void CallWatch::Remove(Watched& call) {
  Shard& shard = ShardOf(call);
  sync::MutexLock lock(shard.mutex);
  shard.mutex.Await(&call, &Watched::IsFree);
  if (call.next_ != nullptr) call.next_->previous_ = call.previous_;
  (call.previous_ != nullptr ? call.previous_->next_ : shard.first) = call.next_;
}

void CallWatch::CancelLate(Shard& shard, Clock::rep latest) {
  std::vector<Watched*> late;
  {
    sync::MutexLock lock(shard.mutex);
    for (Watched* call = shard.first; call != nullptr; call = call->next_) {
      const Clock::rep since = call->waiting_since_.load(std::memory_order_relaxed);
      if (since == 0 || since > latest || call->late_.exchange(true)) continue;
      call->in_use_ = true;
      late.push_back(call);
    }
  }
  // Without the lock: gRPC may report the ends of other calls on this thread meanwhile.
  for (Watched* call : late) call->context_.TryCancel();
  sync::MutexLock lock(shard.mutex);
  for (Watched* call : late) call->in_use_ = false;
}

bool CallWatch::Any() {
  for (Shard& shard : shards_) {
    sync::MutexLock lock(shard.mutex);
    if (shard.first != nullptr) return true;
  }
  return false;
}

void CallWatch::CancelAllLate() {
  const Clock::rep latest = (Clock::now() - timeout_).time_since_epoch().count();
  for (Shard& shard : shards_) CancelLate(shard, latest);
}

}  // namespace verbatim::rpc
