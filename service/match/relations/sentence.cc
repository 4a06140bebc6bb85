#include "match/relations/sentence.h"

#include <xapian.h>

#include <algorithm>
#include <cctype>
#include <utility>

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

// Words of a unit after a figure: "a quarter of a percentage point".
constexpr size_t kWordsOfUnit = 5;

bool IsByteOfWord(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || (static_cast<unsigned char>(c) & 0x80) != 0;
}

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Returns the number of bytes of an apostrophe at `at`, if letters follow.
size_t ApostropheAt(std::string_view text, size_t at) {
  constexpr std::string_view kCurly = "\u2019";
  size_t size = 0;
  if (text[at] == '\'') size = 1;
  if (text.substr(at).starts_with(kCurly)) size = kCurly.size();
  return size > 0 && at + size < text.size() && std::isalpha(static_cast<unsigned char>(text[at + size])) != 0
             ? size
             : 0;
}

// Returns the size of a quotation mark, dash, symbol or emoji of several bytes at `at`: U+2000 to U+2BFF, and all
// beyond U+FFFF. 0 if there is none.
size_t PunctuationAt(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0; };
  if (byte(at) == 0xE2 && byte(at + 1) >= 0x80 && byte(at + 1) <= 0xAF) return 3;
  return byte(at) >= 0xF0 ? 4 : 0;
}

// Returns the end of a web address at `at`; `at` if there is none.
size_t LinkAt(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at);
  if (!rest.starts_with("http://") && !rest.starts_with("https://")) return at;
  return std::min(text.find_first_of(" \n\t", at), text.size());
}

Break Greater(Break a, Break b) { return std::max(a, b); }

// Returns what the punctuation between two words separates.
Break BreakIn(std::string_view between, bool& question) {
  Break found = Break::kNone;
  for (size_t i = 0; i < between.size(); ++i) {
    const char c = between[i];
    if (c == ',' || c == '(' || c == ')') found = Greater(found, Break::kComma);
    if (c == ';' || c == ':') found = Greater(found, Break::kClause);
    if (c == '-' && i > 0 && i + 1 < between.size()) found = Greater(found, Break::kClause);
    if (between.substr(i).starts_with("\u2014") || between.substr(i).starts_with("\u2013")) {
      found = Greater(found, Break::kClause);
    }
    if (c == '?' || c == '!' || c == '\n') found = Break::kSentence;
    if (c == '?') question = true;
    // An ellipsis only omits words.
    const bool ellipsis =
        (i > 0 && between[i - 1] == '.') || (i + 1 < between.size() && between[i + 1] == '.');
    if (c == '.' && !ellipsis) found = Break::kSentence;
  }
  return found;
}

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
  MarkCues();
  FindLemmas();
  FindVerbs();
  FindPrepositions();
}

void Sentence::Split() {
  size_t last = 0;
  bool tag = false;  // inside a hashtag or handle
  for (size_t at = 0; at < text_.size() && words_.size() < kMaxWords;) {
    if (const size_t link = LinkAt(text_, at); link > at) {
      at = link;
      continue;
    }
    const size_t punctuation = PunctuationAt(text_, at);
    if (punctuation > 0 || !IsByteOfWord(text_[at])) {
      at += std::max<size_t>(punctuation, 1);
      continue;
    }
    const size_t start = at;
    const bool was_tag = tag = tag || (start > 0 && (text_[start - 1] == '#' || text_[start - 1] == '@'));
    bool digits = true;
    while (at < text_.size()) {
      const char c = text_[at];
      const size_t apostrophe = ApostropheAt(text_, at);
      const bool joins = at + 1 < text_.size() && IsByteOfWord(text_[at + 1]) &&
                         ((c == '-' && PunctuationAt(text_, at + 1) == 0) ||
                          ((c == '.' || c == ',') && digits && IsDigit(text_[at + 1])));
      if (apostrophe > 0) {
        // "company's" is the word without its genitive; "don't" is one word.
        const bool genitive =
            (text_[at + apostrophe] == 's' || text_[at + apostrophe] == 'S') &&
            (at + apostrophe + 1 >= text_.size() || !IsByteOfWord(text_[at + apostrophe + 1]));
        if (genitive) break;
        at += apostrophe;
      } else if (joins) {
        ++at;
      } else if (PunctuationAt(text_, at) > 0 || !IsByteOfWord(c)) {
        break;
      } else {
        // "#VaccinesCauseAutism"
        if (tag && at > start && IsUpper(c) && !IsUpper(text_[at - 1])) break;
        digits &= IsDigit(c);
        ++at;
      }
    }
    tag = tag && at < text_.size() && IsUpper(text_[at]);
    Word word;
    word.range = {start, at};
    word.tag = was_tag;
    for (size_t i = start; i < at; ++i) {
      const size_t curly = ApostropheAt(text_, i);
      word.lower.push_back(curly > 0 ? '\''
                                     : static_cast<char>(std::tolower(static_cast<unsigned char>(text_[i]))));
      if (curly > 1) i += curly - 1;
    }
    word.before =
        words_.empty() ? Break::kSentence : BreakIn(text_.substr(last, start - last), word.question_before);
    // "U.S." and "Dr." end no sentence, nor does a stop before a small letter.
    const bool small = std::islower(static_cast<unsigned char>(text_[start])) != 0;
    const bool abbreviation =
        !words_.empty() && words_.back().lower.size() <= 2 && IsUpper(text_[words_.back().range.start]) &&
        text_.substr(last, start - last).find_first_of("?!\n") == std::string_view::npos;
    if (word.before == Break::kSentence && !words_.empty() && (small || abbreviation))
      word.before = Break::kNone;
    word.number = IsDigit(text_[start]);
    word.name = IsUpper(text_[start]) && word.before != Break::kSentence;
    word.word_class = word.number ? WordClass::kContent : ClassOf(word.lower);
    // "US" is a country.
    if (word.lower == "us" && text_.substr(start, 2) == "US")
      word.word_class = WordClass::kContent, word.name = true;
    last = at;
    words_.push_back(std::move(word));
    // Skip a genitive.
    if (at < text_.size()) {
      const size_t apostrophe = ApostropheAt(text_, at);
      if (apostrophe > 0) last = at = at + apostrophe + 1;
    }
  }
}

void Sentence::MarkValues() {
  for (size_t i = 0; i < values_.size(); ++i) {
    const text::TypedValue& value = values_[i];
    if (value.kind == text::ValueKind::kName || value.reading != text::Reading::kStated) continue;
    for (Word& word : words_) {
      if (word.range.start < value.range.start || word.range.end > value.range.end) continue;
      word.value = static_cast<int>(i);
      const bool time = value.kind == text::ValueKind::kTime;
      const bool figure = word.range.start >= value.figure.start && word.range.end <= value.figure.end;
      if (!time && figure) word.number = true;
    }
    MarkUnit(i);
  }
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
    if (!IsContent(word)) continue;
    word.stem = stem(word.lower.substr(0, 64));
  }
}

void Sentence::MarkUnit(size_t value) {
  size_t first = 0;
  while (first < words_.size() && words_[first].range.start < values_[value].range.end) ++first;
  for (size_t i = first; i < std::min(first + kWordsOfUnit, words_.size()); ++i) {
    if (words_[i].lower != "point" && words_[i].lower != "points") continue;
    if (words_[i - 1].lower != "basis" && words_[i - 1].lower != "percentage") return;
    for (size_t k = first; k <= i; ++k) words_[k].value = static_cast<int>(value);
    return;
  }
}

void Sentence::ForgetNames() {
  size_t words = 0;
  size_t capitals = 0;
  for (const Word& word : words_) {
    if (word.number || word.lower.size() < 3) continue;
    ++words;
    capitals += IsUpper(text_[word.range.start]);
  }
  const bool headline = words >= 3 && capitals * 10 >= words * 7;
  for (Word& word : words_) word.name = word.name && !headline && !word.tag;
}

void Sentence::MarkCues() {
  constexpr std::string_view kCues[] = {"by no means", "far from", "anything but",
                                        "no longer",   "no one",   "in no way"};
  for (std::string_view cue : kCues) {
    const auto words = static_cast<size_t>(std::count(cue.begin(), cue.end(), ' ')) + 1;
    for (size_t i = 0; i + words <= words_.size(); ++i) {
      std::string phrase = words_[i].lower;
      for (size_t k = 1; k < words; ++k) phrase.append(" ").append(words_[i + k].lower);
      if (phrase != cue) continue;
      for (size_t k = 0; k < words; ++k) words_[i + k].word_class = WordClass::kFiller;
    }
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
    if (!word.meaning.empty() && word.word_class == WordClass::kAuxiliary)
      word.word_class = WordClass::kContent;
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

std::vector<size_t> Sentence::FirstNounPhrase(size_t start, size_t end) const {
  std::vector<size_t> phrase;
  for (size_t i = start; i < end; ++i) {
    const Word& word = words_[i];
    if (word.verb || (word.before >= Break::kComma && i > start && !phrase.empty())) break;
    if (IsContent(word) && word.value < 0) phrase.push_back(i);
    if (IsContent(word) || word.word_class == WordClass::kArticle || word.word_class == WordClass::kFiller)
      continue;
    if (word.word_class == WordClass::kArticle && !phrase.empty() && words_[i - 1].lower != "of" &&
        words_[i - 1].lower != "and" && words_[i - 1].lower != "or") {
      break;
    }
    if (IsContent(word) || word.word_class == WordClass::kArticle || word.word_class == WordClass::kFiller)
      continue;
    const bool joins = word.lower == "and" || word.lower == "or" || word.lower == "of";
    if (joins || phrase.empty()) {
      if (word.word_class == WordClass::kPreposition && phrase.empty() && !joins) break;
      continue;
    }
    break;
  }
  return phrase;
}

// Returns the index of the word before the auxiliaries and adverbs of a verb; the number of words if there is none.
size_t Sentence::BeforeVerbGroup(size_t verb) const {
  for (size_t i = verb; i > 0 && words_[i].before < Break::kClause; --i) {
    const Word& word = words_[i - 1];
    const bool group = word.word_class == WordClass::kAuxiliary || word.word_class == WordClass::kModal ||
                       word.word_class == WordClass::kFiller || word.lower.ends_with("ly");
    if (!group) return i - 1;
  }
  return words_.size();
}

std::vector<size_t> Sentence::SubjectOf(size_t verb) const {
  size_t start = verb;
  while (start > 0 && words_[start].before < Break::kClause && !words_[start - 1].verb) --start;
  const bool after_verb = start > 0 && words_[start - 1].verb && words_[start].before < Break::kClause;
  const size_t before = BeforeVerbGroup(verb);
  if (before < words_.size()) {
    const Word& word = words_[before];
    // "Wearing a hat and dancing": the subject of the verb before.
    if (after_verb && (word.lower == "and" || word.lower == "or" || word.lower == "but")) {
      return words_[start - 1].passive ? RolesOf(start - 1).patients : SubjectOf(start - 1);
    }
    // "A man who is dancing": the noun before.
    if (word.lower == "who" || word.lower == "which" || word.lower == "that") {
      for (size_t i = before; i > 0; --i) {
        if (IsContent(words_[i - 1]) && words_[i - 1].value < 0) return {i - 1};
      }
    }
  }
  // Phrases before a comma, such as "On Monday, ", are not the subject.
  std::vector<size_t> subject;
  for (size_t from = start; from < verb && subject.empty();) {
    size_t next = from + 1;
    while (next < verb && words_[next].before < Break::kComma) ++next;
    subject = FirstNounPhrase(from, verb);
    from = next;
  }
  if (subject.empty() && after_verb) return SubjectOf(start - 1);
  return subject;
}

Roles Sentence::RolesOf(size_t verb) const {
  const Word& word = words_[verb];
  std::vector<size_t> subject = SubjectOf(verb);
  const size_t end = EndOfSentence(verb);
  if (!word.passive) return {std::move(subject), FirstNounPhrase(verb + 1, end)};
  Roles roles;
  roles.patients = std::move(subject);
  for (size_t i = verb + 1; i + 1 < end && words_[i].before < Break::kClause && !words_[i].verb; ++i) {
    if (words_[i].lower == "by" && words_[i].value < 0 && !words_[i + 1].number) {
      roles.agents = FirstNounPhrase(i + 1, end);
      break;
    }
  }
  return roles;
}

size_t Sentence::EndOfClause(size_t word) const {
  size_t end = word + 1;
  while (end < words_.size() && words_[end].before < Break::kClause && words_[end].lower != "but") ++end;
  return end;
}

size_t Sentence::EndOfSentence(size_t word) const {
  size_t end = word + 1;
  while (end < words_.size() && words_[end].before != Break::kSentence) ++end;
  return end;
}

size_t Sentence::StartOfSentence(size_t word) const {
  while (word > 0 && words_[word].before != Break::kSentence) --word;
  return word;
}

}  // namespace verbatim::match
