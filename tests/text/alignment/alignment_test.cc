#include "text/alignment/alignment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "text/sentences/sentences.h"

namespace verbatim::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

IndexedText Index(const std::string& text) { return IndexedText(text, FindSentences(text, "en")); }

// Two texts, and where words of the first are in the second.
class Texts {
 public:
  Texts(const std::string& before, const std::string& after)
      : before_(Index(before)), after_(Index(after)), alignment_(before_, after_) {}

  Anchor Find(const std::string& quote) const {
    const size_t start = before_.text().find(quote);
    EXPECT_NE(start, std::string::npos) << quote;
    return alignment_.Find({start, start + quote.size()});
  }
  // "CURRENT words" or "LOST".
  std::string Where(const std::string& quote) const {
    const Anchor anchor = Find(quote);
    const char* names[] = {"CURRENT", "MOVED", "EDITED", "LOST"};
    std::string where = names[static_cast<size_t>(anchor.state)];
    if (anchor.state != AnchorState::kLost) where += " " + std::string(after_.Slice(anchor.range));
    return where;
  }
  // Removed words in brackets, added ones in braces.
  std::string Diff(const std::string& quote) const {
    const size_t start = before_.text().find(quote);
    std::string diff;
    for (const WordChange& change : alignment_.Compare({start, start + quote.size()}, Find(quote).range)) {
      if (!diff.empty()) diff += " ";
      if (change.kind == WordChange::Kind::kSame) diff += before_.Slice(change.before);
      if (change.kind == WordChange::Kind::kRemoved)
        diff += "[" + std::string(before_.Slice(change.before)) + "]";
      if (change.kind == WordChange::Kind::kAdded)
        diff += "{" + std::string(after_.Slice(change.after)) + "}";
    }
    return diff;
  }
  // For each sentence "kept 0-0", "added 1" or "removed 2".
  std::vector<std::string> Sentences() const {
    const char* names[] = {"kept", "moved", "edited", "added", "removed"};
    std::vector<std::string> lines;
    for (const SentenceChange& change : alignment_.Sentences()) {
      std::string line = names[static_cast<size_t>(change.state)];
      line += " ";
      if (change.before) line += std::to_string(*change.before);
      if (change.before && change.after) line += "-";
      if (change.after) line += std::to_string(*change.after);
      lines.push_back(line);
    }
    return lines;
  }

 private:
  const IndexedText before_;
  const IndexedText after_;
  const TextAlignment alignment_;
};

constexpr char kArticle[] =
    "On Thursday, Belarus freed fifty-two prisoners. Fourteen of them were foreign nationals. It was the "
    "largest release in years. In return, the airline may buy spare parts again. The embassy stays closed. "
    "Nobody named a date for its opening.";

std::string With(const std::string& from, const std::string& to) {
  std::string text = kArticle;
  return text.replace(text.find(from), from.size(), to);
}

TEST(TextAlignment, FindsUnchangedWordsBesideAnInsertion) {
  Texts texts(kArticle, std::string("A new first sentence was put here. ") + kArticle);
  EXPECT_EQ(texts.Where("Belarus freed fifty-two prisoners."), "CURRENT Belarus freed fifty-two prisoners.");
  EXPECT_EQ(texts.Where("largest release"), "CURRENT largest release");
  EXPECT_EQ(texts.Where("ate for its open"), "CURRENT ate for its open");
  EXPECT_EQ(texts.Find("largest release").similarity, 1);
}

TEST(TextAlignment, IgnoresTypographyAndWhiteSpace) {
  Texts texts("The envoy said: \"We don't know - yet.\" He left on the same day.",
              "The envoy said:\n\u201CWe don\u2019t know \u2013  yet.\u201D He left on the\u00A0same day.");
  EXPECT_EQ(texts.Where("\"We don't know - yet.\""), "CURRENT \u201CWe don\u2019t know \u2013  yet.\u201D");
  EXPECT_EQ(texts.Where("the same day."), "CURRENT the\u00A0same day.");
}

TEST(TextAlignment, FindsAChangedFigureInItsPlace) {
  Texts texts(kArticle, With("fifty-two", "fifty"));
  EXPECT_EQ(texts.Where("Belarus freed fifty-two prisoners"), "EDITED Belarus freed fifty prisoners");
  EXPECT_EQ(texts.Diff("Belarus freed fifty-two prisoners"), "Belarus freed [fifty-two] {fifty} prisoners.");
  EXPECT_EQ(texts.Where("prisoners."), "CURRENT prisoners.");
  Texts digits("He paid 52 euros to the clerk. Then he left the house.",
               "He paid 50 euros to the clerk. Then he left the house.");
  EXPECT_EQ(digits.Where("52"), "EDITED 50");
  EXPECT_EQ(digits.Diff("paid 52 euros"), "paid [52] {50} euros");
}

TEST(TextAlignment, FindsReplacedWordsAtBothEndsOfAQuote) {
  Texts texts(kArticle,
              With("It was the largest release in years.", "That was the greatest release in decades."));
  EXPECT_EQ(texts.Where("It was the largest release in years."),
            "EDITED That was the greatest release in decades.");
  EXPECT_EQ(texts.Where("largest release"), "EDITED greatest release");
}

TEST(TextAlignment, TellsMovedSentencesFromKeptOnes) {
  Texts texts(
      kArticle,
      "Fourteen of them were foreign nationals. It was the largest release in years. In return, the airline "
      "may buy spare parts again. The embassy stays closed. Nobody named a date for its opening. "
      "On Thursday, Belarus freed fifty-two prisoners.");
  EXPECT_EQ(texts.Where("freed fifty-two prisoners"), "MOVED freed fifty-two prisoners");
  EXPECT_EQ(texts.Where("foreign nationals"), "CURRENT foreign nationals");
  EXPECT_THAT(texts.Sentences(),
              ElementsAre("kept 1-0", "kept 2-1", "kept 3-2", "kept 4-3", "kept 5-4", "moved 0-5"));
}

TEST(TextAlignment, DoesNotTakeASimilarSentenceForARemovedOne) {
  Texts texts(kArticle, With("On Thursday, Belarus freed fifty-two prisoners. ", "") +
                            " Last year, Belarus freed fifty-two dissidents.");
  EXPECT_EQ(texts.Where("On Thursday, Belarus freed fifty-two prisoners."), "LOST");
}

TEST(TextAlignment, PrefersTheSourceToADecoy) {
  const std::string decoy = "On Friday, Belarus freed fifty-two prisoners. ";
  Texts kept(kArticle, decoy + kArticle + " " + decoy);
  EXPECT_EQ(kept.Find("On Thursday, Belarus freed fifty-two prisoners.").range.start, decoy.size());
  Texts edited(kArticle, With("freed fifty-two", "released fifty-two") + " " + decoy);
  EXPECT_EQ(edited.Where("On Thursday, Belarus freed fifty-two prisoners."),
            "EDITED On Thursday, Belarus released fifty-two prisoners.");
}

TEST(TextAlignment, FollowsAnEditInsideAParagraphThatMoved) {
  Texts texts(kArticle,
              "In return, the airline may buy spare parts again. The embassy stays closed. Nobody named a "
              "date for its "
              "opening. On Thursday, Belarus freed fifty-two prisoners. Sixteen of them were foreign "
              "nationals. It was "
              "the largest release in years. ");
  EXPECT_EQ(texts.Where("Fourteen of them were foreign nationals."),
            "EDITED Sixteen of them were foreign nationals.");
}

TEST(TextAlignment, FollowsJoinedAndSplitSentences) {
  Texts joined(kArticle,
               With("The embassy stays closed. Nobody named", "The embassy stays closed, and nobody named"));
  EXPECT_EQ(joined.Where("The embassy stays closed."), "CURRENT The embassy stays closed,");
  EXPECT_EQ(joined.Where("named a date for its opening."), "CURRENT named a date for its opening.");
  Texts divided(kArticle, With("In return, the airline may", "This has a price. The airline may"));
  EXPECT_EQ(divided.Where("the airline may buy spare parts again."),
            "CURRENT The airline may buy spare parts again.");
}

TEST(TextAlignment, FindsTheRemainingWordsOfARemovedSentence) {
  // The heading and the text after it are one sentence.
  Texts texts(
      "He left. Old Athens was quiet and grey on that winter day. She stayed there for all of the next year.",
      "He left. Old Athens, she stayed there for all of the next year.");
  EXPECT_EQ(texts.Where("Old Athens"), "CURRENT Old Athens");
}

TEST(TextAlignment, FollowsASentenceThatIsRepeatedAThousandTimes) {
  std::string again;
  for (int i = 0; i < 1000; ++i) again += "It was a quiet day in the city. ";
  const std::string first = "Not a word was said on that day. ";
  const IndexedText before = Index(again), after = Index(first + again + "He left in the end.");
  const TextAlignment alignment(before, after);
  for (const ByteRange& sentence : before.sentences()) {
    const Anchor found = alignment.Find(sentence);
    ASSERT_EQ(found.state, AnchorState::kCurrent);
    ASSERT_EQ(found.range.start, sentence.start + first.size());
  }
}

TEST(TextAlignment, FindsAnUnchangedPassageInsideAnotherSentence) {
  Texts texts(kArticle,
              With("the airline may buy spare parts again", "a price was paid") +
                  " Asked by us, the envoy said that the airline may buy spare parts again and more.");
  EXPECT_EQ(texts.Where("the airline may buy spare parts again"),
            "MOVED the airline may buy spare parts again");
}

TEST(TextAlignment, WorksWithoutSpacesBetweenWords) {
  Texts texts("白俄罗斯释放了52名囚犯。大使馆仍然关闭。", "白俄罗斯释放了50名囚犯。大使馆仍然关闭。");
  EXPECT_EQ(texts.Where("释放了52名囚犯"), "EDITED 释放了50名囚犯");
  EXPECT_EQ(texts.Where("大使馆"), "CURRENT 大使馆");
}

TEST(TextAlignment, ComparesSentencesAsWholesInTextsOfVeryManyWords) {
  std::string filler;  // two of them have more than kMostWords words
  for (int i = 0; filler.size() < 11'000'000; ++i)
    filler += "a b c d e f g h i " + std::to_string(i) + ".\n\n";
  const std::string end = "He paid 5 euros to Ann. Nobody else came.";
  const Texts texts(filler + end, "New words.\n\n" + filler + "He paid 6 euros to Ann. Nobody else came.");
  EXPECT_EQ(texts.Where("else"), "CURRENT else");
  EXPECT_EQ(texts.Where("paid 5 euros"), "LOST") << "words of an edited sentence are not compared";
  const std::vector<std::string> sentences = texts.Sentences();
  EXPECT_EQ(sentences.front(), "added 0");
  EXPECT_THAT(sentences.back(), ::testing::StartsWith("kept "));
  EXPECT_THAT(sentences[sentences.size() - 2], ::testing::StartsWith("removed "));
  EXPECT_THAT(sentences[sentences.size() - 3], ::testing::StartsWith("added "));
}

TEST(TextAlignment, FindsNothingInEmptyTexts) {
  EXPECT_EQ(Texts("A sentence.", "").Where("sentence"), "LOST");
  EXPECT_THAT(Texts("", "").Sentences(), IsEmpty());
  EXPECT_THAT(Texts("", "One. Two.").Sentences(), ElementsAre("added 0", "added 1"));
  EXPECT_EQ(Texts("... !!!", "... !!!").Where("!!!"), "LOST");
}

// For any two texts, a place that is found lies in the later text, and begins and ends between code points.
TEST(TextAlignment, FindsValidPlacesInAnyTexts) {
  const uint64_t seed = std::random_device{}();
  std::mt19937_64 random(seed);
  const std::string_view parts[] = {"a ",     "word ",          "52 ", "\u00BD", ". ", "The ",
                                    "\u201C", "\u00E9t\u00E9 ", "-",   "\n\n",   "白"};
  for (int round = 0; round < 3000; ++round) {
    std::string before, after;
    for (std::string* text : {&before, &after}) {
      if (text == &after && random() % 2 == 0) after = before;
      for (size_t i = random() % 30; i > 0; --i) *text += parts[random() % std::size(parts)];
    }
    const IndexedText first = Index(before), second = Index(after);
    const TextAlignment alignment(first, second);
    size_t start = before.empty() ? 0 : random() % before.size();
    size_t end = start + (before.empty() ? 0 : random() % (before.size() - start));
    const auto in_code_point = [&](size_t at) { return at < before.size() && (before[at] & 0xC0) == 0x80; };
    while (in_code_point(start)) --start;
    while (in_code_point(end)) ++end;
    const Anchor anchor = alignment.Find({start, end});
    if (anchor.state == AnchorState::kLost) continue;
    ASSERT_LE(anchor.range.start, anchor.range.end) << seed << "\n" << before << "\n" << after;
    ASSERT_LE(anchor.range.end, after.size()) << seed;
    ASSERT_TRUE(anchor.range.start == after.size() || (after[anchor.range.start] & 0xC0) != 0x80) << seed;
    ASSERT_TRUE(anchor.range.end == after.size() || (after[anchor.range.end] & 0xC0) != 0x80) << seed;
    ASSERT_GE(anchor.similarity, 0) << seed;
    ASSERT_LE(anchor.similarity, 1) << seed;
    alignment.Compare({start, end}, anchor.range);
    alignment.Sentences();
  }
}

}  // namespace
}  // namespace verbatim::text
