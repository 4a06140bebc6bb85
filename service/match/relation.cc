#include "match/relation.h"

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

// How many words around a value are its context: as far as an adjective and a noun reach.
constexpr size_t kContextWords = 3;

// How many words behind a negation it reaches.
constexpr size_t kNegatedWords = 3;

bool IsWordByte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '\'' ||
         (static_cast<unsigned char>(c) & 0x80) != 0;
}

// Words by ASCII alone, which is enough for cues and for counting.
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

// Index of the first word that ends behind `offset`.
size_t WordAt(std::span<const ByteRange> words, size_t offset) {
  return static_cast<size_t>(std::partition_point(words.begin(), words.end(),
                                                  [&](const ByteRange& word) { return word.end <= offset; }) -
                             words.begin());
}

// By how many words `at` lies behind the end of `range`, below zero if before its start; nothing inside it.
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

bool IsComparable(const TypedValue& value) {
  return value.reading == Reading::kStated && value.kind != ValueKind::kName &&
         value.kind != ValueKind::kOrdinal;
}

text::Comparison Compare(const TypedValue& value, const Side& side) {
  return value.kind == ValueKind::kTime ? text::CompareTime(value.edtf, side.values)
                                        : text::CompareAmount(value.amount, side.text, side.values);
}

// Whether the two sides have matched words at the same side of these values, and near them.
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

// The words of a negation, in lower case. "n't" is known by its end.
constexpr std::array<std::string_view, 19> kNegations = {
    "not",   "no",   "never",  "without", "neither", "nor",  "none",    "nobody",   "nothing",   "cannot",
    "false", "hoax", "untrue", "denied",  "denies",  "deny", "denying", "debunked", "supposedly"};

bool IsNegation(std::string_view word) {
  return std::find(kNegations.begin(), kNegations.end(), word) != kNegations.end() || word.ends_with("n't") ||
         word.ends_with("n\u2019t");
}

// Words that say the contrary of one another, by the stem that all their forms begin with.
constexpr std::array<std::pair<std::string_view, std::string_view>, 22> kOpposites = {{
    {"increas", "decreas"}, {"rise", "fall"},      {"rose", "fell"},       {"rising", "falling"},
    {"grew", "shrank"},     {"grow", "shrink"},    {"more", "less"},       {"more", "fewer"},
    {"highest", "lowest"},  {"higher", "lower"},   {"support", "oppos"},   {"won", "lost"},
    {"wins", "loses"},      {"legal", "illegal"},  {"accept", "reject"},   {"allow", "forb"},
    {"allow", "ban"},       {"approv", "reject"},  {"guilty", "innocent"}, {"alive", "dead"},
    {"true", "false"},      {"safe", "dangerous"},
}};

// Lower-case words that were not matched.
std::vector<std::string> Unmatched(std::string_view text, std::span<const ByteRange> words,
                                   const std::vector<bool>& matched) {
  std::vector<std::string> left;
  for (size_t i = 0; i < words.size(); ++i) {
    if (!matched[i]) left.push_back(Lower(text.substr(words[i].start, words[i].size())));
  }
  return left;
}

bool AnyBegins(const std::vector<std::string>& words, std::string_view stem) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return word.starts_with(stem); });
}

// Of each word whether an odd number of negations reaches it.
std::vector<bool> FindNegated(std::string_view text, std::span<const ByteRange> words) {
  std::vector<bool> negated(words.size());
  for (size_t i = 0; i < words.size(); ++i) {
    if (!IsNegation(Lower(text.substr(words[i].start, words[i].size())))) continue;
    for (size_t j = i + 1; j < words.size() && j <= i + kNegatedWords; ++j) negated[j] = !negated[j];
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
  const Side text_side{text, SplitWords(text), stated};
  const Side claim_side{claim, SplitWords(claim), claimed};
  std::vector<ValueConflict> conflicts;
  for (const TypedValue& value : claimed) {
    if (!IsComparable(value)) continue;
    const text::Comparison found = Compare(value, text_side);
    if (found.verdict != text::Verdict::kContradicted || found.stated == nullptr ||
        !IsComparable(*found.stated)) {
      continue;
    }
    // What the claim states elsewhere is no other value.
    if (Compare(*found.stated, claim_side).verdict != text::Verdict::kContradicted) continue;
    const bool times = value.kind == ValueKind::kTime && IsAloneOfItsKind(value, claimed) &&
                       IsAloneOfItsKind(*found.stated, stated);
    if (!times && !HaveContext(text_side, *found.stated, claim_side, value, pairs)) continue;
    conflicts.push_back({value, *found.stated});
  }
  std::stable_sort(conflicts.begin(), conflicts.end(), [](const ValueConflict& a, const ValueConflict& b) {
    return a.stated.range.start < b.stated.range.start;
  });
  return conflicts;
}

bool IsOpposed(std::string_view text, std::string_view claim, std::span<const WordPair> pairs) {
  const std::vector<ByteRange> text_words = SplitWords(text);
  const std::vector<ByteRange> claim_words = SplitWords(claim);
  const std::vector<bool> text_negated = FindNegated(text, text_words);
  const std::vector<bool> claim_negated = FindNegated(claim, claim_words);
  std::vector<bool> text_matched(text_words.size());
  std::vector<bool> claim_matched(claim_words.size());
  bool opposed = false;
  for (const WordPair& pair : pairs) {
    const size_t t = WordAt(text_words, pair.text.start);
    const size_t c = WordAt(claim_words, pair.claim.start);
    if (t >= text_words.size() || c >= claim_words.size()) continue;
    text_matched[t] = claim_matched[c] = true;
    opposed = opposed || text_negated[t] != claim_negated[c];
  }
  const std::vector<std::string> text_left = Unmatched(text, text_words, text_matched);
  const std::vector<std::string> claim_left = Unmatched(claim, claim_words, claim_matched);
  for (const auto& [one, other] : kOpposites) {
    if ((AnyBegins(text_left, one) && AnyBegins(claim_left, other)) ||
        (AnyBegins(text_left, other) && AnyBegins(claim_left, one))) {
      opposed = !opposed;
    }
  }
  return opposed;
}

}  // namespace verbatim::match
