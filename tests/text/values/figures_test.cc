#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "text/values/values.h"

// How figures are written in news, reports and tables: groups of digits, currencies, fractions, bounds,
// dates. Each case has its own words; the kinds are those that readers of real texts reported.
namespace verbatim::text {
namespace {

// Each value but names as `value unit`, with its bound unless exact. Alternatives and parts are left out.
std::string Stated(std::string_view text) {
  std::string line;
  for (const TypedValue& value : FindValues(text, {})) {
    const bool limit = value.reading == Reading::kPart && value.edtf.find("..") != std::string::npos;
    if (value.kind == ValueKind::kName || value.limit || (value.reading != Reading::kStated && !limit))
      continue;
    if (!line.empty()) line += "; ";
    if (value.kind == ValueKind::kTime) {
      line += value.edtf;
      continue;
    }
    if (value.amount.bound != Bound::kExact) line += std::string(ToString(value.amount.bound)) + " ";
    line += value.amount.value;
    if (!value.amount.upper.empty()) line += ".." + value.amount.upper;
    if (!value.amount.unit.empty()) line += " " + value.amount.unit;
    if (value.fall.size() > 0) line += " down";
  }
  return line;
}

struct StatedLine {
  const char* text;
  const char* stated;
};

void CheckStated(const std::vector<StatedLine>& lines) {
  for (const StatedLine& line : lines) EXPECT_EQ(Stated(line.text), line.stated) << line.text;
}

TEST(Figures, AreGroupedInSeveralWays) {
  CheckStated({
      {"a budget of 12,50,000 for 2,45,00,000 voters", "1250000; 24500000"},
      {"CHF 2'500 and 1\u2019250\u2019000 people", "2500 CHF; 1250000"},
      {"1.250.000 voters and 3.400.500,75 euros", "1250000; 3400500.75 EUR"},
      {"the host 192.168.100.200", "192; 168; 100; 200"},
      {"10\u2079 cells, 3 \u00D7 10\u2078 of 2.5 x 10^6 and 10\u207B\u00B3",
       "1000000000; 300000000; 2500000; 0.001"},
      {"52\u00B9 prisoners", "52"},
      {"Flight AB52X, MH370, G20 leaders, Covid19", ""},
      {"In Ward 12 100 people voted", "12; 100"},
      {"Flight 370 239 people", "370; 239"},
      {"On September 11 250 people", "XXXX-09-11; 250"},
      {"12 100 people", "12100"},
  });
}

TEST(Figures, AreInCurrenciesWithLettersBefore) {
  CheckStated({
      {"Rs. 3.5 crore, Rs 2 lakh and \u20B95 L", "35000000 rupee; 200000 rupee; 500000 INR"},
      {"\u20B912 Cr, INR 5 crore, 7 lac", "120000000 INR; 50000000 INR; 700000"},
      {"KSh 500 million and KSh2.5bn", "500000000 KES; 2500000000 KES"},
      {"RM5.2 million, Rp 500 billion, Tk 30 crore", "5200000 MYR; 500000000000 IDR; 300000000 BDT"},
      {"R1.5 billion, R12,500, R2-million and an R22 unit", "1500000000 ZAR; 12500 ZAR; 2000000 ZAR"},
      {"500 kr and 300 z\u0142", "500 kr; 300 PLN"},
      {"A Budget of NOK 4.2bn, Total EUR 5m, Kenya KSh 3 million",
       "4200000000 NOK; 5000000 EUR; 3000000 KES"},
  });
}

TEST(Figures, AreScaledByLettersWhereTheyCountThings) {
  CheckStated({
      {"5m people, 3m jobs and 2.5m registered voters", "5000000; 3000000; 2500000"},
      {"5m euros, 1.5 m euros, 1.5 m people", "5000000 EUR; 1500000 EUR; 1500000"},
      {"a 5m wall, 3m long, 400m races, 5m waves", "5 metre; 3 metre; 400 metre; 5 metre"},
      {"$3MM, 3mm", "3000000 dollar; 3 millimetre"},
      {"$5 mill and 1.2 mln. euros", "5000000 dollar; 1200000 EUR"},
      {"12 mn. people", "12000000"},
  });
}

TEST(Figures, AreFractionsInWords) {
  CheckStated({
      {"a quarter of a million", "250000"},
      {"two-thirds of a million", "666666.666666667"},
      {"half of one percent, a tenth of a percent, half a percentage point",
       "0.5 %; 0.1 %; 0.5 percentage point"},
      {"half an hour, a quarter of a mile", "0.5 hour; 0.25 mile"},
      {"two and a half hours, three and a quarter percent", "2.5 hour; 3.25 %"},
      {"three and a third miles, 2-1/2 hours, 4\u00BD years", "3.333333333333333 mile; 2.5 hour; 4.5 year"},
      {"half an apple and half the members", "0.5; 0.5"},
      {"seven in ten households, one-in-four adults", "0.7; 0.25"},
      {"one in every six, 1 in 1,000 births, one out of every five", "0.166666666666667; 0.001; 0.2"},
      {"one half percent, a half mile", "0.5 %; 0.5 mile"},
      {"two-and-a-half times, one-and-a-half million", "2.5; 1500000"},
      {"One person in five, one child out of ten", "0.2; 0.1"},
      {"Nine \nout of ten, 52\npercent", "0.9; 52 %"},
      {"three in 10 days, 5 in 2019", "3; 10 day; 5; 2019"},
  });
}

TEST(Figures, ThatAreVagueStateNothing) {
  for (const char* text :
       {"a few hundred people", "several thousand", "a couple of thousand", "a couple hundred",
        "many million", "several dozen", "tens of thousands", "1000s of people"}) {
    EXPECT_EQ(Stated(text), std::string(text) == "1000s of people" ? "100X" : "") << text;
  }
}

TEST(Figures, AreLimitedByTheWordsAround) {
  CheckStated({
      {"in excess of 300, north of $5 million", "MORE_THAN 300; MORE_THAN 5000000 dollar"},
      {"upwards of 40, topped 90, a maximum of 12", "MORE_THAN 40; MORE_THAN 90; AT_MOST 12"},
      {"just shy of 90, fell short of 60, fewer than 30", "LESS_THAN 90; LESS_THAN 60; LESS_THAN 30"},
      {"300-plus, 300 plus people, 2 plus 2", "AT_LEAST 300; AT_LEAST 300; 2; 2"},
      {"70 people or more, 70 votes or fewer", "AT_LEAST 70; AT_MOST 70"},
      {"70 ships at least, 70 at most", "AT_LEAST 70; AT_MOST 70"},
      {"c. 300, ca. 300, approx. 300, 300-odd", "ABOUT 300; ABOUT 300; ABOUT 300; ABOUT 300"},
      {"breached 40 percent, broke through 90", "MORE_THAN 40 %; MORE_THAN 90"},
      {"rose past 60 percent in the past 30 weeks", "MORE_THAN 60 %; 30 week"},
      {"in the region of 500, on the order of 500", "ABOUT 500; ABOUT 500"},
  });
}

TEST(Figures, OfFallsAreMarked) {
  CheckStated({
      {"Exports fell 3%.", "3 % down"},
      {"Profit fell sharply by another 12 million euros.", "12000000 EUR down"},
      {"A 5% drop, a decline of 4%, 7% lower, down 2%", "5 % down; 4 % down; 7 % down; 2 % down"},
      {"The deficit stood at $3 million, a loss was 2 million euros.",
       "3000000 dollar down; 2000000 EUR down"},
      {"It was 5 degrees below zero.", "5 degree down; LESS_THAN 0"},
      {"It swung to a deficit of 3 billion.", "3000000000 down"},
      {"It fell to 3%. It did not fall 3%. It rose 3%.", "3 %; 3 %; 3 %"},
  });
}

TEST(Figures, HaveDashesAndUnits) {
  CheckStated({
      {"Growth was \u20135.2%.", "-5.2 %"},
      {"forty\u2011five and sixty\u2013two", "45; 62"},
      {"\u221210 \u00B0C, 37.5\u00B0C", "-10 degree; 37.5 degree"},
      {"60 km/h, 100 miles per hour, 12 m/s, 300 t",
       "60 kilometre per hour; 100 mile per hour; 12 metre per second; "
       "300 tonne"},
      {"25 bps, 2 pp, 5 tonnes per year", "25 basis point; 2 percentage point; 5 tonne"},
      {"prisoners.[3] They[4, 5] saw [52]", "52"},
  });
}

TEST(Figures, ThatLookLikeYearsAreToldByTheirNouns) {
  CheckStated({
      {"In 1066 cases it failed.", "1066"},
      {"In 2019 exports fell.", "2019"},
      {"At 2016 metres the climb ended.", "2016 metre"},
      {"He lives at 2025 Main Street.", "2025"},
      {"Flight 1999 and No. 2010", "1999; 2010"},
      {"They sold 2024 units.", "2024"},
      {"the 2016 elections", "2016"},
  });
}

TEST(Dates, HaveQuartersErasAndLimits) {
  CheckStated({
      {"Q3 2024, Q1 of 2023, Q2/2021, 3Q24, 2020-Q3",
       "2024-07/2024-09; 2023-01/2023-03; 2021-04/2021-06; "
       "2024-07/2024-09; 2020-07/2020-09"},
      {"the first half of 2024, H2 2019", "2024-01/2024-06; 2019-07/2019-12"},
      {"the final quarter of 2023, fourth-quarter 2022", "2023-10/2023-12; 2022-10/2022-12"},
      {"the first nine months of 2024", "2024-01/2024-09; 9 month"},
      {"44 BC, AD 79, 300 B.C.E., c. 2500 BC", "-0043; 0079; -0299; -2499"},
      {"(100\u201344 BC)", "-0099/-0043"},
      {"the 5th century BC", "-0499/-0400"},
      {"before 2012", "../2011"},
      {"no later than March 2015", "../2015-03"},
      {"since May 2011", "2011-05/.."},
      {"prior to 12 May 2014", "../2014-05-11"},
  });
}

}  // namespace
}  // namespace verbatim::text
