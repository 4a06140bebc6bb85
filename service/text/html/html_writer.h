#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "text/unicode/stop.h"

namespace verbatim::text {

// Collects the text of a page. White space is written only when the next visible character shows that it is
// needed, so calls can ask for more than one kind of white space in a row.
class HtmlWriter {
 public:
  // Adds text of the page, which must be UTF-8. `pre`: inside <pre>, where white space is kept. Ends early when
  // the poll says stop.
  void Text(std::string_view text, bool pre, StopPoll& poll);

  // Adds a mark that is not in the page.
  void Mark(std::string_view mark) { Visible(mark, false); }

  // Drops the white space between the text written last and the text written next.
  void Join() { join_ = true; }

  // Returns the end of the current line, at most 64 bytes, with the white space before the next character.
  // Empty if the next character starts a line or a cell. Valid until the next call.
  std::string_view LineSoFar();

  // Adds a line feed; outside <pre>, at most two in a row.
  void Break(bool pre);

  // Ensures at least `lines` line feeds.
  void Lines(size_t lines);

  // Marks the edge of a paragraph: adds a blank line, but nothing beside a tab.
  void SoftBlock();

  // Separates a cell from the previous cell of its row.
  void Tab();

  // Ends a row, and drops a tab that is still waiting for its cell.
  void EndRow();

  // Moves the text out. The writer must not be used afterwards.
  std::string Take() { return std::move(text_); }

 private:
  void Space(char c, bool pre);
  void Visible(std::string_view character, bool pre);

  std::string text_;
  std::string space_;  // pending white space within a line
  size_t lines_ = 0;   // pending line feeds
  bool tab_ = false;   // pending tab; line feeds replace it
  bool hard_ = false;  // the pending line feeds come from more than a paragraph's edge
  bool join_ = false;  // Join was called
  std::string line_;   // what LineSoFar returned
};

}  // namespace verbatim::text
