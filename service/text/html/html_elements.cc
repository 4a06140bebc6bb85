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
  set(kBlock, {GUMBO_TAG_HEADER, GUMBO_TAG_FOOTER, GUMBO_TAG_NAV, GUMBO_TAG_ASIDE});
  set(kUnread,
      {GUMBO_TAG_HEAD,     GUMBO_TAG_TITLE,    GUMBO_TAG_SCRIPT,  GUMBO_TAG_STYLE,    GUMBO_TAG_TEMPLATE,
       GUMBO_TAG_NOSCRIPT, GUMBO_TAG_NOFRAMES, GUMBO_TAG_NOEMBED, GUMBO_TAG_FRAMESET, GUMBO_TAG_IFRAME,
       GUMBO_TAG_OBJECT,   GUMBO_TAG_APPLET,   GUMBO_TAG_AUDIO,   GUMBO_TAG_VIDEO,    GUMBO_TAG_CANVAS,
       GUMBO_TAG_RT,       GUMBO_TAG_RP,       GUMBO_TAG_RTC,     GUMBO_TAG_SELECT,   GUMBO_TAG_INPUT,
       GUMBO_TAG_TEXTAREA, GUMBO_TAG_DATALIST, GUMBO_TAG_METER,   GUMBO_TAG_PROGRESS});
  return kinds;
}();

struct NamedOmit {
  std::string_view name;
  Omit omit;
};

// Elements that Gumbo does not know, among them those of AMP (https://amp.dev).
constexpr std::array<NamedOmit, 9> kOmittedNames = {{{"dialog", Omit::kNotice},
                                                     {"search", Omit::kNavigation},
                                                     {"amp-sidebar", Omit::kNavigation},
                                                     {"amp-consent", Omit::kNotice},
                                                     {"amp-user-notification", Omit::kNotice},
                                                     {"amp-ad", Omit::kNotice},
                                                     {"amp-sticky-ad", Omit::kNotice},
                                                     {"amp-embed", Omit::kRelated},
                                                     {"amp-social-share", Omit::kShare}}};

constexpr std::array<NamedOmit, 9> kOmittedRoles = {{{"navigation", Omit::kNavigation},
                                                     {"banner", Omit::kEdge},
                                                     {"contentinfo", Omit::kEdge},
                                                     {"complementary", Omit::kAside},
                                                     {"search", Omit::kNavigation},
                                                     {"dialog", Omit::kNotice},
                                                     {"alertdialog", Omit::kNotice},
                                                     {"menu", Omit::kNavigation},
                                                     {"menubar", Omit::kNavigation}}};

constexpr std::array<std::string_view, kOmits> kOmitNames = {"",        "hidden", "control",  "navigation",
                                                             "edge",    "aside",  "comments", "share",
                                                             "related", "author", "notice",   "outside"};

bool EqualsIgnoringCase(std::string_view a, std::string_view lower) {
  return std::equal(a.begin(), a.end(), lower.begin(), lower.end(),
                    [](char x, char y) { return ToAsciiLower(x) == y; });
}

template <size_t kCount>
Omit Find(std::string_view word, const std::array<NamedOmit, kCount>& table) {
  const auto* found = std::find_if(
      table.begin(), table.end(), [&](const NamedOmit& each) { return EqualsIgnoringCase(word, each.name); });
  return found == table.end() ? Omit::kNone : found->omit;
}

// Returns the name of an element that Gumbo does not know.
std::string_view UnknownName(const GumboElement& element) {
  GumboStringPiece name = element.original_tag;
  gumbo_tag_from_original_text(&name);
  return std::string_view(name.data, name.length);
}

// Reads a style attribute: CSS declarations without escapes and comments.
void ReadStyle(std::string_view style, ElementMarks& marks, StopPoll& poll) {
  constexpr std::string_view kImportant = "!important";
  // Bytes without white space that decide: those of the longest declaration that counts, and of its priority.
  constexpr size_t kDeciding = std::string_view("visibility:collapse").size() + kImportant.size();
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
    if (packed == "display:none") marks.hidden = true;
    if (packed == "visibility:hidden" || packed == "visibility:collapse")
      marks.visibility = Visibility::kHidden;
    if (packed == "visibility:visible") marks.visibility = Visibility::kVisible;
    if (packed == "vertical-align:super") marks.superscript = true;
  }
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

std::string_view NameOf(Omit omit) { return kOmitNames[static_cast<size_t>(omit)]; }

ElementKind KindOf(const GumboElement& element) {
  if (element.tag_namespace != GUMBO_NAMESPACE_HTML) return kUnread;
  if (element.tag != GUMBO_TAG_UNKNOWN) return kKinds[element.tag];
  return Find(UnknownName(element), kOmittedNames) == Omit::kNone ? kInline : kBlock;
}

Omit OmitByTag(const GumboElement& element, std::string_view role) {
  if (const Omit omit = role.empty() ? Omit::kNone : Find(role, kOmittedRoles); omit != Omit::kNone)
    return omit;
  switch (element.tag) {
    case GUMBO_TAG_BUTTON:
      return Omit::kControl;
    case GUMBO_TAG_NAV:
      return Omit::kNavigation;
    case GUMBO_TAG_ASIDE:
      return Omit::kAside;
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_FOOTER:
      return Omit::kEdge;
    case GUMBO_TAG_UNKNOWN:
      return Find(UnknownName(element), kOmittedNames);
    default:
      return Omit::kNone;
  }
}

ElementMarks MarksOf(const GumboElement& element, StopPoll& poll) {
  ElementMarks marks;
  marks.superscript = element.tag == GUMBO_TAG_SUP;
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
    const std::string_view name(attribute.name);
    const std::string_view value(attribute.value);
    if (name == "hidden") {
      marks.hidden = true;
    } else if (name == "aria-hidden") {
      marks.aria_hidden = EqualsIgnoringCase(value, "true");
    } else if (name == "style") {
      ReadStyle(value, marks, poll);
    } else if (name == "role") {
      marks.role = FirstWord(value, poll);
    }
  }
  return marks;
}

bool IsMain(const GumboElement& element, std::string_view role) {
  return element.tag == GUMBO_TAG_MAIN || EqualsIgnoringCase(role, "main");
}

bool IsArticle(const GumboElement& element, std::string_view role) {
  return element.tag == GUMBO_TAG_ARTICLE || EqualsIgnoringCase(role, "article");
}

bool OwnsHeader(const GumboElement& element, std::string_view role) {
  return IsMain(element, role) || IsArticle(element, role) || element.tag == GUMBO_TAG_SECTION;
}

bool IsField(const GumboElement& element) {
  if (element.tag == GUMBO_TAG_TEXTAREA || element.tag == GUMBO_TAG_SELECT) return true;
  if (element.tag != GUMBO_TAG_INPUT) return false;
  const GumboAttribute* type = gumbo_get_attribute(&element.attributes, "type");
  return type == nullptr || !EqualsIgnoringCase(type->value, "hidden");
}

}  // namespace verbatim::text
