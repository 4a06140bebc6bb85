#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "match/across/facts.h"
#include "match/relations/relation.h"

// Compares a text with a claim in another language, by names, values and topics. Any thread.
namespace verbatim::match {

// One of the two. All must outlive the call.
struct FactSide {
  std::string_view text;
  const Facts& facts;
  std::string_view language;
};

struct AcrossComparison {
  // Probability that both are about the same assertion; 0 if they share no name. See the comment on the weights in
  // the implementation.
  double score = 0;
  RelationKind kind = RelationKind::kRelated;  // or kConflictingValue
  std::vector<ValueConflict> conflicts;
  std::vector<WordPair> pairs;       // what both share, in the order of the text
  std::vector<std::string> reasons;  // for a reader, most important first
};

// Returns how much a shared name tells, from 0 for a name of all claims to 1 for a name of this claim alone.
using NameWeight = std::function<double(const std::string& key, bool place)>;

// A conflict asks that
// - a name is shared, and so are half of the names that are sure, on the side that has fewer of them,
// - the two values have the same kind and unit, and words of the same topic near them; a count needs the same counted
//   thing, so "52 prisoners" and "14 athletes" do not conflict,
// - the text does not state the claim's value elsewhere, and no other time,
// - something else agrees: another value, what happens, or a second name,
// - the two do not tell of different events.
// Nothing of that depends on the weight of names. Texts in different languages never say the same or the opposite:
// too little of them is compared.
//
// Of a text over kPartBytes, the part counts that shares most. Linear in both, but for the values, of which the first
// 64 are compared in pairs.
inline constexpr size_t kPartBytes = 700;
AcrossComparison CompareAcross(const FactSide& text, const FactSide& claim, const NameWeight& weight);

}  // namespace verbatim::match
