#include "rpc/executor.h"

#include <utility>

#include "sync/mutex.h"

namespace verbatim::rpc {

Executor::Executor(int threads, size_t queue_limit) : queue_limit_(queue_limit) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { Run(); });
}

Executor::~Executor() {
  {
    sync::MutexLock lock(mutex_);
    ending_ = true;
  }
  has_work_or_ends_.WakeAll();
  for (std::thread& thread : threads_) thread.join();
}

bool Executor::TrySubmit(Task task) {
  sync::MutexLock lock(mutex_);
  if (tasks_.size() >= queue_limit_) return false;
  tasks_.push_back(std::move(task));
  WakeOneIfAsleep();
  return true;
}

void Executor::Submit(Task task) {
  sync::MutexLock lock(mutex_);
  tasks_.push_back(std::move(task));
  WakeOneIfAsleep();
}

void Executor::WakeOneIfAsleep() {
  if (asleep_ == 0 || waking_) return;
  waking_ = true;
  has_work_or_ends_.WakeOne();
}

void Executor::Run() {
  while (true) {
    Task task;
    {
      sync::MutexLock lock(mutex_);
      while (tasks_.empty() && !ending_) {
        ++asleep_;
        has_work_or_ends_.Wait(mutex_);
        --asleep_;
        waking_ = false;
      }
      if (tasks_.empty()) return;
      task = std::move(tasks_.front());
      tasks_.pop_front();
      if (!tasks_.empty()) WakeOneIfAsleep();
    }
    std::move(task)();
  }
}

}  // namespace verbatim::rpc
