#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/unicode/span.h"
#include "text/unicode/stop.h"
#include "text/values/languages/vocabulary.h"
#include "text/values/numbers/number.h"

namespace verbatim::text {

// A word, a number in digits, or a sign of a text in any language.
struct LocalToken {
  enum class Kind : uint8_t { kWord, kNumeral, kSign, kBreak };
  enum class Gap : uint8_t { kNone, kSpace, kLine };

  Kind kind = Kind::kBreak;
  Gap gap = Gap::kNone;
  size_t start = 0;
  size_t end = 0;
  std::string folded;   // of a kWord: FoldWord of its letters
  uint64_t senses = 0;  // of a kWord: Vocabulary::SensesOf
  // What ReadSpelled has found here, so that no words are parsed twice.
  mutable bool no_number = false;  // no spelled-out number begins here
  mutable std::optional<SpelledNumbers::Reading> spelled{};
  mutable size_t spelled_tokens = 0;  // of `spelled`
  char32_t sign = 0;                  // of a kSign; dashes have one form
  std::optional<Number> number;       // of a kNumeral; none if its separators can be read in two ways
  size_t digits = 0;                  // of a kNumeral without separators: how many; otherwise 0
  int whole = 0;                      // of such a numeral of at most 8 digits: its value
  bool capital = false;
  bool apostrophe = false;  // an apostrophe joins it to the token before it
};

// Splits text into tokens, by the separators of a language. Words of scripts without spaces are single tokens;
// their parts are found by the readers. Takes linear time.
class Scanner {
 public:
  Scanner(std::string_view text, const Vocabulary& words, StopPoll& poll)
      : text_(text), words_(words), poll_(poll) {}

  LocalToken Next();
  bool AtEnd() const { return at_ >= text_.size(); }

 private:
  void SkipSpace(LocalToken& token);
  void TakeWord(LocalToken& token);
  void TakeNumeral(LocalToken& token);

  std::string_view text_;
  const Vocabulary& words_;
  StopPoll& poll_;
  size_t at_ = 0;
  bool begun_ = false;
};

// The tokens from which values are read. An index past either end refers to a kBreak.
class LocalTokens {
 public:
  LocalTokens(std::string_view text, const std::vector<LocalToken>& tokens, const Vocabulary& words)
      : text_(text), tokens_(tokens), words_(words) {}

  const LocalToken& operator[](size_t index) const {
    return index < tokens_.size() ? tokens_[index] : kBreak;
  }
  const Vocabulary& words() const { return words_; }
  size_t size() const { return tokens_.size(); }
  std::string_view Text(size_t index) const {
    const LocalToken& token = (*this)[index];
    return text_.substr(token.start, token.end - token.start);
  }
  ByteRange Range(size_t first, size_t end) const { return {(*this)[first].start, (*this)[end - 1].end}; }
  bool IsWord(size_t index) const { return (*this)[index].kind == LocalToken::Kind::kWord; }
  bool IsNumeral(size_t index) const { return (*this)[index].kind == LocalToken::Kind::kNumeral; }
  bool IsSign(size_t index, char32_t sign) const {
    const LocalToken& token = (*this)[index];
    return token.kind == LocalToken::Kind::kSign && token.sign == sign;
  }
  // Returns whether nothing separates the token from the one before it.
  bool Touches(size_t index) const {
    const LocalToken& token = (*this)[index];
    return token.gap == LocalToken::Gap::kNone && token.kind != LocalToken::Kind::kBreak &&
           (*this)[index - 1].kind != LocalToken::Kind::kBreak;
  }

  struct Match {
    int value = 0;
    size_t end = 0;  // the token after the phrase
    const Meaning* meaning = nullptr;
  };
  // Finds the longest phrase at `at` with a meaning of this sense. A full stop that touches the phrase belongs to
  // it if its words can be an abbreviation.
  std::optional<Match> Find(size_t at, Sense sense) const;
  bool Is(size_t at, Sense sense) const { return Find(at, sense).has_value(); }
  // Returns the token after the phrase of this sense at `at`, or `at`.
  size_t Skip(size_t at, Sense sense) const {
    auto match = Find(at, sense);
    return match ? match->end : at;
  }
  // Returns whether any phrase that means something begins here.
  bool Known(size_t at) const;

 private:
  static const LocalToken kBreak;

  std::string_view text_;
  const std::vector<LocalToken>& tokens_;
  const Vocabulary& words_;
};

}  // namespace verbatim::text
