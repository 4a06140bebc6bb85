#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text/unicode/stop.h"

namespace verbatim::text {

// Limits of ReadableText. Web pages nest about 20 deep, and browsers stop at 512. The tree takes 13 bytes per
// byte of an ordinary article, and 16 per byte of a table of short cells.
inline constexpr size_t kMaxHtmlBytes = size_t{16} << 20;
inline constexpr size_t kMaxHtmlDepth = 320;       // elements open at once, including <html> and <body>
inline constexpr size_t kMaxHtmlAttributes = 256;  // of one element
inline constexpr size_t kMaxHtmlMemory = size_t{256} << 20;  // of the tree

enum class HtmlFault {
  kNone,
  // The input has no start tag of a known HTML element: it is plain text, JSON or an image, for example.
  kNotHtml,
  // More than kMaxHtmlDepth elements are open at once, or wait to be reopened (such as an unclosed <b>).
  kTooDeep,
  // More than kMaxHtmlBytes, kMaxHtmlMemory or kMaxHtmlAttributes, or millions of deeply nested tags.
  kTooComplex,
  // The page has no text to read.
  kNoText,
};

// Version of the rules of ReadableText. It changes with every change of what they read. Pages recorded before
// versions were have 0.
inline constexpr int kHtmlRules = 2;

// Text that is left out, by kind. The contract's OmittedText lists the kinds.
struct Omission {
  std::string_view kind;  // static storage
  size_t bytes = 0;       // at least 1; a run of white space counts as one
};

// Text of a page; empty if there is a fault.
struct HtmlText {
  HtmlFault fault = HtmlFault::kNone;
  std::string text;
  std::vector<Omission> omitted;  // each kind once, in a fixed order
  std::string title;              // <title>, on one line; empty if there is none
  std::string language;           // <html lang>, as written in the page; empty if there is none
};

// Extracts the text of the article of an HTML page, for finding sentences (sentences.h) and quoting. Style
// sheets and scripts are not run: what they show or hide is ignored, apart from the attributes named below.
//
// What is left out, with everything inside. HtmlText::omitted says how much, by the kinds in brackets:
//   not text      script, style, template, noscript, head and comments; svg and math; iframe, object, audio, video
//                 and canvas, whose content is only a substitute for them; fields of forms; the pronunciation in a
//                 ruby; the alt text of images. Not counted as omitted
//   [hidden]      the attribute hidden; a style of display:none or visibility:hidden (but not a child that is
//                 visible); blocks with aria-hidden; text for screen readers only; names of icons. If that
//                 leaves next to no prose, the article is hidden until a script runs, and is read
//   [control]     button, unless in a sentence; forms to fill in
//   by tag        nav and search [navigation]; header and footer, unless of an article, main or section [edge];
//                 aside [aside]; dialog [notice]; and the roles of the same meaning
//   by class, id  menus [navigation], footers [edge], sidebars [aside], comments, share bars [share], teasers
//                 [related], boxes about the author [author], cookies, subscriptions and advertisements [notice]
//   by heading    parts under "Related articles", "3 comments", "Share this" and the like, and paragraphs that are
//                 such a label, in some fifteen languages
//   by shape      lists that are mostly links [navigation], unless a sentence with a colon introduces them or they
//                 are a list of sources; three or more similar teasers [related]
//   [outside]     the rest of the page, outside the part with its prose: <main>, the <article>s, or the smallest
//                 element with most of it (html_part.h)
// Prose is a paragraph of at least 80 bytes that is not mostly links; on pages with little prose, 40 bytes
// are enough. Names lie, and pages use <header> or visibility:hidden for their articles. So no rule leaves
// out most of a page's prose, and a weak hint leaves out less than a strong hint.
//
// Shadow roots that a page declares (<template shadowrootmode>) are read, with the content of their slots.
//
// How it is written. The words are those of the page, byte for byte, with entities decoded. Soft hyphens,
// zero-width characters, no-break spaces and reference marks such as [1] are kept. Only white space is added,
// quotation marks for <q> (“ ” and, nested, ‘ ’), and the point of a price's cents. Raised and lowered digits are
// written as such, so that they do not become digits of a figure: 52¹, 10⁶ (html_figures.h). List bullets and numbers
// are not added.
//   blank line   around blocks: headings, paragraphs, lists, tables, quotations, pre, div, section, …
//   line feed    between list items, table rows, dt and dd, and for <br>: they belong together, and a line
//                feed is enough to separate sentences. Two <br> make a blank line, because pages use them for
//                paragraphs
//   tab          between the cells of a row, even if they contain paragraphs or divs, so that a row stays one
//                line; but not beside a heading, list or other block in a cell, as in layout tables
//   space        for any run of ASCII white space, as CSS collapses it; <pre> keeps its own
// Lines end in \n (also at U+2028 and U+2029). They have no trailing white space and, outside <pre>, no
// leading white space. There are no blank lines at either end of the text and, outside <pre>, no two in a
// row. Control characters are dropped; noncharacters such as U+FFFE become U+FFFD.
//
// `html` must be UTF-8; a byte order mark is skipped. The result, including any fault, is deterministic for
// one version of Gumbo. An ordinary page of 16 MiB takes one second; the slowest known pages take five.
// Memory is kMaxHtmlMemory plus at most fifteen times the page; the stack does not grow with the page. If
// `should_stop` ends the work, the result must not be used. Any thread.
HtmlText ReadableText(std::string_view html, const ShouldStop& should_stop = {});

}  // namespace verbatim::text
