// Asks for values in English in the forms in which reports write them: several examples of each kind, so that a reader
// that knows one month, unit or order knows all of them. The kinds are those of Microsoft Recognizers-Text and Duckling.
// The day of publication is 7 November 2016, a Monday.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "text/values/comparison.h"
#include "text/values/numbers/number.h"
#include "text/values/times/edtf.h"
#include "text/values/values.h"

namespace verbatim::text {
namespace {

// In one struct, because files of tests are compiled together.
struct EnglishKinds {
  static constexpr std::chrono::sys_days kPublished =
      std::chrono::sys_days(std::chrono::year(2016) / std::chrono::November / 7);

  static std::vector<TypedValue> ValuesOf(std::string_view text) {
    return FindValues(text, {.published = kPublished, .language = "en", .read_none = true});
  }

  static bool AttestsAmount(std::string_view text, const std::string& value, const std::string& unit,
                            Bound bound = Bound::kExact) {
    Amount amount;
    amount.value = value;
    amount.unit = unit;
    amount.bound = bound;
    return CompareAmount(amount, text, ValuesOf(text), "en").verdict == Verdict::kAttested;
  }

  static std::string Shown(std::string_view text) {
    std::string shown;
    for (const TypedValue& value : ValuesOf(text))
      shown += " [" + value.amount.value + value.amount.unit + value.edtf + "]";
    return shown;
  }

  static bool AttestsTime(std::string_view text, const std::string& edtf) {
    return CompareTime(edtf, ValuesOf(text)).verdict == Verdict::kAttested;
  }
};

struct AmountKind {
  const char* text;
  const char* value;
  const char* unit;
};

TEST(EnglishKindsTest, Numbers) {
  constexpr AmountKind kCases[] = {
      {"two hundred", "200", ""},
      {"a hundred and seven", "107", ""},
      {"three quarters", "0.75", ""},
      {"one hundred and three and one third", "103.333333333333333", ""},
      {"a millionth", "0.000001", ""},
      {"a tenth", "0.1", ""},
      {"five dozen", "60", ""},
      {"half a dozen", "6", ""},
      {"two dozen eggs", "24", ""},
      {"- 2 3/4", "-2.75", ""},
      {"3 3/4", "3.75", ""},
      {"100K", "100000", ""},
      {"5M", "5000000", ""},
      {"2.5 bn", "2500000000", ""},
      {"3T", "3000000000000", ""},
      {"sixty-one billion and forty", "61000000040", ""},
      {"five hundred point eight", "500.8", ""},
      {"seven point one four", "7.14", ""},
      {"2^10", "1024", ""},
      {"one sixteenth", "0.0625", ""},
      {"five and three quarters", "5.75", ""},
      {"two and a half", "2.5", ""},
      {"six and a third", "6.333333333333333", ""},
      {"seven over eight", "0.875", ""},
      {"3 over twenty", "0.15", ""},
      {"two out of five", "0.4", ""},
      {"nine out of ten doctors", "0.9", ""},
      {"three - quarters", "0.75", ""},
      {"seven eighths of", "0.875", ""},
      {"the answer is negative twelve", "-12", ""},
      {"the answer is minus 7.5", "-7.5", ""},
      {"5 thousand 6 hundred and 12", "5612", ""},
      {"2 hundred and five", "205", ""},
      {"4.5 hundred", "450", ""},
      {"7 crore", "70000000", ""},
      {"five lakh", "500000", ""},
      {"two lakh crore", "2000000000000", ""},
      {"3 mio", "3000000", ""},
      {"a quarter million", "250000", ""},
      {"half a billion", "500000000", ""},
      {"half billion people", "500000000", ""},
      {"two billion and a half", "2500000000", ""},
      {"2 million and a half", "2500000", ""},
      {"one and a half million", "1500000", ""},
      {"three and a half thousand", "3500", ""},
      {"2.7x10^5", "270000", ""},
      {"4.1e-3", "0.0041", ""},
      {"the result is ½", "0.5", ""},
      {"2½", "2.5", ""},
      {"nought point two five", "0.25", ""},
      {"zero point six", "0.6", ""},
      {"twelve hundred", "1200", ""},
      {"fifteen hundred people", "1500", ""},
      {"a thousand and one", "1001", ""},
      {"thirty two thousandths", "0.032", ""},
      {"four hundredths", "0.04", ""},
      {"one thousandth", "0.001", ""},
      {"one in four", "0.25", ""},
      {"minus one half", "-0.5", ""},
      {"1 000 000 copies", "1000000", ""},
      {"1,23,456", "123456", ""},
      {"6 hundred thousand", "600000", ""},
      {"one hundred twenty thousand", "120000", ""},
      {"twenty five percent", "25", "%"},
      {"minus ten percent", "-10", "%"},
      {"ten per cent", "10", "%"},
      {"7.25 percent", "7.25", "%"},
      {"12 pct", "12", "%"},
      {"half a percent", "0.5", "%"},
      {"three quarters of a percent", "0.75", "%"},
      {"one and a half percent", "1.5", "%"},
      {"percent of 25", "25", "%"},
      {"sixty percentage", "60", "%"},
      {"a hundred percent", "100", "%"},
      {"15 rupees", "15", "rupee"},
      {"A$12", "12", "AUD"},
      {"HK$ 300", "300", "HKD"},
      {"NZ$ 45", "45", "NZD"},
      {"S$ 45", "45", "SGD"},
      {"7 dollars and 20 cents", "7.2", "dollar"},
      {"three pounds fifty", "3.5", "pound"},
      {"5 euros and 10 cents", "5.1", "EUR"},
      {"12 yuan", "12", "CNY"},
      {"100 renminbi", "100", "CNY"},
      {"twenty thousand yen", "20000", "JPY"},
      {"2 million Swiss francs", "2000000", "CHF"},
      {"16 billion Norwegian kroner", "16000000000", "NOK"},
      {"40 Swedish kronor", "40", "SEK"},
      {"3000 Mexican pesos", "3000", "MXN"},
      {"12 zlotys", "12", "PLN"},
      {"5 baht", "5", "THB"},
      {"50 rand", "50", "ZAR"},
      {"200 Turkish lira", "200", "TRY"},
      {"6 shekels", "6", "ILS"},
      {"70 reais", "70", "BRL"},
      {"100 hryvnias", "100", "UAH"},
      {"4,000 forints", "4000", "HUF"},
      {"4,000 Hong Kong dollars", "4000", "HKD"},
      {"EUR 5,000", "5000", "EUR"},
      {"5 USD", "5", "USD"},
      {"US$3.1 bn", "3100000000", "USD"},
      {"25 cents", "0.25", "dollar"},
      {"400 quid", "400", "pound"},
      {"5 bucks", "5", "dollar"},
      {"£2.5m", "2500000", "GBP"},
      {"€1.2bn", "1200000000", "EUR"},
      {"₹ 500 crore", "5000000000", "INR"},
  };
  for (const AmountKind& kind : kCases)
    EXPECT_TRUE(EnglishKinds::AttestsAmount(kind.text, kind.value, kind.unit))
        << kind.text << " is not " << kind.value << kind.unit << ":" << EnglishKinds::Shown(kind.text);
}

struct TimeKind {
  const char* text;
  const char* edtf;
};

TEST(EnglishKindsTest, Times) {
  constexpr TimeKind kCases[] = {
      {"I'll go back the 15th", "2016-11-15"},
      {"on Mar-3", "2016-03-03"},
      {"on Mar/3", "2016-03-03"},
      {"March3", "2016-03-03"},
      {"June 21st, 2015", "2015-06-21"},
      {"the 3rd of May", "2016-05-03"},
      {"tuesday april 5th, 2016", "2016-04-05"},
      {"Wed, 3 February 2016", "2016-02-03"},
      {"5-3-2014", "2014-05-03"},
      {"2014.05.03", "2014-05-03"},
      {"Dec second", "2016-12-02"},
      {"August thirty one", "2016-08-31"},
      {"third of March", "2016-03-03"},
      {"the day before yesterday", "2016-11-05"},
      {"previous day", "2016-11-06"},
      {"the following day", "2016-11-08"},
      {"this Wednesday", "2016-11-09"},
      {"last Thursday", "2016-11-03"},
      {"next Tuesday", "2016-11-15"},
      {"Thursday of this week", "2016-11-10"},
      {"Thursday this week", "2016-11-10"},
      {"on Monday next week", "2016-11-14"},
      {"next week Monday", "2016-11-14"},
      {"the second tuesday in december", "2016-12-13"},
      {"first monday of march 2015", "2015-03-02"},
      {"the last friday in april 2015", "2015-04-24"},
      {"last day of april 2015", "2015-04-30"},
      {"three days from now", "2016-11-10"},
      {"a week from now", "2016-11-14"},
      {"5 days later", "2016-11-12"},
      {"two months ago", "2016-09"},
      {"three weeks from today", "2016-11-28"},
      {"a fortnight ago", "2016-10-24"},
      {"a year and two months ago", "2015-09-07"},
      {"4 days from yesterday", "2016-11-10"},
      {"two days after tomorrow", "2016-11-10"},
      {"two days before yesterday", "2016-11-04"},
      {"the 12th of this month", "2016-11-12"},
      {"the 3rd of last month", "2016-10-03"},
      {"15th of next month", "2016-12-15"},
      {"tuesday, may twelve, 2015", "2015-05-12"},
      {"on may the third two thousand and five", "2005-05-03"},
      {"the fourth of july, nineteen seventy six", "1976-07-04"},
      {"4 july 1976", "1976-07-04"},
      {"the second sunday of next month", "2016-12-11"},
      {"2015/dec/24", "2015-12-24"},
      {"24-Dec-2015", "2015-12-24"},
      {"24Dec2015", "2015-12-24"},
      {"Sept. 9, '14", "2014-09-09"},
      {"christmas 2015", "2015-12-25"},
      {"new year's eve 2014", "2014-12-31"},
      {"halloween 2015", "2015-10-31"},
      {"valentine's day", "2016-02-14"},
      {"thanksgiving 2015", "2015-11-26"},
      {"labor day 2015", "2015-09-07"},
      {"easter 2015", "2015-04-05"},
      {"mother's day 2015", "2015-05-10"},
      {"from 5 to 9 this month", "2016-11-05/2016-11-09"},
      {"between 5 and 9 next month", "2016-12-05/2016-12-09"},
      {"from 3 till 12 of March, 2015", "2015-03-03/2015-03-12"},
      {"between march 4th and march 8th", "2016-03-04/2016-03-08"},
      {"March 4 - 8, 2015", "2015-03-04/2015-03-08"},
      {"4-8 March 2015", "2015-03-04/2015-03-08"},
      {"4th to 8th March 2015", "2015-03-04/2015-03-08"},
      {"from march 4 2015 until april 8 2015", "2015-03-04/2015-04-08"},
      {"last july", "2016-07"},
      {"next may", "2017-05"},
      {"last march", "2016-03"},
      {"may of last year", "2015-05"},
      {"march last year", "2015-03"},
      {"april of next year", "2017-04"},
      {"the fourth week of march", "2016-03-21/2016-03-27"},
      {"2014-7", "2014-07"},
      {"2014/7", "2014-07"},
      {"7/2014", "2014-07"},
      {"July 2014", "2014-07"},
      {"2014 July", "2014-07"},
      {"2014, July", "2014-07"},
      {"past 3 days", "2016-11-04/2016-11-06"},
      {"last two weeks", "2016-10-24/2016-11-06"},
      {"previous 2 months", "2016-09-07/2016-11-06"},
      {"next four days", "2016-11-08/2016-11-11"},
      {"last weekend", "2016-11-05/2016-11-06"},
      {"next weekend", "2016-11-19/2016-11-20"},
      {"today until thursday", "2016-11-07/2016-11-10"},
      {"rest of the year", "2016-11-07/2016-12-31"},
      {"rest of this month", "2016-11-07/2016-11-30"},
      {"next quarter", "2017-01/2017-03"},
      {"last quarter", "2016-07/2016-09"},
      {"the first quarter of 2015", "2015-01/2015-03"},
      {"fourth quarter 2015", "2015-10/2015-12"},
      {"second quarter last year", "2015-04/2015-06"},
      {"Q2 of 2014", "2014-04/2014-06"},
      {"2014 Q2", "2014-04/2014-06"},
      {"Q4 last year", "2015-10/2015-12"},
      {"the first half of 2015", "2015-01/2015-06"},
      {"second half of 2015", "2015-07/2015-12"},
      {"H1 2014", "2014-01/2014-06"},
      {"winter 2014", "2014-24"},
      {"the spring of 2014", "2014-21"},
      {"last summer", "2016-22"},
      {"autumn of 2013", "2013-23"},
      {"the 1960s", "196X"},
      {"the 60s", "196X"},
      {"in the eighties", "198X"},
      {"the nineteen fifties", "195X"},
      {"the '80s", "198X"},
      {"mid-1990s", "199X"},
      {"the twenties", "192X"},
      {"the last decade", "200X"},
      {"the 19th century", "18XX"},
      {"the twentieth century", "19XX"},
      {"the eighteenth century", "17XX"},
      {"in nineteen oh five", "1905"},
      {"in nineteen eighty four", "1984"},
      {"in twenty sixteen", "2016"},
      {"in two thousand and twelve", "2012"},
      {"in the year 1745", "1745"},
      {"in fifteen seventy two", "1572"},
      {"the week after next", "2016-11-21/2016-11-27"},
      {"the month before last", "2016-09"},
      {"the year before last", "2014"},
      {"the year after next", "2018"},
      {"from 2013 to 2015", "2013/2015"},
      {"between 2013 and 2015", "2013/2015"},
      {"2013-15", "2013/2015"},
      {"the past five years", "2011-11-07/2016-11-06"},
      {"the beginning of 2014", "2014"},
      {"the end of last month", "2016-10"},
      {"early 2014", "2014"},
      {"late march", "2016-03"},
      {"mid-july 2014", "2014-07"},
      {"the middle of next month", "2016-12"},
      {"the week of march 5th", "2016-02-29/2016-03-06"},
      {"from june 2014 to may 2015", "2014-06/2015-05"},
      {"between june 2014 and may 2015", "2014-06/2015-05"},
      {"from feb to april 2015", "2015-02/2015-04"},
      {"44 BC", "-0043"},
      {"AD 79", "0079"},
      {"later this month", "2016-11"},
      {"earlier this year", "2016"},
      {"later this week", "2016-11-07/2016-11-13"},
      {"this coming friday", "2016-11-11"},
      {"the upcoming weekend", "2016-11-12/2016-11-13"},
      {"the coming week", "2016-11-14/2016-11-20"},
      {"week 31 of 2015", "2015-07-27/2015-08-02"},
      {"from week 10 to week 12", "2016-03-07/2016-03-27"},
      {"monday the 14th", "2016-11-14"},
      {"wednesday 9 november", "2016-11-09"},
      {"november 9 through november 12", "2016-11-09/2016-11-12"},
      {"2014 through 2016", "2014/2016"},
      {"on the tenth of September, two thousand", "2000-09-10"},
      {"in 3 weeks", "2016-11-28"},
      {"10 days hence", "2016-11-17"},
      {"the past decade", "200X"},
      {"a couple of weeks ago", "2016-10-24"},
      {"a couple days ago", "2016-11-05"},
      {"3 yrs ago", "2013"},
      {"last night", "2016-11-06"},
      {"yesterday morning", "2016-11-06"},
      {"monday morning", "2016-11-07"},
      {"the 5th of last month", "2016-10-05"},
      {"this past friday", "2016-11-04"},
      {"friday of last week", "2016-11-04"},
      {"last week's friday", "2016-11-04"},
      {"the second half of last year", "2015-07/2015-12"},
      {"first half of this year", "2016-01/2016-06"},
      {"the last three months of 2015", "2015-10/2015-12"},
      {"the early 1990s", "199X"},
      {"late 2014", "2014"},
      {"mid 2014", "2014"},
      {"the start of this year", "2016"},
      {"by the end of 2015", "2015"},
      {"fiscal year 2015", "2015"},
      {"the last two years", "2014-11-07/2016-11-06"},
      {"over the past six months", "2016-05-07/2016-11-06"},
      {"next 2 weeks", "2016-11-08/2016-11-21"},
      {"the third week of next month", "2016-12-12/2016-12-18"},
      {"second week of march 2015", "2015-03-09/2015-03-15"},
      {"september 9 - october 2, 2015", "2015-09-09/2015-10-02"},
      {"9 sept to 2 oct 2015", "2015-09-09/2015-10-02"},
      {"12/25/2015 - 01/05/2016", "2015-12-25/2016-01-05"},
      {"1990 to 1995", "1990/1995"},
      {"from may to september", "2016-05/2016-09"},
      {"june - august 2015", "2015-06/2015-08"},
      {"since last friday until today", "2016-11-04/2016-11-07"},
      {"the year 2012", "2012"},
      {"the summer of '69", "1969-22"},
      {"august '15", "2015-08"},
      {"oct. 2015", "2015-10"},
      {"10/2015", "2015-10"},
      {"on the 3rd of October", "2016-10-03"},
      {"October the third, 2014", "2014-10-03"},
      {"the 1st of january 2001", "2001-01-01"},
      {"1st jan 2001", "2001-01-01"},
      {"jan. 1, 2001", "2001-01-01"},
      {"2001 January 1", "2001-01-01"},
  };
  for (const TimeKind& kind : kCases)
    EXPECT_TRUE(EnglishKinds::AttestsTime(kind.text, kind.edtf))
        << kind.text << " is not " << kind.edtf << ":" << EnglishKinds::Shown(kind.text);
}

}  // namespace
}  // namespace verbatim::text
