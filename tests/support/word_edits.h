#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/unicode/span.h"

namespace verbatim::test {

// Returns a random number below `bound`. Unlike std::uniform_int_distribution, the function returns the same
// number with every standard library.
inline size_t Below(std::mt19937_64& random, size_t bound) { return random() % bound; }
inline double Fraction(std::mt19937_64& random) { return static_cast<double>(random() >> 11) * 0x1p-53; }
inline bool Happens(std::mt19937_64& random, double probability) { return Fraction(random) < probability; }

// The characters between two white spaces. `core` reaches from the first letter or digit to the last; `lead`
// and `trail` are the punctuation around it. If a word has only punctuation, `lead` is the whole word.
struct Word {
  std::string lead;
  std::string core;
  std::string trail;

  std::string text() const { return lead + core + trail; }
};

Word SplitWord(std::string_view word);

// Returns the words of a range of a text, separated by white space.
std::vector<text::ByteRange> WordsIn(std::string_view text, text::ByteRange range);

// Returns the range without white space and punctuation at its ends. Empty if the range has only white space
// and punctuation.
text::ByteRange TrimmedToWords(std::string_view text, text::ByteRange range);

// Returns equal strings for texts that differ only in white space and typography (text/fold.h).
std::u32string Folded(std::string_view text);

// Returns another number. The result is in digits if `core` is in digits, and an English word if `core` is
// one. Returns nothing if `core` is not a number.
std::optional<std::string> OtherFigure(std::string_view core, std::mt19937_64& random);

// Returns another form of a word or a misspelling. Returns nothing if the word is short or has non-English
// letters.
std::optional<std::string> OtherForm(std::string_view core, std::mt19937_64& random);

// Returns the word with other quotation marks and dashes. A word without such marks is returned unchanged.
std::string OtherTypography(std::string_view word);

// Returns a word of four or more letters from `sentences` that is not among the folded `others`.
std::string OtherWord(std::span<const std::string> sentences, std::span<const std::u32string> others,
                      std::mt19937_64& random);

// Return the word with an upper-case or lower-case first letter, if that is an English letter.
std::string Capitalized(std::string word);
std::string Uncapitalized(std::string word);

}  // namespace verbatim::test
