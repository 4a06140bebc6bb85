// Checks the edits that Revise makes. accuracy_test.cc measures the alignment of texts by these edits, so
// they must be right. The tests search and count in the two texts of a revision.

#include "support/text_edits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "support/known_quotes.h"
#include "support/word_edits.h"
#include "text/sentences/sentences.h"

namespace verbatim::test {
namespace {

using text::ByteRange;

// Prose of random words with figures, quotes and commas. Hardly any passage occurs twice.
std::string Prose(std::mt19937_64& random, size_t sentences) {
  std::string prose;
  for (size_t s = 0; s < sentences; ++s) {
    if (s > 0) prose += Happens(random, 0.2) ? "\n\n" : " ";
    const size_t words = 2 + Below(random, 24);
    for (size_t w = 0; w < words; ++w) {
      std::string word;
      for (size_t i = 2 + Below(random, 7); i > 0; --i)
        word.push_back(static_cast<char>('a' + Below(random, 26)));
      if (w == 0) word = Capitalized(word);
      if (w > 0 && Happens(random, 0.05)) word = std::to_string(1000 + Below(random, 9000));
      if (Happens(random, 0.05)) word = "“" + word + "”";
      if (Happens(random, 0.02)) word = "–";
      const bool comma = Happens(random, 0.1);
      prose += word + (w + 1 == words ? "." : comma ? ", " : " ");
    }
  }
  return prose;
}

std::vector<std::string> Foreign(std::mt19937_64& random) {
  const std::string prose = Prose(random, 50);
  std::vector<std::string> sentences;
  for (ByteRange range : text::FindSentences(prose, "en"))
    sentences.push_back(prose.substr(range.start, range.size()));
  return sentences;
}

std::string Slice(const std::string& text, ByteRange range) { return text.substr(range.start, range.size()); }

std::multiset<std::u32string> FoldedCores(const std::string& words) {
  std::multiset<std::u32string> cores;
  for (ByteRange word : WordsIn(words, {0, words.size()}))
    cores.insert(Folded(SplitWord(Slice(words, word)).core));
  cores.erase(U"");  // dashes
  return cores;
}

size_t InBoth(const std::multiset<std::u32string>& a, const std::multiset<std::u32string>& b) {
  std::vector<std::u32string> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both.size();
}

bool IsMove(EditKind kind) {
  return kind == EditKind::kMoved || kind == EditKind::kRunMoved || kind == EditKind::kDecoyMoved;
}

bool KeepsPunctuation(EditKind kind) { return kind != EditKind::kMerged && kind != EditKind::kSplit; }

Word LastWord(const std::string& words) {
  return SplitWord(Slice(words, WordsIn(words, {0, words.size()}).back()));
}

TEST(TextEdits, TheSameSeedGivesTheSameText) {
  std::mt19937_64 random(7);
  const std::string prose = Prose(random, 60);
  const std::vector<std::string> foreign = Foreign(random);
  const auto sentences = text::FindSentences(prose, "en");
  const Revision one = Revise(prose, sentences, foreign, 11);
  const Revision again = Revise(prose, sentences, foreign, 11);
  EXPECT_EQ(one.after, again.after);
  const KnownQuotes drawn = DrawQuotes(one, 50, 3);
  const KnownQuotes drawn_again = DrawQuotes(again, 50, 3);
  ASSERT_EQ(drawn.quotes.size(), drawn_again.quotes.size());
  for (size_t i = 0; i < drawn.quotes.size(); ++i) {
    EXPECT_EQ(drawn.quotes[i].before, drawn_again.quotes[i].before);
    EXPECT_EQ(drawn.quotes[i].after, drawn_again.quotes[i].after);
  }
  EXPECT_NE(one.after, Revise(prose, sentences, foreign, 12).after);
}

TEST(TextEdits, NoEditsGiveTheSameText) {
  std::mt19937_64 random(7);
  const std::string prose = Prose(random, 60);
  const Revision revision =
      Revise(prose, text::FindSentences(prose, "en"), {}, 1, {.least = 0, .most = 0, .run_moves = 0});
  EXPECT_EQ(revision.after, prose);
  for (const KnownQuote& quote : DrawQuotes(revision, 100, 1).quotes) {
    EXPECT_EQ(quote.fate, QuoteFate::kCurrent);
    EXPECT_EQ(quote.after, quote.before);
    EXPECT_EQ(quote.doubt, QuoteDoubt::kNone);
  }
}

TEST(TextEdits, KnownQuotesAreWhatTheyClaimToBe) {
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  std::map<QuoteFate, int> seen;
  for (int round = 0; round < 60; ++round) {
    const std::string prose = Prose(random, 20 + Below(random, 100));
    const Revision revision =
        Revise(prose, text::FindSentences(prose, "en"), Foreign(random), random(), {.most = 0.6});
    for (const KnownQuote& known : DrawQuotes(revision, 200, random()).quotes) {
      ++seen[known.fate];
      const std::string quote = Slice(revision.before, known.before);
      const std::string found = Slice(revision.after, known.after);
      SCOPED_TRACE(std::string(NameOf(revision.kinds[known.sentence])) + ", " + NameOf(known.fate) + ":\n" +
                   quote + "\n" + found);
      const auto words = FoldedCores(quote);
      const auto found_words = FoldedCores(found);
      switch (known.fate) {
        case QuoteFate::kCurrent:
        case QuoteFate::kMoved:
          ASSERT_EQ(Folded(quote), Folded(found));
          ASSERT_EQ(known.fate == QuoteFate::kMoved, IsMove(revision.kinds[known.sentence]));
          break;
        case QuoteFate::kEdited:
          ASSERT_NE(Folded(quote), Folded(found));
          ASSERT_GE(2 * InBoth(words, found_words), words.size());
          ASSERT_FALSE(IsMove(revision.kinds[known.sentence]));
          if (!known.across && KeepsPunctuation(revision.kinds[known.sentence])) {
            // The range includes all of the words that replaced the last word.
            ASSERT_TRUE(LastWord(quote).trail.empty() || !LastWord(found).trail.empty());
          }
          break;
        case QuoteFate::kLost:
          ASSERT_EQ(known.after.size(), 0u);
          if (known.doubt == QuoteDoubt::kNone) {
            ASSERT_EQ(Folded(revision.after).find(Folded(quote)), std::u32string::npos);
          }
          break;
      }
      if (known.doubt == QuoteDoubt::kPunctuation) {
        ASSERT_EQ(words, found_words);
      }
    }
  }
  for (QuoteFate fate : {QuoteFate::kCurrent, QuoteFate::kMoved, QuoteFate::kEdited, QuoteFate::kLost})
    EXPECT_GT(seen[fate], 20) << NameOf(fate);
}

// The sentences reported as kept are the largest set in unchanged order, counted in words. So no other set of
// sentences could be reported as moved instead.
TEST(TextEdits, MovedSentencesAreTheSmallerPart) {
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  size_t moved = 0;
  for (int round = 0; round < 60; ++round) {
    const std::string prose = Prose(random, 20 + Below(random, 100));
    EditOptions options = {.least = 0.05, .most = 0.2, .weights = {}, .run_moves = 0.5};
    options.weights[static_cast<size_t>(EditKind::kMoved)] = 1;
    const Revision revision = Revise(prose, text::FindSentences(prose, "en"), {}, random(), options);
    // The set of sentences with the most words that are in the same order in both texts.
    std::vector<size_t> order;  // sentences in the order of the later text
    for (const Revision::NewWord& word : revision.new_words) {
      if (order.empty() || order.back() != word.sentence) order.push_back(word.sentence);
    }
    std::vector<size_t> best(order.size()), from(order.size(), Revision::kNone);
    for (size_t i = 0; i < order.size(); ++i) {
      for (size_t j = 0; j < i; ++j) {
        if (order[j] < order[i] && best[j] > best[i]) best[i] = best[j], from[i] = j;
      }
      best[i] += revision.WordsOf(order[i]);
    }
    std::set<size_t> kept;
    for (auto i = static_cast<size_t>(std::max_element(best.begin(), best.end()) - best.begin());
         i != Revision::kNone; i = from[i])
      kept.insert(order[i]);
    for (size_t s = 0; s < revision.sentences.size(); ++s) {
      ASSERT_EQ(kept.contains(s), revision.units[s] == Revision::kNone) << "sentence " << s;
      moved += revision.units[s] != Revision::kNone;
    }
  }
  EXPECT_GT(moved, 60u);
}

TEST(TextEdits, DecoysAreNearlyEqualToTheirSources) {
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  size_t decoys = 0;
  for (int round = 0; round < 30; ++round) {
    const std::string prose = Prose(random, 60);
    EditOptions options;
    for (size_t kind = static_cast<size_t>(EditKind::kDecoyed); kind < kEditKinds; ++kind)
      options.weights[kind] = 0.2;
    const Revision revision = Revise(prose, text::FindSentences(prose, "en"), {}, random(), options);
    for (const Revision::Decoy& decoy : revision.decoys) {
      ++decoys;
      const std::string source = Slice(revision.before, revision.sentences[decoy.source]);
      const std::string copy = Slice(revision.after, decoy.range);
      const auto words = FoldedCores(source);
      ASSERT_NE(Folded(source), Folded(copy));
      ASSERT_GE(InBoth(words, FoldedCores(copy)) + 3, words.size()) << source << "\n" << copy;
    }
  }
  EXPECT_GT(decoys, 50u);
}

TEST(TextEdits, EditsHaveTheRequestedRates) {
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (double share : {0.05, 0.2, 0.4}) {
    std::array<double, kEditKinds> counts = {};
    double sentences = 0;
    EditOptions options = {.least = share, .most = share, .run_moves = 0};
    for (int round = 0; round < 40; ++round) {
      const std::string prose = Prose(random, 200);
      const Revision revision = Revise(prose, text::FindSentences(prose, "en"), {}, random(), options);
      sentences += static_cast<double>(revision.kinds.size());
      for (EditKind kind : revision.kinds) ++counts[static_cast<size_t>(kind)];
    }
    const double edited = sentences - counts[0];
    // The rates are not exact. A merge edits two sentences. An edit that does not fit its sentence becomes an
    // edit of another kind.
    auto tolerance = [](double rate, double of) {
      return 0.1 * rate + 5 * std::sqrt(rate * (1 - rate) / of);
    };
    EXPECT_NEAR(edited / sentences, share, tolerance(share, sentences));
    for (EditKind kind : {EditKind::kDeleted, EditKind::kTypography, EditKind::kForm}) {
      const auto index = static_cast<size_t>(kind);
      EXPECT_NEAR(counts[index] / edited, options.weights[index], tolerance(options.weights[index], edited))
          << NameOf(kind) << " at " << share;
    }
  }
}

TEST(WordEdits, ChangeFiguresFormsAndTypography) {
  std::mt19937_64 random(5);
  for (int i = 0; i < 200; ++i) {
    for (const char* figure : {"7", "30,000", "1995", "seven", "Seven", "million", "x1"}) {
      auto other = OtherFigure(figure, random);
      ASSERT_TRUE(other.has_value()) << figure;
      EXPECT_NE(Folded(*other), Folded(figure));
    }
    for (const char* word : {"court", "freed", "Minsk", "aaaa"}) {
      auto other = OtherForm(word, random);
      ASSERT_TRUE(other.has_value()) << word;
      EXPECT_NE(Folded(*other), Folded(word));
    }
  }
  EXPECT_FALSE(OtherFigure("court", random).has_value());
  EXPECT_FALSE(OtherForm("été", random).has_value());
  for (const char* word : {"“freed”", "\"freed\",", "minister’s", "fifty-two", "2019–2021", "–"}) {
    EXPECT_NE(OtherTypography(word), word);
    EXPECT_EQ(Folded(OtherTypography(word)), Folded(word));
  }
  const Word word = SplitWord("(“don’t”),");
  EXPECT_EQ(word.lead, "(“");
  EXPECT_EQ(word.core, "don’t");
  EXPECT_EQ(word.trail, "”),");
}

}  // namespace
}  // namespace verbatim::test
