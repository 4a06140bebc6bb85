#include "match/analysis/numbers_and_dates.h"

#include <algorithm>
#include <array>
#include <optional>

#include "text/unicode/ascii.h"
#include "text/values/values.h"

namespace verbatim::match {
namespace {

constexpr auto kSmallNumbers = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"eight", "8"},      {"eighteen", "18"}, {"eighty", "80"}, {"eleven", "11"},  {"fifteen", "15"},
     {"fifty", "50"},     {"five", "5"},      {"forty", "40"},  {"four", "4"},     {"fourteen", "14"},
     {"nine", "9"},       {"nineteen", "19"}, {"ninety", "90"}, {"one", "1"},      {"seven", "7"},
     {"seventeen", "17"}, {"seventy", "70"},  {"six", "6"},     {"sixteen", "16"}, {"sixty", "60"},
     {"ten", "10"},       {"thirteen", "13"}, {"thirty", "30"}, {"three", "3"},    {"twelve", "12"},
     {"twenty", "20"},    {"two", "2"}});

std::optional<YearMonth> ReadTime(std::string_view edtf) {
  auto number = [&edtf](size_t at, size_t size) {
    int value = 0;
    for (size_t i = at; i < at + size; ++i) {
      if (i >= edtf.size() || edtf[i] < '0' || edtf[i] > '9') return 0;
      value = value * 10 + (edtf[i] - '0');
    }
    return value;
  };
  const int year = number(0, 4);
  if (year == 0) return std::nullopt;
  const int month = edtf.size() > 4 && edtf[4] == '-' ? number(5, 2) : 0;
  return YearMonth{year, month >= 1 && month <= 12 ? month : 0};
}

}  // namespace

NumbersAndDates FindNumbersAndDates(std::string_view text) {
  NumbersAndDates values;
  text::FindValues(text, {}, [&](const text::TypedValue& value) {
    if (value.kind == text::ValueKind::kTime) {
      if (auto time = ReadTime(value.edtf)) values.times.emplace_back(*time, value.range.start);
      return;
    }
    if (value.kind == text::ValueKind::kName || value.kind == text::ValueKind::kOrdinal) return;
    if (value.reading == text::Reading::kAlternative || value.fraction) return;
    const std::string_view words = text.substr(value.figure.start, value.figure.size());
    const bool several = words.find_first_of(" -") != std::string_view::npos;
    const bool scaled =
        !words.empty() && text::IsAsciiDigit(words.front()) && !text::IsAsciiDigit(words.back());
    if (several || scaled) values.figures.push_back({value.figure, value.amount.value});
  });
  std::stable_sort(values.figures.begin(), values.figures.end(),
                   [](const Figure& a, const Figure& b) { return a.range.start < b.range.start; });
  return values;
}

std::string_view SmallNumber(std::string_view word) {
  const auto* found = std::lower_bound(kSmallNumbers.begin(), kSmallNumbers.end(), word,
                                       [](const auto& entry, std::string_view w) { return entry.first < w; });
  return found != kSmallNumbers.end() && found->first == word ? found->second : std::string_view();
}

}  // namespace verbatim::match
