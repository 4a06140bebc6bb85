#include "text/html/html.h"

#include <gumbo.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "text/html/html_tree.h"

namespace verbatim::text {
namespace {

bool IsAsciiSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

char AsciiLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool EqualsIgnoringCase(std::string_view a, std::string_view lower) {
  return std::equal(a.begin(), a.end(), lower.begin(), lower.end(),
                    [](char x, char y) { return AsciiLower(x) == y; });
}

template <size_t kCount>
bool IsAnyOf(std::string_view word, const std::array<std::string_view, kCount>& words) {
  return std::any_of(words.begin(), words.end(), [&](auto each) { return EqualsIgnoringCase(word, each); });
}

// Whether a style attribute hides the element. Reads CSS declarations without escapes and comments.
bool HidesByStyle(std::string_view style) {
  while (!style.empty()) {
    const std::string_view declaration = style.substr(0, style.find(';'));
    style.remove_prefix(std::min(style.size(), declaration.size() + 1));
    std::string packed;
    for (char c : declaration) {
      if (!IsAsciiSpace(c)) packed += AsciiLower(c);
    }
    if (const size_t end = packed.find("!important"); end != std::string::npos) packed.resize(end);
    if (packed == "display:none" || packed == "visibility:hidden") return true;
  }
  return false;
}

// What the attributes of an element say about it.
struct Marks {
  bool hidden = false;
  std::string_view role;  // the first one listed
};

Marks MarksOf(const GumboElement& element) {
  Marks marks;
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
    const std::string_view name(attribute.name);
    const std::string_view value(attribute.value);
    if (name == "hidden" || (name == "aria-hidden" && EqualsIgnoringCase(value, "true")) ||
        (name == "style" && HidesByStyle(value))) {
      marks.hidden = true;
    } else if (name == "role") {
      const size_t start = std::min(value.find_first_not_of(" \t\n\f\r"), value.size());
      const size_t end = std::min(value.find_first_of(" \t\n\f\r", start), value.size());
      marks.role = value.substr(start, end - start);
    }
  }
  return marks;
}

enum class Kind {
  kInline,
  kBlock,      // blank lines around it
  kSoftBlock,  // the same, but nothing at the edge of a table cell
  kLine,       // on a line of its own
  kRow,        // a table row, on a line of its own
  kCell,
  kPre,
  kBreak,
  kQuote,
  kUnread,    // skipped, with everything inside
  kPageEdge,  // header and footer: skipped if they belong to the page
};

Kind KindOf(const GumboElement& element) {
  if (element.tag_namespace != GUMBO_NAMESPACE_HTML) return Kind::kUnread;
  switch (element.tag) {
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HGROUP:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DIR:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_LEGEND:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_MARQUEE:
      return Kind::kBlock;
    case GUMBO_TAG_P:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_CENTER:
      return Kind::kSoftBlock;
    case GUMBO_TAG_LI:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
      return Kind::kLine;
    case GUMBO_TAG_TR:
      return Kind::kRow;
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
      return Kind::kCell;
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_LISTING:
    case GUMBO_TAG_XMP:
    case GUMBO_TAG_PLAINTEXT:
      return Kind::kPre;
    case GUMBO_TAG_BR:
      return Kind::kBreak;
    case GUMBO_TAG_Q:
      return Kind::kQuote;
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_FOOTER:
      return Kind::kPageEdge;
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_FRAMESET:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_APPLET:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_RT:
    case GUMBO_TAG_RP:
    case GUMBO_TAG_RTC:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_DATALIST:
    case GUMBO_TAG_METER:
    case GUMBO_TAG_PROGRESS:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ASIDE:
      return Kind::kUnread;
    case GUMBO_TAG_UNKNOWN: {
      // Elements that Gumbo does not know yet.
      static constexpr std::array<std::string_view, 2> kUnread = {"dialog", "search"};
      GumboStringPiece name = element.original_tag;
      gumbo_tag_from_original_text(&name);
      return IsAnyOf(std::string_view(name.data, name.length), kUnread) ? Kind::kUnread : Kind::kInline;
    }
    default:
      return Kind::kInline;
  }
}

constexpr std::array<std::string_view, 7> kUnreadRoles = {
    "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog"};

// Collects the text. White space is written only when the next visible character shows that it is needed.
class Writer {
 public:
  void Text(std::string_view text, bool pre) {
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    const auto size = static_cast<int64_t>(text.size());
    for (int64_t at = 0; at < size;) {
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

  void Mark(std::string_view mark) { Visible(mark, false); }

  // One more line feed; outside <pre> at most two in a row.
  void Break(bool pre) {
    space_.clear();
    lines_ = pre ? lines_ + 1 : std::max(lines_, std::min(lines_ + 1, size_t{2}));
    hard_ = true;
  }

  // At least `lines` line feeds.
  void Lines(size_t lines) {
    space_.clear();
    lines_ = std::max(lines_, lines);
    hard_ = true;
  }

  // The edge of a paragraph: a blank line, but nothing beside a tab.
  void SoftBlock() {
    space_.clear();
    if (tab_ && !hard_) return;
    if (lines_ < 2) {
      // Replaces the line feed of an earlier <br>.
      lines_ = 2;
      hard_ = false;
    }
  }

  // Separates a cell from the previous cell of its row.
  void Tab() {
    space_.clear();
    tab_ = true;
    if (!hard_) lines_ = 0;
  }

  // Ends a row, and drops a tab that is still waiting for its cell.
  void EndRow() {
    tab_ = false;
    if (!hard_) lines_ = 0;
    Lines(1);
  }

  std::string Take() { return std::move(text_); }

 private:
  void Space(char c, bool pre) {
    if (pre || space_.empty() || space_.back() != ' ') space_ += c;
  }

  void Visible(std::string_view character, bool pre) {
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

  std::string text_;
  std::string space_;  // pending white space within a line
  size_t lines_ = 0;   // pending line feeds
  bool tab_ = false;   // pending tab; line feeds replace it
  bool hard_ = false;  // the pending line feeds come from more than a paragraph's edge
};

bool IsElement(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

bool IsText(const GumboNode& node) {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA;
}

const GumboVector* ChildrenOf(const GumboNode& node) {
  if (node.type == GUMBO_NODE_DOCUMENT) return &node.v.document.children;
  return IsElement(node) ? &node.v.element.children : nullptr;
}

// Visits `root` and its descendants in page order, without recursion. `enter` returns whether to visit the
// children of a node; `leave` is called after the children of such a node.
template <typename Enter, typename Leave>
void Walk(const GumboNode& root, Enter enter, Leave leave) {
  struct Step {
    const GumboNode* node;
    unsigned next;
  };
  std::vector<Step> path;
  if (enter(root)) path.push_back({&root, 0});
  while (!path.empty()) {
    Step& step = path.back();
    const GumboVector* children = ChildrenOf(*step.node);
    if (children == nullptr || step.next == children->length) {
      leave(*step.node);
      path.pop_back();
      continue;
    }
    const auto& child = *static_cast<const GumboNode*>(children->data[step.next++]);
    if (enter(child)) path.push_back({&child, 0});
  }
}

bool IsMain(const GumboElement& element, const Marks& marks) {
  return element.tag == GUMBO_TAG_MAIN || EqualsIgnoringCase(marks.role, "main");
}

bool IsArticle(const GumboElement& element, const Marks& marks) {
  return element.tag == GUMBO_TAG_ARTICLE || EqualsIgnoringCase(marks.role, "article");
}

// Whether a header or footer inside the element belongs to the content, not to the page (HTML AAM 1.0: such a
// header is no banner, such a footer no contentinfo).
bool OwnsHeader(const GumboElement& element, const Marks& marks) {
  return IsMain(element, marks) || IsArticle(element, marks) || element.tag == GUMBO_TAG_SECTION;
}

// The part of the page that is read.
enum class Part { kMain, kArticles, kAll };

// Reads one part of a page, once.
class Reading {
 public:
  explicit Reading(Part part) : part_(part) {}

  std::string Read(const GumboNode& document) {
    Walk(
        document, [this](const GumboNode& node) { return Enter(node); },
        [this](const GumboNode& node) { Leave(node); });
    return writer_.Take();
  }

 private:
  // An element that was entered and not yet left.
  struct Open {
    Kind kind;
    bool part;   // it is one of the elements that the reading is confined to
    bool owner;  // OwnsHeader
  };

  bool Reads() const { return part_ == Part::kAll || parts_ > 0; }

  bool Enter(const GumboNode& node) {
    if (node.type == GUMBO_NODE_DOCUMENT) return true;
    if (IsText(node)) {
      if (Reads()) writer_.Text(node.v.text.text, pre_ > 0);
      return false;
    }
    if (!IsElement(node)) return false;
    const GumboElement& element = node.v.element;
    Open open{KindOf(element), false, false};
    if (open.kind == Kind::kUnread) return false;
    const Marks marks = MarksOf(element);
    if (marks.hidden || IsAnyOf(marks.role, kUnreadRoles)) return false;
    if (open.kind == Kind::kPageEdge) {
      if (owners_ == 0) return false;
      open.kind = Kind::kBlock;
    }
    open.owner = OwnsHeader(element, marks);
    open.part = (part_ == Part::kMain && IsMain(element, marks)) ||
                (part_ == Part::kArticles && IsArticle(element, marks));
    owners_ += open.owner ? 1 : 0;
    parts_ += open.part ? 1 : 0;
    open_.push_back(open);
    if (Reads()) Begin(open.kind);
    return true;
  }

  void Leave(const GumboNode& node) {
    if (node.type == GUMBO_NODE_DOCUMENT) return;
    const Open open = open_.back();
    open_.pop_back();
    if (Reads()) End(open.kind);
    owners_ -= open.owner ? 1 : 0;
    parts_ -= open.part ? 1 : 0;
  }

  void Begin(Kind kind) {
    switch (kind) {
      case Kind::kBlock:
        return writer_.Lines(2);
      case Kind::kPre:
        ++pre_;
        return writer_.Lines(2);
      case Kind::kSoftBlock:
        return writer_.SoftBlock();
      case Kind::kLine:
        return writer_.Lines(1);
      case Kind::kRow:
        rows_.push_back(0);
        return writer_.EndRow();
      case Kind::kCell:
        if (!rows_.empty() && rows_.back()++ > 0) writer_.Tab();
        return;
      case Kind::kBreak:
        return writer_.Break(pre_ > 0);
      case Kind::kQuote:
        return writer_.Mark(quotes_++ % 2 == 0 ? "“" : "‘");
      default:
        return;
    }
  }

  void End(Kind kind) {
    switch (kind) {
      case Kind::kPre:
        --pre_;
        return writer_.Lines(2);
      case Kind::kBlock:
        return writer_.Lines(2);
      case Kind::kSoftBlock:
        return writer_.SoftBlock();
      case Kind::kLine:
        return writer_.Lines(1);
      case Kind::kRow:
        rows_.pop_back();
        return writer_.EndRow();
      case Kind::kQuote:
        return writer_.Mark(--quotes_ % 2 == 0 ? "”" : "’");
      default:
        return;
    }
  }

  Part part_;
  Writer writer_;
  std::vector<Open> open_;
  std::vector<size_t> rows_;  // number of cells so far, for each open row
  size_t parts_ = 0;
  size_t owners_ = 0;
  size_t pre_ = 0;
  size_t quotes_ = 0;
};

// `text` as Writer writes it, on one line.
std::string OneLine(std::string_view text) {
  Writer writer;
  writer.Text(text, false);
  std::string line = writer.Take();
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

// Removes control characters, which browsers do not show and Gumbo would replace by U+FFFD. Keeps ASCII white
// space; U+000B and U+0085 become spaces, because Unicode calls them white space.
std::string WithoutControls(std::string_view html) {
  std::string clean;
  clean.reserve(html.size());
  for (size_t i = 0; i < html.size(); ++i) {
    const char c = html[i];
    if (c == '\xC2') {  // first byte of U+0080 to U+00BF
      const auto second = static_cast<unsigned char>(html[++i]);
      if (second == 0x85) {
        clean += ' ';
      } else if (second > 0x9F) {
        clean.append(html, i - 1, 2);
      }
    } else if (c == '\x0B') {
      clean += ' ';
    } else if (static_cast<unsigned char>(c) >= 0x20 ? c != 0x7F : IsAsciiSpace(c)) {
      clean += c;
    }
  }
  return clean;
}

int DigitOf(char c, int base) {
  const char lower = AsciiLower(c);
  if (lower >= '0' && lower <= '9') return lower - '0';
  return base == 16 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Replaces numeric references above U+10FFFF by references to U+FFFD, which is how the HTML standard
// (13.2.5.84) reads them. In Gumbo 0.10.1 the number overflows, and the text is then not valid UTF-8.
std::string WithReferencesInRange(std::string_view html) {
  constexpr int32_t kLast = 0x10FFFF;
  std::string clean;
  clean.reserve(html.size());
  size_t at = 0;
  for (size_t found; (found = html.find("&#", at)) != std::string_view::npos;) {
    size_t end = found + 2;
    const int base = end < html.size() && AsciiLower(html[end]) == 'x' ? 16 : 10;
    if (base == 16) ++end;
    int32_t value = 0;
    for (; end < html.size(); ++end) {
      const int digit = DigitOf(html[end], base);
      if (digit < 0) break;
      value = std::min(value * base + digit, kLast + 1);
    }
    clean.append(html, at, found - at);
    if (value > kLast) {
      clean += "&#xFFFD";
    } else {
      clean.append(html, found, end - found);
    }
    at = end;
  }
  return clean.append(html, at);
}

// Facts about a page besides its text.
struct Facts {
  bool has_tag = false;  // the page has a start tag of a known HTML element
  std::string title;
  std::string language;
};

Facts FactsOf(const GumboNode& document) {
  Facts facts;
  bool has_title = false;
  auto enter = [&](const GumboNode& node) {
    if (!IsElement(node)) return node.type == GUMBO_NODE_DOCUMENT;
    const GumboElement& element = node.v.element;
    if (element.tag_namespace != GUMBO_NAMESPACE_HTML) return true;
    // An implied element has no tag of its own. It has attributes if its tag came too late.
    if (element.tag != GUMBO_TAG_UNKNOWN &&
        (element.original_tag.length > 0 || element.attributes.length > 0)) {
      facts.has_tag = true;
    }
    if (element.tag == GUMBO_TAG_HTML) {
      const GumboAttribute* language = gumbo_get_attribute(&element.attributes, "lang");
      if (language != nullptr && facts.language.empty()) facts.language = OneLine(language->value);
    } else if (element.tag == GUMBO_TAG_TITLE && !has_title) {
      has_title = true;
      if (element.children.length > 0) {
        const auto& text = *static_cast<const GumboNode*>(element.children.data[0]);
        if (IsText(text)) facts.title = OneLine(text.v.text.text);
      }
    }
    return true;
  };
  Walk(document, enter, [](const GumboNode&) {});
  return facts;
}

}  // namespace

HtmlText ReadableText(std::string_view html) {
  constexpr std::string_view kByteOrderMark = "\uFEFF";
  if (html.substr(0, kByteOrderMark.size()) == kByteOrderMark) html.remove_prefix(kByteOrderMark.size());
  HtmlText page;
  if (html.size() > kMaxHtmlBytes) {
    page.fault = HtmlFault::kTooComplex;
    return page;
  }
  const std::string clean = WithReferencesInRange(WithoutControls(html));
  const HtmlTree tree(clean);
  page.fault = tree.fault();
  if (page.fault != HtmlFault::kNone) return page;

  Facts facts = FactsOf(*tree.document());
  if (!facts.has_tag) {
    page.fault = HtmlFault::kNotHtml;
    return page;
  }
  for (Part part : {Part::kMain, Part::kArticles, Part::kAll}) {
    page.text = Reading(part).Read(*tree.document());
    if (!page.text.empty()) break;
  }
  if (page.text.empty()) {
    page.fault = HtmlFault::kNoText;
    return page;
  }
  page.title = std::move(facts.title);
  page.language = std::move(facts.language);
  return page;
}

}  // namespace verbatim::text
