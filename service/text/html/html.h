#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace verbatim::text {

// What ReadableText takes. Pages of the web nest 20 deep or so, and browsers themselves stop at 512. The tree
// of an ordinary article takes 13 bytes for each of the source, one of short cells of a table 16.
inline constexpr size_t kMaxHtmlBytes = size_t{16} << 20;
inline constexpr size_t kMaxHtmlDepth = 320;       // elements open at once, <html> and <body> included
inline constexpr size_t kMaxHtmlAttributes = 256;  // of one element
inline constexpr size_t kMaxHtmlMemory = size_t{256} << 20;  // of the tree

enum class HtmlFault {
  kNone,
  kNotHtml,  // no start tag of any element that HTML knows: plain text, JSON, a picture
  kTooDeep,  // more than kMaxHtmlDepth elements open at once, or to be opened again (<b> that nobody closed)
  kTooComplex,  // more than kMaxHtmlBytes, kMaxHtmlMemory or kMaxHtmlAttributes; or millions of tags, nested
                // deep
  kNoText,      // nothing to read
};

// Text of a page; empty if there is a fault.
struct HtmlText {
  HtmlFault fault = HtmlFault::kNone;
  std::string text;
  std::string title;     // <title>, on one line; empty if there is none
  std::string language;  // <html lang>, as the page has it; empty if there is none
};

// The text that a reader of an HTML page reads, for finding sentences in (sentences.h) and quoting from. No
// style sheet and no script is run: what they show or hide is unknown here, but for the attributes named
// below.
//
// Where it is read. In the page's <main> elements (role=main too), if they have text; otherwise in its
// <article> elements (role=article); otherwise in <body>. Of several, all that are not inside another, in the
// page's order.
//
// What is left out, with all that is inside:
//   not text     script, style, template, noscript, head and comments; svg and math; iframe, object, audio,
//                video and canvas, whose content only stands in for them; the pronunciation in a ruby; a
//                picture's alt text
//   controls     button, select, input, textarea, datalist, meter, progress
//   navigation   nav, aside, search, dialog; the roles navigation, banner, contentinfo, complementary,
//                search, dialog and alertdialog; header and footer, but those of an article, main or section
//   hidden       the attribute hidden, aria-hidden=true, a style of display:none or visibility:hidden
//
// How it is written. The words are the page's, entities decoded, byte for byte: soft hyphens, zero-width
// characters and no-break spaces stay, and reference marks as [1]. Added are only white space and the marks
// of <q>, “ ” and inside them ‘ ’: no bullets, no numbers of lists.
//   blank line   around blocks: headings, paragraphs, lists, tables, quotations, pre, div, section, …
//   line feed    between items of a list, rows of a table, dt and dd, and for <br>: they belong together, and
//                a line is enough to keep sentences apart. Two <br> make a blank line, as pages use them
//                for paragraphs
//   tab          between cells of a row, also when they are paragraphs or divs, so that a row stays a line;
//                not beside a cell's heading, list or other block, as in tables that lay out a page
//   space        for any run of ASCII white space, as CSS collapses it; <pre> keeps its own
// Lines end in \n (at U+2028 and U+2029 too) and have no white space at their end nor, outside <pre>, at
// their start. There are no blank lines at either end of the text and, outside <pre>, no two in a row.
// Control characters are dropped; what is no character, as U+FFFE, becomes U+FFFD.
//
// `html` must be UTF-8; a byte order mark is skipped. Deterministic for one version of Gumbo: whether a page
// is refused depends on nothing else either. The slowest pages of 16 MiB that we know take four seconds,
// ordinary ones one; memory is kMaxHtmlMemory and at most five times the page; the stack does not grow with
// the page. Any thread.
HtmlText ReadableText(std::string_view html);

}  // namespace verbatim::text
