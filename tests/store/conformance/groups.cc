#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "fixture.h"

namespace verbatim::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_P(StoreConformance, ARefusedWriteStoresNothingAndDoesNotAffectOthersOfItsGroup) {
  CommitOne(Of(Create("taken")));
  NewEntry listed = Create("b");
  listed.add_keys = {"t"};
  listed.counters = {"n"};
  std::vector<WriteResult> results =
      Commit({Of(Create("a")), Of({std::move(listed), Create("taken")}), Of(Create("c"))});
  ASSERT_EQ(results.size(), 3u);
  EXPECT_EQ(results[0], Committed(1, 1));
  EXPECT_EQ(results[1].outcome, Outcome::kExists);
  EXPECT_EQ(results[2], Committed(2, 1));
  EXPECT_EQ(Get("b"), std::nullopt);
  EXPECT_THAT(ListNames({"t"}), IsEmpty());
  EXPECT_THAT(*store_->ReadCounters(std::vector<std::string>{"n"}), ElementsAre(0));
}

TEST_P(StoreConformance, LaterWritesOfAGroupSeeEarlierOnes) {
  std::vector<WriteResult> results =
      Commit({Of(Create("a", "one")), Of(Create("a", "again")), Of(Replace("a", 0, "two"))});
  ASSERT_EQ(results.size(), 3u);
  EXPECT_EQ(results[1].outcome, Outcome::kExists);
  EXPECT_EQ(results[2], Committed(1, 1));
  EXPECT_EQ(Get("a")->payload, "two");
}

}  // namespace
}  // namespace verbatim::store
