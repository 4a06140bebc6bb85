#include "interchange/claim_review/plain_text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "status/absl_view.h"
#include "text/html/html_nodes.h"
#include "text/html/html_tree.h"
#include "text/unicode/stop.h"

namespace verbatim::interchange {
namespace {

bool IsBlank(UChar32 c) {
  constexpr UChar32 kZeroWidthSpace = 0x200B;
  constexpr UChar32 kByteOrderMark = 0xFEFF;
  return u_isUWhiteSpace(c) != 0 || c == kZeroWidthSpace || c == kByteOrderMark;
}

bool IsLetter(char c) { return absl::ascii_isalpha(static_cast<unsigned char>(c)); }

// Returns whether `text` may have an entity (`&amp;`, `&#8217;`) or a tag (`<p>`, `</p>`).
bool HasMarkup(std::string_view text) {
  for (size_t at = text.find_first_of("&<"); at != text.npos; at = text.find_first_of("&<", at + 1)) {
    if (at + 1 == text.size()) return false;
    const char next = text[at + 1];
    if (text[at] == '<') {
      if (IsLetter(next) || next == '/' || next == '!') return true;
      continue;
    }
    const size_t end = text.find_first_of("; &<", at + 1);
    if ((IsLetter(next) || next == '#') && end != text.npos && text[end] == ';') return true;
  }
  return false;
}

bool BreaksLine(const GumboNode& node) {
  switch (node.v.element.tag) {
    case GUMBO_TAG_BR:
    case GUMBO_TAG_P:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_TR:
      return true;
    default:
      return false;
  }
}

// Returns the text of a fragment of HTML. Falls back to the fragment itself if it is too complex.
std::string TextOfHtml(std::string_view fragment) {
  std::string html = absl::StrCat("<!DOCTYPE html><body>", Absl(fragment));
  std::replace_if(
      html.begin(), html.end(),
      [](char c) { return static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t'; }, ' ');
  text::StopPoll poll;
  const text::HtmlTree tree(std::move(html), poll);
  if (tree.fault() != text::HtmlFault::kNone) return std::string(fragment);
  std::string plain;
  auto break_line = [&](const GumboNode& node) {
    if (text::IsElement(node) && BreaksLine(node) && !plain.empty() && plain.back() != '\n') plain += '\n';
  };
  text::Walk(
      *tree.document(), poll,
      [&](const GumboNode& node) {
        if (text::IsText(node)) plain += node.v.text.text;
        const bool hidden = text::IsElement(node) &&
                            (node.v.element.tag == GUMBO_TAG_SCRIPT || node.v.element.tag == GUMBO_TAG_STYLE);
        if (!hidden) break_line(node);
        return !hidden;
      },
      break_line);
  return plain;
}

}  // namespace

std::string_view TrimSpace(std::string_view text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  // ICU counts in 32 bits. An item of a file has at most 1 MiB.
  auto end = static_cast<int32_t>(text.size());
  int32_t start = 0;
  for (int32_t next = 0; start < end; start = next) {
    UChar32 c;
    U8_NEXT(bytes, next, end, c);
    if (!IsBlank(c)) break;
  }
  for (int32_t before = end; before > start; end = before) {
    UChar32 c;
    U8_PREV(bytes, start, before, c);
    if (!IsBlank(c)) break;
  }
  return text.substr(static_cast<size_t>(start), static_cast<size_t>(end - start));
}

std::string PlainText(std::string_view text) {
  if (!HasMarkup(text)) return std::string(TrimSpace(text));
  return std::string(TrimSpace(TextOfHtml(text)));
}

std::string PlainLine(std::string_view text) {
  const std::string plain = PlainText(text);
  const auto* bytes = reinterpret_cast<const uint8_t*>(plain.data());
  const auto size = static_cast<int64_t>(plain.size());
  std::string line;
  bool space = false;
  for (int64_t at = 0; at < size;) {
    const int64_t start = at;
    UChar32 c;
    U8_NEXT(bytes, at, size, c);
    if (u_isUWhiteSpace(c)) {
      space = true;
      continue;
    }
    if (std::exchange(space, false)) line += ' ';
    line += std::string_view(plain).substr(static_cast<size_t>(start), static_cast<size_t>(at - start));
  }
  return line;
}

}  // namespace verbatim::interchange
