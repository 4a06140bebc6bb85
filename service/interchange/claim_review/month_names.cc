#include "interchange/claim_review/month_names.h"

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/strings/ascii.h"
#include "status/absl_view.h"
#include "text/unicode/language.h"

namespace verbatim::interchange {
namespace {

// The shortest abbreviation that can be told from another month.
constexpr int32_t kMinNameUnits = 3;

icu::UnicodeString Fold(const icu::UnicodeString& text) {
  icu::UnicodeString folded = text;
  folded.foldCase();
  if (folded.endsWith(u".")) folded.truncate(folded.length() - 1);
  return folded;
}

icu::UnicodeString Fold(std::string_view text) {
  return Fold(icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())}));
}

using Symbols = icu::DateFormatSymbols;

// Returns the position of `name` in a list of names in the language, or -1. `get` fills in the list for a
// context and a width.
template <typename Get>
int Find(std::string_view name, const std::string& language, Get get) {
  UErrorCode error = U_ZERO_ERROR;
  const Symbols symbols(
      icu::Locale::forLanguageTag({language.data(), static_cast<int32_t>(language.size())}, error), error);
  if (U_FAILURE(error)) return -1;
  const icu::UnicodeString folded = Fold(name);
  for (const Symbols::DtContextType context : {Symbols::FORMAT, Symbols::STANDALONE}) {
    for (const Symbols::DtWidthType width : {Symbols::WIDE, Symbols::ABBREVIATED}) {
      int32_t count = 0;
      const icu::UnicodeString* names = get(symbols, count, context, width);
      for (int32_t i = 0; i < count; ++i) {
        if (!names[i].isEmpty() && Fold(names[i]) == folded) return i;
      }
    }
  }
  return -1;
}

int FindMonth(std::string_view name, const std::string& language) {
  return Find(name, language,
              [](const Symbols& symbols, int32_t& count, Symbols::DtContextType context,
                 Symbols::DtWidthType width) { return symbols.getMonths(count, context, width); });
}

int FindWeekday(std::string_view name, const std::string& language) {
  return Find(name, language,
              [](const Symbols& symbols, int32_t& count, Symbols::DtContextType context,
                 Symbols::DtWidthType width) { return symbols.getWeekdays(count, context, width); });
}

}  // namespace

int MonthOfName(std::string_view name, std::string_view language) {
  if (Fold(name).length() < kMinNameUnits) return 0;
  if (absl::AsciiStrToLower(Absl(name)) == "sept") return 9;
  int month = FindMonth(name, "en");
  const std::string other = text::PrimarySubtag(language);
  if (month < 0 && !other.empty() && other != "en") month = FindMonth(name, other);
  return month + 1;
}

bool IsSmallWord(std::string_view word, std::string_view language) {
  constexpr std::string_view kWords[] = {"of",  "the", "on", "at", "st", "nd", "rd", "th",
                                         "de",  "del", "di", "do", "da", "d",  "le", "la",
                                         "den", "der", "er", "º",  "ª",  "r",  "г",  "року"};
  const std::string lower = absl::AsciiStrToLower(Absl(word));
  if (std::ranges::find(kWords, lower) != std::end(kWords)) return true;
  const std::string other = text::PrimarySubtag(language);
  return FindWeekday(word, "en") >= 0 || (!other.empty() && other != "en" && FindWeekday(word, other) >= 0);
}

}  // namespace verbatim::interchange
