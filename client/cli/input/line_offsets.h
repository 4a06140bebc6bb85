#pragma once

#include <cstdint>
#include <deque>
#include <string_view>

namespace verbatim::cli {

// Finds the lines of byte offsets in a stream that is read in parts. Offsets are asked for in ascending
// order, so that only the lines after the last one are kept.
class LineOffsets {
 public:
  void Add(std::string_view part) {
    for (size_t i = part.find('\n'); i != std::string_view::npos; i = part.find('\n', i + 1)) {
      line_feeds_.push_back(size_ + static_cast<int64_t>(i));
    }
    size_ += static_cast<int64_t>(part.size());
  }

  // Returns the line of a byte, counted from 1.
  int64_t LineOf(int64_t offset) {
    for (; !line_feeds_.empty() && line_feeds_.front() < offset; line_feeds_.pop_front()) ++line_;
    return line_;
  }

 private:
  std::deque<int64_t> line_feeds_;  // offsets of line feeds that are not counted yet
  int64_t size_ = 0;
  int64_t line_ = 1;
};

}  // namespace verbatim::cli
