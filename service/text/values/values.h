#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/unicode/span.h"

// Typed values: the numbers, amounts and times that a text states, with the words that state them.
namespace verbatim::text {

enum class ValueKind : uint8_t {
  kNumber,    // a count or bare number
  kOrdinal,   // "third", "21st"
  kPercent,   // unit "%"
  kCurrency,  // unit: ISO 4217 code, or the bare word ("dollar") where several currencies share it
  kMeasure,   // unit: what is measured, in the singular: kilometre, year
  kTime,      // edtf
  kName,      // capitalised words
};

// How far a number says what it says (the contract's Quantity.bound).
enum class Bound : uint8_t { kExact, kAbout, kAtLeast, kMoreThan, kAtMost, kLessThan, kRange };
std::string_view ToString(Bound bound);  // as EXACT
std::optional<Bound> ParseBound(std::string_view word);

// A number of a text: how far it holds, and in what unit.
struct Amount {
  std::string value;  // a decimal number (text/decimal.h); the lower end of a range
  std::string upper;  // the upper end of a range, otherwise empty
  Bound bound = Bound::kExact;
  std::string unit;  // empty for a count: what is counted follows in the text
};

// How much weight a value has beside others over the same words.
enum class Reading : uint8_t {
  kStated,       // what the words say
  kPart,         // an end of a range or period, whose own value covers more words
  kAlternative,  // what they might say, too: 2020 as a number, "on Friday" as the one to come
};

struct TypedValue {
  ValueKind kind = ValueKind::kNumber;
  Reading reading = Reading::kStated;
  ByteRange range;         // all words that state it: "over 30,000", "fifty-two", "the winter of 2021"
  ByteRange figure;        // the number in them, without bound and unit; of a range the lower one
  ByteRange upper_figure;  // of a range the upper one
  bool fraction = false;   // stated as one: "two thirds"
  Amount amount;           // all kinds but kTime and kName
  // kTime: EDTF (ISO 8601-2), levels 0 and 1; where the text and what is known of it leave the year open, a
  // level 2 date as XXXX-09-12.
  std::string edtf;
};

struct ValueOptions {
  // The day on which the text was published, for "last Tuesday". Without it such words have no value.
  std::optional<std::chrono::sys_days> published;
  // BCP 47 tag. Where it is neither English nor unknown, a numeral that may be grouped in another way than in
  // English, as 30.000, has no value.
  std::string_view language{};
};

// Calls `take` for each value of `text`, in the order of their first words; values over the same words follow
// one another, whatever their readings. English. `text` must be UTF-8. Values do not reach across an empty
// line, nor over more than some 60 words. Linear in the text, in constant memory; deterministic. Any thread.
void FindValues(std::string_view text, const ValueOptions& options,
                const std::function<void(const TypedValue&)>& take);
std::vector<TypedValue> FindValues(std::string_view text, const ValueOptions& options);

}  // namespace verbatim::text
