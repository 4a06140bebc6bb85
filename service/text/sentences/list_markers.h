#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "text/unicode/stop.h"

namespace verbatim::text {

// The marks at the start of list items, such as "1.", "b)" or a bullet, without the white space after them.
struct Marker {
  size_t start = 0;
  size_t end = 0;
};

// Finds all bullets, and the numbers and letters that continue a count. A count begins with 1 or a, at the start
// of the line or after a colon. Another number at the start of the line is a mark that begins no count. Offsets are
// bytes of the line. One thread.
class MarkerFinder {
 public:
  // Both must outlive the finder.
  MarkerFinder(std::string_view line, StopPoll& poll) : line_(line), poll_(poll) {}

  // The bytes that can show a mark: the tail of a number or letter, and the first byte of a bullet.
  static constexpr std::string_view kHints = ".)\xE2";

  // Returns the mark that the byte at `at` shows, if there is one. Call it for each byte of kHints, in order.
  std::optional<Marker> Look(size_t at);

 private:
  // A number or letter that may mark a list item: its value, and how it is written.
  struct Counter {
    Marker marker;
    int value = 0;
    bool letter = false;
    std::string_view tail;  // ".", ")", ".)"
  };
  friend bool BeginsWithMarker(std::string_view line, StopPoll& poll);

  std::optional<Counter> ReadCounter(size_t at) const;
  std::optional<Marker> LookForBullet(size_t at) const;

  const std::string_view line_;
  StopPoll& poll_;
  size_t found_end_ = 0;
  std::optional<Counter> last_;  // the item that the next one must follow
};

// Whether a line begins like a list item, a quoted mail, a heading of Markdown or a table. Looks at the line alone.
bool BeginsWithMarker(std::string_view line, StopPoll& poll);

}  // namespace verbatim::text
