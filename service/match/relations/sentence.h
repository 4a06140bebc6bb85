#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "match/lexicon/wordnet.h"
#include "match/relations/word_lists.h"
#include "text/unicode/span.h"
#include "text/values/values.h"

// The words of an English passage, with what their places tell about who does what to whom. There is no
// parser: order, prepositions, auxiliaries and WordNet's parts of speech are enough to compare two sentences
// that share most of their words.
namespace verbatim::match {

// What separates a word from the word before it.
enum class Break : uint8_t { kNone, kComma, kClause, kSentence };

struct Word {
  text::ByteRange range;
  std::string lower;
  WordClass word_class = WordClass::kContent;
  Break before = Break::kNone;
  bool question_before = false;  // the sentence before ended with a question mark
  bool tag = false;              // in a hashtag or handle
  bool name = false;             // capitalised inside a sentence
  bool number = false;           // digits, or a word of a value's figure
  int value = -1;                // index of the value whose words include this one; -1 if there is none
  bool verb = false;
  bool passive = false;  // a verb whose subject is what the action is done to
  std::vector<wordnet::Lemma> lemmas;
  std::string_view meaning;                     // of a phrase that begins with this word (MeaningOfPhrase)
  std::string_view preposition;                 // before the noun phrase that this word is in; empty if none
  std::vector<wordnet::SynsetId> senses;        // ascending
  std::vector<wordnet::SynsetId> more_general;  // ascending; hypernyms of the senses, up to a bound
  std::string stem;
  NewsSenses news;  // of a phrase, those of its meaning alone
};

// The noun phrases of a verb, as indices of content words.
struct Roles {
  std::vector<size_t> agents;    // who does it
  std::vector<size_t> patients;  // to whom or what it is done
};

// Only the first words of a longer passage are read.
inline constexpr size_t kMaxWords = 256;

class Sentence {
 public:
  // `text` and `values` must outlive the object. `text` is a sentence or a few, and `values` are all values
  // found in it. Costs about 2 µs a word.
  Sentence(std::string_view text, std::span<const text::TypedValue> values);

  std::string_view text() const { return text_; }
  std::span<const text::TypedValue> values() const { return values_; }
  const std::vector<Word>& words() const { return words_; }
  // Returns the roles around a verb.
  Roles RolesOf(size_t verb) const;
  // Returns the end of the clause that contains a word: one past its last word.
  size_t EndOfClause(size_t word) const;
  // Returns one past the last word of the sentence that contains a word.
  size_t EndOfSentence(size_t word) const;
  size_t StartOfSentence(size_t word) const;

 private:
  void Split();
  void MarkValues();
  // Marks the words after a figure that are its unit: "basis points".
  void MarkUnit(size_t value);
  // In a headline, capitals mark no names.
  void ForgetNames();
  // Writes names that have common initials as those: "us" for "United States" and "U.S.".
  void ShortenNames();
  // Marks the words of negations of several words.
  void MarkCues();
  void FindLemmas();
  void FindVerbs();
  void FindPrepositions();
  bool IsVerb(size_t index) const;
  size_t BeforeVerbGroup(size_t verb) const;
  std::vector<size_t> SubjectOf(size_t verb) const;
  // Returns the words of the first noun phrase in [start, end).
  std::vector<size_t> FirstNounPhrase(size_t start, size_t end) const;

  std::string_view text_;
  std::span<const text::TypedValue> values_;
  std::vector<Word> words_;
};

// Returns whether the word says something that a claim consists of: a content word or a number.
bool IsContent(const Word& word);
// Returns whether the word is a past participle, or a past tense of the same form.
bool MayBeParticiple(const Word& word);

// Returns whether `test` holds for the word or one of its base forms.
bool AnyLemma(const Word& word, bool (*test)(std::string_view));
// Returns whether the word speaks of a statement, not of what it says: "the claim", "debunked", "said".
bool IsAboutStatements(const Word& word);
// Returns the word as written, in quotation marks.
std::string Quoted(const Sentence& sentence, size_t word);

}  // namespace verbatim::match
