#pragma once

#include <grpcpp/server_context.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>

#include "absl/base/thread_annotations.h"
#include "sync/mutex.h"
#include "sync/ticker.h"

namespace verbatim::rpc {

// Cancels calls whose client keeps the server waiting for too long: for the rest of a message that the client sends, or
// for the client to take a message. gRPC itself would wait as long as the connection lives, and keep the bytes. Any
// thread.
class CallWatch {
 public:
  using Clock = std::chrono::steady_clock;

  // A call that is watched from Add to Remove.
  class Watched {
   public:
    explicit Watched(grpc::CallbackServerContext& context) : context_(context) {}

    // The server begins and ends to wait for the client.
    void BeginWait() {
      waiting_since_.store(Clock::now().time_since_epoch().count(), std::memory_order_relaxed);
    }
    void EndWait() { waiting_since_.store(0, std::memory_order_relaxed); }
    // Whether the watch has cancelled the call. The call's last reaction may then come inside the watch.
    bool is_late() const { return late_.load(); }

   private:
    friend class CallWatch;
    grpc::CallbackServerContext& context_;
    std::atomic<Clock::rep> waiting_since_{0};
    bool IsFree() const { return !in_use_; }

    std::atomic<bool> late_{false};
    bool in_use_ = false;          // the watch cancels the call; guarded by the shard's mutex
    Watched* previous_ = nullptr;  // in the list of the shard, like next_
    Watched* next_ = nullptr;
  };

  // All calls must have been removed before the destruction.
  explicit CallWatch(std::chrono::milliseconds timeout);

  void Add(Watched& call);
  // Blocks while the watch cancels the call. The watch does not use the call afterwards.
  void Remove(Watched& call);

  // Returns whether any call is under way: it has begun, and its response has not left yet.
  bool Any();

 private:
  // Calls are spread over lists by their address, so that threads rarely wait for each other.
  static constexpr size_t kShards = 16;
  struct alignas(64) Shard {
    sync::Mutex mutex;
    Watched* first ABSL_GUARDED_BY(mutex) = nullptr;
  };

  Shard& ShardOf(const Watched& call) {
    return shards_[reinterpret_cast<uintptr_t>(&call) / 256 % kShards];  // calls have some hundred bytes
  }
  void CancelLate(Shard& shard, Clock::rep latest);
  void CancelAllLate();

  std::array<Shard, kShards> shards_;
  const std::chrono::milliseconds timeout_;
  sync::Ticker ticker_;  // last member: uses the others
};

}  // namespace verbatim::rpc
