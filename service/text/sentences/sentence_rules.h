#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/sentences/suppressions.h"
#include "text/unicode/language.h"
#include "text/unicode/stop.h"

// Rules for what UAX #29 leaves to tailoring: whether a full stop ends a sentence or an abbreviation, and
// where enumerations, footnote marks and ellipses belong. Each rule looks at a bounded number of bytes around
// a place, or at one run of white space or brackets, so all of them together are linear in the text. Offsets
// are bytes within one line. A line is UTF-8 and has no line feed except at its end. After a poll that says
// stop, results must not be used.
namespace verbatim::text {

struct SentenceRules {
  // `language` is a BCP 47 tag. Empty selects the rules that need no word list.
  explicit SentenceRules(const std::string& language)
      : english(IsEnglish(language)), suppressions(english ? "" : language) {}

  bool english;               // the word lists of abbreviations.h apply
  Suppressions suppressions;  // abbreviations of other languages
};

// Decides whether a sentence that begins at `sentence_start` ends at `boundary`, where UAX #29 lets it end.
// Returns the end, which may be a little after `boundary`, or nothing if the sentence continues. `boundary`
// must be inside the line.
std::optional<size_t> EndOfSentence(std::string_view line, size_t sentence_start, size_t boundary,
                                    const SentenceRules& rules, StopPoll& poll);

// The marks at the start of list items, such as "1.", "b)" or a bullet, without the white space after them.
// FindMarkers returns all bullets, and the numbers and letters that continue a count. A count begins with 1
// or a, at the start of the line or after a colon.
struct Marker {
  size_t start = 0;
  size_t end = 0;
};
std::vector<Marker> FindMarkers(std::string_view line, StopPoll& poll);

// Returns the offsets after dashes that break off a sentence and are followed by a new one.
std::vector<size_t> FindBrokenOff(std::string_view line, StopPoll& poll);

}  // namespace verbatim::text
