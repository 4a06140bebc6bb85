#include "match/relations/value_conflicts.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "match/relations/quantities.h"
#include "match/relations/word_lists.h"
#include "text/values/comparison.h"

namespace verbatim::match {
namespace {

using text::ByteRange;
using text::Reading;
using text::TypedValue;
using text::ValueKind;

// Number of words around a value that form its context. Enough for an adjective and a noun.
constexpr size_t kContextWords = 3;

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
  return value.kind == ValueKind::kTime ? CompareTimes(value, side.values)
                                        : text::CompareAmount(value.amount, side.text, side.values);
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

// Returns a duration of the text in another unit, if it is the only one and differs: two months for two
// weeks.
text::Comparison OtherDuration(std::string_view claim, const TypedValue& value, std::string_view text,
                               std::span<const TypedValue> stated) {
  const Quantity claimed = QuantitiesOf(claim, std::span(&value, 1)).front();
  if (claimed.dimension != Dimension::kDays) return {};
  const TypedValue* found = nullptr;
  for (const TypedValue& other : stated) {
    const Quantity quantity = QuantitiesOf(text, std::span(&other, 1)).front();
    if (quantity.dimension != Dimension::kDays || !IsComparable(other)) continue;
    if (found != nullptr || AreEqual(claimed, quantity)) return {};
    found = &other;
  }
  if (found == nullptr || found->amount.unit == value.amount.unit) return {};
  return {text::Verdict::kContradicted, found->range, found};
}

// Returns whether the figure is part of a name: the 5 of "Falcon5".
bool IsInName(const Side& side, const TypedValue& value) {
  return value.kind != ValueKind::kTime && value.range.start > 0 &&
         std::isalpha(static_cast<unsigned char>(side.text[value.range.start - 1])) != 0;
}

bool IsAloneOfItsKind(const TypedValue& value, std::span<const TypedValue> values) {
  return std::count_if(values.begin(), values.end(), [&](const TypedValue& other) {
           return IsComparable(other) && other.kind == value.kind;
         }) == 1;
}

}  // namespace

std::vector<ValueConflict> FindConflicts(std::string_view text, std::span<const TypedValue> stated,
                                         std::string_view claim, std::span<const TypedValue> claimed,
                                         std::span<const WordPair> pairs) {
  const Side text_side{text, SplitWords(text), FirstValues(stated)};
  const Side claim_side{claim, SplitWords(claim), FirstValues(claimed)};
  std::vector<ValueConflict> conflicts;
  for (const TypedValue& value : claim_side.values) {
    if (!IsComparable(value) || IsInName(claim_side, value)) continue;
    text::Comparison found = Compare(value, text_side);
    const bool other_unit = found.verdict == text::Verdict::kUnattested;
    if (other_unit) found = OtherDuration(claim, value, text, text_side.values);
    if (found.verdict != text::Verdict::kContradicted || found.stated == nullptr ||
        !IsComparable(*found.stated)) {
      continue;
    }
    // A value that the claim states elsewhere is not a different value.
    if (!other_unit && Compare(*found.stated, claim_side).verdict != text::Verdict::kContradicted) continue;
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

text::Comparison CompareTimes(const TypedValue& value, std::span<const TypedValue> stated) {
  const auto meaning = value.limit ? text::TimeMeaning::kLimit : text::TimeMeaning::kTime;
  return text::CompareTime(value.edtf, stated, meaning);
}

}  // namespace verbatim::match
