#pragma once

#include <string_view>

// English word lists for splitting sentences: abbreviations written with a full stop, words that often begin
// a sentence, and prepositions. Case does not matter.
namespace verbatim::text {

enum class Abbreviation {
  kNone,
  kTitle,    // before a name, never at the end of a sentence: Dr., Gen., St.
  kNumeric,  // an abbreviation only before a number: No., p., vol.
  kInner,    // never at the end of a sentence: e.g., cf., vs.
  kAny,      // may end a sentence: Co., Inc., etc., Jan.
};

// Returns the kind of abbreviation that `word` is. Pass the word without its final full stop: `Dr` or `e.g`.
Abbreviation AbbreviationOf(std::string_view word);

// Returns whether a capitalised `word` often begins a sentence but is seldom part of a name: The, He,
// However. After an abbreviation such a word shows that the sentence has ended: "in the U.S. How" but "the
// U.S. Government".
bool BeginsSentences(std::string_view word);

// Returns whether `word` is a preposition. A preposition and a few words are not a sentence: "At 5 a.m."
bool IsPreposition(std::string_view word);

}  // namespace verbatim::text
