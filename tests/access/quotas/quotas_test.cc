#include "access/quotas.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "status/errors.h"
#include "support/status_details.h"

namespace verbatim::access {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Kind = Quotas::Kind;

class QuotasOfCallers : public ::testing::Test {
 protected:
  Quotas::Clock FakeClock() {
    return {[this] { return std::chrono::nanoseconds(now_.load()); },
            [this] { return absl::FromUnixSeconds(1'800'000'000) + absl::Nanoseconds(now_.load()); }};
  }
  void Advance(std::chrono::nanoseconds by) { now_ += by.count(); }

  // How many of `calls` are admitted.
  int Admitted(Quotas& quotas, const std::string& principal, const QuotaLimits& limits, int calls,
               Kind kind = Kind::kRead) {
    int admitted = 0;
    for (int i = 0; i < calls; ++i) admitted += quotas.Admit(principal, limits, kind, 0).ok();
    return admitted;
  }

  // How long an error tells its caller to wait; -1 ms if it does not.
  static milliseconds WaitOf(const absl::Status& status) {
    const auto retry = test::DetailOf<google::rpc::RetryInfo>(ToRpcStatus(status));
    if (!retry) return milliseconds(-1);
    return milliseconds(retry->retry_delay().seconds() * 1000 + retry->retry_delay().nanos() / 1'000'000);
  }

 private:
  std::atomic<int64_t> now_ = 0;
};

TEST_F(QuotasOfCallers, AllowASecondsWorthOfCallsAtOnceAndThenTheRate) {
  Quotas quotas(100, FakeClock());
  const QuotaLimits limits{.calls_per_second = 10};
  EXPECT_EQ(Admitted(quotas, "a", limits, 100), 10);
  Advance(milliseconds(99));
  EXPECT_EQ(Admitted(quotas, "a", limits, 100), 0);
  Advance(milliseconds(1));
  EXPECT_EQ(Admitted(quotas, "a", limits, 100), 1);
  Advance(milliseconds(500));
  EXPECT_EQ(Admitted(quotas, "a", limits, 100), 5);
  Advance(seconds(3600));
  EXPECT_EQ(Admitted(quotas, "a", limits, 100), 10);  // not more, however long nothing was called
}

TEST_F(QuotasOfCallers, AllowLessThanOneCallASecond) {
  Quotas quotas(100, FakeClock());
  const QuotaLimits limits{.calls_per_second = 0.1};
  EXPECT_EQ(Admitted(quotas, "a", limits, 5), 1);
  Advance(milliseconds(9999));
  EXPECT_EQ(Admitted(quotas, "a", limits, 5), 0);
  Advance(milliseconds(1));
  EXPECT_EQ(Admitted(quotas, "a", limits, 5), 1);
}

TEST_F(QuotasOfCallers, TellWhenTheNextCallIsAllowed) {
  Quotas quotas(100, FakeClock());
  const QuotaLimits limits{.calls_per_second = 4};
  EXPECT_EQ(Admitted(quotas, "a", limits, 4), 4);
  Advance(milliseconds(100));
  const absl::Status refused = quotas.Admit("a", limits, Kind::kRead, 0);
  EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
  const auto info = test::DetailOf<google::rpc::ErrorInfo>(ToRpcStatus(refused));
  ASSERT_TRUE(info);
  EXPECT_EQ(info->reason(), "QUOTA_EXCEEDED");
  EXPECT_EQ(info->metadata().at("quota"), "calls_per_second");
  EXPECT_EQ(info->metadata().at("limit"), "4");
  EXPECT_EQ(WaitOf(refused), milliseconds(150));
  Advance(WaitOf(refused));
  EXPECT_TRUE(quotas.Admit("a", limits, Kind::kRead, 0).ok());
}

TEST_F(QuotasOfCallers, CountWritesAlsoAsCalls) {
  Quotas quotas(100, FakeClock());
  const QuotaLimits limits{.calls_per_second = 10, .writes_per_second = 3};
  EXPECT_EQ(Admitted(quotas, "a", limits, 100, Kind::kWrite), 3);
  EXPECT_EQ(Admitted(quotas, "a", limits, 100, Kind::kRead), 7);  // refused writes were not counted as calls
  Advance(seconds(1));
  EXPECT_EQ(Admitted(quotas, "a", limits, 9, Kind::kRead), 9);
  EXPECT_EQ(Admitted(quotas, "a", limits, 100, Kind::kWrite), 1);  // the last call of the second
  Advance(milliseconds(200));
  // Two more calls. The two writes that were left were not used up by those that were refused as calls.
  EXPECT_EQ(Admitted(quotas, "a", limits, 100, Kind::kWrite), 2);
}

TEST_F(QuotasOfCallers, AllowNothingIfTheyAreZeroAndTellNobodyToRetry) {
  Quotas quotas(100, FakeClock());
  for (const QuotaLimits& limits : {QuotaLimits{.calls_per_second = 0}, QuotaLimits{.writes_per_second = 0},
                                    QuotaLimits{.bytes_per_day = 0}}) {
    const absl::Status refused = quotas.Admit("a", limits, Kind::kWrite, 0);
    EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
    EXPECT_EQ(WaitOf(refused), milliseconds(-1));
  }
  EXPECT_TRUE(quotas.Admit("a", {.writes_per_second = 0}, Kind::kRead, 0).ok());
  const absl::Status no_streams = quotas.OpenStream("a", {.streams = 0}).status();
  EXPECT_EQ(no_streams.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(WaitOf(no_streams), milliseconds(-1));
}

TEST_F(QuotasOfCallers, AllowEverythingWithoutLimitsAndKeepNothing) {
  Quotas quotas(100, FakeClock());
  EXPECT_EQ(Admitted(quotas, "a", {}, 10'000, Kind::kWrite), 10'000);
  EXPECT_TRUE(quotas.AddBytes("a", {}, int64_t{1} << 60).ok());
  EXPECT_TRUE(quotas.OpenStream("a", {}).ok());
  EXPECT_EQ(quotas.size(), 0);
}

TEST_F(QuotasOfCallers, CountBytesOfADayOfUtc) {
  Quotas quotas(100, FakeClock());
  const QuotaLimits limits{.bytes_per_day = 1000};
  EXPECT_TRUE(quotas.Admit("a", limits, Kind::kRead, 600).ok());
  EXPECT_TRUE(quotas.AddBytes("a", limits, 399).ok());
  EXPECT_TRUE(quotas.Admit("a", limits, Kind::kRead, 600).ok());  // the last may exceed the quota
  const absl::Status refused = quotas.Admit("a", limits, Kind::kRead, 0);
  EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
  // The clock began at 08:00.
  EXPECT_EQ(WaitOf(refused), seconds(16 * 3600));
  Advance(WaitOf(refused) - milliseconds(1));
  EXPECT_FALSE(quotas.Admit("a", limits, Kind::kRead, 0).ok());
  Advance(milliseconds(1));
  EXPECT_TRUE(quotas.Admit("a", limits, Kind::kRead, 999).ok());
  EXPECT_TRUE(quotas.AddBytes("a", limits, 1).ok());
  EXPECT_FALSE(quotas.Admit("a", limits, Kind::kRead, 0).ok());
}

TEST_F(QuotasOfCallers, CountOpenStreams) {
  Quotas quotas(100, FakeClock());
  const QuotaLimits limits{.streams = 2};
  absl::StatusOr<Quotas::Stream> first = quotas.OpenStream("a", limits);
  absl::StatusOr<Quotas::Stream> second = quotas.OpenStream("a", limits);
  ASSERT_TRUE(first.ok() && second.ok());
  const absl::Status refused = quotas.OpenStream("a", limits).status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(WaitOf(refused), seconds(1));
  EXPECT_TRUE(quotas.OpenStream("b", limits).ok());
  {
    const Quotas::Stream moved = *std::move(first);
    EXPECT_FALSE(quotas.OpenStream("a", limits).ok());
  }
  Quotas::Stream third = *quotas.OpenStream("a", limits);
  EXPECT_FALSE(quotas.OpenStream("a", limits).ok());
  third = Quotas::Stream();
  EXPECT_TRUE(quotas.OpenStream("a", limits).ok());
}

TEST_F(QuotasOfCallers, AreApartForEachPrincipal) {
  Quotas quotas(100'000, FakeClock());
  const QuotaLimits limits{.calls_per_second = 2};
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(Admitted(quotas, absl::StrCat("caller-", i), limits, 5), 2);
  EXPECT_EQ(quotas.size(), 1000);
}

TEST_F(QuotasOfCallers, AreKeptOfABoundedNumberOfPrincipals) {
  Quotas quotas(6400, FakeClock());  // 100 in each of the parts
  const QuotaLimits limits{.calls_per_second = 1, .streams = 1};
  const absl::StatusOr<Quotas::Stream> stream = quotas.OpenStream("patient", limits);
  ASSERT_TRUE(stream.ok());
  for (int i = 0; i < 20'000; ++i) {
    EXPECT_TRUE(quotas.Admit(absl::StrCat("caller-", i), limits, Kind::kRead, 0).ok());
    quotas.Admit("busy", limits, Kind::kRead, 0).IgnoreError();
  }
  EXPECT_LE(quotas.size(), 6400);
  EXPECT_FALSE(quotas.Admit("busy", limits, Kind::kRead, 0).ok());  // not forgotten, for it was used lately
  EXPECT_FALSE(quotas.OpenStream("patient", limits).ok());          // not forgotten while its stream is open
  EXPECT_TRUE(quotas.Admit("caller-0", limits, Kind::kRead, 0).ok());
}

TEST_F(QuotasOfCallers, KeepPrincipalsWithStreamsEvenIfTheyAreTooMany) {
  Quotas quotas(64, FakeClock());  // one in each of the parts
  const QuotaLimits limits{.streams = 1};
  std::vector<Quotas::Stream> streams;
  for (int i = 0; i < 500; ++i) streams.push_back(*quotas.OpenStream(absl::StrCat("caller-", i), limits));
  for (int i = 0; i < 500; ++i) EXPECT_FALSE(quotas.OpenStream(absl::StrCat("caller-", i), limits).ok());
  streams.clear();
  for (int i = 0; i < 500; ++i) EXPECT_TRUE(quotas.OpenStream(absl::StrCat("caller-", i), limits).ok());
}

TEST_F(QuotasOfCallers, AdmitNoMoreFromManyThreads) {
  Quotas quotas(100, FakeClock());
  const QuotaLimits limits{.calls_per_second = 1000, .bytes_per_day = 1'000'000, .streams = 8};
  std::atomic<int> admitted = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int call = 0; call < 1000; ++call) {
        const absl::StatusOr<Quotas::Stream> stream = quotas.OpenStream("a", limits);
        EXPECT_TRUE(stream.ok());
        admitted += quotas.Admit("a", limits, Kind::kRead, 100).ok();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(admitted, 1000);
}

}  // namespace
}  // namespace verbatim::access
