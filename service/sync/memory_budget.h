#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "sync/mutex.h"

namespace verbatim::sync {

// The memory that calls may hold at a time: requests, texts that are worked on, and answers that clients have not
// taken yet. A call reserves memory before it allocates it. Any thread.
//
// Small reservations cost one atomic addition. An eighth of the budget is for them alone, so that a few clients with
// large answers do not keep others from small reads. Larger reservations also count towards the share of their
// connection.
class MemoryBudget {
  enum class Room : uint8_t { kFree, kAny };

 public:
  // Reservations of up to this many bytes are small.
  static constexpr size_t kSmallBytes = 64 << 10;

  // A budget of `bytes`, of which the large reservations of one connection may be `connection_bytes`.
  MemoryBudget(size_t bytes, size_t connection_bytes)
      : bytes_(bytes), large_bytes_(bytes - bytes / 8), connection_bytes_(connection_bytes) {}
  // All reservations must have ended.
  ~MemoryBudget() = default;

  using ConnectionName = std::function<std::string()>;

  // Memory that is held until the end of this object. One thread at a time. Outlives no budget.
  class Reservation {
   public:
    Reservation() = default;
    // An empty reservation. `connection` names the connection of the call; it is called at most once, when the
    // reservation becomes large.
    Reservation(MemoryBudget& budget, ConnectionName connection)
        : budget_(&budget), name_(std::move(connection)) {}
    Reservation(Reservation&& other) noexcept { *this = std::move(other); }
    Reservation& operator=(Reservation&& other) noexcept {
      std::swap(budget_, other.budget_);
      std::swap(name_, other.name_);
      std::swap(connection_, other.connection_);
      std::swap(bytes_, other.bytes_);
      return *this;
    }
    ~Reservation() {
      if (budget_ != nullptr) Resize(0);
    }

    // Changes the size. False, and nothing changes, if there is no room. Less memory always succeeds.
    [[nodiscard]] bool TryResize(size_t bytes);
    // Changes the size even if there is no room, for memory that is in use already.
    void Resize(size_t bytes) { Change(bytes, Room::kAny); }
    size_t bytes() const { return bytes_; }

   private:
    bool Change(size_t bytes, Room room);

    MemoryBudget* budget_ = nullptr;  // null if nothing is counted
    ConnectionName name_;
    std::string connection_;  // set once the reservation is large
    size_t bytes_ = 0;
  };

  size_t used() const { return used_.load(std::memory_order_relaxed); }
  size_t bytes() const { return bytes_; }

 private:
  bool ChangeSmall(size_t before, size_t after, Room room);
  bool ChangeLarge(const std::string& connection, size_t before, size_t after, Room room);
  bool Add(size_t bytes, size_t limit);

  const size_t bytes_;
  const size_t large_bytes_;
  const size_t connection_bytes_;
  std::atomic<size_t> used_{0};
  Mutex mutex_;
  // Bytes of large reservations by connection; only of connections that have some.
  std::unordered_map<std::string, size_t> connections_ ABSL_GUARDED_BY(mutex_);
};

// The memory that this process may use: the machine's, or that of its control group if that is less.
size_t MemoryOfProcess();

}  // namespace verbatim::sync
