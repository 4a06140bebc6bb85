#include "interchange/text_fragment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace verbatim::interchange {
namespace {

TEST(TextFragment, CarriesPrefixAndSuffixThereAndBack) {
  const std::string uri =
      WithTextFragment("https://n.example/a", "fifty-two, 52 & ‘more’", "by\nAbby-,", "-, and %");
  EXPECT_THAT(uri, ::testing::StartsWith("https://n.example/a#:~:text="));
  TextContext context = ReadTextFragment(uri);
  EXPECT_EQ(context.prefix, "by\nAbby-,");
  EXPECT_EQ(context.suffix, "-, and %");
}

TEST(TextFragment, NamesALongQuoteByItsEnds) {
  std::string quote;
  for (int i = 0; i < 1000; ++i) quote += "word ";
  const std::string uri = WithTextFragment("https://n.example/a", quote, "p", "s");
  EXPECT_LT(uri.size(), 300u);
  EXPECT_EQ(ReadTextFragment(uri).suffix, "s");
}

TEST(TextFragment, IsLeftOutWhereThereIsNoPlaceForIt) {
  EXPECT_EQ(WithTextFragment("", "q", "", ""), "");
  EXPECT_EQ(WithTextFragment("https://n.example/a#b", "q", "", ""), "https://n.example/a#b");
}

TEST(TextFragment, OfOthersAreReadAsFarAsTheyGo) {
  for (const char* uri :
       {"", "https://n.example/", "https://n.example/#:~:text=", "https://n.example/#:~:text=a",
        "https://n.example/#:~:text=%", "https://n.example/#:~:text=-,-", "x#:~:text=%zz-,a,-%f"}) {
    ReadTextFragment(uri);
  }
  EXPECT_EQ(ReadTextFragment("x#:~:text=a-,b&text=c").prefix, "a");
  EXPECT_EQ(ReadTextFragment("x#:~:text=a,-b").suffix, "b");
}

}  // namespace
}  // namespace verbatim::interchange
