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

// What an edit did to a sentence. A decoy is a copy with one to three words, or a figure, changed, that
// stands elsewhere in the later text: what an untouched or moved or otherwise edited sentence can be mistaken
// for.
enum class EditKind {
  kNone,
  kReworded,    // one to three words became others, were dropped, or came in between
  kFigure,      // a number, in digits or words, became another
  kForm,        // a word became another form of itself, or misspelt
  kTypography,  // quote marks, dashes and white space alone
  kDeleted,
  kInserted,  // untouched; a sentence of another document follows it
  kMoved,
  kRunMoved,  // with its neighbours, two to five as one
  kMerged,    // ". X" became ", and x"; both sentences have this kind
  kSplit,     // ", x" or ", and x" became ". X"
  kDecoyed,   // untouched
  kDecoyMoved,
  kDecoyEdited,  // reworded, at other words than the decoy
  kDecoyDeleted,
};
inline constexpr size_t kEditKinds = 15;
const char* NameOf(EditKind kind);

struct EditOptions {
  // The share of the sentences that is edited lies between these, and is drawn for each revision.
  double least = 0.05;
  double most = 0.30;
  // How often the kinds occur among edits, by EditKind. An edit that a sentence has no room for, as a figure
  // where there is none, becomes kReworded. Those of kRunMoved are not drawn so: `run_moves` is the chance
  // that a revision has one.
  std::array<double, kEditKinds> weights = {0,    0.20, 0.10, 0.10, 0.12, 0.08, 0.07, 0.05,
                                            0.00, 0.04, 0.05, 0.08, 0.03, 0.05, 0.03};
  double run_moves = 0.25;
};

// A text and a later text that was made from it by edits, with what became of each word. What became of it is
// known because the edit says so, and is never searched for.
//
// The kept sentences are those that were neither deleted nor moved; they have the order that they had.
// Between where a sentence was and where it moved to lie three of them or more; more of them than all that
// moved in the revision, and twice as many words. So no others can be said to have moved instead.
struct Revision {
  static constexpr size_t kNone = std::numeric_limits<size_t>::max();

  struct OldWord {
    text::ByteRange range;
    text::ByteRange core;  // without punctuation at its ends; empty if it is nothing else
    size_t sentence = 0;
    // The new words in its place: its own, or those that replaced it. None if `first` is kNone.
    size_t first = kNone;
    size_t last = kNone;  // one past the last
    // Which parts are the same but for typography and case. All are not if there is no new word.
    bool lead_same = false;
    bool core_same = false;
    bool trail_same = false;
  };
  struct NewWord {
    text::ByteRange range;
    text::ByteRange core;
    size_t sentence = kNone;  // of the old text, in whose place it stands; none in decoys and insertions
  };
  struct Decoy {
    text::ByteRange range;  // in the later text
    size_t source = 0;      // a sentence of the old text
  };

  std::string before;
  std::vector<text::ByteRange> sentences;  // of `before`
  std::string after;
  std::vector<OldWord> old_words;
  std::vector<size_t> first_word;  // of each sentence, among old_words; and, last, their number
  std::vector<NewWord> new_words;
  std::vector<EditKind> kinds;  // by sentence
  std::vector<size_t> units;    // by sentence: those with one number moved as one; kNone: it did not move
  std::vector<Decoy> decoys;

  bool Deleted(size_t sentence) const {
    return kinds[sentence] == EditKind::kDeleted || kinds[sentence] == EditKind::kDecoyDeleted;
  }
  size_t WordsOf(size_t sentence) const { return first_word[sentence + 1] - first_word[sentence]; }
};

// The revision that `seed` makes. `sentences` are in order, do not overlap, and only white space, or nothing,
// lies between them. `foreign` are sentences of other documents, from which insertions and new words come.
Revision Revise(std::string_view before, std::vector<text::ByteRange> sentences,
                std::span<const std::string> foreign, uint64_t seed, const EditOptions& options = {});

}  // namespace verbatim::test
