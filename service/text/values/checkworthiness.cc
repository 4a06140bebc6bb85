#include "text/values/checkworthiness.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <utility>

#include "text/unicode/ascii.h"
#include "text/unicode/utf8.h"

namespace verbatim::text {
namespace {

// All lists are sorted, for binary search.
constexpr auto kComparing = std::to_array<std::string_view>(
    {"all",           "best",     "bigger",    "biggest",   "closest",  "cut",        "decline", "declined",
     "decreased",     "doubled",  "dropped",   "earliest",  "every",    "fastest",    "fell",    "fewer",
     "fewest",        "first",    "greater",   "greatest",  "grew",     "growing",    "halved",  "higher",
     "highest",       "increase", "increased", "largest",   "last",     "latest",     "least",   "less",
     "longest",       "lost",     "lower",     "lowest",    "majority", "more",       "most",    "never",
     "none",          "oldest",   "only",      "outnumber", "plunged",  "quadrupled", "record",  "rose",
     "shrank",        "slowest",  "smaller",   "smallest",  "soared",   "sole",       "surged",  "tripled",
     "unprecedented", "worse",    "worst",     "youngest"});
constexpr auto kAttributing = std::to_array<std::string_view>(
    {"according", "accused",  "acknowledged", "added",     "admitted",  "alleged", "alleges",   "announced",
     "argue",     "argued",   "argues",       "asserted",  "claimed",   "claims",  "concluded", "confirmed",
     "declared",  "denied",   "denies",       "estimated", "estimates", "found",   "insisted",  "insists",
     "promised",  "reported", "reports",      "revealed",  "said",      "says",    "showed",    "shows",
     "stated",    "states",   "tells",        "told",      "tweeted",   "vowed",   "warned",    "wrote"});
constexpr auto kSmall = std::to_array<std::string_view>({"One", "Three", "Two", "one", "three", "two"});
constexpr auto kUncertain = std::to_array<std::string_view>(
    {"believe", "could",   "feel",     "hope", "i",     "if",     "imagine", "may",   "maybe", "might",
     "ought",   "perhaps", "probably", "seem", "seems", "should", "suppose", "think", "wish",  "would"});

constexpr size_t kLongestListed = 13;  // bytes of the longest word of the lists

// Weights. One figure outweighs any other single cue. A figure, a date and a name together outweigh two
// figures, because such a claim can be looked up at once.
constexpr double kFigure = 1.0;
constexpr double kMoreFigures = 0.4;  // each, up to kMostCounted
constexpr double kSmallFigure = 0.3;  // "two" and "three" mostly count what is common knowledge
constexpr double kDate = 0.6;
constexpr double kMoreDates = 0.2;
constexpr double kComparison = 0.5;
constexpr double kAttribution = 0.4;
constexpr double kName = 0.25;  // each, up to kMostCounted
constexpr double kUncertainty = -0.4;
constexpr int kMostCounted = 3;
constexpr size_t kMostNamed = 3;      // words that a reason quotes
constexpr size_t kLongestShown = 60;  // bytes of each quoted word
// Added to the score of a sentence with a figure. More than all other cues together, so that it comes before any
// sentence without one.
constexpr double kWithFigure = 4;
// Shorter texts are headings, bylines or exclamations, unless they state a figure, as the rows of a table and list
// items do.
constexpr size_t kFewestWords = 5;
// Words that number a part of the text: "Page 12". Sorted.
constexpr auto kLabels =
    std::to_array<std::string_view>({"appendix", "article", "chapter", "fig", "figure", "item", "note",
                                     "page", "part", "section", "slide", "step", "table", "vol", "volume"});

bool IsIn(const auto& words, std::string_view word) {
  return std::binary_search(words.begin(), words.end(), word);
}

bool IsLetter(UChar32 c) { return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK)) != 0; }

// Returns the end of the letters that begin at `at`; `at` if there are none.
size_t EndOfLetters(std::string_view text, size_t at, StopPoll& poll) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int64_t>(text.size());
  auto end = static_cast<int64_t>(at);
  for (int64_t next = end; next < size && !poll.Step(); end = next) {
    UChar32 c;
    U8_NEXT(bytes, next, size, c);
    if (!IsLetter(c)) break;
  }
  return static_cast<size_t>(end);
}

// A reason, with the words that support it as written in the sentence.
class Cue {
 public:
  Cue(const char* what, double first, double more) : what_(what), first_(first), more_(more) {}

  void Add(std::string_view words) {
    ++count_;
    if (named_.size() >= kMostNamed || words.size() > kLongestShown) return;
    if (std::find(named_.begin(), named_.end(), words) == named_.end()) named_.push_back(words);
  }

  double weight() const {
    if (count_ == 0) return 0;
    return first_ + more_ * (std::min(count_, kMostCounted) - 1);
  }

  std::string Reason() const {
    std::string reason = what_;
    for (size_t i = 0; i < named_.size(); ++i) {
      reason += i == 0 ? ": " : ", ";
      reason += named_[i];
    }
    return reason;
  }

 private:
  std::string what_;
  double first_;
  double more_;
  int count_ = 0;
  std::vector<std::string_view> named_;
};

// Calls `take` with each word, as written and in lower case. The lower-case form is cut if it is longer than
// the words of the lists. Returns the number of words.
template <typename Take>
size_t ForEachWord(std::string_view sentence, StopPoll& poll, Take take) {
  size_t count = 0;
  std::string lower;
  for (size_t at = 0; at < sentence.size() && !poll.Step();) {
    const size_t end = EndOfLetters(sentence, at, poll);
    if (end == at) {
      at += FirstCodePoints(sentence.substr(at), 1).size();
      continue;
    }
    std::string_view word = sentence.substr(at, end - at);
    lower.assign(word.substr(0, kLongestListed + 1));
    for (char& c : lower) c = ToAsciiLower(c);
    take(word, std::string_view(lower));
    ++count;
    at = end;
  }
  return count;
}

// Removes and returns the last code point of a text that is not empty.
UChar32 TakeLast(std::string_view& text) {
  const std::string_view end = text.substr(text.size() - std::min<size_t>(text.size(), U8_MAX_LENGTH));
  const auto* bytes = reinterpret_cast<const uint8_t*>(end.data());
  auto start = static_cast<int32_t>(end.size());
  UChar32 c;
  U8_PREV(bytes, 0, start, c);
  text.remove_suffix(end.size() - static_cast<size_t>(start));
  return c;
}

// Returns whether `c` is a closing quote or bracket of any style, or white space.
bool IsClosing(UChar32 c) {
  return c == '"' || c == '\'' || u_charType(c) == U_END_PUNCTUATION ||
         u_charType(c) == U_FINAL_PUNCTUATION || u_isUWhiteSpace(c);
}

bool EndsWithQuestion(std::string_view sentence, StopPoll& poll) {
  while (!sentence.empty() && !poll.Step()) {
    const UChar32 c = TakeLast(sentence);
    if (!IsClosing(c)) return c == '?';
  }
  return false;
}

bool EndsLikeSentence(std::string_view sentence) {
  constexpr int kBehind = 8;  // characters: closing quotes and brackets, a reference
  for (int i = 0; i < kBehind && !sentence.empty(); ++i) {
    const UChar32 c = TakeLast(sentence);
    if (c == '.' || c == '!' || c == '"' || c == U'\u201D' || c == U'\u00BB') return true;
    if (c == U'\u2019' && i == 0) return true;  // elsewhere it is an apostrophe
  }
  return false;
}

}  // namespace

CheckWorthiness Assess(std::string_view sentence, const std::vector<TypedValue>& values,
                       const ShouldStop& should_stop) {
  constexpr size_t kValueSteps = 16;
  StopPoll poll(should_stop);
  Cue figures("states figures", kFigure, kMoreFigures);
  Cue small_figures("states figures", kSmallFigure, 0);
  Cue dates("is dated", kDate, kMoreDates);
  Cue comparisons("compares", kComparison, kComparison / 2);
  Cue attributions("attributes", kAttribution, 0);
  Cue names("names", kName, kName);
  for (const TypedValue& value : values) {
    if (poll.Step(kValueSteps)) return {};
    std::string_view words = sentence.substr(value.range.start, value.range.size());
    if (value.kind == ValueKind::kName) {
      names.Add(words);
    } else if (value.reading != Reading::kStated) {
      continue;
    } else if (value.kind == ValueKind::kTime) {
      dates.Add(words);
    } else if (value.kind == ValueKind::kNumber && IsIn(kSmall, words)) {
      small_figures.Add(words);
    } else if (value.kind != ValueKind::kOrdinal) {
      figures.Add(words);
    }
  }
  bool uncertain = false;
  bool first = true;
  bool label = false;
  const size_t words = ForEachWord(sentence, poll, [&](std::string_view word, std::string_view lower) {
    if (IsIn(kComparing, lower)) comparisons.Add(word);
    // A capitalised word inside the sentence belongs to a name: the United States.
    if ((first || word == lower) && IsIn(kAttributing, lower)) attributions.Add(word);
    uncertain |= IsIn(kUncertain, lower);
    if (first) label = IsIn(kLabels, lower);
    first = false;
  });

  CheckWorthiness worth;
  const bool has_figure = figures.weight() > 0;
  if (words < (has_figure ? 1 : kFewestWords) || EndsWithQuestion(sentence, poll)) return worth;
  if (label && words == 1) return worth;
  std::array<const Cue*, 5> cues = {has_figure ? &figures : &small_figures, &dates, &comparisons,
                                    &attributions, &names};
  std::stable_sort(cues.begin(), cues.end(),
                   [](const Cue* a, const Cue* b) { return a->weight() > b->weight(); });
  for (const Cue* cue : cues) {
    if (cue->weight() == 0) continue;
    worth.score += cue->weight();
    worth.reasons.push_back(cue->Reason());
  }
  // Nearly every sentence has one name. Of two names, one may have done something to the other.
  if (worth.score <= kName) return {};
  if (uncertain) worth.score += kUncertainty;
  if (!EndsLikeSentence(sentence)) worth.score /= 2;  // headings and captions
  if (worth.score <= 0) return {};
  if (has_figure) worth.score += kWithFigure;
  return worth;
}

}  // namespace verbatim::text
