#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Formats UTF-8 text for a terminal. Text from a service must pass through Printable or OneLine before it is
// printed.
namespace verbatim::cli {

// Whether standard output is a terminal.
bool IsTerminal();

// Columns of the terminal on standard output. 0 if standard output is not a terminal: no limit.
size_t TerminalWidth();

enum class ColorChoice { kAuto, kAlways, kNever };

// Whether to print escape sequences. kAuto prints them if standard output is a terminal that supports them
// and NO_COLOR (no-color.org) is not set.
bool UseColor(ColorChoice choice);

// Replaces characters that could control a terminal, break a line or reorder it by U+FFFD: control characters
// except line feeds, U+2028, U+2029, and the embeddings, overrides and isolates of bidirectional text. Tabs
// become spaces. Carriage returns and marks of direction (U+061C, U+200E, U+200F) are removed.
std::string Printable(std::string_view text);

// Like Printable, but in one line: each run of white space becomes one space.
std::string OneLine(std::string_view text);

// Returns a number with its noun, as in "1 claim" and "2 claims". `plural` is empty if it is the noun with an
// s.
std::string Counted(int64_t count, std::string_view noun, std::string_view plural = "");

// The number of columns that a text occupies.
size_t DisplayWidth(std::string_view text);

// Cuts a text to at most `width` columns, including the ellipsis that replaces the rest.
std::string Shorten(std::string_view text, size_t width);

// Formats 0.97 as 97%. Rounds down, so that only equal texts show 100%.
std::string Percent(double similarity);

// A part of a text, in bytes.
struct Part {
  size_t start = 0;
  size_t end = 0;
};

// Breaks a text at spaces into lines of at most `width` columns; 0 is no limit. Marks `parts`, which must be
// in order and must not overlap. With `color`, marked parts are bold and in reverse video. Without `color`,
// they are between » and «.
std::vector<std::string> WrapAndMark(std::string_view text, const std::vector<Part>& parts, size_t width,
                                     bool color);

}  // namespace verbatim::cli
