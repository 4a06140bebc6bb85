#include "sync/executor.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "support/eventually.h"
#include "sync/mutex.h"

namespace verbatim::test {
namespace {

using sync::Executor;

TEST(Executor, RefusesTasksBeyondItsQueueAndRunsTheOthers) {
  sync::Mutex gate;
  std::atomic<int> ran = 0;
  {
    Executor executor(1, 1, 2);
    sync::MutexLock held(gate);
    std::atomic<bool> started = false;
    executor.Submit([&] {
      started = true;
      sync::MutexLock lock(gate);
      ++ran;
    });
    while (!started) std::this_thread::yield();
    EXPECT_TRUE(executor.TrySubmit([&] { ++ran; }));
    EXPECT_TRUE(executor.TrySubmit([&] { ++ran; }));
    EXPECT_FALSE(executor.TrySubmit([&] { ++ran; }));
    held.Release();
  }
  EXPECT_EQ(ran, 3);
}

TEST(Executor, LeavesThreadsToNormalTasksWhileHeavyTasksRun) {
  sync::Mutex gate;
  std::atomic<int> heavy = 0;
  std::atomic<int> most_heavy = 0;
  std::atomic<int> normal = 0;
  {
    Executor executor(4, 2, 100);
    sync::MutexLock held(gate);
    for (int i = 0; i < 20; ++i) {
      ASSERT_TRUE(executor.TrySubmit(
          [&] {
            most_heavy = std::max(most_heavy.load(), ++heavy);
            sync::MutexLock lock(gate);
            --heavy;
          },
          Executor::Weight::kHeavy));
    }
    for (int i = 0; i < 50; ++i) ASSERT_TRUE(executor.TrySubmit([&] { ++normal; }));
    EXPECT_TRUE(Eventually([&] { return normal == 50; })) << "normal tasks wait for no heavy one";
    EXPECT_EQ(heavy, 2);
    held.Release();
  }
  EXPECT_EQ(most_heavy, 2);
  EXPECT_EQ(heavy, 0) << "all heavy tasks ran before the executor ended";
}

TEST(Executor, HeavyTasksHaveAQueueOfTheirOwn) {
  sync::Mutex gate;
  std::atomic<int> ran = 0;
  std::atomic<bool> started = false;
  const auto block = [&] {
    sync::MutexLock lock(gate);
    ++ran;
  };
  {
    Executor executor(2, 1, 1);
    sync::MutexLock held(gate);
    ASSERT_TRUE(executor.TrySubmit(
        [&] {
          started = true;
          block();
        },
        Executor::Weight::kHeavy));
    while (!started) std::this_thread::yield();
    EXPECT_TRUE(executor.TrySubmit(block, Executor::Weight::kHeavy));
    EXPECT_FALSE(executor.TrySubmit(block, Executor::Weight::kHeavy));
    EXPECT_TRUE(executor.TrySubmit(block));
    held.Release();
  }
  EXPECT_EQ(ran, 3);
}

TEST(Executor, TellsHowManyTasksWaitAndHowLongTheyHaveWaited) {
  std::atomic<int> normal = 0;
  std::atomic<int> heavy = 0;
  const auto on_start = [&](Executor::Weight weight, std::chrono::nanoseconds waited) {
    EXPECT_GE(waited.count(), 0);
    ++(weight == Executor::Weight::kHeavy ? heavy : normal);
  };
  sync::Mutex gate;
  {
    Executor executor(1, 1, 10, on_start);
    EXPECT_EQ(executor.load().running, 0);
    sync::MutexLock held(gate);
    executor.Submit([&] { sync::MutexLock lock(gate); });
    ASSERT_TRUE(Eventually([&] { return executor.load().running == 1; }));
    executor.Submit([] {});
    EXPECT_TRUE(executor.TrySubmit([] {}, Executor::Weight::kHeavy));
    const Executor::Load load = executor.load();
    EXPECT_EQ(load.waiting_normal, 1u);
    EXPECT_EQ(load.waiting_heavy, 1u);
    held.Release();
    EXPECT_TRUE(Eventually([&] { return executor.load().running == 0; }));
    EXPECT_EQ(executor.load().waiting_normal, 0u);
  }
  EXPECT_EQ(normal, 2);
  EXPECT_EQ(heavy, 1);
}

}  // namespace
}  // namespace verbatim::test
