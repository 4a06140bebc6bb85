#pragma once

#include <gumbo.h>

#include <vector>

#include "text/unicode/stop.h"

// Access to the nodes of a Gumbo tree.
namespace verbatim::text {

inline bool IsElement(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

inline bool IsText(const GumboNode& node) {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA;
}

// Returns the children of a node, or null if nodes of its type have none.
inline const GumboVector* ChildrenOf(const GumboNode& node) {
  if (node.type == GUMBO_NODE_DOCUMENT) return &node.v.document.children;
  return IsElement(node) ? &node.v.element.children : nullptr;
}

// Visits `root` and its descendants in page order, without recursion. `enter` returns whether to visit the
// children of a node; `leave` is called after the children of such a node. Ends early when the poll says
// stop.
template <typename Enter, typename Leave>
void Walk(const GumboNode& root, StopPoll& poll, Enter enter, Leave leave) {
  constexpr size_t kNodeSteps = 32;
  struct Step {
    const GumboNode* node;
    unsigned next;
  };
  std::vector<Step> path;
  if (enter(root)) path.push_back({&root, 0});
  while (!path.empty() && !poll.Step(kNodeSteps)) {
    Step& step = path.back();
    const GumboVector* children = ChildrenOf(*step.node);
    if (children == nullptr || step.next == children->length) {
      leave(*step.node);
      path.pop_back();
      continue;
    }
    const auto& child = *static_cast<const GumboNode*>(children->data[step.next++]);
    if (enter(child)) path.push_back({&child, 0});
  }
}

}  // namespace verbatim::text
