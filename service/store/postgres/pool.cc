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
  std::uniform_int_distribution<int64_t> part(pause_.count() / 2, pause_.count());
  std::this_thread::sleep_for(std::chrono::milliseconds(part(random_)));
  pause_ = std::min(2 * pause_, kLongestPause);
  return true;
}

Pool::Pool(std::string uri, Server server, int max_connections)
    : uri_(std::move(uri)), server_(server), unopened_(std::max(1, max_connections)) {}

absl::Status Pool::Run(absl::FunctionRef<absl::Status(Connection&)> work) {
  std::optional<Backoff> backoff;
  while (true) {
    absl::StatusOr<std::unique_ptr<Connection>> taken = Take();
    absl::Status status = taken.status();
    bool retry = true;  // no server can be reached
    if (taken.ok()) {
      status = work(**taken);
      const Failure failure = status.ok() ? Failure::kNone : (*taken)->failure();
      retry = failure == Failure::kConnection || failure == Failure::kConflict;
      GiveBack((*taken)->IsIdle() && failure != Failure::kConnection ? *std::move(taken) : nullptr);
    }
    if (status.ok() || !retry || server_ == Server::kStandby) return status;
    if (!backoff) backoff.emplace();
    if (!backoff->Pause()) return status;
  }
}

absl::StatusOr<std::unique_ptr<Connection>> Pool::Take() {
  {
    sync::MutexLock lock(mutex_);
    mutex_.Await(this, &Pool::CanTake);
    if (!idle_.empty()) {
      std::unique_ptr<Connection> connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
    --unopened_;
  }
  absl::StatusOr<std::unique_ptr<Connection>> opened = Connection::Open(uri_, server_);
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
