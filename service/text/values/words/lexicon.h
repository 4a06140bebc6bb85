#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

// The English words that can be part of a value, and the roles that each can have in it.
namespace verbatim::text {

// The role of a word in a value. A word can have several: "second" is an ordinal and a unit of time. A
// comment says what the value of a Word::Use means for that role; the other roles have no value.
enum class Role : uint8_t {
  kNone,
  kCardinal,  // value: 0 to 19
  kTens,      // value: 20 to 90
  kHundred,
  kScale,         // thousand, million; value: the power of ten, 3 or more
  kScaleMark,     // k, bn after digits, with or without a space; value: the power of ten
  kDozen,         // dozen, dozens
  kOrdinal,       // first, twentieth; value: 1 to 19, 20, 30 to 90
  kOrdinalScale,  // hundredth, millionth; value: the power of ten
  kPlural,        // denominators such as thirds, twentieths; value: the ordinal
  kPluralScale,   // hundredths, millionths; value: the power of ten
  kPart,          // half, quarter; value: 2, 4
  kOrdinalMark,   // st, nd, rd, th after digits
  kMonth,         // value: 1 to 12
  kWeekday,       // value: 1 (Monday) to 7, as in ISO 8601
  kSeason,        // value: 21 (spring) to 24 (winter), as in EDTF
  kDecade,        // value: 20 (twenties) to 90 (nineties), 10 (tens), 0 (noughties)
  kTimeUnit,      // value: a TimeUnit
  kDay,           // yesterday, today, tomorrow; value: -1, 0, 1
  kShift,         // last, this, next and similar words; value: -1, 0, 1
  kUnit,          // value: an index into UnitWords()
  kCurrency,      // a word of a currency's name, or its code
  kFunction,      // value: a Function
  kEra,           // value: -1 (BC, BCE) or 1 (AD, CE)
  kHoliday,       // the first word of a holiday's name
  kEdge,          // final, opening: a part of a period; value: -1 (the last part) or 1 (the first)
  // The words of marker_words.h. They state no value themselves.
  kBounding,  // the first word of a BoundPhrase; value: the index of the first in BoundPhrases()
  kInPhrase,  // another word of a BoundPhrase
  kVague,     // several, many: an indefinite number
  kLabel,     // flight, ward: the number after it is a name
  kTrailing,  // or, plus: may begin a bound after a number
  kFall,  // fell, deficit: the amount beside it is a decrease; value: bit 0 if the word may also follow it, bit 1 if it is a balance
};

enum class TimeUnit : uint8_t {
  kSecond,
  kMinute,
  kHour,
  kDay,
  kWeek,
  kFortnight,
  kWeekend,
  kMonth,
  kQuarter,
  kYear,
  kDecade,
  kCentury,
};

// The words that connect other words in a value.
enum class Function : uint8_t {
  kA,
  kAbout,  // about, around, some
  kAbove,  // above, exceeding
  kAfter,
  kAgo,
  kAlmost,
  kAnd,
  kAs,
  kAt,
  kBefore,
  kBelow,  // below, under
  kBetween,
  kBy,
  kCent,
  kClose,
  kDuring,
  kEarlier,
  kEarly,
  kEnd,
  kEqual,
  kEstimated,
  kFew,
  kFor,
  kFrom,
  kHolding,  // this, that, no: these make "one" a pronoun
  kIn,
  kLate,
  kLater,  // later, hence
  kLeast,
  kLess,
  kMany,
  kMid,
  kMinus,
  kMore,
  kMost,
  kMy,
  kNegative,
  kNo,
  kNot,
  kNow,
  kOf,
  kOn,
  kOr,
  kOut,
  kOver,
  kPer,
  kPercent,
  kPoint,
  kPoints,
  kRest,
  kSince,
  kSo,
  kStart,
  kStarting,
  kThan,
  kThe,
  kThrough,
  kTo,
  kUp,
  kWell,
  kWithin,
};

// An entry of the lexicon. Immutable, never freed.
struct Word {
  struct Use {
    Role role = Role::kNone;
    int16_t value = 0;
  };
  std::array<Use, 3> uses;
  uint32_t roles = 0;      // bit n: has Role n
  uint64_t functions = 0;  // bit n: has Function n
  bool carries = false;    // has a role in which a word can state a value itself

  bool Has(Role role) const { return (roles >> static_cast<unsigned>(role) & 1) != 0; }
  bool Is(Function function) const { return (functions >> static_cast<unsigned>(function) & 1) != 0; }
  // Returns the value of the word in `role`, or nullopt if it does not have that role.
  std::optional<int> As(Role role) const {
    if (!Has(role)) return std::nullopt;
    for (const Use& use : uses) {
      if (use.role == role) return use.value;
    }
    return std::nullopt;
  }
};

// Returns the entry for a word, ignoring the case of ASCII letters, or nullptr if there is none. Any thread.
const Word* FindWord(std::string_view word);

}  // namespace verbatim::text
