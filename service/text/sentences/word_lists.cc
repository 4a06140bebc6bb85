#include "text/sentences/word_lists.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>
#include <map>
#include <span>

#include "text/sentences/scan.h"
#include "text/unicode/ascii.h"
#include "text/unicode/language.h"

namespace verbatim::text {
namespace {

// Longer words are in no list.
constexpr size_t kLongest = 64;

// Calls `take` with each word of `words`, which white space divides.
template <typename Take>
void ForEachWord(std::string_view words, Take take) {
  for (size_t at = 0; at < words.size();) {
    size_t end = words.find(' ', at);
    if (end == std::string_view::npos) end = words.size();
    if (end > at) take(words.substr(at, end - at));
    at = end + 1;
  }
}

// A word in the form that the lists have: in lower case, with straight apostrophes.
std::string Lower(std::string_view word) {
  std::string lower;
  lower.reserve(word.size());
  const auto size = static_cast<int32_t>(word.size());
  for (int32_t at = 0; at < size;) {
    UChar32 c;
    U8_NEXT(reinterpret_cast<const uint8_t*>(word.data()), at, size, c);
    if (c == 0x2019) c = '\'';
    if (c >= 0 && c < 0x80) {
      lower.push_back(ToAsciiLower(static_cast<char>(c)));
      continue;
    }
    if (c < 0) continue;
    std::array<uint8_t, U8_MAX_LENGTH> bytes;
    int32_t end = 0;
    U8_APPEND_UNSAFE(bytes.data(), end, u_tolower(c));
    lower.append(reinterpret_cast<const char*>(bytes.data()), static_cast<size_t>(end));
  }
  return lower;
}

// All lists, by ISO 639 code. They are built once, at the first use.
const std::map<std::string, const WordLists*, std::less<>>& AllLists() {
  static const auto& all = *[] {
    auto* lists = new std::map<std::string, const WordLists*, std::less<>>;
    for (std::span<const LanguageData> group : {kEnglishData, kGermanicData, kRomanceData, kWestSlavicData,
                                                kCyrillicData, kOtherEuropeanData, kAsianData}) {
      for (const LanguageData& data : group) {
        const auto* words = new WordLists(data);
        ForEachWord(data.codes, [&](std::string_view code) { lists->emplace(code, words); });
      }
    }
    return lists;
  }();
  return all;
}

}  // namespace

const WordLists* WordLists::Of(std::string_view language) {
  auto found = AllLists().find(PrimarySubtag(language));
  return found == AllLists().end() ? nullptr : found->second;
}

WordLists::WordLists(const LanguageData& data)
    : suffixes_(data.suffixes),
      has_ordinals_(!data.ordinal_before.empty()),
      always_ordinal_(data.ordinal_before == "*") {
  Add(data.inner, kInner);
  Add(data.numeric, kNumeric);
  Add(data.any, kAny);
  Add(data.proper, kProper);
  Add(data.last, kLast);
  Add(data.unit, kUnit);
  Add(data.starters, kStarter);
  Add(data.ordinal_before, kOrdinalBefore);
  Add(data.ordinal_after, kOrdinalAfter);
  Add(data.prepositions, kPreposition);
  Add(data.after_time, kAfterTime);
}

void WordLists::Add(std::string_view words, List list) {
  ForEachWord(words, [&](std::string_view word) { lists_[std::string(word)] |= list; });
}

uint16_t WordLists::ListsOf(std::string_view word) const {
  if (word.empty() || word.size() > kLongest) return 0;
  auto found = lists_.find(Lower(word));
  return found == lists_.end() ? 0 : found->second;
}

WordLists::Abbreviation WordLists::AbbreviationOf(std::string_view word) const {
  const uint16_t lists = ListsOf(word);
  Abbreviation found{.inner = (lists & kInner) != 0,
                     .numeric = (lists & kNumeric) != 0,
                     .any = (lists & kAny) != 0,
                     .last = (lists & kLast) != 0,
                     .unit = (lists & kUnit) != 0};
  found.any |= (lists & kProper) != 0 && IsUpper(CharAt(word, 0));
  if (!found.listed()) {
    ForEachWord(suffixes_, [&](std::string_view suffix) { found.any |= word.ends_with(suffix); });
  }
  return found;
}

bool WordLists::IsOrdinal(std::string_view before, std::string_view after) const {
  return always_ordinal_ || Has(before, kOrdinalBefore) || FollowsAnOrdinal(after);
}

}  // namespace verbatim::text
