#include "text/quotes/typography.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace verbatim::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Pair {
  const char* what;
  const char* quote;
  const char* passage;
};

class SameWords : public ::testing::TestWithParam<Pair> {};
class OtherWords : public ::testing::TestWithParam<Pair> {};

TEST_P(SameWords, AreTheSameTypography) { EXPECT_TRUE(SameTypography(GetParam().quote, GetParam().passage)); }

TEST_P(SameWords, AreFoundWithTheBytesOfTheText) {
  const std::string passage = GetParam().passage;
  const std::string text = "Before that. " + passage + " And after.";
  EXPECT_THAT(FindTypographic(text, GetParam().quote, {}, 10),
              ElementsAre(ByteRange{13, 13 + passage.size()}));
}

INSTANTIATE_TEST_SUITE_P(
    Typography, SameWords,
    ::testing::Values(Pair{"double quotation marks", "\"We want peace,\" she said",
                           "“We want peace,” she said"},
                      Pair{"guillemets", "\"Nous voulons la paix\"", "«Nous voulons la paix»"},
                      Pair{"low quotation marks", "\"Wir gehen\"", "„Wir gehen“"},
                      Pair{"an apostrophe", "Belarus's prisoners", "Belarus’s prisoners"},
                      Pair{"a dash", "more - or less - than that", "more — or less – than that"},
                      Pair{"a minus sign", "at -5 degrees", "at −5 degrees"},
                      Pair{"a non-breaking hyphen", "fifty-two people", "fifty\u2011two people"},
                      Pair{"ligatures", "the first official offer", "the \uFB01rst o\uFB03cial o\uFB00er"},
                      Pair{"an ellipsis", "and so on...", "and so on…"},
                      Pair{"line ends", "let fifty-two prisoners go", "let fifty-two\n   prisoners go"},
                      Pair{"a no-break space", "over 1 000 people", "over 1\u202F000 people"},
                      Pair{"soft hyphens", "political prisoners", "poli\u00ADtical pris\u00ADoners"},
                      Pair{"zero-width spaces", "political prisoners", "politi\u200Bcal prisoners"},
                      Pair{"composed letters", "le café fermé", "le cafe\u0301 ferme\u0301"},
                      Pair{"decomposed letters", "le cafe\u0301 ferme\u0301", "le café fermé"},
                      Pair{"a capital first letter", "The minister spoke", "the minister spoke"},
                      Pair{"a small first letter", "the minister spoke", "The minister spoke"},
                      Pair{"a first word in capitals", "Minsk freed them", "MINSK freed them"},
                      Pair{"a dotted capital I", "I\u0307stanbul", "\u0130stanbul"},
                      Pair{"a first word with an accent", "\u00C9lections libres", "élections libres"}),
    [](const auto& test) { return "Case" + std::to_string(test.index); });

TEST_P(OtherWords, AreNotTheSameTypography) {
  EXPECT_FALSE(SameTypography(GetParam().quote, GetParam().passage));
  EXPECT_THAT(FindTypographic(std::string(GetParam().passage) + " And after.", GetParam().quote, {}, 10),
              IsEmpty())
      << GetParam().what;
}

INSTANTIATE_TEST_SUITE_P(
    Typography, OtherWords,
    ::testing::Values(Pair{"another figure", "let 53 people go", "let 52 people go"},
                      Pair{"a figure in words", "let 52 people go", "let fifty-two people go"},
                      Pair{"a superscript", "an area of 102 m", "an area of 10² m"},
                      Pair{"a fraction", "about 11/2 pages", "about 1½ pages"},
                      Pair{"a full-width digit", "let 52 people go", "let ５２ people go"},
                      Pair{"no space in a figure", "over 1000 people", "over 1 000 people"},
                      Pair{"another separator", "over 1,000 people", "over 1.000 people"},
                      Pair{"feet and inches", "a wall of 6' or so", "a wall of 6\" or so"},
                      Pair{"an accent", "the resume of the talks", "the résumé of the talks"},
                      Pair{"capitals of a later word", "the polish people", "the Polish people"},
                      Pair{"another word", "she was not freed", "she was now freed"},
                      Pair{"a full stop", "the minister spoke.", "the minister spoke"}),
    [](const auto& test) { return "Case" + std::to_string(test.index); });

TEST(FindTypographic, CutsNoWordAndNoFigure) {
  EXPECT_THAT(FindTypographic("They freed 152 “people” there.", "52 \"people\"", {}, 10), IsEmpty());
  EXPECT_THAT(FindTypographic("They freed fifty-two “people”.", "two \"people\"", {}, 10), IsEmpty());
  EXPECT_THAT(FindTypographic("He resigned “today”.", "signed \"today\"", {}, 10), IsEmpty());
}

TEST(FindTypographic, FindsEveryPlaceBetweenTheGivenContext) {
  const std::string text = "He said “no”. She said “no”. They said “yes”.";
  EXPECT_EQ(FindTypographic(text, "said \"no\"", {}, 10).size(), 2u);
  EXPECT_EQ(FindTypographic(text, "said \"no\"", {}, 1).size(), 1u);
  EXPECT_EQ(FindTypographic(text, "said \"no\"", {"\"no\". She ", ""}, 10),
            FindTypographic(text, "said \"no\"", {"She", ""}, 10));
  EXPECT_EQ(FindTypographic(text, "said \"no\"", {"She", ""}, 10).size(), 1u);
  EXPECT_EQ(FindTypographic(text, "said \"no\"", {"", ". They said \"yes\""}, 10).size(), 1u);
  EXPECT_THAT(FindTypographic(text, "said \"no\"", {"They", ""}, 10), IsEmpty());
}

TEST(FindTypographic, TakesAQuoteWithTooManyPlacesForAmbiguous) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "It was résumé. ";
  text += "It was “resume”. It was “resume”.";
  EXPECT_EQ(FindTypographic(text, "resume", {}, 1000).size(), 1000u);
}

}  // namespace
}  // namespace verbatim::text
