// Functions that take a ShouldStop end early when ShouldStop returns true. If ShouldStop never returns true,
// the functions return the same result as without ShouldStop.

#include "text/unicode/stop.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <ostream>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "text/alignment/alignment.h"
#include "text/html/html.h"
#include "text/html/html_tree.h"
#include "text/quotes/locate.h"
#include "text/quotes/quote.h"
#include "text/sentences/sentence_stream.h"
#include "text/sentences/sentences.h"
#include "text/unicode/encoding.h"
#include "text/unicode/fold.h"
#include "text/unicode/indexed_text.h"
#include "text/unicode/stepwise.h"
#include "text/values/checkworthiness.h"
#include "text/values/values.h"

// This test has a namespace of its own, because its helpers have common names.
namespace verbatim::text::stop_test {
namespace {

// Counts the polls of a call. Poll number `stop_at`, counted from 0, and all later polls say stop.
class Counter {
 public:
  explicit Counter(size_t stop_at = SIZE_MAX) : stop_at_(stop_at) {}

  ShouldStop Callable() {
    return [this] { return polls_++ >= stop_at_; };
  }
  size_t polls() const { return polls_; }

 private:
  const size_t stop_at_;
  size_t polls_ = 0;
};

TEST(StopPoll, PollsOnceAnInterval) {
  Counter counter(2);
  const ShouldStop should_stop = counter.Callable();
  StopPoll poll(should_stop, 10);
  for (int step = 1; step <= 9; ++step) EXPECT_FALSE(poll.Step());
  EXPECT_EQ(counter.polls(), 0u);
  EXPECT_FALSE(poll.Step());
  EXPECT_EQ(counter.polls(), 1u);
  EXPECT_FALSE(poll.Step(25));  // several intervals at once
  EXPECT_EQ(counter.polls(), 2u);
  EXPECT_FALSE(poll.stopped());
  EXPECT_TRUE(poll.Check());
  EXPECT_EQ(counter.polls(), 3u);
}

TEST(StopPoll, DoesNotPollAgainAfterAStop) {
  Counter counter(0);
  const ShouldStop should_stop = counter.Callable();
  StopPoll poll(should_stop, 1);
  for (int step = 0; step < 5; ++step) EXPECT_TRUE(poll.Step());
  EXPECT_TRUE(poll.Check());
  EXPECT_TRUE(poll.stopped());
  EXPECT_EQ(counter.polls(), 1u);
}

TEST(StopPoll, NeverStopsWithoutACallable) {
  StopPoll poll;
  EXPECT_FALSE(poll.can_stop());
  EXPECT_FALSE(poll.Step(SIZE_MAX / 4));
  EXPECT_FALSE(poll.Check());
}

TEST(MakeRoom, KeepsTheElements) {
  StopPoll poll;
  std::vector<size_t> numbers;
  for (size_t i = 0; i < 300'000; ++i) {
    ASSERT_TRUE(MakeRoom(numbers, poll));
    const size_t* data = numbers.data();
    numbers.push_back(i);
    ASSERT_TRUE(i < kPartOf<std::vector<size_t>> || numbers.data() == data) << i;
  }
  for (size_t i = 0; i < numbers.size(); ++i) ASSERT_EQ(numbers[i], i);
}

TEST(AppendCopies, StopsBetweenParts) {
  Counter counter(3);
  const ShouldStop should_stop = counter.Callable();
  StopPoll poll(should_stop, 1);
  std::u32string letters = U"a";
  EXPECT_FALSE(AppendCopies(letters, 1'000'000, U'b', poll));
  EXPECT_EQ(letters.size(), 1 + 4 * kPartOf<std::u32string>);
  EXPECT_EQ(letters.substr(0, 2), U"ab");
}

// A call on a long text. Returns what the call returned, printed.
using Call = std::function<std::string(const ShouldStop&)>;

std::string Repeat(std::string_view unit, size_t bytes) {
  std::string whole;
  while (whole.size() < bytes) whole += unit;
  return whole;
}

std::string RandomWords(uint64_t seed, size_t bytes) {
  std::mt19937_64 random(seed);
  std::string whole;
  for (size_t words = 1; whole.size() < bytes; ++words) {
    for (size_t letters = 1 + random() % 6; letters > 0; --letters)
      whole += static_cast<char>('a' + random() % 26);
    whole += words % 9 == 0 ? ". The " : " ";
  }
  return whole;
}

std::string ToString(ByteRange range) {
  return std::to_string(range.start) + "-" + std::to_string(range.end) + " ";
}

std::string ToString(const std::vector<ByteRange>& ranges) {
  std::string printed;
  for (ByteRange range : ranges) printed += ToString(range);
  return printed;
}

std::string ToString(const TypedValue& value) {
  return ToString(value.range) + value.amount.value + value.amount.unit + value.edtf + " ";
}

IndexedText Index(const std::string& whole) { return {whole, FindSentences(whole, "en")}; }

std::string Describe(const HtmlText& page) {
  return std::to_string(static_cast<int>(page.fault)) + page.title + page.language + page.text;
}

Call Sentences(std::string whole, const char* language) {
  return [=](const ShouldStop& stop) { return ToString(FindSentences(whole, language, stop)); };
}

Call Values(std::string whole, std::string_view language) {
  return [=](const ShouldStop& stop) {
    std::string printed;
    FindValues(
        whole, {.published = std::chrono::sys_days{}, .language = language},
        [&printed](const TypedValue& value) { printed += ToString(value); }, stop);
    return printed;
  };
}

Call Located(std::string whole, std::string quote) {
  return [=](const ShouldStop& stop) {
    std::ostringstream printed;
    const LocateOptions options{.min_similarity = 0.2, .context = {"before ", " after"}};
    for (const LocatedPassage& passage : LocateQuote(whole, quote, options, stop)) {
      printed << ToString(passage.range) << passage.similarity << ' ';
    }
    return printed.str();
  };
}

Call Page(std::string html) {
  return [=](const ShouldStop& stop) { return Describe(ReadableText(html, stop)); };
}

Call Streamed(const std::string& whole) {
  return [=](const ShouldStop& stop) {
    SentenceStream stream("en");
    stream.Append(whole);
    stream.End();
    std::string printed;
    while (auto sentence = stream.Next(stop)) printed += ToString(sentence->span.bytes);
    return printed;
  };
}

Call Assessed(const std::string& whole) {
  return [=](const ShouldStop& stop) { return std::to_string(Assess(whole, {}, stop).score); };
}

Call Found(const std::string& whole, const std::string& quote, size_t limit) {
  return [=](const ShouldStop& stop) { return ToString(FindQuote(whole, quote, {"w", ""}, limit, stop)); };
}

Call Aligned(const std::string& before, const std::string& after) {
  return [before = Index(before), after = Index(after)](const ShouldStop& stop) {
    bool stopped = false;
    const ShouldStop noted = [&] { return stopped = stop && stop(); };
    const TextAlignment alignment(before, after, noted);
    if (stopped) return std::string("stopped");
    std::ostringstream printed;
    for (const SentenceChange& change : alignment.Sentences()) {
      printed << static_cast<int>(change.state) << ' ' << change.before.value_or(0) << ' '
              << change.after.value_or(0) << ' ';
    }
    for (ByteRange sentence : before.sentences()) printed << ToString(alignment.Find(sentence).range);
    return printed.str();
  };
}

// Calls of a method of an alignment that is complete.
struct Aligning {
  IndexedText before;
  IndexedText after;
  TextAlignment alignment{before, after};

  ByteRange all() const { return {0, before.text().size()}; }
  ByteRange all_after() const { return {0, after.text().size()}; }
};
Call Asked(const std::string& before, const std::string& after,
           const std::function<std::string(const Aligning&, const ShouldStop&)>& ask) {
  // The object is made in place, because the alignment refers to the texts.
  const std::shared_ptr<const Aligning> aligning(new Aligning{Index(before), Index(after)});
  return [=](const ShouldStop& stop) { return ask(*aligning, stop); };
}

constexpr size_t kBytes = 1'000'000;
constexpr size_t kPageBytes = 200'000;  // parsed on the thread of the call

std::string Words() { return RandomWords(1, kBytes); }

std::string EditedWords() {
  std::string edited = "Not yet. " + Words();
  for (size_t i = 5000; i < edited.size(); i += 5000) edited.insert(i, " never ");
  return edited;
}

std::string Story() { return "<p>" + Repeat("words of a page ", 300) + "</p>"; }

std::string AlteredQuote() {
  std::string quote = Words().substr(kBytes / 2, 3000);
  for (size_t i = 50; i < quote.size(); i += 100) quote[i] = '7';
  return quote;
}

// The texts are made when a test runs.
struct Case {
  const char* name;
  Call (*make)();
};
std::ostream& operator<<(std::ostream& out, const Case& test) { return out << test.name; }

constexpr Case kCases[] = {
    {"FindSentencesOfManySentences", [] { return Sentences(Words(), "en"); }},
    {"FindSentencesOfManyLines", [] { return Sentences(Repeat("a\n", kBytes), "en"); }},
    {"FindSentencesOfOneWord", [] { return Sentences(Repeat("w", kBytes), "fr"); }},
    {"FindSentencesOfSpaces", [] { return Sentences("It is." + std::string(kBytes, ' ') + "So.", "en"); }},
    {"FindSentencesOfBrackets", [] { return Sentences("It is. " + std::string(kBytes, '('), "en"); }},
    {"FindSentencesOfListItems", [] { return Sentences(Repeat("\u2022 item ", kBytes), "en"); }},
    {"FindSentencesOfReferences", [] { return Sentences("It is. " + Repeat("[1] ", kBytes) + "So.", "en"); }},
    {"SentenceStream", [] { return Streamed(Words()); }},
    {"SentenceStreamOfSpaces", [] { return Streamed(std::string(kBytes, ' ')); }},
    {"FindValuesInWords", [] { return Values(Words(), "en"); }},
    {"FindValuesInOneWord", [] { return Values(Repeat("w", kBytes), "en"); }},
    {"FindValuesInDigitsAndCommas", [] { return Values(Repeat("123,", kBytes), "en"); }},
    {"FindValuesInDigitsAndStops", [] { return Values(Repeat("123.", kBytes), "fr"); }},
    {"FindValuesInGroupsOfDigits", [] { return Values(Repeat("1'234.567 8,9.", kBytes), "de"); }},
    {"FindValuesInNumberWords", [] { return Values(Repeat("zwei ", kBytes / 4), "de"); }},
    {"FindValuesInLongNumberWord", [] { return Values(Repeat("zweiund", kBytes), "de"); }},
    {"FindValuesInRelativeTimes", [] { return Values(Repeat("il y a trois ans ", kBytes / 4), "fr"); }},
    {"FindValuesInMonths", [] { return Values(Repeat("3 maja i ", kBytes / 4), "pl"); }},
    {"FindValuesInSpaces", [] { return Values("7" + std::string(kBytes, ' '), "en"); }},
    {"AssessWords", [] { return Assessed("He said 7. " + Words()); }},
    {"AssessBrackets", [] { return Assessed("He said that he has seen it." + std::string(kBytes, ')')); }},
    {"FindQuoteThatDoesNotOccur",
     [] { return Found(std::string(8 * kBytes, 'w'), std::string(1000, 'w') + "v", 100); }},
    {"FindQuoteThatOccursOften", [] { return Found(Repeat("w", kBytes), "www", 100'000); }},
    {"LocateQuoteThatOccurs", [] { return Located(Words(), Words().substr(kBytes / 2, 3000)); }},
    {"LocateQuoteThatDiffers", [] { return Located(Words(), AlteredQuote()); }},
    {"LocateShortQuote", [] { return Located(Words(), "the xq"); }},
    {"LocateQuoteInMarks", [] { return Located("e" + Repeat("\u0301", kBytes), "e"); }},
    {"FoldedText",
     [] {
       return Call([text = Repeat("\u3316", kBytes)](const ShouldStop& stop) {
         StopPoll poll(stop);
         return std::to_string(FoldedText(text, poll).code_points().size());
       });
     }},
    {"IndexedText",
     [] {
       return Call([text = Words()](const ShouldStop& stop) {
         bool stopped = false;
         const ShouldStop noted = [&] { return stopped = stop && stop(); };
         const IndexedText indexed(text, {}, noted);
         return stopped ? "stopped" : std::to_string(indexed.SpanOf({0, text.size()}).utf16_end);
       });
     }},
    {"ReadableTextOfTags", [] { return Page(Repeat("<p>a</p>", kPageBytes)); }},
    {"ReadableTextOfNestedTags",
     [] { return Page(Repeat("<div>", 5 * 300) + Repeat("<b>a</b>", kPageBytes)); }},
    {"ReadableTextOfOneWord", [] { return Page("<p>" + Repeat("w", kPageBytes)); }},
    {"ReadableTextOfReferences", [] { return Page("<p>" + Repeat("&amp;", kPageBytes)); }},
    {"ReadableTextOfATitle", [] { return Page("<title>" + Repeat("word ", kPageBytes) + "</title><p>a"); }},
    {"ReadableTextOfLongAttributes",
     [] {
       return Page("<p role='" + std::string(kPageBytes, ' ') + "main' style='" +
                   std::string(kPageBytes / 8, ';') + "'>a");
     }},
    {"ReadableTextOfHeadedParts",
     [] { return Page(Story() + Repeat("<h2>Related <a href=x>a</a></h2>", kPageBytes)); }},
    {"ReadableTextOfLinkLists",
     [] { return Page(Story() + Repeat("<ul><li><a href=x>a</a><li><a href=x>b</a></ul>", kPageBytes)); }},
    {"ReadableTextOfTeasers",
     [] { return Page(Story() + Repeat("<div class=t><a href=x><img><h3>a</h3></a></div>", kPageBytes)); }},
    {"ReadableTextOfRaisedFigures", [] { return Page("<p>" + Repeat("5<sup>1</sup>", kPageBytes)); }},
    {"Decode",
     [] {
       return Call([text = Words() + Repeat("\x81", kBytes)](const ShouldStop& stop) {
         return Decode(text, *FindEncoding("shift_jis"), BadBytes::kReplace, stop).text;
       });
     }},
    {"LocateQuoteWithFigures",
     [] { return Located(Words() + " let fifty-two of them go " + Words(), "let 52 of them go"); }},
    {"TextAlignmentOfEditedTexts", [] { return Aligned(Words(), EditedWords()); }},
    {"TextAlignmentOfDifferentTexts", [] { return Aligned(Words(), RandomWords(2, kBytes)); }},
    {"TextAlignmentOfOneSentence",
     [] { return Aligned(Repeat("a b b a b ", kBytes), "b " + Repeat("a b b a b ", kBytes)); }},
    {"TextAlignmentOfOneSentenceRepeated",
     [] { return Aligned(Repeat("It was quiet. ", kBytes), Repeat("It was quiet. ", kBytes / 2)); }},
    {"TextAlignmentFind",
     [] {
       return Asked(Repeat("a b b a b ", kBytes), "b " + Repeat("a b b a b ", kBytes),
                    [](const Aligning& texts, const ShouldStop& stop) {
                      const Anchor anchor = texts.alignment.Find(texts.all(), stop);
                      return ToString(anchor.range) + std::to_string(anchor.similarity);
                    });
     }},
    {"TextAlignmentCompare",
     [] {
       return Asked(Words(), EditedWords(), [](const Aligning& texts, const ShouldStop& stop) {
         std::string printed;
         for (const WordChange& change : texts.alignment.Compare(texts.all(), texts.all_after(), stop)) {
           printed += ToString(change.before) + ToString(change.after);
         }
         return printed;
       });
     }},
    {"TextAlignmentSentences",
     [] {
       return Asked(Repeat("a\n", kBytes), Repeat("b\n", kBytes),
                    [](const Aligning& texts, const ShouldStop& stop) {
                      return std::to_string(texts.alignment.Sentences(stop).size());
                    });
     }},
};

class StopTest : public ::testing::TestWithParam<Case> {};

TEST_P(StopTest, PollsWithoutEffectOnTheResult) {
  const Call call = GetParam().make();
  Counter counter;
  EXPECT_EQ(call(counter.Callable()), call({}));
  EXPECT_GE(counter.polls(), 3u);
}

TEST_P(StopTest, EndsAtTheFirstPollThatSaysStop) {
  const Call call = GetParam().make();
  Counter all;
  call(all.Callable());
  for (size_t stop_at : {size_t{0}, all.polls() / 2, all.polls() - 1}) {
    Counter some(stop_at);
    call(some.Callable());
    EXPECT_EQ(some.polls(), stop_at + 1);
  }
}

INSTANTIATE_TEST_SUITE_P(All, StopTest, ::testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });
TEST(FindValues, ReportsNothingAfterAStop) {
  bool stopped = false;
  size_t found = 0;
  size_t polls = 0;
  FindValues(
      Repeat("In 1994, 52 men. ", 1'000'000), {},
      [&](const TypedValue&) {
        EXPECT_FALSE(stopped);
        ++found;
      },
      [&] { return stopped = ++polls == 3; });
  EXPECT_TRUE(stopped);
  EXPECT_GT(found, 0u);
}

TEST(FindSentences, FindsFewSentencesBeforeAnEarlyStop) {
  const std::string text = Repeat("It was quiet. ", 1'000'000);
  const size_t all = FindSentences(text, "en").size();
  EXPECT_LT(FindSentences(text, "en", Counter(1).Callable()).size(), all / 4);
}

// Gumbo reads one long word without calling back, so it cannot be interrupted there.
TEST(HtmlTree, IsAbandonedWhileALongWordIsParsed) {
  for (int round = 0; round < 3; ++round) {
    Counter counter(0);
    const ShouldStop should_stop = counter.Callable();
    StopPoll poll(should_stop);
    const HtmlTree tree("<p>" + std::string(8 << 20, 'w'), poll);
    EXPECT_TRUE(poll.stopped());
    EXPECT_EQ(counter.polls(), 1u);
  }
}

TEST(HtmlTree, IsAbandonedWhileManyTagsAreParsed) {
  Counter counter(2);
  const ShouldStop should_stop = counter.Callable();
  StopPoll poll(should_stop);
  const HtmlTree tree(Repeat("<p>a</p>", 8 << 20), poll);
  EXPECT_TRUE(poll.stopped());
  EXPECT_EQ(counter.polls(), 3u);
}

TEST(ReadableText, ReadsLongPagesTheSameOnAThreadOfTheirOwn) {
  for (const std::string& page : {Repeat("<p>a <b>b", 1 << 20), "<p>" + Repeat("word ", 1 << 20),
                                  Repeat("<div>", 1 << 20), Repeat("{\"a\": 7} ", 1 << 20)}) {
    EXPECT_EQ(Describe(ReadableText(page, Counter().Callable())), Describe(ReadableText(page)));
  }
}

}  // namespace
}  // namespace verbatim::text::stop_test
