#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// English words and how their meanings relate, from WordNet 3.0 (Princeton University; its licence is in
// LICENSE.WordNet beside this file). The table is made at build time (make_wordnet_table.cc) and is part of
// the program. Any thread.
namespace verbatim::match::wordnet {

enum class Part : uint8_t { kNoun, kVerb, kAdjective, kAdverb };
inline constexpr size_t kParts = 4;

using WordId = uint32_t;
using SynsetId = uint32_t;
inline constexpr WordId kNoWord = UINT32_MAX;

// A base form that a word may be an inflection of.
struct Lemma {
  WordId word = kNoWord;
  Part part = Part::kNoun;
  friend bool operator==(const Lemma&, const Lemma&) = default;
};

// Returns the word, in lower case; of a verb with a particle, "give_up". kNoWord if WordNet does not have it.
WordId Find(std::string_view word);
std::string_view Name(WordId word);

// Returns the base forms of a word in lower case: "left" is left (noun, adjective), leave (verb). Irregular
// forms come first. About 1 µs.
std::vector<Lemma> LemmasOf(std::string_view word);

// Returns how often the word occurs as this part of speech in the texts that were tagged for WordNet.
uint32_t Count(WordId word, Part part);

// Returns at most `limit` meanings of a word, the most frequent first.
std::vector<SynsetId> Senses(const Lemma& lemma, size_t limit);

// Returns the synsets that are directly more general; of an adjective, the synset that it is similar to.
std::span<const SynsetId> Hypernyms(SynsetId synset);

// Returns the words derived from this word or from which it is derived: "inflate" and "inflation", "France"
// and "French". Ascending.
std::span<const WordId> Derivations(WordId word);

// Returns the words with the opposite meaning. Ascending.
std::span<const WordId> Opposites(WordId word);

}  // namespace verbatim::match::wordnet
