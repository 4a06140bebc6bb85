#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "fixture.h"

namespace verbatim::store {
namespace {

using ::testing::ElementsAre;

TEST_P(StoreConformance, ReturnsTheLatestEntryOfAResource) {
  CommitOne(Of(Create("a", "one")));
  CommitOne(Of(Create("b", "other")));
  EXPECT_EQ(CommitOne(Of(Replace("a", 0, "two"))), Committed(2, 1));
  EXPECT_EQ(Get("a"), (Record{"a", 0, 2, "two"}));
  EXPECT_EQ(store_->ReadEntries(0, 1)->front().payload, "one") << "the log keeps earlier entries";
}

TEST_P(StoreConformance, RefusesToCreateAResourceTwice) {
  CommitOne(Of(Create("a", "first")));
  EXPECT_EQ(CommitOne(Of(Create("a", "second"))), (WriteResult{Outcome::kExists, 0, 0, "a"}));
  EXPECT_EQ(Get("a")->payload, "first");
  EXPECT_EQ(Size(), 1);
}

TEST_P(StoreConformance, RefusesAStaleReplacementWithTheLatestEntry) {
  CommitOne(Of(Create("a", "one")));
  CommitOne(Of(Replace("a", 0, "two")));
  EXPECT_EQ(CommitOne(Of(Replace("a", 0, "three"))), (WriteResult{Outcome::kStale, 1, 0, "a"}));
  EXPECT_EQ(Get("a")->payload, "two");
}

TEST_P(StoreConformance, RefusesToReplaceAMissingResource) {
  EXPECT_EQ(CommitOne(Of(Replace("a", 0, "x"))), (WriteResult{Outcome::kMissing, 0, 0, "a"}));
  EXPECT_EQ(Size(), 0);
}

TEST_P(StoreConformance, ReadsResourcesUpToAByteLimitButAtLeastOne) {
  CommitOne(Of({Create("a", std::string(1000, 'x')), Create("b", std::string(1000, 'x'))}));
  const std::vector<std::string> names = {"a", "none", "b", "a"};
  auto read = [&](int64_t max_bytes) {
    auto records = store_->GetWithin(names, max_bytes);
    EXPECT_TRUE(records.ok()) << records.status();
    return *std::move(records);
  };
  EXPECT_EQ(read(3000), *store_->Get(names));
  EXPECT_THAT(read(2999), ElementsAre(Get("a"), std::nullopt, Get("b")));
  EXPECT_THAT(read(10), ElementsAre(Get("a")));
}

TEST_P(StoreConformance, RecallReturnsWhatGetReads) {
  constexpr int kResources = 300;
  for (int i = 0; i < kResources; ++i) CommitOne(Of(Create(absl::StrCat("r", i), absl::StrCat("first ", i))));
  for (int i = 0; i < kResources; i += 3) {
    CommitOne(Of(Replace(absl::StrCat("r", i), i, absl::StrCat("second ", i))));
  }
  // Created and replaced in one group.
  const LogIndex next = *store_->Size();
  Commit({Of(Create("quick")), Of(Replace("quick", next, "slow"))});
  for (int reopened = 0; reopened < 2; ++reopened) {
    for (int i = 0; i < kResources; ++i) {
      const std::string name = absl::StrCat("r", i);
      EXPECT_EQ(**store_->GetCached(name), *Get(name));
    }
    EXPECT_EQ((*store_->GetCached("quick"))->payload, "slow");
    EXPECT_EQ(*store_->GetCached("r300"), nullptr);
    Reopen();
  }
}

}  // namespace
}  // namespace verbatim::store
