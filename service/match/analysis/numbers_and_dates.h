#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "match/analysis/words.h"
#include "text/unicode/span.h"

// Numbers and times of English texts, for comparing words. Any thread.
namespace verbatim::match {

// A number written as several words, or as digits and a scale: "fifty-two", "4.6 million", "500k".
struct Figure {
  text::ByteRange range;
  std::string value;  // a decimal number
};

struct NumbersAndDates {
  std::vector<Figure> figures;                      // in the text's order
  std::vector<std::pair<YearMonth, size_t>> times;  // with the offset of the first byte
};

// `text` must be UTF-8. Linear.
NumbersAndDates FindNumbersAndDates(std::string_view text);

// Returns the digits of a lower-case word for a number below one hundred; empty for any other word.
std::string_view SmallNumber(std::string_view word);

}  // namespace verbatim::match
