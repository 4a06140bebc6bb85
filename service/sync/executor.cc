#include "sync/executor.h"

#include <utility>

#include "sync/mutex.h"

namespace verbatim::sync {

Executor::Executor(int threads, size_t queue_limit) : queue_limit_(queue_limit) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { Run(); });
}

Executor::~Executor() {
  {
    MutexLock lock(mutex_);
    ending_ = true;
    while (!asleep_.empty()) WakeLast();
  }
  for (std::thread& thread : threads_) thread.join();
}

bool Executor::TrySubmit(Task task) {
  MutexLock lock(mutex_);
  if (tasks_.size() >= queue_limit_) return false;
  tasks_.push_back(std::move(task));
  WakeOneIfAsleep();
  return true;
}

void Executor::Submit(Task task) {
  MutexLock lock(mutex_);
  tasks_.push_back(std::move(task));
  WakeOneIfAsleep();
}

void Executor::WakeOneIfAsleep() {
  if (asleep_.empty() || waking_) return;
  waking_ = true;
  WakeLast();
}

void Executor::WakeLast() {
  Sleeper& sleeper = *asleep_.back();
  asleep_.pop_back();
  sleeper.woken = true;
  sleeper.wake.WakeOne();
}

void Executor::Sleep() {
  Sleeper sleeper;
  asleep_.push_back(&sleeper);
  while (!sleeper.woken) sleeper.wake.Wait(mutex_);
  waking_ = false;
}

void Executor::Run() {
  while (true) {
    Task task;
    {
      MutexLock lock(mutex_);
      while (tasks_.empty() && !ending_) Sleep();
      if (tasks_.empty()) return;
      task = std::move(tasks_.front());
      tasks_.pop_front();
      if (!tasks_.empty()) WakeOneIfAsleep();
    }
    std::move(task)();
  }
}

}  // namespace verbatim::sync
