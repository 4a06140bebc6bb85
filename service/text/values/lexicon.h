#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

// The words that values are made of, in English, and what each can be in one.
namespace verbatim::text {

// What a word can be. Many are two things: "second" counts and measures, "may" is a month and a verb.
enum class Role : uint8_t {
  kNone,
  kCardinal,  // value: 0 to 19
  kTens,      // value: 20 to 90
  kHundred,
  kScale,         // value: the power of ten, 3 and more
  kScaleMark,     // as k, bn: directly behind digits, or a space away; value: the power of ten
  kDozen,         // also the plural
  kOrdinal,       // value: 1 to 19, 20, 30 to 90
  kOrdinalScale,  // value: the power of ten: hundredth, millionth
  kPlural,       // an ordinal in the plural, a fraction's denominator: thirds, twentieths; value: the ordinal
  kPluralScale,  // hundredths; value: the power of ten
  kPart,         // half, quarter; value: 2, 4
  kOrdinalMark,  // st, nd, rd, th behind digits
  kMonth,        // value: 1 to 12
  kWeekday,      // value: 1 (Monday) to 7, as ISO 8601 counts
  kSeason,       // value: 21 (spring) to 24 (winter), as EDTF counts
  kDecade,       // value: twenties 20 to nineties 90, tens 10, noughties 0
  kTimeUnit,     // value: a TimeUnit
  kDay,          // yesterday, today, tomorrow; value: -1, 0, 1
  kShift,        // last, this, next and their like; value: -1, 0, 1
  kUnit,         // value: an index into units.h
  kCurrency,     // a word of a currency's name, or its code
  kFunction,     // value: a Function
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

// Words that bind others together.
enum class Function : uint8_t {
  kA,
  kAbout,  // about, some, nearly: near the number
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
  kHolding,  // this, that, no: what makes "one" a pronoun
  kIn,
  kLate,
  kLater,  // later, hence, from now
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
  uint32_t roles = 0;      // bit n: it has the Role n
  uint64_t functions = 0;  // bit n: it is the Function n
  bool carries = false;    // can be more than a Function

  bool Has(Role role) const { return (roles >> static_cast<unsigned>(role) & 1) != 0; }
  bool Is(Function function) const { return (functions >> static_cast<unsigned>(function) & 1) != 0; }
  // What the word is worth in a role.
  std::optional<int> As(Role role) const {
    if (!Has(role)) return std::nullopt;
    for (const Use& use : uses) {
      if (use.role == role) return use.value;
    }
    return std::nullopt;
  }
};

// The entry for a word in any case, or nullptr. Any thread.
const Word* FindWord(std::string_view word);

}  // namespace verbatim::text
