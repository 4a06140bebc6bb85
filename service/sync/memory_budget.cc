#include "sync/memory_budget.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <limits>

namespace verbatim::sync {
namespace {

constexpr size_t kNoLimit = std::numeric_limits<size_t>::max();

}  // namespace

bool MemoryBudget::Reservation::TryResize(size_t bytes) { return Change(bytes, Room::kFree); }

bool MemoryBudget::Reservation::Change(size_t bytes, Room room) {
  if (budget_ != nullptr && bytes != bytes_) {
    const bool large = bytes_ > kSmallBytes || bytes > kSmallBytes;
    if (large && name_) connection_ = std::exchange(name_, nullptr)();
    if (!(large ? budget_->ChangeLarge(connection_, bytes_, bytes, room)
                : budget_->ChangeSmall(bytes_, bytes, room)))
      return false;
  }
  bytes_ = bytes;
  return true;
}

bool MemoryBudget::ChangeSmall(size_t before, size_t after, Room room) {
  if (after > before) return Add(after - before, room == Room::kAny ? kNoLimit : bytes_);
  used_.fetch_sub(before - after, std::memory_order_relaxed);
  return true;
}

bool MemoryBudget::ChangeLarge(const std::string& connection, size_t before, size_t after, Room room) {
  const size_t large_before = before > kSmallBytes ? before : 0;
  const size_t large_after = after > kSmallBytes ? after : 0;
  MutexLock lock(mutex_);
  size_t& held = connections_[connection];
  const size_t wanted = held - large_before + large_after;
  bool fits = true;
  if (after < before) {
    used_.fetch_sub(before - after, std::memory_order_relaxed);
  } else if (room == Room::kAny) {
    Add(after - before, kNoLimit);
  } else {
    fits = wanted <= connection_bytes_ && Add(after - before, large_bytes_);
  }
  if (fits) held = wanted;
  if (held == 0) connections_.erase(connection);
  return fits;
}

bool MemoryBudget::Add(size_t bytes, size_t limit) {
  size_t used = used_.load(std::memory_order_relaxed);
  do {
    if (bytes > limit || used > limit - bytes) return false;
  } while (!used_.compare_exchange_weak(used, used + bytes, std::memory_order_relaxed));
  return true;
}

size_t MemoryOfProcess() {
  size_t bytes = static_cast<size_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<size_t>(sysconf(_SC_PAGESIZE));
  // Version 2 of control groups, then version 1. A container sees its own group at the root. Without a limit, the
  // files have the word max or a number larger than any memory.
  for (const char* path : {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"}) {
    std::ifstream file(path);
    size_t limit = 0;
    if (file >> limit) bytes = std::min(bytes, limit);
  }
  return bytes;
}

}  // namespace verbatim::sync
