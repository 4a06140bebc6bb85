#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Units of measure and currencies by the words and signs that texts use. Any thread.
namespace verbatim::text {

struct UnitWord {
  std::string_view word;      // in lower case
  std::string_view unit;      // the unit's name in the singular: kilometre
  bool case_matters = false;  // only as written here: m is a metre, M a million
};

// All words that name a unit of measure. A Word's value in Role::kUnit is an index into them.
std::span<const UnitWord> UnitWords();

// Whether a unit is one of those that UnitWords name, as kilometre.
bool IsUnit(std::string_view unit);

// All words that occur in names of currencies, in lower case: dollar, us, yen, eur.
const std::vector<std::string>& CurrencyWords();

// The currency that a name means, given in lower case with single spaces: its ISO 4217 code as `USD` for "us
// dollars" or "usd", or the bare word as `dollar` where several currencies share it.
std::optional<std::string_view> FindCurrency(std::string_view name);

// Words in the longest name of a currency.
inline constexpr size_t kMaxCurrencyWords = 4;

// Whether two of the names above can be the same money: `USD` and `dollar` can, `USD` and `EUR` cannot.
bool MayBeSameCurrency(std::string_view a, std::string_view b);

// Whether the one of the names above is a hundredth of the other: `cent` of `USD`, `dollar` and `EUR`,
// `penny` of `GBP` and `pound`.
bool IsHundredth(std::string_view part, std::string_view whole);

// The currency of a sign, with the letters directly before it in lower case, as "" or "us" before $.
std::optional<std::string_view> CurrencyOfSign(std::string_view letters, char32_t sign);

}  // namespace verbatim::text
