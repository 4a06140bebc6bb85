#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/html/html_page.h"
#include "text/unicode/stop.h"

// What the steps of the selection (html_selection.h) ask about a page. After a poll that says stop, the results
// must not be used.
namespace verbatim::text {

// Steps of StopPoll for a node.
inline constexpr size_t kNodeSteps = 16;

// Returns the number of bytes of prose in each node that are not left out so far.
std::vector<uint32_t> KeptProse(const Page& page, StopPoll& poll);

// Returns, for each node and for the end of the page, the number of bytes of such prose before it.
std::vector<uint32_t> ProseBefore(const Page& page, StopPoll& poll);

// Visits nodes in order, without those that are left out. `take(index)` returns whether to visit the inside.
template <typename Take>
void ForEachKept(const Page& page, StopPoll& poll, Take take) {
  const auto count = static_cast<uint32_t>(page.nodes.size());
  for (uint32_t i = 1; i < count && !poll.Step(kNodeSteps);) {
    const bool inside = page.nodes[i].omit == Omit::kNone && take(i);
    i = inside ? i + 1 : page.nodes[i].end;
  }
}

// Visits the topmost nodes that are left out, in order.
template <typename Take>
void ForEachOmitted(const Page& page, StopPoll& poll, Take take) {
  const auto count = static_cast<uint32_t>(page.nodes.size());
  for (uint32_t i = 1; i < count && !poll.Step(kNodeSteps);) {
    const bool omitted = page.nodes[i].omit != Omit::kNone;
    const uint32_t next = omitted ? page.nodes[i].end : i + 1;
    if (omitted) take(i);
    i = next;
  }
}

// Returns the text of a node, up to `limit` bytes, with each run of white space as one space.
std::string TextInside(const Page& page, uint32_t index, size_t limit, StopPoll& poll);
// The same for the nodes from `first` up to `end`.
std::string TextBetween(const Page& page, uint32_t first, uint32_t end, size_t limit, StopPoll& poll);

// Returns the values of the attributes class and id, cut after 1 KiB.
std::string_view ClassOf(const PageNode& node);
std::string_view IdOf(const PageNode& node);

// Returns whether the node is a part of the page that can be left out. Inline elements, body and html cannot.
bool IsPart(const PageNode& node);
// Returns 1 to 6 for h1 to h6, otherwise 0.
int HeadingRank(const PageNode& node);
bool HasTag(const PageNode& node, GumboTag tag);

}  // namespace verbatim::text
