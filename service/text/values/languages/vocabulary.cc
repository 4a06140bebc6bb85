#include "text/values/languages/vocabulary.h"

#include <unicode/dcfmtsym.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <mutex>
#include <utility>

#include "text/unicode/language.h"
#include "text/unicode/parts.h"
#include "text/values/languages/folding.h"
#include "text/values/languages/tables/tables.h"
#include "text/values/languages/vocabulary_icu.h"
#include "text/values/values.h"
#include "text/values/words/lexicon.h"

namespace verbatim::text {
namespace {

using Part = SpelledNumbers::Part;

constexpr std::pair<std::string_view, Sense> kSenses[] = {
    {"month", Sense::kMonth},
    {"month_short", Sense::kMonthShort},
    {"weekday", Sense::kWeekday},
    {"weekday_short", Sense::kWeekdayShort},
    {"season", Sense::kSeason},
    {"shift", Sense::kShift},
    {"day", Sense::kDay},
    {"ago", Sense::kAgo},
    {"later", Sense::kLater},
    {"within", Sense::kWithin},
    {"few", Sense::kFew},
    {"begin", Sense::kBegin},
    {"mid", Sense::kMid},
    {"end", Sense::kEnd},
    {"rest", Sense::kRest},
    {"half_year", Sense::kHalfYear},
    {"decade", Sense::kDecade},
    {"decade_mark", Sense::kDecadeMark},
    {"last_of", Sense::kLastOf},
    {"from", Sense::kFrom},
    {"to", Sense::kTo},
    {"between", Sense::kBetween},
    {"and", Sense::kAnd},
    {"since", Sense::kSince},
    {"since_day", Sense::kSinceDay},
    {"until", Sense::kUntil},
    {"before", Sense::kBefore},
    {"after", Sense::kAfter},
    {"filler", Sense::kFiller},
    {"day_mark", Sense::kDayMark},
    {"ordinal_mark", Sense::kOrdinalMark},
    {"year_mark", Sense::kYearMark},
    {"era", Sense::kEra},
    {"holiday", Sense::kHoliday},
    {"minus", Sense::kMinus},
    {"point", Sense::kPoint},
    {"addition", Sense::kAddition},
    {"half", Sense::kHalf},
    {"quarter_of", Sense::kQuarter},
    {"denominator", Sense::kDenominator},
    {"scale_mark", Sense::kScaleMark},
    {"dozen", Sense::kDozen},
    {"out_of", Sense::kOutOf},
    {"percent", Sense::kPercent},
    {"percent_before", Sense::kPercentBefore},
    {"label", Sense::kLabel},
    {"no", Sense::kNo},
    {"deny", Sense::kDeny},
    {"deny_clause", Sense::kDenyClause},
    {"clause", Sense::kClause},
    {"fall", Sense::kFall},
    {"divided_by", Sense::kDividedBy},
};

constexpr std::pair<std::string_view, TimeUnit> kUnits[] = {
    {"second", TimeUnit::kSecond},   {"minute", TimeUnit::kMinute}, {"hour", TimeUnit::kHour},
    {"day", TimeUnit::kDay},         {"week", TimeUnit::kWeek},     {"fortnight", TimeUnit::kFortnight},
    {"weekend", TimeUnit::kWeekend}, {"month", TimeUnit::kMonth},   {"quarter", TimeUnit::kQuarter},
    {"year", TimeUnit::kYear},       {"decade", TimeUnit::kDecade}, {"century", TimeUnit::kCentury},
};

constexpr std::pair<std::string_view, Part> kParts[] = {
    {"number", Part::kBelowHundred},  {"hundreds", Part::kHundreds}, {"hundred", Part::kHundred},
    {"scale", Part::kScale},          {"number_and", Part::kAnd},    {"ordinal", Part::kOrdinal},
    {"fraction", Part::kDenominator}, {"and_a_half", Part::kHalf},   {"number_ending", Part::kEnding},
};

template <typename Value, size_t n>
std::optional<Value> Lookup(const std::pair<std::string_view, Value> (&table)[n], std::string_view word) {
  for (const auto& [name, value] : table) {
    if (name == word) return value;
  }
  return std::nullopt;
}

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.remove_suffix(1);
  return text;
}

// Calls `take` for each part that is not blank, without the spaces around it.
template <typename Take>
void Split(std::string_view text, char separator, const Take& take) {
  ForEachPart(text, separator, [&](std::string_view part) {
    if (part = Trim(part); !part.empty()) take(part);
  });
}

// Calls `take` for each form that braces make of `phrase`: "rok{u,}" is "roku" and "rok".
template <typename Take>
void Expand(const std::string& phrase, const Take& take) {
  const size_t open = phrase.find('{');
  const size_t close = phrase.find('}', open);
  if (open == std::string::npos || close == std::string::npos) return take(phrase);
  std::string_view choices = std::string_view(phrase).substr(open + 1, close - open - 1);
  while (true) {
    const size_t end = std::min(choices.find(','), choices.size());
    Expand(phrase.substr(0, open) + std::string(choices.substr(0, end)) + phrase.substr(close + 1), take);
    if (end == choices.size()) return;
    choices.remove_prefix(end + 1);
  }
}

std::string WithoutSpaces(std::string word) {
  word.erase(std::remove(word.begin(), word.end(), ' '), word.end());
  return word;
}

// The table of a language, empty if there is none.
std::string_view TableOf(std::string_view language) {
  const std::pair<std::string_view, std::string_view> tables[] = {
      {"ar", kArabic},    {"be", kBelarusian}, {"bg", kBulgarian}, {"cs", kCzech},      {"da", kDanish},
      {"de", kGerman},    {"el", kGreek},      {"es", kSpanish},   {"fi", kFinnish},    {"fr", kFrench},
      {"he", kHebrew},    {"hi", kHindi},      {"hr", kCroatian},  {"hu", kHungarian},  {"it", kItalian},
      {"nb", kNorwegian}, {"nl", kDutch},      {"pl", kPolish},    {"pt", kPortuguese}, {"ro", kRomanian},
      {"ru", kRussian},   {"sk", kSlovak},     {"sv", kSwedish},   {"tr", kTurkish},    {"uk", kUkrainian}};
  for (const auto& [tag, table] : tables) {
    if (tag == language) return table;
  }
  return {};
}

// Tags that name the same words.
std::string Canonical(std::string language) {
  constexpr std::pair<std::string_view, std::string_view> kSame[] = {
      {"no", "nb"}, {"nn", "nb"}, {"iw", "he"}, {"mo", "ro"}, {"sr", "hr"}, {"bs", "hr"}, {"sh", "hr"}};
  for (const auto& [other, same] : kSame) {
    if (language == other) return std::string(same);
  }
  return language;
}

// Languages in which å, ä and ö are letters of their own: "är" is no spelling of "år".
bool HasRings(std::string_view language) {
  return language == "sv" || language == "da" || language == "nb" || language == "fi" || language == "et";
}

std::string RegionOf(std::string_view tag) {
  std::string region;
  Split(tag, '-', [&](std::string_view part) {
    if (part.size() == 2 && part.data() != tag.data()) region = part;
  });
  std::transform(region.begin(), region.end(), region.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return region;
}

}  // namespace

Vocabulary::Vocabulary(std::string_view language, std::string_view region)
    : language_(language),
      apostrophe_in_words_(language == "uk" || language == "be"),
      rings_(HasRings(language) ? Rings::kKept : Rings::kDropped),
      numbers_(std::make_unique<SpelledNumbers>(language_, rings_)) {
  const std::string name = region.empty() ? language_ : language_ + "_" + std::string(region);
  UErrorCode error = U_ZERO_ERROR;
  const icu::DecimalFormatSymbols symbols(icu::Locale(name.c_str()), error);
  if (U_SUCCESS(error)) {
    using Symbols = icu::DecimalFormatSymbols;
    decimal_ = static_cast<char32_t>(symbols.getConstSymbol(Symbols::kDecimalSeparatorSymbol).char32At(0));
    grouping_ = static_cast<char32_t>(symbols.getConstSymbol(Symbols::kGroupingSeparatorSymbol).char32At(0));
  }
  // Digits of any script are separated like the language's own: \u066B and \u066C are those of Arabic digits.
  if (decimal_ == 0x66B) decimal_ = U'.';
  if (grouping_ == 0x66C) grouping_ = U',';
  AddTable(TableOf(language));
  AddFromIcu(language_, *this);
}

std::string Vocabulary::FoldPhrase(std::string_view phrase) const {
  std::string folded;
  const auto* bytes = reinterpret_cast<const uint8_t*>(phrase.data());
  std::string word;
  auto finish = [&] {
    std::string one = FoldWord(word, rings_);
    word.clear();
    if (one.empty()) return;
    if (!folded.empty()) folded += ' ';
    folded += one;
  };
  for (size_t at = 0; at < phrase.size();) {
    const size_t start = at;
    UChar32 c = 0;
    U8_NEXT(bytes, at, phrase.size(), c);
    const bool letter =
        c >= 0 && ((U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK)) != 0 || c == 0xAD || c == 0x200C);
    const bool apostrophe = c == '\'' || c == 0x2019 || c == 0x2BC;
    if (apostrophe && apostrophe_in_words_) continue;
    if (letter && !apostrophe) {
      word += phrase.substr(start, at - start);
    } else {
      finish();
    }
  }
  finish();
  return folded;
}

void Vocabulary::Add(std::string_view phrase, Meaning meaning) {
  const std::string folded = FoldPhrase(phrase);
  if (folded.empty()) return;
  senses_[folded.substr(0, folded.find(' '))] |= uint64_t{1} << static_cast<unsigned>(meaning.sense);
  std::vector<Meaning>& meanings = phrases_[folded];
  // The first entry of a sense is the better one: hand-written words come before ICU's.
  for (const Meaning& other : meanings) {
    if (other.sense == meaning.sense) return;
  }
  meanings.push_back(std::move(meaning));
  for (size_t space = folded.find(' '); space != std::string::npos; space = folded.find(' ', space + 1)) {
    beginnings_[folded.substr(0, space)] = true;
  }
}

void Vocabulary::AddTable(std::string_view entries) {
  Split(entries, '\n', [this](std::string_view line) {
    if (line.starts_with('#')) return;
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) return;
    const std::string_view head = Trim(line.substr(0, colon));
    const size_t space = std::min(head.find(' '), head.size());
    const std::string_view name = head.substr(0, space);
    const std::string value(Trim(head.substr(space)));
    const int number = std::atoi(value.c_str());
    Split(line.substr(colon + 1), '|', [&](std::string_view phrase) {
      Expand(std::string(phrase), [&](const std::string& form) {
        if (auto sense = Lookup(kSenses, name)) {
          Add(form, {*sense, number});
        } else if (auto part = Lookup(kParts, name)) {
          numbers_->Add(WithoutSpaces(FoldPhrase(form)), *part, number);
        } else if (name == "joins") {
          numbers_->Allow(form == "unit_after_and" ? SpelledNumbers::Joint::kUnitAfterAnd
                                                   : SpelledNumbers::Joint::kOrdinalAfterTens);
        } else if (name == "unit") {
          if (auto unit = Lookup(kUnits, value)) Add(form, {Sense::kTimeUnit, static_cast<int>(*unit)});
        } else if (name == "bound" || name == "bound_after") {
          const Bound bound = ParseBound(value).value_or(Bound::kExact);
          Add(form, {name == "bound" ? Sense::kBound : Sense::kBoundAfter, static_cast<int>(bound)});
        } else if (name == "value") {
          Add(form, {Sense::kValue, 0, value});
        } else if (name == "currency") {
          Add(form, {Sense::kCurrency, 0, value});
        } else if (name == "measure") {
          Add(form, {Sense::kMeasure, 0, value});
        } else if (name == "denominators_of_cardinals" || name == "denominators_of_ordinals") {
          numbers_->AddDenominators(FoldPhrase(form), name.ends_with("ordinals"));
        } else if (name == "period") {  // period week -1: "last week" as one phrase
          const size_t gap = value.find(' ');
          if (auto unit = Lookup(kUnits, std::string_view(value).substr(0, gap)))
            Add(form, {Sense::kPeriod, 100 * static_cast<int>(*unit) + 50 + std::atoi(value.c_str() + gap)});
        }
      });
    });
  });
}

const Vocabulary* VocabularyOf(std::string_view tag) {
  constexpr size_t kMaxVocabularies = 128;  // languages and regions; more than there are tables for
  static std::mutex& mutex = *new std::mutex;
  static auto& made = *new std::map<std::string, std::unique_ptr<const Vocabulary>>;
  const std::string language = Canonical(PrimarySubtag(tag));
  if (language == "en" || TableOf(language).empty()) return nullptr;
  // Only regions whose separators differ from their language's have a vocabulary of their own.
  constexpr std::string_view kOwnSeparators[] = {"es-MX", "es-US", "es-PR", "es-GT", "es-HN", "es-NI",
                                                 "es-SV", "es-PA", "es-DO", "es-PE", "de-CH", "de-LI",
                                                 "de-AT", "it-CH", "fr-CH", "pt-PT"};
  const std::string region = RegionOf(tag);
  const std::string name = language + "-" + region;
  const bool own =
      std::find(std::begin(kOwnSeparators), std::end(kOwnSeparators), name) != std::end(kOwnSeparators);
  const std::string& key = own ? name : language;
  const std::lock_guard<std::mutex> lock(mutex);
  auto found = made.find(key);
  if (found == made.end() && made.size() < kMaxVocabularies) {
    found = made.emplace(key, std::make_unique<Vocabulary>(language, own ? region : "")).first;
  }
  return found == made.end() ? nullptr : found->second.get();
}

bool ReadsWordsOf(std::string_view tag) {
  return MayBeEnglish(tag) || !TableOf(Canonical(PrimarySubtag(tag))).empty();
}

}  // namespace verbatim::text
