#include "match/relations/other_languages.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "text/unicode/ascii.h"

namespace verbatim::match {
namespace {

using text::ByteRange;
using text::TypedValue;

constexpr double kCovered = 0.8;
constexpr double kCoveredForDigits = 0.5;
constexpr double kTextCoveredForWords = 0.4;
constexpr size_t kMaxFigures = 64;

// Words before and after two figures of which one must be shared.
constexpr size_t kNearFigure = 2;

// Places at which the text's order may depart from the claim's: a phrase that moved to the front.
constexpr size_t kMoves = 1;

// Common words of negation. What denies in one language may be another word elsewhere: "no" is "in the" in
// Portuguese, "nu" is "now" in Dutch, and "mai" is "May" in French.
struct Negations {
  std::string_view language, words;
};
constexpr auto kNegations = std::to_array<Negations>({
    {"de", "nicht kein keine keinen keiner keinem keines nie niemals"},
    {"fr", "pas jamais aucun aucune non n ne"},
    {"es", "no nunca jamás ningún ninguna"},
    {"pt", "não nunca jamais nenhum nenhuma"},
    {"it", "non mai nessun nessuna"},
    {"nl", "niet geen nooit"},
    {"pl", "nie nigdy"},
    {"ru", "не нет никогда"},
    {"uk", "не ні ніколи"},
    {"be", "не ніколі"},
    {"sv", "inte aldrig ej"},
    {"da", "ikke aldrig"},
    {"nb", "ikke aldri"},
    {"nn", "ikkje aldri"},
    {"no", "ikke aldri"},
    {"fi", "ei eivät"},
    {"hu", "nem"},
    {"ro", "nu niciodată"},
    {"tr", "değil"},
    {"el", "δεν"},
    {"cs", "ne není nikdy"},
    {"ar", "لا لم ليس"},
});

// Returns whether one of the words, which are separated by spaces, is `word`.
bool HasWord(std::string_view words, std::string_view word) {
  for (size_t at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
    const size_t end = at + word.size();
    if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) return true;
  }
  return false;
}

// Returns whether a word denies in a language, or in any language if there is no list for it.
bool IsNegationIn(std::string_view language, std::string_view word) {
  if (word.empty()) return false;
  const auto known = std::find_if(kNegations.begin(), kNegations.end(),
                                  [&](const Negations& one) { return one.language == language; });
  if (known != kNegations.end()) return HasWord(known->words, word);
  return std::any_of(kNegations.begin(), kNegations.end(),
                     [&](const Negations& one) { return HasWord(one.words, word); });
}

// The same in scripts without spaces, as parts of words.
constexpr auto kNegationParts =
    std::to_array<std::string_view>({"不", "没", "沒", "未", "ない", "ません", "않", "못"});

std::string Lower(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return lower;
}

size_t CodePoints(std::string_view word) {
  return static_cast<size_t>(
      std::count_if(word.begin(), word.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// Returns a word's range with the digits and separators around it: "1,2" for the "2" in it.
ByteRange WholeFigure(std::string_view text, ByteRange range) {
  auto joins = [&](size_t at) {
    return text::IsAsciiDigit(text[at]) ||
           ((text[at] == ',' || text[at] == '.') && at > 0 && at + 1 < text.size() &&
            text::IsAsciiDigit(text[at - 1]) && text::IsAsciiDigit(text[at + 1]));
  };
  while (range.start > 0 && joins(range.start - 1)) --range.start;
  while (range.end < text.size() && joins(range.end)) ++range.end;
  return range;
}

// Returns a figure without separators of thousands: "30000" for "30.000", but "1,2" as it is.
std::string DigitsOf(std::string_view text, ByteRange range) {
  const std::string_view figure = Slice(text, range);
  std::string digits;
  for (size_t i = 0; i < figure.size(); ++i) {
    size_t end = i + 1;
    while (end < figure.size() && text::IsAsciiDigit(figure[end])) ++end;
    if (!text::IsAsciiDigit(figure[i]) && end == i + 4) continue;
    digits.push_back(figure[i]);
  }
  return digits;
}

// The words of one side that are compared.
struct ComparedWords {
  std::vector<const AnalysedWord*> all;
  std::vector<bool> shared;
};

ComparedWords WordsOf(const AnalysedSide& side, const std::set<std::pair<size_t, size_t>>& shared) {
  ComparedWords words;
  for (const AnalysedWord& word : side.analysed.words) {
    if (word.kind == WordKind::kWholeTag || word.kind == WordKind::kSignature) continue;
    words.all.push_back(&word);
    words.shared.push_back(shared.contains({word.range.start, word.range.end}));
  }
  return words;
}

class ByWords {
 public:
  ByWords(const AnalysedSide& text, const AnalysedSide& claim, std::span<const WordPair> pairs,
          std::string_view language)
      : text_(text), claim_(claim), pairs_(pairs), language_(language) {
    std::set<std::pair<size_t, size_t>> in_text, in_claim;
    for (const WordPair& pair : pairs) {
      in_text.emplace(pair.text.start, pair.text.end);
      in_claim.emplace(pair.claim.start, pair.claim.end);
      partner_[pair.claim.start] = pair.text.start;
    }
    text_words_ = WordsOf(text, in_text);
    claim_words_ = WordsOf(claim, in_claim);
  }

  Relation Decide() const {
    Relation relation;
    const double claim_covered = Covered(claim_, claim_words_);
    const double text_covered = Covered(text_, text_words_);
    const double covered = std::max(claim_covered, text_covered);
    if (covered >= kCoveredForDigits) {
      relation.conflicts = FindConflicts(text_.text, text_.values, claim_.text, claim_.values, pairs_);
      if (relation.conflicts.empty()) relation.conflicts = DigitConflicts();
      if (!relation.conflicts.empty()) {
        relation.kind = RelationKind::kConflictingValue;
        return relation;
      }
    }
    const bool text_denies = Denies(text_, text_words_);
    if (text_denies != Denies(claim_, claim_words_)) {
      if (covered >= kCovered && std::min(claim_covered, text_covered) >= kTextCoveredForWords) {
        relation.kind = RelationKind::kOpposed;
        relation.reason =
            text_denies ? "has a negation that the claim lacks" : "lacks a negation of the claim";
      }
      return relation;
    }
    relation.reason = WhyNotSame();
    if (relation.reason.empty() && text_covered >= kTextCoveredForWords) relation.kind = RelationKind::kSame;
    return relation;
  }

 private:
  bool IsNegation(std::string_view word) const { return IsNegationIn(language_, Lower(word)); }

  bool Denies(const AnalysedSide& side, const ComparedWords& words) const {
    const bool word = std::any_of(words.all.begin(), words.all.end(), [&](const AnalysedWord* one) {
      return IsNegation(Slice(side.text, one->range));
    });
    return word || std::any_of(kNegationParts.begin(), kNegationParts.end(), [&](std::string_view part) {
             return side.text.find(part) != std::string_view::npos;
           });
  }

  // Words of up to three letters are mostly function words; those of scripts without spaces are not.
  bool Counts(const AnalysedSide& side, const AnalysedWord& word) const {
    const std::string_view letters = Slice(side.text, word.range);
    if (IsNegation(letters)) return false;
    return word.kind == WordKind::kNumber || CodePoints(letters) > 3 || letters.size() >= 6;
  }

  double Covered(const AnalysedSide& side, const ComparedWords& words) const {
    double all = 0;
    double met = 0;
    for (size_t i = 0; i < words.all.size(); ++i) {
      if (!Counts(side, *words.all[i])) continue;
      ++all;
      met += words.shared[i];
    }
    return all > 0 ? met / all : 0;
  }

  // Returns whether the word before or after is shared, with its counterpart near the other word.
  bool HaveSharedNeighbour(size_t c, size_t t) const {
    for (size_t i = c - std::min(c, kNearFigure); i < std::min(c + kNearFigure + 1, claim_words_.all.size());
         ++i) {
      if (i == c || !claim_words_.shared[i]) continue;
      const auto found = partner_.find(claim_words_.all[i]->range.start);
      if (found == partner_.end()) continue;
      for (size_t k = t - std::min(t, kNearFigure); k < std::min(t + kNearFigure + 1, text_words_.all.size());
           ++k) {
        if (text_words_.all[k]->range.start == found->second && (k < t) == (i < c)) return true;
      }
    }
    return false;
  }

  std::vector<size_t> UnmatchedFigures(const ComparedWords& words) const {
    std::vector<size_t> figures;
    for (size_t i = 0; i < words.all.size() && figures.size() < kMaxFigures; ++i) {
      if (!words.shared[i] && words.all[i]->kind == WordKind::kNumber) figures.push_back(i);
    }
    return figures;
  }

  // Figures that the two state differently among the same words, whether they can be read or not.
  std::vector<ValueConflict> DigitConflicts() const {
    std::vector<ValueConflict> conflicts;
    for (size_t c : UnmatchedFigures(claim_words_)) {
      for (size_t t : UnmatchedFigures(text_words_)) {
        if (!HaveSharedNeighbour(c, t)) continue;
        const ByteRange claimed = WholeFigure(claim_.text, claim_words_.all[c]->range);
        const ByteRange stated = WholeFigure(text_.text, text_words_.all[t]->range);
        if (DigitsOf(claim_.text, claimed) == DigitsOf(text_.text, stated)) continue;
        conflicts.push_back({FigureAt(claim_, claimed), FigureAt(text_, stated)});
        break;
      }
    }
    return conflicts;
  }

  // The value read at a place; a plain number of unknown value if none was read.
  static TypedValue FigureAt(const AnalysedSide& side, ByteRange range) {
    for (const TypedValue& value : side.values) {
      const bool covers = value.figure.start <= range.start && range.end <= value.figure.end;
      if (covers && value.reading == text::Reading::kStated) return value;
    }
    TypedValue value;
    value.range = value.figure = range;
    return value;
  }

  // Returns whether the text has the figure with other separators.
  bool HasFigure(const AnalysedWord& word) const {
    if (word.kind != WordKind::kNumber) return false;
    const std::string digits = DigitsOf(claim_.text, WholeFigure(claim_.text, word.range));
    return std::any_of(text_words_.all.begin(), text_words_.all.end(), [&](const AnalysedWord* other) {
      return other->kind == WordKind::kNumber &&
             DigitsOf(text_.text, WholeFigure(text_.text, other->range)) == digits;
    });
  }

  std::string WhyNotSame() const {
    for (size_t i = 0; i < claim_words_.all.size(); ++i) {
      const AnalysedWord& word = *claim_words_.all[i];
      if (!claim_words_.shared[i] && Counts(claim_, word) && !HasFigure(word)) {
        return absl::StrCat("without \"", std::string(Slice(claim_.text, word.range)), "\"");
      }
    }
    size_t moves = 0;
    size_t last = 0;
    for (size_t i = 0; i < claim_words_.all.size(); ++i) {
      const auto found = partner_.find(claim_words_.all[i]->range.start);
      if (found == partner_.end() || !Counts(claim_, *claim_words_.all[i])) continue;
      moves += found->second < last;
      last = found->second;
    }
    return moves > kMoves ? "has the words in another order" : "";
  }

  const AnalysedSide& text_;
  const AnalysedSide& claim_;
  std::span<const WordPair> pairs_;
  std::string_view language_;
  std::map<size_t, size_t> partner_;  // first bytes of the claim's words: of the text's
  ComparedWords text_words_;
  ComparedWords claim_words_;
};

}  // namespace

Relation RelateWords(const AnalysedSide& text, const AnalysedSide& claim, std::span<const WordPair> pairs,
                     std::string_view language) {
  return ByWords(text, claim, pairs, language).Decide();
}

}  // namespace verbatim::match
