#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "text/unicode/indexed_text.h"
#include "text/unicode/span.h"
#include "text/unicode/stop.h"

namespace verbatim::text {

// A word of a text, for comparing texts. White space and dashes separate words. Each ideograph, and each
// character of a script without spaces between words, is a word of its own.
struct AlignedWord {
  // The word in the text, with (`whole`) and without (`core`) the punctuation that touches it.
  ByteRange whole() const { return {whole_start, whole_end}; }
  ByteRange core() const { return {core_start, core_end}; }

  // Byte offsets. A text of 16 MiB can have millions of words, so a word is kept small.
  uint32_t whole_start = 0;
  uint32_t core_start = 0;
  uint32_t core_end = 0;
  uint32_t whole_end = 0;
  // Equal for words that differ only in case, diacritical marks and typography (fold.h).
  size_t hash = 0;
  uint32_t sentence = 0;
  // Weight in a comparison: the number of letters, up to a bound, so that "the" and "of" count little.
  uint32_t weight = 0;
};

// What counts as a word when texts are compared.
enum class Granularity {
  kWords,
  kSentences,  // each sentence is one word
};

// Words of both texts of a comparison that may be kept. A text of 16 MiB has three million words in English, but
// eight million if each word is one letter, and comparing two such texts would take 800 MiB. Beyond this bound,
// sentences are compared as wholes.
inline constexpr size_t kMostWords = size_t{8} << 20;

// Chooses by the lengths of the texts, or else by a count of the places where words can end. Linear in the texts.
Granularity GranularityFor(std::string_view before, std::string_view after, StopPoll& poll);

// Returns the sum of the words' weights.
size_t WeightOf(std::span<const AlignedWord> words, StopPoll& poll);

// The words of a text, by sentence. Linear in the text. Immutable; any thread.
class TextWords {
 public:
  // `text` must outlive the object. After a poll that says stop, the object must not be used.
  TextWords(const IndexedText& text, Granularity granularity, StopPoll& poll);

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
  // Equal for sentences with the same words in the same order.
  size_t sentence_hash(size_t sentence) const { return hashes_[sentence]; }
  // The sum of its words' weights.
  size_t sentence_weight(size_t sentence) const { return weights_[sentence]; }

  // Returns the half-open range of the words whose core shares a byte with `range`.
  std::pair<size_t, size_t> WordsIn(ByteRange range) const;

 private:
  void AddSentence(size_t sentence, Granularity granularity, StopPoll& poll);

  const IndexedText& text_;
  std::vector<AlignedWord> words_;
  std::vector<size_t> firsts_;  // first word of each sentence, then the number of words
  std::vector<size_t> hashes_;
  std::vector<size_t> weights_;
};

}  // namespace verbatim::text
