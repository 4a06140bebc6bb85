// Measures how often a quote gets the right anchoring in a later revision. The revisions are made from
// documents of GUM (../shared/data) by edits whose outcome is known (support/text_edits.h,
// support/known_quotes.h). Prints a table of the answers by edit and expected state, and the first wrong
// answers. The measures:
//
// - State: current, moved, edited or lost, as expected.
// - Place, of quotes that are not lost: the range found equals the known one; white space and punctuation at
//   the ends do not count. If the first or last word was replaced or dropped, the overlap must be at least
//   four fifths of each of the two ranges.
// - Decoys: more than half of the range found is in a nearly equal copy of the quote's sentence.
//
// Quotes whose outcome is debatable are in the table but not in the measures.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "support/known_quotes.h"
#include "support/sentence_samples.h"
#include "support/text_edits.h"
#include "support/word_edits.h"
#include "text/alignment/alignment.h"
#include "text/sentences/sentences.h"
#include "text/unicode/indexed_text.h"

namespace verbatim::text {
namespace {

using test::EditKind;
using test::KnownQuote;
using test::QuoteDoubt;
using test::QuoteFate;
using test::Revision;

constexpr uint64_t kSeeds = 10;
constexpr size_t kQuotesOfARevision = 90;
constexpr size_t kShownWrong = 10;

QuoteFate FateOf(AnchorState state) {
  switch (state) {
    case AnchorState::kCurrent:
      return QuoteFate::kCurrent;
    case AnchorState::kMoved:
      return QuoteFate::kMoved;
    case AnchorState::kEdited:
      return QuoteFate::kEdited;
    case AnchorState::kLost:
      break;
  }
  return QuoteFate::kLost;
}

size_t Shared(ByteRange a, ByteRange b) {
  const size_t start = std::max(a.start, b.start), end = std::min(a.end, b.end);
  return end > start ? end - start : 0;
}

std::string Quoted(const std::string& text, ByteRange range) {
  return range.size() == 0 ? "nothing" : "\"" + text.substr(range.start, range.size()) + "\"";
}

// Answers about quotes with the same edit and the same expected state.
struct Row {
  std::array<size_t, test::kQuoteFates> said{};
  size_t places_right = 0;

  size_t all() const {
    size_t sum = 0;
    for (size_t count : said) sum += count;
    return sum;
  }
};

class Tally {
 public:
  void Add(const Revision& revision, const KnownQuote& quote, const Anchor& anchor) {
    const QuoteFate said = FateOf(anchor.state);
    const bool place = PlaceRight(revision, quote, anchor);
    Row& row = RowOf(revision, quote);
    ++row.said[static_cast<size_t>(said)];
    row.places_right += place;
    if (quote.doubt != QuoteDoubt::kNone) {
      ++doubtful_;
      return;
    }
    const bool has_place = quote.fate != QuoteFate::kLost;
    const bool decoyed = TookDecoy(revision, quote, anchor);
    ++claims_;
    states_right_ += said == quote.fate;
    with_place_ += has_place;
    places_right_ += has_place && place;
    decoys_ += HasDecoy(revision, quote);
    decoys_taken_ += decoyed;
    if (WasEdited(revision, quote)) {
      ++edited_;
      edited_right_ += said == quote.fate && (place || !has_place);
    }
    if ((said != quote.fate || (has_place && !place) || decoyed) && wrong_.size() < kShownWrong) {
      wrong_.push_back(std::string(test::NameOf(revision.kinds[quote.sentence])) + ": " +
                       Quoted(revision.before, quote.before) + "\n    expected " + test::NameOf(quote.fate) +
                       ", " + Quoted(revision.after, quote.after) + "\n    found " + test::NameOf(said) +
                       ", " + Quoted(revision.after, anchor.range));
    }
  }

  void AddLeftOut(const test::KnownQuotes& known) {
    parted_ += known.parted;
    mostly_gone_ += known.mostly_gone;
  }

  void Print(const char* title) const {
    std::printf(
        "\n| %s | expected | claims | found current | moved | edited | lost | place right |\n"
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n",
        title);
    for (const auto& [name, row] : rows_) {
      const auto& [order, edit, fate] = name;
      std::printf("| %s | %s | %zu | %zu | %zu | %zu | %zu | ", edit.c_str(), test::NameOf(fate), row.all(),
                  row.said[0], row.said[1], row.said[2], row.said[3]);
      std::printf(fate == QuoteFate::kLost ? "|\n" : "%.1f%% |\n",
                  100 * static_cast<double>(row.places_right) / static_cast<double>(row.all()));
    }
    std::printf(
        "%zu claims: state right %.4f, place right %.4f, decoy taken for the source %.4f (%zu of %zu with a "
        "decoy)\n"
        "%zu of them are of edited sentences: state and place right %.4f\n"
        "%zu more are debatable; left out: %zu across separated sentences, %zu with fewer than half of their "
        "words\n",
        claims_, states_right(), places_right(), decoys_taken(), decoys_taken_, decoys_, edited_,
        Share(edited_right_, edited_), doubtful_, parted_, mostly_gone_);
    if (std::getenv("VERBATIM_SHOW_FAILED") != nullptr) std::printf("%s\n", Wrong().c_str());
  }

  // Set VERBATIM_SHOW_FAILED in the environment to print the wrong answers even if every measure passes.
  std::string Wrong() const {
    std::string all = "the first wrong answers:";
    for (const std::string& wrong : wrong_) all += "\n" + wrong;
    return all;
  }

  size_t claims() const { return claims_; }
  double states_right() const { return Share(states_right_, claims_); }
  double places_right() const { return Share(places_right_, with_place_); }
  double decoys_taken() const { return Share(decoys_taken_, claims_); }

 private:
  static double Share(size_t part, size_t all) {
    return all == 0 ? 0 : static_cast<double>(part) / static_cast<double>(all);
  }

  Row& RowOf(const Revision& revision, const KnownQuote& quote) {
    const EditKind kind = revision.kinds[quote.sentence];
    auto order = static_cast<size_t>(kind);
    std::string name = test::NameOf(kind);
    if (quote.across) {
      order = test::kEditKinds;
      name = "two sentences";
    }
    if (quote.doubt != QuoteDoubt::kNone) {
      const bool repeated = quote.doubt == QuoteDoubt::kRepeated;
      order = test::kEditKinds + (repeated ? 1 : 2);
      name = repeated ? "(in several places)" : "(only punctuation)";
    }
    return rows_[{order, name, quote.fate}];
  }

  static bool PlaceRight(const Revision& revision, const KnownQuote& quote, const Anchor& anchor) {
    if (quote.fate == QuoteFate::kLost || anchor.state == AnchorState::kLost) return false;
    const ByteRange known = test::TrimmedToWords(revision.after, quote.after);
    const ByteRange found = test::TrimmedToWords(revision.after, anchor.range);
    if (found == known) return true;
    const size_t shared = Shared(found, known);
    return quote.end_changed && 5 * shared >= 4 * found.size() && 5 * shared >= 4 * known.size();
  }

  static bool WasEdited(const Revision& revision, const KnownQuote& quote) {
    return revision.kinds[quote.sentence] != EditKind::kNone ||
           (quote.across && revision.kinds[quote.sentence + 1] != EditKind::kNone);
  }

  static bool HasDecoy(const Revision& revision, const KnownQuote& quote) {
    return revision.kinds[quote.sentence] >= EditKind::kDecoyed;
  }

  static bool TookDecoy(const Revision& revision, const KnownQuote& quote, const Anchor& anchor) {
    for (const Revision::Decoy& decoy : revision.decoys) {
      const bool source =
          decoy.source == quote.sentence || (quote.across && decoy.source == quote.sentence + 1);
      if (source && 2 * Shared(anchor.range, decoy.range) > anchor.range.size()) return true;
    }
    return false;
  }

  std::map<std::tuple<size_t, std::string, QuoteFate>, Row> rows_;
  size_t claims_ = 0, states_right_ = 0, with_place_ = 0, places_right_ = 0, decoys_ = 0, decoys_taken_ = 0;
  size_t edited_ = 0, edited_right_ = 0, doubtful_ = 0, parted_ = 0, mostly_gone_ = 0;
  std::vector<std::string> wrong_;
};

IndexedText Indexed(const std::string& text) { return IndexedText(text, FindSentences(text, "en")); }

std::vector<ByteRange> RangesOf(const test::SentenceSample& sample) {
  std::vector<ByteRange> ranges;
  for (const std::string& sentence : sample.sentences) {
    const size_t start = sample.text.find(sentence, ranges.empty() ? 0 : ranges.back().end);
    ranges.push_back({start, start + sentence.size()});
  }
  return ranges;
}

// Returns the text in paragraphs of about four sentences, like an article. The documents of GUM are one line
// each.
test::SentenceSample InParagraphs(const test::SentenceSample& sample, uint64_t seed) {
  std::mt19937_64 random(seed);
  test::SentenceSample paragraphs = sample;
  const std::vector<ByteRange> ranges = RangesOf(sample);
  for (size_t i = ranges.size(); i-- > 1;) {
    const size_t gap = ranges[i].start - ranges[i - 1].end;
    if (gap > 0 && random() % 4 == 0) paragraphs.text.replace(ranges[i - 1].end, gap, "\n\n");
  }
  return paragraphs;
}

// Selects whose sentences the edits move, delete and copy: those that the service finds, or those of GUM's
// annotators. The annotators marked more sentences, because they separate headings from the text after them.
enum class Editor { kFoundSentences, kAnnotatedSentences };

Tally Measure(Editor editor) {
  const std::vector<test::SentenceSample> samples = test::ReadSentenceSamples("sentences/gum-dev.jsonl");
  Tally tally;
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    for (size_t d = 0; d < samples.size(); ++d) {
      const uint64_t own_seed = 1000 * seed + d;
      const test::SentenceSample sample = seed % 2 == 0 ? samples[d] : InParagraphs(samples[d], own_seed);
      const IndexedText before = Indexed(sample.text);
      const std::vector<std::string>& foreign = samples[(d + seed) % samples.size()].sentences;
      const Revision revision =
          test::Revise(sample.text, editor == Editor::kFoundSentences ? before.sentences() : RangesOf(sample),
                       foreign, own_seed);
      const IndexedText after = Indexed(revision.after);
      const TextAlignment alignment(before, after);
      const test::KnownQuotes known = test::DrawQuotes(revision, kQuotesOfARevision, own_seed);
      for (const KnownQuote& quote : known.quotes) tally.Add(revision, quote, alignment.Find(quote.before));
      tally.AddLeftOut(known);
    }
  }
  return tally;
}

TEST(AlignmentAccuracy, OfQuotesInRevisionsByEditsOfFoundSentences) {
  if (!std::filesystem::exists(test::SharedData("sentences/gum-dev.jsonl"))) GTEST_SKIP() << "no shared data";
  const Tally tally = Measure(Editor::kFoundSentences);
  tally.Print("edit of the sentence");
  EXPECT_GE(tally.claims(), 5000u);
  EXPECT_GE(tally.states_right(), 0.98) << tally.Wrong();
  EXPECT_GE(tally.places_right(), 0.99) << tally.Wrong();
  EXPECT_LE(tally.decoys_taken(), 0.002) << tally.Wrong();
}

TEST(AlignmentAccuracy, OfQuotesInRevisionsByEditsOfAnnotatedSentences) {
  if (!std::filesystem::exists(test::SharedData("sentences/gum-dev.jsonl"))) GTEST_SKIP() << "no shared data";
  const Tally tally = Measure(Editor::kAnnotatedSentences);
  tally.Print("edit of the annotated sentence");
  EXPECT_GE(tally.claims(), 5000u);
  EXPECT_GE(tally.states_right(), 0.98) << tally.Wrong();
  EXPECT_GE(tally.places_right(), 0.99) << tally.Wrong();
  EXPECT_LE(tally.decoys_taken(), 0.002) << tally.Wrong();
}

}  // namespace
}  // namespace verbatim::text
