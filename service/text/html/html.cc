#include "text/html/html.h"

#include <gumbo.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "text/html/html_elements.h"
#include "text/html/html_input.h"
#include "text/html/html_nodes.h"
#include "text/html/html_tree.h"
#include "text/html/html_writer.h"
#include "text/unicode/utf8.h"

namespace verbatim::text {
namespace {

using enum ElementKind;

// The part of the page that is read.
enum class Part { kMain, kArticles, kAll };

// Writes text of the page, which can be as long as the page.
void WriteText(std::string_view text, bool pre, HtmlWriter& writer, StopPoll& poll) {
  constexpr size_t kBlock = 4096;  // bytes between polls
  while (!text.empty() && !poll.Step(kBlock)) {
    const std::string_view block = FirstBytes(text, kBlock);
    writer.Text(block, pre);
    text.remove_prefix(block.size());
  }
}

// Reads one part of a page, once.
class Reading {
 public:
  Reading(Part part, StopPoll& poll) : part_(part), poll_(poll) {}

  std::string Read(const GumboNode& document) {
    Walk(
        document, poll_, [this](const GumboNode& node) { return Enter(node); },
        [this](const GumboNode& node) { Leave(node); });
    return writer_.Take();
  }

 private:
  // An element that was entered and not yet left.
  struct OpenElement {
    ElementKind kind;
    bool is_part;  // it is one of the elements that the reading is confined to
    bool owns_header;
  };

  bool IsInPart() const { return part_ == Part::kAll || open_parts_ > 0; }

  bool Enter(const GumboNode& node) {
    if (node.type == GUMBO_NODE_DOCUMENT) return true;
    if (IsText(node)) {
      if (IsInPart()) WriteText(node.v.text.text, open_pres_ > 0, writer_, poll_);
      return false;
    }
    if (!IsElement(node)) return false;
    const GumboElement& element = node.v.element;
    OpenElement open{KindOf(element), false, false};
    if (open.kind == kUnread) return false;
    const ElementMarks marks = MarksOf(element, poll_);
    if (marks.hidden || IsUnreadRole(marks.role)) return false;
    if (open.kind == kPageEdge) {
      if (open_owners_ == 0) return false;
      open.kind = kBlock;
    }
    open.owns_header = OwnsHeader(element, marks);
    open.is_part = (part_ == Part::kMain && IsMain(element, marks)) ||
                   (part_ == Part::kArticles && IsArticle(element, marks));
    open_owners_ += open.owns_header ? 1 : 0;
    open_parts_ += open.is_part ? 1 : 0;
    path_.push_back(open);
    if (IsInPart()) Begin(open.kind);
    return true;
  }

  void Leave(const GumboNode& node) {
    if (node.type == GUMBO_NODE_DOCUMENT) return;
    const OpenElement open = path_.back();
    path_.pop_back();
    if (IsInPart()) End(open.kind);
    open_owners_ -= open.owns_header ? 1 : 0;
    open_parts_ -= open.is_part ? 1 : 0;
  }

  void Begin(ElementKind kind) {
    switch (kind) {
      case kBlock:
        return writer_.Lines(2);
      case kPre:
        ++open_pres_;
        return writer_.Lines(2);
      case kSoftBlock:
        return writer_.SoftBlock();
      case kLine:
        return writer_.Lines(1);
      case kRow:
        rows_.push_back(0);
        return writer_.EndRow();
      case kCell:
        if (!rows_.empty() && rows_.back()++ > 0) writer_.Tab();
        return;
      case kBreak:
        return writer_.Break(open_pres_ > 0);
      case kQuote:
        return writer_.Mark(open_quotes_++ % 2 == 0 ? "“" : "‘");
      default:
        return;
    }
  }

  void End(ElementKind kind) {
    switch (kind) {
      case kPre:
        --open_pres_;
        return writer_.Lines(2);
      case kBlock:
        return writer_.Lines(2);
      case kSoftBlock:
        return writer_.SoftBlock();
      case kLine:
        return writer_.Lines(1);
      case kRow:
        rows_.pop_back();
        return writer_.EndRow();
      case kQuote:
        return writer_.Mark(--open_quotes_ % 2 == 0 ? "”" : "’");
      default:
        return;
    }
  }

  Part part_;
  StopPoll& poll_;
  HtmlWriter writer_;
  std::vector<OpenElement> path_;
  std::vector<size_t> rows_;  // number of cells so far, for each open row
  // Numbers of open elements.
  size_t open_parts_ = 0;
  size_t open_owners_ = 0;  // of headers
  size_t open_pres_ = 0;
  size_t open_quotes_ = 0;
};

// Returns `text` as HtmlWriter writes it, on one line.
std::string OneLine(std::string_view text, StopPoll& poll) {
  HtmlWriter writer;
  WriteText(text, false, writer, poll);
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
  for (Part part : {Part::kMain, Part::kArticles, Part::kAll}) {
    page.text = Reading(part, poll).Read(*tree.document());
    if (!page.text.empty()) break;
  }
  if (page.text.empty() || poll.stopped()) return page;
  page.fault = HtmlFault::kNone;
  page.title = std::move(facts.title);
  page.language = std::move(facts.language);
  return page;
}

}  // namespace verbatim::text
