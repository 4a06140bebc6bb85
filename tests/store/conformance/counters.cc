#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"

namespace verbatim::store {
namespace {

using ::testing::ElementsAre;

TEST_P(StoreConformance, RefusesAWriteThatExpectsAnotherCounterValue) {
  NewEntry counted = Create("a");
  counted.counters = {"n"};
  CommitOne(Of(std::move(counted)));
  Write wrong = Of(Create("b"));
  wrong.preconditions = {{"other", 0}, {"n", 0}};
  EXPECT_EQ(CommitOne(wrong), (WriteResult{Outcome::kPreconditionFailed, 0, 1, "n"}));
  Write right = Of(Create("b"));
  right.preconditions = {{"other", 0}, {"n", 1}};
  EXPECT_EQ(CommitOne(right), Committed(1, 1));
}

TEST_P(StoreConformance, ExpectationsSeeEarlierWritesOfTheSameGroup) {
  NewEntry counted = Create("a");
  counted.counters = {"n"};
  Write second = Of(Create("b"));
  second.preconditions = {{"n", 0}};
  EXPECT_THAT(Commit({Of(std::move(counted)), second}),
              ElementsAre(Committed(0, 1), WriteResult{Outcome::kPreconditionFailed, 0, 1, "n"}));
}

}  // namespace
}  // namespace verbatim::store
