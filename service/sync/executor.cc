#include "sync/executor.h"

#include <algorithm>
#include <utility>

namespace verbatim::sync {

Executor::Executor(int threads, int heavy_threads, size_t queue_limit, OnStart on_start)
    : heavy_threads_(std::clamp(heavy_threads, 1, threads)),
      queue_limit_(queue_limit),
      on_start_(std::move(on_start)) {
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

bool Executor::TrySubmit(Task task, Weight weight) {
  MutexLock lock(mutex_);
  std::deque<Waiting>& queue = weight == Weight::kHeavy ? heavy_ : normal_;
  if (queue.size() >= queue_limit_) return false;
  Push(queue, std::move(task));
  return true;
}

void Executor::Submit(Task task) {
  MutexLock lock(mutex_);
  Push(normal_, std::move(task));
}

void Executor::Push(std::deque<Waiting>& queue, Task task) {
  queue.push_back({std::move(task), submitted_++});
  if (on_start_) queue.back().submitted = std::chrono::steady_clock::now();
  if (NextQueue() != nullptr) WakeOneIfAsleep();
}

Executor::Load Executor::load() {
  MutexLock lock(mutex_);
  return {.waiting_normal = normal_.size(), .waiting_heavy = heavy_.size(), .running = running_};
}

std::deque<Executor::Waiting>* Executor::NextQueue() {
  const bool heavy = !heavy_.empty() && heavy_running_ < heavy_threads_;
  if (heavy && (normal_.empty() || heavy_.front().number < normal_.front().number)) return &heavy_;
  return normal_.empty() ? nullptr : &normal_;
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
  bool ran = false;
  while (true) {
    Task task;
    bool heavy = false;
    std::chrono::steady_clock::time_point submitted;
    {
      MutexLock lock(mutex_);
      if (ran) --running_;
      std::deque<Waiting>* queue = NextQueue();
      while (queue == nullptr && !(ending_ && heavy_.empty())) {
        Sleep();
        queue = NextQueue();
      }
      if (queue == nullptr) return;
      task = std::move(queue->front().task);
      submitted = queue->front().submitted;
      queue->pop_front();
      heavy = queue == &heavy_;
      ++running_;
      heavy_running_ += heavy ? 1 : 0;
      if (NextQueue() != nullptr) WakeOneIfAsleep();
    }
    if (on_start_) {
      on_start_(heavy ? Weight::kHeavy : Weight::kNormal, std::chrono::steady_clock::now() - submitted);
    }
    std::move(task)();
    ran = true;
    if (!heavy) continue;
    MutexLock lock(mutex_);
    --heavy_running_;
    // This thread takes the next task. At the end, the other threads must see that there is no task for them.
    if (ending_) {
      while (!asleep_.empty()) WakeLast();
    }
  }
}

}  // namespace verbatim::sync
