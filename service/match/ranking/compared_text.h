#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "match/analysis/words.h"
#include "match/index/terms.h"

// What ranking compares of a text. It depends on the text alone, so a claim's can be kept from query to query.
namespace verbatim::match {

// Only the start of a longer text is compared. A text that repeats a claim is a statement, not a book, and each word
// may cost a lookup.
inline constexpr size_t kMaxComparedWords = 2048;
inline constexpr size_t kMaxComparedLetters = 16384;

// Only the first content words of a claim decide whether it is a rival of another one.
inline constexpr size_t kMaxRivalWords = 64;

// Immutable; any thread.
class ComparedText {
 public:
  struct Term {
    TermKey key = 0;
    uint32_t start = 0;  // in the bytes of all terms
    uint32_t size = 0;
    uint32_t count = 0;    // occurrences in the text
    bool name = false;     // whether any of them is a name
    bool picture = false;  // a word that claims use for a picture
  };

  explicit ComparedText(const AnalysedText& text);

  const std::vector<Term>& terms() const { return terms_; }  // ascending by key, unique
  std::string_view TextOf(const Term& term) const {
    return std::string_view(bytes_).substr(term.start, term.size);
  }
  size_t word_count() const { return word_count_; }  // without whole tags
  std::u32string_view letters() const { return letters_; }
  const std::vector<YearMonth>& times() const { return times_; }
  // The keys of the first content words, ascending, unique.
  const std::vector<TermKey>& content() const { return content_; }
  // A bit for each of `content`, by which most pairs of claims are told apart.
  uint64_t signature() const { return signature_; }

  // Approximate memory of this object.
  size_t bytes() const;

 private:
  std::vector<Term> terms_;
  std::string bytes_;
  size_t word_count_ = 0;
  std::u32string letters_;
  std::vector<YearMonth> times_;
  std::vector<TermKey> content_;
  uint64_t signature_ = 0;
};

}  // namespace verbatim::match
