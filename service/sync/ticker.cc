#include "sync/ticker.h"

#include <utility>

namespace verbatim::sync {

Ticker::Ticker(std::chrono::milliseconds interval, std::function<void()> tick)
    : interval_(interval), tick_(std::move(tick)), thread_([this] { Run(); }) {}

Ticker::~Ticker() {
  {
    MutexLock lock(mutex_);
    ending_ = true;
  }
  thread_.join();
}

void Ticker::Run() {
  while (true) {
    {
      MutexLock lock(mutex_);
      mutex_.AwaitFor(interval_, this, &Ticker::IsEnding);
      if (ending_) return;
    }
    tick_();
  }
}

}  // namespace verbatim::sync
