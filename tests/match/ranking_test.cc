#include "match/ranking/ranking.h"

#include <gmock/gmock.h>

#include <cmath>
#include <numeric>
#include <string>
#include <vector>

namespace verbatim::match {
namespace {

using ::testing::IsEmpty;

// Ranks claims as part of a large collection in which all but short words are rare.
class RankingTest : public ::testing::Test {
 protected:
  std::vector<Ranked> RankClaims(const std::string& query, const std::vector<std::string>& claims) {
    std::vector<ComparedText> texts;
    texts.reserve(claims.size());
    std::vector<Candidate> candidates;
    for (const std::string& claim : claims) {
      texts.emplace_back(analyser_.Analyse(claim, nullptr));
      candidates.push_back({&texts.back(), nullptr});
    }
    TermWeights weights(collection_);
    return Rank(analyser_.Analyse(query, &collection_), candidates, weights);
  }

  const Collection collection_{.size = 10'000, .average_length = 20, .frequency = [](std::string_view term) {
                                 return uint64_t{term.size() < 4 ? 2000u : 20u};
                               }};
  Analyser analyser_{"en"};
};

const std::vector<std::string> kClaims = {
    "A dog barked at the moon over Texas in the summer.",
    "Finland's president prefers reindeer to the president of the United States.",
    "Camels swim through the sea off the coast of Oman.",
    "The army sends text messages about a military draft.",
    "A hurricane was hit with nuclear weapons.",
    "Voting machines in Cook County were rigged.",
};

TEST_F(RankingTest, RanksTheRepeatedClaimFirstWithAHighScore) {
  const auto ranked =
      RankClaims("Text messages of a military draft that the army sends are fraudulent.", kClaims);
  ASSERT_EQ(ranked.size(), kClaims.size());
  EXPECT_EQ(ranked[0].candidate, 3u);
  EXPECT_GT(ranked[0].score, 0.5);
  EXPECT_LT(ranked[1].score, 0.1);
}

TEST_F(RankingTest, ScoresAClaimInItsOwnWordsHighest) {
  for (size_t i = 0; i < kClaims.size(); ++i) {
    const auto ranked = RankClaims(kClaims[i], kClaims);
    EXPECT_EQ(ranked[0].candidate, i);
    EXPECT_GT(ranked[0].score, 0.9) << kClaims[i];
  }
}

TEST_F(RankingTest, ScoresLowWhenNoClaimIsRepeated) {
  const auto ranked = RankClaims("My neighbours have a new dog, which is lovely.", kClaims);
  EXPECT_LT(ranked[0].score, 0.4);
}

TEST_F(RankingTest, ScoresAreTheSumOfTheirPartsInLogOdds) {
  for (const Ranked& one : RankClaims("A camel in the sea", kClaims)) {
    const double sum = std::accumulate(one.parts.begin(), one.parts.end(), one.base);
    EXPECT_NEAR(one.score, 1 / (1 + std::exp(-sum)), 1e-12);
    EXPECT_GE(one.score, 0);
    EXPECT_LE(one.score, 1);
  }
}

TEST_F(RankingTest, SortsByScoreAndKeepsTheOrderOfEqualCandidates) {
  const auto ranked =
      RankClaims("camels at sea", {"Camels swim.", "No dog.", "Camels swim.", "Camels at sea."});
  EXPECT_EQ(ranked[0].candidate, 3u);
  EXPECT_EQ(ranked[1].candidate, 0u);
  EXPECT_EQ(ranked[2].candidate, 2u);
  for (size_t i = 1; i < ranked.size(); ++i) EXPECT_LE(ranked[i].score, ranked[i - 1].score);
}

TEST_F(RankingTest, AcceptsAnyQueryAndAnyCandidates) {
  EXPECT_THAT(RankClaims("a", {}), IsEmpty());
  for (const Ranked& one : RankClaims("", {"", "..."})) EXPECT_TRUE(std::isfinite(one.score));
  EXPECT_EQ(RankClaims(std::string(size_t{1} << 20, 'a'), kClaims).size(), kClaims.size());
}

}  // namespace
}  // namespace verbatim::match
