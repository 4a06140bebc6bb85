#include "text/html/page_text.h"

#include <gumbo.h>

#include <utility>

#include "text/html/html.h"
#include "text/html/html_input.h"
#include "text/html/html_nodes.h"
#include "text/html/html_tree.h"

namespace verbatim::text {

std::string PageText(std::string_view html, const ShouldStop& should_stop) {
  constexpr std::string_view kByteOrderMark = "\uFEFF";
  if (html.substr(0, kByteOrderMark.size()) == kByteOrderMark) html.remove_prefix(kByteOrderMark.size());
  if (html.size() > kMaxHtmlBytes) return "";
  StopPoll poll(should_stop);
  std::string clean = PrepareHtml(html, poll);
  if (poll.stopped()) return "";
  const HtmlTree tree(std::move(clean), poll);
  if (poll.stopped() || tree.fault() != HtmlFault::kNone) return "";
  std::string text;
  bool in_body = false;
  auto is_body = [](const GumboNode& node) {
    return IsElement(node) && node.v.element.tag == GUMBO_TAG_BODY;
  };
  auto enter = [&](const GumboNode& node) {
    // The content of a template is not part of the page.
    if (node.type == GUMBO_NODE_TEMPLATE) return false;
    in_body = in_body || is_body(node);
    if (in_body && IsText(node)) text += node.v.text.text;
    return true;
  };
  Walk(*tree.document(), poll, enter, [&](const GumboNode& node) { in_body = in_body && !is_body(node); });
  return text;
}

}  // namespace verbatim::text
