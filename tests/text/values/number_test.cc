#include "text/values/numbers/number.h"

#include <gtest/gtest.h>

namespace verbatim::text {
namespace {

Number Of(std::string_view digits) { return *Number::FromDigits(digits); }

TEST(Number, IsExactInDecimal) {
  EXPECT_EQ(Of("30000.50").ToString(), "30000.5");
  EXPECT_EQ(Of(".25").ToString(), "0.25");
  EXPECT_EQ(Of("0000").ToString(), "0");
  EXPECT_EQ(Of("0.1").Plus(Of("0.2"))->ToString(), "0.3");
  EXPECT_EQ(Of("1.1").Times(Of("1000000"))->ToString(), "1100000");
  EXPECT_EQ(Of("2.33").Shifted(3)->ToString(), "2330");
  EXPECT_EQ(Of("5").Shifted(-2)->ToString(), "0.05");
  EXPECT_EQ(Of("5").Negated().ToString(), "-5");
  EXPECT_EQ(Of("99999999999999999999999999999999999999").ToString(),
            "99999999999999999999999999999999999999");
}

TEST(Number, RoundsOnlyDivisions) {
  EXPECT_EQ(Number::Divide(Number(2), Number(3))->ToString(), "0.666666666666667");
  EXPECT_EQ(Number::Divide(Number(1), Number(8))->ToString(), "0.125");
  EXPECT_EQ(Number::Divide(Number(-700), Number(35))->ToString(), "-20");
  EXPECT_FALSE(Number::Divide(Number(1), Number(0)));
}

TEST(Number, DoesNotExistBeyondItsDigits) {
  EXPECT_FALSE(Number::FromDigits(std::string(40, '9')));
  EXPECT_FALSE(Of("99999999999999999999999999999999999999").Times(Number(1000)));
  EXPECT_FALSE(Number(10).Shifted(65));
}

TEST(Number, ComparesByValue) {
  EXPECT_TRUE(Of("1.50") == Of("1.5"));
  EXPECT_TRUE(Of("9.99") < Number(10));
  EXPECT_TRUE(Number(-10) < Of("0.01"));
  EXPECT_TRUE(Of("0.00000000000000000000000000000000001") < *Number(1).Shifted(30));
  EXPECT_FALSE(*Number(1).Shifted(30) < Of("0.00000000000000000000000000000000001"));
  EXPECT_TRUE(Number(-1).Shifted(30)->Plus(Number(0)) < Of("-0.00000001"));
}

}  // namespace
}  // namespace verbatim::text
