#pragma once

#include <gumbo.h>

#include <cstdint>
#include <string_view>

#include "text/unicode/stop.h"

// Derives from an element's tag and attributes how it is read (html.h has the rules).
namespace verbatim::text {

// How an element is laid out.
enum class ElementKind : uint8_t {
  kInline,
  kBlock,      // blank lines around it
  kSoftBlock,  // the same, but nothing at the edge of a table cell
  kLine,       // on a line of its own
  kRow,        // a table row, on a line of its own
  kCell,
  kPre,
  kBreak,
  kQuote,
  kUnread,  // not text at all: skipped, with everything inside
};

// Why text of a page is left out, in the order of HtmlText::omitted.
enum class Omit : uint8_t {
  kNone,
  kHidden,
  kControl,
  kNavigation,
  kEdge,
  kAside,
  kComments,
  kShare,
  kRelated,
  kAuthor,
  kNotice,
  kOutside,
};
inline constexpr size_t kOmits = 12;

// Returns the name of a kind in the contract: OmittedText.kind.
std::string_view NameOf(Omit omit);

ElementKind KindOf(const GumboElement& element);

// Returns why an element is left out by its tag or role alone, or kNone. kEdge: the header or footer of the page.
// The caller decides whether a <header> belongs to the page.
Omit OmitByTag(const GumboElement& element, std::string_view role);

enum class Visibility : uint8_t { kInherited, kVisible, kHidden };

struct ElementMarks {
  bool hidden = false;       // the attribute hidden, or display:none
  bool aria_hidden = false;  // not said by screen readers, but displayed
  bool superscript = false;  // <sup>, or vertical-align:super
  Visibility visibility = Visibility::kInherited;
  std::string_view role;  // the first one listed
};

// Linear in the attributes. After a poll that says stop, the result must not be used.
ElementMarks MarksOf(const GumboElement& element, StopPoll& poll);

// Decided by tag or role.
bool IsMain(const GumboElement& element, std::string_view role);
bool IsArticle(const GumboElement& element, std::string_view role);

// Returns whether a header or footer inside the element belongs to the content, not to the page (in HTML AAM
// 1.0, such a header is not a banner and such a footer is not contentinfo).
bool OwnsHeader(const GumboElement& element, std::string_view role);

// Returns whether the element is a field of a form that a reader fills in.
bool IsField(const GumboElement& element);

}  // namespace verbatim::text
