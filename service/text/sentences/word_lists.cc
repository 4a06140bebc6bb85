#include "text/sentences/word_lists.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>
#include <bit>
#include <cstring>
#include <map>
#include <span>
#include <string>

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
class LowerCase {
 public:
  // `word` has at most kLongest bytes.
  explicit LowerCase(std::string_view word) {
    const auto* bytes = reinterpret_cast<const uint8_t*>(word.data());
    const auto size = static_cast<int32_t>(word.size());
    for (int32_t at = 0; at < size;) {
      if (bytes[at] < 0x80) {
        bytes_[static_cast<size_t>(size_++)] =
            static_cast<uint8_t>(ToAsciiLower(word[static_cast<size_t>(at++)]));
        continue;
      }
      UChar32 c;
      U8_NEXT(bytes, at, size, c);
      if (c < 0) continue;
      U8_APPEND_UNSAFE(bytes_.data(), size_, c == 0x2019 ? '\'' : u_tolower(c));
    }
  }

  std::string_view view() const {
    return {reinterpret_cast<const char*>(bytes_.data()), static_cast<size_t>(size_)};
  }

 private:
  // A character takes at most twice as many bytes in lower case.
  std::array<uint8_t, 2 * kLongest> bytes_;
  int32_t size_ = 0;
};

template <typename Word>
uint64_t Load(std::string_view bytes, size_t at) {
  Word word;
  std::memcpy(&word, bytes.data() + at, sizeof word);
  return word;
}

// A multiplicative hash that takes words of up to 8 bytes at once.
size_t Hash(std::string_view word) {
  constexpr uint64_t kFactor = 0x9E3779B97F4A7C15;
  uint64_t hash = word.size();
  const auto take = [&hash](uint64_t bytes) {
    hash = (hash ^ bytes) * kFactor;
    hash ^= hash >> 32;
  };
  for (; word.size() > 8; word.remove_prefix(8)) take(Load<uint64_t>(word, 0));
  if (word.size() >= 4) {
    take(Load<uint32_t>(word, 0) | Load<uint32_t>(word, word.size() - 4) << 32);
  } else if (!word.empty()) {
    take(Load<uint8_t>(word, 0) | Load<uint8_t>(word, word.size() / 2) << 8 |
         Load<uint8_t>(word, word.size() - 1) << 16);
  }
  return hash;
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
  size_t words = 0;
  for (std::string_view list :
       {data.inner, data.numeric, data.any, data.proper, data.last, data.unit, data.starters,
        data.ordinal_before, data.ordinal_after, data.after_time, data.prepositions}) {
    ForEachWord(list, [&words](std::string_view) { ++words; });
  }
  entries_.resize(std::bit_ceil(2 * words + 1));
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
  ForEachWord(words, [&](std::string_view word) {
    auto& entry = const_cast<Entry&>(Find(word));
    entry.word = word;
    entry.lists |= list;
  });
}

const WordLists::Entry& WordLists::Find(std::string_view word) const {
  size_t at = Hash(word);
  for (;; ++at) {
    const Entry& entry = entries_[at & (entries_.size() - 1)];
    if (entry.word.empty() || entry.word == word) return entry;
  }
}

uint16_t WordLists::ListsOf(std::string_view word) const {
  if (word.empty() || word.size() > kLongest) return 0;
  return Find(LowerCase(word).view()).lists;
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
