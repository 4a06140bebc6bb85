#pragma once

#include <string_view>

namespace verbatim::text {

// Returns whether the words at the end of `before` deny or reverse a quote that follows them in their
// sentence: "did not", "denied that", "far from", "without". Then the quote says the opposite of its
// sentence. `before` is the part of the sentence in front of `quote`. "denied" and similar verbs deny a
// clause only, not the object in "denied 52 visas". `language` is the BCP 47 tag of the text; the words of other
// languages are in languages/. Reads at most the last few words. Any thread.
bool AreTurnedRound(std::string_view before, std::string_view quote, std::string_view language = {});

}  // namespace verbatim::text
