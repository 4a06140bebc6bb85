#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Units of measure and currencies, by the words and signs that texts use for them. Any thread may call these
// functions.
namespace verbatim::text {

struct UnitWord {
  std::string_view word;      // in lower case
  std::string_view unit;      // the unit's name in the singular: kilometre
  bool case_matters = false;  // matches in lower case only: m is a metre, M is a million
};

// Returns all words that name a unit of measure. A Word's value in Role::kUnit is an index into them.
std::span<const UnitWord> UnitWords();

// Returns whether `unit` is the `unit` of an entry of UnitWords, such as kilometre.
bool IsUnit(std::string_view unit);

// Returns all words that occur in currency names, in lower case: dollar, us, yen, eur.
const std::vector<std::string>& CurrencyWords();

// Returns the currency with the given name, which is in lower case with single spaces. The result is an ISO
// 4217 code (`USD` for "us dollars" and "usd"), or the bare word (`dollar`) if several currencies share it.
std::optional<std::string_view> FindCurrency(std::string_view name);

// An abbreviation that precedes an amount, with the letters in this case: "Rs", "KSh".
struct CurrencyPrefix {
  std::string_view word;
  std::string_view unit;  // as FindCurrency returns it
  bool letter = false;    // a single letter, which has other meanings
};
// Returns nullptr if `word` is not such an abbreviation.
const CurrencyPrefix* FindCurrencyPrefix(std::string_view word);

// The largest number of words in a currency name.
inline constexpr size_t kMaxCurrencyWords = 4;

// Returns whether two results of FindCurrency can be the same currency, as `USD` and `dollar` can.
bool MayBeSameCurrency(std::string_view a, std::string_view b);

// Returns whether `part` is a hundredth of `whole`, both results of FindCurrency: `cent` of `USD`, `dollar`
// and `EUR`, `penny` of `GBP` and `pound`.
bool IsHundredth(std::string_view part, std::string_view whole);

// Returns the currency of a sign. `letters` are the letters before it in lower case: "us" for US$, "" for $.
std::optional<std::string_view> CurrencyOfSign(std::string_view letters, char32_t sign);

}  // namespace verbatim::text
