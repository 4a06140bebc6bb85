#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "text/values/languages/folding.h"
#include "text/values/numbers/number.h"

namespace verbatim::text {

// Reads numbers that are spelled out in one language. The words come from ICU's rule-based number formats: every
// set of rules (gender, case, cardinal, ordinal) is asked for the numbers below a hundred, the hundreds and the
// powers of a thousand, and what it answers are the parts. A number is a sequence of parts, with or without
// spaces between them, so that "zweiundfünfzigtausend" and "elli iki bin" are read by the same rule.
// Immutable after the last Add. Any thread.
class SpelledNumbers {
 public:
  enum class Part : uint8_t {
    kBelowHundred,  // 0 to 99
    kHundreds,      // 100, 200, ... 900 as one word
    kHundred,       // multiplies what precedes it
    kScale,         // a power of a thousand: the exponent
    kAnd,           // between other parts
    kOrdinal,       // 1 to 99, or an exponent from 2 as 1000 + exponent
    kDenominator,   // 3 to 100
    kHalf,          // "einhalb" after a whole number
    kEnding,        // a case ending that ends a word: the "nin" of "yirminin"
  };
  SpelledNumbers(const std::string& language, Rings rings);

  // What may follow what beyond the rules of ICU.
  enum class Joint : uint8_t {
    kUnitAfterAnd,      // "veinte y uno"
    kOrdinalAfterTens,  // "двадцять п'ятий": elsewhere "veinte quintos" is a fraction
  };
  void Allow(Joint joint) { (joint == Joint::kUnitAfterAnd ? unit_after_and_ : ordinal_after_tens_) = true; }

  // Adds a part that ICU does not know. `word` is folded and has no spaces.
  void Add(const std::string& word, Part part, int value);
  // Adds every cardinal (ordinal) from 3 to 100 with each ending as a denominator.
  void AddDenominators(std::string_view ending, bool of_ordinals);

  struct Reading {
    Number number;
    size_t end = 0;  // bytes of the text that state it
    bool ordinal = false;
    bool denominator = false;
    bool one = false;     // only the word for one, which is an article in many languages
    bool scaled = false;  // ends with a power of a thousand
    Number last_scale{1};
  };
  // Reads the longest number at the start of `text`, which is folded words without spaces. `ends` are the offsets
  // in `text` at which words end, in order; a number ends at one of them. Takes bounded time.
  std::optional<Reading> Read(std::string_view text, std::span<const size_t> ends) const;

  struct Scale {
    int exponent = 0;
    size_t end = 0;
  };
  // Reads powers alone, as they follow digits: the "mil millones" of "2 mil millones".
  std::optional<Scale> ReadScale(std::string_view text, std::span<const size_t> ends) const;

  // Returns whether a number may begin with the first letter of `word`. Rules out most words.
  bool MayBegin(std::string_view word) const;
  bool empty() const { return parts_.empty(); }

 private:
  struct Entry {
    Part part;
    int value;
  };
  friend class SpelledParser;
  struct Spelled;

  // Lets maps be searched by a string_view without a copy.
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  // The lengths of the parts that begin with the first byte of `text`, the longest first.
  const std::vector<size_t>& LengthsAt(std::string_view text) const {
    return lengths_[static_cast<unsigned char>(text.front())];
  }

  std::unordered_map<std::string, std::vector<Entry>, Hash, std::equal_to<>> parts_;
  std::unordered_set<std::string, Hash, std::equal_to<>> first_;  // the first two bytes of parts
  std::array<std::vector<size_t>, 256> lengths_;                  // by the first byte
  std::vector<std::pair<int, std::string>> cardinals_;            // every way to write 3 to 100
  std::vector<std::pair<int, std::string>> ordinals_;
  bool unit_after_and_ = false;
  bool ordinal_after_tens_ = false;
};

}  // namespace verbatim::text
