#include "match/across/places.h"

#include <unicode/locid.h>
#include <unicode/timezone.h>
#include <unicode/tznames.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <utility>

#include "sync/mutex.h"
#include "text/unicode/fold.h"
#include "text/unicode/parts.h"

namespace verbatim::match {
namespace {

// Inflection changes at most this many letters at the end of a name, and never the first letters.
constexpr size_t kEnding = 2;
constexpr size_t kSameLetters = 4;
constexpr size_t kLongerBy = 3;

// Languages that many countries speak name none of them.
constexpr auto kWorldLanguages =
    std::to_array<std::string_view>({"en", "ar", "pt", "sw", "ha", "zxx", "und", "mul"});

// What CLDR does not list: abbreviations, older and less formal names, unions of states, and cities and seas whose
// names differ so much between languages that their sound does not tell.
struct FurtherNames {
  std::string_view key, names;  // separated by commas
};
constexpr auto kFurtherNames = std::to_array<FurtherNames>({
    {"US",
     "USA,U.S.,США,ЗША,ABD,SUA,EUA,EE.UU.,États-Unis,Stany Zjednoczone,America,Америка,Amerika,"
     "Vereinigte Staaten,United States,Stati Uniti,Estados Unidos,Verenigde Staten,Förenta staterna,"
     "Statele Unite"},
    {"GB",
     "UK,Britain,Großbritannien,Великобритания,Storbritannien,Gran Bretaña,Gran Bretagna,"
     "Grande-Bretagne,Grã-Bretanha,Британия,Британія,İngiltere,Royaume-Uni,Reino Unido,Regno Unito,"
     "England"},
    {"RU", "РФ"},
    {"BY",
     "Weißrussland,Белоруссия,Biélorussie,Bélarus,Bielorrusia,Belarús,Bielorussia,Wit-Rusland,"
     "Vitryssland,Beyaz Rusya,Belarus,Беларусь,Білорусь,Białoruś"},
    {"NL", "Holland,Holanda,Голландия"},
    {"CZ", "Tschechien,Czech,Чехия,Чехія,Czechy"},
    {"DE", "ФРГ,BRD,RFN"},
    {"CN", "КНР"},
    {"KR", "Korea"},
    {"AE", "ОАЭ"},
    {"ZA", "ЮАР"},
    {"TR", "Türkei,Turkey"},
    {"Europe/Kyiv", "Kiev,Kiew,Киев,Київ,Kijów"},
    {"Beijing", "Beijing,Peking,Pékin,Pekín,Pekin,Pequim,Pechino,Пекин,Пекін"},
    {"Geneva", "Geneva,Genf,Genève,Ginebra,Ginevra,Genebra,Женева,Genewa,Cenevre"},
    {"Munich", "Munich,München,Múnich,Munique,Мюнхен,Monachium,Münih"},
    {"Cologne", "Cologne,Köln,Colonia,Кёльн,Кельн,Kolonia"},
    {"Milan", "Milan,Milano,Mailand,Milán,Милан,Мілан,Mediolan"},
    {"TheHague", "Hague,Den Haag,Haye,Haya,Гаага,Haga,Lahey"},
    {"BlackSea",
     "Black Sea,Schwarzes Meer,Schwarze Meer,mer Noire,mar Negro,Mar Nero,Чёрное море,Черном море,"
     "Чорне море,Чорному морі,Morze Czarne,Morzu Czarnym,Karadeniz,Zwarte Zee,Svarta havet,"
     "Marea Neagră,черноморск,чорноморськ"},
    {"EU",
     "EU,UE,ЕС,ЄС,AB,European Union,Europäische Union,Union européenne,Unión Europea,União Europeia,"
     "Unione europea,Europese Unie,Unia Europejska,Европейский союз,Евросоюз,Європейський Союз,"
     "Євросоюз,Europeiska unionen,Avrupa Birliği,Uniunea Europeană"},
    {"UN",
     "UN,UNO,ONU,ООН,ONZ,FN,BM,United Nations,Vereinte Nationen,Nations unies,Naciones Unidas,"
     "Verenigde Naties"},
    {"NATO", "NATO,НАТО,OTAN"},
    {"WHO", "WHO,OMS,ВОЗ,ВООЗ,DSÖ"},
    {"IMF", "IMF,IWF,FMI,МВФ,MFW"},
});

// Adjectives that are not the names of languages. They need no capital letter.
constexpr auto kAdjectives = std::to_array<FurtherNames>({
    {"US",
     "американск,американськ,амерыканск,amerikanisch,américain,estadounidens,statunitens,amerykańsk,"
     "amerikaans,amerikansk"},
    {"GB", "британск,британськ,britisch,britanniqu,británic,britannic,brytyjsk,brittisk"},
    {"RU", "российск,російськ,расійск"},
    {"BE", "бельгийск,бельгійськ,belgisch,belge,belgijsk"},
    {"AT", "австрийск,австрійськ,österreichisch,autrichien,austriack"},
    {"CH", "швейцарск,швейцарськ,schweizerisch,suisse,szwajcarsk"},
});

std::string Utf8(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

bool IsLetter(char32_t c) { return (c >= U'a' && c <= U'z') || c > 0x7F; }

std::vector<std::u32string> SplitFolded(std::string_view name) {
  const text::FoldedText folded(name);
  std::vector<std::u32string> words;
  bool inside = false;
  for (char32_t c : folded.code_points()) {
    if (!IsLetter(c)) {
      inside = inside && c == U'\'';
      continue;
    }
    if (!inside) words.emplace_back();
    inside = true;
    words.back().push_back(c);
  }
  return words;
}

// Returns the first kSameLetters letters in one number. Letters over U+FFFF may share one.
uint64_t FirstLetters(std::u32string_view word) {
  uint64_t first = 0;
  for (char32_t c : word.substr(0, kSameLetters)) first = (first << 16) | (c & 0xFFFF);
  return first;
}

size_t CommonLetters(std::u32string_view a, std::u32string_view b) {
  const auto [end, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return static_cast<size_t>(end - a.begin());
}

// Returns how many letters a word and a word of a name have in common, if the word may be an inflection of it;
// 0 otherwise.
size_t LettersInCommon(std::u32string_view word, std::u32string_view name) {
  if (word == name) return word.size() + 1;
  if (name.size() < kSameLetters || word.size() > name.size() + kLongerBy) return 0;
  const size_t common = CommonLetters(word, name);
  return common >= std::max(kSameLetters, name.size() - kEnding) ? common : 0;
}

// Adds the names of all countries in the language of a locale.
template <typename Take>
void EachCountry(const icu::Locale& locale, Take take) {
  for (const char* const* code = uloc_getISOCountries(); *code != nullptr; ++code) {
    icu::UnicodeString name;
    icu::Locale("und", *code).getDisplayCountry(locale, name);
    take(Utf8(name), *code);
  }
}

// Zones that are named after what is no well-known city, but a common word.
constexpr auto kOtherZones = std::to_array<std::string_view>(
    {"Pacific/Wake", "Pacific/Easter", "Pacific/Midway", "America/Nome", "Asia/Hovd", "America/Resolute"});

// Passes the cities by which time zones are named: capitals and others that are large.
template <typename Take>
void EachCity(const icu::Locale& locale, Take take) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::TimeZoneNames> names(icu::TimeZoneNames::createInstance(locale, error));
  if (U_FAILURE(error)) return;
  const std::unique_ptr<icu::StringEnumeration> zones(
      icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, nullptr, nullptr, error));
  if (U_FAILURE(error)) return;
  for (const icu::UnicodeString* zone = zones->snext(error); zone != nullptr; zone = zones->snext(error)) {
    std::string key = Utf8(*zone);
    // Zones with two slashes are named after counties and villages.
    if (std::count(key.begin(), key.end(), '/') != 1 || key.starts_with("Antarctica/") ||
        std::find(kOtherZones.begin(), kOtherZones.end(), key) != kOtherZones.end()) {
      continue;
    }
    icu::UnicodeString name;
    names->getExemplarLocationName(*zone, name);
    if (key == "Europe/Kiev") key = "Europe/Kyiv";  // as newer versions of ICU name it
    if (!name.isEmpty()) take(Utf8(name), key);
  }
}

// Passes the names of languages with the country that most of their speakers live in.
template <typename Take>
void EachLanguage(const icu::Locale& locale, Take take) {
  for (const char* const* code = uloc_getISOLanguages(); *code != nullptr; ++code) {
    const std::string_view language = *code;
    if (language.size() != 2 ||
        std::find(kWorldLanguages.begin(), kWorldLanguages.end(), language) != kWorldLanguages.end())
      continue;
    UErrorCode error = U_ZERO_ERROR;
    icu::Locale likely(*code);
    likely.addLikelySubtags(error);
    icu::UnicodeString name;
    icu::Locale(*code).getDisplayLanguage(locale, name);
    const std::string utf8 = Utf8(name);
    if (U_FAILURE(error) || *likely.getCountry() == '\0' || utf8 == language) continue;
    take(utf8, likely.getCountry());
  }
}

}  // namespace

PlaceNames::PlaceNames(const std::string& language) {
  const icu::Locale locale(language.c_str());
  for (const FurtherNames& further : kFurtherNames) {
    const Capitals needs = further.key == "BlackSea" ? Capitals::kNone : Capitals::kFirst;  // "mer Noire"
    text::ForEachPart(further.names, ',',
                      [&](std::string_view name) { Add(name, std::string(further.key), needs); });
  }
  for (const FurtherNames& adjective : kAdjectives) {
    text::ForEachPart(adjective.names, ',',
                      [&](std::string_view name) { Add(name, std::string(adjective.key), Capitals::kNone); });
  }
  EachCountry(locale, [&](const std::string& name, const char* key) { Add(name, key, Capitals::kFirst); });
  EachCity(locale,
           [&](const std::string& name, const std::string& key) { Add(name, key, Capitals::kFirst); });
  EachLanguage(locale, [&](const std::string& name, const char* key) { Add(name, key, Capitals::kNone); });
}

const PlaceNames* PlaceNames::Of(std::string_view language) {
  struct All {
    sync::Mutex mutex;
    std::map<std::string, std::unique_ptr<PlaceNames>, std::less<>> names ABSL_GUARDED_BY(mutex);
  };
  static All& all = *new All();
  sync::MutexLock lock(all.mutex);
  if (auto found = all.names.find(language); found != all.names.end()) return found->second.get();
  if (all.names.size() >= kMaxPlaceLanguages) return nullptr;
  std::unique_ptr<PlaceNames> made(new PlaceNames(std::string(language)));
  return all.names.emplace(language, std::move(made)).first->second.get();
}

size_t PlaceNames::LettersOf(const Name& name, const std::vector<FoldedWord>& words, size_t at) {
  if (at + name.words.size() > words.size() || words[at].capitals < name.needs) return 0;
  size_t letters = 0;
  for (size_t i = 0; i < name.words.size(); ++i) {
    const size_t like = LettersInCommon(words[at + i].letters, name.words[i]);
    if (like == 0) return 0;
    letters += like;
  }
  return letters;
}

std::optional<Place> PlaceNames::At(const std::vector<FoldedWord>& words, size_t at) const {
  const auto found = names_.find(FirstLetters(words[at].letters));
  if (found == names_.end()) return std::nullopt;
  const Name* best = nullptr;
  size_t most = 0;
  for (const Name& name : found->second) {
    const size_t letters = LettersOf(name, words, at);
    if (letters > most) {
      most = letters;
      best = &name;
    }
  }
  if (best == nullptr) return std::nullopt;
  return Place{best->key, best->words.size()};
}

void PlaceNames::Add(std::string_view name, std::string key, Capitals needs) {
  constexpr size_t kNameWords = 3;
  std::vector<std::u32string> words = SplitFolded(name);
  if (words.empty() || words.size() > kNameWords || words.front().size() < 2) return;
  const uint64_t first = FirstLetters(words.front());
  // "EU", but not Portuguese "Eu". Longer abbreviations are also written as words: "Nato".
  constexpr size_t kAbbreviation = 3;
  if (words.front().size() <= kAbbreviation && CapitalsOf(name) == Capitals::kAll) needs = Capitals::kAll;
  names_[first].push_back({std::move(words), std::move(key), needs});
}

Capitals CapitalsOf(std::string_view word) {
  int32_t at = 0;
  int count = 0;
  const auto size = static_cast<int32_t>(word.size());
  while (at < size) {
    UChar32 c = 0;
    U8_NEXT(reinterpret_cast<const uint8_t*>(word.data()), at, size, c);
    const bool has_case = u_isUUppercase(c) || u_istitle(c) || u_isULowercase(c);
    if (has_case && u_isULowercase(c)) return count == 0 ? Capitals::kNone : Capitals::kFirst;
    // Letters without case, as in Arabic, may begin a name.
    if (!has_case && u_isalpha(c)) return Capitals::kFirst;
    ++count;
  }
  return count > 1 ? Capitals::kAll : Capitals::kFirst;
}

std::u32string FoldWord(std::string_view word) {
  return std::u32string(text::FoldedText(word).code_points());
}

}  // namespace verbatim::match
