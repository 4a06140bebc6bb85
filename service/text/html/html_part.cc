#include "text/html/html_part.h"

#include <algorithm>
#include <vector>

#include "text/html/html_prose.h"

namespace verbatim::text {
namespace {

// Share of the prose that <main> or the <article>s must have to be the part that is read.
constexpr double kPartShare = 0.5;
// The share of all text but links that they must have as well.
constexpr double kPartTextShare = 0.3;
// An article with this share of the longest article's prose is not a teaser.
constexpr double kArticleShare = 0.25;
// Share of the prose that an element must have to be read alone. No element is read alone on a page with less
// than kLongPage bytes of prose.
constexpr double kElementShare = 0.85;
// The share that suffices if what is around the element has at least as much text in links as prose.
constexpr double kShareBesideLinks = 0.6;
constexpr uint32_t kLongPage = 600;
// Share of all text but links that the element must have as well. Tables, lists and code are not prose.
constexpr double kTextShare = 0.6;
// Share of the prose that may be before the element. An article comes before its comments.
constexpr double kShareBefore = 0.15;
// Prose of this many bytes and this share of all is kept wherever it is, if it has few links.
constexpr uint32_t kLongProse = 250;
constexpr double kLongProseShare = 0.1;
constexpr uint32_t kFewLinks = 8;  // less than one byte in so many

class PartChoice {
 public:
  PartChoice(Page& page, StopPoll& poll)
      : page_(page),
        poll_(poll),
        nodes_(page.nodes),
        kept_(KeptProse(page, poll)),
        before_(ProseBefore(page, poll)) {
    SumText();
  }

  void Choose() {
    std::vector<uint32_t> roots = Outermost(&PageNode::is_main);
    if (!HaveEnough(roots)) {
      roots = Outermost(&PageNode::is_article);
      if (HaveEnough(roots)) {
        DropShort(roots);
      } else {
        roots = {0};
      }
    }
    if (roots.size() == 1) roots[0] = Descend(roots[0]);
    if (roots == std::vector<uint32_t>{0}) return;
    LeaveOutRest(roots);
  }

 private:
  std::vector<uint32_t> Outermost(bool PageNode::*is) const {
    std::vector<uint32_t> found;
    ForEachKept(page_, poll_, [&](uint32_t i) {
      if (!(nodes_[i].*is)) return true;
      if (kept_[0] > 0 ? kept_[i] > 0 : HasText(i)) found.push_back(i);
      return false;
    });
    return found;
  }

  bool HasText(uint32_t index) const {
    for (uint32_t i = index + 1; i < nodes_[index].end && !poll_.Step(kNodeSteps);) {
      const PageNode& node = nodes_[i];
      if (node.is_text && node.bytes > 0 && node.omit == Omit::kNone) return true;
      i = node.omit == Omit::kNone ? i + 1 : node.end;
    }
    return false;
  }

  bool HaveEnough(const std::vector<uint32_t>& roots) const {
    uint32_t prose = 0;
    uint32_t text = 0;
    for (uint32_t root : roots) {
      prose += kept_[root];
      text += text_[root];
    }
    if (kept_[0] == 0) return !roots.empty();
    return !roots.empty() && prose >= kPartShare * kept_[0] && text >= kPartTextShare * text_[0];
  }

  void DropShort(std::vector<uint32_t>& articles) const {
    uint32_t longest = 0;
    for (uint32_t article : articles) longest = std::max(longest, kept_[article]);
    std::erase_if(articles, [&](uint32_t article) { return kept_[article] < kArticleShare * longest; });
  }

  static bool IsContainer(const PageNode& node) {
    if (node.is_text || HeadingRank(node) > 0) return false;
    switch (ElementOf(node).tag) {
      case GUMBO_TAG_P:
      case GUMBO_TAG_LI:
      case GUMBO_TAG_UL:
      case GUMBO_TAG_OL:
      case GUMBO_TAG_DL:
      case GUMBO_TAG_BLOCKQUOTE:
      case GUMBO_TAG_PRE:
        return false;
      default:
        return true;
    }
  }

  void SumText() {
    text_.resize(nodes_.size());
    links_.resize(nodes_.size());
    ForEachKept(page_, poll_, [&](uint32_t i) {
      if (!nodes_[i].is_text) return true;
      text_[i] = nodes_[i].bytes - nodes_[i].link_bytes;
      links_[i] = nodes_[i].link_bytes;
      return true;
    });
    for (uint32_t i = static_cast<uint32_t>(nodes_.size()) - 1; i > 0 && !poll_.Step(kNodeSteps); --i) {
      text_[nodes_[i].parent] += text_[i];
      links_[nodes_[i].parent] += links_[i];
    }
  }

  uint32_t Descend(uint32_t from) const {
    if (kept_[0] < kLongPage) return from;
    uint32_t part = from;
    for (bool found = true; found && !nodes_[part].is_article;) {
      found = false;
      for (uint32_t i = part + 1; i < nodes_[part].end && !poll_.Step(kNodeSteps); i = nodes_[i].end) {
        if (nodes_[i].omit != Omit::kNone || !IsContainer(nodes_[i])) continue;
        if (!IsMostOf(i, part)) continue;
        found = true;
        part = i;
        break;
      }
    }
    return part;
  }

  // Returns whether element `inner` can be read alone out of `outer`.
  bool IsMostOf(uint32_t inner, uint32_t outer) const {
    if (before_[inner] - before_[outer] > kShareBefore * kept_[outer]) return false;
    const uint32_t rest = kept_[outer] - kept_[inner];
    if (kept_[inner] >= kShareBesideLinks * kept_[outer] && rest <= links_[outer] - links_[inner])
      return true;
    return kept_[inner] >= kElementShare * kept_[outer] && text_[inner] >= kTextShare * text_[outer];
  }

  void LeaveOutRest(const std::vector<uint32_t>& roots) {
    std::vector<bool> above(nodes_.size(), false);  // has a root inside
    bool has_headline = false;
    for (uint32_t root : roots) {
      for (uint32_t i = root; i > 0; i = nodes_[i].parent) above[nodes_[i].parent] = true;
      has_headline = has_headline || nodes_[root].has_h1;
    }
    uint32_t headline = 0;
    ForEachKept(page_, poll_, [&](uint32_t i) {
      if (i < roots.front() && !has_headline && HeadingRank(nodes_[i]) == 1 && nodes_[i].bytes > 0)
        headline = i;
      return true;
    });
    for (uint32_t i = headline; i > 0; i = nodes_[i].parent) above[nodes_[i].parent] = true;
    size_t next = 0;
    for (uint32_t i = 1; i < nodes_.size() && !poll_.Step(kNodeSteps);) {
      if (next < roots.size() && roots[next] == i) {
        ++next;
        i = nodes_[i].end;
      } else if (above[i] && nodes_[i].omit == Omit::kNone) {
        ++i;
      } else {
        const Place place = i > roots.front()               ? Place::kAfter
                            : headline > 0 && i >= headline ? Place::kBelowHeadline
                                                            : Place::kBefore;
        if (nodes_[i].omit == Omit::kNone && !IsWorthKeeping(i, place)) nodes_[i].omit = Omit::kOutside;
        i = nodes_[i].end;
      }
    }
  }

  // Where a node is, seen from the part that is read.
  enum class Place { kBefore, kBelowHeadline, kAfter };

  bool IsWorthKeeping(uint32_t index, Place place) const {
    const PageNode& node = nodes_[index];
    if (node.bytes == 0) return true;
    const bool below = place == Place::kBelowHeadline;
    if (HeadingRank(node) == 1) return below;
    if (below) return node.link_bytes * 2 <= node.bytes;
    if (kept_[0] == 0) return false;
    const bool few_links = node.link_bytes * kFewLinks < node.bytes;
    // The first paragraphs can be above the element that has the others.
    if (place == Place::kBefore && HasTag(node, GUMBO_TAG_P) && kept_[index] > 0) return few_links;
    const auto enough = std::max(kLongProse, static_cast<uint32_t>(kLongProseShare * kept_[0]));
    return kept_[index] >= enough && few_links;
  }

  Page& page_;
  StopPoll& poll_;
  std::vector<PageNode>& nodes_;
  // Bytes in each node that are not left out.
  const std::vector<uint32_t> kept_;    // prose
  const std::vector<uint32_t> before_;  // prose before the node
  std::vector<uint32_t> text_;          // all text but links
  std::vector<uint32_t> links_;         // text in links
};

}  // namespace

void ChoosePart(Page& page, StopPoll& poll) { PartChoice(page, poll).Choose(); }

}  // namespace verbatim::text
