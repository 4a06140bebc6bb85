#pragma once

#include <string>
#include <vector>

#include "match/relations/sentence.h"
#include "match/relations/value_conflicts.h"
#include "match/relations/word_alignment.h"

// Decides what an English text says about a claim, pair by pair: whether it says the same, the opposite, or
// the same with another value. Nothing else about the text or the collection counts. Any thread.
namespace verbatim::match {

enum class RelationKind : uint8_t { kRelated, kSame, kConflictingValue, kOpposed };

struct Relation {
  RelationKind kind = RelationKind::kRelated;
  std::vector<ValueConflict> conflicts;  // if kConflictingValue
  // Why, for a reader: "denies 'created'", "'injured' instead of 'killed'", "without 'Porto'". Empty if kSame
  // or kConflictingValue.
  std::string reason;
  Alignment alignment;
};

// SAME asks that all that the claim says is met in the text: each name, figure, verb, noun and restricting
// word, by itself, an inflection, a derivation, a synonym or a narrower word, in the same role, with no value
// in conflict, no denial and no reservation on one side alone.
//
// OPPOSED asks that one side denies, or states the opposite of, a word that both sides share or that stand
// for each other, and that the rest of one side is met in the other.
//
// CONFLICTING_VALUE asks that a value of the claim and another one of the text occur among the same words.
Relation Relate(const Sentence& text, const Sentence& claim);

}  // namespace verbatim::match
