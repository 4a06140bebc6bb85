#include "support/known_quotes.h"

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include "support/word_edits.h"
#include "text/unicode/fold.h"

namespace verbatim::test {
namespace {

using text::ByteRange;

constexpr size_t kNone = Revision::kNone;

// Number of words on each side that distinguish a quote from an equal quote elsewhere.
constexpr size_t kContextWords = 3;

// A half-open range of words of the earlier text. If `trimmed`, it has no punctuation at its ends.
struct WordRange {
  size_t first = 0;
  size_t last = 0;
  bool trimmed = false;
};

class Quotes {
 public:
  Quotes(const Revision& revision, uint64_t seed)
      : revision_(revision),
        random_(seed),
        folded_before_(Folded(revision.before)),
        folded_after_(Folded(revision.after)) {}

  KnownQuotes Draw(size_t count) {
    KnownQuotes known;
    if (revision_.sentences.empty()) return known;
    // A draw that does not fit is repeated. In a text that has only headings, no draw fits.
    size_t drawn = 0;
    for (size_t tries = 0; drawn < count && tries < 20 * count; ++tries) {
      std::optional<WordRange> draw = DrawOne();
      if (!draw) continue;
      ++drawn;
      Judge(*draw, known);
    }
    return known;
  }

 private:
  const Revision::OldWord& Old(size_t word) const { return revision_.old_words[word]; }

  std::optional<WordRange> DrawOne() {
    const size_t s = Below(random_, revision_.sentences.size());
    const size_t first = revision_.first_word[s];
    const size_t last = revision_.first_word[s + 1];
    const size_t words = last - first;
    WordRange draw = {first, last, false};
    const size_t way = Below(random_, 5);
    if (way == 4) {
      if (s + 2 >= revision_.first_word.size()) return std::nullopt;
      const size_t next = revision_.WordsOf(s + 1);
      draw.first = last - std::min(words, 2 + Below(random_, 6));
      draw.last = last + std::min(next, 2 + Below(random_, 6));
      if (draw.last - draw.first < 4) return std::nullopt;
    } else if (way >= 2) {
      if (words < 4) return std::nullopt;
      const size_t length = 4 + Below(random_, std::min<size_t>(words, 15) - 3);
      draw.first = first + Below(random_, words - length + 1);
      draw.last = draw.first + length;
    }
    draw.trimmed = way >= 2 && Happens(random_, 0.5);
    // A whole sentence may begin or end with a dash, but must not be a single dash.
    if (way < 2 && TrimmedToWords(revision_.before, revision_.sentences[s]).size() == 0) return std::nullopt;
    if (way >= 2 && (Old(draw.first).core.size() == 0 || Old(draw.last - 1).core.size() == 0))
      return std::nullopt;
    return draw;
  }

  void Judge(const WordRange& draw, KnownQuotes& known) {
    const Revision::OldWord& first = Old(draw.first);
    const Revision::OldWord& last = Old(draw.last - 1);
    KnownQuote quote;
    quote.before = draw.trimmed ? ByteRange{first.core.start, last.core.end}
                                : ByteRange{first.range.start, last.range.end};
    quote.sentence = first.sentence;
    quote.across = first.sentence != last.sentence;
    if (quote.across && !StayedTogether(first.sentence, last.sentence)) {
      ++known.parted;
      return;
    }
    if (!revision_.Deleted(first.sentence)) {
      // A dash between white spaces does not count as a word.
      size_t words = 0, unchanged = 0;
      for (size_t w = draw.first; w < draw.last; ++w) {
        if (Old(w).core.size() == 0) continue;
        ++words;
        unchanged += Old(w).core_same;
      }
      if (2 * unchanged < words) {
        ++known.mostly_gone;
        return;
      }
      Place(draw, quote);
    }
    if (quote.doubt == QuoteDoubt::kNone && IsRepeated(quote) && !IsUniqueWithContext(draw, quote))
      quote.doubt = QuoteDoubt::kRepeated;
    known.quotes.push_back(quote);
  }

  // Returns whether two neighbours were both deleted, or are still neighbours.
  bool StayedTogether(size_t one, size_t other) const {
    if (revision_.Deleted(one) || revision_.Deleted(other))
      return revision_.Deleted(one) && revision_.Deleted(other);
    if (revision_.units[one] != revision_.units[other]) return false;
    // No word of another sentence or of an insertion may be between them.
    size_t first = kNone, last = 0;
    for (size_t w = revision_.first_word[one]; w < revision_.first_word[other + 1]; ++w) {
      if (Old(w).first == kNone) continue;
      first = std::min(first, Old(w).first);
      last = std::max(last, Old(w).last);
    }
    for (size_t w = first; w < last; ++w) {
      const size_t sentence = revision_.new_words[w].sentence;
      if (sentence != one && sentence != other) return false;
    }
    return true;
  }

  // Sets the place and the fate of a quote. Its sentences must not be deleted, and at least half of its words
  // must be unchanged.
  void Place(const WordRange& draw, KnownQuote& quote) const {
    size_t first = draw.first, last = draw.last;
    // A place begins or ends with a dash only if the quote does. At least half of the words that are not
    // dashes are left.
    auto is_none = [&](size_t w) {
      const bool own_end = w == draw.first || w + 1 == draw.last;
      return Old(w).first == kNone || (Old(w).core.size() == 0 && !own_end);
    };
    while (is_none(first)) ++first;
    while (is_none(last - 1)) --last;
    const Revision::NewWord& start = revision_.new_words[Old(first).first];
    const Revision::NewWord& end = revision_.new_words[Old(last - 1).last - 1];
    quote.after = draw.trimmed ? ByteRange{start.core.start, end.core.end}
                               : ByteRange{start.range.start, end.range.end};
    quote.end_changed = !Old(draw.first).core_same || !Old(draw.last - 1).core_same;

    bool same = Old(last - 1).last - Old(first).first == last - first;
    bool marks_same = true;
    for (size_t w = draw.first; w < draw.last; ++w) {
      same = same && Old(w).core_same;
      marks_same = marks_same && ((draw.trimmed && w == draw.first) || Old(w).lead_same) &&
                   ((draw.trimmed && w + 1 == draw.last) || Old(w).trail_same);
    }
    if (same && !marks_same) quote.doubt = QuoteDoubt::kPunctuation;
    quote.fate = !same || !marks_same                                 ? QuoteFate::kEdited
                 : revision_.units[Old(draw.first).sentence] != kNone ? QuoteFate::kMoved
                                                                      : QuoteFate::kCurrent;
  }

  // Returns how often `words` occur in a text: 0, 1, or 2 for two or more.
  static size_t Occurrences(std::u32string_view text, std::u32string_view words) {
    size_t found = 0;
    for (size_t at = text.find(words); at != text.npos && found < 2; at = text.find(words, at + 1)) ++found;
    return found;
  }

  std::u32string FoldedWords(ByteRange range) const {
    range = TrimmedToWords(revision_.before, range);
    return Folded(std::string_view(revision_.before).substr(range.start, range.size()));
  }

  bool IsRepeated(const KnownQuote& quote) const {
    const std::u32string words = FoldedWords(quote.before);
    const bool is_there = quote.fate == QuoteFate::kCurrent || quote.fate == QuoteFate::kMoved;
    return Occurrences(folded_before_, words) > 1 || Occurrences(folded_after_, words) > (is_there ? 1 : 0);
  }

  bool IsUniqueWithContext(const WordRange& draw, const KnownQuote& quote) const {
    if (quote.fate != QuoteFate::kCurrent) return false;
    const size_t first = draw.first - std::min(draw.first, kContextWords);
    const size_t last = std::min(draw.last + kContextWords, revision_.old_words.size());
    for (size_t w = first; w < last; ++w) {
      const Revision::OldWord& word = Old(w);
      if (word.first == kNone || !word.lead_same || !word.core_same || !word.trail_same) return false;
      if (revision_.units[word.sentence] != kNone) return false;
      if (w > first && Old(w - 1).last != word.first) return false;
    }
    const std::u32string words = FoldedWords({Old(first).range.start, Old(last - 1).range.end});
    return Occurrences(folded_before_, words) == 1 && Occurrences(folded_after_, words) == 1;
  }

  const Revision& revision_;
  std::mt19937_64 random_;
  std::u32string folded_before_;
  std::u32string folded_after_;
};

}  // namespace

const char* NameOf(QuoteFate fate) {
  static constexpr const char* kNames[kQuoteFates] = {"current", "moved", "edited", "lost"};
  return kNames[static_cast<size_t>(fate)];
}

KnownQuotes DrawQuotes(const Revision& revision, size_t count, uint64_t seed) {
  return Quotes(revision, seed).Draw(count);
}

}  // namespace verbatim::test
