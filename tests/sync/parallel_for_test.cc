#include "sync/parallel_for.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "sync/executor.h"

namespace verbatim::test {
namespace {

TEST(ParallelFor, MakesEachCallOnce) {
  sync::Executor helpers(3, 1, 100);
  for (size_t count : {0, 1, 2, 50}) {
    std::vector<std::atomic<int>> calls(count);
    sync::ParallelFor(helpers, count, [&](size_t i) { ++calls[i]; });
    for (const std::atomic<int>& made : calls) EXPECT_EQ(made, 1) << "of " << count;
  }
}

TEST(ParallelFor, UsesAFreeThread) {
  sync::Executor helpers(1, 1, 1);
  // Each call waits for the other, so one thread alone would not return.
  std::atomic<int> begun = 0;
  sync::ParallelFor(helpers, 2, [&](size_t) {
    ++begun;
    while (begun < 2) std::this_thread::yield();
  });
  EXPECT_EQ(begun, 2);
}

TEST(ParallelFor, NeedsNoFreeThread) {
  std::atomic<bool> started = false;
  std::atomic<bool> ended = false;
  sync::Executor helpers(1, 1, 1);
  helpers.Submit([&] {
    started = true;
    while (!ended) std::this_thread::yield();
  });
  while (!started) std::this_thread::yield();
  std::atomic<int> calls = 0;
  for (int round = 0; round < 3; ++round) {  // the first fills the queue
    sync::ParallelFor(helpers, 10, [&](size_t) { ++calls; });
  }
  EXPECT_EQ(calls, 30);
  ended = true;
}

TEST(ParallelFor, ServesSeveralThreadsAtATime) {
  sync::Executor helpers(2, 1, 4);
  std::atomic<int> calls = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 100; ++round) sync::ParallelFor(helpers, 8, [&](size_t) { ++calls; });
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(calls, 4 * 100 * 8);
}

}  // namespace
}  // namespace verbatim::test
