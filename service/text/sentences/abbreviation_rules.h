#pragma once

#include <unicode/umachine.h>

#include <cstddef>
#include <string_view>

#include "text/sentences/sentence_rules.h"

namespace verbatim::text {

// A boundary and its surroundings.
struct Place {
  std::string_view line;
  size_t start;   // start of the sentence
  size_t end;     // end of the text before the boundary, without white space
  size_t stop;    // the same, without closing quotation marks and brackets
  size_t next;    // start of the text after the boundary, without white space
  bool closed;    // there are such closing marks
  UChar32 first;  // first character after the boundary, without openers
  const SentenceRules& rules;
  StopPoll& poll;
};

Place PlaceAt(std::string_view line, size_t sentence_start, size_t boundary, const SentenceRules& rules,
              StopPoll& poll);

// Whether the full stop that ends at `place.stop` belongs to an abbreviation, an initial or an ordinal, and the
// sentence continues.
bool IsAbbreviation(const Place& place);

}  // namespace verbatim::text
