#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/unicode/span.h"
#include "text/unicode/stop.h"

// Finds the values that a text states, and the words that state each of them.
//
// What is read:
// - An amount has a number, a bound and a unit. "over $30 million" is MORE_THAN 30000000 dollar. The unit is
//   a currency, "%", a unit of measure or of time, or empty for a count such as "52 prisoners".
// - A time is an EDTF expression (ISO 8601-2): "12 September 2025" is 2025-09-12. Relative times ("last
//   Tuesday") need the day of publication.
// - A name is a sequence of capitalised words and has no further value.
//
// Words can have several meanings. The most likely one is reported as kStated, others as kAlternative.
//
// English words are in lexicon.cc, marker_words.cc and units.cc. Those of other languages are in languages/, which
// has one reader a kind for all of them (see vocabulary.h). In a language without a table, digits, signs and
// currency codes are read, except for numerals that the language may group in another way.
//
// How a text is read. Each reader reads from one token on and returns a result and the token after it.
//
//   tokens, lexicon          split the text into words, numerals and signs, and look the words up
//   number_parts             read numerals, scales ("million") and ordinals
//   whole_number_reader,
//   fraction_reader,
//   number_reader            compose numbers from them
//   unit_reader              reads units: currencies, percent, measures (units.h has the tables)
//   amount_reader,
//   bound_reader             read a number with its unit, and a bound ("over", "or more")
//   direction_reader         finds the words that make an amount a decrease ("fell 3%")
//   quantity_reader          composes amounts, bounds and ranges
//   date_reader              reads dates, months, years and the like (calendar.h has the arithmetic)
//   time_units, shifted_period_reader,
//   period_part_reader,
//   relative_reader          read times relative to the publication ("last Tuesday", "Q3", "2 weeks ago")
//   time_reader              composes dates, relative times and periods ("from 1994 to 2012")
//   name_reader              reads names
//   values                   tries the time, quantity and name readers at each token; the longer one wins
//   turning_words            finds words that deny a quote ("denied that")
//   comparison               decides whether the values of a quote attest a claimed value
namespace verbatim::text {

enum class ValueKind : uint8_t {
  kNumber,    // a count or a bare number
  kOrdinal,   // "third", "21st"
  kPercent,   // unit "%"
  kCurrency,  // unit: an ISO 4217 code, or the bare word ("dollar") if several currencies share it
  kMeasure,   // unit: the name of the unit in the singular, such as kilometre or year
  kTime,      // TypedValue::edtf
  kName,      // capitalised words
};

// How a stated number limits the real one. The same values as Quantity.bound of the protobuf contract.
enum class Bound : uint8_t { kExact, kAbout, kAtLeast, kMoreThan, kAtMost, kLessThan, kRange };
std::string_view ToString(Bound bound);  // for example EXACT
std::optional<Bound> ParseBound(std::string_view word);
bool IsLowerBound(Bound bound);  // kAtLeast or kMoreThan
bool IsUpperBound(Bound bound);  // kAtMost or kLessThan

// A number with its bound and unit.
struct Amount {
  std::string value;  // a decimal number (IsDecimal); of a range, its lower end
  std::string upper;  // the upper end of a range, otherwise empty
  Bound bound = Bound::kExact;
  std::string unit;  // empty for a count: the counted noun follows in the text
};

// How a value relates to other values over the same words.
enum class Reading : uint8_t {
  kStated,       // the most likely meaning of the words
  kPart,         // an end of a range or period; another value covers the whole range
  kAlternative,  // another possible meaning: 2020 as a number, "on Friday" as the next Friday
};

struct TypedValue {
  ValueKind kind = ValueKind::kNumber;
  Reading reading = Reading::kStated;
  ByteRange range;         // all words that state the value: "over 30,000", "the winter of 2021"
  ByteRange figure;        // the number alone, without bound and unit; of a range, the lower number
  ByteRange upper_figure;  // of a range, the upper number
  ByteRange fall;          // the word that makes an amount a decrease: "fell"; empty if there is none
  bool fraction = false;   // stated as a fraction: "two thirds"
  bool limit = false;      // a kTime that only limits the time meant: the 2012 in "before 2012"
  Amount amount;           // set for every kind except kTime and kName
  // Set for kTime: EDTF (ISO 8601-2) of level 0 or 1. If the year is unknown, a level 2 date such as
  // XXXX-09-12.
  std::string edtf;
};

struct ValueOptions {
  // The day on which the text was published. Without it, relative times ("last Tuesday") are not found.
  std::optional<std::chrono::sys_days> published;
  // BCP 47 tag of the text, whose words and separators are read. In a language without a table, an ambiguous numeral
  // such as 30.000 (thirty or thirty thousand) is not found. Empty or `und` counts as English.
  std::string_view language{};
  // Whether "no" before a noun in the plural is found as the number 0: "no people were hurt". It is an
  // alternative, because "no doubts" denies more often than it counts.
  bool read_none = false;
};

// Calls `take` for each value of `text`, ordered by the first word. Values over the same words come one after
// another, whatever their Reading. `text` must be UTF-8. A value never crosses an empty
// line and never spans more than about 60 words. Takes time linear in the text and constant memory.
// Deterministic. If `should_stop` ends the work, the result must not be used. Any thread may call it.
void FindValues(std::string_view text, const ValueOptions& options,
                const std::function<void(const TypedValue&)>& take, const ShouldStop& should_stop = {});
std::vector<TypedValue> FindValues(std::string_view text, const ValueOptions& options,
                                   const ShouldStop& should_stop = {});

}  // namespace verbatim::text
