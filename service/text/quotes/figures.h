#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/unicode/span.h"
#include "text/unicode/stop.h"

namespace verbatim::text {

// A text with its figures as decimal numbers, so that "fifty-two" equals "52", and "1.2m" equals "1.2 million".
// Knows only English number words (values.h). If `should_stop` ends the work, the object must not be used.
class FigureText {
 public:
  explicit FigureText(std::string_view text, const ShouldStop& should_stop = {});

  const std::string& text() const { return text_; }

  // Returns the number of figures.
  size_t figures() const { return figures_.size(); }

  // Returns the bytes of the original text that `range` of text() stands for. A figure counts as a whole.
  ByteRange SourceOf(ByteRange range) const;

 private:
  struct Figure {
    ByteRange source;
    ByteRange written;
  };

  void Add(std::string_view text, ByteRange source, std::string_view number);

  std::string text_;
  std::vector<Figure> figures_;  // in text order
  size_t read_ = 0;              // bytes of the original text that are in text_
};

}  // namespace verbatim::text
