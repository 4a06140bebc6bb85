#include "match/ranking/relation.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "text/values/comparison.h"

namespace verbatim::match {
namespace {

using text::ByteRange;
using text::Reading;
using text::TypedValue;
using text::ValueKind;

// Number of words around a value that form its context. Enough for an adjective and a noun.
constexpr size_t kContextWords = 3;

// Number of words after a negation to which the negation applies.
constexpr size_t kNegatedWords = 3;

// Maximum number of values per side. All pairs are compared, at about 0.1 µs each; a sentence has at most a
// dozen or so.
constexpr size_t kMaxValues = 128;

bool IsWordByte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '\'' ||
         (static_cast<unsigned char>(c) & 0x80) != 0;
}

// Splits at ASCII boundaries, which is enough for cues and for counting.
std::vector<ByteRange> SplitWords(std::string_view text) {
  std::vector<ByteRange> words;
  for (size_t at = 0; at < text.size();) {
    if (!IsWordByte(text[at])) {
      ++at;
      continue;
    }
    const size_t start = at;
    while (at < text.size() && IsWordByte(text[at])) ++at;
    words.push_back({start, at});
  }
  return words;
}

std::string Lower(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

// Returns the index of the first word that ends after `offset`.
size_t WordAt(std::span<const ByteRange> words, size_t offset) {
  return static_cast<size_t>(std::partition_point(words.begin(), words.end(),
                                                  [&](const ByteRange& word) { return word.end <= offset; }) -
                             words.begin());
}

// Returns the distance from `range` to `at` in words. It is negative if `at` is before `range`, and empty if
// `at` is inside.
std::optional<int> Distance(std::span<const ByteRange> words, ByteRange range, ByteRange at) {
  const auto word = static_cast<int>(WordAt(words, at.start));
  if (at.start >= range.end) return word - static_cast<int>(WordAt(words, range.end - 1));
  if (at.end <= range.start) return word - static_cast<int>(WordAt(words, range.start));
  return std::nullopt;
}

// One side of a comparison.
struct Side {
  std::string_view text;
  std::vector<ByteRange> words;
  std::span<const TypedValue> values;
};

std::span<const TypedValue> FirstValues(std::span<const TypedValue> values) {
  return values.first(std::min(values.size(), kMaxValues));
}

bool IsComparable(const TypedValue& value) {
  return value.reading == Reading::kStated && value.kind != ValueKind::kName &&
         value.kind != ValueKind::kOrdinal;
}

text::Comparison Compare(const TypedValue& value, const Side& side) {
  if (value.kind != ValueKind::kTime) return text::CompareAmount(value.amount, side.text, side.values);
  // "since 1994" and "since 1996" differ.
  const auto meaning = value.limit ? text::TimeMeaning::kLimit : text::TimeMeaning::kTime;
  return text::CompareTime(value.edtf, side.values, meaning);
}

// Returns whether a matched pair of words lies near both values, on the same side of each.
bool HaveContext(const Side& text, const TypedValue& stated, const Side& claim, const TypedValue& claimed,
                 std::span<const WordPair> pairs) {
  constexpr auto kNear = static_cast<int>(kContextWords);
  return std::any_of(pairs.begin(), pairs.end(), [&](const WordPair& pair) {
    if (IsFunctionWord(text.text.substr(pair.text.start, pair.text.size()))) return false;
    const std::optional<int> in_text = Distance(text.words, stated.range, pair.text);
    const std::optional<int> in_claim = Distance(claim.words, claimed.range, pair.claim);
    return in_text && in_claim && std::abs(*in_text) <= kNear && std::abs(*in_claim) <= kNear &&
           (*in_text > 0) == (*in_claim > 0);
  });
}

bool IsAloneOfItsKind(const TypedValue& value, std::span<const TypedValue> values) {
  return std::count_if(values.begin(), values.end(), [&](const TypedValue& other) {
           return IsComparable(other) && other.kind == value.kind;
         }) == 1;
}

// Words of negation, in lower case. "n't" is recognised by its suffix.
constexpr std::array<std::string_view, 19> kNegations = {
    "not",   "no",   "never",  "without", "neither", "nor",  "none",    "nobody",   "nothing",   "cannot",
    "false", "hoax", "untrue", "denied",  "denies",  "deny", "denying", "debunked", "supposedly"};

bool IsNegation(std::string_view word) {
  return std::find(kNegations.begin(), kNegations.end(), word) != kNegations.end() || word.ends_with("n't") ||
         word.ends_with("n\u2019t");
}

// Words with opposite meanings, in all their forms, separated by spaces.
constexpr auto kOpposites = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"increase increases increased increasing", "decrease decreases decreased decreasing"},
    {"rise rises rose risen rising", "fall falls fell fallen falling"},
    {"grow grows grew grown growing", "shrink shrinks shrank shrunk shrinking"},
    {"more", "less fewer"},
    {"highest", "lowest"},
    {"higher", "lower"},
    {"support supports supported supporting", "oppose opposes opposed opposing"},
    {"wins won", "loses lost"},
    {"legal legally", "illegal illegally"},
    {"accept accepts accepted accepting", "reject rejects rejected rejecting"},
    {"allow allows allowed allowing", "forbid forbids forbade forbidden ban bans banned banning"},
    {"approve approves approved approving", "reject rejects rejected rejecting"},
    {"guilty", "innocent"},
    {"alive", "dead"},
    {"true", "false"},
    {"safe", "dangerous"},
});

// Returns the lower-case words that were not matched.
std::vector<std::string> Unmatched(std::string_view text, std::span<const ByteRange> words,
                                   const std::vector<bool>& matched) {
  std::vector<std::string> left;
  for (size_t i = 0; i < words.size(); ++i) {
    if (!matched[i]) left.push_back(Lower(text.substr(words[i].start, words[i].size())));
  }
  return left;
}

bool IsOneOf(std::string_view forms, std::string_view word) {
  for (size_t at = 0; at < forms.size();) {
    const size_t end = std::min(forms.find(' ', at), forms.size());
    if (forms.substr(at, end - at) == word) return true;
    at = end + 1;
  }
  return false;
}

bool HaveAny(const std::vector<std::string>& words, std::string_view forms) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return IsOneOf(forms, word); });
}

// Returns whether a sentence or clause ends between two words. The dot of 3.5 does not end one.
bool EndsBetween(std::string_view text, ByteRange word, ByteRange next) {
  for (size_t at = word.end; at < next.start; ++at) {
    constexpr std::string_view kEnds = ".!?;:";
    if (kEnds.find(text[at]) != std::string_view::npos && at + 1 != next.start) return true;
  }
  return false;
}

// Returns whether the word is a negation that denies the words after it. "No fewer than 52" (part of a
// value), "not only" and "No. 1" deny nothing.
bool Negates(const Side& side, size_t index) {
  const ByteRange word = side.words[index];
  if (!IsNegation(Lower(side.text.substr(word.start, word.size())))) return false;
  const bool in_value = std::any_of(side.values.begin(), side.values.end(), [&](const TypedValue& value) {
    return value.kind != ValueKind::kName && value.range.start <= word.start && word.end <= value.range.end;
  });
  if (in_value) return false;
  if (index + 1 == side.words.size()) return true;
  const ByteRange next = side.words[index + 1];
  const std::string follows = Lower(side.text.substr(next.start, next.size()));
  if (follows == "only" || follows == "just" || follows == "merely") return false;
  return side.text[word.end] != '.' || std::isdigit(static_cast<unsigned char>(follows.front())) == 0;
}

// Returns for each word whether an odd number of negations applies to it.
std::vector<bool> FindNegated(const Side& side) {
  std::vector<bool> negated(side.words.size());
  for (size_t i = 0; i < side.words.size(); ++i) {
    if (!Negates(side, i)) continue;
    for (size_t j = i + 1; j < side.words.size() && j <= i + kNegatedWords; ++j) {
      if (EndsBetween(side.text, side.words[j - 1], side.words[j])) break;
      negated[j] = !negated[j];
    }
  }
  return negated;
}

constexpr auto kFunctionWords = std::to_array<std::string_view>(
    {"a",    "about",  "after", "all",  "also", "an",    "and",  "are",  "as",    "at",    "be",
     "been", "before", "but",   "by",   "can",  "did",   "do",   "for",  "from",  "had",   "has",
     "have", "he",     "her",   "his",  "if",   "in",    "into", "is",   "it",    "its",   "me",
     "more", "my",     "of",    "on",   "or",   "our",   "over", "she",  "since", "so",    "than",
     "that", "the",    "their", "them", "then", "there", "they", "this", "to",    "until", "up",
     "was",  "we",     "were",  "what", "when", "which", "who",  "will", "with",  "you",   "your"});

}  // namespace

bool IsFunctionWord(std::string_view word) {
  return std::binary_search(kFunctionWords.begin(), kFunctionWords.end(), Lower(word));
}

std::vector<ValueConflict> FindConflicts(std::string_view text, std::span<const TypedValue> stated,
                                         std::string_view claim, std::span<const TypedValue> claimed,
                                         std::span<const WordPair> pairs) {
  const Side text_side{text, SplitWords(text), FirstValues(stated)};
  const Side claim_side{claim, SplitWords(claim), FirstValues(claimed)};
  std::vector<ValueConflict> conflicts;
  for (const TypedValue& value : claim_side.values) {
    if (!IsComparable(value)) continue;
    const text::Comparison found = Compare(value, text_side);
    if (found.verdict != text::Verdict::kContradicted || found.stated == nullptr ||
        !IsComparable(*found.stated)) {
      continue;
    }
    // A value that the claim states elsewhere is not a different value.
    if (Compare(*found.stated, claim_side).verdict != text::Verdict::kContradicted) continue;
    const bool sole_times = value.kind == ValueKind::kTime && IsAloneOfItsKind(value, claim_side.values) &&
                            IsAloneOfItsKind(*found.stated, text_side.values);
    if (!sole_times && !HaveContext(text_side, *found.stated, claim_side, value, pairs)) continue;
    conflicts.push_back({value, *found.stated});
  }
  std::stable_sort(conflicts.begin(), conflicts.end(), [](const ValueConflict& a, const ValueConflict& b) {
    return a.stated.range.start < b.stated.range.start;
  });
  return conflicts;
}

bool IsOpposed(std::string_view text, std::span<const TypedValue> stated, std::string_view claim,
               std::span<const TypedValue> claimed, std::span<const WordPair> pairs) {
  const Side text_side{text, SplitWords(text), FirstValues(stated)};
  const Side claim_side{claim, SplitWords(claim), FirstValues(claimed)};
  const std::vector<bool> text_negated = FindNegated(text_side);
  const std::vector<bool> claim_negated = FindNegated(claim_side);
  std::vector<bool> text_matched(text_side.words.size());
  std::vector<bool> claim_matched(claim_side.words.size());
  bool denied = false;
  for (const WordPair& pair : pairs) {
    const size_t t = WordAt(text_side.words, pair.text.start);
    const size_t c = WordAt(claim_side.words, pair.claim.start);
    if (t >= text_side.words.size() || c >= claim_side.words.size()) continue;
    text_matched[t] = claim_matched[c] = true;
    denied = denied || text_negated[t] != claim_negated[c];
  }
  const std::vector<std::string> text_left = Unmatched(text, text_side.words, text_matched);
  const std::vector<std::string> claim_left = Unmatched(claim, claim_side.words, claim_matched);
  const bool contrary = std::any_of(kOpposites.begin(), kOpposites.end(), [&](const auto& pair) {
    return (HaveAny(text_left, pair.first) && HaveAny(claim_left, pair.second)) ||
           (HaveAny(text_left, pair.second) && HaveAny(claim_left, pair.first));
  });
  // "Did not fall" has the same meaning as "rose".
  return denied != contrary;
}

}  // namespace verbatim::match
