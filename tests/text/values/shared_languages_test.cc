// Asks for the values of the cases in ../shared/data/values/LANG by attestation: a case passes if its text attests each
// value that the case has, and does not attest that value changed by one. The cases are from Microsoft Recognizers-Text
// (NumberModel, PercentModel, CurrencyModel, DateParser, DatePeriodParser) and from Duckling (numerals, times).
//
// Of a date without a year the cases of Recognizers-Text have a past and a future reading; either may be attested. They
// end a period with the day after it, or with its last part. Left out are cases of dates, most of them French, that have no
// day of reference: most need one ("le 2 octobre", "hier"). Other cases that a text about facts does not have ("the week
// starting tomorrow", "dollar" without a number) count as failed.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared_cases.h"
#include "text/values/comparison.h"
#include "text/values/numbers/number.h"
#include "text/values/times/edtf.h"
#include "text/values/values.h"

namespace verbatim::text {
namespace {

using shared_cases::Day;
using shared_cases::Inner;
using shared_cases::Struct;
using shared_cases::Value;
using std::chrono::days;
using std::chrono::sys_days;

// This file and shared_data_test.cc are compiled as one, so common names are in a struct.
struct Asked {
  std::string text;
  std::string language;
  std::vector<TypedValue> values;

  Asked(std::string whole, std::string_view tag, std::optional<sys_days> published)
      : text(std::move(whole)),
        language(tag),
        values(FindValues(text, {.published = published, .language = language, .read_none = true})) {}

  bool AttestsAmount(const std::string& value, const std::string& unit, Bound bound) const {
    Amount amount;
    amount.value = value;
    amount.unit = unit;
    amount.bound = bound;
    return CompareAmount(amount, text, values, language).verdict == Verdict::kAttested;
  }
  bool AttestsTime(const std::string& edtf) const {
    return CompareTime(edtf, values).verdict == Verdict::kAttested;
  }

  // The value, and not the value plus one. The cases do not say whether a value is a bound or is rounded.
  bool AttestsOnly(const std::string& value, const std::string& unit) const {
    const bool negative = value.starts_with('-');
    auto number = Number::FromDigits(std::string_view(value).substr(negative ? 1 : 0));
    auto other = number ? number->Plus(Number(1)) : std::nullopt;
    if (!other) return false;
    const std::string changed = (negative ? other->Negated() : *other).ToString();
    auto attests = [&](Bound bound) {
      return AttestsAmount(value, unit, bound) && !AttestsAmount(changed, unit, bound);
    };
    return attests(Bound::kExact) || std::any_of(values.begin(), values.end(), [&](const TypedValue& stated) {
             return stated.amount.bound != Bound::kExact && stated.amount.bound != Bound::kRange &&
                    attests(stated.amount.bound);
           });
  }

  // One of the readings, and not the day before it.
  bool AttestsOnlyDays(sys_days first, sys_days last) const {
    if (!AttestsTime(Edtf(first, last))) return false;
    return first != last || !AttestsTime(Edtf(first - days(1), last - days(1)));
  }

  static std::string Edtf(sys_days first, sys_days last) {
    const std::string from = DayText(first);
    return first == last ? from : from + "/" + DayText(last);
  }
  static std::string DayText(sys_days day) {
    const std::chrono::year_month_day date(day);
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return buffer;
  }
};

// Digits with a comma or a point for decimals, as the resolutions of several languages have them.
std::string PlainDecimal(std::string value) {
  std::replace(value.begin(), value.end(), ',', '.');
  return value;
}

bool PassesNumber(const Asked& asked, const Struct& result) {
  const std::string value = PlainDecimal(shared_cases::Text(Inner(result, "Resolution"), "value"));
  return asked.AttestsOnly(value, "");
}

bool PassesPercent(const Asked& asked, const Struct& result) {
  const std::string value = PlainDecimal(shared_cases::Text(Inner(result, "Resolution"), "value"));
  return value.ends_with('%') && asked.AttestsOnly(value.substr(0, value.size() - 1), "%");
}

bool PassesCurrency(const Asked& asked, const Struct& result) {
  const Struct& resolution = Inner(result, "Resolution");
  const std::string code = shared_cases::Text(resolution, "isoCurrency");
  return asked.AttestsOnly(PlainDecimal(shared_cases::Text(resolution, "value")),
                           code.empty() ? shared_cases::Text(resolution, "unit") : code);
}

bool PassesDate(const Asked& asked, const Struct& result) {
  const Struct& theirs = Inner(result, "Value");
  std::string timex = shared_cases::Text(theirs, "Timex");
  if (timex.empty()) timex = shared_cases::Text(theirs, "timex");
  if (timex.size() == 7 && !IsEdtf(timex)) {
    static const auto& seasons = *new std::map<std::string, std::string>{
        {"-SP", "-21"}, {"-SU", "-22"}, {"-FA", "-23"}, {"-WI", "-24"}};
    if (auto season = seasons.find(timex.substr(4)); season != seasons.end())
      timex = timex.substr(0, 4) + season->second;
  }
  if (IsEdtf(timex) && asked.AttestsTime(timex)) return true;
  for (const char* reading : {"FutureResolution", "PastResolution"}) {
    const Struct& resolution = Inner(theirs, reading);
    if (auto day = Day(shared_cases::Text(resolution, "date")); day && asked.AttestsOnlyDays(*day, *day))
      return true;
    auto start = Day(shared_cases::Text(resolution, "startDate"));
    auto end = Day(shared_cases::Text(resolution, "endDate"));
    if (!start || !end) continue;
    if (asked.AttestsOnlyDays(*start, *end) ||
        (*start < *end && asked.AttestsOnlyDays(*start, *end - days(1))))
      return true;
  }
  return false;
}

struct Tally {
  int passed = 0;
  int all = 0;
  int left_out = 0;
  double share() const { return all == 0 ? 0 : static_cast<double>(passed) / all; }
  void Add(bool passes) {
    passed += passes ? 1 : 0;
    ++all;
  }
  void Add(const Tally& other) {
    passed += other.passed;
    all += other.all;
  }
};

void ShowFailed(const std::string& file, const Asked& asked) {
  if (std::getenv("VERBATIM_SHOW_FAILED") == nullptr) return;
  std::printf("  %s: %s [", file.c_str(), asked.text.c_str());
  for (const TypedValue& value : asked.values)
    std::printf(" %s%s%s", value.amount.value.c_str(), value.amount.unit.c_str(), value.edtf.c_str());
  std::printf(" ]\n");
}

void AskRecognizers(const std::string& language, const char* model,
                    bool (*passes)(const Asked&, const Struct&), Tally& tally) {
  const std::string file = language + "/" + model;
  if (!shared_cases::Exist(file)) return;
  shared_cases::ForEach(file, [&](const Struct& one) {
    const auto& results = one.fields().at("Results").list_value().values();
    if (results.empty()) return;
    const auto reference = Day(shared_cases::Text(Inner(one, "Context"), "ReferenceDateTime"));
    if (!reference && passes == PassesDate) {
      ++tally.left_out;
      return;
    }
    const Asked asked(shared_cases::Text(one, "Input"), language, reference);
    const bool all = std::all_of(results.begin(), results.end(),
                                 [&](const Value& result) { return passes(asked, result.struct_value()); });
    if (!all) ShowFailed(file, asked);
    tally.Add(all);
  });
}

void AskDuckling(const std::string& language, Tally& numbers, Tally& dates) {
  if (const std::string file = language + "/duckling-numerals"; shared_cases::Exist(file)) {
    shared_cases::ForEach(file, [&](const Struct& one) {
      const Asked asked(shared_cases::Text(one, "input"), language, std::nullopt);
      const bool passes = asked.AttestsOnly(shared_cases::Text(one, "value"), "");
      if (!passes) ShowFailed(file, asked);
      numbers.Add(passes);
    });
  }
  if (const std::string file = language + "/duckling-times"; shared_cases::Exist(file)) {
    shared_cases::ForEach(file, [&](const Struct& one) {
      const Asked asked(shared_cases::Text(one, "input"), language,
                        Day(shared_cases::Text(one, "published")));
      const std::string edtf = shared_cases::Text(one, "edtf");
      auto range = DaysOf(edtf);
      bool passes = asked.AttestsTime(edtf);
      if (passes && range && range->first == range->last)
        passes = !asked.AttestsTime(Asked::DayText(range->first - days(1)));
      if (!passes) ShowFailed(file, asked);
      dates.Add(passes);
    });
  }
}

struct LanguageTally {
  Tally numbers;
  Tally dates;
};

LanguageTally Ask(const std::string& language) {
  LanguageTally tally;
  AskRecognizers(language, "NumberModel", PassesNumber, tally.numbers);
  AskRecognizers(language, "PercentModel", PassesPercent, tally.numbers);
  AskRecognizers(language, "CurrencyModel", PassesCurrency, tally.numbers);
  AskRecognizers(language, "DateParser", PassesDate, tally.dates);
  AskRecognizers(language, "DatePeriodParser", PassesDate, tally.dates);
  AskDuckling(language, tally.numbers, tally.dates);
  std::printf("%s: numbers %d of %d (%.3f), dates %d of %d (%.3f), %d left out\n", language.c_str(),
              tally.numbers.passed, tally.numbers.all, tally.numbers.share(), tally.dates.passed,
              tally.dates.all, tally.dates.share(), tally.dates.left_out);
  return tally;
}

TEST(SharedLanguages, AttestTheValuesOfTheirCases) {
  if (!shared_cases::Exist("de/NumberModel")) GTEST_SKIP() << "no shared data";
  LanguageTally together;
  for (const char* language : {"de", "es", "fr", "it", "nl", "pl", "pt", "ro", "ru", "sv", "tr", "uk"}) {
    const LanguageTally own = Ask(language);
    EXPECT_GE(own.numbers.share(), 0.7) << language;
    if (own.dates.all > 0) {
      EXPECT_GE(own.dates.share(), 0.7) << language;
    }
    together.numbers.Add(own.numbers);
    together.dates.Add(own.dates);
  }
  std::printf("twelve languages: numbers %.3f, dates %.3f\n", together.numbers.share(),
              together.dates.share());
  EXPECT_GE(together.numbers.share(), 0.9);
  EXPECT_GE(together.dates.share(), 0.78);
}

// Languages of the second rank: a floor for each, a little under what is measured. 0 where there are no cases.
TEST(SharedLanguages, AttestTheValuesOfTheCasesOfTheSecondRank) {
  if (!shared_cases::Exist("ar/NumberModel")) GTEST_SKIP() << "no shared data";
  struct Floor {
    const char* language;
    double numbers;
    double dates;
  };
  constexpr Floor kFloors[] = {{"ar", 0.64, 0.5}, {"bg", 0.95, 0.9}, {"cs", 0.95, 0},   {"da", 0.95, 0.9},
                               {"el", 0.8, 0.7},  {"fi", 0.95, 0},   {"he", 0.95, 0.7}, {"hi", 0.67, 0.62},
                               {"hr", 0.9, 0.83}, {"hu", 0.95, 0.7}, {"ja", 0, 0},      {"ko", 0, 0},
                               {"nb", 0.85, 0.8}, {"sk", 0.9, 0},    {"zh", 0, 0}};
  for (const Floor& floor : kFloors) {
    const LanguageTally own = Ask(floor.language);
    EXPECT_GE(own.numbers.share(), floor.numbers) << floor.language;
    EXPECT_GE(own.dates.share(), floor.dates) << floor.language;
  }
}

}  // namespace
}  // namespace verbatim::text
