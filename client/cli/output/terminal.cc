#include "cli/output/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>

namespace verbatim::cli {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kEllipsis = "…";

struct Decoded {
  wchar_t character;
  size_t bytes;
};

// Decodes the first character. Invalid UTF-8 is decoded byte by byte, as U+FFFD. main() has set a UTF-8
// locale.
Decoded DecodeFirst(std::string_view text) {
  mbstate_t state{};
  wchar_t character = 0;
  size_t bytes = mbrtowc(&character, text.data(), text.size(), &state);
  if (bytes == 0) return {0, 1};
  if (bytes > text.size()) return {0xFFFD, 1};
  return {character, bytes};
}

// Carriage returns, and the invisible marks U+061C, U+200E and U+200F, which right-to-left text contains
// everywhere.
bool IsRemoved(wchar_t c) { return c == L'\r' || c == 0x061C || c == 0x200E || c == 0x200F; }

bool IsUnprintable(wchar_t c) {
  if (c == L'\n') return false;
  bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  bool breaks_line = c == 0x2028 || c == 0x2029;
  bool reorders = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  return control || breaks_line || reorders || c == 0xFFFD;
}

}  // namespace

bool IsTerminal() { return isatty(STDOUT_FILENO) != 0; }

size_t TerminalWidth() {
  winsize size{};
  if (!IsTerminal()) return 0;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

bool UseColor(ColorChoice choice) {
  if (choice != ColorChoice::kAuto) return choice == ColorChoice::kAlways;
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  bool dumb = terminal == nullptr || std::strcmp(terminal, "dumb") == 0;
  return IsTerminal() && !dumb && (no_color == nullptr || *no_color == '\0');
}

std::string Printable(std::string_view text) {
  std::string printable;
  while (!text.empty()) {
    Decoded first = DecodeFirst(text);
    if (first.character == L'\t') {
      printable.push_back(' ');
    } else if (!IsRemoved(first.character)) {
      printable.append(IsUnprintable(first.character) ? kReplacement : text.substr(0, first.bytes));
    }
    text.remove_prefix(first.bytes);
  }
  return printable;
}

std::string OneLine(std::string_view text) {
  std::string line;
  for (char c : Printable(text)) {
    bool space = c == ' ' || c == '\n';
    if (!space) line.push_back(c);
    if (space && (line.empty() || line.back() != ' ')) line.push_back(' ');
  }
  return line;
}

std::string Counted(int64_t count, std::string_view noun, std::string_view plural) {
  const std::string many = plural.empty() ? std::string(noun) + "s" : std::string(plural);
  return std::to_string(count) + " " + (count == 1 ? std::string(noun) : many);
}

size_t DisplayWidth(std::string_view text) {
  size_t width = 0;
  while (!text.empty()) {
    Decoded first = DecodeFirst(text);
    int columns = wcwidth(first.character);
    if (columns > 0) width += static_cast<size_t>(columns);
    text.remove_prefix(first.bytes);
  }
  return width;
}

std::string Shorten(std::string_view text, size_t width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  if (width == 0) return {};
  size_t end = 0;
  size_t used = 1;  // the ellipsis
  while (true) {
    Decoded next = DecodeFirst(text.substr(end));
    size_t columns = DisplayWidth(text.substr(end, next.bytes));
    if (used + columns > width) break;
    used += columns;
    end += next.bytes;
  }
  return std::string(text.substr(0, end)).append(kEllipsis);
}

std::string Percent(double similarity) {
  // The double 0.29 is slightly less than 29 hundredths.
  constexpr double kRounding = 1e-9;
  const double bounded = similarity > 0 ? std::min(similarity, 1.0) : 0;  // also maps NaN to 0
  return std::to_string(static_cast<int>(std::floor(100 * bounded + kRounding))) + "%";
}

std::vector<std::string> WrapAndMark(std::string_view text, const std::vector<Part>& parts, size_t width,
                                     bool color) {
  const std::string_view on = color ? "\033[1;7m" : "»";
  const std::string_view off = color ? "\033[0m" : "«";
  std::vector<std::string> lines(1);
  size_t used = 0;
  bool marked = false;
  auto new_line = [&] {
    // A color ends with its line and starts again on the next, so that it cannot spread to other output.
    if (marked && color) lines.back().append(off);
    lines.emplace_back();
    if (marked && color) lines.back().append(on);
    used = 0;
  };
  size_t next_part = 0;
  for (size_t at = 0; at < text.size();) {
    // A word and the spaces after it. The spaces may exceed the width.
    size_t word_end = std::min(text.find_first_of(" \n", at), text.size());
    size_t columns = DisplayWidth(text.substr(at, word_end - at));
    if (width > 0 && used > 0 && used + columns > width) new_line();
    size_t end = word_end;
    while (end < text.size() && (text[end] == ' ' || text[end] == '\n')) ++end;
    for (; at < end; ++at) {
      if (marked && at == parts[next_part].end) {
        lines.back().append(off);
        marked = false;
        ++next_part;
      }
      if (!marked && next_part < parts.size() && at == parts[next_part].start) {
        lines.back().append(on);
        marked = true;
      }
      lines.back().push_back(text[at] == '\n' ? ' ' : text[at]);
    }
    used += columns + (end - word_end);
  }
  if (marked) lines.back().append(off);
  return lines;
}

}  // namespace verbatim::cli
