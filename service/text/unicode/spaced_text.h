#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text/unicode/span.h"
#include "text/unicode/stop.h"

namespace verbatim::text {

// A text in which each run of white space (Unicode White_Space) is one space, with a map back to the text.
// Immutable after construction: any thread.
class SpacedText {
 public:
  // `text` must be UTF-8. The object does not keep it. After a poll that says stop, the object must not be
  // used.
  SpacedText(std::string_view text, StopPoll& poll);

  const std::string& text() const { return spaced_; }

  // Returns the bytes of the original text that a range came from. REQUIRES: the range is not empty, and
  // neither its first nor its last byte is a space.
  ByteRange SourceOf(ByteRange range) const;

  // Returns the offset of the byte that `source` became. For a byte inside a run of white space, returns the
  // offset behind the run's space.
  size_t OffsetOf(size_t source) const;

 private:
  // From `spaced` on, up to the next mark, source offset minus spaced offset is constant.
  struct Mark {
    size_t spaced = 0;
    size_t source = 0;
  };
  size_t SourceAt(size_t spaced) const;

  std::string spaced_;
  std::vector<Mark> marks_;
};

// Returns `text` with each run of white space as one space, and none at its ends. For short texts.
std::string CollapseSpace(std::string_view text);

// Returns `text` without white space. For short texts.
std::string RemoveSpace(std::string_view text);

}  // namespace verbatim::text
