#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "match/analysis/words.h"
#include "text/unicode/span.h"

// Numbers and times of English texts, as far as words are compared by them. Any thread.
namespace verbatim::match {

// A number of several words, or of digits and their scale: "fifty-two", "4.6 million", "500k".
struct Figure {
  text::ByteRange range;
  std::string value;  // a decimal number
};

struct Stated {
  std::vector<Figure> figures;                      // in the text's order
  std::vector<std::pair<YearMonth, size_t>> times;  // with their first bytes
};

// `text` must be UTF-8. Linear.
Stated FindStated(std::string_view text);

// The number in digits of a single word below one hundred, in lower case; empty if it is none.
std::string_view SmallNumber(std::string_view word);

}  // namespace verbatim::match
