#include "text/values/amounts/units.h"

#include <unicode/locid.h>
#include <unicode/ucurr.h>
#include <unicode/uenum.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <set>

namespace verbatim::text {
namespace {

constexpr UnitWord kUnits[] = {
    {"km", "kilometre"},
    {"kilometre", "kilometre"},
    {"kilometres", "kilometre"},
    {"kilometer", "kilometre"},
    {"kilometers", "kilometre"},
    {"m", "metre", true},
    {"metre", "metre"},
    {"metres", "metre"},
    {"meter", "metre"},
    {"meters", "metre"},
    {"cm", "centimetre"},
    {"centimetre", "centimetre"},
    {"centimetres", "centimetre"},
    {"centimeter", "centimetre"},
    {"centimeters", "centimetre"},
    {"mm", "millimetre"},
    {"millimetre", "millimetre"},
    {"millimetres", "millimetre"},
    {"millimeter", "millimetre"},
    {"millimeters", "millimetre"},
    {"mile", "mile"},
    {"miles", "mile"},
    {"mi", "mile"},
    {"foot", "foot"},
    {"feet", "foot"},
    {"ft", "foot"},
    {"inch", "inch"},
    {"inches", "inch"},
    {"yard", "yard"},
    {"yards", "yard"},
    {"kg", "kilogram"},
    {"kilo", "kilogram"},
    {"kilos", "kilogram"},
    {"kilogram", "kilogram"},
    {"kilograms", "kilogram"},
    {"kilogramme", "kilogram"},
    {"kilogrammes", "kilogram"},
    {"gram", "gram"},
    {"grams", "gram"},
    {"g", "gram", true},
    {"mg", "milligram"},
    {"milligram", "milligram"},
    {"milligrams", "milligram"},
    {"tonne", "tonne"},
    {"tonnes", "tonne"},
    {"t", "tonne", true},
    {"ton", "ton"},
    {"tons", "ton"},
    {"lb", "lb"},
    {"lbs", "lb"},
    {"ounce", "ounce"},
    {"ounces", "ounce"},
    {"oz", "ounce"},
    {"litre", "litre"},
    {"litres", "litre"},
    {"liter", "litre"},
    {"liters", "litre"},
    {"ml", "millilitre"},
    {"millilitre", "millilitre"},
    {"millilitres", "millilitre"},
    {"milliliters", "millilitre"},
    {"gallon", "gallon"},
    {"gallons", "gallon"},
    {"barrel", "barrel"},
    {"barrels", "barrel"},
    {"hectare", "hectare"},
    {"hectares", "hectare"},
    {"ha", "hectare", true},
    {"acre", "acre"},
    {"acres", "acre"},
    {"knot", "knot"},
    {"knots", "knot"},
    {"mph", "mile per hour"},
    {"kmph", "kilometre per hour"},
    {"kmh", "kilometre per hour"},
    {"kph", "kilometre per hour"},
    {"watt", "watt"},
    {"watts", "watt"},
    {"kw", "kilowatt"},
    {"kilowatt", "kilowatt"},
    {"kilowatts", "kilowatt"},
    {"mw", "megawatt"},
    {"megawatt", "megawatt"},
    {"megawatts", "megawatt"},
    {"gw", "gigawatt"},
    {"gigawatt", "gigawatt"},
    {"gigawatts", "gigawatt"},
    {"kwh", "kilowatt hour"},
    {"mwh", "megawatt hour"},
    {"gwh", "gigawatt hour"},
    {"twh", "terawatt hour"},
    {"tw", "terawatt", true},
    {"degree", "degree"},
    {"degrees", "degree"},
    {"kb", "kilobyte"},
    {"mb", "megabyte"},
    {"gb", "gigabyte"},
    {"tb", "terabyte"},
    {"megabytes", "megabyte"},
    {"gigabytes", "gigabyte"},
    {"terabytes", "terabyte"},
    {"mm2", "square millimetre"},
    {"km2", "square kilometre"},
    {"sqm", "square metre"},
    {"hz", "hertz"},
    {"khz", "kilohertz"},
    {"mhz", "megahertz"},
    {"ghz", "gigahertz"},
};

// Words that several currencies share, and currencies without an ISO 4217 code.
constexpr std::string_view kShared[] = {"dollar", "pound",  "franc", "peso",  "rupee",   "krone",    "krona",
                                        "ruble",  "rouble", "dinar", "riyal", "rial",    "shilling", "dirham",
                                        "crown",  "cent",   "penny", "sen",   "bitcoin", "satoshi"};
constexpr std::pair<std::string_view, std::string_view> kMore[] = {{"pence", "penny"},
                                                                   {"p", "penny"},
                                                                   {"quid", "pound"},
                                                                   {"buck", "dollar"},
                                                                   {"bucks", "dollar"},
                                                                   {"rmb", "CNY"},
                                                                   {"yuan", "CNY"},
                                                                   {"renminbi", "CNY"},
                                                                   {"kuai", "CNY"},
                                                                   {"sterling", "GBP"},
                                                                   {"pound sterling", "GBP"},
                                                                   {"pounds sterling", "GBP"},
                                                                   {"us dollar", "USD"},
                                                                   {"us dollars", "USD"},
                                                                   {"usd", "USD"},
                                                                   {"btc", "bitcoin"},
                                                                   {"kronor", "krona"},
                                                                   {"kroner", "krone"},
                                                                   {"yen", "JPY"},
                                                                   {"reais", "BRL"},
                                                                   {"euro", "EUR"},
                                                                   {"euros", "EUR"}};
constexpr std::pair<std::string_view, std::string_view> kSigns[] = {
    {"$", "dollar"}, {"us$", "USD"}, {"u.s.$", "USD"}, {"c$", "CAD"},  {"ca$", "CAD"},
    {"a$", "AUD"},   {"s$", "SGD"},  {"mex$", "MXN"},  {"£", "pound"}, {"¥", "JPY"},
    {"₩", "KRW"},    {"₹", "INR"},   {"₨", "rupee"},   {"¢", "cent"},  {"₿", "bitcoin"}};

constexpr CurrencyPrefix kPrefixes[] = {
    {"Rs", "rupee"},    {"rs", "rupee"},     {"RS", "rupee"},    {"KSh", "KES"},  {"Ksh", "KES"},
    {"KSH", "KES"},     {"KShs", "KES"},     {"Kshs", "KES"},    {"KSHS", "KES"}, {"USh", "UGX"},
    {"Ush", "UGX"},     {"UShs", "UGX"},     {"TSh", "TZS"},     {"Tsh", "TZS"},  {"TShs", "TZS"},
    {"Sh", "shilling"}, {"Shs", "shilling"}, {"R", "ZAR", true}, {"RM", "MYR"},   {"Rp", "IDR"},
    {"Tk", "BDT"},      {"Dh", "dirham"},    {"Dhs", "dirham"},  {"SFr", "CHF"},  {"Fr", "franc"},
    {"Php", "PHP"},     {"PhP", "PHP"},      {"Kr", "kr"},       {"kr", "kr"},    {"Bs", "boliviano"},
    {"N", "NGN", true}, {"Afs", "AFN"},      {"Ft", "HUF"},      {"SR", "SAR"},   {"QR", "QAR"},
    {"FCFA", "XAF"},    {"CFA", "XAF"},      {"Kz", "AOA"},
};

// Abbreviations after an amount whose letters have no other use there.
constexpr std::pair<std::string_view, std::string_view> kSuffixes[] = {{"z\u0142", "PLN"},
                                                                       {"k\u010D", "CZK"}};

// Words that several currencies share and that are in no name of CLDR.
struct SharedWord {
  std::string_view word;
  std::string_view codes[4];
};
constexpr SharedWord kSharedWords[] = {{"kr", {"SEK", "NOK", "DKK", "ISK"}}, {"krone", {"NOK", "DKK"}}};

std::string Utf8(const UChar* text, int32_t length) {
  std::string utf8;
  icu::UnicodeString(text, length).toLower(icu::Locale::getEnglish()).toUTF8String(utf8);
  return utf8;
}

// The English names and signs of all currencies in use, from ICU (CLDR). The entries of this file take
// precedence.
class Currencies {
 public:
  Currencies() {
    for (const auto& [sign, unit] : kSigns) signs_.emplace(sign, unit);
    for (std::string_view word : kShared) {
      names_.emplace(word, word);
      names_.emplace(std::string(word) + "s", word);
    }
    for (const auto& [name, unit] : kMore) names_.emplace(name, unit);
    for (const auto& [name, unit] : kSuffixes) names_.emplace(name, unit);
    for (const SharedWord& shared : kSharedWords) {
      names_.emplace(shared.word, shared.word);
      for (std::string_view code : shared.codes) {
        if (!code.empty()) called_[std::string(code)].emplace(shared.word);
      }
    }
    std::map<std::string, std::set<std::string>> last_words;  // to the currencies with that last word
    UErrorCode code = U_ZERO_ERROR;
    std::unique_ptr<UEnumeration, decltype(&uenum_close)> all(
        ucurr_openISOCurrencies(UCURR_COMMON | UCURR_NON_DEPRECATED, &code), &uenum_close);
    int32_t length = 0;
    for (const UChar* iso = uenum_unext(all.get(), &length, &code); iso != nullptr && U_SUCCESS(code);
         iso = uenum_unext(all.get(), &length, &code)) {
      Add(iso, last_words);
    }
    for (const auto& [word, isos] : last_words) {
      constexpr std::string_view kOtherwise[] = {"won", "real", "reals", "mark", "marks"};  // rarely money
      if (isos.size() == 1 &&
          std::find(std::begin(kOtherwise), std::end(kOtherwise), word) == std::end(kOtherwise)) {
        names_.emplace(word, *isos.begin());
      }
    }
    std::set<std::string> words;
    for (const auto& [name, unit] : names_) {
      for (size_t at = 0; at < name.size();) {
        size_t end = std::min(name.find(' ', at), name.size());
        words.insert(name.substr(at, end - at));
        at = end + 1;
      }
    }
    // Adds the letters before a sign: the R of R$.
    for (const auto& [sign, unit] : signs_) {
      auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
      words.insert(sign.substr(
          0, static_cast<size_t>(std::find_if_not(sign.begin(), sign.end(), is_letter) - sign.begin())));
    }
    for (const CurrencyPrefix& prefix : kPrefixes) {
      std::string word(prefix.word);
      for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
      words.insert(std::move(word));
    }
    words.erase("");
    words_.assign(words.begin(), words.end());
  }

  const std::vector<std::string>& words() const { return words_; }
  std::optional<std::string_view> ByName(std::string_view name) const { return Look(names_, name); }
  // Returns whether a name of the currency `code` ends with `word`: dollar for USD.
  bool IsCalled(std::string_view code, std::string_view word) const {
    auto found = called_.find(code);
    return found != called_.end() && found->second.contains(word);
  }
  std::optional<std::string_view> BySign(std::string_view sign) const { return Look(signs_, sign); }

 private:
  using Table = std::map<std::string, std::string, std::less<>>;

  static std::optional<std::string_view> Look(const Table& table, std::string_view key) {
    auto found = table.find(key);
    if (found == table.end()) return std::nullopt;
    return found->second;
  }

  void Add(const UChar* iso, std::map<std::string, std::set<std::string>>& last_words) {
    std::string unit;
    icu::UnicodeString(iso).toUTF8String(unit);
    const std::string code = Utf8(iso, -1);
    names_.emplace(code, unit);
    names_.emplace("m" + code, unit);  // MEUR: a million EUR; the reader recognises it by its length
    int32_t length = 0;
    UErrorCode error = U_ZERO_ERROR;
    auto add_name = [&](const UChar* text) {
      std::string name = Utf8(text, length);
      if (U_FAILURE(error) ||
          std::count(name.begin(), name.end(), ' ') >= static_cast<ptrdiff_t>(kMaxCurrencyWords)) {
        return;
      }
      names_.emplace(name, unit);
      const std::string word = name.substr(name.rfind(' ') + 1);
      last_words[word].insert(unit);
      called_[unit].insert(word);
    };
    for (const char* count : {"one", "other"}) {
      error = U_ZERO_ERROR;
      UBool is_choice = false;
      add_name(ucurr_getPluralName(iso, "en", &is_choice, count, &length, &error));
    }
    for (UCurrNameStyle style : {UCURR_SYMBOL_NAME, UCURR_NARROW_SYMBOL_NAME}) {
      error = U_ZERO_ERROR;
      UBool is_choice = false;
      const UChar* text = ucurr_getName(iso, "en", style, &is_choice, &length, &error);
      std::string sign = Utf8(text, length);
      if (U_SUCCESS(error) && sign != code) signs_.emplace(sign, unit);
    }
  }

  Table names_;
  Table signs_;
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> called_;
  std::vector<std::string> words_;
};

const Currencies& AllCurrencies() {
  static const Currencies& currencies = *new Currencies;
  return currencies;
}

}  // namespace

std::span<const UnitWord> UnitWords() { return kUnits; }

bool IsUnit(std::string_view unit) {
  return std::any_of(std::begin(kUnits), std::end(kUnits),
                     [unit](const UnitWord& word) { return word.unit == unit; });
}

const std::vector<std::string>& CurrencyWords() { return AllCurrencies().words(); }

std::optional<std::string_view> FindCurrency(std::string_view name) { return AllCurrencies().ByName(name); }

const CurrencyPrefix* FindCurrencyPrefix(std::string_view word) {
  const auto* found = std::find_if(std::begin(kPrefixes), std::end(kPrefixes),
                                   [word](const CurrencyPrefix& prefix) { return prefix.word == word; });
  return found == std::end(kPrefixes) ? nullptr : found;
}

bool MayBeSameCurrency(std::string_view a, std::string_view b) {
  return a == b || AllCurrencies().IsCalled(a, b) || AllCurrencies().IsCalled(b, a);
}

bool IsHundredth(std::string_view part, std::string_view whole) {
  if (part == "cent") return whole == "EUR" || MayBeSameCurrency(whole, "dollar");
  return part == "penny" && MayBeSameCurrency(whole, "pound");
}

std::optional<std::string_view> CurrencyOfSign(std::string_view letters, char32_t sign) {
  std::string key(letters);
  icu::UnicodeString(static_cast<UChar32>(sign)).toUTF8String(key);
  if (auto unit = AllCurrencies().BySign(key)) return unit;
  if (sign == U'$' && letters.size() == 3) return AllCurrencies().ByName(letters);  // CAD$
  return std::nullopt;
}

}  // namespace verbatim::text
