#pragma once

#include <gumbo.h>

#include <cstddef>
#include <memory>
#include <string>

#include "text/html/html.h"
#include "text/unicode/stop.h"

namespace verbatim::text {

// The tree of a page, built by Gumbo with the algorithm of the HTML standard (13.2.6), under bounds that
// Gumbo lacks. Gumbo searches its lists from end to end (google/gumbo-parser#391, #393) and frees its tree by
// recursion (#387). Without bounds, 16 MiB of hostile tags would take hours and gigabytes, and overflow the
// stack.
//
// Gumbo allocates all of its memory through our callbacks. The callbacks take memory from an arena, which is
// freed as a whole, and check the bounds. When a bound is exceeded, parsing stops at once. The bounds depend
// on the page alone, never on time, so a page is refused either always or never.
//
// Gumbo can be interrupted only in these callbacks, and makes none while it reads megabytes of text, comment
// or script. A long page is therefore parsed on a thread of its own, while the caller's thread polls. When
// the poll says stop, the constructor returns at once. The other thread ends at Gumbo's next callback and
// frees the page and the tree. This mostly happens within a millisecond, and after half a second for the
// worst pages of 16 MiB.
//
// Trees can be built on any thread; one thread at a time may use a tree.
class HtmlTree {
 public:
  // `html` must be UTF-8 and must not contain control characters other than white space. After a poll that
  // says stop, the tree must not be used.
  HtmlTree(std::string html, StopPoll& poll);
  ~HtmlTree();
  HtmlTree(const HtmlTree&) = delete;
  HtmlTree& operator=(const HtmlTree&) = delete;

  // kNone, kTooDeep or kTooComplex.
  HtmlFault fault() const;

  // The document, or null if there is a fault.
  const GumboNode* document() const;

 private:
  struct Parser;

  std::shared_ptr<Parser> parser_;  // shared with the thread that parses
};

}  // namespace verbatim::text
