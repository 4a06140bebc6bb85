#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/unicode/span.h"

namespace verbatim::test {

// What an edit did to a sentence. A decoy is a copy of the sentence elsewhere in the later text, with one to
// three words or a figure changed. A comparison may mistake the decoy for the sentence.
enum class EditKind {
  kNone,
  kReworded,    // one to three words were replaced, dropped or inserted
  kFigure,      // a number in digits or words was changed
  kForm,        // a word has another form, or is misspelt
  kTypography,  // only quotation marks, dashes and white space changed
  kDeleted,
  kInserted,  // untouched; a sentence of another document follows it
  kMoved,
  kRunMoved,  // moved together with its neighbours, two to five sentences
  kMerged,    // ". X" became ", and x"; both sentences have this kind
  kSplit,     // ", x" or ", and x" became ". X"
  kDecoyed,   // untouched
  kDecoyMoved,
  kDecoyEdited,  // reworded; other words are changed in its decoy
  kDecoyDeleted,
};
inline constexpr size_t kEditKinds = 15;
const char* NameOf(EditKind kind);

struct EditOptions {
  // The share of edited sentences of each revision is drawn between `least` and `most`.
  double least = 0.05;
  double most = 0.30;
  // The frequency of each EditKind among the edits. An edit that does not fit, for example kFigure in a
  // sentence without a figure, becomes kReworded. kRunMoved is not drawn by weight: `run_moves` is the
  // probability that a revision has one.
  std::array<double, kEditKinds> weights = {0,    0.20, 0.10, 0.10, 0.12, 0.08, 0.07, 0.05,
                                            0.00, 0.04, 0.05, 0.08, 0.03, 0.05, 0.03};
  double run_moves = 0.25;
};

// A text, a later text that edits made from it, and the fate of each word. Each edit records the fate of the
// words that it changes, so that no search is needed.
//
// A kept sentence was neither deleted nor moved. Kept sentences have the same order in both texts. A moved
// sentence passes at least three kept sentences. The kept sentences that it passes outnumber all moved
// sentences of the revision, and they have at least twice as many words. So a comparison of the two texts
// cannot take other sentences for the moved ones.
struct Revision {
  static constexpr size_t kNone = std::numeric_limits<size_t>::max();

  struct OldWord {
    text::ByteRange range;
    text::ByteRange core;  // `range` without punctuation at the ends; empty for a word of punctuation
    size_t sentence = 0;
    // The half-open range of the new words that correspond to this word: the word itself or its replacement.
    // If the word was dropped, `first` is kNone.
    size_t first = kNone;
    size_t last = kNone;
    // Whether this part of the word is unchanged, except for typography and case. False if the word was
    // dropped.
    bool lead_same = false;
    bool core_same = false;
    bool trail_same = false;
  };
  struct NewWord {
    text::ByteRange range;
    text::ByteRange core;
    // Index of the old sentence from which the sentence of this word was made. kNone if the word is in a
    // decoy or an insertion.
    size_t sentence = kNone;
  };
  struct Decoy {
    text::ByteRange range;  // in the later text
    size_t source = 0;      // a sentence of the old text
  };

  std::string before;
  std::vector<text::ByteRange> sentences;  // the sentences of `before`
  std::string after;
  std::vector<OldWord> old_words;
  // For each sentence, the index of its first word in `old_words`. The last element is the number of old
  // words.
  std::vector<size_t> first_word;
  std::vector<NewWord> new_words;
  // The edit of each sentence.
  std::vector<EditKind> kinds;
  // For each sentence, the number of the unit that it moved with, or kNone if the sentence did not move. The
  // sentences of a unit moved together.
  std::vector<size_t> units;
  std::vector<Decoy> decoys;

  bool Deleted(size_t sentence) const {
    return kinds[sentence] == EditKind::kDeleted || kinds[sentence] == EditKind::kDecoyDeleted;
  }
  size_t WordsOf(size_t sentence) const { return first_word[sentence + 1] - first_word[sentence]; }
};

// Makes a revision. The same arguments make the same revision. `sentences` are in order and do not overlap,
// with only white space or nothing between them. Insertions and new words come from `foreign`, which has
// sentences of other documents.
Revision Revise(std::string_view before, std::vector<text::ByteRange> sentences,
                std::span<const std::string> foreign, uint64_t seed, const EditOptions& options = {});

}  // namespace verbatim::test
