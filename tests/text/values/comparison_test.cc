#include "text/values/comparison.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace verbatim::text {
namespace {

using enum Verdict;

// Parses a claimed amount: `MORE_THAN 30000 soldier`, `20..30 %` or `52`.
Amount Claim(const std::string& words) {
  Amount amount;
  std::string rest = words;
  if (size_t space = rest.find(' '); space != std::string::npos) {
    if (auto bound = ParseBound(rest.substr(0, space))) {
      amount.bound = *bound;
      rest = rest.substr(space + 1);
    }
  }
  size_t space = rest.find(' ');
  amount.unit = space == std::string::npos ? "" : rest.substr(space + 1);
  rest = rest.substr(0, space);
  if (size_t dots = rest.find(".."); dots != std::string::npos) {
    amount.bound = Bound::kRange;
    amount.upper = rest.substr(dots + 2);
    rest = rest.substr(0, dots);
  }
  amount.value = rest;
  return amount;
}

struct Case {
  const char* quote;
  const char* claimed;
  Verdict verdict;
  const char* words;  // the words that attest or contradict
};

class Amounts : public ::testing::TestWithParam<Case> {};

TEST_P(Amounts, AreComparedWithTheBoundsOfTheQuote) {
  const Case& one = GetParam();
  const std::string quote = one.quote;
  ValueOptions options;
  options.read_none = true;
  std::vector<TypedValue> stated = FindValues(quote, options);
  Comparison comparison = CompareAmount(Claim(one.claimed), quote, stated);
  EXPECT_EQ(comparison.verdict, one.verdict);
  EXPECT_EQ(quote.substr(comparison.range.start, comparison.range.size()), one.words);
  EXPECT_EQ(comparison.stated != nullptr, one.verdict != kUnattested);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, Amounts,
    ::testing::Values(
        // Exact figures.
        Case{"released fifty-two political prisoners", "52 political prisoner", kAttested, "fifty-two"},
        Case{"released fifty-two political prisoners", "53 political prisoner", kContradicted, "fifty-two"},
        Case{"released fifty-two political prisoners", "52.0", kAttested, "fifty-two"},
        Case{"released fifty-two political prisoners", "AT_LEAST 50 prisoner", kAttested, "fifty-two"},
        Case{"released fifty-two political prisoners", "LESS_THAN 52 prisoner", kContradicted, "fifty-two"},
        Case{"released fifty-two political prisoners", "50..60 prisoner", kAttested, "fifty-two"},
        Case{"31,204 troops", "ABOUT 30000 soldier", kAttested, "31,204"},
        Case{"31,204 troops", "ABOUT 32000 soldier", kContradicted, "31,204"},
        // Bounds and ranges.
        Case{"over 30,000 troops", "MORE_THAN 30000 soldier", kAttested, "over 30,000"},
        Case{"over 30,000 troops", "EXACT 25000 soldier", kContradicted, "over 30,000"},
        Case{"over 30,000 troops", "EXACT 30000 soldier", kContradicted, "over 30,000"},
        Case{"over 30,000 troops", "EXACT 31000 soldier", kUnattested, ""},
        Case{"over 30,000 troops", "MORE_THAN 30001 soldier", kContradicted, "over 30,000"},
        Case{"over 30,000 troops", "AT_LEAST 30000 soldier", kAttested, "over 30,000"},
        Case{"over 30,000 troops", "LESS_THAN 30000 soldier", kContradicted, "over 30,000"},
        Case{"at least 40 died", "MORE_THAN 40", kUnattested, ""},
        Case{"between 20 and 30 people", "20..30 people", kAttested, "between 20 and 30"},
        Case{"between 20 and 30 people", "20..31 people", kContradicted, "between 20 and 30"},
        Case{"between 20 and 30 people", "25 people", kUnattested, ""},
        Case{"between 20 and 30 people", "35 people", kContradicted, "between 20 and 30"},
        Case{"between 20 and 30 people", "AT_LEAST 20 people", kAttested, "between 20 and 30"},
        Case{"nearly 3,000 people", "ABOUT 3000 people", kAttested, "nearly 3,000"},
        Case{"nearly 3,000 people", "LESS_THAN 3000 people", kUnattested, ""},
        Case{"nearly 3,000 people", "3000 people", kUnattested, ""},
        Case{"nearly 3,000 people", "2000 people", kContradicted, "nearly 3,000"},
        Case{"nearly two million euros", "1950000 EUR", kUnattested, ""},
        Case{"nearly two million euros", "1200000 EUR", kContradicted, "nearly two million euros"},
        Case{"around 52 people", "53 people", kUnattested, ""},
        Case{"around 52 people", "60 people", kContradicted, "around 52"},
        Case{"rose from 20 to 30 places", "30 place", kAttested, "30"},
        // Kinds and units.
        Case{"cut by 5 percent to $20 million", "5 %", kAttested, "5 percent"},
        Case{"cut by 5 percent to $20 million", "20 million USD", kAttested, "$20 million"},
        Case{"cut by 5 percent to $20 million", "20000000 USD", kAttested, "$20 million"},
        Case{"cut by 5 percent to $20 million", "20000000 EUR", kContradicted, "$20 million"},
        Case{"cut by 5 percent to $20 million", "6 percent", kContradicted, "5 percent"},
        Case{"cut by 5 percent to $20 million", "7 ship", kUnattested, ""},
        Case{"costs 50 cents", "0.5 USD", kAttested, "50 cents"},
        Case{"costs 50 cents", "0.6 EUR", kContradicted, "50 cents"},
        Case{"costs 50 cents", "0.5 ZAR", kUnattested, ""}, Case{"costs 50p", "0.5 GBP", kAttested, "50p"},
        Case{"costs $5", "500 cents", kAttested, "$5"},
        Case{"two thirds agreed", "66.7 %", kAttested, "two thirds"},
        Case{"two thirds agreed", "0.67", kAttested, "two thirds"},
        Case{"half of them agreed", "50 %", kAttested, "half"},
        Case{"for 31 years", "31 year", kAttested, "31 years"},
        Case{"for 31 years", "31 month", kUnattested, ""},
        Case{"in 3 days, the prisoners left", "52 prisoner", kUnattested, ""},
        // Falls state the negative figure, and the positive one as their size.
        Case{"exports fell 3 percent", "-3 %", kAttested, "3 percent"},
        Case{"exports fell 3 percent", "3 %", kAttested, "3 percent"},
        Case{"exports fell 3 percent", "-4 %", kContradicted, "3 percent"},
        Case{"exports rose 3 percent", "-3 %", kContradicted, "3 percent"},
        Case{"exports fell by more than 3 percent", "LESS_THAN -3 %", kAttested, "more than 3 percent"},
        Case{"a loss of 5 million euros", "-5000000 EUR", kAttested, "5 million euros"},
        Case{"a 7% drop", "-7 %", kAttested, "7%"},
        Case{"exports fell to 3 percent", "-3 %", kContradicted, "3 percent"},
        // Basis points, shares and none.
        Case{"rates rose 50 bps", "0.5 percentage point", kAttested, "50 bps"},
        Case{"rates rose half a percentage point", "50 basis point", kAttested, "half a percentage point"},
        Case{"around one in four firms closed", "25 %", kAttested, "around one in four"},
        Case{"no ships sank", "0 ship", kAttested, "no"},
        Case{"no doubts remained", "0 ship", kUnattested, ""},
        Case{"Rs 45 lakh", "4500000 INR", kAttested, "Rs 45 lakh"},
        // If there are several figures, the figure with the same noun contradicts. If none has the same noun,
        // the nearest figure contradicts.
        Case{"52 prisoners and 14 foreigners", "13 foreigner", kContradicted, "14"},
        Case{"52 prisoners and 14 foreigners", "53 detainee", kContradicted, "52"},
        Case{"52 prisoners and 14 foreigners", "14 people", kAttested, "14"},
        Case{"the two countries met", "5 embassy", kUnattested, ""},
        Case{"the two countries met", "3 country", kContradicted, "two"},
        Case{"its second-largest market", "2", kAttested, "second"},
        Case{"its second-largest market", "3", kUnattested, ""}));

struct TimeCase {
  const char* quote;
  const char* claimed;
  Verdict verdict;
  const char* words;
};

class Times : public ::testing::TestWithParam<TimeCase> {};

TEST_P(Times, AreComparedByTheDaysThatTheyCover) {
  const TimeCase& one = GetParam();
  const std::string quote = one.quote;
  ValueOptions options;
  options.published = std::chrono::year(2025) / 11 / 3;
  std::vector<TypedValue> stated = FindValues(quote, options);
  Comparison comparison = CompareTime(one.claimed, stated);
  EXPECT_EQ(comparison.verdict, one.verdict);
  EXPECT_EQ(quote.substr(comparison.range.start, comparison.range.size()), one.words);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, Times,
    ::testing::Values(
        TimeCase{"In September 2025, Belarus", "2025-09", kAttested, "September 2025"},
        TimeCase{"In September 2025, Belarus", "2025", kAttested, "September 2025"},
        TimeCase{"In September 2025, Belarus", "2025-09-12", kUnattested, ""},
        TimeCase{"In September 2025, Belarus", "2025-10", kContradicted, "September 2025"},
        TimeCase{"In September 2025, Belarus", "2024", kContradicted, "September 2025"},
        TimeCase{"in the winter of 2021 and 2022", "2021-12/2022-02", kAttested,
                 "the winter of 2021 and 2022"},
        TimeCase{"in the winter of 2021 and 2022", "2021-12/2022-03", kContradicted,
                 "the winter of 2021 and 2022"},
        TimeCase{"in the winter of 2021 and 2022", "2021-24", kAttested, "the winter of 2021 and 2022"},
        TimeCase{"stagnant since 2012", "2012", kUnattested, ""},
        TimeCase{"stagnant since 2012", "2012/..", kAttested, "since 2012"},
        TimeCase{"stagnant since 2012", "2013", kUnattested, ""},
        TimeCase{"stagnant since 2012", "2011", kContradicted, "since 2012"},
        TimeCase{"stagnant since 2012", "2013/..", kContradicted, "since 2012"},
        TimeCase{"stagnant since 2012", "2012/2020", kUnattested, ""},
        TimeCase{"built before 2012", "2012", kContradicted, "before 2012"},
        TimeCase{"built before 2012", "2011", kUnattested, ""},
        TimeCase{"built before 2012", "../2012", kAttested, "before 2012"},
        TimeCase{"built before 2012", "../2011", kAttested, "before 2012"},
        TimeCase{"built after 3 May 2001", "2001-05-03", kContradicted, "after 3 May 2001"},
        TimeCase{"built after 3 May 2001", "2001-05", kUnattested, ""},
        TimeCase{"due no later than March 2015", "2015-03", kUnattested, ""},
        TimeCase{"in power since 1994 and until 2012", "1994/2012", kAttested, "since 1994 and until 2012"},
        TimeCase{"it burned in 300 BC", "-0299", kAttested, "300 BC"},
        TimeCase{"it burned in 300 BC", "0300", kContradicted, "300 BC"},
        TimeCase{"sales fell in Q2 2021", "2021-04/2021-06", kAttested, "Q2 2021"},
        TimeCase{"sales fell in Q2 2021", "2021-05", kUnattested, ""},
        TimeCase{"the worst storm in 30 years", "2025", kUnattested, ""},
        TimeCase{"ruled from 1994 to 2012", "1994/2012", kAttested, "from 1994 to 2012"},
        TimeCase{"ruled from 1994 to 2012", "1994", kAttested, "1994"},
        TimeCase{"ruled from 1994 to 2012", "2000", kUnattested, ""},
        TimeCase{"ruled from 1994 to 2012", "2013", kContradicted, "from 1994 to 2012"},
        TimeCase{"came in 1994 and went in 2012", "1994/2012", kAttested, "1994 and went in 2012"},
        TimeCase{"came in 1994 and went in 2012", "1995", kContradicted, "1994"},
        TimeCase{"it happened on Friday", "2025-10-31", kAttested, "Friday"},
        TimeCase{"it will happen on Friday", "2025-11-07", kAttested, "Friday"},
        TimeCase{"it happened on Friday", "2025-10-30", kContradicted, "Friday"},
        TimeCase{"on 11/09/2025", "2025-11-09", kAttested, "11/09/2025"},
        TimeCase{"on 11/09/2025", "2025-09-11", kAttested, "11/09/2025"},
        TimeCase{"on 11/09/2025", "2025-09-12", kContradicted, "11/09/2025"},
        TimeCase{"in the 1970s", "1974", kUnattested, ""},
        TimeCase{"in the 1970s", "197X", kAttested, "the 1970s"},
        TimeCase{"nothing is dated", "1994", kUnattested, ""}));

TEST(CompareTime, TakesTheDateOfALimitIfThePredicateNamesIt) {
  std::vector<TypedValue> stated = FindValues("in office since 2012", {});
  EXPECT_EQ(MeaningOfTime("in office since"), TimeMeaning::kLimit);
  EXPECT_EQ(MeaningOfTime("start time"), TimeMeaning::kLimit);
  EXPECT_EQ(MeaningOfTime("point in time"), TimeMeaning::kTime);
  EXPECT_EQ(CompareTime("2012", stated, TimeMeaning::kLimit).verdict, kAttested);
  EXPECT_EQ(CompareTime("2013", stated, TimeMeaning::kLimit).verdict, kContradicted);
  EXPECT_EQ(CompareTime("2012", stated).verdict, kUnattested);
}

TEST(CompareTime, DecidesNothingThatDependsOnAMissingYear) {
  std::vector<TypedValue> stated = FindValues("on September 12", {});
  EXPECT_EQ(CompareTime("2025-09-12", stated).verdict, kUnattested);
  EXPECT_EQ(CompareTime("2025-09-13", stated).verdict, kContradicted);
  EXPECT_EQ(CompareTime("2025", stated).verdict, kUnattested);
  for (const char* may_be : {"2025-09~", "2025-09-XX", "2025-XX-XX", "2025-09-12T10:00:00", "-0044-03-15"})
    EXPECT_EQ(CompareTime(may_be, stated).verdict, kUnattested) << may_be;
  for (const char* other : {"2025-10~", "2025-10-XX"})
    EXPECT_EQ(CompareTime(other, stated).verdict, kContradicted) << other;
}

TEST(FindWords, FindsWholeWordsInAnyTypography) {
  const std::string quote = "Belarus\u2019s na\u00EFve \u201Cunion  state\u201D and Belarusians";
  auto find = [&](std::string_view words) {
    auto range = FindWords(quote, words);
    return range ? quote.substr(range->start, range->size()) : "";
  };
  EXPECT_EQ(find("belarus"), "Belarus");
  EXPECT_EQ(find("\"Union State\""), "\u201Cunion  state\u201D");
  EXPECT_EQ(find("naive"), "na\u00EFve");
  EXPECT_EQ(find("Belarusian"), "");
  EXPECT_EQ(find(""), "");
}

}  // namespace
}  // namespace verbatim::text
