#pragma once

#include <string_view>

namespace verbatim::text {

class Vocabulary;

// AreTurnedRound for the language of `words`: returns whether the words at the end of `before` deny a quote that
// follows them: "nicht", "il n'est pas vrai que", "опровергли, что". Any thread.
bool DenyLocally(std::string_view before, std::string_view quote, const Vocabulary& words);

}  // namespace verbatim::text
