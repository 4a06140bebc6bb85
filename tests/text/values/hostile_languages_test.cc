// Texts that repeat the words of values, in every language whose words are read. The time must grow with the size of the
// text: it must not grow with its square. CPU time is compared, which other processes of the machine do not add to.

#include <gtest/gtest.h>
#include <time.h>
#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/rbnf.h>
#include <unicode/reldatefmt.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "text/values/languages/vocabulary.h"
#include "text/values/values.h"

namespace verbatim::text {
namespace {

struct HostileTexts {
  static std::string Utf8(const icu::UnicodeString& text) {
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
  }

  static std::string Spelled(const icu::Locale& locale, double number) {
    UErrorCode error = U_ZERO_ERROR;
    const icu::RuleBasedNumberFormat format(icu::URBNF_SPELLOUT, locale, error);
    icu::UnicodeString words;
    if (U_SUCCESS(error)) format.format(number, words);
    return Utf8(words);
  }

  static std::string Joined(std::string text) {
    std::erase(text, ' ');
    return text;
  }

  // What is repeated: number words with and without spaces between them, digits with separators, and words of dates.
  static std::vector<std::string> UnitsOf(const std::string& language) {
    const icu::Locale locale(language.c_str());
    UErrorCode error = U_ZERO_ERROR;
    const icu::DateFormatSymbols symbols(locale, error);
    int32_t count = 0;
    const icu::UnicodeString* months = symbols.getMonths(count);
    const std::string month = count > 4 ? Utf8(months[4]) : "";
    const icu::UnicodeString* weekdays = symbols.getWeekdays(count);
    const std::string weekday = count > 2 ? Utf8(weekdays[2]) : "";
    icu::UnicodeString last_week;
    error = U_ZERO_ERROR;
    const icu::RelativeDateTimeFormatter relative(locale, error);
    if (U_SUCCESS(error)) relative.format(UDAT_DIRECTION_LAST, UDAT_ABSOLUTE_WEEK, last_week, error);
    const std::string two = Spelled(locale, 2);
    const std::string thousands = Spelled(locale, 22'222);
    return {two + " ",
            Joined(two),
            thousands + " ",
            Joined(thousands),
            thousands + "-",
            "1.234,567.8 9'",
            "12/",
            "3-" + month + " - ",
            "3 " + month + " " + two + " ",
            weekday + " " + month + " ",
            Joined(weekday + month),
            Utf8(last_week) + " ",
            two + " " + month + " 5% " + Utf8(last_week) + " 1,2 " + weekday + " (" + thousands + ") "};
  }

  static double CpuSeconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
  }

  static double SecondsToRead(const std::string& language, std::string_view unit, size_t bytes) {
    std::string text;
    while (text.size() < bytes) text += unit;
    const double start = CpuSeconds();
    FindValues(text, {.published = std::chrono::sys_days{}, .language = language, .read_none = true},
               [](const TypedValue&) {});
    return CpuSeconds() - start;
  }
};

TEST(HostileLanguages, TakeLinearTime) {
  std::set<std::string> languages;
  int32_t count = 0;
  const icu::Locale* locales = icu::Locale::getAvailableLocales(count);
  for (int32_t i = 0; i < count; ++i) {
    if (ReadsWordsOf(locales[i].getLanguage())) languages.insert(locales[i].getLanguage());
  }
  ASSERT_GT(languages.size(), 20u);
  constexpr size_t kBytes = 3000;
  constexpr int kTimes = 4;
  constexpr double kTimesAsLong = 2.2 * kTimes;  // quadratic time would be kTimes * kTimes
  constexpr double kNoise = 0.02;                // seconds
  for (const std::string& language : languages) {
    (void)FindValues("1",
                     {.published = {}, .language = language, .read_none = true});  // makes the vocabulary
    for (const std::string& unit : HostileTexts::UnitsOf(language)) {
      if (unit.empty()) continue;
      double shorter = 0;
      double longer = 0;
      for (int attempt = 0; attempt < 3; ++attempt) {
        shorter = HostileTexts::SecondsToRead(language, unit, kBytes);
        longer = HostileTexts::SecondsToRead(language, unit, kTimes * kBytes);
        if (longer <= kTimesAsLong * shorter + kNoise) break;
      }
      EXPECT_LE(longer, kTimesAsLong * shorter + kNoise) << language << ": " << unit;
      // Half a second for 60 kB would be far too much for linear time, too, also with sanitizers.
      EXPECT_LT(longer, 5) << language << ": " << unit;
    }
  }
}

}  // namespace
}  // namespace verbatim::text
