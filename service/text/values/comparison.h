#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "text/unicode/span.h"
#include "text/values/values.h"

// Whether a quote states a value that somebody claims it states.
namespace verbatim::text {

// Version of all rules by which values are found in words and compared: those of this folder. What was found
// by one version is recorded with its number, so that it goes up with every change of what is found.
inline constexpr int kValueRulesVersion = 2;

enum class Verdict : uint8_t {
  kAttested,      // the quote says so, or something that implies it
  kContradicted,  // it states another value in its place
  kUnattested,    // neither: it says nothing of the kind, or not exactly that
};

struct Comparison {
  Verdict verdict = Verdict::kUnattested;
  ByteRange range;                     // the words that attest or contradict; empty if kUnattested
  const TypedValue* stated = nullptr;  // their value, one of those given; nullptr if kUnattested
};

// Compares an amount with the values of `quote`, as FindValues returned them.
//
// Bounds count: an exact figure attests every bound, range and rounding that holds for it, and otherwise
// contradicts; a bound or a range is attested by itself alone ("over 30,000" by MORE_THAN 30000),
// contradicted by another figure of its kind and by what lies outside it (EXACT 25000), and neither by what
// lies inside (EXACT 31000); so is ABOUT, inside of which lies what rounds to it or is nearly as much. Only
// values of the same kind are compared: money with money of the same name, percentages with percentages and
// fractions, measures with measures of the same unit, counts with counts. A figure that stands in the quote
// attests wherever it stands; one that does not is contradicted by the count of the same noun, if there is
// one, otherwise by the nearest figure.
Comparison CompareAmount(const Amount& claimed, std::string_view quote, std::span<const TypedValue> stated);

// Compares a time, which is EDTF of levels 0 and 1, with the times of a quote.
//
// A date is attested by the same date and by one within it (2025 by "12 September 2025"), contradicted by one
// that lies outside, and neither by a longer one that holds it. A period with two ends is attested by the
// same period, or by both its ends, and contradicted by another period.
Comparison CompareTime(std::string_view edtf, std::span<const TypedValue> stated);

// The words in `quote` that are `words` but for case, diacritics, and the style of quotes, dashes and spaces;
// nothing if they do not stand there as whole words.
std::optional<ByteRange> FindWords(std::string_view quote, std::string_view words);

}  // namespace verbatim::text
