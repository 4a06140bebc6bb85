#include "text/html/html.h"

#include <gumbo.h>

#include <algorithm>
#include <utility>

#include "text/html/html_input.h"
#include "text/html/html_nodes.h"
#include "text/html/html_page.h"
#include "text/html/html_reading.h"
#include "text/html/html_selection.h"
#include "text/html/html_tree.h"
#include "text/html/html_writer.h"
#include "text/unicode/stepwise.h"

namespace verbatim::text {
namespace {

// Returns `text` as HtmlWriter writes it, on one line.
std::string OneLine(std::string_view text, StopPoll& poll) {
  HtmlWriter writer;
  writer.Text(text, false, poll);
  std::string line = writer.Take();
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

// Facts about a page besides its text.
struct Facts {
  bool has_tag = false;  // the page has a start tag of a known HTML element
  std::string title;
  std::string language;
};

Facts FactsOf(const GumboNode& document, StopPoll& poll) {
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
      if (language != nullptr && facts.language.empty()) facts.language = OneLine(language->value, poll);
    } else if (element.tag == GUMBO_TAG_TITLE && !has_title) {
      has_title = true;
      if (element.children.length > 0) {
        const auto& text = *static_cast<const GumboNode*>(element.children.data[0]);
        if (IsText(text)) facts.title = OneLine(text.v.text.text, poll);
      }
    }
    return true;
  };
  Walk(document, poll, enter, [](const GumboNode&) {});
  return facts;
}

}  // namespace

HtmlText ReadableText(std::string_view html, const ShouldStop& should_stop) {
  constexpr std::string_view kByteOrderMark = "\uFEFF";
  if (html.substr(0, kByteOrderMark.size()) == kByteOrderMark) html.remove_prefix(kByteOrderMark.size());
  HtmlText page;
  if (html.size() > kMaxHtmlBytes) {
    page.fault = HtmlFault::kTooComplex;
    return page;
  }
  StopPoll poll(should_stop);
  page.fault = HtmlFault::kNoText;  // until there is text
  std::string clean = PrepareHtml(html, poll);
  if (poll.stopped()) return page;
  const HtmlTree tree(std::move(clean), poll);
  if (poll.stopped()) return page;
  if (tree.fault() != HtmlFault::kNone) {
    page.fault = tree.fault();
    return page;
  }

  Facts facts = FactsOf(*tree.document(), poll);
  if (!facts.has_tag) {
    page.fault = HtmlFault::kNotHtml;
    return page;
  }
  Page layout = LayOut(*tree.document(), poll);
  SelectText(layout, poll);
  PageText read = ReadPage(layout, poll);
  if (read.text.empty()) {
    SelectByTag(layout, poll);
    read = ReadPage(layout, poll);
  }
  Free(layout.nodes, poll);
  Free(layout.runs, poll);
  if (read.text.empty() || poll.stopped()) return page;
  page.fault = HtmlFault::kNone;
  page.text = std::move(read.text);
  page.omitted = std::move(read.omitted);
  page.title = std::move(facts.title);
  page.language = std::move(facts.language);
  return page;
}

}  // namespace verbatim::text
