#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

// Lists of English words for comparing what two sentences say. All words are in lower case. Any thread.
namespace verbatim::match {

enum class WordClass : uint8_t {
  kContent,      // a noun, name, verb, adjective or adverb that a claim says something with
  kArticle,      // a, the, this, its, and the like
  kAuxiliary,    // forms of be, have and do
  kModal,        // may, would, will
  kPronoun,      // he, they, it
  kPreposition,  // also "to"
  kConjunction,  // and, or, that, which
  kFiller,       // also, now, very, a group of: a claim says the same without them; and negations
};
WordClass ClassOf(std::string_view word);

// Returns whether the word is a function word such as "of" and "which". Ignores case.
bool IsFunctionWord(std::string_view word);

bool IsFormOfBe(std::string_view word);

// What a negation is about.
enum class Negation : uint8_t {
  kVerb,     // not, never, hardly: the next verb, or else the next word
  kNoun,     // no, without: the noun phrase that follows, and the verb that it is the subject of
  kSubject,  // nobody, nothing: the verb that follows
  kRefusal,  // refused to, failed to: the next verb
};
std::optional<Negation> NegationOf(std::string_view word);

// Returns whether a word says that a statement is not true: myth, false, debunked.
bool IsDenialOfTruth(std::string_view word);
// Returns whether a verb in its base form denies what its object says: deny, reject, refute.
bool IsVerbOfDenial(std::string_view lemma);
// Returns whether a noun in its base form names a statement: claim, report, evidence.
bool IsStatementNoun(std::string_view lemma);
// Returns whether a verb in its base form reports what someone says or shows: say, announce, report.
bool IsVerbOfReport(std::string_view lemma);

// Returns whether a verb in its base form says little of its own: use, have, wear.
bool IsLightVerb(std::string_view lemma);
// Returns whether the subject of a verb in its base form may be what the action is done to: open, increase.
bool IsErgative(std::string_view lemma);
// Returns whether a word names any person or thing: someone, people, something.
bool IsGeneric(std::string_view lemma);

// Returns whether an adverb says how something is done, but not what: slowly, happily.
bool IsManner(std::string_view word);

// Returns whether a word makes what it modifies less than a fact, or another thing: alleged, former, planned.
bool IsReservation(std::string_view word);

// What our lists say of a word: the groups of synonyms that it is in, and its sides of pairs of opposites,
// negative for the second side.
struct NewsSenses {
  std::vector<int> groups;
  std::vector<int> sides;
};
// Adds those of a word in its base form.
void AddSenses(std::string_view lemma, NewsSenses& senses);

// Returns whether news uses two words with the same meaning: kill and slay.
bool AreSynonyms(const NewsSenses& a, const NewsSenses& b);

// Returns whether two words are opposite: fall and soar, approve and reject.
bool AreOpposite(const NewsSenses& a, const NewsSenses& b);
// Returns whether one of two words negates the other by its prefix: safe and unsafe.
bool IsNegatedForm(std::string_view a, std::string_view b);

// Returns whether a word in its base form says that something becomes more or less: rise, cut, growth.
bool IsDirection(std::string_view lemma);

// Returns the verb that a phrase of two words means, with the first in its base form: reject for "vote down".
// Empty for other words.
std::string_view MeaningOfPhrase(std::string_view first, std::string_view second);

// Returns whether two prepositions place what follows them differently, such as from and to, or in and near.
bool DoPrepositionsDiffer(std::string_view a, std::string_view b);

// Returns the rank of a word that says how many of a kind: 3 for all, 2 for most, 1 for some; 0 for others.
int QuantifierRank(std::string_view word);

}  // namespace verbatim::match
