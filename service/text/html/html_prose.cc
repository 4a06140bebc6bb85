#include "text/html/html_prose.h"

#include <cstring>

#include "text/unicode/ascii.h"

namespace verbatim::text {
namespace {

// Longer lists of class names are cut.
constexpr size_t kMaxNameBytes = 1024;

std::string_view AttributeOf(const PageNode& node, const char* name) {
  const GumboAttribute* attribute = gumbo_get_attribute(&ElementOf(node).attributes, name);
  if (attribute == nullptr) return {};
  return {attribute->value, strnlen(attribute->value, kMaxNameBytes)};
}

// Visits the runs of prose that are not left out.
template <typename Take>
void ForEachKeptRun(const Page& page, StopPoll& poll, Take take) {
  std::vector<bool> omitted(page.nodes.size(), false);
  for (uint32_t i = 1; i < page.nodes.size() && !poll.Step(kNodeSteps); ++i) {
    omitted[i] = page.nodes[i].omit != Omit::kNone || omitted[page.nodes[i].parent];
  }
  for (const Run& run : page.runs) {
    if (poll.Step(kNodeSteps)) break;
    if (page.IsProse(run) && !omitted[run.first]) take(run);
  }
}

}  // namespace

std::vector<uint32_t> KeptProse(const Page& page, StopPoll& poll) {
  std::vector<uint32_t> kept(page.nodes.size(), 0);
  ForEachKeptRun(page, poll, [&kept](const Run& run) { kept[run.block] += run.bytes; });
  for (uint32_t i = static_cast<uint32_t>(page.nodes.size()) - 1; i > 0 && !poll.Step(kNodeSteps); --i) {
    kept[page.nodes[i].parent] += kept[i];
  }
  return kept;
}

std::vector<uint32_t> ProseBefore(const Page& page, StopPoll& poll) {
  std::vector<uint32_t> before(page.nodes.size() + 1, 0);
  ForEachKeptRun(page, poll, [&before](const Run& run) { before[run.first + 1] = run.bytes; });
  for (size_t i = 1; i < before.size() && !poll.Step(kNodeSteps); ++i) before[i] += before[i - 1];
  return before;
}

std::string TextInside(const Page& page, uint32_t index, size_t limit, StopPoll& poll) {
  return TextBetween(page, index, page.nodes[index].end, limit, poll);
}

std::string TextBetween(const Page& page, uint32_t first, uint32_t end, size_t limit, StopPoll& poll) {
  std::string text;
  for (uint32_t i = first; i < end && text.size() < limit && !poll.Step(kNodeSteps); ++i) {
    if (!page.nodes[i].is_text) continue;
    for (char c : TextOf(page.nodes[i])) {
      if (poll.Step()) break;
      if (!IsAsciiSpace(c)) {
        text += c;
      } else if (!text.empty() && text.back() != ' ') {
        text += ' ';
      }
      if (text.size() >= limit) break;
    }
  }
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

std::string_view ClassOf(const PageNode& node) { return AttributeOf(node, "class"); }
std::string_view IdOf(const PageNode& node) { return AttributeOf(node, "id"); }

bool IsPart(const PageNode& node) {
  if (node.is_text || node.node->type == GUMBO_NODE_DOCUMENT) return false;
  if (HasTag(node, GUMBO_TAG_HTML) || HasTag(node, GUMBO_TAG_BODY)) return false;
  return node.kind != ElementKind::kInline && node.kind != ElementKind::kQuote &&
         node.kind != ElementKind::kBreak;
}

int HeadingRank(const PageNode& node) {
  if (node.is_text || node.node->type == GUMBO_NODE_DOCUMENT) return 0;
  const GumboTag tag = ElementOf(node).tag;
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? static_cast<int>(tag - GUMBO_TAG_H1) + 1 : 0;
}

bool HasTag(const PageNode& node, GumboTag tag) {
  return !node.is_text && node.node->type != GUMBO_NODE_DOCUMENT && ElementOf(node).tag == tag;
}

}  // namespace verbatim::text
