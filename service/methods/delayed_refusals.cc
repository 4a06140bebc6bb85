#include "methods/delayed_refusals.h"

#include <utility>

namespace verbatim::methods {
namespace {

using Clock = std::chrono::steady_clock;

}  // namespace

void DelayedRefusals::Refuse(UnaryDone done, absl::Status status) {
  {
    sync::MutexLock lock(mutex_);
    if (waiting_.size() < kMaxWaiting) {
      waiting_.push_back({Clock::now() + kDelay, std::move(done), std::move(status)});
      return;
    }
  }
  std::move(done)(std::move(status));
}

void DelayedRefusals::AnswerDue() {
  std::deque<Waiting> due;
  {
    const Clock::time_point now = Clock::now();
    sync::MutexLock lock(mutex_);
    while (!waiting_.empty() && waiting_.front().due <= now) {
      due.push_back(std::move(waiting_.front()));
      waiting_.pop_front();
    }
  }
  for (Waiting& call : due) std::move(call.done)(std::move(call.status));
}

}  // namespace verbatim::methods
