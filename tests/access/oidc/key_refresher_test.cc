#include "access/oidc/key_refresher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "access/oidc/issuer_keys.h"
#include "fixture.h"
#include "support/eventually.h"

namespace verbatim::access::oidc {
namespace {

using ::testing::HasSubstr;
using Outcome = KeyRefresher::Outcome;
using Wait = KeyRefresher::Wait;

constexpr std::chrono::hours kNever{10};

TEST(IssuerKeys, HaveAVersionThatHoldsUntilTheKeysChangeOrAreTooOld) {
  IssuerKeys keys(test::kIssuer, absl::Hours(1));
  EXPECT_EQ(keys.Current(test::Now()).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_FALSE(keys.IsCurrent(0, test::Now()));
  EXPECT_THAT(keys.Update(LoadedKeys::Parse(test::KeySetOf({&test::P256Signer()})), test::Now()),
              HasSubstr("loaded 1 keys"));
  EXPECT_EQ(keys.Current(test::Now())->number, 1);
  // The same keys again: the same version, and nothing to log.
  EXPECT_EQ(
      keys.Update(LoadedKeys::Parse(test::KeySetOf({&test::P256Signer()})), test::Now() + absl::Minutes(30)),
      "");
  EXPECT_TRUE(keys.IsCurrent(1, test::Now() + absl::Minutes(89)));
  EXPECT_FALSE(keys.IsCurrent(1, test::Now() + absl::Minutes(90)));
  EXPECT_EQ(keys.Current(test::Now() + absl::Minutes(90)).status().code(), absl::StatusCode::kUnavailable);
  keys.Update(LoadedKeys::Parse(test::KeySetOf({&test::Ed25519Signer()})), test::Now());
  EXPECT_FALSE(keys.IsCurrent(1, test::Now()));
  EXPECT_TRUE(keys.IsCurrent(2, test::Now()));
}

TEST(IssuerKeys, LogEachProblemOnce) {
  IssuerKeys keys(test::kIssuer, absl::Hours(1));
  const absl::Status away = absl::UnavailableError("it is away");
  EXPECT_THAT(keys.Update(away, test::Now()), HasSubstr("it is away"));
  EXPECT_EQ(keys.Update(away, test::Now()), "");
  EXPECT_THAT(keys.Update(LoadedKeys::Parse(std::string("{}")), test::Now()), HasSubstr("no array"));
  keys.Update(LoadedKeys::Parse(test::KeySetOf({&test::P256Signer()})), test::Now());
  EXPECT_THAT(keys.Update(away, test::Now()), HasSubstr("it is away"));
  EXPECT_THAT(keys.Update(away, test::Now() + absl::Hours(1)), HasSubstr("its tokens are refused"));
  EXPECT_EQ(keys.Update(away, test::Now() + absl::Hours(2)), "");
  EXPECT_EQ(keys.last_load(), away);
}

// A source of keys that counts its loads, and holds them while it is told to.
class Source {
 public:
  KeyRefresher::Options Options(std::chrono::milliseconds interval, std::chrono::milliseconds min_interval) {
    KeyRefresher::Options options;
    options.load = [this](const std::function<bool()>& should_stop) -> absl::StatusOr<std::string> {
      ++loads;
      test::Eventually([&] { return !hold || should_stop(); });
      if (fails) return absl::UnavailableError("away");
      return test::KeySetOf({&test::P256Signer()});
    };
    options.interval = options.retry = interval;
    options.min_interval = min_interval;
    options.max_wait = std::chrono::minutes(1);
    options.clock = test::Now;
    options.log = [](const std::string&) {};
    return options;
  }

  std::atomic<int> loads = 0;
  std::atomic<bool> hold = false;
  std::atomic<bool> fails = false;
};

TEST(AKeyRefresher, LoadsAtTheBeginningAndAtIntervals) {
  Source source;
  IssuerKeys keys(test::kIssuer, absl::Hours(1));
  const KeyRefresher refresher(keys, source.Options(std::chrono::milliseconds(1), kNever),
                               KeyRefresher::FirstLoad::kNow);
  EXPECT_TRUE(test::Eventually([&] { return source.loads >= 3; }));
  EXPECT_EQ(keys.version(), 1);
}

TEST(AKeyRefresher, LoadsAtMostOnceInAnIntervalWhenAsked) {
  Source source;
  source.fails = true;
  IssuerKeys keys(test::kIssuer, absl::Hours(1));
  KeyRefresher refresher(keys, source.Options(kNever, kNever), KeyRefresher::FirstLoad::kNow);
  // The first load, whether it has ended already or not.
  EXPECT_NE(refresher.RequestLoad(0, Wait::kForLoad), Outcome::kPending);
  EXPECT_EQ(refresher.RequestLoad(0, Wait::kForLoad), Outcome::kTooSoon);
  EXPECT_EQ(refresher.RequestLoad(0, Wait::kNo), Outcome::kTooSoon);
  EXPECT_EQ(source.loads, 1);
}

TEST(AKeyRefresher, DoesNotLoadForACallerWhoSawOlderKeys) {
  Source source;
  IssuerKeys keys(test::kIssuer, absl::Hours(1));
  KeyRefresher refresher(keys, source.Options(kNever, std::chrono::milliseconds(0)),
                         KeyRefresher::FirstLoad::kNow);
  EXPECT_EQ(refresher.RequestLoad(0, Wait::kForLoad), Outcome::kEnded);
  EXPECT_EQ(refresher.RequestLoad(0, Wait::kForLoad), Outcome::kEnded);
  EXPECT_EQ(source.loads, 1);
  EXPECT_EQ(refresher.RequestLoad(1, Wait::kForLoad), Outcome::kEnded);
  EXPECT_EQ(source.loads, 2);
}

TEST(AKeyRefresher, LetsFewCallersWait) {
  Source source;
  source.hold = true;
  IssuerKeys keys(test::kIssuer, absl::Hours(1));
  KeyRefresher refresher(keys, source.Options(kNever, kNever), KeyRefresher::FirstLoad::kNow);
  std::atomic<int> pending = 0;
  std::atomic<int> ended = 0;
  std::vector<std::thread> callers;
  for (int i = 0; i < 20; ++i) {
    callers.emplace_back(
        [&] { ++(refresher.RequestLoad(0, Wait::kForLoad) == Outcome::kPending ? pending : ended); });
  }
  EXPECT_TRUE(test::Eventually([&] { return pending == 12; }));
  source.hold = false;
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(ended, 8);
  EXPECT_EQ(source.loads, 1);
}

TEST(AKeyRefresher, EndsDuringALoad) {
  Source source;
  source.hold = true;
  IssuerKeys keys(test::kIssuer, absl::Hours(1));
  {
    const KeyRefresher refresher(keys, source.Options(kNever, kNever), KeyRefresher::FirstLoad::kNow);
    EXPECT_TRUE(test::Eventually([&] { return source.loads == 1; }));
  }
  EXPECT_EQ(source.loads, 1);
}

}  // namespace
}  // namespace verbatim::access::oidc
