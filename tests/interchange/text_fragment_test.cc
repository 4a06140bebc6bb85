#include "interchange/text_fragment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace verbatim::interchange {
namespace {

constexpr char kPage[] = "https://n.example/a";

TEST(TextFragment, KeepsPrefixAndSuffixInARoundTrip) {
  const std::string uri = WithTextFragment(kPage, "fifty-two, 52 & ‘more’", "by\nAbby-,", "-, and %");
  EXPECT_THAT(uri, ::testing::StartsWith("https://n.example/a#:~:text="));
  for (const char* prefix : {"", "le.\nIt said: ", "the title\n", "\n", "of a li", "whole words"}) {
    for (const char* suffix : {"", " and so on.\nThe n", "\r\n\nMore", "\n", ", n&-,b"}) {
      TextContext context = ReadTextFragment(WithTextFragment(kPage, "one\ntwo, three", prefix, suffix));
      EXPECT_EQ(context.prefix, prefix);
      EXPECT_EQ(context.suffix, suffix);
    }
  }
}

// Browsers do not find context that begins or ends inside a word, or that spans two blocks.
TEST(TextFragment, HasOnlyContextThatABrowserFinds) {
  auto first = [](std::string_view quote, std::string_view prefix, std::string_view suffix) {
    const std::string uri = WithTextFragment(kPage, quote, prefix, suffix);
    return uri.substr(sizeof(kPage) - 1, uri.find('&') - (sizeof(kPage) - 1));
  };
  EXPECT_EQ(first("q", "", ""), "#:~:text=q");
  EXPECT_EQ(first("q", "sday it said: ", " and so on, un"), "#:~:text=it%20said%3A-,q,-and%20so%20on%2C");
  EXPECT_EQ(first("q", "sday", "un"), "#:~:text=q") << "the context is only parts of words";
  EXPECT_EQ(first("q", "le.\nIt said: ", " and so on.\nThe n"), "#:~:text=It%20said%3A-,q,-and%20so%20on.");
  EXPECT_EQ(first("q", "the title\n", "\r\n\nMore"), "#:~:text=q");
  EXPECT_EQ(first("one line\r\nand\nanother", "", ""), "#:~:text=one%20line,another");
}

// Browsers find whole words only.
TEST(TextFragment, CompletesTheWordsThatAQuoteCuts) {
  const std::string uri = WithTextFragment(kPage, "political prison", "freed the ", "ers of Minsk, who w");
  EXPECT_THAT(uri, ::testing::HasSubstr("#:~:text=the-,political")) << uri;
  EXPECT_THAT(uri, ::testing::HasSubstr("political%20prisoners,-of%20Minsk%2C%20who&"));
  EXPECT_EQ(ReadTextFragment(uri).suffix, "ers of Minsk, who w");
  EXPECT_EQ(ReadTextFragment(uri).prefix, "freed the ");
  EXPECT_THAT(WithTextFragment(kPage, "risoners", "political p", " of"),
              ::testing::HasSubstr("text=prisoners"));
  EXPECT_THAT(WithTextFragment(kPage, "(freed)", "were", "today"), ::testing::HasSubstr("text=%28freed%29"));
}

TEST(TextFragment, GivesALongQuoteByItsFirstAndLastWords) {
  std::string quote;
  for (int i = 0; i < 1000; ++i) quote += "word ";
  const std::string uri = WithTextFragment(kPage, quote, "p", "s");
  EXPECT_LT(uri.size(), 500u);
  EXPECT_EQ(ReadTextFragment(uri).suffix, "s");
  const std::string in_one_word = WithTextFragment(kPage, std::string(1000, 'x'), "", "s");
  EXPECT_EQ(ReadTextFragment(in_one_word).suffix, "s");
}

TEST(TextFragment, IsOmittedForUrisThatCannotHaveOne) {
  EXPECT_EQ(WithTextFragment("", "q", "", ""), "");
  EXPECT_EQ(WithTextFragment("https://n.example/a#b", "q", "", ""), "https://n.example/a#b");
}

TEST(TextFragment, OfOtherToolsIsReadAsFarAsPossible) {
  for (const char* uri :
       {"", "https://n.example/", "https://n.example/#:~:text=", "https://n.example/#:~:text=a",
        "https://n.example/#:~:text=%", "https://n.example/#:~:text=-,-", "x#:~:text=%zz-,a,-%f"}) {
    ReadTextFragment(uri);
  }
  EXPECT_EQ(ReadTextFragment("x#:~:text=a-,b&text=c").prefix, "a");
  EXPECT_EQ(ReadTextFragment("x#:~:text=a-,b&text=e-,c").prefix, "a")
      << "the suffix belongs to another quote";
  EXPECT_EQ(ReadTextFragment("x#:~:text=a,-b").suffix, "b");
}

}  // namespace
}  // namespace verbatim::interchange
