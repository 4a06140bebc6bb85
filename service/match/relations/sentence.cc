#include "match/relations/sentence.h"

#include <xapian.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace verbatim::match {
namespace {

using wordnet::Lemma;
using wordnet::Part;
using wordnet::SynsetId;

// Senses of a word that are compared. Rarer senses make synonyms of words that no reader takes for such.
constexpr size_t kSenses = 3;
// Levels of hypernyms. "Poodle" to "animal" are six. Verbs soon become as general as "move".
constexpr int kLevels = 6;
constexpr int kVerbLevels = 2;
// Hypernyms are those of the most frequent senses only.
constexpr size_t kSensesOfGeneral = 2;
constexpr size_t kMaxGeneral = 64;

bool HasPart(const Word& word, Part part) {
  return std::any_of(word.lemmas.begin(), word.lemmas.end(),
                     [&](const Lemma& lemma) { return lemma.part == part; });
}

uint32_t CountOf(const Word& word, Part part) {
  uint32_t count = 0;
  for (const Lemma& lemma : word.lemmas) {
    if (lemma.part == part) count = std::max(count, wordnet::Count(lemma.word, part));
  }
  return count;
}

// Returns whether a verb of which the word is not the base form has this form.
bool IsInflectedVerb(const Word& word) {
  return std::any_of(word.lemmas.begin(), word.lemmas.end(), [&](const Lemma& lemma) {
    return lemma.part == Part::kVerb && wordnet::Name(lemma.word) != word.lower;
  });
}

void SortOnce(std::vector<SynsetId>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

}  // namespace

bool IsContent(const Word& word) { return word.number || word.word_class == WordClass::kContent; }

bool MayBeParticiple(const Word& word) {
  return IsInflectedVerb(word) && !word.lower.ends_with("ing") &&
         !(word.lower.ends_with('s') && !word.lower.ends_with("ss"));
}

Sentence::Sentence(std::string_view text, std::span<const text::TypedValue> values)
    : text_(text), values_(values) {
  Split();
  MarkValues();
  ForgetNames();
  ShortenNames();
  MarkCues();
  FindLemmas();
  FindVerbs();
  FindPrepositions();
}

void Sentence::FindLemmas() {
  thread_local const Xapian::Stem stem("en");
  for (size_t i = 0; i < words_.size(); ++i) {
    Word& word = words_[i];
    if (word.lower.size() <= 32) word.lemmas = wordnet::LemmasOf(word.lower);
    if (i + 1 < words_.size() && words_[i + 1].before == Break::kNone) {
      const std::string_view base = IsFormOfBe(word.lower) ? "be" : std::string_view(word.lower);
      word.meaning = MeaningOfPhrase(base, words_[i + 1].lower);
      for (const Lemma& lemma : word.lemmas) {
        if (word.meaning.empty())
          word.meaning = MeaningOfPhrase(wordnet::Name(lemma.word), words_[i + 1].lower);
      }
    }
    // "Is up" is a verb like "rose".
    if (!word.meaning.empty() && word.word_class == WordClass::kAuxiliary) {
      word.word_class = WordClass::kContent;
    }
    if (!IsContent(word)) continue;
    if (!word.meaning.empty()) {
      AddSenses(word.meaning, word.news);
    } else {
      AddSenses(word.lower, word.news);
      for (const Lemma& lemma : word.lemmas) {
        if (wordnet::Name(lemma.word) != word.lower) AddSenses(wordnet::Name(lemma.word), word.news);
      }
    }
    word.stem = stem(word.lower.substr(0, 64));
  }
}

bool Sentence::IsVerb(size_t index) const {
  const Word& word = words_[index];
  if (word.word_class != WordClass::kContent || word.number || word.name || !HasPart(word, Part::kVerb))
    return false;
  // The word before, without adverbs and negations.
  size_t before = index;
  const Word* previous = nullptr;
  while (before > 0) {
    const Word& candidate = words_[before - 1];
    const bool skipped = candidate.word_class == WordClass::kFiller ||
                         NegationOf(candidate.lower) == Negation::kVerb ||
                         (candidate.lower.ends_with("ly") && HasPart(candidate, Part::kAdverb));
    const bool broken = words_[before].before >= Break::kClause;
    if (broken) break;
    --before;
    if (skipped &&
        !(candidate.word_class == WordClass::kAuxiliary || candidate.word_class == WordClass::kModal))
      continue;
    previous = &candidate;
    break;
  }
  const bool ing = word.lower.ends_with("ing") && IsInflectedVerb(word);
  const bool participle = MayBeParticiple(word);
  const uint32_t as_verb = CountOf(word, Part::kVerb);
  const uint32_t as_noun = CountOf(word, Part::kNoun);
  if (previous == nullptr)
    return ing || (IsInflectedVerb(word) && as_verb > as_noun) ||
           (!HasPart(word, Part::kNoun) && !HasPart(word, Part::kAdjective));
  switch (previous->word_class) {
    case WordClass::kModal:
      return !IsInflectedVerb(word) || wordnet::Find(word.lower) != wordnet::kNoWord;
    case WordClass::kAuxiliary:
      if (IsFormOfBe(previous->lower)) return ing || participle;
      return participle || as_verb >= as_noun;
    case WordClass::kArticle:
      return false;
    case WordClass::kPronoun:
      return true;
    case WordClass::kPreposition:
      if (previous->lower == "to") return !HasPart(word, Part::kNoun) || as_verb >= as_noun;
      return ing;
    default:
      break;
  }
  if (ing) return true;
  if (participle) return !HasPart(word, Part::kAdjective) || as_verb >= CountOf(word, Part::kAdjective);
  // A clause has one verb without an auxiliary.
  for (size_t i = index; i > 0 && words_[i].before == Break::kNone; --i) {
    if (words_[i - 1].word_class == WordClass::kConjunction ||
        words_[i - 1].word_class == WordClass::kPronoun)
      break;
    if (words_[i - 1].verb) return false;
  }
  const bool noun_before = previous->word_class == WordClass::kContent || previous->name || previous->number;
  const bool third_person = word.lower.ends_with('s') && IsInflectedVerb(word);
  if (!HasPart(word, Part::kNoun) && !HasPart(word, Part::kAdjective)) return true;
  const bool plural_before = previous->lower.ends_with('s') && !third_person;
  const bool object_follows =
      index + 1 < words_.size() &&
      (words_[index + 1].word_class == WordClass::kArticle || words_[index + 1].number);
  if (noun_before && (third_person || plural_before || object_follows))
    return as_verb * 2 > as_noun || object_follows;
  return noun_before && as_verb > 4 * as_noun;
}

void Sentence::FindVerbs() {
  for (size_t i = 0; i < words_.size(); ++i) {
    Word& word = words_[i];
    // "Getting off the bus" is not "getting hurt".
    const bool get =
        word.lower == "get" || word.lower == "gets" || word.lower == "got" || word.lower == "getting";
    if (get && i + 1 < words_.size() && words_[i + 1].word_class == WordClass::kPreposition) {
      word.word_class = WordClass::kContent;
    }
    word.verb = IsVerb(i) || !word.meaning.empty();
    if (!word.verb) continue;
    if (!MayBeParticiple(word)) continue;
    size_t at = i;
    while (at > 0 && i - at < 4) {
      const Word& previous = words_[at - 1];
      if (IsFormOfBe(previous.lower)) {
        word.passive = true;
        break;
      }
      if (previous.word_class != WordClass::kFiller && NegationOf(previous.lower) != Negation::kVerb &&
          !previous.lower.ends_with("ly")) {
        break;
      }
      --at;
    }
    // "A law passed by parliament"
    if (!word.passive && i + 1 < words_.size() && words_[i + 1].lower == "by" && !words_[i + 1].number &&
        (i + 2 >= words_.size() || !words_[i + 2].number)) {
      word.passive = i > 0 && words_[i - 1].word_class == WordClass::kContent;
    }
  }
  for (Word& word : words_) {
    if (!IsContent(word)) continue;
    // The part of speech that the place suggests comes first; without it, all.
    const bool has_verb = HasPart(word, Part::kVerb);
    for (const Lemma& lemma : word.lemmas) {
      const bool fits = !has_verb || word.verb == (lemma.part == Part::kVerb) || word.lemmas.size() == 1;
      if (!fits) continue;
      for (SynsetId synset : wordnet::Senses(lemma, kSenses)) word.senses.push_back(synset);
    }
    SortOnce(word.senses);
    std::vector<SynsetId> level;
    for (const Lemma& lemma : word.lemmas) {
      const bool fits = !has_verb || word.verb == (lemma.part == Part::kVerb) || word.lemmas.size() == 1;
      if (!fits) continue;
      for (SynsetId synset : wordnet::Senses(lemma, kSensesOfGeneral)) level.push_back(synset);
    }
    const int levels = word.verb ? kVerbLevels : kLevels;
    for (int i = 0; i < levels && word.more_general.size() < kMaxGeneral; ++i) {
      std::vector<SynsetId> next;
      for (SynsetId synset : level) {
        for (SynsetId up : wordnet::Hypernyms(synset)) next.push_back(up);
      }
      SortOnce(next);
      word.more_general.insert(word.more_general.end(), next.begin(), next.end());
      level = std::move(next);
    }
    SortOnce(word.more_general);
  }
}

void Sentence::FindPrepositions() {
  std::string_view preposition;
  for (Word& word : words_) {
    if (word.before != Break::kNone || word.verb || word.word_class == WordClass::kConjunction ||
        word.word_class == WordClass::kModal || word.word_class == WordClass::kAuxiliary) {
      if (word.lower != "and" && word.lower != "or") preposition = {};
    }
    if (word.word_class == WordClass::kPreposition && word.lower != "of") preposition = word.lower;
    if (word.lower == "without") preposition = word.lower;
    word.preposition = preposition;
  }
}

bool AnyLemma(const Word& word, bool (*test)(std::string_view)) {
  return test(word.lower) || std::any_of(word.lemmas.begin(), word.lemmas.end(),
                                         [&](const Lemma& lemma) { return test(wordnet::Name(lemma.word)); });
}

bool IsAboutStatements(const Word& word) {
  return IsDenialOfTruth(word.lower) || AnyLemma(word, &IsStatementNoun) || AnyLemma(word, &IsVerbOfReport) ||
         AnyLemma(word, &IsVerbOfDenial) || NegationOf(word.lower).has_value();
}

std::string Quoted(const Sentence& sentence, size_t word) {
  const text::ByteRange range = sentence.words()[word].range;
  return absl::StrCat("\"", std::string(sentence.text().substr(range.start, range.size())), "\"");
}

}  // namespace verbatim::match
