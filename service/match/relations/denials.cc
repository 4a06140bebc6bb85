#include "match/relations/denials.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace verbatim::match {
namespace {

using wordnet::Lemma;

class Finder {
 public:
  Finder(const Sentence& sentence, const std::vector<int>& shared)
      : sentence_(sentence), words_(sentence.words()), shared_(shared) {
    out_.denied.resize(words_.size());
    out_.in_scope.resize(words_.size());
    out_.scope.resize(words_.size());
  }

  Denials Find() {
    for (size_t i = 0; i < words_.size(); ++i) {
      if (const auto negation = NegationAt(i)) Apply(*negation, i);
    }
    negated_ = out_.denied;
    for (size_t i = 0; i < words_.size(); ++i) ApplyDenial(i);
    return std::move(out_);
  }

 private:
  bool Is(size_t i, std::string_view word) const { return i < words_.size() && words_[i].lower == word; }

  std::optional<Negation> NegationAt(size_t i) const {
    const Word& word = words_[i];
    // "no fewer than 52" is a value.
    if (word.value >= 0 && !word.number) return std::nullopt;
    if (Is(i, "far") && Is(i + 1, "from") && i + 2 < words_.size()) return Negation::kVerb;
    if (Is(i, "anything") && Is(i + 1, "but")) return Negation::kVerb;
    if (Is(i, "by") && Is(i + 1, "no") && Is(i + 2, "means")) return Negation::kVerb;
    if (Is(i, "no")) {
      if (Is(i + 1, "longer")) return Negation::kVerb;
      if (Is(i + 1, "one")) return Negation::kSubject;
      if (i > 0 && Is(i - 1, "by")) return std::nullopt;
      if (i + 1 < words_.size() && words_[i + 1].number) return std::nullopt;                    // "No. 1"
      if (i + 1 >= words_.size() || words_[i + 1].before >= Break::kComma) return std::nullopt;  // an answer
    }
    if (Is(i, "not") &&
        (Is(i + 1, "only") || Is(i + 1, "just") || Is(i + 1, "merely") || Is(i + 1, "necessarily")))
      return std::nullopt;
    if (Is(i, "not") && i > 0 && Is(i - 1, "or")) return std::nullopt;  // "whether or not"
    const auto negation = NegationOf(word.lower);
    if (negation == Negation::kRefusal) {
      const bool shared = shared_[i] >= 0;
      const bool before_verb = Is(i + 1, "to") || (i + 1 < words_.size() && words_[i + 1].verb &&
                                                   words_[i + 1].lower.ends_with("ing"));
      if (shared || !before_verb) return std::nullopt;
    }
    return negation;
  }

  void Deny(size_t i, size_t start, size_t end) {
    out_.denied[i] = !out_.denied[i];
    out_.scope[i] = {start, end};
  }

  // Denies a word of a clause: from a comma or the sentence's start to the next comma.
  void Deny(size_t i) {
    size_t start = i;
    while (start > 0 && words_[start].before < Break::kComma && words_[start - 1].lower != "but") --start;
    size_t end = i + 1;
    while (end < words_.size() && words_[end].before < Break::kComma && words_[end].lower != "but") ++end;
    Deny(i, start, end);
  }

  void Apply(Negation negation, size_t at) {
    // The last word of "by no means" and the like.
    if (Is(at, "far") || Is(at, "anything")) at += 1;
    if (Is(at, "by")) at += 2;
    const size_t end = sentence_.EndOfClause(at);
    for (size_t i = at + 1; i < (Is(at, "without") ? EndOfNounPhrase(at, end) : end); ++i) {
      out_.in_scope[i] = !out_.in_scope[i];
    }
    switch (negation) {
      case Negation::kVerb:
      case Negation::kRefusal:
        DenyNext(at, end);
        break;
      case Negation::kNoun:
        DenyNounPhrase(at, end);
        break;
      case Negation::kSubject: {
        size_t verb = at + 1;
        while (verb < end && !words_[verb].verb) ++verb;
        if (verb < end) {
          Deny(verb);
        } else {
          DenyNext(at, end);
        }
        break;
      }
    }
  }

  // Denies the next verb, or else the next content word. What stands between commas is skipped.
  void DenyNext(size_t at, size_t end) {
    size_t first = end;
    for (size_t i = at + 1; i < end; ++i) {
      if (i == at + 1 && words_[i].before == Break::kComma) {
        size_t close = i + 1;
        while (close < end && words_[close].before != Break::kComma) ++close;
        if (close < end) i = close;
      }
      if (words_[i].verb && i <= at + 6) {
        Deny(i);
        return;
      }
      if (words_[i].lower == "from" || words_[i].lower == "but" || words_[i].lower == "no" ||
          words_[i].lower == "means")
        continue;
      if (first == end && IsContent(words_[i])) first = i;
      // A noun or adjective ends where a preposition begins.
      if (first < end && words_[i].word_class == WordClass::kPreposition) break;
    }
    if (first < end) Deny(first);
  }

  // Returns the end of the noun phrase after a word.
  size_t EndOfNounPhrase(size_t at, size_t end) const {
    size_t i = at + 1;
    for (; i < end; ++i) {
      const Word& word = words_[i];
      const bool other = word.verb || word.word_class == WordClass::kPreposition ||
                         word.word_class == WordClass::kAuxiliary || word.word_class == WordClass::kModal ||
                         word.word_class == WordClass::kConjunction;
      const bool next = i > at + 1 && (word.before != Break::kNone || word.word_class == WordClass::kArticle);
      if (other || next) break;
    }
    return i;
  }

  void DenyNounPhrase(size_t at, size_t end) {
    const size_t i = EndOfNounPhrase(at, end);
    for (size_t k = at + 1; k < i; ++k) {
      if (IsContent(words_[k])) Deny(k);
    }
    if (words_[at].lower == "without") {
      if (i == at + 1 && i < end && words_[i].verb) Deny(i);  // "without paying"
      return;
    }
    // The verb of which it is the subject. In "there is no man with a drum playing", the phrase goes on.
    for (size_t k = i; k < end && k < i + 8; ++k) {
      if (words_[k].before >= Break::kComma || words_[k].word_class == WordClass::kConjunction) break;
      if (words_[k].verb) {
        Deny(k);
        break;
      }
    }
  }

  bool HasLemma(size_t i, bool (*test)(std::string_view)) const {
    return test(words_[i].lower) ||
           std::any_of(words_[i].lemmas.begin(), words_[i].lemmas.end(),
                       [&](const Lemma& lemma) { return test(wordnet::Name(lemma.word)); });
  }

  bool IsStatement(size_t i) const { return i < words_.size() && HasLemma(i, &IsStatementNoun); }

  void DenyRange(size_t start, size_t end, size_t except) {
    for (size_t i = start; i < end; ++i) {
      if (i == except) continue;
      Deny(i, start, end);
      out_.in_scope[i] = out_.denied[i];
    }
  }

  void ApplyDenial(size_t i) {
    if (shared_[i] >= 0) return;
    const size_t start = sentence_.StartOfSentence(i);
    const size_t end = sentence_.EndOfSentence(i);
    const Word& word = words_[i];
    // "Vaccines cause autism? No, they never did."
    const bool answer =
        (word.lower == "no" || word.lower == "nope" || word.lower == "wrong" || word.lower == "false") &&
        i == start && word.question_before && start > 0;
    if (answer) return DenyRange(sentence_.StartOfSentence(start - 1), start, words_.size());
    if (IsDenialOfTruth(word.lower)) {
      if (!IsPredicateOrTag(i, start, end)) return;
      if (out_.denied[i]) return;  // "is not a lie"
      // A short sentence of its own is about the one before.
      const bool alone = end - start <= 5 && start > 0 && SharedIn(start, end) == 0;
      if (alone) return DenyRange(sentence_.StartOfSentence(start - 1), start, words_.size());
      // "Fact check: S - FALSE"
      if (i > start && i + 1 == end && words_[i].before >= Break::kClause) {
        size_t clause = i - 1;
        while (clause > start && words_[clause].before < Break::kClause) --clause;
        return DenyRange(clause, i, i);
      }
      return DenyRange(start, end, i);
    }
    // "No evidence shows that", "there is nothing to the story that"
    if (IsStatement(i) && !word.verb) {
      const bool denied = negated_[i] || NothingTo(i);
      size_t that = i + 1;
      while (that < end && that < i + 4 && words_[that].lower != "that" && words_[that].lower != "of") ++that;
      if (denied && that < end && (words_[that].lower == "that" || words_[that].lower == "of")) {
        // The verb of "no evidence shows" is not in the clause.
        return DenyRange(that + 1, end, words_.size());
      }
      return;
    }
    if (word.verb && HasLemma(i, &IsVerbOfDenial) && !out_.denied[i]) {
      // "Rejected the claim that", "denied that", "denied taking bribes". "Rejected the bill" is an opposite.
      size_t next = i + 1;
      while (next < end && next < i + 5 && !IsStatement(next) && words_[next].lower != "that") ++next;
      const bool that = next < end && next < i + 5;
      const bool deny = word.lower.starts_with("den");
      if (that || (deny && i + 1 < end)) DenyRange(i + 1, end, words_.size());
    }
  }

  size_t SharedIn(size_t start, size_t end) const {
    size_t count = 0;
    for (size_t i = start; i < end; ++i) count += shared_[i] >= 0;
    return count;
  }

  bool NothingTo(size_t i) const {
    for (size_t k = i; k > 0 && i - k < 4; --k) {
      if (words_[k - 1].lower == "nothing") return true;
    }
    return false;
  }

  // Returns whether a word such as "lie" or "false" says of the sentence that it is not true: "it is a lie
  // that", "the claim is false", "falsely claimed", "- FALSE".
  bool IsPredicateOrTag(size_t i, size_t start, size_t end) const {
    if (end == i + 1 && (words_[i].before >= Break::kClause || i == start)) return true;
    if (i == start && end > i + 1 && words_[i + 1].before >= Break::kClause) return true;
    if (words_[i].lower.ends_with("ly")) return true;
    if (i + 1 < end && (words_[i + 1].lower == "that" || IsStatement(i + 1))) return true;
    for (size_t k = i; k > start && i - k < 5; --k) {
      const Word& before = words_[k - 1];
      if (IsFormOfBe(before.lower) || before.lower == "been" || before.lower == "as") {
        // What is false must be the statement: a that-clause, or a noun for one.
        for (size_t s = start; s < end; ++s) {
          if (words_[s].lower == "that" || (s != i && IsStatement(s))) return true;
        }
        return before.lower == "been" || words_[start].lower == "it" || words_[start].lower == "this" ||
               words_[start].lower == "that";
      }
    }
    return false;
  }

  const Sentence& sentence_;
  const std::vector<Word>& words_;
  const std::vector<int>& shared_;
  std::vector<bool> negated_;  // by word: whether negations alone deny it
  Denials out_;
};

}  // namespace

Denials FindDenials(const Sentence& sentence, const std::vector<int>& shared) {
  return Finder(sentence, shared).Find();
}

}  // namespace verbatim::match
