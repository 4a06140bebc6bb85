#include "text/sentences/sentence_stream.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <vector>

#include "support/random_text.h"
#include "support/sentence_samples.h"
#include "support/shared_data.h"
#include "text/sentences/sentences.h"
#include "text/unicode/indexed_text.h"

namespace verbatim::text {
namespace {

struct Part {
  std::string text;
  Span span;
  friend bool operator==(const Part&, const Part&) = default;
};

void PrintTo(const Part& part, std::ostream* out) {
  *out << "[" << part.span.bytes.start << "," << part.span.bytes.end << ") " << part.text.substr(0, 80);
}

// Returns the sentences found when the text arrives in parts of these sizes, repeated in turn.
std::vector<Part> InParts(std::string_view text, const std::vector<size_t>& sizes) {
  SentenceStream stream("en");
  std::vector<Part> parts;
  auto take = [&] {
    while (auto sentence = stream.Next()) parts.push_back({std::string(sentence->text), sentence->span});
  };
  for (size_t at = 0, turn = 0; at < text.size(); at += sizes[turn++ % sizes.size()]) {
    stream.Append(text.substr(at, sizes[turn % sizes.size()]));
    take();
  }
  stream.End();
  take();
  EXPECT_EQ(stream.bad_byte(), std::nullopt);
  return parts;
}

// Reports where two lists first differ.
void ExpectSame(const std::vector<Part>& found, const std::vector<Part>& expected) {
  for (size_t i = 0; i < std::min(found.size(), expected.size()); ++i) ASSERT_EQ(found[i], expected[i]);
  ASSERT_EQ(found.size(), expected.size());
}

std::vector<Part> AtOnce(const std::string& text) {
  const IndexedText indexed(text, FindSentences(text, "en"));
  std::vector<Part> parts;
  for (const ByteRange& range : indexed.sentences()) {
    parts.push_back({std::string(indexed.Slice(range)), indexed.SpanOf(range)});
  }
  return parts;
}

TEST(SentenceStreamTest, FindsTheSentencesOfTheWholeTextWhateverTheParts) {
  const std::string text =
      "Dr. Smith paid $1.5 million. “It was said.” (So it was.) Prices: 1. one 2. two\n\n"
      "  Ünïcödé 🙂 text, e.g. this one, goes on… And on! 日本。本当。\r\nThe end";
  for (size_t size = 1; size <= text.size(); ++size) {
    SCOPED_TRACE(size);
    ExpectSame(InParts(text, {size}), AtOnce(text));
  }
}

TEST(SentenceStreamTest, TakesACarriageReturnAtTheEnd) {
  for (const char* text : {"\r", "One.\r", "One. Two.\n\r"}) {
    SentenceStream stream("en");
    stream.Append(text);
    while (stream.Next()) {
    }
    stream.End();
    while (stream.Next()) {
    }
    EXPECT_TRUE(stream.done());
    EXPECT_EQ(stream.taken_bytes(), std::string_view(text).size());
  }
}

TEST(SentenceStreamTest, FindsTheSentencesOfRealTextWhateverTheParts) {
  if (!exists(test::SharedData("sentences"))) GTEST_SKIP() << "no shared data";
  const std::string article = test::ReadFile(test::SharedData("belarus-between-east-and-west.txt"));
  ExpectSame(InParts(article, {1}), AtOnce(article));
  ExpectSame(InParts(article, {7, 1000, 3}), AtOnce(article));
  std::string all;
  for (const auto& sample : test::ReadSentenceSamples("sentences/gum-dev.jsonl")) all += sample.text + "\n";
  ExpectSame(InParts(all, {113}), AtOnce(all));
  ExpectSame(InParts(all, {1 << 20}), AtOnce(all));
}

TEST(SentenceStreamTest, FindsTheSameInRandomTextWhateverTheParts) {
  const uint64_t seed = std::random_device()();
  std::mt19937_64 random(seed);
  for (int round = 0; round < 300; ++round) {
    const std::string text = test::RandomText(random, random() % 3000);
    const std::vector<Part> whole = InParts(text, {text.size() + 1});
    SCOPED_TRACE("seed " + std::to_string(seed));
    ExpectSame(InParts(text, {random() % 50 + 1, random() % 500 + 1}), whole);
    if (::testing::Test::HasFailure()) break;
  }
}

TEST(SentenceStreamTest, FindsTheSameInLongLinesWhateverTheParts) {
  std::string items = "Steps:";
  for (int i = 1; i < 300; ++i) {
    items +=
        " " + std::to_string(i) + ". Take the next sheet of paper and turn it over once more; then go on";
  }
  const std::vector<Part> whole = InParts(items, {items.size()});
  for (size_t size : {1, 40, 700, 5000}) ExpectSame(InParts(items, {size}), whole);
}

// By rule SB8 of UAX #29, a letter far after a full stop may decide whether a sentence ends there.
TEST(SentenceStreamTest, FindsTheSameWhereDistantLettersDecideWhatASentenceEndIs) {
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int round = 0; round < 60; ++round) {
    std::string text;
    for (const size_t size = random() % 30'000; text.size() < size;) {
      switch (random() % 16) {
        case 0:
          text += std::string(random() % 600, "0123456789"[random() % 10]);
          break;
        case 1:
          text += std::string(random() % 600, ' ');
          break;
        case 2:
          text += std::string(random() % (random() % 40 == 0 ? 40'000 : 40), "=-,;(1."[random() % 7]);
          break;
        case 3:
          text += random() % 20 == 0 ? "\n" : " \U000E5034 ";
          break;
        default:
          text += std::array{". ", "! ", "(no. 5) ", ")", "e.g. ", "... ", " A", " word"}[random() % 8];
      }
    }
    ExpectSame(InParts(text, {random() % 100 + 1, random() % 5000 + 1}), InParts(text, {text.size() + 1}));
    if (::testing::Test::HasFailure()) break;
  }
}

TEST(SentenceStreamTest, FindsTheSameInLongLinesOfRandomCharacters) {
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int round = 0; round < 20; ++round) {
    std::string line = test::RandomText(random, 10'000) + std::string(round % 2 * 40'000, 'x') +
                       std::string(round % 3 * 3'000, ' ') + test::RandomText(random, 10'000);
    for (char& c : line) c = c == '\n' ? ' ' : c;
    ExpectSame(InParts(line, {random() % 100 + 1, random() % 5000 + 1}), InParts(line, {line.size()}));
    if (::testing::Test::HasFailure()) break;
  }
}

TEST(SentenceStreamTest, ReturnsASentenceWhenTheNextBeginsOrTheLineEnds) {
  SentenceStream stream("en");
  stream.Append("It rained. ");
  EXPECT_FALSE(stream.Next());
  stream.Append("Then it stopped.\n");
  EXPECT_EQ(stream.Next()->text, "It rained.");
  EXPECT_EQ(stream.Next()->text, "Then it stopped.");
  EXPECT_FALSE(stream.Next());
  stream.Append("The sun came out. " + std::string(400, 'X'));
  EXPECT_EQ(stream.Next()->text, "The sun came out.");
  EXPECT_FALSE(stream.Next());
}

TEST(SentenceStreamTest, SplitsTextWithoutSentenceEndsAtSpaces) {
  std::string words;
  while (words.size() < 1 << 20) words += "word ";
  const std::vector<Part> parts = InParts(words, {4096});
  EXPECT_EQ(parts, InParts(words, {1 << 21}));
  size_t bytes = 0;
  for (const Part& part : parts) {
    EXPECT_LE(part.text.size(), SentenceStream::kLongest);
    EXPECT_TRUE(part.text.starts_with("word") && part.text.ends_with("word"));
    bytes += part.text.size() + 1;
  }
  EXPECT_EQ(bytes, words.size());
  // A word longer than the longest sentence is split between characters.
  std::string one(100'001, 'x');
  for (size_t i = 0; i < 20'000; ++i) one += "é";
  size_t total = 0;
  for (const Part& part : InParts(one, {5000})) total += part.text.size();
  EXPECT_EQ(total, one.size());
}

TEST(SentenceStreamTest, StopsAtTheFirstByteThatIsNotUtf8) {
  for (const std::string bad : {"\xFF", "\xC3\x28", "\xE2\x82", "\xED\xA0\x80"}) {
    for (size_t size : {1, 2, 100}) {
      const std::string text = "It is so. Zürich\n" + bad;
      SentenceStream stream("en");
      std::vector<std::string> sentences;
      auto take = [&] {
        while (auto sentence = stream.Next()) sentences.emplace_back(sentence->text);
      };
      for (size_t at = 0; at < text.size(); at += size) {
        stream.Append(std::string_view(text).substr(at, size));
        take();
      }
      stream.End();
      take();
      EXPECT_EQ(sentences, (std::vector<std::string>{"It is so.", "Zürich"}));
      EXPECT_EQ(stream.bad_byte(), text.size() - bad.size());
    }
  }
}

TEST(SentenceStreamTest, WhiteSpaceAloneIsNotASentence) {
  EXPECT_TRUE(InParts(std::string(3 << 20, ' '), {60'000}).empty());
  EXPECT_TRUE(InParts(std::string(3 << 20, '\n'), {60'000}).empty());
  EXPECT_TRUE(InParts("", {1}).empty());
}

}  // namespace
}  // namespace verbatim::text
