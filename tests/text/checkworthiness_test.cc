#include "text/values/checkworthiness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace verbatim::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

CheckWorthiness Weigh(std::string_view sentence) { return Assess(sentence, FindValues(sentence, {})); }

TEST(Assess, ExplainsWhyASentenceIsWorthChecking) {
  CheckWorthiness worth =
      Weigh("In September 2025, Belarus freed fifty-two prisoners, more than ever, the envoy said.");
  EXPECT_GT(worth.score, 2);
  EXPECT_THAT(worth.reasons, ElementsAre("states figures: fifty-two", "is dated: September 2025",
                                         "compares: more", "attributes: said", "names: Belarus"));
}

TEST(Assess, DoesNotTakeNamesForAttributionsOrCompoundsForNames) {
  EXPECT_THAT(Weigh("In 2025, the United States lifted its sanctions.").reasons,
              ElementsAre("is dated: 2025", "names: United States"));
  EXPECT_THAT(Weigh("In return, the United States lifted its sanctions on Belavia.").reasons,
              ElementsAre("names: United States, Belavia"));
  EXPECT_THAT(Weigh("Human-rights groups in Minsk counted 1,000 people.").reasons,
              ElementsAre("states figures: 1,000", "names: Minsk"));
}

TEST(Assess, RanksFiguresOverWordsAndCertaintyOverDoubt) {
  EXPECT_GT(Weigh("Unemployment fell to 5 percent in May 2008.").score,
            Weigh("Unemployment fell a lot in that month.").score);
  EXPECT_GT(Weigh("The mayor spent 5 million euros on it.").score,
            Weigh("The mayor might spend 5 million euros on it.").score);
  EXPECT_GT(Weigh("He said that 52 people had been freed.").score,
            Weigh("He said that two people had been freed.").score);
}

TEST(Assess, TakesShortSentencesRowsAndListItemsWithFigures) {
  const double without_figure =
      Weigh("In May 2008, the mayor said that Minsk and Gomel had grown faster than Brest, more than ever.")
          .score;
  for (const char* sentence : {"They built 340 flats.", "Flats built: 340", "- 1,200 pupils in Gomel",
                               "Turnover 5.4m", "Operating loss\t731"}) {
    EXPECT_GT(Weigh(sentence).score, without_figure) << sentence;
  }
  for (const char* sentence : {"Page 12", "Chapter 3", "340", "Flats built"}) {
    EXPECT_EQ(Weigh(sentence).score, 0) << sentence;
  }
}

TEST(Assess, RecognizesQuotesAndDashesOfAnyStyle) {
  const double plain = Weigh("He said \"52 prisoners were freed in 2025\"").score;
  EXPECT_GT(plain, 0);
  for (const char* quoted : {"He said \u201C52 prisoners were freed in 2025\u201D",
                             "He said \u201852 prisoners were freed in 2025\u2019",
                             "He said \u00AB52 prisoners were freed in 2025\u00BB"}) {
    EXPECT_EQ(Weigh(quoted).score, plain) << quoted;
  }
  EXPECT_EQ(Weigh("\u201CDid Belarus free 52 prisoners in 2025?\u201D").score, 0);
  EXPECT_THAT(Weigh("Prices \u2014rose\u2014 by 5 percent in all of Minsk.").reasons,
              ElementsAre("states figures: 5 percent", "compares: rose, all", "names: Prices, Minsk"));
}

TEST(Assess, FindsNothingToCheckInQuestionsAndHeadings) {
  for (const char* sentence : {"Did Belarus free 52 prisoners in 2025?", "By Abby Poprocki", "",
                               "It was a nice day for a walk.", "Minsk was quiet and grey that day."}) {
    EXPECT_EQ(Weigh(sentence).score, 0) << sentence;
    EXPECT_THAT(Weigh(sentence).reasons, IsEmpty()) << sentence;
  }
}

}  // namespace
}  // namespace verbatim::text
