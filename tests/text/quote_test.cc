#include "text/quotes/quote.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace verbatim::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(FindQuote, FindsEveryPlaceByteForByte) {
  EXPECT_THAT(FindQuote("one two one", "one", {}, 10), ElementsAre(ByteRange{0, 3}, ByteRange{8, 11}));
  EXPECT_THAT(FindQuote("aaa", "aa", {}, 10), ElementsAre(ByteRange{0, 2}, ByteRange{1, 3}))
      << "places may overlap";
  EXPECT_THAT(FindQuote("One", "one", {}, 10), IsEmpty());
  EXPECT_THAT(FindQuote("caf\u00e9", "cafe\u0301", {}, 10), IsEmpty())
      << "the same letter in different bytes";
}

TEST(FindQuote, StopsAtTheLimit) { EXPECT_EQ(FindQuote(std::string(1000, 'a'), "a", {}, 7).size(), 7u); }

TEST(FindQuote, FindsOnlyPlacesWithTheGivenContext) {
  const std::string_view text = "He said no. She said no. They said yes.";
  EXPECT_EQ(FindQuote(text, "said no", {}, 10).size(), 2u);
  EXPECT_THAT(FindQuote(text, "said no", {"She ", ""}, 10), ElementsAre(ByteRange{16, 23}));
  EXPECT_THAT(FindQuote(text, "said no", {"", ". They"}, 10), ElementsAre(ByteRange{16, 23}));
  EXPECT_THAT(FindQuote(text, "said no", {"They ", ""}, 10), IsEmpty());
}

TEST(ContextOf, HasWholeCodePointsFromBothSides) {
  const std::string before(40, 'a');
  const std::string text = before + "éQUOTE€" + std::string(40, 'b');
  QuoteContext context = ContextOf(text, {42, 47});
  EXPECT_EQ(context.prefix, std::string(31, 'a') + "é");
  EXPECT_EQ(context.suffix, "€" + std::string(31, 'b'));
  EXPECT_EQ(ContextOf("abc", {0, 3}).prefix, "");
}

}  // namespace
}  // namespace verbatim::text
