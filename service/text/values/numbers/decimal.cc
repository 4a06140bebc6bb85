#include "text/values/numbers/decimal.h"

#include <algorithm>

#include "text/unicode/ascii.h"

namespace verbatim::text {
namespace {

struct Parts {
  bool negative = false;
  std::string_view whole;     // without leading zeros
  std::string_view fraction;  // without trailing zeros

  bool IsZero() const { return whole.empty() && fraction.empty(); }
};

Parts Split(std::string_view value) {
  Parts parts;
  if (value[0] == '+' || value[0] == '-') {
    parts.negative = value[0] == '-';
    value.remove_prefix(1);
  }
  size_t stop = std::min(value.find('.'), value.size());
  parts.whole = value.substr(0, stop);
  parts.fraction = value.substr(std::min(stop + 1, value.size()));
  while (parts.whole.starts_with('0')) parts.whole.remove_prefix(1);
  while (parts.fraction.ends_with('0')) parts.fraction.remove_suffix(1);
  if (parts.IsZero()) parts.negative = false;
  return parts;
}

std::strong_ordering CompareMagnitudes(const Parts& a, const Parts& b) {
  if (auto order = a.whole.size() <=> b.whole.size(); order != 0) return order;
  if (auto order = a.whole.compare(b.whole) <=> 0; order != 0) return order;
  return a.fraction.compare(b.fraction) <=> 0;
}

}  // namespace

bool IsDecimal(std::string_view value) {
  if (!value.empty() && (value[0] == '+' || value[0] == '-')) value.remove_prefix(1);
  size_t stop = value.find('.');
  std::string_view whole = value.substr(0, stop);
  auto all_digits = [](std::string_view digits) {
    return !digits.empty() && std::all_of(digits.begin(), digits.end(), IsAsciiDigit);
  };
  return all_digits(whole) && (stop == std::string_view::npos || all_digits(value.substr(stop + 1)));
}

std::strong_ordering CompareDecimals(std::string_view a, std::string_view b) {
  Parts left = Split(a);
  Parts right = Split(b);
  if (left.negative != right.negative) {
    return left.negative ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  return left.negative ? CompareMagnitudes(right, left) : CompareMagnitudes(left, right);
}

}  // namespace verbatim::text
