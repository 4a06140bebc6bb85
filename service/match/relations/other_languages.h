#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "match/analysis/words.h"
#include "match/relations/relation.h"
#include "match/relations/value_conflicts.h"

namespace verbatim::match {

// One side of a comparison. All must outlive the call.
struct AnalysedSide {
  std::string_view text;
  const AnalysedText& analysed;
  std::span<const text::TypedValue> values;
};

// Decides what a text in any language says about a claim in the same language, by stems, figures and common
// words of negation alone. `pairs` are the words that both share. `language` is a primary subtag. Any thread. Linear
// in the words, but for
// the unmatched figures, of which the first 64 are compared.
//
// SAME asks that all figures and all but the shortest words of the claim occur in the text in nearly the same
// order, with as many figures and with negations on both sides or none. Two texts that differ in their digits
// alone are never SAME.
Relation RelateWords(const AnalysedSide& text, const AnalysedSide& claim, std::span<const WordPair> pairs,
                     std::string_view language);

}  // namespace verbatim::match
