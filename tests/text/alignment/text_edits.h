#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "text/indexed_text.h"
#include "text/span.h"

namespace verbatim::test {

// What was done to a sentence.
enum class Edit {
  kNone,
  kMoved,       // put elsewhere, at least four sentences away
  kDeleted,     // taken out
  kReworded,    // one to three of its words are others
  kFigure,      // one of its figures is another
  kTypography,  // quotes, dashes and white space of another style
};

// How often each edit is made, of all sentences.
struct EditRates {
  double moved = 0.03;
  double deleted = 0.04;
  double reworded = 0.06;
  double figure = 0.04;
  double typography = 0.04;
  double inserted = 0.04;  // a sentence of another text before this one
  double decoy =
      0.06;  // a copy of the sentence with other words elsewhere, whatever is done to the sentence itself
};

// A text and its revision by random edits, of which it is known what became of every word: each word of the
// revision carries the one that it was, or came in the place of. White space divides words.
class EditedText {
 public:
  // `foreign` are sentences to insert. Deterministic in the seed.
  EditedText(const text::IndexedText& before, const std::vector<std::string>& foreign, const EditRates& rates,
             uint64_t seed);

  const std::string& after() const { return after_; }

  // A quote of whole words of one sentence, and what became of it.
  struct Quote {
    text::ByteRange range;  // in the text before
    Edit edit = Edit::kNone;
    bool lost = false;
    bool changed = false;   // some of its words are others
    text::ByteRange found;  // in the revision, unless lost: its words, or those in their place
    // Words of the sentence were repeated, with others among them, here in the revision.
    std::optional<text::ByteRange> decoy;
    size_t words = 0;
    size_t kept = 0;  // words that are still the same
  };

  // The quote of `count` words from a sentence's word `first` on; all of them for 0 and 0. Nothing if there
  // are fewer.
  std::optional<Quote> QuoteOf(size_t sentence, size_t first, size_t count) const;
  size_t words_in(size_t sentence) const { return sentences_[sentence].size(); }

 private:
  struct Word {
    text::ByteRange range;  // in the text before
    bool kept = false;      // the same in the revision
    text::ByteRange found;  // in the revision, of the word or the one in its place
  };

  std::vector<std::vector<Word>> sentences_;
  std::vector<Edit> edits_;
  std::map<size_t, text::ByteRange> decoys_;  // of a sentence
  std::string after_;
};

}  // namespace verbatim::test
