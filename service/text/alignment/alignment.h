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

// Version of the rules of this folder. It goes up with every change of what is found.
inline constexpr int kAlignmentRulesVersion = 1;

// Where words of one text stand in a later one. Words are the same if they differ in nothing but case,
// diacritical marks, typography and the punctuation around them.
enum class AnchorState {
  kCurrent,  // the same words, in the order of the sentences that were kept
  kMoved,    // the same words, elsewhere in that order
  kEdited,   // nearly the same words
  kLost,
};

struct Anchor {
  AnchorState state = AnchorState::kLost;
  ByteRange range;  // in the later text; empty if lost
  // Twice the letters of the words that are in both places over the letters of both, 0 to 1. 0 if lost.
  double similarity = 0;
};

// What became of a sentence.
enum class SentenceState {
  kKept,     // the same words, in the order of those that were kept
  kMoved,    // the same words, elsewhere in that order
  kEdited,   // most of its words, in the same place
  kAdded,    // of the later text alone
  kRemoved,  // of the earlier text alone
};

// Sentences are named by their indexes. A sentence that was divided is one that was edited, and its other
// parts are added; of sentences that were joined, one is edited and the others are removed.
struct SentenceChange {
  SentenceState state;
  std::optional<size_t> before;  // unless added
  std::optional<size_t> after;   // unless removed
};

// Words of two passages, side by side.
struct WordChange {
  enum class Kind { kSame, kRemoved, kAdded } kind;
  ByteRange before;  // empty if added
  ByteRange after;   // empty if removed
};

// How the sentences and words of a text became those of a later one.
//
// Sentences of equal words are matched first: in order, by the patience method, then, of those left over, the
// ones that stand once in both, which were moved, and their equal neighbours. What lies between two matched
// sentences of the earlier text and between the same two of the later is compared word by word; so is a
// sentence beside one that was moved. A passage elsewhere is taken for a quote only if it has all its words
// in a row: a similar sentence elsewhere is no better than none. Near linear in the texts, with a bound for
// any input (WorkBudget). Immutable after construction; any thread.
class TextAlignment {
 public:
  // Both must outlive it.
  TextAlignment(const IndexedText& before, const IndexedText& after);

  // Where the words of `before` at `quote` stand in `after`.
  Anchor Find(ByteRange quote) const;

  // The words of a quote and of the place found for it, in order. Words that hyphens join change together.
  std::vector<WordChange> Compare(ByteRange quote, ByteRange found) const;

  // All sentences of both texts: those of `after` in their order, each removed one before the first sentence
  // of `after` that followed it.
  std::vector<SentenceChange> Sentences() const;

  // Bytes of memory that the object holds, without the texts, for caches.
  size_t MemoryUse() const;

 private:
  enum class Place : uint8_t { kNone, kInOrder, kMoved, kElsewhere };

  struct Match {
    int32_t after = -1;
    Place place = Place::kNone;
  };

  // A run of matched words inside a quote, in ascending order on both sides.
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
  // Matches the words of sentences, which are given in order, and keeps what is sure.
  void MatchPassages(const std::vector<size_t>& before, const std::vector<size_t>& after, Place place);
  bool IsMatched(size_t before) const { return sentences_[before].after >= 0; }

  // Whether words of this weight are enough of those of `of` to be the same passage, edited.
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
  std::vector<Match> sentences_;     // of `before`: with the same words
  std::vector<bool> after_matched_;  // sentences of `after` that are among those
  // Sentences of `before` that have what lies between two matched ones to themselves, as has one of `after`.
  std::vector<bool> alone_;
  std::vector<Match> words_;          // of `before`
  std::vector<int32_t> words_after_;  // of `after`, the word of `before`, or kUnmatched
};

}  // namespace verbatim::text
