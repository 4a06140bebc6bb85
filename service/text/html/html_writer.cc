#include "text/html/html_writer.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

namespace verbatim::text {

void HtmlWriter::Text(std::string_view text, bool pre, StopPoll& poll) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int64_t>(text.size());
  for (int64_t at = 0; at < size && !poll.Step();) {
    const int64_t start = at;
    UChar32 c;
    U8_NEXT(bytes, at, size, c);
    const std::string_view character =
        text.substr(static_cast<size_t>(start), static_cast<size_t>(at - start));
    if (c == 0x2028 || c == 0x2029 || (pre && (c == '\n' || c == '\r'))) {
      Break(pre);
    } else if (c == ' ' || c == '\n' || c == '\r' || c == '\f' || c == '\t' || c == 0x0B || c == 0x85) {
      Space(pre && c == '\t' ? '\t' : ' ', pre);
    } else if (u_isUWhiteSpace(c)) {
      space_ += character;
    } else if (u_charType(c) != U_CONTROL_CHAR) {
      Visible(character, pre);
    }
  }
}

void HtmlWriter::Break(bool pre) {
  space_.clear();
  lines_ = pre ? lines_ + 1 : std::max(lines_, std::min(lines_ + 1, size_t{2}));
  hard_ = true;
}

void HtmlWriter::Lines(size_t lines) {
  space_.clear();
  lines_ = std::max(lines_, lines);
  hard_ = true;
}

void HtmlWriter::SoftBlock() {
  space_.clear();
  if (tab_ && !hard_) return;
  if (lines_ < 2) {
    // Replaces the line feed of an earlier <br>.
    lines_ = 2;
    hard_ = false;
  }
}

void HtmlWriter::Tab() {
  space_.clear();
  tab_ = true;
  if (!hard_) lines_ = 0;
}

void HtmlWriter::EndRow() {
  tab_ = false;
  if (!hard_) lines_ = 0;
  Lines(1);
}

void HtmlWriter::Space(char c, bool pre) {
  if (pre || space_.empty() || space_.back() != ' ') space_ += c;
}

std::string_view HtmlWriter::LineSoFar() {
  constexpr size_t kEnough = 64;
  line_.clear();
  if (!join_ && (lines_ > 0 || tab_)) return line_;
  std::string_view line = text_;
  if (line.size() > kEnough) line.remove_prefix(line.size() - kEnough);
  line.remove_prefix(line.find_last_of("\n\t") + 1);  // npos + 1 is 0
  line_.append(line).append(join_ ? std::string_view() : space_);
  return line_;
}

void HtmlWriter::Visible(std::string_view character, bool pre) {
  if (join_) {
    space_.clear();
    lines_ = 0;
    tab_ = false;
    join_ = false;
  }
  const bool line_start = text_.empty() || lines_ > 0 || tab_;
  if (!text_.empty()) {
    if (lines_ > 0) {
      text_.append(lines_, '\n');
    } else if (tab_) {
      text_ += '\t';
    }
  }
  if (!line_start || pre) text_ += space_;
  text_ += character;
  space_.clear();
  lines_ = 0;
  tab_ = false;
  hard_ = false;
}

}  // namespace verbatim::text
