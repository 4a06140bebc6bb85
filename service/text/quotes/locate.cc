#include "text/quotes/locate.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <string>
#include <utility>

#include "text/quotes/edit_distance.h"
#include "text/quotes/gram_windows.h"
#include "text/unicode/fold.h"

// How it works. Text and quote are folded. Exact occurrences of the folded quote are taken as they are. For
// the rest, the windows that share the most grams with the quote (gram_windows.h) are examined closely
// (edit_distance.h), and the piece found in each is moved to whole words. Everything is linear in the text
// except the close examination, which is bounded by the number of windows.
namespace verbatim::text {
namespace {

// Maximum number of exact matches that are ranked by context. More of the same would not improve the result.
constexpr size_t kExactPlaces = 1000;

// Windows examined beyond twice the requested number. Grams only estimate the order, and windows may overlap.
constexpr size_t kSpareWindows = 6;

// Examining a window takes about quote² / 32 steps. For quotes longer than kLongQuote there is time for two
// windows only; their thousands of grams leave no doubt which two.
constexpr size_t kLongQuote = 4096;
constexpr size_t kLongQuoteWindows = 2;

// Folding turns some code points of three bytes into eighteen (U+FDFA). A long quote that has more code
// points after folding than it has bytes is not examined closely, so that the bytes of the quote bound the
// cost.
bool IsInflated(std::u32string_view folded, std::string_view quote) {
  return folded.size() > kLongQuote && folded.size() > quote.size();
}

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

bool CutsWord(std::u32string_view text, size_t position) {
  return position > 0 && position < text.size() && IsWordCharacter(text[position - 1]) &&
         IsWordCharacter(text[position]);
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

class Locator {
 public:
  Locator(std::string_view text, std::string_view quote, const LocateOptions& options, StopPoll& poll)
      : options_(options),
        poll_(poll),
        folded_text_(text, poll),
        folded_quote_(quote, poll),
        inflated_(IsInflated(folded_quote_.code_points(), quote)) {}

  std::vector<LocatedPassage> Locate() {
    if (poll_.stopped() || quote().empty() || text().empty() || options_.limit == 0) return {};
    std::vector<Piece> pieces = FindFolded();
    if (pieces.size() < options_.limit && !inflated_) {
      for (Piece piece : FindAlike()) pieces.push_back(piece);
    }
    return poll_.stopped() ? std::vector<LocatedPassage>() : Choose(pieces);
  }

 private:
  std::u32string_view text() const { return folded_text_.code_points(); }
  std::u32string_view quote() const { return folded_quote_.code_points(); }

  // Finds the exact occurrences of the folded quote. Searches the bytes of the code points by FindQuote,
  // which is linear for any input, and ignores hits that begin inside a code point.
  std::vector<Piece> FindFolded() const {
    auto bytes = [](std::u32string_view points) {
      return std::string_view(reinterpret_cast<const char*>(points.data()), points.size() * sizeof(char32_t));
    };
    std::vector<Piece> pieces;
    for (ByteRange hit : FindQuote(bytes(text()), bytes(quote()), {}, kExactPlaces, poll_)) {
      if (hit.start % sizeof(char32_t) != 0) continue;
      size_t start = hit.start / sizeof(char32_t);
      pieces.push_back({start, start + quote().size(), 1});
    }
    return pieces;
  }

  std::vector<Piece> FindAlike() const {
    size_t windows = quote().size() > kLongQuote ? kLongQuoteWindows : 2 * options_.limit + kSpareWindows;
    std::vector<Piece> pieces;
    for (const GramWindow& window : FindGramWindows(text(), quote(), windows, poll_)) {
      if (poll_.stopped()) break;
      pieces.push_back(ToWords(LookClosely(window)));
    }
    return pieces;
  }

  // Finds the piece in and around a window that is nearest to the quote: first its end, then, searching
  // backwards, its start.
  Piece LookClosely(const GramWindow& window) const {
    // Half a quote on both sides. A piece that is similar by half or more reaches no further.
    size_t slack = quote().size() / 2 + 8;
    size_t from = window.start - std::min(window.start, slack);
    size_t to = std::min(text().size(), window.start + quote().size() + slack);
    std::u32string_view around = text().substr(from, to - from);
    std::vector<size_t> ends = EditDistances(quote(), around, PatternStart::kAnywhere, poll_);
    auto end = static_cast<size_t>(std::min_element(ends.begin(), ends.end()) - ends.begin());

    std::u32string backwards_quote(quote().rbegin(), quote().rend());
    std::u32string backwards(around.rbegin() + static_cast<std::ptrdiff_t>(around.size() - end),
                             around.rend());
    std::vector<size_t> starts = EditDistances(backwards_quote, backwards, PatternStart::kTextStart, poll_);
    auto length = static_cast<size_t>(std::min_element(starts.begin(), starts.end()) - starts.begin());
    return {from + end - length, from + end, 0};
  }

  // Moves each end of a piece that is inside a word outwards or inwards, whichever makes the piece more
  // similar.
  Piece ToWords(Piece piece) const {
    std::u32string_view whole = text();
    Piece outer = Measured({WordEdgeBefore(whole, piece.start), WordEdgeAfter(whole, piece.end)});
    // For a long quote, two words are not worth four comparisons.
    if (quote().size() > kLongQuote) return outer;
    Piece best = outer;
    for (size_t start : {outer.start, WordEdgeAfter(whole, piece.start)}) {
      for (size_t end : {outer.end, WordEdgeBefore(whole, piece.end)}) {
        if (start >= end || (start == outer.start && end == outer.end)) continue;
        Piece candidate = Measured({start, end});
        if (candidate.similarity > best.similarity) best = candidate;
      }
    }
    return best;
  }

  // Removes the spaces at the ends of a piece and computes its similarity.
  Piece Measured(Piece piece) const {
    while (piece.start < piece.end && text()[piece.start] == ' ') ++piece.start;
    while (piece.end > piece.start && text()[piece.end - 1] == ' ') --piece.end;
    piece.similarity = Similarity(quote(), text().substr(piece.start, piece.end - piece.start), poll_);
    return piece;
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
  return Locator(text, quote, options, poll).Locate();
}

}  // namespace verbatim::text
