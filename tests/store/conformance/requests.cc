#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "fixture.h"

namespace verbatim::store {
namespace {

using ::testing::ElementsAre;

TEST_P(StoreConformance, AnswersARepeatedRequestWithTheFirstEntries) {
  CommitOne(Of(Create("before")));
  Write write = Of({Create("a"), Create("b")});
  write.request = RequestKey{"p", "r", "f"};
  EXPECT_EQ(CommitOne(write), Committed(1, 2));
  EXPECT_EQ(CommitOne(write), (WriteResult{Outcome::kRepeated, 1, 2, {}}));
  EXPECT_EQ(Size(), 3);
}

TEST_P(StoreConformance, RefusesAnotherRequestUnderAUsedRequestId) {
  Write first = Of(Create("a"));
  first.request = RequestKey{"p", "r", "f"};
  CommitOne(first);
  Write other = Of(Create("b"));
  other.request = RequestKey{"p", "r", "g"};
  EXPECT_EQ(CommitOne(other).outcome, Outcome::kRequestReused);
  EXPECT_EQ((*store_->FindRequest({"p", "r", "g"}))->outcome, Outcome::kRequestReused);
  EXPECT_EQ(Get("b"), std::nullopt);
}

TEST_P(StoreConformance, RecognizesARequestByTheFingerprintOfAnEarlierVersion) {
  Write first = Of(Create("a"));
  first.request = RequestKey{"p", "r", "old"};
  CommitOne(first);
  Write again = Of(Create("b"));
  again.request =
      RequestKey{.principal = "p", .request_id = "r", .fingerprint = "new", .earlier_fingerprint = "old"};
  EXPECT_EQ(CommitOne(again), (WriteResult{Outcome::kRepeated, 0, 1, {}}));
  EXPECT_EQ((*store_->FindRequest(
                 {.principal = "p", .request_id = "r", .fingerprint = "new", .earlier_fingerprint = "other"}))
                ->outcome,
            Outcome::kRequestReused);
  Write other = Of(Create("c"));
  other.request =
      RequestKey{.principal = "p", .request_id = "s", .fingerprint = "new", .earlier_fingerprint = "old"};
  CommitOne(other);
  EXPECT_EQ((*store_->FindRequest({"p", "s", "new"}))->outcome, Outcome::kRepeated)
      << "a new request is stored with the new fingerprint";
  EXPECT_EQ((*store_->FindRequest({"p", "s", "old"}))->outcome, Outcome::kRequestReused);
}

TEST_P(StoreConformance, KeepsRequestIdsOfDifferentPrincipalsApart) {
  Write first = Of(Create("a"));
  first.request = RequestKey{"p", "r", "f"};
  Write second = Of(Create("b"));
  second.request = RequestKey{"q", "r", "g"};
  EXPECT_THAT(Commit({first, second}), ElementsAre(Committed(0, 1), Committed(1, 1)));
  EXPECT_EQ(*store_->FindRequest({"x", "r", "f"}), std::nullopt);
}

TEST_P(StoreConformance, FindsRequestsUnderTheEarlierNameOfThePrincipal) {
  Write write = Of(Create("a"));
  write.request = RequestKey{"desk", "r", "f"};
  CommitOne(write);
  const RequestKey renamed{"dns:desk", "r", "f", "desk"};
  EXPECT_EQ((*store_->FindRequest(renamed))->outcome, Outcome::kRepeated);
  EXPECT_EQ((*store_->FindRequest({"dns:desk", "r", "g", "desk"}))->outcome, Outcome::kRequestReused);
  EXPECT_EQ(*store_->FindRequest({"dns:desk", "r", "f"}), std::nullopt);
  Write again = Of(Create("b"));
  again.request = renamed;
  EXPECT_EQ(CommitOne(again), (WriteResult{Outcome::kRepeated, 0, 1, {}}));
  again.request = RequestKey{"dns:desk", "s", "f", "desk"};
  EXPECT_EQ(CommitOne(again), Committed(1, 1));
  EXPECT_EQ(*store_->FindRequest({"desk", "s", "f"}), std::nullopt) << "stored under the new name";
}

}  // namespace
}  // namespace verbatim::store
