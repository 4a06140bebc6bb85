#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <memory>

#include "absl/status/status.h"
#include "sync/call_context.h"

namespace verbatim::test {

// The context of a call that is cancelled at its poll number `polls`, counted from 0.
inline sync::CallContext CancelledAtPoll(int polls) {
  auto left = std::make_shared<std::atomic<int>>(polls);
  return {[left] { return left->fetch_sub(1) <= 0; }, sync::CallContext::Clock::time_point::max()};
}

// Repeats a call, each time cancelled at a later poll, until one succeeds. All earlier calls must fail with
// CANCELLED. Returns the number of polls of the call that succeeded. `call(context)` returns a StatusOr.
template <typename Call>
int CancelAtEachPoll(const Call& call) {
  constexpr int kMostPolls = 100'000;
  for (int polls = 0; polls < kMostPolls; ++polls) {
    const auto result = call(CancelledAtPoll(polls));
    if (result.ok()) return polls;
    EXPECT_EQ(result.status().code(), absl::StatusCode::kCancelled)
        << "at poll " << polls << ": " << result.status();
    if (!absl::IsCancelled(result.status())) break;
  }
  ADD_FAILURE() << "no call succeeded";
  return -1;
}

}  // namespace verbatim::test
