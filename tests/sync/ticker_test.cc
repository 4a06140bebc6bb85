#include "sync/ticker.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "support/eventually.h"

namespace verbatim::sync {
namespace {

TEST(Ticker, CallsTheFunctionAgainAndAgain) {
  std::atomic<int> ticks = 0;
  Ticker ticker(std::chrono::milliseconds(1), [&] { ++ticks; });
  EXPECT_TRUE(test::Eventually([&] { return ticks >= 3; }));
}

TEST(Ticker, EndsAtOnceDuringALongInterval) {
  std::atomic<int> ticks = 0;
  {
    Ticker ticker(std::chrono::hours(1), [&] { ++ticks; });
  }
  EXPECT_EQ(ticks, 0);
}

TEST(Ticker, WaitsForACallThatIsUnderWay) {
  std::atomic<bool> began = false;
  std::atomic<bool> ended = false;
  {
    Ticker ticker(std::chrono::milliseconds(1), [&] {
      began = true;
      for (int i = 0; i < 1000; ++i) std::this_thread::yield();
      ended = true;
    });
    EXPECT_TRUE(test::Eventually([&] { return began.load(); }));
  }
  EXPECT_TRUE(ended);
}

}  // namespace
}  // namespace verbatim::sync
