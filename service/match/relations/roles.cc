#include <string>
#include <utility>
#include <vector>

#include "match/relations/sentence.h"

// Who does what to whom, by word order, prepositions and the passive.
namespace verbatim::match {

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

// Returns the index of the word before the auxiliaries and adverbs of a verb; the number of words if there is
// none.
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
