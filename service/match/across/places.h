#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

// The names of countries, cities and well-known organisations in the languages of the world, from ICU.
namespace verbatim::match {

struct Place {
  std::string key;   // the same in all languages: "BY", "Europe/Minsk", "NATO"
  size_t words = 0;  // of the text, from its first
};

// Which letters of a word are capitals, from fewest to most. A letter of a script without capitals counts as one.
enum class Capitals : uint8_t { kNone, kFirst, kAll };
Capitals CapitalsOf(std::string_view word);

// A word of a text, folded (text/unicode/fold.h).
struct FoldedWord {
  std::u32string letters;
  Capitals capitals = Capitals::kNone;
};

// Folds a word.
std::u32string FoldWord(std::string_view word);

// The names of places in one language. Inflected names are found by their first letters: "Беларусью", "Polsce".
// The names of languages count as names of the countries that most of their speakers live in, and need no capital
// letter: "französische". Any thread.
class PlaceNames {
 public:
  // Returns the names in `language`, a primary subtag. Names of at most kMaxPlaceLanguages languages are kept,
  // about 200 KB each; null for further languages. The first call for a language takes some 20 ms, in which ICU's
  // names are read.
  static const PlaceNames* Of(std::string_view language);

  // Returns the place that some words name from the first of them on; none for other words. Takes less than 1 µs.
  std::optional<Place> At(const std::vector<FoldedWord>& words, size_t at) const;

 private:
  struct Name {
    std::vector<std::u32string> words;
    std::string key;
    Capitals needs = Capitals::kFirst;
  };

  explicit PlaceNames(const std::string& language);
  // Returns how many letters the words have in common with a name; 0 unless they name it.
  static size_t LettersOf(const Name& name, const std::vector<FoldedWord>& words, size_t at);
  void Add(std::string_view name, std::string key, Capitals needs);

  std::unordered_map<uint64_t, std::vector<Name>> names_;  // by the first letters of the first word
};

// Limit of PlaceNames::Of.
inline constexpr size_t kMaxPlaceLanguages = 48;

}  // namespace verbatim::match
