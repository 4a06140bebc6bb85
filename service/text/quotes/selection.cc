#include "text/quotes/selection.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "text/quotes/quote.h"
#include "text/unicode/spaced_text.h"
#include "text/unicode/utf8.h"

// All places are ranges of a SpacedText until the end.
namespace verbatim::text {
namespace {

constexpr size_t kMaxPlaces = SelectedPlaces::kMaxPlaces;

// Bytes of a context that are compared. Annotation tools take 32 characters, and the contract allows 1,024
// bytes.
constexpr size_t kContextBytes = 1024;

// Code points of context that tell the places of words in a page apart.
constexpr size_t kPageContext = 256;

constexpr std::string_view kReplacement = "\uFFFD";

// Removes what is left of a character that an annotation tool cut in half, at the outer ends of a context.
QuoteContext WithoutHalfCharacters(QuoteContext context) {
  if (context.prefix.starts_with(kReplacement)) context.prefix.remove_prefix(kReplacement.size());
  if (context.suffix.ends_with(kReplacement)) context.suffix.remove_suffix(kReplacement.size());
  return context;
}

std::string_view LastBytes(std::string_view text, size_t bytes) {
  if (text.size() <= bytes) return text;
  size_t start = text.size() - bytes;
  while (!IsCodePointBoundary(text, start)) ++start;
  return text.substr(start);
}

// How well the text around a place matches a context.
struct ContextMatch {
  bool holds = true;
  size_t bytes = 0;  // of the context, without white space, that match
};

// The quote and context of a step, as they are compared.
struct Words {
  std::string exact;   // white space collapsed
  std::string prefix;  // without white space
  std::string suffix;
};

Words WordsOf(std::string_view exact, QuoteContext context) {
  context = WithoutHalfCharacters(context);
  return {CollapseSpace(exact), RemoveSpace(LastBytes(context.prefix, kContextBytes)),
          RemoveSpace(FirstBytes(context.suffix, kContextBytes))};
}

// Returns the bytes of a range of code points, or of UTF-16 code units, of a text. Empty if the range is not
// in the text, or is empty.
enum class Unit { kCodePoint, kUtf16 };
ByteRange BytesOf(std::string_view text, SelectedOffsets offsets, Unit unit) {
  if (offsets.start >= offsets.end) return {};
  size_t count = 0, start = std::string_view::npos;
  for (size_t at = 0; at < text.size();) {
    if (count == offsets.start) start = at;
    const size_t length = FirstCodePoints(text.substr(at, 4), 1).size();
    count += unit == Unit::kUtf16 && length == 4 ? 2 : 1;
    at += length;
    if (count >= offsets.end) return start == std::string_view::npos ? ByteRange{} : ByteRange{start, at};
  }
  return {};
}

bool Overlap(ByteRange a, ByteRange b) { return a.start < b.end && b.start < a.end; }
bool Contains(ByteRange outer, ByteRange inner) {
  return outer.start <= inner.start && inner.end <= outer.end;
}

// How much of a context must match.
enum class ContextRule {
  kWhole,  // all of it, or up to a line break of a text that was extracted from a page
  kPart,   // any part
};

class Finder {
 public:
  Finder(std::string_view text, ContextRule rule, const GetPageText& page, StopPoll& poll)
      : source_(text), rule_(rule), get_page_(page), poll_(poll), text_(text, poll) {}

  SelectedPlaces Find(const Selection& selection) {
    SelectedPlaces found;
    std::optional<std::vector<ByteRange>> common;
    for (const SelectorChain& chain : selection.selectors) {
      if (poll_.stopped() || !HasWords(chain)) continue;
      std::string words;
      std::vector<ByteRange> places = FindChain(chain, words);
      if (found.words.empty() || places.empty()) found.words = words;
      if (places.empty()) return found;
      common = common ? Intersect(*common, places) : std::move(places);
      if (common->empty()) {
        found.selectors_differ = true;
        return found;
      }
    }
    if (!common) return found;
    for (const SelectorChain& chain : selection.selectors) {
      if (common->size() > 1 && !HasWords(chain)) *common = FilterByOffsets(*common, *chain.front().offsets);
    }
    for (ByteRange place : *common) found.places.push_back(text_.SourceOf(place));
    return found;
  }

 private:
  static bool HasWords(const SelectorChain& chain) {
    return std::any_of(chain.begin(), chain.end(),
                       [](const SelectorStep& step) { return !step.exact.empty(); });
  }

  static std::vector<ByteRange> Intersect(const std::vector<ByteRange>& a, const std::vector<ByteRange>& b) {
    std::vector<ByteRange> both;
    std::copy_if(a.begin(), a.end(), std::back_inserter(both),
                 [&](ByteRange place) { return std::find(b.begin(), b.end(), place) != b.end(); });
    return both;
  }

  // Returns the places of a chain, and in `words` its innermost words.
  std::vector<ByteRange> FindChain(const SelectorChain& chain, std::string& words) {
    std::vector<ByteRange> places = {{0, text_.text().size()}};
    std::string outer;  // the words of the previous step; empty if it has no words
    for (const SelectorStep& step : chain) {
      if (!step.exact.empty()) {
        words = outer = step.exact;
        places = FindWords(places, WordsOf(step.exact, {step.prefix, step.suffix}));
      } else if (!outer.empty()) {
        const ByteRange part = BytesOf(outer, *step.offsets, Unit::kCodePoint);
        places = PartOf(places, outer, part);
        words = outer = outer.substr(part.start, part.size());
      } else {
        std::vector<ByteRange> ranges = RangesOf(*step.offsets);
        // Words of a page that cannot be found in the text select nothing, so search all of the text.
        if (!ranges.empty() || !IsOfPage()) places = std::move(ranges);
      }
      if (places.empty()) break;
    }
    return places;
  }

  // Returns a part of the words at each of `places`. The part is a range of `outer`, as the annotation writes
  // them.
  static std::vector<ByteRange> PartOf(const std::vector<ByteRange>& places, std::string_view outer,
                                       ByteRange part) {
    const std::string before = CollapseSpace(outer.substr(0, part.start));
    const std::string inner = CollapseSpace(outer.substr(part.start, part.size()));
    if (inner.empty()) return {};
    const std::string whole = CollapseSpace(outer);
    const size_t at = whole.find(inner, before.size());  // behind `before`, and a space if there is one
    std::vector<ByteRange> parts;
    if (at == std::string::npos) return parts;
    parts.reserve(places.size());
    for (ByteRange place : places) parts.push_back({place.start + at, place.start + at + inner.size()});
    return parts;
  }

  // Returns the places of words inside `outer`. Among several, chooses those with the context.
  std::vector<ByteRange> FindWords(const std::vector<ByteRange>& outer, const Words& words) {
    if (words.exact.empty()) return {};
    std::vector<ByteRange> places;
    for (ByteRange range : outer) {
      const std::string_view in = std::string_view(text_.text()).substr(range.start, range.size());
      for (ByteRange found : FindQuote(in, words.exact, {}, kMaxPlaces - places.size(), poll_)) {
        places.push_back({range.start + found.start, range.start + found.end});
      }
      if (places.size() >= kMaxPlaces || poll_.stopped()) break;
    }
    // The outer ranges may overlap.
    std::sort(places.begin(), places.end(), [](ByteRange a, ByteRange b) { return a.start < b.start; });
    places.erase(std::unique(places.begin(), places.end()), places.end());
    if (places.size() < 2 || (words.prefix.empty() && words.suffix.empty())) return places;
    std::vector<ByteRange> chosen = ChooseByContext(places, words);
    return chosen.empty() ? places : chosen;
  }

  // Returns the places that match the context best.
  std::vector<ByteRange> ChooseByContext(const std::vector<ByteRange>& places, const Words& words) {
    std::vector<ByteRange> best;
    size_t most = 1;
    for (ByteRange place : places) {
      const ContextMatch prefix = MatchBefore(place.start, words.prefix);
      const ContextMatch suffix = MatchAfter(place.end, words.suffix);
      const size_t bytes = prefix.bytes + suffix.bytes;
      if (poll_.Step(bytes) || !prefix.holds || !suffix.holds || bytes < most) continue;
      if (bytes > most) best.clear();
      most = bytes;
      best.push_back(place);
    }
    return best;
  }

  // Compare a context with the words before and after an offset. If the text was extracted from a page, the
  // match may end at a line break.
  ContextMatch MatchBefore(size_t at, std::string_view context) {
    const std::string_view text = text_.text();
    ContextMatch match;
    for (size_t last = at; match.bytes < context.size(); last = --at, ++match.bytes) {
      while (at > 0 && text[at - 1] == ' ') --at;
      if (at > 0 && text[at - 1] == context[context.size() - 1 - match.bytes]) continue;
      match.holds = rule_ == ContextRule::kPart || (IsOfPage() && HasBreak(at, last));
      break;
    }
    return match;
  }
  ContextMatch MatchAfter(size_t at, std::string_view context) {
    const std::string_view text = text_.text();
    ContextMatch match;
    for (size_t last = at; match.bytes < context.size(); last = ++at, ++match.bytes) {
      while (at < text.size() && text[at] == ' ') ++at;
      if (at < text.size() && text[at] == context[match.bytes]) continue;
      match.holds = rule_ == ContextRule::kPart || (IsOfPage() && HasBreak(last, at));
      break;
    }
    return match;
  }

  // Returns whether the white space between two offsets contains a line break or tab, or is at an end of the
  // text.
  bool HasBreak(size_t start, size_t end) const {
    if (start == 0 || end == text_.text().size()) return true;
    if (start == end) return false;
    const size_t from = text_.SourceOf({start - 1, start}).end;
    const size_t to = text_.SourceOf({end, end + 1}).start;
    return source_.substr(from, to - from).find_first_of("\n\t") != std::string_view::npos;
  }

  // Returns the ranges of the text that offsets in the page, or in the text if there is no page, may mean.
  std::vector<ByteRange> RangesOf(SelectedOffsets offsets) {
    std::vector<ByteRange> ranges;
    const std::string_view counted = Page() ? std::string_view(*Page()) : source_;
    for (Unit unit : {Unit::kCodePoint, Unit::kUtf16}) {
      const ByteRange range = BytesOf(counted, offsets, unit);
      poll_.Step(counted.size());
      if (range.size() == 0) continue;
      if (Page()) {
        const QuoteContext around{LastCodePoints(counted.substr(0, range.start), kPageContext),
                                  FirstCodePoints(counted.substr(range.end), kPageContext)};
        const std::vector<ByteRange> places =
            FindWords({{0, text_.text().size()}}, WordsOf(counted.substr(range.start, range.size()), around));
        if (places.size() == 1) ranges.push_back(places.front());
      } else {
        ranges.push_back({text_.OffsetOf(range.start), text_.OffsetOf(range.end)});
      }
    }
    return ranges;
  }

  // Returns the only place at the offsets, or else the only one that they overlap, or else all places.
  std::vector<ByteRange> FilterByOffsets(const std::vector<ByteRange>& places, SelectedOffsets offsets) {
    const std::vector<ByteRange> ranges = RangesOf(offsets);
    for (auto selects : {Contains, Overlap}) {
      for (ByteRange range : ranges) {
        std::vector<ByteRange> selected;
        std::copy_if(places.begin(), places.end(), std::back_inserter(selected),
                     [&](ByteRange place) { return selects(range, place); });
        if (selected.size() == 1) return selected;
      }
    }
    return places;
  }

  const std::optional<std::string>& Page() {
    if (!asked_ && get_page_) page_ = get_page_();
    asked_ = true;
    return page_;
  }
  bool IsOfPage() { return Page().has_value(); }

  const std::string_view source_;
  const ContextRule rule_;
  const GetPageText get_page_;
  StopPoll& poll_;
  const SpacedText text_;
  bool asked_ = false;
  std::optional<std::string> page_;
};

// Returns the only place of a selection by one quote that occurs byte for byte, with its context. Annotations
// of plain text are found so, without a copy of the text.
std::optional<ByteRange> FindExactly(std::string_view text, const Selection& selection, StopPoll& poll) {
  if (selection.selectors.size() != 1 || selection.selectors.front().size() != 1) return std::nullopt;
  const SelectorStep& step = selection.selectors.front().front();
  if (step.exact.empty()) return std::nullopt;
  const std::vector<ByteRange> places = FindQuote(text, step.exact, {step.prefix, step.suffix}, 2, poll);
  return places.size() == 1 ? std::optional(places.front()) : std::nullopt;
}

}  // namespace

SelectedPlaces FindSelection(std::string_view text, const Selection& selection, const GetPageText& page,
                             const ShouldStop& should_stop) {
  StopPoll poll(should_stop);
  if (std::optional<ByteRange> place = FindExactly(text, selection, poll)) {
    return {{*place}, selection.selectors.front().front().exact};
  }
  return Finder(text, ContextRule::kWhole, page, poll).Find(selection);
}

std::optional<PageSelection> SelectInPage(std::string_view text, ByteRange range, const std::string& page,
                                          const ShouldStop& should_stop) {
  const SelectorStep words = {std::string(text.substr(range.start, range.size())),
                              std::string(LastCodePoints(text.substr(0, range.start), kPageContext)),
                              std::string(FirstCodePoints(text.substr(range.end), kPageContext)),
                              std::nullopt};
  // The page has more words than the text, so that only a part of the context may be there.
  StopPoll poll(should_stop);
  const std::vector<ByteRange> places =
      Finder(page, ContextRule::kPart, nullptr, poll).Find({{{words}}}).places;
  if (poll.stopped() || places.size() != 1) return std::nullopt;
  const ByteRange place = places.front();
  const std::string_view whole = page;
  const std::string_view exact = whole.substr(place.start, place.size());
  const QuoteContext context = ContextOf(whole, place);
  const size_t start = CountUnits(whole.substr(0, place.start)).code_points;
  PageSelection selection = {std::string(exact),
                             std::string(context.prefix),
                             std::string(context.suffix),
                             {start, start + CountUnits(exact).code_points}};
  const SelectorStep quote = {selection.exact, selection.prefix, selection.suffix, std::nullopt};
  const SelectorStep position = {"", "", "", selection.offsets};
  Selection both;
  both.selectors.push_back({quote});
  both.selectors.push_back({position});
  const SelectedPlaces found = FindSelection(
      text, both, [&] { return std::optional(page); }, should_stop);
  if (found.places != std::vector<ByteRange>{range}) return std::nullopt;
  return selection;
}

}  // namespace verbatim::text
