#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "match/relations/sentence.h"

// Pairs the words of a claim with the words of a text that mean the same. Any thread.
namespace verbatim::match {

// How a word of the text relates to the word of the claim, from nearest to farthest.
enum class Likeness : uint8_t {
  kSame,      // the same word or an inflection of it
  kDerived,   // derived from it: "reopening", "reopened"
  kSynonym,   // a synonym
  kNarrower,  // less general: "poodle" for the claim's "dog"
  kBroader,   // more general
  kOpposite,  // the opposite: "fell" for the claim's "rose"
};

struct AlignedPair {
  size_t text = 0;   // index in Sentence::words()
  size_t claim = 0;  // index in Sentence::words()
  Likeness likeness = Likeness::kSame;
};

struct Alignment {
  std::vector<AlignedPair> pairs;  // by the claim's word; each word occurs at most once
  std::vector<int> of_claim;       // by the claim's word: index in pairs, or -1
  std::vector<int> of_text;        // by the text's word: index in pairs, or -1
};

// Aligns the content words. A word that the text has several times is paired with the place whose neighbours
// are paired, too. Takes time proportional to the product of the numbers of words.
Alignment Align(const Sentence& text, const Sentence& claim);

}  // namespace verbatim::match
