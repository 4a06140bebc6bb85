#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "text/alignment/sequence.h"
#include "text/alignment/word_matching.h"
#include "text/alignment/words.h"
#include "text/unicode/indexed_text.h"
#include "text/unicode/stop.h"

namespace verbatim::text {

// Minimum share of the letters of a sentence that must be found when the sentence is compared word by word.
inline constexpr double kNearlyTheSame = 0.5;

// Maximum distance in words between two matches of one passage. A longer passage uses its own length.
inline constexpr size_t kReach = 12;

// Matches the sentences and words of a text with those of a later text, in this order:
//   1. Sentences with equal words are matched in order, by the patience method.
//   2. Among the remaining sentences, those that occur once in each text are matched as moved. Equal
//      neighbours are matched with them.
//   3. The sentences between two matched sentences of the earlier text are compared word by word with the
//      sentences between their matches. Sentences beside a moved sentence are also compared with the
//      sentences beside its match.
//   4. Elsewhere, equal runs of words are matched.
// In texts of very many words, each sentence counts as one word (GranularityFor).
// Near linear in the texts, and bounded for any input (WorkBudget). Immutable after construction; any thread.
class TextMatches {
 public:
  enum class Place : uint8_t {
    kNone,
    kInOrder,    // in the order of the kept sentences
    kMoved,      // out of that order, in or beside a moved sentence
    kElsewhere,  // in an equal run of words anywhere else
  };

  struct Match {
    int32_t after = kUnmatched;  // index in the later text
    Place place = Place::kNone;
  };

  // Both texts must outlive the object. If `should_stop` ends the constructor, the object must not be used.
  TextMatches(const IndexedText& before, const IndexedText& after, const ShouldStop& should_stop = {});

  const TextWords& before() const { return before_; }
  const TextWords& after() const { return after_; }

  // The sentence of `after` with the same words as a sentence of `before`.
  const Match& sentence(size_t before) const { return sentences_[before]; }
  bool IsSentenceMatched(size_t before) const { return sentences_[before].after != kUnmatched; }
  // Returns whether a sentence of `after` is the match of a sentence of `before`.
  bool IsSentenceTaken(size_t after) const { return taken_sentences_[after]; }

  // The word of `after` that matches a word of `before`.
  const Match& word(size_t before) const { return words_[before]; }
  // The word of `before` that matches a word of `after`, or kUnmatched.
  int32_t source_word(size_t after) const { return source_words_[after]; }

  // Returns whether a passage counts as edited if words of weight `found` were found. `total` is the weight
  // of the passage, and `sentence` is its sentence of `before`.
  bool IsEnough(size_t found, size_t total, size_t sentence) const;

  // Returns the memory that the object holds, in bytes, without the texts.
  size_t MemoryUse() const;

 private:
  TextMatches(const IndexedText& before, const IndexedText& after, StopPoll poll);
  TextMatches(const IndexedText& before, const IndexedText& after, Granularity granularity, StopPoll& poll);

  // The steps of the constructor. All of them end early when the poll says stop.
  void MatchSentences(StopPoll& poll);
  // `hashes` and `after_hashes` are the hashes of all sentences of the two texts.
  void MatchMovedSentences(const std::vector<size_t>& hashes, const std::vector<size_t>& after_hashes,
                           StopPoll& poll);
  void MatchGaps(WorkBudget& budget);
  void MatchBesideMoved(WorkBudget& budget);
  void MatchElsewhere(StopPoll& poll);

  void MatchSentencePair(size_t before, size_t after, Place place, StopPoll& poll);
  void MatchWordPair(size_t before, size_t after, Place place);
  // Matches the words of the given sentences, which must be in order, and keeps the reliable matches.
  void MatchPassages(const std::vector<size_t>& before, const std::vector<size_t>& after, Place place,
                     WorkBudget& budget);

  bool IsWordMatched(size_t before) const { return words_[before].after != kUnmatched; }
  bool IsWordTaken(size_t after) const { return source_words_[after] != kUnmatched; }

  const TextWords before_;
  const TextWords after_;
  std::vector<Match> sentences_;
  std::vector<bool> taken_sentences_;
  // For each sentence of `before`: whether it is alone between two matched sentences, with a single sentence
  // between their matches.
  std::vector<bool> alone_;
  std::vector<Match> words_;
  std::vector<int32_t> source_words_;
};

}  // namespace verbatim::text
