#include "text/html/html_elements.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>

#include "text/unicode/ascii.h"

namespace verbatim::text {
namespace {

using enum ElementKind;

// The kind of each tag that Gumbo knows.
constexpr std::array<ElementKind, GUMBO_TAG_LAST> kKinds = [] {
  std::array<ElementKind, GUMBO_TAG_LAST> kinds{};  // kInline
  auto set = [&kinds](ElementKind kind, std::initializer_list<GumboTag> tags) {
    for (GumboTag tag : tags) kinds[tag] = kind;
  };
  set(kBlock,
      {GUMBO_TAG_HTML,   GUMBO_TAG_BODY,       GUMBO_TAG_MAIN,    GUMBO_TAG_ARTICLE, GUMBO_TAG_SECTION,
       GUMBO_TAG_H1,     GUMBO_TAG_H2,         GUMBO_TAG_H3,      GUMBO_TAG_H4,      GUMBO_TAG_H5,
       GUMBO_TAG_H6,     GUMBO_TAG_HGROUP,     GUMBO_TAG_UL,      GUMBO_TAG_OL,      GUMBO_TAG_DL,
       GUMBO_TAG_DIR,    GUMBO_TAG_MENU,       GUMBO_TAG_TABLE,   GUMBO_TAG_CAPTION, GUMBO_TAG_BLOCKQUOTE,
       GUMBO_TAG_FIGURE, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_ADDRESS, GUMBO_TAG_DETAILS, GUMBO_TAG_SUMMARY,
       GUMBO_TAG_FORM,   GUMBO_TAG_FIELDSET,   GUMBO_TAG_LEGEND,  GUMBO_TAG_HR,      GUMBO_TAG_MARQUEE});
  set(kSoftBlock, {GUMBO_TAG_P, GUMBO_TAG_DIV, GUMBO_TAG_CENTER});
  set(kLine, {GUMBO_TAG_LI, GUMBO_TAG_DT, GUMBO_TAG_DD});
  set(kRow, {GUMBO_TAG_TR});
  set(kCell, {GUMBO_TAG_TD, GUMBO_TAG_TH});
  set(kPre, {GUMBO_TAG_PRE, GUMBO_TAG_LISTING, GUMBO_TAG_XMP, GUMBO_TAG_PLAINTEXT});
  set(kBreak, {GUMBO_TAG_BR});
  set(kQuote, {GUMBO_TAG_Q});
  set(kPageEdge, {GUMBO_TAG_HEADER, GUMBO_TAG_FOOTER});
  set(kUnread,
      {GUMBO_TAG_HEAD,     GUMBO_TAG_TITLE,    GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,    GUMBO_TAG_TEMPLATE,
       GUMBO_TAG_NOSCRIPT, GUMBO_TAG_NOFRAMES, GUMBO_TAG_NOEMBED,  GUMBO_TAG_FRAMESET, GUMBO_TAG_IFRAME,
       GUMBO_TAG_OBJECT,   GUMBO_TAG_APPLET,   GUMBO_TAG_AUDIO,    GUMBO_TAG_VIDEO,    GUMBO_TAG_CANVAS,
       GUMBO_TAG_RT,       GUMBO_TAG_RP,       GUMBO_TAG_RTC,      GUMBO_TAG_BUTTON,   GUMBO_TAG_SELECT,
       GUMBO_TAG_INPUT,    GUMBO_TAG_TEXTAREA, GUMBO_TAG_DATALIST, GUMBO_TAG_METER,    GUMBO_TAG_PROGRESS,
       GUMBO_TAG_NAV,      GUMBO_TAG_ASIDE});
  return kinds;
}();

// Elements that Gumbo does not know yet.
constexpr std::array<std::string_view, 2> kUnreadNames = {"dialog", "search"};

constexpr std::array<std::string_view, 7> kUnreadRoles = {
    "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog"};

bool EqualsIgnoringCase(std::string_view a, std::string_view lower) {
  return std::equal(a.begin(), a.end(), lower.begin(), lower.end(),
                    [](char x, char y) { return ToAsciiLower(x) == y; });
}

template <size_t kCount>
bool IsAnyOf(std::string_view word, const std::array<std::string_view, kCount>& words) {
  return std::any_of(words.begin(), words.end(), [&](auto each) { return EqualsIgnoringCase(word, each); });
}

// Returns whether a style attribute hides the element. Reads CSS declarations without escapes and comments.
bool HidesByStyle(std::string_view style, StopPoll& poll) {
  constexpr std::string_view kImportant = "!important";
  // Bytes without white space that decide: those of the longest declaration that hides, and of its priority.
  constexpr size_t kDeciding = std::string_view("visibility:hidden").size() + kImportant.size();
  constexpr size_t kDeclarationSteps = 16;
  while (!style.empty() && !poll.Step(kDeclarationSteps)) {
    const std::string_view declaration = style.substr(0, style.find(';'));
    style.remove_prefix(std::min(style.size(), declaration.size() + 1));
    std::string packed;
    for (char c : declaration) {
      if (packed.size() == kDeciding + 1 || poll.Step()) break;
      if (!IsAsciiSpace(c)) packed += ToAsciiLower(c);
    }
    if (const size_t end = packed.find(kImportant); end != std::string::npos) packed.resize(end);
    if (packed == "display:none" || packed == "visibility:hidden") return true;
  }
  return false;
}

// Returns the first word of a list separated by white space.
std::string_view FirstWord(std::string_view list, StopPoll& poll) {
  size_t start = 0;
  while (start < list.size() && IsAsciiSpace(list[start]) && !poll.Step()) ++start;
  size_t end = start;
  while (end < list.size() && !IsAsciiSpace(list[end]) && !poll.Step()) ++end;
  return list.substr(start, end - start);
}

}  // namespace

ElementKind KindOf(const GumboElement& element) {
  if (element.tag_namespace != GUMBO_NAMESPACE_HTML) return kUnread;
  if (element.tag != GUMBO_TAG_UNKNOWN) return kKinds[element.tag];
  GumboStringPiece name = element.original_tag;
  gumbo_tag_from_original_text(&name);
  return IsAnyOf(std::string_view(name.data, name.length), kUnreadNames) ? kUnread : kInline;
}

ElementMarks MarksOf(const GumboElement& element, StopPoll& poll) {
  ElementMarks marks;
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
    const std::string_view name(attribute.name);
    const std::string_view value(attribute.value);
    if (name == "hidden" || (name == "aria-hidden" && EqualsIgnoringCase(value, "true")) ||
        (name == "style" && HidesByStyle(value, poll))) {
      marks.hidden = true;
    } else if (name == "role") {
      marks.role = FirstWord(value, poll);
    }
  }
  return marks;
}

bool IsUnreadRole(std::string_view role) { return IsAnyOf(role, kUnreadRoles); }

bool IsMain(const GumboElement& element, const ElementMarks& marks) {
  return element.tag == GUMBO_TAG_MAIN || EqualsIgnoringCase(marks.role, "main");
}

bool IsArticle(const GumboElement& element, const ElementMarks& marks) {
  return element.tag == GUMBO_TAG_ARTICLE || EqualsIgnoringCase(marks.role, "article");
}

bool OwnsHeader(const GumboElement& element, const ElementMarks& marks) {
  return IsMain(element, marks) || IsArticle(element, marks) || element.tag == GUMBO_TAG_SECTION;
}

}  // namespace verbatim::text
