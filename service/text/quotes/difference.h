#pragma once

#include <string_view>

namespace verbatim::text {

// How a quote differs from a passage that equals it when folded (fold.h): a passage of similarity 1.
enum class Difference {
  kNone,        // equal byte for byte
  kWhiteSpace,  // in runs of spaces, tabs and line ends
  kNoBreak,     // also in no-break spaces and other Unicode white space
  kTypography,  // in quotation marks, dashes, capitals, accents, ligatures or invisible characters
};

// Returns the first of these that describes the whole difference. Both must be UTF-8. Linear. Any thread.
Difference DifferenceBetween(std::string_view quote, std::string_view passage);

}  // namespace verbatim::text
