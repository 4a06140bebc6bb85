#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/values/languages/folding.h"
#include "text/values/languages/spelled_numbers.h"

namespace verbatim::text {

// What a word or phrase means in a value. A comment says what Meaning::value is.
enum class Sense : uint8_t {
  kMonth,       // 1 to 12
  kMonthShort,  // an abbreviation, which needs a day or year beside it; 1 to 12, or 0 for what is none despite ICU
  kWeekday,  // 1 (Monday) to 7
  kWeekdayShort,
  kSeason,    // 21 (spring) to 24 (winter)
  kTimeUnit,  // a TimeUnit
  kShift,     // last, this, next: the number of periods away
  kDay,       // yesterday, today, tomorrow: the number of days away
  kPeriod,    // "last week" in one phrase: 100 * TimeUnit + 50 + shift
  kAgo,       // before or after a duration
  kLater,     // in, after: before or after a duration
  kWithin,    // before a duration from now
  kFew,       // a few: an unknown small number of units
  kBegin,     // the start, middle, end of a period
  kMid,
  kEnd,
  kRest,
  kHalfYear,    // the unit "half of a year"
  kDecade,      // the seventies: 70
  kDecadeMark,  // the word or ending that makes 1970 or 70 a decade
  kLastOf,      // the last of several: last Sunday in March
  kFrom,
  kTo,
  kBetween,
  kAnd,
  kSince,
  kSinceDay,  // since, before a day only: elsewhere it means of
  kUntil,
  kBefore,
  kAfter,
  kFiller,       // words without meaning inside a date: of, the
  kDayMark,      // words before a lone day of the month: on the 15th
  kOrdinalMark,  // endings of ordinals after digits
  kYearMark,     // words after or before a year that are not part of its value
  kEra,          // -1 (before Christ) or 1
  kHoliday,      // 100 * month + day
  kMinus,
  kPoint,     // the word for the decimal separator
  kAddition,  // and, with: between a whole number and its fraction
  kHalf,
  kQuarter,
  kValue,        // a number as text, such as 1.5; Meaning::text
  kDenominator,  // the number itself
  kScaleMark,    // after digits: the power of ten
  kDozen,        // 12, 20, 144
  kDividedBy,    // between the numbers of a quotient
  kOutOf,        // between the numbers of a share: one in five
  kPercent,
  kPercentBefore,  // before the number
  kCurrency,       // Meaning::text: as FindCurrency
  kMeasure,        // Meaning::text: the unit's English name in the singular
  kBound,          // before the number; a Bound
  kBoundAfter,     // after the number; a Bound
  kLabel,          // the number after it is a name: flight, room
  kDeny,           // denies what follows: not, without
  kDenyClause,     // denies the clause that follows: denied
  kClause,         // begins a clause: that
  kNo,             // no: may count zero
  kFall,           // fell, deficit: the amount beside it is a decrease; 2 for a balance
};

struct Meaning {
  Sense sense = Sense::kFiller;
  int value = 0;
  std::string text{};
};

// The words of one language that can be part of a value. Immutable. Any thread.
class Vocabulary {
 public:
  struct Phrase {
    size_t words = 0;
    const std::vector<Meaning>* meanings = nullptr;
  };

  // `language` is a lower-case primary subtag, `region` an upper-case region subtag or empty.
  Vocabulary(std::string_view language, std::string_view region);

  const std::vector<Meaning>* Find(const std::string& phrase) const {
    auto found = phrases_.find(phrase);
    return found == phrases_.end() ? nullptr : &found->second;
  }
  // Returns the senses of all phrases that begin with `word`: bit n is Sense n. Rules out most words.
  uint64_t SensesOf(const std::string& word) const {
    auto found = senses_.find(word);
    return found == senses_.end() ? 0 : found->second;
  }
  // Returns whether a longer phrase begins with the words of `phrase`.
  bool Continues(const std::string& phrase) const { return beginnings_.contains(phrase); }

  const SpelledNumbers& numbers() const { return *numbers_; }
  const std::string& language() const { return language_; }
  char32_t decimal() const { return decimal_; }
  char32_t grouping() const { return grouping_; }
  bool apostrophe_in_words() const { return apostrophe_in_words_; }
  Rings rings() const { return rings_; }
  // Splits a phrase at anything but letters and marks, and joins its folded words with single spaces.
  std::string FoldPhrase(std::string_view phrase) const;

  // Adds a phrase, whose words are separated by spaces and are folded here.
  void Add(std::string_view phrase, Meaning meaning);

 private:
  void AddTable(std::string_view entries);
  void AddEndings(std::string_view language);

  std::string language_;
  char32_t decimal_ = U'.';
  char32_t grouping_ = U',';
  bool apostrophe_in_words_ = false;
  Rings rings_ = Rings::kDropped;
  std::unique_ptr<SpelledNumbers> numbers_;
  std::unordered_map<std::string, std::vector<Meaning>> phrases_;
  std::unordered_map<std::string, bool> beginnings_;
  std::unordered_map<std::string, uint64_t> senses_;
};

// Returns the vocabulary of the language of a BCP 47 tag. It is made at the first use, in some 20 ms, and stays.
// Returns nullptr for English, for a tag without a language, and for languages that have no hand-written table.
const Vocabulary* VocabularyOf(std::string_view tag);

// Returns whether values are read in the words of the language of `tag`: English and those of VocabularyOf.
bool ReadsWordsOf(std::string_view tag);

}  // namespace verbatim::text
