#include "text/sentences/abbreviations.h"

#include <algorithm>
#include <array>

#include "text/unicode/ascii.h"

namespace verbatim::text {
namespace {

// All lists are sorted, for binary search.

struct Entry {
  std::string_view word;
  Abbreviation kind;
};

using enum Abbreviation;
constexpr std::array kAbbreviations = std::to_array<Entry>(
    {{"a.k.a", kAny},    {"adm", kTitle},    {"al", kAny},       {"app", kNumeric}, {"approx", kNumeric},
     {"apr", kAny},      {"apt", kNumeric},  {"art", kNumeric},  {"assn", kAny},    {"assoc", kAny},
     {"asst", kAny},     {"atty", kTitle},   {"aug", kAny},      {"ave", kAny},     {"bk", kNumeric},
     {"bldg", kAny},     {"blvd", kAny},     {"brig", kTitle},   {"bros", kAny},    {"c", kNumeric},
     {"ca", kNumeric},   {"cap", kNumeric},  {"capt", kTitle},   {"cf", kInner},    {"ch", kNumeric},
     {"chap", kNumeric}, {"cl", kNumeric},   {"cmdr", kTitle},   {"co", kAny},      {"col", kTitle},
     {"corp", kAny},     {"cpl", kTitle},    {"cpt", kTitle},    {"dec", kAny},     {"dept", kAny},
     {"dist", kAny},     {"div", kAny},      {"dr", kTitle},     {"e.g", kInner},   {"ed", kAny},
     {"eds", kAny},      {"eg", kInner},     {"eq", kNumeric},   {"esp", kInner},   {"esq", kAny},
     {"est", kAny},      {"etc", kAny},      {"ext", kAny},      {"feb", kAny},     {"ff", kNumeric},
     {"fig", kNumeric},  {"figs", kNumeric}, {"fl", kNumeric},   {"fol", kNumeric}, {"fr", kTitle},
     {"fri", kAny},      {"gen", kTitle},    {"gov", kTitle},    {"hon", kTitle},   {"hr", kTitle},
     {"hwy", kAny},      {"i.e", kInner},    {"ie", kInner},     {"inc", kAny},     {"incl", kInner},
     {"intl", kAny},     {"jan", kAny},      {"jr", kAny},       {"jul", kAny},     {"jun", kAny},
     {"llc", kAny},      {"lt", kTitle},     {"ltd", kAny},      {"maj", kTitle},   {"mar", kNumeric},
     {"messrs", kTitle}, {"mfg", kAny},      {"mgr", kAny},      {"mme", kTitle},   {"mon", kAny},
     {"mr", kTitle},     {"mrs", kTitle},    {"ms", kTitle},     {"msgr", kTitle},  {"mt", kTitle},
     {"mx", kTitle},     {"n", kNumeric},    {"natl", kAny},     {"no", kNumeric},  {"nos", kNumeric},
     {"nov", kAny},      {"nr", kNumeric},   {"n°", kNumeric},   {"oct", kAny},     {"op", kNumeric},
     {"p", kNumeric},    {"par", kNumeric},  {"para", kNumeric}, {"pfc", kTitle},   {"pg", kNumeric},
     {"ph.d", kAny},     {"pl", kNumeric},   {"plc", kAny},      {"pp", kNumeric},  {"pres", kTitle},
     {"prof", kTitle},   {"pt", kNumeric},   {"pty", kAny},      {"pvt", kTitle},   {"r", kNumeric},
     {"rd", kAny},       {"rep", kTitle},    {"reps", kTitle},   {"rev", kTitle},   {"rt", kTitle},
     {"sat", kAny},      {"sec", kNumeric},  {"sen", kTitle},    {"sens", kTitle},  {"sep", kAny},
     {"sept", kAny},     {"ser", kNumeric},  {"sgt", kTitle},    {"sq", kAny},      {"sr", kAny},
     {"sra", kTitle},    {"srta", kTitle},   {"ss", kNumeric},   {"st", kTitle},    {"ste", kTitle},
     {"supt", kTitle},   {"tab", kNumeric},  {"thu", kAny},      {"thurs", kAny},   {"trans", kAny},
     {"tue", kAny},      {"tues", kAny},     {"univ", kAny},     {"v", kInner},     {"ver", kNumeric},
     {"viz", kInner},    {"vol", kNumeric},  {"vols", kNumeric}, {"vs", kInner},    {"wed", kAny},
     {"§", kNumeric}});

constexpr std::array kStarters = std::to_array<std::string_view>({"a",
                                                                  "after",
                                                                  "all",
                                                                  "also",
                                                                  "although",
                                                                  "an",
                                                                  "and",
                                                                  "another",
                                                                  "any",
                                                                  "are",
                                                                  "as",
                                                                  "at",
                                                                  "because",
                                                                  "before",
                                                                  "both",
                                                                  "but",
                                                                  "by",
                                                                  "can",
                                                                  "could",
                                                                  "despite",
                                                                  "did",
                                                                  "do",
                                                                  "does",
                                                                  "during",
                                                                  "each",
                                                                  "either",
                                                                  "even",
                                                                  "every",
                                                                  "finally",
                                                                  "first",
                                                                  "for",
                                                                  "from",
                                                                  "further",
                                                                  "had",
                                                                  "has",
                                                                  "have",
                                                                  "he",
                                                                  "hence",
                                                                  "her",
                                                                  "here",
                                                                  "his",
                                                                  "how",
                                                                  "however",
                                                                  "i",
                                                                  "i'd",
                                                                  "i'll",
                                                                  "i'm",
                                                                  "i've",
                                                                  "if",
                                                                  "in",
                                                                  "indeed",
                                                                  "instead",
                                                                  "is",
                                                                  "it",
                                                                  "it's",
                                                                  "its",
                                                                  "just",
                                                                  "last",
                                                                  "later",
                                                                  "let",
                                                                  "let's",
                                                                  "like",
                                                                  "many",
                                                                  "may",
                                                                  "maybe",
                                                                  "meanwhile",
                                                                  "moreover",
                                                                  "most",
                                                                  "much",
                                                                  "my",
                                                                  "neither",
                                                                  "never",
                                                                  "nevertheless",
                                                                  "next",
                                                                  "no",
                                                                  "nobody",
                                                                  "none",
                                                                  "nor",
                                                                  "not",
                                                                  "nothing",
                                                                  "now",
                                                                  "of",
                                                                  "oh",
                                                                  "on",
                                                                  "once",
                                                                  "one",
                                                                  "only",
                                                                  "or",
                                                                  "other",
                                                                  "others",
                                                                  "our",
                                                                  "over",
                                                                  "perhaps",
                                                                  "please",
                                                                  "rather",
                                                                  "she",
                                                                  "should",
                                                                  "since",
                                                                  "so",
                                                                  "some",
                                                                  "someone",
                                                                  "something",
                                                                  "sometimes",
                                                                  "soon",
                                                                  "still",
                                                                  "such",
                                                                  "than",
                                                                  "that",
                                                                  "that's",
                                                                  "the",
                                                                  "their",
                                                                  "then",
                                                                  "there",
                                                                  "there's",
                                                                  "therefore",
                                                                  "these",
                                                                  "they",
                                                                  "they're",
                                                                  "this",
                                                                  "those",
                                                                  "though",
                                                                  "through",
                                                                  "thus",
                                                                  "to",
                                                                  "today",
                                                                  "together",
                                                                  "under",
                                                                  "unfortunately",
                                                                  "unless",
                                                                  "unlike",
                                                                  "until",
                                                                  "upon",
                                                                  "was",
                                                                  "we",
                                                                  "we'll",
                                                                  "we're",
                                                                  "we've",
                                                                  "well",
                                                                  "were",
                                                                  "what",
                                                                  "what's",
                                                                  "when",
                                                                  "where",
                                                                  "whereas",
                                                                  "whether",
                                                                  "which",
                                                                  "while",
                                                                  "who",
                                                                  "whose",
                                                                  "why",
                                                                  "will",
                                                                  "with",
                                                                  "within",
                                                                  "without",
                                                                  "would",
                                                                  "yeah",
                                                                  "yes",
                                                                  "yet",
                                                                  "you",
                                                                  "you'll",
                                                                  "you're",
                                                                  "your"});

constexpr std::array kPrepositions =
    std::to_array<std::string_view>({"about", "after", "around", "at", "before", "between", "by", "during",
                                     "from", "on", "since", "till", "until"});

// At least as long as the longest word of the lists.
constexpr size_t kLongest = 16;

// A word in the form that the lists have: ASCII letters in lower case, typographic apostrophes made straight.
class LowerWord {
 public:
  explicit LowerWord(std::string_view word) {
    if (word.size() > kLongest) return;
    for (size_t i = 0; i < word.size(); ++i) {
      if (word.substr(i).starts_with("\u2019")) {
        letters_[size_++] = '\'';
        i += 2;
      } else {
        letters_[size_++] = ToAsciiLower(word[i]);
      }
    }
  }

  std::string_view letters() const { return {letters_.data(), size_}; }

  template <size_t kSize>
  bool IsIn(const std::array<std::string_view, kSize>& words) const {
    return std::binary_search(words.begin(), words.end(), letters());
  }

 private:
  std::array<char, kLongest> letters_;
  size_t size_ = 0;
};

static_assert(std::is_sorted(kAbbreviations.begin(), kAbbreviations.end(),
                             [](const Entry& a, const Entry& b) { return a.word < b.word; }));
static_assert(std::is_sorted(kStarters.begin(), kStarters.end()));
static_assert(std::is_sorted(kPrepositions.begin(), kPrepositions.end()));

}  // namespace

Abbreviation AbbreviationOf(std::string_view word) {
  const LowerWord lower(word);
  auto found =
      std::lower_bound(kAbbreviations.begin(), kAbbreviations.end(), lower.letters(),
                       [](const Entry& entry, std::string_view letters) { return entry.word < letters; });
  return found != kAbbreviations.end() && found->word == lower.letters() ? found->kind : kNone;
}

bool BeginsSentences(std::string_view word) { return LowerWord(word).IsIn(kStarters); }

bool IsPreposition(std::string_view word) { return LowerWord(word).IsIn(kPrepositions); }

}  // namespace verbatim::text
