#pragma once

#include <gumbo.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/html/html_elements.h"
#include "text/unicode/stop.h"

// A page as a list of nodes in the order in which a browser displays them, with the sizes that tell prose from
// menus. It has only elements and text that can be read: no scripts, styles, comments or fields.
namespace verbatim::text {

// A node. Sizes are in bytes of text, with each run of white space counted as one byte.
struct PageNode {
  const GumboNode* node = nullptr;
  uint32_t end = 0;     // index behind the last descendant
  uint32_t parent = 0;  // index; the first node is its own parent
  uint32_t bytes = 0;
  uint32_t link_bytes = 0;  // of `bytes`, inside links and buttons
  uint32_t links = 0;       // number of links and buttons with text
  uint32_t prose = 0;       // of `bytes`, in prose (Page::IsProse)
  ElementKind kind = ElementKind::kInline;
  Omit omit = Omit::kNone;    // set by SelectText; counts for the whole subtree
  Omit by_tag = Omit::kNone;  // OmitByTag
  bool is_main = false;
  bool is_article = false;
  // Bits, because pages have millions of nodes.
  bool is_text : 1 = false;
  bool invisible : 1 = false;    // text under visibility:hidden
  bool hidden : 1 = false;       // ElementMarks
  bool aria_hidden : 1 = false;  // ElementMarks
  bool superscript : 1 = false;  // ElementMarks
  bool has_field : 1 = false;    // a form with fields to fill in
  bool in_content : 1 = false;   // inside an article, main or section
  // What is inside the element, or is the element.
  bool has_h1 : 1 = false;
  bool has_th : 1 = false;
  bool has_face : 1 = false;  // a picture, or a heading that is a link
};

// Text between two block edges: what a browser sets as one paragraph.
struct Run {
  uint32_t first = 0;  // index of its first text node
  uint32_t block = 0;  // index of the block element that it is in
  uint32_t bytes = 0;
  uint32_t link_bytes = 0;
  uint32_t control_bytes = 0;  // inside buttons
};

// Prose is long enough for a sentence and more than a row of links. 80 bytes are some 13 English words, or 27
// Chinese characters. Menus, captions and teasers seldom have as many in one paragraph.
inline constexpr uint32_t kProseBytes = 80;
// On a page with less prose than kLittleProse, half as many are enough: short news, releases and captions.
inline constexpr uint32_t kShortProseBytes = 40;
// Such a page may also hide its article until a script runs.
inline constexpr uint32_t kLittleProse = 250;

struct Page {
  std::vector<PageNode> nodes;
  std::vector<Run> runs;  // ascending by `first`
  uint32_t prose_bytes = kProseBytes;

  bool IsProse(const Run& run) const { return run.bytes >= prose_bytes && run.link_bytes * 3 <= run.bytes; }

  // Returns the run that text node `index` belongs to.
  const Run& RunOf(uint32_t index) const;
};

// Lays out a tree. Shadow roots that the page declares (<template shadowrootmode>) are displayed, with the
// children of their hosts in their slots. Linear in the tree; the stack does not grow with it. After a poll that
// says stop, the result must not be used.
Page LayOut(const GumboNode& document, StopPoll& poll);

inline const GumboElement& ElementOf(const PageNode& node) { return node.node->v.element; }
inline std::string_view TextOf(const PageNode& node) { return node.node->v.text.text; }

}  // namespace verbatim::text
