#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "text/unicode/indexed_text.h"
#include "text/unicode/span.h"

namespace verbatim::text {

// A word of a text, for comparing texts: what white space and dashes divide, without the punctuation around
// it. Ideographs, and characters of scripts that put no spaces between words, are words each by itself.
struct AlignedWord {
  // In bytes of the text: the word with the punctuation that touches it, and without.
  ByteRange whole;
  ByteRange core;
  // Equal for words that are the same but for case, diacritical marks and typography (fold.h).
  size_t hash = 0;
  uint32_t sentence = 0;
  // What it counts in a comparison: its letters, up to a bound, so that "the" and "of" count little.
  uint32_t weight = 0;
};

// The words of a text, by sentence. Linear in the text. Immutable; any thread.
class TextWords {
 public:
  // `text` must outlive it.
  explicit TextWords(const IndexedText& text);

  const IndexedText& text() const { return text_; }
  std::span<const AlignedWord> words() const { return words_; }
  size_t size() const { return words_.size(); }
  const AlignedWord& operator[](size_t index) const { return words_[index]; }

  size_t sentence_count() const { return firsts_.size() - 1; }
  // Half-open range of indexes of the words of a sentence.
  size_t first_word(size_t sentence) const { return firsts_[sentence]; }
  size_t end_word(size_t sentence) const { return firsts_[sentence + 1]; }
  std::span<const AlignedWord> WordsOf(size_t sentence) const {
    return std::span(words_).subspan(firsts_[sentence], firsts_[sentence + 1] - firsts_[sentence]);
  }
  // Equal for sentences of the same words in the same order.
  size_t sentence_hash(size_t sentence) const { return hashes_[sentence]; }
  // The sum of its words' weights.
  size_t sentence_weight(size_t sentence) const { return weights_[sentence]; }

  // Half-open range of the words that have a byte of their core in `range`.
  std::pair<size_t, size_t> WordsIn(ByteRange range) const;

 private:
  void AddSentence(size_t sentence);

  const IndexedText& text_;
  std::vector<AlignedWord> words_;
  std::vector<size_t> firsts_;  // of each sentence its first word, and one past the last
  std::vector<size_t> hashes_;
  std::vector<size_t> weights_;
};

}  // namespace verbatim::text
