#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "text/unicode/span.h"

namespace verbatim::text {

// The sentences of a text that arrives in parts, each as soon as it is complete: once its line has ended, or
// some words of what follows it are there. How the text is cut into parts changes nothing.
//
// The sentences are those of FindSentences, but for those of a line of more than some KiB, whose enumerations
// are not counted from the line's start, for those that 256 bytes of white space stand in, which are divided
// there, and for those of more than kLongest bytes, which are divided at white space, and otherwise between
// characters. Nor does a sentence end where no letter follows within kLongest bytes. Memory is bounded but
// for what was appended and not yet taken. One thread at a time.
class SentenceStream {
 public:
  static constexpr size_t kLongest = 16 << 10;

  // `language` as FindSentences says.
  explicit SentenceStream(std::string language) : language_(std::move(language)) {}

  // The next bytes of the text. Where they, with those before, are not UTF-8, the text ends there: see
  // bad_byte(). What was taken from Next() before no longer stands.
  void Append(std::string_view bytes);

  // Nothing will be appended any more.
  void End();

  struct Sentence {
    std::string_view text;  // until the next call of a method
    Span span;              // in the whole text
  };

  // The next sentence that is complete, if there is one.
  std::optional<Sentence> Next();

  // Offset of the first byte of the whole text that is not UTF-8, if one was met.
  std::optional<size_t> bad_byte() const { return bad_byte_; }
  // Whether the text has ended, and all of its sentences were taken.
  bool done() const { return IsAllThere() && found_.empty() && complete_ == text_.size() && !bad_byte_; }
  // Bytes of the text before which all sentences were taken.
  size_t taken_bytes() const { return base_ + taken_; }

 private:
  // Moves bytes that were appended and are UTF-8 to the text that is looked at. False if there are none.
  bool Advance();
  bool IsAllThere() const;
  void FindMore();
  bool FindFrom(size_t complete);
  bool MoveWindow();
  size_t LineStart(size_t end) const;
  void Found(ByteRange range, bool settled);
  void Take(size_t end);
  // Forgets the start of the text, before the line or the part of it that sentences to come are found in.
  void Forget();

  const std::string language_;
  std::string appended_;
  size_t appended_start_ = 0;  // what is before was moved
  bool ended_ = false;
  std::optional<size_t> bad_byte_;

  std::string text_;      // what is looked at; starts at the beginning of a line, or some KiB before taken_
  size_t base_ = 0;       // bytes of the whole text before it
  size_t searched_ = 0;   // size of text_ when it was last looked at
  size_t complete_ = 0;   // end of its last complete line then
  size_t window_ = 0;     // from where on sentences are looked for in a long line
  size_t found_end_ = 0;  // end of the last sentence found, in text_
  size_t taken_ = 0;      // end of the last sentence taken, in text_
  std::deque<ByteRange> found_;
  size_t code_points_ = 0;  // of the whole text before taken_
  size_t utf16_ = 0;
};

}  // namespace verbatim::text
