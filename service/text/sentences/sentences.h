#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/sentences/hard_wraps.h"
#include "text/unicode/span.h"
#include "text/unicode/stop.h"

namespace verbatim::text {

// Returns the sentences of `text`, without the white space around them. They are the sentences of UAX #29 as
// ICU finds them for `language` (BCP 47; empty or unknown selects the root rules), tailored by
// sentence_rules.h to abbreviations, initials, ordinals, enumerations, ellipses and references to notes. The
// folder languages has the words of each language; others have CLDR's abbreviations. Each line, or paragraph
// of hard-wrapped lines, is divided on its own, so an edit never moves a sentence of another paragraph.
//
// Deterministic for one version of ICU. The ranges are in order, do not overlap, cut no code point and are
// never empty. Only white space, and byte order marks at the starts of lines, lie between them, so ranges and
// gaps together reproduce the text. Linear in the text, which must be UTF-8 of less than 2 GiB. If
// `should_stop` ends the work, the result must not be used. Any thread.
std::vector<ByteRange> FindSentences(std::string_view text, const std::string& language,
                                     const ShouldStop& should_stop = {},
                                     LineEnds line_ends = LineEnds::kMayWrap);

// The same for a text from which HardWraps has taken the line ends that divide no sentences.
std::vector<ByteRange> FindSentencesOfLines(std::string_view text, const std::string& language);

}  // namespace verbatim::text
