#include "match/relations/relation.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "match/relations/denials.h"
#include "match/relations/quantities.h"
#include "match/relations/role_comparison.h"
#include "text/values/comparison.h"

namespace verbatim::match {
namespace {

using text::Reading;
using text::TypedValue;
using text::ValueKind;

// Share of a side's content words that must be met before a difference counts as a contradiction.
constexpr double kCoveredForOpposed = 0.78;
constexpr double kOtherForOpposed = 0.3;
constexpr double kCoveredForConflict = 0.5;

// Share of the content words of the text's sentences that the claim must have for SAME. A text that says much
// more is about something else: the claim may be what somebody in it denies.
constexpr double kTextCoveredForSame = 0.4;

double Share(size_t part, size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

class Relating {
 public:
  Relating(const Sentence& text, const Sentence& claim)
      : text_(text),
        claim_(claim),
        text_quantities_(QuantitiesOf(text.text(), text.values())),
        claim_quantities_(QuantitiesOf(claim.text(), claim.values())),
        alignment_(Align(text, claim)),
        text_denials_(FindDenials(text, alignment_.of_text)),
        claim_denials_(FindDenials(claim, alignment_.of_claim)) {
    FindMetValues();
    Count();
  }

  Relation Decide() {
    Relation relation;
    if (words_covered_ >= kCoveredForConflict) {
      relation.conflicts = Conflicts();
      if (!relation.conflicts.empty()) {
        relation.kind = RelationKind::kConflictingValue;
        relation.alignment = std::move(alignment_);
        return relation;
      }
    }
    std::string opposed = Opposed();
    if (!opposed.empty()) {
      relation.kind = RelationKind::kOpposed;
      relation.reason = std::move(opposed);
    } else if (std::string missing = WhyNotSame(); missing.empty()) {
      relation.kind = RelationKind::kSame;
    } else {
      relation.reason = std::move(missing);
    }
    relation.alignment = std::move(alignment_);
    return relation;
  }

 private:
  static bool IsCompared(const TypedValue& value) {
    return value.reading == Reading::kStated && value.kind != ValueKind::kName &&
           value.kind != ValueKind::kOrdinal;
  }

  static bool IsOne(const TypedValue& value) {
    return value.kind == ValueKind::kNumber && value.amount.value == "1";
  }

  // Returns whether a time is met by a less exact one: 11 September 2025 by September 11.
  bool IsTimeCompatible(const TypedValue& value, std::span<const TypedValue> stated) const {
    return std::any_of(stated.begin(), stated.end(), [&](const TypedValue& other) {
      return other.kind == ValueKind::kTime && other.reading == Reading::kStated &&
             CompareTimes(value, std::span(&other, 1)).verdict == text::Verdict::kUnattested;
    });
  }

  bool IsMet(size_t index) const {
    const TypedValue& value = claim_.values()[index];
    if (value.kind == ValueKind::kTime) {
      return CompareTimes(value, text_.values()).verdict == text::Verdict::kAttested ||
             IsTimeCompatible(value, text_.values());
    }
    const bool equal =
        std::any_of(text_quantities_.begin(), text_quantities_.end(), [&](const Quantity& other) {
          return AreEqual(claim_quantities_[index], other) ||
                 AreEqual(claim_quantities_[index], other, Sign::kOpposite);
        });
    return equal ||
           text::CompareAmount(value.amount, text_.text(), text_.values()).verdict ==
               text::Verdict::kAttested ||
           IsMillions(value, claim_.text(), text_.values()) || IsMillionsOfClaim(value);
  }

  // "1.2m jobs" are 1.2 million, not metres.
  static bool IsMillions(const TypedValue& value, std::string_view text, std::span<const TypedValue> others) {
    if (value.amount.unit != "metre" || !text.substr(0, value.range.end).ends_with('m')) return false;
    return std::any_of(others.begin(), others.end(), [&](const TypedValue& other) {
      return other.kind == ValueKind::kNumber &&
             std::abs(std::strtod(other.amount.value.c_str(), nullptr) -
                      1e6 * std::strtod(value.amount.value.c_str(), nullptr)) < 1;
    });
  }

  bool IsMillionsOfClaim(const TypedValue& value) const {
    return std::any_of(text_.values().begin(), text_.values().end(), [&](const TypedValue& other) {
      return IsMillions(other, text_.text(), std::span(&value, 1));
    });
  }

  // Returns whether the text states a value of the claim with the other sign: -0.2 percent growth, a 0.2
  // percent fall.
  bool IsSignTurned() const {
    for (const Quantity& claimed : claim_quantities_) {
      for (const Quantity& stated : text_quantities_) {
        if (claimed.number != 0 && AreEqual(claimed, stated, Sign::kOpposite)) return true;
      }
    }
    return false;
  }

  void FindMetValues() {
    for (size_t i = 0; i < claim_.values().size(); ++i) {
      met_.push_back(IsCompared(claim_.values()[i]) && IsMet(i));
    }
    sign_turned_ = IsSignTurned();
  }

  bool IsInMetValue(const Word& word) const {
    return word.value >= 0 && met_[static_cast<size_t>(word.value)];
  }

  // Returns whether a pair, if there is one, is of words with the same meaning.
  bool IsNear(int pair) const {
    return pair >= 0 && alignment_.pairs[static_cast<size_t>(pair)].likeness <= Likeness::kSynonym;
  }

  void Count() {
    size_t claim_words = 0;
    size_t claim_met = 0;
    size_t claim_figures = 0;
    size_t claim_near = 0;
    for (size_t c = 0; c < claim_.words().size(); ++c) {
      if (!IsContent(claim_.words()[c])) continue;
      ++claim_words;
      const bool met = alignment_.of_claim[c] >= 0 || IsInMetValue(claim_.words()[c]);
      const bool figure = claim_.words()[c].value >= 0;
      claim_met += met;
      claim_figures += figure;
      claim_near += !figure && IsNear(alignment_.of_claim[c]);
    }
    // Only sentences of the text that share something count.
    std::set<size_t> sentences;
    for (const AlignedPair& pair : alignment_.pairs) sentences.insert(text_.StartOfSentence(pair.text));
    size_t text_words = 0;
    size_t text_met = 0;
    size_t text_figures = 0;
    size_t text_near = 0;
    for (size_t start : sentences) {
      for (size_t t = start; t < text_.EndOfSentence(start); ++t) {
        if (!IsContent(text_.words()[t])) continue;
        ++text_words;
        text_met += alignment_.of_text[t] >= 0 || text_.words()[t].value >= 0;
        text_figures += text_.words()[t].value >= 0;
        text_near += text_.words()[t].value < 0 && IsNear(alignment_.of_text[t]);
      }
    }
    claim_covered_ = Share(claim_met, claim_words);
    words_covered_ =
        std::max(Share(claim_near, claim_words - claim_figures), Share(text_near, text_words - text_figures));
    text_covered_ = Share(text_met, text_words);
  }

  std::vector<ValueConflict> Conflicts() const {
    std::vector<WordPair> pairs;
    for (const AlignedPair& pair : alignment_.pairs) {
      if (pair.likeness == Likeness::kOpposite) continue;
      pairs.push_back({text_.words()[pair.text].range, claim_.words()[pair.claim].range});
    }
    std::vector<ValueConflict> conflicts =
        FindConflicts(text_.text(), text_.values(), claim_.text(), claim_.values(), pairs);
    std::erase_if(conflicts, [&](const ValueConflict& conflict) {
      for (size_t i = 0; i < claim_.values().size(); ++i) {
        if (claim_.values()[i].range == conflict.claimed.range && met_[i]) return true;
      }
      return false;
    });
    return conflicts;
  }

  // Returns why the text is opposed to the claim; empty if it is not.
  std::string Opposed() const {
    const AlignedPair* found = nullptr;  // the pair to name: of contrary words, or else a verb
    auto rank = [&](const AlignedPair& pair) {
      return IsContrary(pair) ? 2 : claim_.words()[pair.claim].verb ? 1 : 0;
    };
    for (const AlignedPair& pair : alignment_.pairs) {
      const bool text_denies = text_denials_.denied[pair.text];
      const bool claim_denies = claim_denials_.denied[pair.claim];
      const bool contrary = IsContrary(pair);
      if (contrary == (text_denies != claim_denies)) continue;
      if (!CoversForOpposed(pair)) continue;
      if (found == nullptr || rank(pair) > rank(*found)) found = &pair;
    }
    if (found == nullptr) return "";
    if (text_denials_.denied[found->text] == claim_denials_.denied[found->claim]) {
      return absl::StrCat("says ", Quoted(text_, found->text), " where the claim says ",
                          Quoted(claim_, found->claim));
    }
    return text_denials_.denied[found->text]
               ? absl::StrCat("denies ", Quoted(claim_, found->claim))
               : absl::StrCat("asserts ", Quoted(text_, found->text), ", which the claim denies");
  }

  // Returns whether the words are opposite. With the other sign of a figure, equal directions are opposite.
  bool IsContrary(const AlignedPair& pair) const {
    const bool opposite = pair.likeness == Likeness::kOpposite;
    if (!sign_turned_ || !AnyLemma(claim_.words()[pair.claim], &IsDirection)) return opposite;
    return !opposite;
  }

  // A denial contradicts what implies the thing denied: its words must be met in the other side, by
  // themselves or by narrower ones. For a contrary word, most words of both sides must be met.
  bool CoversForOpposed(const AlignedPair& pair) const {
    if (pair.likeness == Likeness::kOpposite) {
      return std::max(text_covered_, claim_covered_) >= kCoveredForOpposed &&
             std::min(text_covered_, claim_covered_) >= kCoveredForConflict;
    }
    const bool text_denies = text_denials_.denied[pair.text];
    const Sentence& denying = text_denies ? text_ : claim_;
    const auto [start, end] = text_denies ? text_denials_.scope[pair.text] : claim_denials_.scope[pair.claim];
    const std::vector<int>& paired = text_denies ? alignment_.of_text : alignment_.of_claim;
    size_t words = 0;
    size_t met = 0;
    for (size_t i = start; i < end; ++i) {
      const Word& word = denying.words()[i];
      if (!IsContent(word)) continue;
      if (paired[i] < 0 && IsAboutStatements(word)) continue;
      ++words;
      if (paired[i] < 0) {
        met += text_denies ? IsStatedByClaim(word) : IsInMetValue(word);
        continue;
      }
      const Likeness likeness = alignment_.pairs[static_cast<size_t>(paired[i])].likeness;
      const Likeness too_wide = text_denies ? Likeness::kNarrower : Likeness::kBroader;
      met += likeness != too_wide && likeness != Likeness::kOpposite;
    }
    return Share(met, words) >= kCoveredForOpposed &&
           std::min(text_covered_, claim_covered_) >= kOtherForOpposed;
  }

  // Returns whether a word of a value of the text is met by a value of the claim.
  bool IsStatedByClaim(const Word& word) const {
    if (word.value < 0) return false;
    const TypedValue& value = text_.values()[static_cast<size_t>(word.value)];
    return std::any_of(claim_.values().begin(), claim_.values().end(), [&](const TypedValue& other) {
      return other.kind == value.kind && other.amount.value == value.amount.value && other.edtf == value.edtf;
    });
  }

  // Returns what keeps the text from saying the same; empty if nothing does.
  std::string WhyNotSame() const {
    for (size_t c = 0; c < claim_.words().size(); ++c) {
      if (std::string missing = Missing(c); !missing.empty()) return missing;
    }
    for (size_t i = 0; i < claim_.values().size(); ++i) {
      const TypedValue& value = claim_.values()[i];
      if (IsCompared(value) && !met_[i] && !IsOne(value)) {
        return absl::StrCat("without \"",
                            std::string(claim_.text().substr(value.range.start, value.range.size())), "\"");
      }
    }
    for (const AlignedPair& pair : alignment_.pairs) {
      if (text_denials_.denied[pair.text] && claim_denials_.denied[pair.claim]) continue;
      if (text_denials_.in_scope[pair.text] != claim_denials_.in_scope[pair.claim])
        return "one of them denies something";
    }
    if (std::string reserved = Reserved(); !reserved.empty()) return reserved;
    if (text_covered_ < kTextCoveredForSame) return "says much more";
    return DifferenceOfRoles(text_, claim_, alignment_);
  }

  std::string Missing(size_t c) const {
    const Word& word = claim_.words()[c];
    if (!IsContent(word) || word.value >= 0) return "";
    const int found = alignment_.of_claim[c];
    if (found < 0) {
      const bool reports =
          word.verb && std::any_of(word.lemmas.begin(), word.lemmas.end(), [](const auto& lemma) {
            return IsVerbOfReport(wordnet::Name(lemma.word));
          });
      if (IsStatedMultiple(word) || IsManner(word.lower)) return "";
      const bool light = word.verb && AnyLemma(word, &IsLightVerb);
      return reports || light ? "" : absl::StrCat("without ", Quoted(claim_, c));
    }
    const AlignedPair& pair = alignment_.pairs[static_cast<size_t>(found)];
    const bool verbs = word.verb && text_.words()[pair.text].verb;
    const bool near =
        pair.likeness <= Likeness::kNarrower ||
        (pair.likeness == Likeness::kBroader && (verbs || AnyLemma(text_.words()[pair.text], &IsGeneric))) ||
        (pair.likeness == Likeness::kOpposite && !IsContrary(pair));
    if (near) return "";
    return absl::StrCat("says ", Quoted(text_, pair.text), " where the claim says ", Quoted(claim_, c));
  }

  // Returns whether the text states what a verb says as a share: doubled, rose 100 percent.
  bool IsStatedMultiple(const Word& word) const {
    struct Multiple {
      std::string_view verb, direction;
      double share;
    };
    static constexpr Multiple kMultiples[] = {
        {"double", "rise", 1}, {"triple", "rise", 2}, {"quadruple", "rise", 3}, {"halve", "fall", 0.5}};
    for (const Multiple& multiple : kMultiples) {
      const bool same = std::any_of(word.lemmas.begin(), word.lemmas.end(), [&](const wordnet::Lemma& lemma) {
        return wordnet::Name(lemma.word) == multiple.verb;
      });
      if (!same) continue;
      const bool share =
          std::any_of(text_quantities_.begin(), text_quantities_.end(), [&](const Quantity& quantity) {
            return AreEqual(quantity, {Dimension::kShare, multiple.share});
          });
      NewsSenses wanted;
      AddSenses(multiple.direction, wanted);
      const bool direction = std::any_of(text_.words().begin(), text_.words().end(),
                                         [&](const Word& other) { return AreSynonyms(other.news, wanted); });
      return share && direction;
    }
    return false;
  }

  // Returns whether one side alone has a word that makes less than a fact of what it says.
  std::string Reserved() const {
    for (size_t t = 0; t < text_.words().size(); ++t) {
      const Word& word = text_.words()[t];
      if (alignment_.of_text[t] < 0 && IsReservation(word.lower) && !HasWord(claim_, word.lower)) {
        return absl::StrCat("says ", Quoted(text_, t));
      }
    }
    for (size_t c = 0; c < claim_.words().size(); ++c) {
      const Word& word = claim_.words()[c];
      if (alignment_.of_claim[c] < 0 && IsReservation(word.lower) && !HasWord(text_, word.lower)) {
        return absl::StrCat("without ", Quoted(claim_, c));
      }
    }
    const bool one = std::any_of(claim_.values().begin(), claim_.values().end(), &IsOne);
    if (one && HasWord(text_, "both")) return "says \"both\"";
    if (HasFuture(text_) != HasFuture(claim_)) return "one of them is about the future";
    return "";
  }

  static bool HasWord(const Sentence& sentence, std::string_view lower) {
    return std::any_of(sentence.words().begin(), sentence.words().end(),
                       [&](const Word& word) { return word.lower == lower; });
  }

  static bool HasFuture(const Sentence& sentence) {
    return HasWord(sentence, "will") || HasWord(sentence, "'ll") || HasWord(sentence, "shall");
  }

  const Sentence& text_;
  const Sentence& claim_;
  std::vector<Quantity> text_quantities_;
  std::vector<Quantity> claim_quantities_;
  Alignment alignment_;
  bool sign_turned_ = false;
  Denials text_denials_;
  Denials claim_denials_;
  std::vector<bool> met_;  // by value of the claim
  double claim_covered_ = 0;
  double words_covered_ = 0;  // the greater share of the words of a side, without figures, that is met
  double text_covered_ = 0;
};

}  // namespace

Relation Relate(const Sentence& text, const Sentence& claim) { return Relating(text, claim).Decide(); }

}  // namespace verbatim::match
