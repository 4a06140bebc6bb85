#pragma once

#include <gumbo.h>

#include <string_view>

#include "text/unicode/stop.h"

// Derives from an element's tag and attributes how it is read (html.h has the rules).
namespace verbatim::text {

enum class ElementKind {
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

ElementKind KindOf(const GumboElement& element);

struct ElementMarks {
  bool hidden = false;    // by an attribute
  std::string_view role;  // the first one listed
};

// Linear in the attributes. After a poll that says stop, the result must not be used.
ElementMarks MarksOf(const GumboElement& element, StopPoll& poll);

// Returns whether elements with this role, such as navigation, are skipped.
bool IsUnreadRole(std::string_view role);

// Decided by tag or role.
bool IsMain(const GumboElement& element, const ElementMarks& marks);
bool IsArticle(const GumboElement& element, const ElementMarks& marks);

// Returns whether a header or footer inside the element belongs to the content, not to the page (in HTML AAM
// 1.0, such a header is not a banner and such a footer is not contentinfo).
bool OwnsHeader(const GumboElement& element, const ElementMarks& marks);

}  // namespace verbatim::text
