#pragma once

#include <cstddef>
#include <string>
#include <string_view>

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

// Text of a page; empty if there is a fault.
struct HtmlText {
  HtmlFault fault = HtmlFault::kNone;
  std::string text;
  std::string title;     // <title>, on one line; empty if there is none
  std::string language;  // <html lang>, as written in the page; empty if there is none
};

// Extracts the text that a reader of an HTML page sees, for finding sentences (sentences.h) and quoting.
// Style sheets and scripts are not run: what they show or hide is ignored, apart from the attributes named
// below.
//
// Where text is read. In the page's <main> elements (or role=main) if they have text; otherwise in its
// <article> elements (or role=article); otherwise in <body>. If there are several, all outermost ones are
// read, in page order.
//
// What is left out, with everything inside:
//   not text     script, style, template, noscript, head and comments; svg and math; iframe, object, audio,
//                video and canvas, whose content is only a substitute for them; the pronunciation in a ruby;
//                the alt text of images
//   controls     button, select, input, textarea, datalist, meter, progress
//   navigation   nav, aside, search, dialog; the roles navigation, banner, contentinfo, complementary,
//                search, dialog and alertdialog; header and footer, unless of an article, main or section
//   hidden       the attribute hidden, aria-hidden=true, a style of display:none or visibility:hidden
//
// How it is written. The words are those of the page, byte for byte, with entities decoded. Soft hyphens,
// zero-width characters, no-break spaces and reference marks such as [1] are kept. Only white space is added,
// and quotation marks for <q>: “ ” and, nested, ‘ ’. List bullets and numbers are not added.
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
// one version of Gumbo. An ordinary page of 16 MiB takes one second; the slowest known pages take four.
// Memory is kMaxHtmlMemory plus at most five times the page; the stack does not grow with the page. If
// `should_stop` ends the work, the result must not be used. Any thread.
HtmlText ReadableText(std::string_view html, const ShouldStop& should_stop = {});

}  // namespace verbatim::text
