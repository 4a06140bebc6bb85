#include "text/html/html_figures.h"

#include <algorithm>
#include <array>

#include "text/unicode/ascii.h"

namespace verbatim::text {
namespace {

constexpr std::array<std::string_view, 10> kSuperscripts = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
constexpr std::array<std::string_view, 10> kSubscripts = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
constexpr std::array<std::string_view, 2> kSlashes = {"/", "\u2044"};
constexpr std::array<std::string_view, 12> kCurrencies = {"$", "€", "£",  "¥",  "₹",   "₽",
                                                          "₴", "₺", "zł", "kr", "USD", "EUR"};
constexpr std::string_view kMinus = "\u2212";

std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsAsciiSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsAsciiSpace(text.back())) text.remove_suffix(1);
  return text;
}

bool EndsInDigit(std::string_view text) { return !text.empty() && IsAsciiDigit(text.back()); }
bool StartsWithDigit(std::string_view text) { return !text.empty() && IsAsciiDigit(text.front()); }

// Returns whether `text` is digits, perhaps after a sign, or several such figures with commas and spaces between.
bool IsFigure(std::string_view text) {
  if (text.starts_with(kMinus)) {
    text.remove_prefix(kMinus.size());
  } else if (text.starts_with('-') || text.starts_with('+')) {
    text.remove_prefix(1);
  }
  return StartsWithDigit(text) && std::all_of(text.begin(), text.end(), [](char c) {
           return IsAsciiDigit(c) || c == ',' || c == ' ' || c == '-' || c == '.' || c == ')';
         });
}

std::string Raised(std::string_view text) {
  std::string raised;
  while (!text.empty()) {
    if (text.starts_with(kMinus)) {
      raised += "⁻";
      text.remove_prefix(kMinus.size());
      continue;
    }
    const char c = text.front();
    text.remove_prefix(1);
    if (IsAsciiDigit(c)) {
      raised += kSuperscripts[static_cast<size_t>(c - '0')];
    } else if (c == '-' || c == '+') {
      raised += c == '-' ? "⁻" : "⁺";
    } else if (c == ')') {
      raised += "⁾";
    } else {
      raised += c;
    }
  }
  return raised;
}

std::string Lowered(std::string_view text) {
  std::string lowered;
  for (char c : text) {
    if (IsAsciiDigit(c)) {
      lowered += kSubscripts[static_cast<size_t>(c - '0')];
    } else {
      lowered += c;
    }
  }
  return lowered;
}

// Returns whether the figure at the end of `before` follows the sign of a currency: "$ 1,299".
bool IsPrice(std::string_view before) {
  while (!before.empty() && (IsAsciiDigit(before.back()) || before.back() == ',' || before.back() == '.'))
    before.remove_suffix(1);
  while (before.ends_with(' ') || before.ends_with("\u00A0"))
    before.remove_suffix(before.ends_with(' ') ? 1 : 2);
  return std::any_of(kCurrencies.begin(), kCurrencies.end(),
                     [&](auto sign) { return before.ends_with(sign); });
}

// Returns whether the figure at the end of `before` already has decimals: "11.5".
bool HasDecimals(std::string_view before) {
  size_t digits = 0;
  while (digits < before.size() && IsAsciiDigit(before[before.size() - 1 - digits])) ++digits;
  const size_t sign = before.size() - digits;
  return digits != 3 && sign >= 2 && (before[sign - 1] == '.' || before[sign - 1] == ',') &&
         IsAsciiDigit(before[sign - 2]);
}

bool StartsWithCurrency(std::string_view after) {
  while (after.starts_with(' ') || after.starts_with("\u00A0"))
    after.remove_prefix(after.starts_with(' ') ? 1 : 2);
  return std::any_of(kCurrencies.begin(), kCurrencies.end(),
                     [&](auto sign) { return after.starts_with(sign); });
}

bool StartsWithSlash(std::string_view text) {
  return std::any_of(kSlashes.begin(), kSlashes.end(), [&](auto slash) { return text.starts_with(slash); });
}
bool EndsWithSlash(std::string_view text) {
  return std::any_of(kSlashes.begin(), kSlashes.end(), [&](auto slash) { return text.ends_with(slash); });
}

bool AreDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return IsAsciiDigit(c); });
}

// Returns whether `text` is two digits of cents, perhaps before the currency: "99", "99 €".
bool IsCents(std::string_view text, Surroundings around) {
  if (text.size() < 2 || !AreDigits(text.substr(0, 2)) || HasDecimals(around.before)) return false;
  const std::string_view rest = text.substr(2);
  if (!rest.empty()) return StartsWithCurrency(rest);
  return IsPrice(around.before) || StartsWithCurrency(around.after);
}

// Returns whether `text` is a fraction with its slash and denominator: "1/2".
bool IsFraction(std::string_view text) {
  const size_t slash = text.find('/');
  return slash != std::string_view::npos && AreDigits(text.substr(0, slash)) &&
         AreDigits(text.substr(slash + 1));
}

}  // namespace

std::optional<std::string> WriteSuperscript(std::string_view text, Surroundings around) {
  text = Trim(text);
  const bool after_digit = EndsInDigit(around.before);
  if (AreDigits(text) && StartsWithSlash(around.after)) return (after_digit ? " " : "") + std::string(text);
  if (IsFraction(text)) return (after_digit ? " " : "") + std::string(text);
  if (after_digit && IsCents(text, around)) return "." + std::string(text);
  if (IsFigure(text)) return Raised(text);
  return std::nullopt;
}

std::optional<std::string> WriteSubscript(std::string_view text, Surroundings around) {
  text = Trim(text);
  if (!IsFigure(text) || EndsWithSlash(around.before)) return std::nullopt;
  const bool at_figure = EndsInDigit(around.before) || StartsWithDigit(around.after);
  return at_figure ? std::optional(Lowered(text)) : std::nullopt;
}

}  // namespace verbatim::text
