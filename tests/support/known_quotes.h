#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "support/text_edits.h"
#include "text/unicode/span.h"

namespace verbatim::test {

// What became of a quote.
//
//   current  Its words are together in kept sentences, and are equal except for typography, white space and
//            case (text/unicode/fold.h). The words around them may be edited.
//   moved    Its words are together in a sentence that moved.
//   edited   At least half of its words are left, but others were replaced, dropped or inserted, or the
//            punctuation among them changed.
//   lost     Its sentences were deleted, even if there is a decoy elsewhere.
enum class QuoteFate { kCurrent, kMoved, kEdited, kLost };
inline constexpr size_t kQuoteFates = 4;
const char* NameOf(QuoteFate fate);

// Why the fate of a quote is debatable. Such quotes are reported but not counted.
enum class QuoteDoubt {
  kNone,
  // Its words, without punctuation at the ends, occur more than once in the earlier text, or occur in the
  // later text outside its own place: in an untouched sentence, an insertion or a decoy. There is no doubt
  // about a current quote that occurs once in each text together with three current words on each side.
  kRepeated,
  // Only punctuation changed: "he came. They left" became "he came, they left". This is edited if full stops
  // count as parts of words, and current otherwise.
  kPunctuation,
};

struct KnownQuote {
  text::ByteRange before;
  QuoteFate fate = QuoteFate::kLost;
  // The range from the quote's first word to its last word, or to the replacements of these words. Empty if
  // the quote is lost. Words that were inserted before the first or after the last word are not included.
  text::ByteRange after;
  QuoteDoubt doubt = QuoteDoubt::kNone;
  // The first or last word of the quote was replaced or dropped, so the place where the quote begins or ends
  // is debatable.
  bool end_changed = false;
  bool across = false;  // two sentences
  size_t sentence = 0;  // the first of its sentences
};

struct KnownQuotes {
  std::vector<KnownQuote> quotes;
  // The number of quotes left out because their fate is undefined:
  size_t parted = 0;       // two sentences that no longer follow each other, or one of them is deleted
  size_t mostly_gone = 0;  // fewer than half of the words are left
};

// Draws `count` quotes and leaves some of them out. Two in five quotes are a whole sentence. Two in five have
// 4 to 15 words of one sentence. One in five has 2 to 7 words of each of two sentences. Quotes that are not
// whole sentences begin and end at words; half of them lack the punctuation there. Draws fewer quotes if too
// few fit.
KnownQuotes DrawQuotes(const Revision& revision, size_t count, uint64_t seed);

}  // namespace verbatim::test
