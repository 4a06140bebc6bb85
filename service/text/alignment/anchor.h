#pragma once

#include "text/alignment/text_matches.h"
#include "text/unicode/span.h"
#include "text/unicode/stop.h"

namespace verbatim::text {

// What became of the words of one text in a later text. Words are the same if they differ only in case,
// diacritical marks, typography and the punctuation around them.
enum class AnchorState {
  kCurrent,  // the same words, in the order of the kept sentences
  kMoved,    // the same words, out of that order
  kEdited,   // nearly the same words
  kLost,
};

struct Anchor {
  AnchorState state = AnchorState::kLost;
  ByteRange range;  // in the later text; empty if lost
  // From 0 to 1; 0 if lost. Twice the number of letters in the shared words, divided by the number of letters
  // in both passages.
  double similarity = 0;
};

// Finds the words of a quote in the later text. `quote` is its range in the earlier text. If `should_stop`
// ends the work, the result must not be used. Any thread.
Anchor FindAnchor(const TextMatches& matches, ByteRange quote, const ShouldStop& should_stop = {});

}  // namespace verbatim::text
