#include "store/single_version_index.h"

#include <gtest/gtest.h>

#include <random>
#include <unordered_map>

namespace verbatim::store {
namespace {

TEST(SingleVersionIndex, FindsAnEntryUntilItIsForgotten) {
  SingleVersionIndex entries(1 << 20);
  EXPECT_EQ(entries.Find(1), std::nullopt);
  entries.Note(1, 0);
  entries.Note(2, 5);
  EXPECT_EQ(entries.Find(1), 0);
  EXPECT_EQ(entries.Find(2), 5);
  entries.Note(2, 6);
  EXPECT_EQ(entries.Find(2), 6);
  entries.Forget(2);
  EXPECT_EQ(entries.Find(2), std::nullopt);
  EXPECT_EQ(entries.Find(1), 0);
}

TEST(SingleVersionIndex, HoldsNearlyAllThatFitsAndRarelyReturnsAWrongEntry) {
  constexpr size_t kBytes = 1 << 20;
  constexpr int kNoted = kBytes / 8 * 3 / 4;
  SingleVersionIndex entries(kBytes);
  std::mt19937_64 random(1);
  std::unordered_map<uint64_t, LogIndex> truth;
  for (LogIndex i = 0; i < kNoted; ++i) {
    const uint64_t hash = random();
    entries.Note(hash, i);
    truth[hash] = i;
  }
  int found = 0;
  int wrong = 0;
  for (const auto& [hash, index] : truth) {
    const std::optional<LogIndex> sole = entries.Find(hash);
    if (sole) ++(*sole == index ? found : wrong);
  }
  EXPECT_GE(found, kNoted * 9 / 10);
  EXPECT_LE(wrong, kNoted / 1000);
  wrong = 0;
  for (int i = 0; i < kNoted; ++i) wrong += entries.Find(random()).has_value() ? 1 : 0;
  EXPECT_LE(wrong, kNoted / 1000);
}

TEST(SingleVersionIndex, EvictsSomeWhenNotAllFit) {
  SingleVersionIndex entries(1 << 12);
  std::mt19937_64 random(1);
  uint64_t hash = 0;
  for (LogIndex i = 0; i < 100'000; ++i) {
    hash = random();
    entries.Note(hash, i);
    ASSERT_EQ(entries.Find(hash), i) << "the latest is always found";
  }
}

TEST(SingleVersionIndex, HoldsNothingWithoutMemoryAndNoIndexThatIsTooLarge) {
  SingleVersionIndex none(0);
  none.Note(1, 1);
  none.Forget(1);
  EXPECT_EQ(none.Find(1), std::nullopt);
  SingleVersionIndex entries(1 << 20);
  constexpr LogIndex kLargest = (LogIndex{1} << 36) - 2;
  entries.Note(1, kLargest);
  EXPECT_EQ(entries.Find(1), kLargest);
  entries.Note(2, kLargest + 1);
  EXPECT_EQ(entries.Find(2), std::nullopt);
}

}  // namespace
}  // namespace verbatim::store
