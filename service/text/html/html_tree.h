#pragma once

#include <gumbo.h>

#include <cstddef>
#include <memory>
#include <string_view>

#include "text/html/html.h"

namespace verbatim::text {

// A page's tree as Gumbo builds it, by the algorithm of the HTML standard (13.2.6), under bounds that Gumbo
// lacks: it searches its lists from end to end (google/gumbo-parser#391, #393) and frees its tree by
// recursion (#387), so that 16 MiB of hostile tags would take hours, gigabytes and the stack.
//
// Gumbo asks us for all of its memory. It comes from an arena, which is thrown away as a whole, and the
// bounds are held where it is asked for: when one is passed, parsing is left at once. What is counted depends
// on the page alone, never on the clock, so that a page is refused always or never. Any thread; a tree
// belongs to one.
class HtmlTree {
 public:
  // `html` must be UTF-8 without control characters other than white space, and outlive the tree.
  explicit HtmlTree(std::string_view html);
  ~HtmlTree();
  HtmlTree(const HtmlTree&) = delete;
  HtmlTree& operator=(const HtmlTree&) = delete;

  // kNone, kTooDeep or kTooComplex.
  HtmlFault fault() const;

  // The document; nothing if there is a fault.
  const GumboNode* document() const;

 private:
  struct Parser;

  std::unique_ptr<Parser> parser_;
};

}  // namespace verbatim::text
