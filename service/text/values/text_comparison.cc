#include "text/values/text_comparison.h"

#include <algorithm>
#include <string>
#include <vector>

#include "text/unicode/ascii.h"
#include "text/values/amounts/units.h"
#include "text/values/words/lexicon.h"

namespace verbatim::text {
namespace {

using enum Verdict;

// Returns whether a word connects others: "and", "in".
bool IsFunction(std::string_view word) {
  const Word* known = FindWord(word);
  return known != nullptr && known->functions != 0;
}

// Returns the words after a figure that may be the noun that it counts, up to the end of its phrase.
std::vector<std::string> NounsAfter(std::string_view claim, const TypedValue& value) {
  constexpr size_t kMaxNouns = 3;
  constexpr size_t kShortest = 3;
  std::vector<std::string> nouns;
  std::string word;
  for (char c : claim.substr(std::max(value.range.end, value.figure.end))) {
    const bool letter = (c & 0x80) != 0 || (ToAsciiLower(c) >= 'a' && ToAsciiLower(c) <= 'z');
    if (letter) {
      word += c;
      continue;
    }
    if (IsFunction(word)) return nouns;
    if (word.size() >= kShortest) nouns.push_back(word);
    word.clear();
    if ((c != ' ' && c != '-') || nouns.size() == kMaxNouns) return nouns;
  }
  if (word.size() >= kShortest && !IsFunction(word)) nouns.push_back(word);
  return nouns;
}

Comparison CompareCount(std::string_view claim, const TypedValue& value, std::string_view quote,
                        std::span<const TypedValue> stated) {
  Comparison conflict;
  for (std::string& noun : NounsAfter(claim, value)) {
    Amount amount = value.amount;
    amount.unit = noun;
    const Comparison comparison = CompareAmount(amount, quote, stated);
    if (comparison.verdict == kAttested) return comparison;
    const bool counts = comparison.stated != nullptr && CountsNoun(quote, *comparison.stated, noun);
    if (comparison.verdict == kContradicted && counts) conflict = comparison;
  }
  return conflict;
}

}  // namespace

Comparison CompareTextValue(std::string_view claim, const TypedValue& value, std::string_view quote,
                            std::span<const TypedValue> stated) {
  if (value.reading != Reading::kStated || value.limit) return {};
  switch (value.kind) {
    case ValueKind::kNumber:
      return value.fraction ? Comparison{} : CompareCount(claim, value, quote, stated);
    case ValueKind::kCurrency: {
      Comparison comparison = CompareAmount(value.amount, quote, stated);
      const bool other_money = comparison.stated != nullptr &&
                               !MayBeSameCurrency(value.amount.unit, comparison.stated->amount.unit);
      return comparison.verdict == kContradicted && other_money ? Comparison{} : comparison;
    }
    case ValueKind::kPercent:
    case ValueKind::kMeasure:
      return CompareAmount(value.amount, quote, stated);
    case ValueKind::kTime:
      return value.edtf.starts_with("XXXX") ? Comparison{} : CompareTime(value.edtf, stated);
    case ValueKind::kOrdinal:
    case ValueKind::kName:
      break;
  }
  return {};
}

}  // namespace verbatim::text
