#include "sync/slow_read_detector.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "support/eventually.h"

namespace verbatim::test {
namespace {

// Makes a read that takes this long. The detector reads the system's clock, so this time has to pass.
void ReadFor(sync::SlowReadDetector& detector, std::chrono::milliseconds time) {
  sync::SlowReadDetector::ScopedTimer timer(detector);
  std::this_thread::sleep_for(time);
}

TEST(SlowReadDetector, IsNotQuickForAWhileAfterSeveralSlowReads) {
  constexpr std::chrono::milliseconds kLong(5);
  sync::SlowReadDetector detector;
  ReadFor(detector, kLong);
  EXPECT_TRUE(detector.IsQuick()) << "one slow read is an exception";
  for (int i = 0; i < 1000; ++i) ReadFor(detector, {});
  ReadFor(detector, kLong);
  for (int i = 0; i < 3; ++i) ReadFor(detector, {});
  ReadFor(detector, kLong);
  EXPECT_TRUE(detector.IsQuick()) << "two slow reads may be chance";
  for (int i = 0; i < 3; ++i) ReadFor(detector, {});
  ReadFor(detector, kLong);
  EXPECT_FALSE(detector.IsQuick());
  EXPECT_TRUE(Eventually([&] { return detector.IsQuick(); }));
}

}  // namespace
}  // namespace verbatim::test
