#include "match/meaning.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace verbatim::match {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;

constexpr double kBackground = 0.6;

Ranked WithScore(size_t candidate, double score) {
  return {.candidate = candidate, .group = candidate, .score = score};
}

TEST(Meaning, CountsFromTheBackgroundOn) {
  EXPECT_EQ(ProbabilityByMeaning(-1, kBackground), 0);
  EXPECT_EQ(ProbabilityByMeaning(kBackground, kBackground), 0);
  EXPECT_NEAR(ProbabilityByMeaning(0.8, kBackground), 0.125, 1e-9);
  EXPECT_NEAR(ProbabilityByMeaning(1, kBackground), 0.5, 1e-9);
  EXPECT_NEAR(ProbabilityByMeaning(1.0001, kBackground), 0.5, 1e-9) << "rounding";
}

TEST(Meaning, RaisesScoresAtMostHalfwayAndNeverLowersOne) {
  for (const double score : {0.0, 0.1, 0.5, 0.9}) {
    for (const double similarity : {-0.5, 0.5, 0.7, 0.9, 1.0}) {
      std::vector<Ranked> ranking = {WithScore(0, score)};
      AddMeaning(std::vector<std::optional<double>>{similarity}, kBackground, ranking);
      EXPECT_GE(ranking[0].score, score);
      EXPECT_LE(ranking[0].score, (1 + score) / 2 + 1e-9);
    }
    std::vector<Ranked> ranking = {WithScore(0, score)};
    AddMeaning(std::vector<std::optional<double>>{std::nullopt}, kBackground, ranking);
    EXPECT_EQ(ranking[0].score, score);
  }
}

TEST(Meaning, OrdersByTheNewScores) {
  std::vector<Ranked> ranking = {WithScore(2, 0.3), WithScore(0, 0.2), WithScore(1, 0.1)};
  AddMeaning(std::vector<std::optional<double>>{0.9, 0.8, std::nullopt}, kBackground, ranking);
  std::vector<size_t> order;
  for (const Ranked& ranked : ranking) order.push_back(ranked.candidate);
  EXPECT_THAT(order, ElementsAre(0, 2, 1));
  EXPECT_THAT(ranking[0].score, DoubleNear(1 - 0.8 * (1 - 0.5 * 0.5625), 1e-9));
}

TEST(Meaning, IsAReasonIfItMattered) {
  auto reasons = [](double score, double similarity) {
    std::vector<Ranked> ranking = {WithScore(0, score)};
    AddMeaning(std::vector<std::optional<double>>{similarity}, kBackground, ranking);
    verbatim::v1::Match match;
    match.add_reasons("shares wheat");
    match.add_reasons("the same names");
    AddMeaningReason(ranking[0], match);
    return std::vector<std::string>(match.reasons().begin(), match.reasons().end());
  };
  EXPECT_THAT(reasons(0.05, 0.9), ElementsAre("similar in meaning (0.90)", "shares wheat", "the same names"));
  EXPECT_THAT(reasons(0.6, 0.8), ElementsAre("shares wheat", "similar in meaning (0.80)", "the same names"));
  EXPECT_THAT(reasons(0.6, 0.6), ElementsAre("shares wheat", "the same names"));
  EXPECT_THAT(reasons(0.99, 0.9), ElementsAre("shares wheat", "the same names"));
}

}  // namespace
}  // namespace verbatim::match
