#pragma once

#include <string>

#include "match/relations/sentence.h"
#include "match/relations/word_alignment.h"

namespace verbatim::match {

// Returns how what the text says is put together otherwise than in the claim, for a reader: a noun phrase has
// another role, a word modifies another noun, follows another preposition, or is a verb on one side alone.
// Empty if nothing differs. Any thread.
std::string DifferenceOfRoles(const Sentence& text, const Sentence& claim, const Alignment& alignment);

}  // namespace verbatim::match
