#include "match/across/sound_key.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <utility>

#include "text/unicode/utf8.h"

namespace verbatim::match {
namespace {

constexpr size_t kWordBytes = 64;

// Letters that must be left of a word without its ending.
constexpr size_t kMinStem = 4;

bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool IsVowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }

// The transliterators, made once, because that takes a millisecond. ICU locks what they share.
const icu::Transliterator* MakeTransliterator(const char* id) {
  UErrorCode error = U_ZERO_ERROR;
  auto* made = icu::Transliterator::createInstance(id, UTRANS_FORWARD, error);
  return U_SUCCESS(error) ? made : nullptr;
}

// Marks hissing letters that lose their sign in ASCII, with a sign of their own.
constexpr char kHiss = '1';    // š, ç, ж, ч, щ
constexpr char kThroat = '2';  // х

// Returns a word in small ASCII letters. Letters whose sound ASCII does not show are kHiss and kThroat.
std::string Transliterate(std::string_view word) {
  static const icu::Transliterator* const latin = MakeTransliterator("Any-Latin; NFD; Lower");
  static const icu::Transliterator* const ascii =
      MakeTransliterator("NFD; [:Mn:] Remove; NFC; Latin-ASCII; Lower");
  if (latin == nullptr || ascii == nullptr) return "";
  icu::UnicodeString letters = icu::UnicodeString::fromUTF8({word.data(), static_cast<int32_t>(word.size())});
  const bool has_throat = letters.indexOf(u'х') >= 0 || letters.indexOf(u'Х') >= 0;
  latin->transliterate(letters);
  icu::UnicodeString marked;
  for (int32_t i = 0; i < letters.length(); ++i) {
    const char16_t c = letters[i];
    const bool has_mark = i + 1 < letters.length() && letters[i + 1] >= 0x300 && letters[i + 1] < 0x370;
    if (has_mark && (c == u'c' || c == u's' || c == u'z')) {
      marked.append(static_cast<char16_t>(kHiss));
    } else if (has_throat && c == u'h') {
      marked.append(static_cast<char16_t>(kThroat));
    } else {
      marked.append(c);
    }
  }
  ascii->transliterate(marked);
  std::string out;
  marked.toUTF8String(out);
  std::erase_if(out, [](char c) { return !(c >= 'a' && c <= 'z') && c != kHiss && c != kThroat; });
  return out;
}

std::string ToLatin(std::string_view word) {
  word = text::FirstBytes(word, kWordBytes);
  if (!std::all_of(word.begin(), word.end(), [](char c) { return IsAsciiLetter(c); })) {
    return Transliterate(word);
  }
  std::string lower(word);
  for (char& c : lower) c = static_cast<char>(c | 0x20);
  return lower;
}

// Spellings of several letters, longest first, with the class of their sound. `other` is the class in other
// languages, if they read them differently.
struct Spelling {
  std::string_view letters;
  char sound;
  char other = 0;
};
constexpr auto kSpellings = std::to_array<Spelling>({
    {"dzsch", 'S'}, {"tsch", 'S'}, {"dsch", 'S'}, {"shch", 'S'},    {"szcz", 'S'}, {"sch", 'S'}, {"tch", 'S'},
    {"dzh", 'S'},   {"tsh", 'S'},  {"d1", 'S'},   {"t1", 'S'},      {"1c", 'S'},   {"11", 'S'},  {"sh", 'S'},
    {"sz", 'S'},    {"cz", 'S'},   {"rz", 'S'},   {"ts", 'S'},      {"tz", 'S'},   {"zh", 'S'},  {"dz", 'S'},
    {"dj", 'S'},    {"ss", 'S'},   {"zz", 'S'},   {"ch", 'S', 'K'}, {"kh", 'K'},   {"gh", 'K'},  {"ck", 'K'},
    {"ph", 'V'},    {"th", 'T'},   {"qu", 'K'},   {"x", 'X'},
});

char SoundOf(std::string_view word, size_t at) {
  const char c = word[at];
  switch (c) {
    case 'b':
    case 'd':
    case 'l':
    case 'm':
    case 'n':
    case 'p':
    case 'r':
    case 't':
      return static_cast<char>(c - 'a' + 'A');
    case 's':
    case 'z':
    case kHiss:
      return 'S';
    case 'k':
    case 'g':
    case 'q':
    case 'h':
    case kThroat:
      return 'K';
    case 'v':
    case 'w':
    case 'f':
      return 'V';
    case 'c': {
      const char next = at + 1 < word.size() ? word[at + 1] : 'a';
      return next == 'e' || next == 'i' || next == 'y' ? 'S' : 'K';
    }
    default:
      return 0;
  }
}

// Adds a sound to all keys. Equal neighbours count once.
void Extend(std::vector<std::string>& keys, char sound) {
  for (std::string& key : keys) {
    if (key.empty() || key.back() != sound) key.push_back(sound);
  }
}

// Continues each key with one sound and with another one. If there are many keys already, only with the first. 0 is no
// sound.
void Fork(std::vector<std::string>& keys, char sound, char other) {
  std::vector<std::string> others = keys;
  if (sound != 0) Extend(keys, sound);
  if (keys.size() >= kMaxSoundKeys / 2) return;
  if (other != 0) Extend(others, other);
  keys.insert(keys.end(), others.begin(), others.end());
}

std::vector<std::string> KeysOf(std::string_view word) {
  std::vector<std::string> keys(1);
  for (size_t at = 0; at < word.size();) {
    const auto spelled = std::find_if(kSpellings.begin(), kSpellings.end(), [&](const Spelling& spelling) {
      return word.substr(at).starts_with(spelling.letters);
    });
    const char c = word[at];
    const bool last = at + 1 == word.size();
    if (spelled != kSpellings.end() && spelled->sound == 'X') {
      Extend(keys, 'K');
      Extend(keys, 'S');
      at += 1;
    } else if (spelled != kSpellings.end()) {
      if (spelled->other != 0)
        Fork(keys, spelled->sound, spelled->other);
      else
        Extend(keys, spelled->sound);
      at += spelled->letters.size();
    } else if (c == 'j') {
      // A vowel in German and Polish, a hiss in English and French.
      Fork(keys, at == 0 ? 'A' : 0, 'S');
      ++at;
    } else if (IsVowel(c)) {
      if (at == 0) Extend(keys, 'A');
      ++at;
    } else if ((c == 'h' && at > 0) || (c == 'g' && last && at > 0 && word[at - 1] == 'n')) {
      Fork(keys, 0, 'K');  // silent after a vowel in many languages, and in Jinping, Цзиньпин
      ++at;
    } else if (c == 'w' && last) {
      Fork(keys, 'V', 0);  // Moscow
      ++at;
    } else {
      if (const char sound = SoundOf(word, at); sound != 0) Extend(keys, sound);
      ++at;
    }
  }
  return keys;
}

// Endings of cases that have consonants, longest first. Vowels do not count anyway.
constexpr auto kSlavicEndings = std::to_array<std::string_view>(
    {"ovi", "owi", "ami", "ogo", "ego", "omu", "emu", "ach", "om", "em", "im", "ym", "am", "2", "ov", "m"});
constexpr auto kGenitive = std::to_array<std::string_view>({"s"});

std::span<const std::string_view> EndingsOf(std::string_view language) {
  constexpr std::string_view kSlavic[] = {"ru", "uk", "be", "pl", "cs", "sk", "bg", "hr", "sr", "sl"};
  constexpr std::string_view kGermanic[] = {"de", "sv", "da", "no", "nb", "nn", "nl"};
  if (std::find(std::begin(kSlavic), std::end(kSlavic), language) != std::end(kSlavic)) return kSlavicEndings;
  if (std::find(std::begin(kGermanic), std::end(kGermanic), language) != std::end(kGermanic))
    return kGenitive;
  return {};
}

std::string_view WithoutEnding(std::string_view word, std::string_view language) {
  for (std::string_view ending : EndingsOf(language)) {
    if (word.size() >= kMinStem + ending.size() && word.ends_with(ending)) {
      word.remove_suffix(ending.size());
      return word;
    }
  }
  return word;
}

}  // namespace

std::vector<std::string> SoundKeys(std::string_view word, std::string_view language) {
  const std::string latin = ToLatin(word);
  std::vector<std::string> keys = KeysOf(latin);
  if (const std::string_view stem = WithoutEnding(latin, language); stem.size() < latin.size()) {
    for (std::string& key : KeysOf(stem)) {
      if (keys.size() < kMaxSoundKeys) keys.push_back(std::move(key));
    }
  }
  std::erase_if(keys, [](const std::string& key) { return key.size() < kMinSounds; });
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

}  // namespace verbatim::match
