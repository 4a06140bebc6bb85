#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/unicode/span.h"

namespace verbatim::text {

// The sentences of `text`, without the white space around them: those of UAX #29 as ICU finds them for
// `language` (BCP 47; empty or unknown: the root rules), tailored by sentence_rules.h to abbreviations,
// initials, enumerations, ellipses and references to notes. English is known best; other languages have
// CLDR's abbreviations. A line is divided by itself, so that no edit moves a sentence of another line.
//
// Deterministic for one version of ICU. The ranges are in order, do not overlap, cut no code point, are never
// empty, and what lies between them is white space, so that ranges and gaps together give back the text.
// Linear in the text, which must be UTF-8 of less than 2 GiB. Any thread.
std::vector<ByteRange> FindSentences(std::string_view text, const std::string& language);

}  // namespace verbatim::text
