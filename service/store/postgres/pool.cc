#include "store/postgres/pool.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace verbatim::store::postgres {
namespace {

constexpr std::chrono::milliseconds kLongestPause{500};

}  // namespace

bool Backoff::Pause() {
  if (std::chrono::steady_clock::now() >= end_) return false;
  std::this_thread::sleep_for(NextPause());
  return true;
}

std::chrono::milliseconds Backoff::NextPause() {
  std::uniform_int_distribution<int64_t> part(pause_.count() / 2, pause_.count());
  pause_ = std::min(2 * pause_, kLongestPause);
  return std::chrono::milliseconds(part(random_));
}

Pool::Pool(Endpoint& endpoint, int max_connections)
    : endpoint_(endpoint), unopened_(std::max(1, max_connections)) {}

absl::Status Pool::Run(absl::FunctionRef<absl::Status(Connection&)> work) {
  std::optional<Backoff> backoff;
  while (true) {
    absl::StatusOr<std::unique_ptr<Connection>> taken = Take();
    absl::Status status = taken.status();
    bool retry = true;  // no server can be reached
    if (taken.ok()) {
      status = work(**taken);
      const Failure failure = status.ok() ? Failure::kNone : (*taken)->failure();
      if (failure == Failure::kConnection) endpoint_.NoteBroken(**taken);
      const bool trusted = endpoint_.IsCurrent(**taken);
      if (status.ok() && !trusted)
        status = absl::UnavailableError("PostgreSQL: the primary may have changed");
      retry = failure == Failure::kConflict || !trusted;
      GiveBack((*taken)->IsIdle() && trusted ? *std::move(taken) : nullptr);
    }
    if (status.ok() || !retry) return status;
    if (!backoff) backoff.emplace(endpoint_.patience().retries);
    if (!backoff->Pause()) return status;
  }
}

absl::StatusOr<std::unique_ptr<Connection>> Pool::Take() {
  std::vector<std::unique_ptr<Connection>> old;  // closed without the lock
  {
    sync::MutexLock lock(mutex_);
    mutex_.Await(this, &Pool::CanTake);
    while (!idle_.empty()) {
      std::unique_ptr<Connection> connection = std::move(idle_.back());
      idle_.pop_back();
      if (endpoint_.IsCurrent(*connection)) return connection;
      old.push_back(std::move(connection));
      ++unopened_;
    }
    --unopened_;
  }
  old.clear();
  absl::StatusOr<std::unique_ptr<Connection>> opened = endpoint_.Open();
  if (!opened.ok()) GiveBack(nullptr);
  return opened;
}

void Pool::GiveBack(std::unique_ptr<Connection> connection) {
  sync::MutexLock lock(mutex_);
  if (connection != nullptr) {
    idle_.push_back(std::move(connection));
  } else {
    ++unopened_;
  }
}

}  // namespace verbatim::store::postgres
