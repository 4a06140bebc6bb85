#include "text/values/amounts/table_units.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "text/values/amounts/unit_phrase.h"

// Tables of reports and statistics, as text and as HTML pages become text.
namespace verbatim::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Returns the stated amounts of the line that contains `row`, such as "488000000 NOK".
std::vector<std::string> AmountsOfRow(const std::string& text, const std::string& row) {
  const size_t at = text.find(row);
  EXPECT_NE(at, std::string::npos) << row;
  const size_t end = std::min(text.find('\n', at), text.size());
  std::vector<TypedValue> values = FindValues(std::string_view(text).substr(at, end - at), {});
  AddTableUnits(text, at, values);
  std::vector<std::string> amounts;
  for (const TypedValue& value : values) {
    if (value.reading != Reading::kStated || value.kind == ValueKind::kName) continue;
    const std::string unit = value.amount.unit.empty() ? "" : " " + value.amount.unit;
    amounts.push_back(value.kind == ValueKind::kTime ? value.edtf : value.amount.value + unit);
  }
  return amounts;
}

TEST(UnitPhrase, IsReadInAnyOrder) {
  struct Phrase {
    const char* phrase;
    const char* factor;
    const char* unit;
  };
  constexpr Phrase kPhrases[] = {
      {"NOK million", "1000000", "NOK"},
      {"million NOK", "1000000", "NOK"},
      {"NOK", "1", "NOK"},
      {"EUR m", "1000000", "EUR"},
      {"\u20ACm", "1000000", "EUR"},
      {"\u00A3 bn", "1000000000", "pound"},
      {"US$ millions", "1000000", "USD"},
      {"$'000", "1000", "dollar"},
      {"millions of euros", "1000000", "EUR"},
      {"USD thousands", "1000", "USD"},
      {"Rs crore", "10000000", "rupee"},
      {"thousands", "1000", ""},
      {"'000 tonnes", "1000", "tonne"},
      {"%", "1", "%"},
      {"per cent", "1", "%"},
      {"tonnes", "1", "tonne"},
      {"GWh", "1", "gigawatt hour"},
      {"MEUR", "1000000", "EUR"},
      {"SEK 1,000", "1000", "SEK"},
  };
  for (const Phrase& one : kPhrases) {
    const auto unit = ReadUnitPhrase(one.phrase);
    ASSERT_TRUE(unit) << one.phrase;
    EXPECT_EQ(unit->factor.ToString(), one.factor) << one.phrase;
    EXPECT_EQ(unit->unit, one.unit) << one.phrase;
  }
  for (const char* phrase : {"", "Net profit", "2024", "Q3 2024", "Total", "Change", "million and more",
                             "NOK 488", "Exports", "No.", "1"}) {
    EXPECT_FALSE(ReadUnitPhrase(phrase)) << phrase;
  }
}

TEST(TableUnits, OfTheHeadBelongToAllCells) {
  const std::string tabs = "NOK million\t2024\t2023\nRevenue\t1,203\t1,100\nNet profit\t488\t391\n";
  EXPECT_THAT(AmountsOfRow(tabs, "Net"), ElementsAre("488000000 NOK", "391000000 NOK"));
  EXPECT_THAT(AmountsOfRow(tabs, "Revenue"), ElementsAre("1203000000 NOK", "1100000000 NOK"));
  const std::string caption = "Key figures (EUR thousand)\n\n\tQ3\tQ2\nLosses\t12.5\t11\n";
  EXPECT_THAT(AmountsOfRow(caption, "Losses"), ElementsAre("12500 EUR", "11000 EUR"));
  const std::string spaces =
      "Figures in millions of dollars\n             2024    2023\nNet loss     12      16\n";
  EXPECT_THAT(AmountsOfRow(spaces, "Net"), ElementsAre("12000000 dollar", "16000000 dollar"));
  const std::string bars = "| \u00A3m | 2019 |\n| --- | --- |\n| Income | 52 |\n";
  EXPECT_THAT(AmountsOfRow(bars, "| Income"), ElementsAre("52000000 pound"));
}

TEST(TableUnits, OfAColumnOrRowBelongToItsCells) {
  const std::string table =
      "Country\tExports, USD bn\tChange (%)\tFirms\nNorway\t104\t3.5\t310\nTurnout (%)\t61\t62\t63\n";
  EXPECT_THAT(AmountsOfRow(table, "Norway"), ElementsAre("104000000000 USD", "3.5 %", "310"));
  EXPECT_THAT(AmountsOfRow(table, "Turnout"), ElementsAre("61 %", "62 %", "63 %"));
  const std::string headless = "         Tonnes    Share (%)\nWheat    120       40\nRye      30        10\n";
  EXPECT_THAT(AmountsOfRow(headless, "Rye"), ElementsAre("30 tonne", "10 %"));
}

TEST(TableUnits, HoldForSignsAndForColumnsOfUnits) {
  const std::string dollars =
      "In thousands of US dollars\n\nItem\t2023\nCash\t$ 4,512\nFees\t\u20AC 30\nRate\t4%\n";
  EXPECT_THAT(AmountsOfRow(dollars, "Cash"), ElementsAre("4512000 USD"));
  EXPECT_THAT(AmountsOfRow(dollars, "Fees"), ElementsAre("30 EUR"));
  EXPECT_THAT(AmountsOfRow(dollars, "Rate"), ElementsAre("4 %"));
  const std::string units = "Indicator\tUnit\t2023\nOutput\tUSD bn\t310\nArea\tkm\t12\n";
  EXPECT_THAT(AmountsOfRow(units, "Output"), ElementsAre("310000000000 USD"));
  EXPECT_THAT(AmountsOfRow(units, "Area"), ElementsAre("12 kilometre"));
  const std::string unlabelled = "Sales (\u20ACm)\tGrowth\tStaff (thousands)\nAcme\t1,250\t3%\t12.4\n";
  EXPECT_THAT(AmountsOfRow(unlabelled, "Acme"), ElementsAre("1250000000 EUR", "3 %", "12400"));
}

TEST(TableUnits, OfSingleSpacedTablesNeedALabelAndPeriods) {
  const std::string text = "NOK million 2024 2023\nNet profit 488 391\nTotal 12 9\n";
  EXPECT_THAT(AmountsOfRow(text, "Net"), ElementsAre("488000000 NOK", "391000000 NOK"));
  EXPECT_THAT(AmountsOfRow(text, "Total"), ElementsAre("12000000 NOK", "9000000 NOK"));
}

TEST(TableUnits, LeaveOtherNumbersAlone) {
  const std::string own = "NOK million\t2024\nMargin\t12%\nIn dollars\t$5 million\n";
  EXPECT_THAT(AmountsOfRow(own, "Margin"), ElementsAre("12 %"));
  EXPECT_THAT(AmountsOfRow(own, "In dollars"), ElementsAre("5000000 dollar"));
  const std::string prose = "All figures in NOK million\n\nThe firm hired 300 nurses.\n";
  EXPECT_THAT(AmountsOfRow(prose, "The firm"), ElementsAre("300"));
  const std::string apart = "NOK million\t2024\nProfit\t488\n\nStaff\t12\nShips\t3\n";
  EXPECT_THAT(AmountsOfRow(apart, "Ships"), ElementsAre("3"));
  EXPECT_THAT(AmountsOfRow("Year\tCases\n2016\t12\n", "2016"), ElementsAre("2016", "12"));
  EXPECT_THAT(AmountsOfRow("Price (USD)\n", "Price"), IsEmpty());
}

TEST(TableUnits, MakeAnAmountOfACellThatLooksLikeAYear) {
  const std::string text = "NOK million\t2024\nRevenue\t2016\n";
  EXPECT_THAT(AmountsOfRow(text, "Revenue"), ElementsAre("2016000000 NOK"));
  EXPECT_THAT(AmountsOfRow(text, "2024"), ElementsAre("2024"));
}

TEST(TableUnits, KeepTheBareNumberAsAnAlternative) {
  const std::string text = "NOK million\t2024\nNet profit\t488\n";
  std::vector<TypedValue> values = FindValues("Net profit\t488", {});
  AddTableUnits(text, text.find("Net"), values);
  bool bare = false;
  for (const TypedValue& value : values) {
    bare |=
        value.amount.value == "488" && value.amount.unit.empty() && value.reading == Reading::kAlternative;
  }
  EXPECT_TRUE(bare);
}

}  // namespace
}  // namespace verbatim::text
