#include "match/across/text_language.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "text/unicode/language.h"
#include "text/unicode/parts.h"
#include "text/unicode/utf8.h"

namespace verbatim::match {
namespace {

constexpr size_t kBytes = 1 << 10;

// Common words must be this many, and different, before they outweigh what is expected.
constexpr size_t kEnough = 2;

// Common short words, in lower case. What English spells alike is among the English words, too, so that "Hundreds die
// in Texas" stays English.
struct CommonWords {
  std::string_view language, words;
};
constexpr auto kCommonWords = std::to_array<CommonWords>({
    {"en",
     "the of and to in is that for on was with are by from has have as at after his its will said "
     "not be an who over this it were he she they their more than about into been had would which "
     "but or a die war also so no do am me up"},
    {"de",
     "der das und ist nicht ein eine einen einem einer mit auf für sich dem des auch als nach bei "
     "aus wie wird wurde wurden sind hat haben über zum zur vom im seit mehr durch sie sein die "
     "den in zu vor nur noch an am er es war gegen unter"},
    {"fr",
     "et est dans pour par sur avec une du aux qui que pas ont été sont plus cette ses ces au "
     "depuis selon contre leur elle il après en de la le les des un a à d l se son sa entre mais"},
    {"es",
     "el y en los las que por con una para del al se su sus como más fue han desde según pero este "
     "esta entre sobre durante de la un lo a no"},
    {"pt",
     "o os e em que do da dos das no na nos nas por com uma para ao se seu sua mais foi foram são "
     "não desde segundo mas entre sobre pelo pela de um a à as"},
    {"it",
     "il lo gli e che di del della dei delle nel nella per con una al alla sono più è stato stati "
     "ha hanno dal dalla dopo tra anche come la in un a i le si"},
    {"nl",
     "het een van en op dat met voor zijn niet naar ook uit bij wordt werd werden heeft hebben aan "
     "door over sinds meer te"},
    {"pl",
     "w i z na się nie do jest że o od przez po za dla jak oraz został zostało została są był była "
     "było we ze ponad przed"},
    {"sv",
     "och i att det som en på är av för med till den har inte om ett från var sedan efter över "
     "under vid"},
    {"da", "og i at det som en på er af for med til den har ikke om et fra var siden efter over blev ved"},
    {"no", "og i at det som en på er av for med til den har ikke om et fra var siden etter over ble ved"},
    {"tr",
     "ve bir bu için ile da de olarak daha çok sonra kadar göre en olan oldu etti yüzde milyon ise "
     "tarafından yılında"},
    {"ro",
     "și în de la cu pe din un o care au fost este pentru mai nu că sau prin după peste către ai "
     "ale al s-a"},
    {"cs", "na se je že do pro byl byla bylo jsou po od ve za jako při nebo podle"},
    {"sk", "na sa je že do pre bol bola bolo sú po od vo za ako pri alebo podľa"},
    {"hr", "na je se da su za od koji bio bila bilo nije kao ili prema iz do"},
    {"hu", "az és hogy nem egy is volt meg van ki ezt azt szerint után el csak"},
    {"fi", "ja on ei että se oli ovat mutta kun hän joka myös mukaan vuonna sekä tai"},
    {"ru",
     "и в не на что с по к из за от о у для как это был была были было года году он она они его до "
     "после их"},
    {"uk",
     "і в у не на що з та до за від про як для був була були було року році це він вона вони його "
     "із під після"},
    {"be",
     "і ў у не на што з да за ад пра як для быў была былі было года годзе гэта ён яна яны яго "
     "пасля"},
    {"bg", "и в не на че с по към от за да се е са бяха беше през той тя те като след години година"},
    {"sr", "и у не на да је се су за од с који био била било као или према из до"},
});

// A letter that only one of the languages above uses counts as one of its words.
constexpr auto kOwnLetters = std::to_array<std::pair<char32_t, std::string_view>>({
    {U'ß', "de"}, {U'ł', "pl"}, {U'ą', "pl"}, {U'ę', "pl"}, {U'ś', "pl"}, {U'ż', "pl"}, {U'ź', "pl"},
    {U'ğ', "tr"}, {U'ı', "tr"}, {U'ş', "tr"}, {U'ț', "ro"}, {U'ă', "ro"}, {U'ș', "ro"}, {U'ã', "pt"},
    {U'õ', "pt"}, {U'ñ', "es"}, {U'¿', "es"}, {U'ř', "cs"}, {U'ů', "cs"}, {U'ě', "cs"}, {U'ľ', "sk"},
    {U'ő', "hu"}, {U'ű', "hu"}, {U'ђ', "sr"}, {U'ћ', "sr"}, {U'ј', "sr"}, {U'љ', "sr"}, {U'њ', "sr"},
    {U'ы', "ru"}, {U'э', "ru"}, {U'ї', "uk"}, {U'є', "uk"}, {U'ґ', "uk"}, {U'ў', "be"},
});

// Letters that English does not have count as a word of each of their languages.
constexpr auto kSharedLetters = std::to_array<std::pair<char32_t, std::string_view>>({
    {U'é', "fr"}, {U'è', "fr"}, {U'è', "it"}, {U'ê', "fr"}, {U'ê', "pt"}, {U'ç', "fr"}, {U'ç', "pt"},
    {U'ç', "tr"}, {U'à', "fr"}, {U'à', "it"}, {U'ò', "it"}, {U'ù', "it"}, {U'ó', "es"}, {U'ó', "pl"},
    {U'á', "es"}, {U'á', "pt"}, {U'í', "es"}, {U'ú', "es"}, {U'ä', "de"}, {U'ä', "sv"}, {U'ö', "de"},
    {U'ö', "sv"}, {U'ö', "tr"}, {U'ü', "de"}, {U'ü', "tr"}, {U'å', "sv"}, {U'å', "da"}, {U'å', "no"},
    {U'ø', "da"}, {U'ø', "no"}, {U'ë', "nl"}, {U'і', "uk"}, {U'і', "be"},
});

// Common words that also join the parts of names, which English texts have, too: "Rio de Janeiro". They do not count
// before a capital letter.
constexpr auto kConnectors =
    std::to_array<std::string_view>({"de", "la", "le", "les", "el", "en", "los", "las", "del", "da", "do",
                                     "dos", "di", "du", "des", "van", "den", "der"});

// The language of a script that mostly one of them uses.
constexpr auto kScripts = std::to_array<std::pair<UScriptCode, std::string_view>>({{USCRIPT_CYRILLIC, "ru"},
                                                                                   {USCRIPT_GREEK, "el"},
                                                                                   {USCRIPT_HEBREW, "he"},
                                                                                   {USCRIPT_ARABIC, "ar"},
                                                                                   {USCRIPT_HANGUL, "ko"},
                                                                                   {USCRIPT_HIRAGANA, "ja"},
                                                                                   {USCRIPT_KATAKANA, "ja"},
                                                                                   {USCRIPT_HAN, "zh"},
                                                                                   {USCRIPT_DEVANAGARI, "hi"},
                                                                                   {USCRIPT_THAI, "th"},
                                                                                   {USCRIPT_ARMENIAN, "hy"},
                                                                                   {USCRIPT_GEORGIAN, "ka"},
                                                                                   {USCRIPT_TAMIL, "ta"},
                                                                                   {USCRIPT_BENGALI, "bn"}});

constexpr std::string_view kCyrillicLanguages[] = {"ru", "uk", "be", "bg", "sr", "mk",
                                                   "kk", "ky", "tg", "mn", "tt"};

// The languages that have a word among their common ones.
using Languages = std::vector<std::string_view>;
const std::unordered_map<std::string_view, Languages>& Known() {
  static const auto* const known = [] {
    auto* all = new std::unordered_map<std::string_view, Languages>();
    for (const auto& [language, words] : kCommonWords) {
      text::ForEachPart(words, ' ', [&, tag = language](std::string_view word) {
        Languages& of_word = (*all)[word];
        if (std::find(of_word.begin(), of_word.end(), tag) == of_word.end()) of_word.push_back(tag);
      });
    }
    return all;
  }();
  return *known;
}

// What a text shows of its language.
struct Signs {
  std::unordered_map<std::string_view, size_t> words;  // different common words, by language
  std::unordered_map<int32_t, size_t> scripts;         // letters, by script

  size_t Of(std::string_view language) const {
    auto found = words.find(text::MacrolanguageOf(language));
    return found == words.end() ? 0 : found->second;
  }
};

class SignReader {
 public:
  explicit SignReader(std::string_view text) : text_(text::FirstBytes(text, kBytes)) {}

  Signs Read() {
    const auto* bytes = reinterpret_cast<const uint8_t*>(text_.data());
    const auto size = static_cast<int32_t>(text_.size());
    for (int32_t at = 0; at < size;) {
      const int32_t before = at;
      UChar32 c;
      U8_NEXT(bytes, at, size, c);
      Take(c, before, at);
    }
    EndWord(text_.size());
    Count(pending_);
    return std::move(signs_);
  }

 private:
  void Take(UChar32 c, int32_t start, int32_t end) {
    if (c < 0x80) {
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
        ++signs_.scripts[USCRIPT_LATIN];
        capital_ |= c < 'a';
      } else if (c != '-' || word_ == start) {
        EndWord(static_cast<size_t>(start));
        word_ = end;
        // Parts of addresses, handles and hashtags are no words.
        joined_ = c == '.' || c == '/' || c == '@' || c == '#' || c == '_';
      }
      return;
    }
    if (!u_isalpha(c) && c != U'¿') {
      EndWord(static_cast<size_t>(start));
      word_ = end;
      return;
    }
    UErrorCode error = U_ZERO_ERROR;
    ++signs_.scripts[uscript_getScript(c, &error)];
    capital_ |= u_isupper(c) != 0;
    for (const auto& [letter, language] : kOwnLetters) {
      if (static_cast<UChar32>(letter) == c && !letters_.contains(c)) ++signs_.words[language];
    }
    for (const auto& [letter, language] : kSharedLetters) {
      if (static_cast<UChar32>(letter) == c && !letters_.contains(c)) ++signs_.words[language];
    }
    letters_.insert(c);
  }

  // Capitalised words are names, as in "Las Vegas", but for the first word of the text.
  void EndWord(size_t end) {
    constexpr size_t kLongestBytes = 20;
    const auto start = static_cast<size_t>(word_);
    if (end <= start) return;
    if (!capital_) Count(pending_);
    pending_ = {};
    std::string_view word = text_.substr(start, end - start);
    if (std::exchange(joined_, false)) word = {};
    const bool is_first = std::exchange(first_, false);
    if (capital_ && is_first && word.size() <= kLongestBytes) {
      first_word_ = word;
      if (first_word_[0] >= 'A' && first_word_[0] <= 'Z')
        first_word_[0] = static_cast<char>(first_word_[0] | 0x20);
      word = first_word_;
    } else if (capital_ || word.size() > kLongestBytes) {
      word = {};
    }
    capital_ = false;
    if (std::find(kConnectors.begin(), kConnectors.end(), word) != kConnectors.end()) {
      pending_ = word;
    } else {
      Count(word);
    }
  }

  void Count(std::string_view word) {
    const auto found = Known().find(word);
    if (found == Known().end() || !seen_.insert(found->first).second) return;
    for (std::string_view language : found->second) ++signs_.words[language];
  }

  std::string_view text_;
  Signs signs_;
  int32_t word_ = 0;
  bool capital_ = false;
  bool joined_ = false;
  bool first_ = true;
  std::string first_word_;
  std::string_view pending_;  // a connector, until the next word is known
  std::set<UChar32> letters_;
  std::set<std::string_view> seen_;
};

int32_t MainScript(const Signs& signs) {
  int32_t main = USCRIPT_LATIN;
  size_t most = 0;
  for (const auto& [script, letters] : signs.scripts) {
    // Any kana makes a text Japanese.
    const size_t weight = script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ? 10 * letters : letters;
    if (weight > most) {
      most = weight;
      main = script;
    }
  }
  return main;
}

std::string_view LanguageOfScript(int32_t script) {
  for (const auto& [code, language] : kScripts) {
    if (code == script) return language;
  }
  return "";
}

bool UsesCyrillic(std::string_view language) {
  return std::find(std::begin(kCyrillicLanguages), std::end(kCyrillicLanguages), language) !=
         std::end(kCyrillicLanguages);
}

// Returns whether a language may be written in a script. Unknown languages may be.
bool IsWrittenIn(std::string_view language, int32_t script) {
  if (script == USCRIPT_CYRILLIC) return UsesCyrillic(language);
  const std::string_view of_script = LanguageOfScript(script);
  const bool is_one_of_a_script = std::any_of(kScripts.begin(), kScripts.end(),
                                              [&](const auto& known) { return known.second == language; });
  if (script != USCRIPT_LATIN) {
    if (language == "ja" && script == USCRIPT_HAN) return true;
    return language == of_script || (!is_one_of_a_script && language != "en");
  }
  return !is_one_of_a_script && (!UsesCyrillic(language) || language == "sr");
}

// Returns the language with most signs among those written in the script; `expected` unless another has enough.
std::string MostLikely(const Signs& signs, int32_t script, std::string_view expected) {
  std::string_view best = expected;
  size_t most = std::max(signs.Of(expected), kEnough - 1);
  for (const CommonWords& known : kCommonWords) {
    if (!IsWrittenIn(known.language, script)) continue;
    const size_t count = signs.Of(known.language);
    if (count > most) {
      most = count;
      best = known.language;
    }
  }
  return std::string(best);
}

}  // namespace

TextLanguage FindLanguage(std::string_view text, std::string_view declared) {
  const Signs signs = SignReader(text).Read();
  const int32_t script = MainScript(signs);
  const std::string tag = text::PrimarySubtag(declared);
  const bool is_declared = !tag.empty() && tag != "und";
  if (is_declared && IsWrittenIn(tag, script)) {
    const bool english = signs.Of("en") >= kEnough && signs.Of("en") > signs.Of(tag);
    return {english && script == USCRIPT_LATIN ? "en" : tag, true};
  }
  if (script == USCRIPT_LATIN) {
    std::string language = MostLikely(signs, script, "en");
    const bool sure = signs.Of(language) >= kEnough;
    return {std::move(language), sure};
  }
  if (script == USCRIPT_CYRILLIC) {
    std::string language = MostLikely(signs, script, "ru");
    // A single own letter tells these apart, because the short words are too few in a headline.
    if (signs.Of("uk") > signs.Of("ru") && signs.Of("uk") >= signs.Of("be")) language = "uk";
    if (signs.Of("be") > std::max(signs.Of("ru"), signs.Of("uk"))) language = "be";
    return {std::move(language), true};
  }
  const std::string_view of_script = LanguageOfScript(script);
  return {of_script.empty() ? "en" : std::string(of_script), !of_script.empty()};
}

std::string LanguageOfText(std::string_view text, std::string_view declared) {
  return FindLanguage(text, declared).language;
}

TextLanguage LanguageOfQuery(std::string_view text, std::string_view declared) {
  std::string tag = text::PrimarySubtag(declared);
  if (tag.empty() || tag == "und") return FindLanguage(text, "");
  return {std::move(tag), true};
}

bool AreOneLanguage(std::string_view a, std::string_view b) {
  return text::MacrolanguageOf(a) == text::MacrolanguageOf(b);
}

}  // namespace verbatim::match
