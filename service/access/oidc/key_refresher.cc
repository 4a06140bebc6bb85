#include "access/oidc/key_refresher.h"

#include <utility>

namespace verbatim::access::oidc {
namespace {

constexpr int kMaxWaiting = 8;

}  // namespace

KeyRefresher::KeyRefresher(IssuerKeys& keys, Options options, FirstLoad first)
    : keys_(keys), options_(std::move(options)), requested_(first == FirstLoad::kNow) {
  thread_ = std::thread([this] { Run(); });
}

KeyRefresher::~KeyRefresher() {
  {
    sync::MutexLock lock(mutex_);
    ending_ = true;
  }
  thread_.join();
}

KeyRefresher::Outcome KeyRefresher::RequestLoad(uint64_t seen, Wait wait) {
  LoadEnd end{this, 0};
  {
    sync::MutexLock lock(mutex_);
    if (keys_.version() != seen) return Outcome::kEnded;
    if (!loading_ && !requested_) {
      if (ended_loads_ > 0 && std::chrono::steady_clock::now() - last_end_ < options_.min_interval)
        return Outcome::kTooSoon;
      requested_ = true;
    }
    if (wait == Wait::kNo || waiting_ == kMaxWaiting) return Outcome::kPending;
    end.loads = ended_loads_;
    ++waiting_;
  }  // unlocking wakes the thread
  sync::MutexLock lock(mutex_);
  mutex_.AwaitFor(options_.max_wait, &end, &LoadEnd::Holds);
  --waiting_;
  return end.Holds() ? Outcome::kEnded : Outcome::kPending;
}

void KeyRefresher::Run() {
  std::chrono::milliseconds pause = options_.interval;
  while (BeginLoad(pause)) {
    absl::StatusOr<LoadedKeys> loaded = LoadedKeys::Parse(options_.load([this] { return ending_.load(); }));
    if (ending_) break;  // the load may have been cut short
    pause = loaded.ok() ? options_.interval : options_.retry;
    const std::string line = EndLoad(std::move(loaded));
    if (!line.empty()) options_.log(line);
  }
}

bool KeyRefresher::BeginLoad(std::chrono::milliseconds pause) {
  sync::MutexLock lock(mutex_);
  mutex_.AwaitFor(pause, this, &KeyRefresher::IsAwake);
  requested_ = false;
  loading_ = true;
  return !ending_;
}

std::string KeyRefresher::EndLoad(absl::StatusOr<LoadedKeys> loaded) {
  // A caller of RequestLoad who has seen the new keys sees the end of the load, too.
  sync::MutexLock lock(mutex_);
  std::string line = keys_.Update(std::move(loaded), options_.clock());
  loading_ = false;
  ++ended_loads_;
  last_end_ = std::chrono::steady_clock::now();
  return line;
}

}  // namespace verbatim::access::oidc
