#include "text/quotes/locate.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "text/quotes/edit_distance.h"
#include "text/quotes/figures.h"
#include "text/quotes/gram_windows.h"
#include "text/unicode/fold.h"

// How it works. Text and quote are folded. If the folded quote occurs in the text without cutting words, these
// places are the result. Otherwise the windows that share the most grams with the quote (gram_windows.h) are
// examined closely (edit_distance.h), once as they are and once with figures written alike (figures.h), and the
// piece found in each is moved to whole words. Everything is linear in the text except the close examination,
// which is bounded by the number of windows.
namespace verbatim::text {
namespace {

// Maximum number of exact matches that are ranked by context. More matches would not improve the result.
constexpr size_t kExactPlaces = 1000;
// Maximum number of exact matches that are looked at. Most matches of a short quote cut words.
constexpr size_t kExactHits = 100'000;

// Windows examined beyond twice the requested number. Grams only estimate the order, and windows may overlap.
constexpr size_t kSpareWindows = 6;

// Examining a window takes about quote² / 32 steps. For quotes longer than kLongQuote there is time for two
// windows only. Such quotes have thousands of grams, so there is no doubt which two windows to examine.
constexpr size_t kLongQuote = 4096;
constexpr size_t kLongQuoteWindows = 2;

// Folding turns some code points of three bytes into six (U+3316). A long quote that has more code
// points after folding than it has bytes is not examined closely, so that the bytes of the quote bound the
// cost.
bool IsInflated(std::u32string_view folded, std::string_view quote) {
  return folded.size() > kLongQuote && folded.size() > quote.size();
}

// How much longer a figure in words may be than in digits, and the number of such figures in a quote.
constexpr size_t kFigureSlack = 48;
constexpr size_t kMaxFigures = 4;

// How far the end of a piece may move to reach the end of a word. Longer runs of letters are not words.
constexpr size_t kWordReach = 48;

// A piece of the folded text.
struct Piece {
  size_t start = 0;
  size_t end = 0;
  double similarity = 0;
};

// Returns whether `c` is a letter, digit or mark of a script that puts spaces between words, told by its line
// breaking class (UAX #14). A line may break between ideographs, and within scripts of complex context such
// as Thai.
bool IsWordCharacter(char32_t c) {
  auto point = static_cast<UChar32>(c);
  if (!u_hasBinaryProperty(point, UCHAR_ALPHABETIC) && !u_isdigit(point)) return false;
  auto breaks = static_cast<ULineBreak>(u_getIntPropertyValue(point, UCHAR_LINE_BREAK));
  return breaks != U_LB_IDEOGRAPHIC && breaks != U_LB_COMPLEX_CONTEXT &&
         breaks != U_LB_CONDITIONAL_JAPANESE_STARTER;
}

constexpr std::array<std::u32string_view, 8> kTens = {U"twenty", U"thirty",  U"forty",  U"fifty",
                                                      U"sixty",  U"seventy", U"eighty", U"ninety"};
constexpr std::array<std::u32string_view, 9> kOnes = {U"one", U"two",   U"three", U"four", U"five",
                                                      U"six", U"seven", U"eight", U"nine"};

// Returns whether the hyphen at `hyphen` joins a number in words: fifty-two.
bool JoinsNumber(std::u32string_view text, size_t hyphen) {
  const std::u32string_view before = text.substr(0, hyphen);
  const std::u32string_view after = text.substr(hyphen + 1, 5);
  return std::any_of(kTens.begin(), kTens.end(), [&](auto ten) { return before.ends_with(ten); }) &&
         std::any_of(kOnes.begin(), kOnes.end(), [&](auto one) { return after.starts_with(one); });
}

bool IsDigitAt(std::u32string_view text, size_t position) {
  return position < text.size() && u_isdigit(static_cast<UChar32>(text[position]));
}

// Returns whether the character at `sign` belongs to a figure: a separator between digits, or a hyphen in a number
// in words.
bool IsInFigure(std::u32string_view text, size_t sign) {
  if (sign == 0 || sign + 1 >= text.size()) return false;
  const char32_t c = text[sign];
  if (c == '-') return JoinsNumber(text, sign);
  return (c == '.' || c == ',' || c == '\'') && IsDigitAt(text, sign - 1) && IsDigitAt(text, sign + 1);
}

// Returns whether the character at `sign` is the minus of a negative figure.
bool IsMinus(std::u32string_view text, size_t sign) {
  if (text[sign] != '-' || !IsDigitAt(text, sign + 1)) return false;
  return sign == 0 || text[sign - 1] == ' ' || text[sign - 1] == '(';
}

// Returns whether `position` is inside a word or a figure.
bool CutsWord(std::u32string_view text, size_t position) {
  if (position == 0 || position >= text.size()) return false;
  if (IsWordCharacter(text[position - 1]) && IsWordCharacter(text[position])) return true;
  return IsInFigure(text, position - 1) || IsInFigure(text, position) || IsMinus(text, position - 1);
}

// Returns the nearest word boundary before (after) `position`, or `position` itself if none is within reach.
size_t WordEdgeBefore(std::u32string_view text, size_t position) {
  size_t edge = position;
  while (CutsWord(text, edge) && position - edge < kWordReach) --edge;
  return CutsWord(text, edge) ? position : edge;
}
size_t WordEdgeAfter(std::u32string_view text, size_t position) {
  size_t edge = position;
  while (CutsWord(text, edge) && edge - position < kWordReach) ++edge;
  return CutsWord(text, edge) ? position : edge;
}

double Similarity(std::u32string_view a, std::u32string_view b, StopPoll& poll) {
  size_t longer = std::max(a.size(), b.size());
  return longer == 0 ? 1 : 1 - static_cast<double>(EditDistance(a, b, poll)) / static_cast<double>(longer);
}

// Removes the spaces at the ends of a piece of `text` and computes its similarity to the quote.
Piece Measure(std::u32string_view quote, std::u32string_view text, Piece piece, StopPoll& poll) {
  while (piece.start < piece.end && text[piece.start] == ' ') ++piece.start;
  while (piece.end > piece.start && text[piece.end - 1] == ' ') --piece.end;
  piece.similarity = Similarity(quote, text.substr(piece.start, piece.end - piece.start), poll);
  return piece;
}

// Finds the piece of `around` that is nearest to the quote: first its end, then, searching backwards, its start.
Piece FindNearest(std::u32string_view quote, std::u32string_view around, StopPoll& poll) {
  std::vector<size_t> ends = EditDistances(quote, around, PatternStart::kAnywhere, poll);
  auto end = static_cast<size_t>(std::min_element(ends.begin(), ends.end()) - ends.begin());

  std::u32string backwards_quote(quote.rbegin(), quote.rend());
  std::u32string backwards(around.rbegin() + static_cast<std::ptrdiff_t>(around.size() - end), around.rend());
  std::vector<size_t> starts = EditDistances(backwards_quote, backwards, PatternStart::kTextStart, poll);
  auto length = static_cast<size_t>(std::min_element(starts.begin(), starts.end()) - starts.begin());
  return {end - length, end, 0};
}

// Moves each end of a piece that is inside a word outwards or inwards, whichever makes the piece more similar.
Piece ToWords(std::u32string_view quote, std::u32string_view text, Piece piece, StopPoll& poll) {
  Piece outer =
      Measure(quote, text, {WordEdgeBefore(text, piece.start), WordEdgeAfter(text, piece.end)}, poll);
  // For a long quote, two words are not worth four comparisons.
  if (quote.size() > kLongQuote) return outer;
  Piece best = outer;
  for (size_t start : {outer.start, WordEdgeAfter(text, piece.start)}) {
    for (size_t end : {outer.end, WordEdgeBefore(text, piece.end)}) {
      if (start >= end || (start == outer.start && end == outer.end)) continue;
      Piece candidate = Measure(quote, text, {start, end}, poll);
      if (candidate.similarity > best.similarity) best = candidate;
    }
  }
  return best;
}

class Locator {
 public:
  Locator(std::string_view text, std::string_view quote, const LocateOptions& options, StopPoll& poll,
          const ShouldStop& should_stop)
      : options_(options),
        poll_(poll),
        should_stop_(should_stop),
        source_(text),
        source_quote_(quote),
        folded_text_(text, poll),
        folded_quote_(quote, poll),
        inflated_(IsInflated(folded_quote_.code_points(), quote)) {}

  std::vector<LocatedPassage> Locate() {
    if (poll_.stopped() || quote().empty() || text().empty() || options_.limit == 0) return {};
    std::vector<Piece> pieces = FindFolded();
    // Passages that are only similar do not matter beside those with the same words.
    if (pieces.empty() && !inflated_ && options_.min_similarity < 1) pieces = FindAlike();
    return poll_.stopped() ? std::vector<LocatedPassage>() : Choose(pieces);
  }

 private:
  static constexpr size_t kHitSteps = 16;

  std::u32string_view text() const { return folded_text_.code_points(); }
  std::u32string_view quote() const { return folded_quote_.code_points(); }

  // Finds the exact occurrences of the folded quote that cut no word. Searches the bytes of the code points by
  // FindQuote, which is linear for any input, and ignores hits that begin inside a code point.
  std::vector<Piece> FindFolded() const {
    auto bytes = [](std::u32string_view points) {
      return std::string_view(reinterpret_cast<const char*>(points.data()), points.size() * sizeof(char32_t));
    };
    std::vector<Piece> pieces;
    for (ByteRange hit : FindQuote(bytes(text()), bytes(quote()), {}, kExactHits, poll_)) {
      if (poll_.Step(kHitSteps) || pieces.size() == kExactPlaces) break;
      if (hit.start % sizeof(char32_t) != 0) continue;
      const size_t start = hit.start / sizeof(char32_t);
      const size_t end = start + quote().size();
      if (WordEdgeBefore(text(), start) == start && WordEdgeAfter(text(), end) == end)
        pieces.push_back({start, end, 1});
    }
    return pieces;
  }

  std::vector<Piece> FindAlike() const {
    const bool is_long = quote().size() > kLongQuote;
    std::optional<Figured> figured;
    if (!is_long) {
      FigureText quote_figures(source_quote_, should_stop_);
      const size_t slack = kFigureSlack * std::min(quote_figures.figures(), kMaxFigures);
      if (slack > 0) figured = Figured{std::move(quote_figures), slack};
    }
    std::vector<Piece> pieces;
    const size_t windows = is_long ? kLongQuoteWindows : 2 * options_.limit + kSpareWindows;
    for (const GramWindow& window : FindGramWindows(text(), quote(), windows, poll_)) {
      if (poll_.stopped()) break;
      Piece piece = LookClosely(window);
      if (figured) {
        const Piece other = LookAtFigures(window, *figured);
        if (other.similarity > piece.similarity) piece = other;
      }
      pieces.push_back(piece);
    }
    return pieces;
  }

  // Returns the range of text in and around a window where the quote may be: half a quote on both sides. A piece
  // that is similar by half or more reaches no further.
  std::pair<size_t, size_t> Around(const GramWindow& window, size_t more) const {
    const size_t slack = quote().size() / 2 + 8 + more;
    return {window.start - std::min(window.start, slack),
            std::min(text().size(), window.start + quote().size() + slack)};
  }

  Piece LookClosely(const GramWindow& window) const {
    const auto [from, to] = Around(window, 0);
    const Piece near = FindNearest(quote(), text().substr(from, to - from), poll_);
    return ToWords(quote(), text(), {from + near.start, from + near.end, 0}, poll_);
  }

  // The quote with its figures as decimal numbers.
  struct Figured {
    FigureText quote;
    size_t slack;  // how much longer a passage may be that has the figures in words
  };

  // Does the work of LookClosely for figures that the text has in another form. A passage that differs in
  // nothing else counts as one edit away.
  Piece LookAtFigures(const GramWindow& window, const Figured& figured) const {
    auto [from, to] = Around(window, figured.slack);
    from = WordEdgeBefore(text(), from);
    to = WordEdgeAfter(text(), to);
    if (from >= to) return {};
    const ByteRange source = folded_text_.SourceOf(from, to, poll_);
    const FigureText around(source_.substr(source.start, source.size()), should_stop_);
    const FoldedText folded(around.text(), poll_);
    const FoldedText folded_quote(figured.quote.text(), poll_);
    const std::u32string_view same = folded_quote.code_points();
    if (poll_.stopped() || folded.code_points().empty() || same.empty()) return {};
    Piece piece = ToWords(same, folded.code_points(), FindNearest(same, folded.code_points(), poll_), poll_);
    if (piece.start >= piece.end) return {};
    const ByteRange range = around.SourceOf(folded.SourceOf(piece.start, piece.end, poll_));
    const double one_edit = 1 - 1 / static_cast<double>(std::max<size_t>(same.size(), 2));
    return {folded_text_.IndexOf(source.start + range.start), folded_text_.IndexOf(source.start + range.end),
            std::min(piece.similarity, one_edit)};
  }

  // Returns how similar the context of a piece is to the requested context, 0 to 2.
  double ContextScore(const Piece& piece) const {
    double score = 0;
    if (!context_before_.empty()) {
      size_t length = std::min(context_before_.size(), piece.start);
      score += Similarity(context_before_, TrimSpace(text().substr(piece.start - length, length)), poll_);
    }
    if (!context_after_.empty()) {
      score += Similarity(context_after_,
                          TrimSpace(text().substr(piece.end).substr(0, context_after_.size())), poll_);
    }
    return score;
  }

  static std::u32string_view TrimSpace(std::u32string_view text) {
    while (text.starts_with(U' ')) text.remove_prefix(1);
    while (text.ends_with(U' ')) text.remove_suffix(1);
    return text;
  }

  std::vector<LocatedPassage> Choose(const std::vector<Piece>& pieces) {
    FoldedText before(options_.context.prefix, poll_);
    FoldedText after(options_.context.suffix, poll_);
    context_before_ = before.code_points();
    context_after_ = after.code_points();
    std::vector<std::pair<double, Piece>> ranked;
    for (const Piece& piece : pieces) {
      if (poll_.stopped()) return {};
      if (piece.end > piece.start && piece.similarity >= options_.min_similarity) {
        ranked.emplace_back(ContextScore(piece), piece);
      }
    }
    std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
      if (a.second.similarity != b.second.similarity) return a.second.similarity > b.second.similarity;
      if (a.first != b.first) return a.first > b.first;
      return a.second.start < b.second.start;
    });
    std::vector<LocatedPassage> passages;
    for (const auto& [score, piece] : ranked) {
      // Compare ranges of the text itself: two pieces can share a character that folds into several, such as
      // ½.
      const ByteRange range = folded_text_.SourceOf(piece.start, piece.end, poll_);
      bool overlaps = std::any_of(passages.begin(), passages.end(), [&range](const LocatedPassage& other) {
        return range.start < other.range.end && other.range.start < range.end;
      });
      if (overlaps) continue;
      passages.push_back({range, piece.similarity});
      if (passages.size() == options_.limit) break;
    }
    return passages;
  }

  const LocateOptions& options_;
  StopPoll& poll_;
  const ShouldStop& should_stop_;
  const std::string_view source_;
  const std::string_view source_quote_;
  const FoldedText folded_text_;
  const FoldedText folded_quote_;
  const bool inflated_;
  std::u32string_view context_before_;
  std::u32string_view context_after_;
};

}  // namespace

std::vector<LocatedPassage> LocateQuote(std::string_view text, std::string_view quote,
                                        const LocateOptions& options, const ShouldStop& should_stop) {
  StopPoll poll(should_stop);
  return Locator(text, quote, options, poll, should_stop).Locate();
}

}  // namespace verbatim::text
