// Runs the value cases of Microsoft Recognizers-Text in ../shared/data. Each file has the cases of one model
// of that library. The models differ from Verbatim in what belongs to a value, so results are translated:
//
// - NumberModel: has the figure alone, without bound and unit. It does not report a number that touches a
//   unit (29km); Verbatim reports an amount.
// - NumberRangeModel: has no unit. Verbatim's RANGE does not say which of its ends are included.
// - CurrencyModel: has no bound.
// - DateParser, DatePeriodParser: a case without a year, or with only a weekday, has a past and a future day
//   as right answers. Verbatim reports both: the stated value and another reading. The models end a period
//   with the day after it, or with its last part; EDTF names the last day.
//
// A case passes if its results, and no others of its kind, are found with the same words and values. No case
// is left out: those out of scope count as failed. Out of scope are amounts without a number ("dollar"), days
// that do not exist (31 November), dates of an assistant's calendar ("the week starting tomorrow", "for 3
// days, from today"), and parts of a period that EDTF cannot express ("later this week").

#include "support/shared_data.h"

#include <gtest/gtest.h>

#include <cctype>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "shared_cases.h"
#include "text/values/times/edtf.h"
#include "text/values/values.h"

namespace verbatim::text {
namespace {

using shared_cases::Day;
using shared_cases::Inner;
using shared_cases::Struct;
using shared_cases::Text;
using shared_cases::Value;
using std::chrono::days;
using std::chrono::sys_days;

struct SharedCase {
  std::string input;
  std::optional<sys_days> reference;
  std::vector<Struct> results;
  std::vector<TypedValue> values;  // values that Verbatim finds

  std::string Words(size_t start, size_t end) const {
    std::string words = input.substr(start, end - start);
    for (char& c : words) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return words;
  }
};

std::string Lower(std::string words) {
  for (char& c : words) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return words;
}

std::vector<SharedCase> ReadCases(const std::string& name) {
  std::vector<SharedCase> cases;
  shared_cases::ForEach(name, [&](const Struct& object) {
    SharedCase& one = cases.emplace_back();
    one.input = Text(object, "Input");
    one.reference = Day(Text(Inner(object, "Context"), "ReferenceDateTime"));
    for (const Value& result : object.fields().at("Results").list_value().values()) {
      one.results.push_back(result.struct_value());
    }
    one.values = FindValues(one.input, {.published = one.reference});
  });
  return cases;
}

bool IsNumeric(const TypedValue& value) {
  return value.kind != ValueKind::kTime && value.kind != ValueKind::kName &&
         value.kind != ValueKind::kOrdinal;
}

bool SameNumber(const std::string& ours, const std::string& theirs) {
  const double a = std::strtod(ours.c_str(), nullptr);
  const double b = std::strtod(theirs.c_str(), nullptr);
  return std::abs(a - b) <= 1e-12 * std::max(std::abs(b), 0.1);  // the cases have fifteen digits
}

// Returns what Verbatim finds in a case, in the model's form: words and value, in the order of the text.
using Found = std::vector<std::pair<std::string, std::string>>;

bool Matches(const SharedCase& one, const Found& found,
             const std::function<bool(const std::string&, const Struct&)>& same) {
  if (found.size() != one.results.size()) return false;
  for (size_t i = 0; i < found.size(); ++i) {
    if (found[i].first != Lower(Text(one.results[i], "Text"))) return false;
    if (!same(found[i].second, Inner(one.results[i], "Resolution"))) return false;
  }
  return true;
}

bool PassesAsNumber(const SharedCase& one) {
  Found found;
  for (const TypedValue& value : one.values) {
    if (!IsNumeric(value) || value.reading != Reading::kStated) continue;
    const std::string words = one.Words(value.range.start, value.range.end);
    const bool digits = words.find_first_of("0123456789") != std::string::npos;
    if (value.kind == ValueKind::kMeasure && digits && words.find(' ') == std::string::npos) continue;
    found.emplace_back(one.Words(value.figure.start, value.figure.end), value.amount.value);
    if (value.upper_figure.size() > 0) {
      found.emplace_back(one.Words(value.upper_figure.start, value.upper_figure.end), value.amount.upper);
    }
  }
  return Matches(one, found, [](const std::string& ours, const Struct& theirs) {
    return SameNumber(ours, Text(theirs, "value"));
  });
}

bool PassesAsPercent(const SharedCase& one) {
  Found found;
  for (const TypedValue& value : one.values) {
    if (value.kind != ValueKind::kPercent || value.reading == Reading::kPart) continue;
    found.emplace_back(one.Words(value.range.start, value.range.end), value.amount.value);
  }
  return Matches(one, found, [](const std::string& ours, const Struct& theirs) {
    const std::string value = Text(theirs, "value");
    return value.ends_with('%') && SameNumber(ours, value.substr(0, value.size() - 1));
  });
}

bool PassesAsCurrency(const SharedCase& one) {
  // Currencies for which the cases have no code.
  static const auto& units = *new std::map<std::string, std::string>{
      {"Dollar", "dollar"}, {"Pound", "pound"},     {"Franc", "franc"},
      {"Pence", "penny"},   {"Cent", "cent"},       {"Rupee", "rupee"},
      {"Sen", "sen"},       {"Bitcoin", "bitcoin"}, {"Satoshi", "satoshi"}};
  size_t at = 0;
  for (const TypedValue& value : one.values) {
    if (value.kind != ValueKind::kCurrency || value.reading == Reading::kPart) continue;
    if (at == one.results.size()) return false;
    const Struct& theirs = Inner(one.results[at], "Resolution");
    const std::string code = Text(theirs, "isoCurrency");
    auto generic = units.find(Text(theirs, "unit"));
    const std::string unit = !code.empty() ? code : generic == units.end() ? "" : generic->second;
    // Verbatim's words begin with the bound. The words of the model do not begin with the bound.
    const bool words =
        one.Words(value.range.start, value.range.end).ends_with(Lower(Text(one.results[at], "Text")));
    const bool number = SameNumber(value.amount.upper.empty() ? value.amount.value : value.amount.upper,
                                   Text(theirs, "value"));
    if (!words || !number || value.amount.unit != unit) return false;
    ++at;
  }
  return at == one.results.size();
}

bool PassesAsRange(const SharedCase& one) {
  Found found;
  for (const TypedValue& value : one.values) {
    if (!IsNumeric(value) || value.reading != Reading::kStated) continue;
    const size_t figures = std::max(value.figure.end, value.upper_figure.end);
    const bool unit_behind = value.kind != ValueKind::kNumber;
    const std::string words = one.Words(value.range.start, unit_behind ? figures : value.range.end);
    const std::string& number = value.amount.value;
    switch (value.amount.bound) {
      case Bound::kExact:
        if (words.starts_with("equal")) found.emplace_back(words, "[" + number + "," + number + "]");
        break;
      case Bound::kAbout:
        break;
      case Bound::kAtLeast:
        found.emplace_back(words, "[" + number + ",)");
        break;
      case Bound::kMoreThan:
        found.emplace_back(words, "(" + number + ",)");
        break;
      case Bound::kAtMost:
        found.emplace_back(words, "(," + number + "]");
        break;
      case Bound::kLessThan:
        found.emplace_back(words, "(," + number + ")");
        break;
      case Bound::kRange:
        found.emplace_back(words, number + "," + value.amount.upper);
        break;
    }
  }
  return Matches(one, found, [](const std::string& ours, const Struct& theirs) {
    std::string value = Text(theirs, "value");
    if (ours.front() != '[' && ours.front() != '(') value = value.substr(1, value.size() - 2);
    return ours == value;
  });
}

// Returns whether a time that Verbatim finds is one of the readings of a case.
bool SameTime(const TypedValue& value, const Struct& theirs) {
  const std::string timex = Text(theirs, "Timex");
  if (value.edtf == timex) return true;
  static const auto& seasons =
      *new std::map<std::string, std::string>{{"-SP", "-21"}, {"-SU", "-22"}, {"-FA", "-23"}, {"-WI", "-24"}};
  if (timex.size() == 7) {
    auto season = seasons.find(timex.substr(4));
    if (season != seasons.end() && value.edtf == timex.substr(0, 4) + season->second) return true;
  }
  auto ours = DaysOf(value.edtf);
  if (!ours) return false;
  const size_t slash = value.edtf.find('/');
  auto last_part = slash == std::string::npos ? ours : DaysOf(value.edtf.substr(slash + 1));
  for (const char* reading : {"FutureResolution", "PastResolution"}) {
    const Struct& resolution = Inner(theirs, reading);
    if (auto day = Day(Text(resolution, "date")); day && ours->first == *day && ours->last == *day)
      return true;
    auto start = Day(Text(resolution, "startDate"));
    auto end = Day(Text(resolution, "endDate"));
    if (!start || !end || ours->first != *start) continue;
    if (ours->last == *end || ours->last + days(1) == *end || (last_part && last_part->first == *end))
      return true;
  }
  // Verbatim reads "early next week" as the whole week.
  const bool vague = !Text(theirs, "Mod").empty() && timex.size() == 8 && timex[5] == 'W';
  if (!vague) return false;
  // ISO 8601 counts a week in the year that its Thursday is in.
  auto january = Day(timex.substr(0, 4) + "-01-04");
  const int week = std::atoi(timex.c_str() + 6);
  const auto weekday = static_cast<int>(std::chrono::weekday(*january).iso_encoding());
  const sys_days monday = *january - days(weekday - 1) + days(7 * (week - 1));
  return ours->first == monday && ours->last == monday + days(6);
}

bool PassesAsTime(const SharedCase& one) {
  bool any = false;
  for (const TypedValue& value : one.values) any |= value.kind == ValueKind::kTime;
  if (one.results.empty()) return !any;
  for (const Struct& result : one.results) {
    bool hit = false;
    for (const TypedValue& value : one.values) {
      if (value.kind != ValueKind::kTime || value.reading == Reading::kPart) continue;
      hit |= one.Words(value.range.start, value.range.end) == Lower(Text(result, "Text")) &&
             SameTime(value, Inner(result, "Value"));
    }
    if (!hit) return false;
  }
  return true;
}

struct Passed {
  int passed = 0;
  int all = 0;
};

void Count(const std::string& name, bool (*passes)(const SharedCase&), Passed& tally) {
  Passed own;
  for (const SharedCase& one : ReadCases(name)) {
    const bool passed = passes(one);
    own.passed += passed;
    ++own.all;
    if (!passed && std::getenv("VERBATIM_SHOW_FAILED") != nullptr)
      std::printf("  %s: %s\n", name.c_str(), one.input.c_str());
  }
  std::printf("%s: %d of %d cases (%.3f)\n", name.c_str(), own.passed, own.all,
              static_cast<double>(own.passed) / own.all);
  tally.passed += own.passed;
  tally.all += own.all;
}

double Share(const Passed& tally) { return static_cast<double>(tally.passed) / tally.all; }

TEST(SharedValues, NumbersPercentagesAndAmountsAgreeWithMicrosoftRecognizersText) {
  if (!std::filesystem::exists(test::SharedData("values"))) GTEST_SKIP() << "no shared data";
  Passed tally;
  Count("NumberModel", PassesAsNumber, tally);
  Count("PercentModel", PassesAsPercent, tally);
  Count("CurrencyModel", PassesAsCurrency, tally);
  std::printf("numbers, percentages and amounts: %.3f\n", Share(tally));
  EXPECT_GE(Share(tally), 0.9);
}

TEST(SharedValues, DatesAndRangesAgreeWithMicrosoftRecognizersText) {
  if (!std::filesystem::exists(test::SharedData("values"))) GTEST_SKIP() << "no shared data";
  Passed tally;
  Count("NumberRangeModel", PassesAsRange, tally);
  Count("DateParser", PassesAsTime, tally);
  Count("DatePeriodParser", PassesAsTime, tally);
  std::printf("dates and ranges: %.3f\n", Share(tally));
  EXPECT_GE(Share(tally), 0.8);
}

}  // namespace
}  // namespace verbatim::text
