#include "sync/call_context.h"

#include <gtest/gtest.h>

#include <chrono>

namespace verbatim::test {
namespace {

using sync::CallContext;

TEST(CallContext, IsNeverAbandonedByDefault) {
  const CallContext context;
  EXPECT_FALSE(context.IsAbandoned());
  EXPECT_TRUE(context.Check().ok());
  EXPECT_FALSE(context.ShouldStop()());
}

TEST(CallContext, SaysWhetherTheCallIsCancelledOrLate) {
  bool cancelled = false;
  const CallContext cancellable([&] { return cancelled; }, CallContext::Clock::time_point::max());
  EXPECT_TRUE(cancellable.Check().ok());
  cancelled = true;
  EXPECT_TRUE(absl::IsCancelled(cancellable.Check()));
  EXPECT_TRUE(cancellable.ShouldStop()());

  const CallContext late({}, CallContext::Clock::now() - std::chrono::seconds(1));
  EXPECT_TRUE(absl::IsDeadlineExceeded(late.Check()));
  const CallContext in_time({}, CallContext::Clock::now() + std::chrono::hours(1));
  EXPECT_TRUE(in_time.Check().ok());
}

}  // namespace
}  // namespace verbatim::test
