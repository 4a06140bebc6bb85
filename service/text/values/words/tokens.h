#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/unicode/span.h"
#include "text/unicode/stop.h"
#include "text/values/words/lexicon.h"

namespace verbatim::text {

// A word, a number in digits, or a sign.
struct Token {
  enum class Kind : uint8_t {
    kWord,     // letters with their marks
    kNumeral,  // digits with the separators that belong to them: 30,000.5
    kSign,     // any other code point except white space
    kBreak,    // an empty line, or the start or end of the text; no value crosses it
  };
  enum class Gap : uint8_t { kNone, kSpace, kLine };  // the white space before the token

  size_t start = 0;
  size_t end = 0;
  const Word* word = nullptr;  // the lexicon's entry of a kWord, or nullptr if it has none
  char32_t sign = 0;  // the code point of a kSign, with one form of each dash (see PlainSign); digits
                      // other than ASCII are signs, too
  Kind kind = Kind::kBreak;
  Gap gap = Gap::kNone;
  bool capital = false;  // the word begins with an upper-case or title-case letter
  bool unclear = false;  // an ambiguous numeral (Separators::kUnknown), which states no number
};

// What full stops and commas in numerals mean.
enum class Separators : uint8_t {
  kEnglish,  // a comma separates groups of three digits, a full stop precedes decimals
  kUnknown,  // each may be either: 30.000 is thirty thousand or thirty
};

// Splits UTF-8 text into tokens, from front to back. Takes time linear in the text. After a poll that says
// stop, tokens may be cut.
class Tokenizer {
 public:
  Tokenizer(std::string_view text, Separators separators, StopPoll& poll)
      : text_(text), separators_(separators), poll_(poll) {}

  // Returns the next token. At the end of the text, every call returns a kBreak.
  Token Next();
  bool AtEnd() const { return at_ >= text_.size(); }

 private:
  void SkipSpace(Token& token);
  size_t EndOfDigits(size_t at) const;
  size_t EndOfNumeral();
  size_t EndOfGroups(size_t first) const;
  size_t EndOfUnclear() const;
  void TakeWord(Token& token);

  std::string_view text_;
  Separators separators_;
  StopPoll& poll_;
  size_t at_ = 0;
  // Up to here, groups of three digits are known to be a list. Keeps a long list from being scanned per item.
  size_t list_end_ = 0;
  bool begun_ = false;
  // The last token names the next numeral. In "Ward 12 100 people" and "September 11 250 people" the space
  // separates two numbers.
  bool after_label_ = false;
};

// The window of tokens from which values are read. An index past either end, also one that has wrapped below
// zero, refers to a kBreak.
class Tokens {
 public:
  Tokens(std::string_view text, const std::vector<Token>& tokens) : text_(text), tokens_(tokens) {}

  const Token& operator[](size_t index) const { return index < tokens_.size() ? tokens_[index] : kBreak; }
  size_t size() const { return tokens_.size(); }
  std::string_view text() const { return text_; }
  std::string_view Text(size_t index) const {
    const Token& token = (*this)[index];
    return text_.substr(token.start, token.end - token.start);
  }
  // Returns the bytes from the token at `first` through the one before `end`.
  ByteRange Range(size_t first, size_t end) const { return {(*this)[first].start, (*this)[end - 1].end}; }

  // Returns the value of the word at `index` in `role`, or nullopt if the word does not have that role.
  std::optional<int> As(size_t index, Role role) const {
    const Word* word = (*this)[index].word;
    return word == nullptr ? std::nullopt : word->As(role);
  }
  bool Has(size_t index, Role role) const {
    const Word* word = (*this)[index].word;
    return word != nullptr && word->Has(role);
  }
  bool Is(size_t index, Function function) const {
    const Word* word = (*this)[index].word;
    return word != nullptr && word->Is(function);
  }
  bool IsSign(size_t index, char32_t sign) const {
    const Token& token = (*this)[index];
    return token.kind == Token::Kind::kSign && token.sign == sign;
  }
  bool IsDash(size_t index) const {
    return IsSign(index, U'-') || IsSign(index, U'\u2013') || IsSign(index, U'\u2014');
  }
  bool IsNumeral(size_t index) const { return (*this)[index].kind == Token::Kind::kNumeral; }
  bool IsWord(size_t index) const { return (*this)[index].kind == Token::Kind::kWord; }
  // Returns whether no white space or break separates the token from the one before it.
  bool Touches(size_t index) const {
    const Token& token = (*this)[index];
    return token.gap == Token::Gap::kNone && token.kind != Token::Kind::kBreak &&
           (*this)[index - 1].kind != Token::Kind::kBreak;
  }
  // Returns whether the word consists of upper-case ASCII letters only.
  bool IsUpper(size_t index) const;

 private:
  static constexpr Token kBreak{};

  std::string_view text_;
  const std::vector<Token>& tokens_;
};

}  // namespace verbatim::text
