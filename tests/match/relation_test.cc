#include "match/ranking/relation.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "match/analysis/words.h"
#include "match/ranking/features.h"

namespace verbatim::match {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

// Returns the pairs of words that the two texts share.
std::vector<WordPair> PairsOf(std::string_view text, std::string_view claim) {
  const Analyser analyser("en");
  const AnalysedText query = analyser.Analyse(text, nullptr);
  const AnalysedText other = analyser.Analyse(claim, nullptr);
  std::vector<WordPair> pairs;
  for (const MatchedWords& matched : AlignWords(query, other))
    pairs.push_back({matched.query, matched.claim});
  return pairs;
}

bool AreOpposed(std::string_view text, std::string_view claim) {
  return IsOpposed(text, text::FindValues(text, {}), claim, text::FindValues(claim, {}),
                   PairsOf(text, claim));
}

std::vector<ValueConflict> Conflicts(std::string_view text, std::string_view claim) {
  return FindConflicts(text, text::FindValues(text, {}), claim, text::FindValues(claim, {}),
                       PairsOf(text, claim));
}

constexpr char kFreed[] = "At least 52 political prisoners were freed in Minsk on Tuesday.";
constexpr char kSpent[] = "Ghana spent 3.5 million dollars on the exhibition.";

struct Case {
  const char* text;
  const char* claim;
  bool opposed;
};

class Opposition : public ::testing::TestWithParam<Case> {};

TEST_P(Opposition, IsADenialOrAContraryWordButNotBoth) {
  EXPECT_EQ(AreOpposed(GetParam().text, GetParam().claim), GetParam().opposed);
  EXPECT_EQ(AreOpposed(GetParam().claim, GetParam().text), GetParam().opposed);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, Opposition,
    ::testing::Values(
        // Negations, and words that only look like negations.
        Case{"The dam was not damaged by the earthquake.", "The dam was damaged by the earthquake.", true},
        Case{"The dam wasn't damaged by the earthquake.", "The dam was not damaged by the earthquake.",
             false},
        Case{"No political prisoners were freed in Minsk on Tuesday.", kFreed, true},
        Case{"No Belarusian prisoners were freed in Minsk.", "Belarusian prisoners were freed in Minsk.",
             true},
        Case{"No fewer than 52 political prisoners were freed in Minsk on Tuesday.", kFreed, false},
        Case{"Ghana spent no less than 3.5 million dollars on the exhibition.", kSpent, false},
        Case{"Not only were at least 52 political prisoners freed in Minsk on Tuesday.", kFreed, false},
        Case{"No. 1 Ghana spent 3.5 million dollars on the exhibition.", kSpent, false},
        // A negation ends with its sentence or clause, but not inside a number.
        Case{"The president said no. At least 52 political prisoners were freed in Minsk on Tuesday.", kFreed,
             false},
        Case{"Did they stay? No! Political prisoners were freed in Minsk on Tuesday.", kFreed, false},
        Case{"Ghana did not spend 3.5 million dollars on the exhibition.", kSpent, true},
        // Contrary words: several count as one, and only whole words count.
        Case{"Exports of Kenya decreased.", "Exports of Kenya increased.", true},
        Case{"Exports of Kenya decreased and imports fell.", "Exports of Kenya increased and imports rose.",
             true},
        Case{"Exports of Kenya did not fall last year.", "Exports of Kenya rose last year.", false},
        Case{"The team wonders about the cup of Africa.", "The team lost the cup of Africa.", false},
        Case{"Kenya bank rules cover loans to farmers.", "Kenya rules allow loans to farmers.", false}));

TEST(ValueConflicts, AreDifferentValuesInTheSamePlace) {
  EXPECT_THAT(Conflicts("40 political prisoners were freed.", "52 political prisoners were freed."),
              SizeIs(1));
  EXPECT_THAT(Conflicts("52 political prisoners were freed.", "fifty-two political prisoners were freed."),
              IsEmpty());
}

TEST(ValueConflicts, AreFoundAmongTheFirstValuesOnly) {
  std::string figures;
  for (int i = 0; i < 4000; ++i) figures += "17 ";
  const std::string text = figures + "40 political prisoners were freed.";
  EXPECT_THAT(Conflicts(text, "52 political prisoners were freed."), IsEmpty());
  EXPECT_THAT(
      Conflicts("40 political prisoners were freed.", "52 political prisoners were freed. " + figures),
      SizeIs(1));
}

}  // namespace
}  // namespace verbatim::match
