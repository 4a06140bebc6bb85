#include "text/values/values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/random_text.h"
#include "text/unicode/utf8.h"
#include "text/values/numbers/decimal.h"
#include "text/values/times/edtf.h"

namespace verbatim::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// 3 November 2025, a Monday.
constexpr std::chrono::sys_days kPublished = std::chrono::year(2025) / 11 / 3;

// Prints each value as `words=value`, with its unit, its bound unless EXACT, and its reading unless it is the
// stated one.
std::vector<std::string> Describe(std::string_view text, bool names = false, bool published = true) {
  ValueOptions options;
  if (published) options.published = kPublished;
  std::vector<std::string> described;
  for (const TypedValue& value : FindValues(text, options)) {
    if ((value.kind == ValueKind::kName) != names) continue;
    std::string words(text.substr(value.range.start, value.range.size()));
    if (names) {
      described.push_back(words);
      continue;
    }
    std::string line = words + "=";
    if (value.reading == Reading::kPart) line += "part ";
    if (value.reading == Reading::kAlternative) line += "or ";
    if (value.kind == ValueKind::kTime) {
      line += value.edtf;
    } else {
      if (value.kind == ValueKind::kOrdinal) line += "#";
      if (value.amount.bound != Bound::kExact) line += std::string(ToString(value.amount.bound)) + " ";
      line += value.amount.value;
      if (!value.amount.upper.empty()) line += ".." + value.amount.upper;
      if (!value.amount.unit.empty()) line += " " + value.amount.unit;
    }
    described.push_back(line);
  }
  return described;
}

struct ReadText {
  const char* text;
  std::vector<std::string> values;
};

void Check(const std::vector<ReadText>& cases) {
  for (const ReadText& one : cases)
    EXPECT_THAT(Describe(one.text), ::testing::ElementsAreArray(one.values)) << one.text;
}

TEST(FindValues, ReadsNumbersInDigitsAndInWords) {
  Check({
      {"fifty-two prisoners", {"fifty-two=52"}},
      {"about 40\u00A0000 of 1,234,567", {"about 40\u00A0000=ABOUT 40000", "1,234,567=1234567"}},
      {"two hundred and six thousand", {"two hundred and six thousand=206000"}},
      {"3.5 million people", {"3.5 million=3500000"}},
      {"one and a half billion", {"one and a half billion=1500000000"}},
      {"half a million", {"half a million=500000"}},
      {"three dozen", {"three dozen=36"}},
      {"minus five point five", {"minus five point five=-5.5"}},
      {"6.02x10^23", {"6.02x10^23=602000000000000000000000"}},
      {"two thirds of them", {"two thirds=0.666666666666667"}},
      {"1 3/4 of it", {"1 3/4=1.75"}},
      {"22, 24 and 26", {"22=22", "24=24", "26=26"}},
      {"1,222,333,22", {"1=1", "222=222", "333=333", "22=22"}},
      {"hard-wrapped fifty\ntwo", {"fifty\ntwo=52"}},
      {"fifty\n\ntwo", {"fifty=50", "two=2"}},
  });
}

TEST(FindValues, IgnoresWordsThatStateNoNumber) {
  Check({
      {"This one is another one.", {}},
      {"a third term, a second chance", {"third=#3", "second=#2"}},
      {"q=30%25%20", {}},
      {"dozens, hundreds, thousands and millions were there", {}},
      {"He may march on.", {}},
  });
}

TEST(FindValues, ReadsBoundsAndRanges) {
  Check({
      {"over 30,000 troops", {"over 30,000=MORE_THAN 30000"}},
      {"at least two-thirds", {"at least two-thirds=AT_LEAST 0.666666666666667"}},
      {"no fewer than twelve", {"no fewer than twelve=AT_LEAST 12"}},
      {"as many as 500", {"as many as 500=AT_MOST 500"}},
      {"nearly 3,000", {"nearly 3,000=ABOUT 3000"}},
      {"500 or more", {"500 or more=AT_LEAST 500"}},
      {"10,000+ views", {"10,000+=AT_LEAST 10000"}},
      {"less than or equal to 30", {"less than or equal to 30=AT_MOST 30"}},
      {"between 20 and 30", {"between 20 and 30=RANGE 20..30"}},
      {"20-30 million", {"20-30 million=RANGE 20000000..30000000"}},
      {"between 10.5 and 12 million visitors", {"between 10.5 and 12 million=RANGE 10500000..12000000"}},
      {"between 1,500 and 2 million", {"between 1,500 and 2 million=RANGE 1500..2000000"}},
      {"\u00A320-30m of aid", {"\u00A320-30m=RANGE 20000000..30000000 pound"}},
      {"more than 10 and less than 40", {"more than 10 and less than 40=RANGE 10..40"}},
      {"rose from 2.5% to 3%", {"from 2.5% to 3%=RANGE 2.5..3 %", "2.5%=part 2.5 %", "3%=part 3 %"}},
      {"won 3-2", {"3=3", "2=2"}},
      {"+1-222-2222", {"1=1", "222=222", "2222=2222"}},
  });
}

TEST(FindValues, ReadsAmountsWithTheirUnits) {
  Check({
      {"5 per cent", {"5 per cent=5 %"}},
      {"two percentage points", {"two percentage points=2 percentage point"}},
      {"$1.5 billion", {"$1.5 billion=1500000000 dollar"}},
      {"US$5m", {"US$5m=5000000 USD"}},
      {"20 million Turkish lira", {"20 million Turkish lira=20000000 TRY"}},
      {"EUR 120", {"EUR 120=120 EUR"}},
      {"thirteen dollars and forty-five cents", {"thirteen dollars and forty-five cents=13.45 dollar"}},
      {"a $5 fee", {"$5=5 dollar"}},
      {"a 12-kilometre walk of 90 minutes", {"12-kilometre=12 kilometre", "90 minutes=90 minute"}},
      {"5 p.m. is no 5p", {"5=5", "5p=5 penny"}},
      {"try all 7 pens", {"7=7"}},
      {"31 years", {"31 years=31 year"}},
      {"30 km\u00B2 and 5 m\u00B3", {"30 km\u00B2=30 square kilometre", "5 m\u00B3=5 cubic metre"}},
      {"50 km/h for 50 km", {"50 km/h=50 kilometre per hour", "50 km=50 kilometre"}},
      {"5 kg\u00B2 of flour", {"5 kg=5 kilogram"}},
  });
}

TEST(FindValues, ReadsDatesAndPeriods) {
  Check({
      {"In September 2025", {"September 2025=2025-09"}},
      {"on 12 March 2019", {"12 March 2019=2019-03-12"}},
      {"the twenty-first of May, nineteen seventy-eight",
       {"the twenty-first of May, nineteen seventy-eight=1978-05-21"}},
      {"2025-09-12 and 21/04/2016", {"2025-09-12=2025-09-12", "21/04/2016=2016-04-21"}},
      {"the winter of 2021 and 2022", {"the winter of 2021 and 2022=2021-12/2022-02"}},
      {"the summer of 2016", {"the summer of 2016=2016-22"}},
      {"the 1970s and the nineteenth century", {"the 1970s=197X", "nineteenth century=18XX"}},
      {"from 1994 to 2012", {"from 1994 to 2012=1994/2012", "1994=part 1994", "2012=part 2012"}},
      {"Sept. 10-12, 2025",
       {"Sept. 10-12, 2025=2025-09-10/2025-09-12", "Sept. 10=part 2025-09-10", "12, 2025=part 2025-09-12"}},
      {"in 2014-18", {"2014-18=2014/2018", "2014=part 2014", "18=part 2018"}},
      {"since 2012", {"since 2012=part 2012/..", "2012=2012"}},
      {"the third quarter of 2023", {"the third quarter of 2023=2023-07/2023-09"}},
      {"early 2019", {"early 2019=2019"}},
  });
}

TEST(FindValues, ResolvesRelativeDatesFromTheDayOfPublication) {
  Check({
      {"last Tuesday", {"last Tuesday=2025-10-28"}},
      {"yesterday", {"yesterday=2025-11-02"}},
      {"on Friday", {"Friday=2025-10-31", "Friday=or 2025-11-07"}},
      {"on October 2", {"October 2=2025-10-02", "October 2=or 2026-10-02"}},
      {"two days ago", {"two days ago=2025-11-01", "two days=2 day"}},
      {"two years ago", {"two years ago=2023", "two years ago=or 2023-11-03", "two years=2 year"}},
      {"next spring", {"next spring=2026-21"}},
      {"for the past 31 years", {"the past 31 years=1994-11-03/2025-11-02", "31 years=31 year"}},
  });
  // Times outside EDTF's four-digit years are not found.
  Check({
      {"5,000 years ago", {"5,000 years=5000 year"}},
      {"9,000 years from now", {"9,000 years=9000 year"}},
      {"the last 5000 years", {"5000 years=5000 year"}},
      {"within 9000 years", {"9000 years=9000 year"}},
  });
  EXPECT_THAT(Describe("last Tuesday, on October 2", false, false), ElementsAre("October 2=XXXX-10-02"));
}

TEST(FindValues, TellsYearsFromNumbersByTheWordsAround) {
  Check({
      {"the 2020 election", {"2020=2020"}},
      {"2020 prisoners", {"2020=2020"}},
      {"It was 2020.", {"2020=2020", "2020=or 2020"}},
  });
}

TEST(FindValues, FindsNames) {
  EXPECT_THAT(
      Describe("In Minsk, Dr. A. B. Smith of the U.S. State Department met Alexander Lukashenko.", true),
      ElementsAre("Minsk", "Dr. A. B. Smith of the U.S. State Department", "Alexander Lukashenko"));
  EXPECT_THAT(Describe("However, the GDP grew in May. Belarus won.", true), ElementsAre("GDP", "Belarus"));
  EXPECT_THAT(Describe("Only small words here.", true), IsEmpty());
}

// The test asserts no time, but it would not finish if the search took quadratic time.
TEST(FindValues, ReadsALongListOfGroupedDigits) {
  constexpr size_t kGroups = 1 << 18;
  std::string list = "1";
  for (size_t i = 0; i < kGroups; ++i) list += ",222";
  list += ",22";
  size_t count = 0;
  FindValues(list, {}, [&count](const TypedValue& value) { count += value.kind == ValueKind::kNumber; });
  EXPECT_EQ(count, kGroups + 2);
}

TEST(FindValues, ReadsNumeralsByTheSeparatorsOfTheLanguageAndIgnoresThemWhereItsWordsAreUnknown) {
  auto figures = [](std::string_view text, std::string_view language) {
    std::vector<std::string> found;
    for (const TypedValue& value : FindValues(text, {.published = {}, .language = language})) {
      found.push_back(value.kind == ValueKind::kTime ? value.edtf : value.amount.value);
    }
    return found;
  };
  const std::string_view text = "30.000 und 1.234.567 oder 30.000,50; 1,5; 52; am 12.09.2025";
  EXPECT_THAT(figures(text, "de"), ElementsAre("30000", "1234567", "30000.5", "1.5", "52", "2025-09-12"));
  EXPECT_THAT(figures(text, "eu"), ElementsAre("1.5", "52", "2025-09-12"));
  EXPECT_THAT(figures("30.000", "EN-us"), ElementsAre("30"));
  EXPECT_THAT(figures("30.000", "und"), ElementsAre("30"));
}

TEST(FindValues, SeparatesTheFigureFromItsBoundAndUnit) {
  const std::string text = "over 30,000 km and between 5 and 7 per cent";
  std::vector<TypedValue> values = FindValues(text, {});
  ASSERT_EQ(values.size(), 2u);
  auto words = [&](ByteRange range) { return text.substr(range.start, range.size()); };
  EXPECT_EQ(words(values[0].range), "over 30,000 km");
  EXPECT_EQ(words(values[0].figure), "30,000");
  EXPECT_EQ(words(values[1].figure), "5");
  EXPECT_EQ(words(values[1].upper_figure), "7");
}

TEST(FindValues, FindsOrderedValuesInsideAnyText) {
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  constexpr const char* kWords[] = {
      "fifty",  "two",  "hundred", "and",   "a",     "half",    "million", "May",    "12",     "2025", "of",
      "the",    "last", "week",    "from",  "to",    "-",       "/",       ",",      ".",      "$",    "%",
      "USD",    "more", "than",    "or",    "less",  "Q3",      "\u00BD",  "1,3",    "th",     "s",    "'",
      "thirds", "ago",  "in",      "years", "since", "between", "\n",      "Friday", "\u20AC", "k",    "^",
      "5,000",  "9000", "now",     "next",  "later", "decades", "within"};
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    if (i % 4 == 0) {
      text = test::RandomText(random, random() % 200);
    } else {
      for (uint64_t words = random() % 14; words > 0; --words) {
        text += kWords[random() % std::size(kWords)];
        if (random() % 4 != 0) text += ' ';
      }
    }
    size_t last_start = 0;
    for (const TypedValue& value : FindValues(text, {.published = kPublished})) {
      ASSERT_LT(value.range.start, value.range.end) << text;
      ASSERT_LE(value.range.end, text.size()) << text;
      ASSERT_TRUE(IsCodePointBoundary(text, value.range.start) && IsCodePointBoundary(text, value.range.end))
          << text;
      ASSERT_LE(value.figure.end, text.size()) << text;
      ASSERT_LE(last_start, value.range.start) << text;
      last_start = value.range.start;
      if (value.kind == ValueKind::kTime) {
        // Unknown years are EDTF level 2, which IsEdtf rejects. This test accepts any year.
        std::string edtf = value.edtf;
        for (size_t at; (at = edtf.find("XXXX-")) != std::string::npos;) edtf.replace(at, 4, "2000");
        ASSERT_TRUE(IsEdtf(edtf)) << value.edtf << " of " << text;
      } else if (value.kind != ValueKind::kName) {
        ASSERT_TRUE(IsDecimal(value.amount.value)) << value.amount.value << " of " << text;
        ASSERT_TRUE(value.amount.upper.empty() || IsDecimal(value.amount.upper)) << text;
      }
    }
  }
}

}  // namespace
}  // namespace verbatim::text
