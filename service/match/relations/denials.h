#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "match/relations/sentence.h"

namespace verbatim::match {

// What a passage denies. Any thread.
struct Denials {
  // By word: whether an odd number of negations and denials is directly about it. "Not" is about the next
  // verb, "no" about the noun that follows and the verb of which it is the subject, "is a myth" about all
  // that the sentence says.
  std::vector<bool> denied;
  // By word: whether an odd number of negations precedes it in its clause, or denies it.
  std::vector<bool> in_scope;
  // By word that is denied: the words that the denial is about, as a half-open range.
  std::vector<std::pair<size_t, size_t>> scope;
};

// `shared` says which words the other side of a comparison has, too. A denial that both sides state, such as
// "deny", is an ordinary word.
Denials FindDenials(const Sentence& sentence, const std::vector<int>& shared);

}  // namespace verbatim::match
