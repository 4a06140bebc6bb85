#include "text/values/amounts/unit_phrase.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text/unicode/ascii.h"

namespace verbatim::text {
namespace {

constexpr size_t kMaxBytes = 64;

// Other forms of scales, in lower case. "000" comes from "'000" and "(000s)".
constexpr std::pair<std::string_view, std::string_view> kScales[] = {
    {"thousands", "thousand"}, {"millions", "million"}, {"billions", "billion"}, {"trillions", "trillion"},
    {"lakhs", "lakh"},         {"crores", "crore"},     {"000", "thousand"},     {"000s", "thousand"},
    {"1000", "thousand"},      {"1,000", "thousand"},   {"000,000", "million"},  {"mill", "million"},
};

std::string Lower(std::string_view word) {
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(), ToAsciiLower);
  return lower;
}

// Splits a phrase at spaces, and after the currency sign of "€m" and "$'000". Leaves out "of", and writes scales
// as after a number.
std::vector<std::string> WordsOf(std::string_view phrase) {
  std::vector<std::string> words;
  auto take = [&](std::string_view word) {
    while (!word.empty() && (word.front() == '\'' || word.front() == '.')) word.remove_prefix(1);
    for (std::string_view apostrophe : {"\u2019", "\u2018"}) {
      if (word.starts_with(apostrophe)) word.remove_prefix(apostrophe.size());
    }
    while (!word.empty() && word.back() == '.') word.remove_suffix(1);
    const std::string lower = Lower(word);
    if (word.empty() || lower == "of") return;
    const auto* scale = std::find_if(std::begin(kScales), std::end(kScales),
                                     [&](const auto& entry) { return entry.first == lower; });
    words.emplace_back(scale == std::end(kScales) ? word : scale->second);
  };
  while (!phrase.empty()) {
    const std::string_view word = phrase.substr(0, phrase.find(' '));
    phrase.remove_prefix(std::min(phrase.size(), word.size() + 1));
    size_t sign_end = 0;
    for (std::string_view sign : {"$", "\u20AC", "\u00A3", "\u00A5", "\u20B9"}) {
      const size_t at = word.find(sign);
      if (at != std::string_view::npos) sign_end = std::max(sign_end, at + sign.size());
    }
    take(word.substr(0, sign_end));
    take(word.substr(sign_end));
  }
  return words;
}

std::string Join(const std::vector<std::string>& words, size_t first) {
  std::string joined;
  for (size_t i = first; i < words.size(); ++i) joined += (i == first ? "" : " ") + words[i];
  return joined;
}

// Reads "1" with its unit. The unit must reach to the end of `text`.
std::optional<UnitPhrase> ReadOne(const std::string& text) {
  for (const TypedValue& value : FindValues(text, {})) {
    if (value.reading != Reading::kStated || value.range.size() != text.size() || value.fraction) continue;
    if (value.kind == ValueKind::kTime || value.kind == ValueKind::kName ||
        value.kind == ValueKind::kOrdinal || value.amount.bound != Bound::kExact) {
      continue;
    }
    auto factor = Number::FromDigits(value.amount.value);
    const bool scaled = factor && !(*factor == Number(1));
    if (factor && (scaled || value.kind != ValueKind::kNumber)) {
      return UnitPhrase{value.kind, value.amount.unit, *factor};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<UnitPhrase> ReadUnitPhrase(std::string_view phrase) {
  if (phrase.empty() || phrase.size() > kMaxBytes) return std::nullopt;
  const std::vector<std::string> words = WordsOf(phrase);
  constexpr size_t kMaxWords = 5;
  if (words.empty() || words.size() > kMaxWords) return std::nullopt;
  for (const std::string& word : words) {
    if (std::any_of(word.begin(), word.end(), IsAsciiDigit)) return std::nullopt;
  }
  // The unit may follow its number, precede it, or be on both sides of it: "1 tonne", "Rs 1 crore", "€1m".
  const std::string& first = words.front();
  const std::string rest = Join(words, 1);
  const std::string forms[] = {"1 " + Join(words, 0), first + " 1 " + rest, first + "1" + rest,
                               "1 " + rest + " " + first};
  const size_t used = rest.empty() ? 1 : std::size(forms);
  for (size_t i = 0; i < used; ++i) {
    if (auto unit = ReadOne(forms[i])) return unit;
  }
  // A lone sign precedes its number.
  return rest.empty() ? ReadOne(first + "1") : std::nullopt;
}

std::optional<Amount> WithUnit(Amount amount, const UnitPhrase& unit) {
  for (std::string* end : {&amount.value, &amount.upper}) {
    if (end->empty()) continue;
    auto number = Number::FromDigits(end->starts_with('-') ? end->substr(1) : *end);
    auto product = number ? number->Times(unit.factor) : std::nullopt;
    if (!product) return std::nullopt;
    *end = (end->starts_with('-') ? "-" : "") + product->ToString();
  }
  amount.unit = unit.unit;
  return amount;
}

}  // namespace verbatim::text
