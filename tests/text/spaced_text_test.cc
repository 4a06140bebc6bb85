#include "text/unicode/spaced_text.h"

#include <gtest/gtest.h>

namespace verbatim::text {
namespace {

TEST(SpacedText, MapsWordsBackToTheirPlaces) {
  const std::string text = "\n  On 11\u00a0September,\n     Belarus\u2003 let\tgo. \n";
  StopPoll poll;
  const SpacedText spaced(text, poll);
  EXPECT_EQ(spaced.text(), " On 11 September, Belarus let go. ");
  for (const char* word : {"On", "11", "September,", "Belarus", "let", "go."}) {
    const size_t at = spaced.text().find(word);
    const ByteRange range = spaced.SourceOf({at, at + std::string_view(word).size()});
    EXPECT_EQ(text.substr(range.start, range.size()), word);
    EXPECT_EQ(spaced.OffsetOf(range.start), at) << word;
    EXPECT_EQ(spaced.OffsetOf(range.end), at + std::string_view(word).size()) << word;
  }
  EXPECT_EQ(spaced.OffsetOf(text.size()), spaced.text().size());
}

TEST(SpacedText, KeepsATextWithoutRunsOfWhiteSpace) {
  StopPoll poll;
  EXPECT_EQ(SpacedText("one two", poll).text(), "one two");
  EXPECT_EQ(SpacedText("", poll).text(), "");
  EXPECT_EQ(SpacedText(" \n ", poll).text(), " ");
  EXPECT_EQ(SpacedText("", poll).OffsetOf(0), 0u);
}

TEST(CollapseSpace, RemovesWhiteSpaceAtTheEnds) {
  EXPECT_EQ(CollapseSpace("\u00a0 one\r\n two\u3000"), "one two");
  EXPECT_EQ(RemoveSpace("\u00a0 one\r\n two\u3000"), "onetwo");
  EXPECT_EQ(CollapseSpace(" \n"), "");
}

}  // namespace
}  // namespace verbatim::text
