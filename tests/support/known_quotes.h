#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "support/text_edits.h"
#include "text/unicode/span.h"

namespace verbatim::test {

// What became of a quote.
//
//   current  Its words, equal but for typography, white space and case (text/fold.h), stand together in the
//            order that the kept sentences have, whatever was edited around them.
//   moved    They stand together in a sentence that moved.
//   edited   Half of its words or more stand there, but others were replaced, dropped, or came in between; or
//            punctuation among them changed.
//   lost     Its sentences were deleted, even if a decoy stands elsewhere.
enum class QuoteFate { kCurrent, kMoved, kEdited, kLost };
inline constexpr size_t kQuoteFates = 4;
const char* NameOf(QuoteFate fate);

// Why what became of a quote can be told in two ways. Such quotes are for reports, and do not count.
enum class QuoteDoubt {
  kNone,
  // Its words, without punctuation at the ends, stand in more than one place of the earlier text, or in one
  // of the later text that is not its own, be it in an untouched sentence, an insertion or a decoy. There is
  // no doubt if it is current and, together with three words on each side that are current as well, stands in
  // one place of each text: position tells.
  kRepeated,
  // Nothing but punctuation changed: of "he came. They left" "he came, they left" is made. It is edited for
  // who holds full stops for a part of words, and current for who does not.
  kPunctuation,
};

struct KnownQuote {
  text::ByteRange before;
  QuoteFate fate = QuoteFate::kLost;
  // From the first to the last of its words, and of those that replaced them; empty if lost. A word that came
  // in before the first or behind the last is none of it.
  text::ByteRange after;
  QuoteDoubt doubt = QuoteDoubt::kNone;
  // Its first or its last word was replaced or dropped, so that where it begins or ends can be judged in more
  // than one way.
  bool end_changed = false;
  bool across = false;  // two sentences
  size_t sentence = 0;  // the first of its sentences
};

struct KnownQuotes {
  std::vector<KnownQuote> quotes;
  // Left out, because nobody could say what became of them:
  size_t parted = 0;       // of two sentences that no longer follow each other, or one of which is gone
  size_t mostly_gone = 0;  // fewer than half of the words still stand there
};

// `count` quotes, less those left out: two in five are a whole sentence, two a part of one, 4 to 15 words
// long, and one is of two sentences, 2 to 7 words of each. Parts and those of two sentences begin and end at
// words, half of the time without the punctuation there. Fewer if the text has hardly any that fit.
KnownQuotes DrawQuotes(const Revision& revision, size_t count, uint64_t seed);

}  // namespace verbatim::test
