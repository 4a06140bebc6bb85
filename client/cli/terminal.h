#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Text on a terminal. All of it is UTF-8; what comes from a service passes through Printable before it is
// shown.
namespace verbatim::cli {

// Whether standard output is a terminal.
bool IsTerminal();

// Columns of the terminal on standard output; 0 if it is none, and lines may be of any length.
size_t TerminalWidth();

enum class ColorChoice { kAuto, kAlways, kNever };

// Whether to mark words by escape sequences: always, never, or if standard output is a terminal that can show
// them and NO_COLOR (no-color.org) is not set.
bool UseColor(ColorChoice choice);

// The text without what could command a terminal or reorder the line: control characters but line feeds, and
// bidirectional overrides, each replaced by U+FFFD.
std::string Printable(std::string_view text);

// The same in one line: every run of white space is a space.
std::string OneLine(std::string_view text);

// Columns that a text takes.
size_t DisplayWidth(std::string_view text);

// The longest start of a text that takes at most `width` columns, with an ellipsis if it is not the whole.
std::string Shorten(std::string_view text, size_t width);

// A similarity of 0 to 1 as 97%, rounded down: what differs is never 100%.
std::string Percent(double similarity);

// A part of a text, in bytes.
struct Part {
  size_t start = 0;
  size_t end = 0;
};

// Breaks a text at spaces into lines of at most `width` columns (0: one line), and marks `parts`, which are
// in order and do not overlap: in bold and reverse with color, else between » and «.
std::vector<std::string> WrapAndMark(std::string_view text, const std::vector<Part>& parts, size_t width,
                                     bool color);

}  // namespace verbatim::cli
