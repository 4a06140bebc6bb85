#include "text/values/languages/vocabulary_icu.h"

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/measunit.h>
#include <unicode/numberformatter.h>
#include <unicode/reldatefmt.h>
#include <unicode/ucurr.h>
#include <unicode/uenum.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "text/values/languages/vocabulary.h"
#include "text/values/words/lexicon.h"

namespace verbatim::text {
namespace {

std::string Utf8(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

void AddMonthsAndWeekdays(const icu::Locale& locale, Vocabulary& words) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::DateFormatSymbols symbols(locale, error);
  if (U_FAILURE(error)) return;
  using Symbols = icu::DateFormatSymbols;
  for (auto context : {Symbols::FORMAT, Symbols::STANDALONE}) {
    for (auto width : {Symbols::WIDE, Symbols::ABBREVIATED}) {
      const bool wide = width == Symbols::WIDE;
      int32_t count = 0;
      const icu::UnicodeString* names = symbols.getMonths(count, context, width);
      for (int i = 0; i < std::min(count, 12); ++i)
        words.Add(Utf8(names[i]), {wide ? Sense::kMonth : Sense::kMonthShort, i + 1});
      names = symbols.getWeekdays(count, context, width);
      for (int i = 1; i < std::min(count, 8); ++i)  // 1 is Sunday
        words.Add(Utf8(names[i]), {wide ? Sense::kWeekday : Sense::kWeekdayShort, i == 1 ? 7 : i - 1});
    }
  }
}

// Adds the phrases of one word or more that name a period: "gestern", "letzte Woche".
void AddRelativePeriods(const icu::Locale& locale, Vocabulary& words) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::RelativeDateTimeFormatter format(locale, error);
  if (U_FAILURE(error)) return;
  constexpr std::pair<UDateDirection, int> kDirections[] = {{UDAT_DIRECTION_LAST_2, -2},
                                                            {UDAT_DIRECTION_LAST, -1},
                                                            {UDAT_DIRECTION_THIS, 0},
                                                            {UDAT_DIRECTION_NEXT, 1},
                                                            {UDAT_DIRECTION_NEXT_2, 2}};
  constexpr std::pair<UDateAbsoluteUnit, TimeUnit> kUnits[] = {{UDAT_ABSOLUTE_DAY, TimeUnit::kDay},
                                                               {UDAT_ABSOLUTE_WEEK, TimeUnit::kWeek},
                                                               {UDAT_ABSOLUTE_MONTH, TimeUnit::kMonth},
                                                               {UDAT_ABSOLUTE_QUARTER, TimeUnit::kQuarter},
                                                               {UDAT_ABSOLUTE_YEAR, TimeUnit::kYear}};
  for (const auto& [unit, ours] : kUnits) {
    for (const auto& [direction, shift] : kDirections) {
      error = U_ZERO_ERROR;
      icu::UnicodeString phrase;
      format.format(direction, unit, phrase, error);
      if (U_FAILURE(error) || phrase.isEmpty()) continue;
      if (ours == TimeUnit::kDay)
        words.Add(Utf8(phrase), {Sense::kDay, shift});
      else
        words.Add(Utf8(phrase), {Sense::kPeriod, 100 * static_cast<int>(ours) + 50 + shift});
    }
  }
}

// Calls `take` for each way to write a number of `unit`, without the number.
template <typename Take>
void ForEachName(const icu::Locale& locale, const icu::MeasureUnit& unit, UNumberUnitWidth width,
                 const Take& take) {
  UErrorCode error = U_ZERO_ERROR;
  const auto formatter =
      icu::number::NumberFormatter::withLocale(locale).unit(unit).unitWidth(width).grouping(
          UNUM_GROUPING_OFF);
  for (const double count : {1.0, 2.0, 5.0, 21.0, 100.0, 1.5}) {
    error = U_ZERO_ERROR;
    const icu::UnicodeString text = formatter.formatDouble(count, error).toString(error);
    if (U_FAILURE(error)) continue;
    icu::UnicodeString name;
    bool after = false;
    bool before = false;
    for (int32_t i = 0; i < text.length(); ++i) {
      const char16_t c = text[i];
      const bool digit =
          u_isdigit(c) || ((c == '.' || c == ',' || c == 0x66B) && i > 0 && u_isdigit(text[i - 1]));
      if (digit) {
        before = !name.trim().isEmpty();
        after = true;
      } else {
        name.append(c);
      }
    }
    name.trim();
    if (!name.isEmpty() && !before && after) take(Utf8(name));
  }
}

void AddUnits(const icu::Locale& locale, Vocabulary& words) {
  using icu::MeasureUnit;
  const std::pair<MeasureUnit, TimeUnit> times[] = {
      {MeasureUnit::getSecond(), TimeUnit::kSecond}, {MeasureUnit::getMinute(), TimeUnit::kMinute},
      {MeasureUnit::getHour(), TimeUnit::kHour},     {MeasureUnit::getDay(), TimeUnit::kDay},
      {MeasureUnit::getWeek(), TimeUnit::kWeek},     {MeasureUnit::getMonth(), TimeUnit::kMonth},
      {MeasureUnit::getYear(), TimeUnit::kYear},     {MeasureUnit::getCentury(), TimeUnit::kCentury}};
  for (const auto& [unit, ours] : times) {
    ForEachName(locale, unit, UNUM_UNIT_WIDTH_FULL_NAME, [&words, time = ours](const std::string& name) {
      words.Add(name, {Sense::kTimeUnit, static_cast<int>(time)});
    });
  }
  const std::pair<MeasureUnit, std::string_view> measures[] = {
      {MeasureUnit::getKilometer(), "kilometre"},
      {MeasureUnit::getMeter(), "metre"},
      {MeasureUnit::getCentimeter(), "centimetre"},
      {MeasureUnit::getMillimeter(), "millimetre"},
      {MeasureUnit::getMile(), "mile"},
      {MeasureUnit::getFoot(), "foot"},
      {MeasureUnit::getInch(), "inch"},
      {MeasureUnit::getYard(), "yard"},
      {MeasureUnit::getKilogram(), "kilogram"},
      {MeasureUnit::getGram(), "gram"},
      {MeasureUnit::getMilligram(), "milligram"},
      {MeasureUnit::getMetricTon(), "tonne"},
      {MeasureUnit::getTon(), "ton"},
      {MeasureUnit::getPound(), "lb"},
      {MeasureUnit::getOunce(), "ounce"},
      {MeasureUnit::getLiter(), "litre"},
      {MeasureUnit::getMilliliter(), "millilitre"},
      {MeasureUnit::getGallon(), "gallon"},
      {MeasureUnit::getBarrel(), "barrel"},
      {MeasureUnit::getHectare(), "hectare"},
      {MeasureUnit::getAcre(), "acre"},
      {MeasureUnit::getKnot(), "knot"},
      {MeasureUnit::getMilePerHour(), "mile per hour"},
      {MeasureUnit::getKilometerPerHour(), "kilometre per hour"},
      {MeasureUnit::getWatt(), "watt"},
      {MeasureUnit::getKilowatt(), "kilowatt"},
      {MeasureUnit::getMegawatt(), "megawatt"},
      {MeasureUnit::getGigawatt(), "gigawatt"},
      {MeasureUnit::getKilowattHour(), "kilowatt hour"},
      {MeasureUnit::getDegree(), "degree"},
      {MeasureUnit::getKilobyte(), "kilobyte"},
      {MeasureUnit::getMegabyte(), "megabyte"},
      {MeasureUnit::getGigabyte(), "gigabyte"},
      {MeasureUnit::getTerabyte(), "terabyte"},
      {MeasureUnit::getSquareKilometer(), "square kilometre"},
      {MeasureUnit::getSquareMeter(), "square metre"},
      {MeasureUnit::getHertz(), "hertz"},
      {MeasureUnit::getMegahertz(), "megahertz"},
      {MeasureUnit::getGigahertz(), "gigahertz"},
  };
  for (const auto& [unit, ours] : measures) {
    for (auto width : {UNUM_UNIT_WIDTH_FULL_NAME, UNUM_UNIT_WIDTH_SHORT}) {
      ForEachName(locale, unit, width, [&, &ours = ours](const std::string& name) {
        words.Add(name, {Sense::kMeasure, 0, std::string(ours)});
      });
    }
  }
  ForEachName(locale, MeasureUnit::getPercent(), UNUM_UNIT_WIDTH_FULL_NAME, [&](const std::string& name) {
    words.Add(name, {Sense::kPercent, 0});
  });
}

std::string CurrencyName(const UChar* iso, const char* locale, const char* count) {
  UErrorCode error = U_ZERO_ERROR;
  UBool choice = false;
  int32_t length = 0;
  const UChar* name = ucurr_getPluralName(iso, locale, &choice, count, &length, &error);
  return U_SUCCESS(error) ? Utf8(icu::UnicodeString(name, length)) : "";
}

// Currencies that share a word, and that word in English. The word that all their names have in common in a
// language is its word for them: "Dollar", "franco", "рубль".
struct Family {
  std::string_view word;
  std::vector<const char16_t*> codes;
};

std::vector<std::string> WordsOfPhrase(const std::string& phrase) {
  std::vector<std::string> words;
  for (size_t at = 0; at < phrase.size();) {
    const size_t end = std::min(phrase.find(' ', at), phrase.size());
    words.push_back(phrase.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

void AddCurrencies(const std::string& language, Vocabulary& words) {
  constexpr const char* kCounts[] = {"one", "two", "few", "many", "other"};
  const std::vector<Family> families = {
      {"dollar", {u"USD", u"CAD", u"AUD"}}, {"pound", {u"GBP", u"EGP", u"SYP"}},
      {"franc", {u"CHF", u"CDF", u"GNF"}},  {"peso", {u"MXN", u"CLP", u"COP"}},
      {"rupee", {u"INR", u"PKR", u"LKR"}},  {"krone", {u"NOK", u"DKK", u"NOK"}},
      {"krona", {u"SEK", u"ISK", u"SEK"}},  {"ruble", {u"RUB", u"BYN", u"RUB"}},
      {"dinar", {u"RSD", u"KWD", u"IQD"}},  {"riyal", {u"SAR", u"QAR", u"YER"}},
      {"dirham", {u"AED", u"MAD", u"AED"}}, {"shilling", {u"KES", u"UGX", u"TZS"}}};
  for (const Family& family : families) {
    for (const char* count : kCounts) {
      std::vector<std::string> common;
      for (size_t i = 0; i < family.codes.size(); ++i) {
        const std::string name = words.FoldPhrase(CurrencyName(family.codes[i], language.c_str(), count));
        const std::vector<std::string> parts = WordsOfPhrase(name);
        if (i == 0) {
          common = parts;
        } else {
          std::erase_if(common, [&](const std::string& word) {
            return std::find(parts.begin(), parts.end(), word) == parts.end();
          });
        }
      }
      if (common.size() == 1) words.Add(common[0], {Sense::kCurrency, 0, std::string(family.word)});
    }
  }
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UEnumeration, decltype(&uenum_close)> all(
      ucurr_openISOCurrencies(UCURR_COMMON | UCURR_NON_DEPRECATED, &error), &uenum_close);
  int32_t length = 0;
  for (const UChar* iso = uenum_unext(all.get(), &length, &error); iso != nullptr && U_SUCCESS(error);
       iso = uenum_unext(all.get(), &length, &error)) {
    const std::string code = Utf8(icu::UnicodeString(iso));
    for (const char* count : kCounts) {
      const std::string name = CurrencyName(iso, language.c_str(), count);
      if (name.empty()) continue;
      words.Add(name, {Sense::kCurrency, 0, code});
    }
  }
}

}  // namespace

void AddFromIcu(const std::string& language, Vocabulary& words) {
  const icu::Locale locale(language.c_str());
  AddMonthsAndWeekdays(locale, words);
  AddRelativePeriods(locale, words);
  AddUnits(locale, words);
  AddCurrencies(language, words);
}

}  // namespace verbatim::text
