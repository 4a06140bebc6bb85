#include "text/html/html_teasers.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "text/html/html_hints.h"
#include "text/html/html_prose.h"

namespace verbatim::text {
namespace {

// These steps leave out no part with a larger share of the page's prose.
constexpr double kMuchProse = 0.3;
// These steps leave out no part with a larger share of all text but links.
constexpr double kMostText = 0.5;
// Comments of any length under a heading are left out if the page has this many bytes of other prose.
constexpr uint32_t kArticleProse = 400;
// Longer headings are not labels.
constexpr size_t kLabelBytes = 160;
// A teaser is shorter.
constexpr uint32_t kTeaserBytes = 400;
constexpr size_t kTeasersInARow = 3;
// Parts with such a share of links are menus.
constexpr double kMostlyLinks = 0.7;
// Bounds the work for many headings that each head the rest of the page: nodes examined per node of the page.
constexpr size_t kMaxSteps = 64;

bool IsMostlyLinks(const PageNode& node, double share) {
  return node.bytes > 0 && node.link_bytes >= share * node.bytes;
}

// Returns whether all text of a paragraph is bold, as in a heading without a heading's tag.
bool IsBoldLine(const Page& page, uint32_t index, StopPoll& poll) {
  const PageNode& node = page.nodes[index];
  if (!HasTag(node, GUMBO_TAG_P) && !HasTag(node, GUMBO_TAG_DIV)) return false;
  for (uint32_t i = index + 1; i < node.end && !poll.Step(kNodeSteps); ++i) {
    const PageNode& inner = page.nodes[i];
    const bool bold = HasTag(inner, GUMBO_TAG_B) || HasTag(inner, GUMBO_TAG_STRONG);
    if (bold && inner.bytes == node.bytes) return true;
  }
  return false;
}

class HeadedParts {
 public:
  HeadedParts(Page& page, uint32_t prose, StopPoll& poll)
      : page_(page),
        poll_(poll),
        nodes_(page.nodes),
        prose_(prose),
        before_(ProseBefore(page, poll)),
        first_(page.nodes.size(), 0) {}

  void Mark() {
    // Without prose, what a heading leaves out could be all of the page.
    if (prose_ == 0) return;
    for (uint32_t i = 1; i < nodes_.size() && !poll_.Step(kNodeSteps); ++i) {
      if (nodes_[i].bytes > 0 && first_[nodes_[i].parent] == 0) first_[nodes_[i].parent] = i;
    }
    ForEachKept(page_, poll_, [&](uint32_t i) {
      const PageNode& node = nodes_[i];
      if (node.is_text || node.bytes == 0 || node.bytes > kLabelBytes) return true;
      const int rank = HeadingRank(node);
      if (rank != 1 && (rank > 1 || HasTag(node, GUMBO_TAG_LEGEND) || IsBoldLine(page_, i, poll_))) {
        const Omit omit = HeadedBy(TextInside(page_, i, kLabelBytes, poll_));
        if (omit != Omit::kNone) MarkUnder(i, rank == 0 ? 6 : rank, omit);
      }
      return true;
    });
    MarkLabels();
  }

 private:
  // Leaves out the heading and the text under it. This text is all of the section, or what follows up to the
  // next heading.
  void MarkUnder(uint32_t heading, int rank, Omit omit) {
    uint32_t top = heading;
    while (IsPart(nodes_[nodes_[top].parent]) && nodes_[nodes_[top].parent].bytes == nodes_[top].bytes)
      top = nodes_[top].parent;
    const uint32_t section = nodes_[top].parent;
    if (IsPart(nodes_[section]) && !nodes_[section].is_main && first_[section] == top &&
        Allows(nodes_[section], nodes_[section].end, omit)) {
      nodes_[section].omit = omit;
      return;
    }
    std::vector<uint32_t> parts = {top};
    PageNode sum = nodes_[top];
    for (uint32_t next = nodes_[top].end; next < nodes_[section].end; next = nodes_[next].end) {
      const PageNode& node = nodes_[next];
      if ((steps_ += node.end - next) > kMaxSteps * nodes_.size() || poll_.stopped()) return;
      if (Ends(next, rank, omit)) break;
      parts.push_back(next);
      sum.bytes += node.bytes;
      sum.link_bytes += node.link_bytes;
      sum.links += node.links;
      sum.prose += node.prose;
    }
    if (!Allows(sum, nodes_[parts.back()].end, omit)) return;
    for (uint32_t part : parts) {
      if (nodes_[part].omit == Omit::kNone) nodes_[part].omit = omit;
    }
  }

  // Returns whether the part under a heading ends before node `next`.
  bool Ends(uint32_t next, int rank, Omit omit) const {
    const PageNode& node = nodes_[next];
    for (uint32_t i = next; i < node.end && !poll_.Step(kNodeSteps); ++i) {
      const int inner = HeadingRank(nodes_[i]);
      if (inner > 0 && inner <= rank && nodes_[i].links == 0) return true;
    }
    return omit != Omit::kComments && omit != Omit::kAuthor && node.prose > 0 && node.links == 0;
  }

  // Returns whether a part that ends before node `end` can be left out.
  bool Allows(const PageNode& part, uint32_t end, Omit omit) const {
    // An article ends before its comments, and before teasers with prose.
    const bool ends = before_.back() - before_[end] <= kMuchProse * before_.back();
    if (part.prose > 0 && part.link_bytes * 2 < part.bytes && !ends) return false;
    if (omit == Omit::kNavigation && !IsMostlyLinks(part, 0.5)) return false;
    if (omit == Omit::kRelated && part.links == 0) return false;
    const PageNode& all = nodes_[0];
    const bool most = part.bytes - part.link_bytes > kMostText * (all.bytes - all.link_bytes);
    if (part.prose <= kMuchProse * prose_ && !most) return true;
    return omit == Omit::kComments && prose_ >= part.prose + kArticleProse;
  }

  // Paragraphs that are a label alone, such as "Advertisement" or "Print".
  void MarkLabels() {
    for (size_t i = 0; i < page_.runs.size() && !poll_.Step(kNodeSteps); ++i) {
      const Run& run = page_.runs[i];
      PageNode& block = nodes_[run.block];
      if (run.bytes > kLabelBytes || block.omit != Omit::kNone || HeadingRank(block) > 0) continue;
      if (block.kind == ElementKind::kCell || block.kind == ElementKind::kRow) continue;
      const auto end =
          static_cast<uint32_t>(i + 1 < page_.runs.size() ? page_.runs[i + 1].first : nodes_.size());
      const Omit omit =
          LabelOf(run, TextBetween(page_, run.first, std::min(end, block.end), 2 * kLabelBytes, poll_));
      if (omit == Omit::kNone) continue;
      if (block.bytes == run.bytes && IsPart(block)) {
        block.omit = omit;
      } else if (run.link_bytes > 0) {
        // The rest of the block is something else.
        for (uint32_t at = run.first; at < std::min(end, block.end) && !poll_.Step(kNodeSteps); ++at) {
          if (nodes_[at].is_text && nodes_[at].omit == Omit::kNone) nodes_[at].omit = omit;
        }
      }
    }
  }

  static Omit LabelOf(const Run& run, const std::string& text) {
    if (const Omit omit = LoneLabel(text); omit != Omit::kNone) return omit;
    return run.link_bytes * 2 >= run.bytes && PointsElsewhere(text) ? Omit::kRelated : Omit::kNone;
  }

  Page& page_;
  StopPoll& poll_;
  std::vector<PageNode>& nodes_;
  uint32_t prose_;
  const std::vector<uint32_t> before_;  // prose before the node
  std::vector<uint32_t> first_;         // for each node, its first child with text
  size_t steps_ = 0;
};

bool IsTeaser(const PageNode& node) {
  return node.links > 0 && node.bytes <= kTeaserBytes && node.link_bytes * 6 >= node.bytes && node.has_face &&
         HeadingRank(node) == 0;
}

// Returns whether a list is introduced: the text before it ends in a colon.
bool IsIntroduced(const Page& page, uint32_t index, StopPoll& poll) {
  for (uint32_t i = index; i-- > 1 && !poll.Step(kNodeSteps);) {
    const PageNode& node = page.nodes[i];
    if (!node.is_text || node.bytes == 0) continue;
    std::string_view text = TextOf(node);
    text = text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
    return text.ends_with(':') || text.ends_with("：");
  }
  return false;
}

// Returns whether the part is a menu by its links.
bool IsLinkList(const Page& page, uint32_t index, StopPoll& poll) {
  const PageNode& node = page.nodes[index];
  if (!IsPart(node) || HeadingRank(node) > 0 || node.prose > 0 || node.kind == ElementKind::kLine ||
      node.kind == ElementKind::kPre)
    return false;
  const bool paragraph = HasTag(node, GUMBO_TAG_P);
  if (node.links < (paragraph ? 3u : 2u) || !IsMostlyLinks(node, paragraph ? 0.8 : kMostlyLinks))
    return false;
  if (node.is_main || node.has_h1 || node.has_th) return false;
  if (HasTag(node, GUMBO_TAG_TR) || HasTag(node, GUMBO_TAG_TD)) {
    for (uint32_t i = node.parent; i > 0; i = page.nodes[i].parent) {
      if (HasTag(page.nodes[i], GUMBO_TAG_TABLE)) return !page.nodes[i].has_th;
    }
  }
  return !IsIntroduced(page, index, poll);
}

}  // namespace

void MarkHeadedParts(Page& page, uint32_t prose, StopPoll& poll) { HeadedParts(page, prose, poll).Mark(); }

void MarkTeasers(Page& page, uint32_t prose, StopPoll& poll) {
  if (prose == 0) return;
  using Look = std::pair<int, std::string_view>;  // tag and class names
  ForEachKept(page, poll, [&](uint32_t parent) {
    if (page.nodes[parent].is_text || page.nodes[parent].links < kTeasersInARow) return false;
    std::map<Look, std::vector<uint32_t>> alike;
    for (uint32_t i = parent + 1; i < page.nodes[parent].end && !poll.Step(kNodeSteps);
         i = page.nodes[i].end) {
      const PageNode& node = page.nodes[i];
      if (!IsPart(node) || node.omit != Omit::kNone || node.kind == ElementKind::kRow ||
          HasTag(node, GUMBO_TAG_P) || !IsTeaser(node))
        continue;
      const std::string_view names = ClassOf(node);
      alike[{static_cast<int>(ElementOf(node).tag), names.substr(0, names.find(' '))}].push_back(i);
    }
    for (const auto& [look, row] : alike) {
      uint32_t sum = 0;
      for (uint32_t i : row) sum += page.nodes[i].prose;
      if (row.size() < kTeasersInARow || sum > kMuchProse * prose) continue;
      for (uint32_t i : row) page.nodes[i].omit = Omit::kRelated;
    }
    return true;
  });
}

void MarkLinkLists(Page& page, uint32_t prose, StopPoll& poll) {
  if (prose == 0) return;
  ForEachKept(page, poll, [&](uint32_t i) {
    // Lists of sources have links in every line.
    if (!page.nodes[i].is_text && IsListOfSources(ClassOf(page.nodes[i]))) return false;
    if (!IsLinkList(page, i, poll)) return true;
    page.nodes[i].omit = Omit::kNavigation;
    return false;
  });
}

}  // namespace verbatim::text
