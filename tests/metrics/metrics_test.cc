#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "metrics/call_metrics.h"
#include "metrics/exposition.h"
#include "metrics/instruments.h"
#include "metrics/process_metrics.h"

namespace verbatim::metrics {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr uint64_t kBounds[] = {10, 20};

TEST(Histograms, CountASizeInTheFirstBucketThatTakesIt) {
  Histogram histogram(kBounds);
  for (const uint64_t size : {0, 10, 11, 20, 21, 1000}) histogram.Observe(size);
  const Histogram::Snapshot snapshot = histogram.snapshot();
  EXPECT_THAT(snapshot.counts, ElementsAre(2, 2, 2));
  EXPECT_EQ(snapshot.sum, 1062u);
}

TEST(Histograms, CountADurationThatGoesBackAsZero) {
  Histogram histogram(DurationBounds());
  histogram.Observe(std::chrono::nanoseconds(-5));
  EXPECT_EQ(histogram.snapshot().counts.front(), 1u);
  EXPECT_EQ(histogram.snapshot().sum, 0u);
}

TEST(Histograms, LoseNothingUnderManyThreads) {
  constexpr int kThreads = 4;
  constexpr int kEach = 10'000;
  Histogram histogram(kBounds);
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < kEach; ++j) histogram.Observe(15);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(histogram.snapshot().counts, ElementsAre(0, kThreads * kEach, 0));
  EXPECT_EQ(histogram.snapshot().sum, 15u * kThreads * kEach);
}

TEST(Exposition, WritesAFamilyOnceWithAllOfItsSeries) {
  Families families;
  families.AddCounter("calls_total", "Calls.", {{"method", "A"}}, 1);
  families.AddGauge("open", "Open calls.", {}, 3);
  families.AddCounter("calls_total", "Calls.", {{"method", "B"}}, 2);
  EXPECT_EQ(families.ToText(),
            "# HELP calls_total Calls.\n# TYPE calls_total counter\n"
            "calls_total{method=\"A\"} 1\ncalls_total{method=\"B\"} 2\n"
            "# HELP open Open calls.\n# TYPE open gauge\nopen 3\n");
}

TEST(Exposition, WritesCumulativeBucketsInTheUnitOfTheFamily) {
  Histogram histogram(kBounds);
  for (const uint64_t size : {5, 15, 15, 30}) histogram.Observe(size);
  Families families;
  families.AddHistogram("wait_seconds", "Wait.", {}, histogram, 0.5);
  EXPECT_THAT(
      families.ToText(),
      AllOf(HasSubstr("wait_seconds_bucket{le=\"5\"} 1\n"), HasSubstr("wait_seconds_bucket{le=\"10\"} 3\n"),
            HasSubstr("wait_seconds_bucket{le=\"+Inf\"} 4\n"), HasSubstr("wait_seconds_count 4\n"),
            HasSubstr("wait_seconds_sum 32.5\n")));
}

TEST(Exposition, EscapesTheValuesOfLabels) {
  Families families;
  families.AddGauge("open", "Open.", {{"name", "a\"b\\c\nd"}}, 1);
  EXPECT_THAT(families.ToText(), HasSubstr("open{name=\"a\\\"b\\\\c\\nd\"} 1\n"));
}

std::string TextOf(const CallMetrics& calls) {
  Families families;
  calls.Collect(families);
  return families.ToText();
}

TEST(CallsAreCounted, ByMethodAndCode) {
  CallMetrics calls({"Get", "Create"});
  MethodMetrics& create = calls.of(1);
  for (const absl::StatusCode code :
       {absl::StatusCode::kOk, absl::StatusCode::kOk, absl::StatusCode::kUnauthenticated}) {
    create.Begin();
    create.End(code, std::chrono::milliseconds(3), 100, 7);
  }
  create.Begin();
  EXPECT_THAT(TextOf(calls),
              AllOf(HasSubstr("verbatim_rpc_handled_total{method=\"Get\",code=\"OK\"} 0\n"),
                    HasSubstr("verbatim_rpc_handled_total{method=\"Create\",code=\"OK\"} 2\n"),
                    HasSubstr("verbatim_rpc_handled_total{method=\"Create\",code=\"UNAUTHENTICATED\"} 1\n"),
                    HasSubstr("verbatim_rpc_in_flight{method=\"Create\"} 1\n"),
                    HasSubstr("verbatim_rpc_request_bytes_total{method=\"Create\"} 300\n"),
                    HasSubstr("verbatim_rpc_response_bytes_total{method=\"Create\"} 21\n"),
                    HasSubstr("verbatim_rpc_handling_seconds_bucket{method=\"Create\",le=\"0.0025\"} 0\n"),
                    HasSubstr("verbatim_rpc_handling_seconds_bucket{method=\"Create\",le=\"0.005\"} 3\n")));
}

TEST(CallsAreCounted, WithAnUnknownCodeAsUnknown) {
  CallMetrics calls({"Get"});
  calls.of(0).Begin();
  calls.of(0).End(static_cast<absl::StatusCode>(99), std::chrono::seconds(0), 0, 0);
  EXPECT_THAT(TextOf(calls), HasSubstr("verbatim_rpc_handled_total{method=\"Get\",code=\"UNKNOWN\"} 1\n"));
}

TEST(CallsAreCounted, ByABoundedNumberOfReasons) {
  CallMetrics calls({});
  for (int i = 0; i < 1000; ++i) calls.CountRefusal("REASON_" + std::to_string(i));
  calls.CountRefusal("REASON_0");
  EXPECT_THAT(TextOf(calls), AllOf(HasSubstr("{reason=\"REASON_0\"} 2\n"),
                                   HasSubstr("{reason=\"OTHER\"} 900\n"), Not(HasSubstr("REASON_500"))));
}

TEST(TheProcess, IsDescribedUnderTheUsualNames) {
  Families families;
  CollectProcess(families);
  const std::string text = families.ToText();
  for (const char* name :
       {"process_cpu_seconds_total ", "process_resident_memory_bytes ", "process_virtual_memory_bytes ",
        "process_threads ", "process_start_time_seconds ", "process_open_fds ", "process_max_fds "}) {
    EXPECT_THAT(text, HasSubstr(std::string("\n") + name));
  }
}

}  // namespace
}  // namespace verbatim::metrics
