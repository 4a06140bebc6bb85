#include "text/quotes/selection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace verbatim::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

SelectorStep Quote(std::string exact, std::string prefix = "", std::string suffix = "") {
  return {std::move(exact), std::move(prefix), std::move(suffix), std::nullopt};
}
SelectorStep Position(size_t start, size_t end) { return {"", "", "", SelectedOffsets{start, end}}; }

SelectedPlaces FindIn(const std::string& text, std::vector<SelectorChain> selectors,
                      std::optional<std::string> page = std::nullopt) {
  return FindSelection(text, {std::move(selectors)}, [&] { return page; });
}

// Returns the words at the places that a selection describes.
std::vector<std::string> WordsIn(const std::string& text, std::vector<SelectorChain> selectors,
                                 std::optional<std::string> page = std::nullopt) {
  std::vector<std::string> words;
  for (ByteRange place : FindIn(text, std::move(selectors), std::move(page)).places) {
    words.push_back(text.substr(place.start, place.size()));
  }
  return words;
}

std::vector<size_t> StartsIn(const std::string& text, std::vector<SelectorChain> selectors,
                             std::optional<std::string> page = std::nullopt) {
  std::vector<size_t> starts;
  for (ByteRange place : FindIn(text, std::move(selectors), std::move(page)).places) {
    starts.push_back(place.start);
  }
  return starts;
}

TEST(FindSelection, FindsAQuoteThatDiffersInWhiteSpace) {
  const std::string text = "On 11 September 2025, Belarus let\u00a0go.\nThey crossed.";
  EXPECT_THAT(WordsIn(text, {{Quote("\n  September 2025,\n     Belarus let go. \n  They ")}}),
              ElementsAre("September 2025, Belarus let\u00a0go.\nThey"));
  EXPECT_THAT(WordsIn(text, {{Quote("go.They crossed")}}), IsEmpty()) << "white space is missing";
  EXPECT_THAT(WordsIn(text, {{Quote("Sep tember")}}), IsEmpty());
  EXPECT_THAT(WordsIn(text, {{Quote(" \n ")}}), IsEmpty());
}

TEST(FindSelection, AcceptsAnyContextOfAQuoteThatOccursOnce) {
  EXPECT_THAT(WordsIn("He said no. She left.", {{Quote("said no", "Home News ", "!")}}),
              ElementsAre("said no"));
}

TEST(FindSelection, ChoosesAPlaceByItsContext) {
  const std::string text = "He said no. She said no. They said yes.";
  EXPECT_THAT(StartsIn(text, {{Quote("said no", "no.\n   She\n")}}), ElementsAre(16));
  EXPECT_THAT(StartsIn(text, {{Quote("said no", "", ".They")}}), ElementsAre(16));
  EXPECT_THAT(StartsIn(text, {{Quote("said no")}}), SizeIs(2));
  EXPECT_THAT(StartsIn(text, {{Quote("said no", "They ")}}), SizeIs(2)) << "no place has this context";
  EXPECT_THAT(StartsIn(text, {{Quote("said no", "\uFFFDe ")}}), SizeIs(2)) << "both have what is left of it";
  EXPECT_THAT(StartsIn(text, {{Quote("said no", "\uFFFDShe ")}}), ElementsAre(16))
      << "half a character is cut off";
}

TEST(FindSelection, PassesOverTextThatThePageHasMoreOf) {
  const std::string text =
      "The minister said yes.\n\nThe opposition said no.\n\nThe minister said yes.\n\nAll left.";
  const std::string page =
      "Home News The minister said yes. The opposition said no. Advertisement The minister "
      "said yes. Share All left.";
  const SelectorStep first = Quote("The minister said yes.", "Home News ", " The opposition");
  EXPECT_THAT(StartsIn(text, {{first}}, page), ElementsAre(0));
  EXPECT_THAT(StartsIn(text, {{first}}), SizeIs(2)) << "the text has all of the source";
  EXPECT_THAT(StartsIn(text, {{Quote("The minister said yes.", "no. Advertisement ", " Share")}}, page),
              SizeIs(2))
      << "both places are at line breaks";
  EXPECT_THAT(StartsIn(text, {{Quote("The minister said yes.", "said no. ", " Share")}}, page),
              ElementsAre(49));
  EXPECT_THAT(StartsIn(text, {{Quote("said", "The minister ", " yes. The oppo")}}, page), ElementsAre(13));
}

TEST(FindSelection, ChoosesAPlaceByOffsets) {
  const std::string text = "😀 The lake is safe, he said. The lake is safe, she said.";
  const SelectorStep quote = Quote("The lake is safe");
  EXPECT_THAT(StartsIn(text, {{quote}, {Position(29, 45)}}), ElementsAre(32)) << "code points";
  EXPECT_THAT(StartsIn(text, {{quote}, {Position(30, 46)}}), ElementsAre(32)) << "UTF-16 code units";
  EXPECT_THAT(StartsIn(text, {{Position(28, 40)}, {quote}}), ElementsAre(32)) << "cuts the words";
  EXPECT_THAT(StartsIn(text, {{quote}, {Position(20, 22)}}), SizeIs(2)) << "is at neither";
  EXPECT_THAT(StartsIn(text, {{quote}, {Position(999, 1000)}}), SizeIs(2));
  EXPECT_THAT(StartsIn(text, {{Quote(", he")}, {Position(999, 1000)}}), ElementsAre(21)) << "occurs once";
  EXPECT_THAT(StartsIn(text, {{Position(0, 5)}}), IsEmpty()) << "no words to hold the text to";
}

TEST(FindSelection, CountsOffsetsInThePage) {
  const std::string text = "One said yes.\n\nTwo said no.\n\nOne said yes.\n\nThree left.";
  const std::string page = "Menu\n\n  One said\n  yes.\n  Two said no.\n  One said\n yes.\n  Three left.";
  const size_t second = page.rfind("One");
  const SelectorStep quote = Quote("One said\n yes");
  EXPECT_THAT(StartsIn(text, {{quote}, {Position(second, second + 13)}}, page), ElementsAre(29));
  EXPECT_THAT(StartsIn(text, {{quote}, {Position(8, 21)}}, page), ElementsAre(0));
  EXPECT_THAT(StartsIn(text, {{Position(second, second + 13), Quote("said")}}, page), ElementsAre(33));
}

TEST(FindSelection, SearchesRefiningSelectorsInsideTheOuterOnes) {
  const std::string text = "Profits rose 5 percent too, while rents rose 5 percent in Leeds.";
  EXPECT_THAT(StartsIn(text, {{Quote("rents rose 5 percent"), Quote("5 percent")}}), ElementsAre(45));
  EXPECT_THAT(StartsIn(text, {{Quote("Profits rose"), Quote("5 percent")}}), IsEmpty());
  EXPECT_THAT(StartsIn(text, {{Position(27, 64), Quote("5 percent")}}), ElementsAre(45));
  EXPECT_THAT(StartsIn(text, {{Position(500, 600), Quote("5 percent")}}), IsEmpty());
  EXPECT_THAT(WordsIn(text, {{Quote("rents  rose 5 percent"), Position(12, 13)}}), ElementsAre("5"));
  EXPECT_THAT(WordsIn(text, {{Quote("rents rose 5 percent"), Position(0, 10)}}), ElementsAre("rents rose"));
  EXPECT_THAT(WordsIn(text, {{Quote("rents rose 5 percent"), Position(18, 99)}}), IsEmpty());
  EXPECT_THAT(StartsIn(text, {{Quote("rose 5 percent"), Quote("5 percent")}}), SizeIs(2));
}

TEST(FindSelection, RequiresAllSelectorsToSelectTheSameWords) {
  const std::string text = "He said no. She said no.";
  EXPECT_THAT(StartsIn(text, {{Quote("said no")}, {Quote("She said no"), Quote("said no")}}),
              ElementsAre(16));
  const SelectedPlaces differ = FindIn(text, {{Quote("He said")}, {Quote("She said")}});
  EXPECT_TRUE(differ.selectors_differ);
  EXPECT_THAT(differ.places, IsEmpty());
  const SelectedPlaces missing = FindIn(text, {{Quote("He said")}, {Quote("They said")}});
  EXPECT_FALSE(missing.selectors_differ);
  EXPECT_EQ(missing.words, "They said");
}

TEST(FindSelection, PrefersWhatOccursByteForByte) {
  EXPECT_THAT(StartsIn("the\nlake, the lake", {{Quote("the lake")}}), ElementsAre(10));
}

TEST(SelectInPage, ReturnsTheWordsOfTheDom) {
  const std::string text = "One said yes.\n\nTwo said no.\n\nOne said yes.\n\nThree left.";
  const std::string page =
      "Menu\n\n  One said\n  yes.\n  Two said no.\n  One said\n yes.Share\n  Three left.";
  const std::optional<PageSelection> last = SelectInPage(text, {29, 41}, page);
  ASSERT_TRUE(last.has_value());
  EXPECT_EQ(last->exact, "One said\n yes");
  EXPECT_EQ(last->prefix + last->exact + last->suffix,
            page.substr(last->offsets.start - last->prefix.size()));
  EXPECT_EQ(page.substr(last->offsets.start, last->offsets.end - last->offsets.start), last->exact);
  ASSERT_TRUE(SelectInPage(text, {0, 12}, page).has_value());
  EXPECT_EQ(SelectInPage(text, {0, 12}, page)->offsets.start, 8u);
  EXPECT_FALSE(SelectInPage("A\nB", {0, 3}, "AB").has_value()) << "the page has no white space there";
  EXPECT_FALSE(SelectInPage("A", {0, 1}, "").has_value());
}

TEST(FindSelection, IsLinearForHostileSelections) {
  std::string text;
  for (int i = 0; i < 400'000; ++i) text += "a ";
  EXPECT_THAT(StartsIn(text, {{Quote("a  a", std::string(100'000, 'a'), std::string(100'000, 'a'))}}),
              SizeIs(SelectedPlaces::kMaxPlaces));
  SelectorChain chain(60, Quote("a\na"));
  EXPECT_THAT(StartsIn(text, {chain}), SizeIs(SelectedPlaces::kMaxPlaces));
}

}  // namespace
}  // namespace verbatim::text
