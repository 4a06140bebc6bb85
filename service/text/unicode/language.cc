#include "text/unicode/language.h"

#include <unicode/locid.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "text/unicode/ascii.h"

namespace verbatim::text {
namespace {

// Codes that ICU does not list: the special ones of ISO 639-2, and codes that ISO 639 replaced but that are
// still in use.
constexpr auto kOtherCodes = std::to_array<std::string_view>(
    {"in", "iw", "ji", "jw", "mis", "mo", "mul", "no", "sh", "tl", "und", "zxx"});

std::string FoldCase(const icu::UnicodeString& text) {
  std::string folded;
  icu::UnicodeString(text).foldCase().toUTF8String(folded);
  return folded;
}

// Codes by the names of languages, in English and in the language itself, and by their three-letter codes. All
// keys are case-folded.
const std::unordered_map<std::string, std::string>& CodesByName() {
  static const auto& codes = *[] {
    auto* names = new std::unordered_map<std::string, std::string>;
    // emplace keeps the first code of a name. English names go first.
    for (const char* const* code = uloc_getISOLanguages(); *code != nullptr; ++code) {
      icu::UnicodeString name;
      names->emplace(FoldCase(icu::Locale(*code).getDisplayLanguage(icu::Locale::getEnglish(), name)), *code);
    }
    for (const char* const* code = uloc_getISOLanguages(); *code != nullptr; ++code) {
      const icu::Locale locale(*code);
      icu::UnicodeString name;
      names->emplace(FoldCase(locale.getDisplayLanguage(locale, name)), *code);
      names->emplace(locale.getISO3Language(), *code);
    }
    return names;
  }();
  return codes;
}

// The language that most people of a region write: "cs" for "cz". `region` is in small letters. Empty if
// there is no such region.
std::string LanguageOfRegion(const std::string& region) {
  const auto is_it = [&region](const char* other) {
    return region.size() == 2 && ToAsciiLower(other[0]) == region[0] && ToAsciiLower(other[1]) == region[1];
  };
  const char* const* known = uloc_getISOCountries();
  while (*known != nullptr && !is_it(*known)) ++known;
  if (*known == nullptr) return "";
  UErrorCode code = U_ZERO_ERROR;
  icu::Locale locale("und", region.c_str());
  locale.addLikelySubtags(code);
  const std::string language = locale.getLanguage();
  return U_SUCCESS(code) && language != "und" ? language : "";
}

bool IsLanguageCode(const std::string& code) {
  if (std::find(kOtherCodes.begin(), kOtherCodes.end(), code) != kOtherCodes.end()) return true;
  const char* const* codes = uloc_getISOLanguages();
  while (*codes != nullptr && code != *codes) ++codes;
  if (*codes != nullptr) return true;
  return code.size() == 3 && !CodesByName().contains(code);
}

}  // namespace

std::string PrimarySubtag(std::string_view tag) {
  std::string primary(tag.substr(0, tag.find_first_of("-_")));
  for (char& c : primary) c = ToAsciiLower(c);
  return primary;
}

std::string_view MacrolanguageOf(std::string_view subtag) {
  return subtag == "nb" || subtag == "nn" ? "no" : subtag;
}

bool IsEnglish(std::string_view tag) { return PrimarySubtag(tag) == "en"; }

bool MayBeEnglish(std::string_view tag) {
  const std::string primary = PrimarySubtag(tag);
  return primary.empty() || primary == "und" || primary == "en";
}

bool IsKnownLanguage(std::string_view tag) { return IsLanguageCode(PrimarySubtag(tag)); }

std::string LikelyLanguage(std::string_view words) {
  const icu::UnicodeString all =
      icu::UnicodeString::fromUTF8({words.data(), static_cast<int32_t>(words.size())}).trim();
  if (auto found = CodesByName().find(FoldCase(all)); found != CodesByName().end()) return found->second;
  const size_t end = words.find_first_of("-_ ");
  std::string primary = PrimarySubtag(words.substr(0, end));
  if (end != std::string_view::npos && words[end] != ' ' && IsLanguageCode(primary)) {  // en_US
    const std::string_view region = words.substr(end + 1);
    return region.size() == 2 ? primary + "-" + std::string(region) : primary;
  }
  if (auto found = CodesByName().find(primary); found != CodesByName().end()) return found->second;
  return end == std::string_view::npos ? LanguageOfRegion(primary) : "";
}

}  // namespace verbatim::text
