#include "text/abbreviations.h"

#include <algorithm>
#include <array>

namespace verbatim::text {
namespace {

// In the order of the alphabet: they are searched by halves.
constexpr std::array kTitles = std::to_array<std::string_view>(
    {"adm", "atty", "brig", "capt", "cmdr", "col",  "cpl",    "cpt", "dr",  "fr",
     "gen", "gov",  "hon",  "hr",   "lt",   "maj",  "messrs", "mme", "mr",  "mrs",
     "ms",  "msgr", "mt",   "mx",   "pfc",  "pres", "prof",   "pvt", "rep", "reps",
     "rev", "rt",   "sen",  "sens", "sgt",  "sra",  "srta",   "st",  "ste", "supt"});

constexpr std::array kNumeric = std::to_array<std::string_view>(
    {"app", "approx", "apr",  "apt", "art", "aug",  "bk", "c",   "ca",   "cap",  "ch",  "chap", "cl", "dec",
     "eq",  "est",    "feb",  "ff",  "fig", "figs", "fl", "fol", "jan",  "jul",  "jun", "mar",  "n",  "no",
     "nos", "nov",    "nr",   "n°",  "oct", "op",   "p",  "par", "para", "pg",   "pl",  "pp",   "pt", "r",
     "sec", "sep",    "sept", "ser", "ss",  "tab",  "v",  "ver", "vol",  "vols", "§"});

constexpr std::array kInner =
    std::to_array<std::string_view>({"cf", "e.g", "eg", "esp", "i.e", "ie", "incl", "v", "viz", "vs"});

constexpr std::array kAny = std::to_array<std::string_view>(
    {"a.k.a", "al",   "apr",   "assn",  "assoc", "asst", "aug",  "ave", "bldg", "blvd", "bros", "co",
     "corp",  "dec",  "dept",  "dist",  "div",   "ed",   "eds",  "esq", "est",  "etc",  "ext",  "feb",
     "fri",   "hwy",  "inc",   "intl",  "jan",   "jr",   "jul",  "jun", "llc",  "ltd",  "mfg",  "mgr",
     "mon",   "natl", "nov",   "oct",   "ph.d",  "plc",  "pty",  "rd",  "sat",  "sep",  "sept", "sq",
     "sr",    "thu",  "thurs", "trans", "tue",   "tues", "univ", "wed"});

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

// No word of the lists is longer.
constexpr size_t kLongest = 16;

// A word that may be in a list: ASCII letters in lower case, a typographic apostrophe as a straight one.
class LowerWord {
 public:
  explicit LowerWord(std::string_view word) {
    if (word.size() > kLongest) return;
    for (size_t i = 0; i < word.size(); ++i) {
      if (word.substr(i).starts_with("\u2019")) {
        letters_[size_++] = '\'';
        i += 2;
      } else {
        letters_[size_++] =
            word[i] >= 'A' && word[i] <= 'Z' ? static_cast<char>(word[i] - 'A' + 'a') : word[i];
      }
    }
  }

  template <size_t kSize>
  bool IsIn(const std::array<std::string_view, kSize>& words) const {
    return std::binary_search(words.begin(), words.end(), std::string_view(letters_.data(), size_));
  }

 private:
  std::array<char, kLongest> letters_;
  size_t size_ = 0;
};

static_assert(std::is_sorted(kTitles.begin(), kTitles.end()));
static_assert(std::is_sorted(kNumeric.begin(), kNumeric.end()));
static_assert(std::is_sorted(kInner.begin(), kInner.end()));
static_assert(std::is_sorted(kAny.begin(), kAny.end()));
static_assert(std::is_sorted(kStarters.begin(), kStarters.end()));
static_assert(std::is_sorted(kPrepositions.begin(), kPrepositions.end()));

}  // namespace

Abbreviation AbbreviationOf(std::string_view word) {
  const LowerWord lower(word);
  if (lower.IsIn(kTitles)) return Abbreviation::kTitle;
  if (lower.IsIn(kInner)) return Abbreviation::kInner;
  if (lower.IsIn(kAny)) return Abbreviation::kAny;
  return lower.IsIn(kNumeric) ? Abbreviation::kNumeric : Abbreviation::kNone;
}

bool BeginsSentences(std::string_view word) { return LowerWord(word).IsIn(kStarters); }

bool IsPreposition(std::string_view word) { return LowerWord(word).IsIn(kPrepositions); }

}  // namespace verbatim::text
