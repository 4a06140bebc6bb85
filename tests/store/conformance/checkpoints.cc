#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "fixture.h"

namespace verbatim::store {
namespace {

TEST_P(StoreConformance, FindsTheLargestCheckpointUpToASize) {
  for (int i = 0; i < 9; ++i) CommitOne(Of(Create("resource " + std::to_string(i))));
  EXPECT_EQ(*store_->FindCheckpoint(100), std::nullopt);
  EXPECT_TRUE(*store_->KeepCheckpoint({5, "five"}, std::nullopt));
  EXPECT_TRUE(*store_->KeepCheckpoint({9, "nine"}, std::nullopt));
  EXPECT_TRUE(*store_->KeepCheckpoint({5, "five again"}, "five"));
  EXPECT_FALSE(*store_->KeepCheckpoint({5, "five once more"}, "five")) << "another one is stored";
  EXPECT_FALSE(*store_->KeepCheckpoint({5, "five once more"}, std::nullopt)) << "one is stored";
  EXPECT_FALSE(*store_->KeepCheckpoint({6, "six"}, "six")) << "none is stored";
  Reopen();
  EXPECT_EQ(*store_->FindCheckpoint(4), std::nullopt);
  EXPECT_EQ(*store_->FindCheckpoint(5), (KeptCheckpoint{5, "five again"}));
  EXPECT_EQ(*store_->FindCheckpoint(8), (KeptCheckpoint{5, "five again"}));
  EXPECT_EQ(*store_->FindCheckpoint(1000), (KeptCheckpoint{9, "nine"}));
}

}  // namespace
}  // namespace verbatim::store
