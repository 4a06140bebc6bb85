#include "text/quotes/edit_distance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <string>

namespace verbatim::text {
namespace {

// A reference: the textbook dynamic programming table.
std::vector<size_t> SlowDistances(std::u32string_view pattern, std::u32string_view text, PatternStart start) {
  std::vector<size_t> column(pattern.size() + 1);
  std::iota(column.begin(), column.end(), size_t{0});
  std::vector<size_t> distances = {column.back()};
  for (size_t j = 1; j <= text.size(); ++j) {
    std::vector<size_t> next(pattern.size() + 1);
    next[0] = start == PatternStart::kTextStart ? j : 0;
    for (size_t i = 1; i <= pattern.size(); ++i) {
      next[i] = std::min({next[i - 1] + 1, column[i] + 1, column[i - 1] + (pattern[i - 1] != text[j - 1])});
    }
    column = std::move(next);
    distances.push_back(column.back());
  }
  return distances;
}

TEST(EditDistance, IsTheLevenshteinDistance) {
  StopPoll poll;
  EXPECT_EQ(EditDistance(U"kitten", U"sitting", poll), 3u);
  EXPECT_EQ(EditDistance(U"", U"abc", poll), 3u);
  EXPECT_EQ(EditDistance(U"abc", U"", poll), 3u);
  EXPECT_EQ(EditDistance(U"same", U"same", poll), 0u);
}

TEST(EditDistances, AgreeWithTheTextbookAlgorithm) {
  StopPoll poll;
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  auto make = [&](size_t length, uint32_t alphabet) {
    std::u32string text;
    for (size_t i = 0; i < length; ++i) text.push_back(static_cast<char32_t>('a' + random() % alphabet));
    return text;
  };
  for (int i = 0; i < 400; ++i) {
    uint32_t alphabet = 1 + random() % 5;
    // Lengths of up to four words of 64 bits, into which the pattern is packed.
    std::u32string pattern = make(random() % 200, alphabet);
    std::u32string text = make(random() % 300, alphabet);
    for (PatternStart start : {PatternStart::kTextStart, PatternStart::kAnywhere}) {
      ASSERT_EQ(EditDistances(pattern, text, start, poll), SlowDistances(pattern, text, start));
    }
  }
}

}  // namespace
}  // namespace verbatim::text
