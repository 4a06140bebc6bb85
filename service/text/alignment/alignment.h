#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "text/alignment/anchor.h"
#include "text/alignment/text_matches.h"
#include "text/unicode/indexed_text.h"
#include "text/unicode/span.h"
#include "text/unicode/stop.h"

namespace verbatim::text {

// Version of the alignment rules. Increment it with every change that affects what is found.
inline constexpr int kAlignmentRulesVersion = 1;

// What became of a sentence.
enum class SentenceState {
  kKept,     // the same words, in the order of the kept sentences
  kMoved,    // the same words, out of that order
  kEdited,   // most of its words, in the same place
  kAdded,    // only in the later text
  kRemoved,  // only in the earlier text
};

// Sentences are identified by index. If a sentence was divided, one part counts as edited and the others as
// added. If sentences were joined, one counts as edited and the others as removed.
struct SentenceChange {
  SentenceState state;
  std::optional<size_t> before;  // empty if added
  std::optional<size_t> after;   // empty if removed
};

// A run of words that two passages share, or that were removed or added.
struct WordChange {
  enum class Kind { kSame, kRemoved, kAdded } kind;
  ByteRange before;  // empty if added
  ByteRange after;   // empty if removed
};

// Compares a text with a later text: where its quotes are, and what became of its sentences. TextMatches says
// how sentences and words are matched, and what this costs. If `should_stop` ends a method, its result must
// not be used; if it ends the constructor, the object must not be used. Immutable after construction; any
// thread.
class TextAlignment {
 public:
  // Both texts must outlive the object.
  TextAlignment(const IndexedText& before, const IndexedText& after, const ShouldStop& should_stop = {})
      : matches_(before, after, should_stop) {}

  // Finds the words of a quote in `after`. `quote` is its range in `before`.
  Anchor Find(ByteRange quote, const ShouldStop& should_stop = {}) const {
    return FindAnchor(matches_, quote, should_stop);
  }

  // Compares the words of a quote, in order, with the words at `found`, where Find located the quote. Words
  // joined by hyphens change together.
  std::vector<WordChange> Compare(ByteRange quote, ByteRange found, const ShouldStop& should_stop = {}) const;

  // Returns the changes of all sentences: the sentences of `after` in their order, and each removed sentence
  // before the first sentence of `after` that followed it.
  std::vector<SentenceChange> Sentences(const ShouldStop& should_stop = {}) const;

  // Returns the memory that the object holds, in bytes, without the texts. Caches use it.
  size_t MemoryUse() const { return matches_.MemoryUse(); }

 private:
  const TextMatches matches_;
};

}  // namespace verbatim::text
