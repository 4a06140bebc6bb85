#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "text/alignment/word_matching.h"
#include "text/alignment/words.h"
#include "text/unicode/indexed_text.h"
#include "text/unicode/span.h"

namespace verbatim::text {

// Version of the alignment rules. Increment it with every change that affects what is found.
inline constexpr int kAlignmentRulesVersion = 1;

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
  // Twice the letters of the words that both passages share, divided by the letters of both: 0 to 1. 0 if
  // lost.
  double similarity = 0;
};

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

// A run of words of two passages that are the same, removed or added.
struct WordChange {
  enum class Kind { kSame, kRemoved, kAdded } kind;
  ByteRange before;  // empty if added
  ByteRange after;   // empty if removed
};

// Maps the sentences and words of a text to those of a later text, in this order:
//   1. Sentences with equal words are matched in order, by the patience method.
//   2. Of the rest, sentences that occur once in each text are matched as moved, with equal neighbours.
//   3. What lies between two matched sentences of the earlier text is compared word by word with what lies
//      between their matches; so are the sentences beside a moved sentence and beside its match.
//   4. Elsewhere, equal runs of words are matched. A quote is found there only if all of its words are in a
//      row, because a similar sentence elsewhere is no better than none.
// Near linear in the texts, and bounded for any input (WorkBudget). Immutable after construction; any thread.
class TextAlignment {
 public:
  // Both texts must outlive the object.
  TextAlignment(const IndexedText& before, const IndexedText& after);

  // Finds the words of `before` at `quote` in `after`.
  Anchor Find(ByteRange quote) const;

  // Compares the words of a quote with those of the place found for it, in order. Words joined by hyphens
  // change together.
  std::vector<WordChange> Compare(ByteRange quote, ByteRange found) const;

  // The changes of all sentences: the sentences of `after` in their order, and each removed sentence before
  // the first sentence of `after` that followed it.
  std::vector<SentenceChange> Sentences() const;

  // Memory that the object holds, in bytes, without the texts. Caches use it.
  size_t MemoryUse() const;

 private:
  enum class Place : uint8_t { kNone, kInOrder, kMoved, kElsewhere };

  struct Match {
    int32_t after = -1;
    Place place = Place::kNone;
  };

  // A run of matched words inside a quote that ascends in both texts.
  struct Cluster {
    size_t first = 0;
    size_t last = 0;  // words of `before`
    size_t weight = 0;
  };

  void MatchSentences();
  void MatchGaps();
  void MatchBesideMoved();
  void MatchElsewhere();

  void MatchSentencePair(size_t before, size_t after, Place place);
  // Matches the words of the given sentences, which must be in order, and keeps the reliable matches.
  void MatchPassages(const std::vector<size_t>& before, const std::vector<size_t>& after, Place place);
  bool IsMatched(size_t before) const { return sentences_[before].after >= 0; }

  // Whether words of weight `found` suffice for a passage of weight `of` in `sentence` to count as edited.
  bool IsEnough(size_t found, size_t of, size_t sentence) const;
  std::optional<Cluster> HeaviestCluster(size_t first, size_t end) const;
  ByteRange RangeOf(ByteRange quote, size_t first, size_t end, const Cluster& cluster) const;
  ByteRange EndsOf(ByteRange quote, size_t first, size_t end, size_t start_word, size_t last_word) const;
  Anchor FindInPlace(ByteRange quote, size_t first, size_t end) const;
  Anchor FindReplaced(ByteRange quote, size_t first, size_t end) const;
  static std::pair<size_t, size_t> CompoundOf(const TextWords& words, size_t word);
  bool IsSameCompound(size_t word) const;
  double Similarity(size_t first, size_t end, ByteRange found) const;

  const TextWords before_;
  const TextWords after_;
  WorkBudget budget_;
  std::vector<Match> sentences_;     // of `before`: the sentence with the same words
  std::vector<bool> after_matched_;  // sentences of `after` that have such a match
  // Sentences of `before` that are alone between two matches, as is one sentence of `after`.
  std::vector<bool> alone_;
  std::vector<Match> words_;          // of `before`: the matching word
  std::vector<int32_t> words_after_;  // of `after`: the matching word of `before`, or kUnmatched
};

}  // namespace verbatim::text
