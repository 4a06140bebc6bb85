#pragma once

#include <string_view>

// Words that end with a full stop without ending a sentence, and words that begin one. English; without case.
namespace verbatim::text {

enum class Abbreviation {
  kNone,
  kTitle,    // stands before a name, never at the end: Dr., Gen., St.
  kNumeric,  // stands before a number: No., p., vol.; elsewhere it is a word
  kInner,    // never at the end of a sentence: e.g., cf., vs.
  kAny,      // may also end one: Co., Inc., etc., Jan.
};

// What a word before a full stop is, as `Dr` or `U.S`. The full stop itself is left out.
Abbreviation AbbreviationOf(std::string_view word);

// Whether a capitalised word is one that is seldom part of a name but often begins a sentence: The, He,
// However. It tells whether what stands before it has ended, as "in the U.S. How" and "the U.S. Government".
bool BeginsSentences(std::string_view word);

// Whether a word is a preposition, so that a few words after it are no sentence: "At 5 a.m."
bool IsPreposition(std::string_view word);

}  // namespace verbatim::text
