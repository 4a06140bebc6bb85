#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "text/unicode/span.h"
#include "text/values/values.h"

// Decides whether a quote states a claimed value. All functions here may be called from any thread.
namespace verbatim::text {

// The version of the rules in this folder, by which values are found and compared. Stored results record the
// version that produced them. Increase it with every change that alters a result.
inline constexpr int kValueRulesVersion = 5;

enum class Verdict : uint8_t {
  kAttested,      // the quote states the claimed value, or one that implies it
  kContradicted,  // the quote states a different value instead
  kUnattested,    // neither: the quote states no such value, or a less exact one
};

struct Comparison {
  Verdict verdict = Verdict::kUnattested;
  ByteRange range;                     // the words that attest or contradict; empty if kUnattested
  const TypedValue* stated = nullptr;  // the value of those words, from the `stated` argument; or nullptr
};

// Compares an amount with the values of `quote`, as FindValues returned them.
//
// What one stated value says about the claim:
// - An exact figure attests every figure, bound, range and rounding that holds for it. It contradicts any
//   other claim.
// - A bound or range attests the same bound or range ("over 30,000" attests MORE_THAN 30000) and a bound of
//   another kind that contains it (AT_LEAST 30000). It contradicts a bound of the same kind or side with
//   another figure, and a claim outside it (EXACT 25000). Any other claim stays unattested (EXACT 31000).
// - ABOUT attests the same ABOUT. An exact claim stays unattested if it rounds to the stated figure or
//   differs from it by at most 5%, and so does a bound that the stated figure satisfies. ABOUT contradicts
//   any other claim.
//
// A figure that falls ("fell 3%", "a deficit of 3 million") also states its negative.
//
// Only values of the same kind are compared: money with money, percentages with percentages and fractions,
// measures with measures of the same unit, counts with counts. A claim without a unit is compared with every
// figure. Money in another currency contradicts.
//
// A figure that attests the claim decides, wherever in the quote it occurs. Otherwise the claim is
// contradicted if every figure contradicts it. The result then names the figure that counts the same noun, or
// else the figure nearest in size.
//
// `language` is the BCP 47 tag of the claim, whose unit may be in English, too.
Comparison CompareAmount(const Amount& claimed, std::string_view quote, std::span<const TypedValue> stated,
                         std::string_view language = {});

// Returns whether `noun` is among the few words after the figure of a value of `quote`.
bool CountsNoun(std::string_view quote, const TypedValue& value, std::string_view noun);

// Compares a time, which is EDTF of level 0 or 1, with the times of a quote.
//
// A claimed date is attested by the same date or by any date within it: "12 September 2025" attests 2025. A
// date outside contradicts the claim. A longer period that contains the date leaves the claim unattested. A
// claimed period with two ends is attested by the same period, or by both ends stated separately. Another
// period contradicts the claim. "since 2012" and "before 2012" attest the open intervals that they state, but
// not 2012.
//
// kLimit also compares a date with the dates that limit times: a statement with the predicate "in office
// since" and the time 2012 is attested by "since 2012".
enum class TimeMeaning : uint8_t { kTime, kLimit };
Comparison CompareTime(std::string_view edtf, std::span<const TypedValue> stated,
                       TimeMeaning meaning = TimeMeaning::kTime);

// Returns kLimit if a word of a statement's predicate makes its time a limit: "stagnant since", "start time".
TimeMeaning MeaningOfTime(std::string_view predicate);

// Finds the first place in `quote` with the given words, ignoring case, diacritics, and the style of quotes,
// dashes and spaces. Returns nullopt if they do not occur as whole words.
std::optional<ByteRange> FindWords(std::string_view quote, std::string_view words);

// Finds words in the part `quote` of `text`. The letters next to the quote count: "Belarus" does not occur in
// a quote that cuts "Belarusian".
std::optional<ByteRange> FindWords(std::string_view text, ByteRange quote, std::string_view words);

}  // namespace verbatim::text
