#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/sentences/suppressions.h"
#include "text/unicode/language.h"

// What UAX #29 leaves to tailoring: whether a full stop ends a sentence or an abbreviation, where
// enumerations, footnote marks and ellipses belong. Each rule looks at a bounded number of bytes around a
// place, so that all of them together are linear in the text. Offsets are bytes of one line, which is UTF-8
// without line feeds but at its end.
namespace verbatim::text {

struct SentenceRules {
  // `language` is a BCP 47 tag; empty for rules that no language's words are needed for.
  explicit SentenceRules(const std::string& language)
      : english(IsEnglish(language)), suppressions(english ? "" : language) {}

  bool english;               // the words of abbreviations.h are known
  Suppressions suppressions;  // of other languages
};

// Where the sentence ends that UAX #29 lets end at `boundary`, which is inside the line: there, a little
// later, or, if it does not end there, nothing. `sentence_start` is where the sentence begins.
std::optional<size_t> EndOfSentence(std::string_view line, size_t sentence_start, size_t boundary,
                                    const SentenceRules& rules);

// The marks at the beginnings of listed items, as "1.", "b)" or a bullet, without the white space after them:
// bullets, and numbers and letters that go on counting from one that begins the line or follows a colon.
struct Marker {
  size_t start = 0;
  size_t end = 0;
};
std::vector<Marker> FindMarkers(std::string_view line);

// Places where a sentence that was broken off by a dash is followed by another: behind the dash.
std::vector<size_t> FindBrokenOff(std::string_view line);

}  // namespace verbatim::text
