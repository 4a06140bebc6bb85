#include "text/values/numbers/decimal.h"

#include <gtest/gtest.h>

namespace verbatim::text {
namespace {

TEST(IsDecimal, AcceptsDigitsWithASignAndAFraction) {
  for (const char* value : {"0", "52", "-0.5", "+3", "007", "1.50", "123456789012345678901234567890.1"}) {
    EXPECT_TRUE(IsDecimal(value)) << value;
  }
  for (const char* value :
       {"", "-", ".5", "5.", "1,000", "1e3", "fifty", " 1", "1 ", "١", "--1", "1.2.3", "NaN"}) {
    EXPECT_FALSE(IsDecimal(value)) << value;
  }
}

TEST(CompareDecimals, ComparesExactlyByValue) {
  const char* ascending[] = {"-100", "-99.5", "-1", "-0.25", "0", "0.1", "0.10000000000000000001",
                             "1",    "9.99",  "10", "100"};
  for (size_t i = 0; i < std::size(ascending); ++i) {
    for (size_t j = 0; j < std::size(ascending); ++j) {
      EXPECT_EQ(CompareDecimals(ascending[i], ascending[j]), i <=> j)
          << ascending[i] << " and " << ascending[j];
    }
  }
  EXPECT_EQ(CompareDecimals("1.50", "+1.5"), std::strong_ordering::equal);
  EXPECT_EQ(CompareDecimals("-0", "0.000"), std::strong_ordering::equal);
  EXPECT_EQ(CompareDecimals("0052", "52.0"), std::strong_ordering::equal);
}

}  // namespace
}  // namespace verbatim::text
