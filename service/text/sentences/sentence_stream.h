#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "text/sentences/hard_wraps.h"
#include "text/unicode/span.h"
#include "text/unicode/stop.h"

namespace verbatim::text {

// Splits a text that arrives in parts into sentences. Each sentence is returned as soon as it is complete:
// when its line has ended, or when some words after it have arrived. Where a line ends without the end of a
// sentence, the next one or two lines decide whether it is wrapped. The result does not depend on how the text
// is cut into parts.
//
// The sentences are those of FindSentences, except that:
//   - in a line of more than some KiB, enumerations are not counted from the start of the line;
//   - 256 bytes of white space end a sentence;
//   - a sentence of more than kLongest bytes is divided at white space, otherwise between code points;
//   - a sentence does not end where no letter follows within kLongest bytes.
// Memory is bounded, apart from what was appended and not yet taken. One thread at a time.
class SentenceStream {
 public:
  static constexpr size_t kLongest = 16 << 10;

  // `language` has the meaning that it has in FindSentences.
  explicit SentenceStream(std::string language)
      : language_(std::move(language)), wraps_(language_, LineEnds::kMayWrap) {}

  // Appends the next bytes of the text. If the text is not valid UTF-8, it ends before the first bad byte:
  // see bad_byte(). Invalidates the sentences that Next() returned before.
  void Append(std::string_view bytes);

  // Ends the text. Append has no effect afterwards.
  void End();

  struct Sentence {
    std::string_view text;  // valid until the next call of a method
    Span span;              // in the whole text
  };

  // Returns the next complete sentence, if there is one. If `should_stop` ends the work, neither the result
  // nor the stream may be used afterwards.
  std::optional<Sentence> Next(const ShouldStop& should_stop = {});

  // Offset in the whole text of the first byte that is not valid UTF-8, if one was found.
  std::optional<size_t> bad_byte() const { return bad_byte_; }
  // Returns whether the text has ended and all of its sentences were taken. Never true after a bad byte.
  bool done() const { return IsAllThere() && found_.empty() && complete_ == text_.size() && !bad_byte_; }
  // Number of bytes of the text before which all sentences were taken.
  size_t taken_bytes() const { return base_ + taken_; }

 private:
  // Moves the next part of the appended bytes to `text_`, up to the first bad byte. Returns false if neither
  // `text_` nor `lines_` has grown.
  bool Advance();
  bool IsAllThere() const;
  void FindMore();
  bool FindFrom(size_t complete);
  bool MoveWindow();
  size_t LineStart(size_t end) const;
  void Found(ByteRange range, bool settled);
  void Take(size_t end);
  // Drops the start of `text_`, up to the line (or the window in a long line) in which the search continues.
  void Forget();

  const std::string language_;
  std::string appended_;
  size_t appended_start_ = 0;  // bytes before it were moved to text_
  bool ended_ = false;
  std::optional<size_t> bad_byte_;

  HardWraps wraps_;
  std::string text_;      // starts at the start of a line, or some KiB before taken_
  std::string lines_;     // what is searched: text_ without wraps, as far as they are decided
  size_t base_ = 0;       // bytes of the whole text before text_
  size_t searched_ = 0;   // size of lines_ at the last search
  size_t complete_ = 0;   // end of the last complete line at that search
  size_t window_ = 0;     // where the search begins in a long line
  size_t found_end_ = 0;  // end of the last sentence found, in text_
  size_t taken_ = 0;      // end of the last sentence taken, in text_
  std::deque<ByteRange> found_;
  size_t code_points_ = 0;  // of the whole text before taken_
  size_t utf16_ = 0;
};

}  // namespace verbatim::text
