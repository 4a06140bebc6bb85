#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace verbatim::text {

// The sentences of `text` by UAX #29 as ICU implements it, for `language` (BCP 47; empty or unknown: the root
// rules), without the white space around them. Deterministic for one version of ICU. The ranges are in order,
// do not overlap, cut no code point, are never empty, and what lies between them is white space, so that
// ranges and gaps together give back the text. `text` must be UTF-8 of less than 2 GiB. Any thread.
std::vector<ByteRange> FindSentences(std::string_view text, const std::string& language);

}  // namespace verbatim::text
