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

// Chance that is the same with every standard library, which std::uniform_int_distribution is not.
inline size_t Below(std::mt19937_64& random, size_t bound) { return random() % bound; }
inline double Fraction(std::mt19937_64& random) { return static_cast<double>(random() >> 11) * 0x1p-53; }
inline bool Happens(std::mt19937_64& random, double probability) { return Fraction(random) < probability; }

// A word as it stands between white space: its letters and digits with whatever is between them, and the
// punctuation before and behind. A word of punctuation alone has no core, and all of it in `lead`.
struct Word {
  std::string lead;
  std::string core;
  std::string trail;

  std::string text() const { return lead + core + trail; }
};

Word SplitWord(std::string_view word);

// The pieces of a range of a text between its white space.
std::vector<text::ByteRange> WordsIn(std::string_view text, text::ByteRange range);

// A range without white space and punctuation at its ends; empty if there is nothing else in it.
text::ByteRange TrimmedToWords(std::string_view text, text::ByteRange range);

// What is equal if two texts differ in white space and typography alone (text/fold.h).
std::u32string Folded(std::string_view text);

// Another number in the place of one, in digits or in English words, or nothing if `core` is none.
std::optional<std::string> OtherFigure(std::string_view core, std::mt19937_64& random);

// Another form of a word or a slip of the pen, or nothing if it is short or not of English letters.
std::optional<std::string> OtherForm(std::string_view core, std::mt19937_64& random);

// The same word with other quote marks and dashes; itself if it has none.
std::string OtherTypography(std::string_view word);

// A word of `sentences` of four letters or more that is not among `others`, all folded.
std::string OtherWord(std::span<const std::string> sentences, std::span<const std::u32string> others,
                      std::mt19937_64& random);

// With a capital, or without, if it begins with an English letter.
std::string Capitalized(std::string word);
std::string Uncapitalized(std::string word);

}  // namespace verbatim::test
