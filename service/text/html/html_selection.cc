#include "text/html/html_selection.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "text/html/html_hints.h"
#include "text/html/html_part.h"
#include "text/html/html_prose.h"
#include "text/html/html_teasers.h"

namespace verbatim::text {
namespace {

// A part with this share of a page's prose is not a menu, header or footer, whatever its tag says.
constexpr double kMostProse = 0.5;
// A part with this share is not a teaser or advertisement, whatever its class says. Class names lie more often than
// tags.
constexpr double kMuchProse = 0.3;
// A part with this share of all text but links is not left out for its names. Poems and lists are not prose.
constexpr double kMostText = 0.5;
// Comments of any length are left out if the page has this many bytes of other prose. Such a page is an
// article, not a forum.
constexpr uint32_t kArticleProse = 400;
// A button is read if it is part of a sentence with this many bytes of other text.
constexpr uint32_t kSentenceBytes = 8;
// Menus are kept if they are this share of the page.
constexpr double kLinkPage = 0.8;
// Maximum bytes of words beside links, as in "Share: …".
constexpr uint32_t kFewWords = 16;
// Maximum bytes of signs around links, as in [edit]. They are not words.
constexpr uint32_t kLinkSigns = 3;
// Parts with one link in this many bytes are rows of teasers, or comments.
constexpr uint32_t kTeaserBytes = 400;
// Any number of such parts is left out if the page has this many bytes of other prose.
constexpr uint32_t kSomeProse = 120;
// Longer texts are not the labels of icons.
constexpr uint32_t kIconBytes = 40;

class Selection {
 public:
  Selection(Page& page, StopPoll& poll) : page_(page), poll_(poll), nodes_(page.nodes) {}

  void Run() {
    MarkHidden();
    MarkSmallParts();
    MarkByTag();
    MarkForms();
    MarkByHint();
    MarkHeadedParts(page_, KeptProse(page_, poll_)[0], poll_);
    MarkTeasers(page_, KeptProse(page_, poll_)[0], poll_);
    MarkLinkLists(page_, KeptProse(page_, poll_)[0], poll_);
    KeepLinkPage();
    KeepMost();
    ChoosePart(page_, poll_);
  }

  void RunByTag() {
    MarkHidden();
    MarkSmallParts();
    MarkByTag();
  }

 private:
  bool HoldsMost(uint32_t index, double share) const {
    return visible_prose_ > 0 && nodes_[index].prose > share * visible_prose_;
  }

  // Leaves out hidden text. If next to no prose is left, the article itself is hidden until a script shows
  // it. Then hidden parts with prose are read, beginning with those whose mark means the least.
  void MarkHidden() {
    std::vector<uint32_t> shown(nodes_.size(), 0);  // bytes that are not under visibility:hidden
    for (uint32_t i = static_cast<uint32_t>(nodes_.size()) - 1; i > 0 && !poll_.Step(kNodeSteps); --i) {
      if (nodes_[i].is_text && !nodes_[i].invisible) shown[i] = nodes_[i].bytes;
      shown[nodes_[i].parent] += shown[i];
    }
    const uint32_t all = nodes_[0].prose;
    uint32_t other_text = 0;  // what is displayed anyway, without links
    for (Hiding ignored : {Hiding::kNone, Hiding::kAria, Hiding::kInvisible, Hiding::kHidden}) {
      HideUnless(ignored, shown, other_text);
      visible_prose_ = KeptProse(page_, poll_)[0];
      if (visible_prose_ >= std::min(kLittleProse, all) || poll_.stopped()) return;
      other_text = KeptText();
    }
  }

  // Ways to hide text, from the weakest to the strongest.
  enum class Hiding { kNone, kAria, kInvisible, kHidden };

  Hiding HidingOf(uint32_t index, const std::vector<uint32_t>& shown) const {
    const PageNode& node = nodes_[index];
    if (node.hidden) return Hiding::kHidden;
    if (node.invisible && (node.is_text || (IsPart(node) && shown[index] == 0))) return Hiding::kInvisible;
    return node.aria_hidden && IsPart(node) ? Hiding::kAria : Hiding::kNone;
  }

  // Leaves out what is hidden, except parts with prose that are hidden in one of the `ignored` ways.
  void HideUnless(Hiding ignored, const std::vector<uint32_t>& shown, uint32_t other_text) {
    for (uint32_t i = 1; i < nodes_.size() && !poll_.Step(kNodeSteps);) {
      PageNode& node = nodes_[i];
      const Hiding hiding = HidingOf(i, shown);
      bool shows = hiding <= ignored && (node.is_text || node.prose > 0);
      if (hiding == Hiding::kHidden) shows = shows && node.prose > other_text;
      const bool most = hiding < Hiding::kHidden && node.prose > kMostProse * nodes_[0].prose;
      node.omit = hiding == Hiding::kNone || shows || most ? Omit::kNone : Omit::kHidden;
      i = node.omit == Omit::kNone ? i + 1 : node.end;
    }
  }

  // Returns the number of bytes that are not left out, without links.
  uint32_t KeptText() {
    uint32_t text = 0;
    ForEachKept(page_, poll_, [&](uint32_t i) {
      if (nodes_[i].is_text) text += nodes_[i].bytes - nodes_[i].link_bytes;
      return true;
    });
    return text;
  }

  // Parts of sentences and lone signs: text for screen readers, names of icons, buttons, marks of links.
  void MarkSmallParts() {
    ForEachKept(page_, poll_, [&](uint32_t i) {
      PageNode& node = nodes_[i];
      if (node.is_text || node.bytes == 0) return true;
      const GumboElement& element = ElementOf(node);
      if (node.by_tag == Omit::kControl && !IsInSentence(i)) {
        node.omit = Omit::kControl;
      } else if (const std::string_view names = ClassOf(node); !names.empty()) {
        if (IsForScreenReaders(names) && !HoldsMost(i, kMuchProse)) node.omit = Omit::kHidden;
        const bool is_icon = node.aria_hidden || element.tag == GUMBO_TAG_I;
        if (is_icon && node.bytes <= kIconBytes && IsIcon(names)) node.omit = Omit::kHidden;
      }
      if (element.tag == GUMBO_TAG_A && node.bytes <= 4) {
        const std::string text = TextInside(page_, i, 5, poll_);
        if (text == "#" || text == "¶" || text == "§" || text == "🔗") node.omit = Omit::kNavigation;
      }
      return true;
    });
  }

  // Returns whether a button is in a sentence.
  bool IsInSentence(uint32_t index) const {
    const std::optional<uint32_t> text = FirstText(index);
    if (!text) return false;
    const verbatim::text::Run& run = page_.RunOf(*text);
    const uint32_t rest = run.bytes - std::min(run.bytes, run.control_bytes);
    return rest >= kSentenceBytes && rest >= run.control_bytes;
  }

  // Returns whether an inline element is among words that are not links.
  bool IsInWords(uint32_t index) const {
    const std::optional<uint32_t> text = FirstText(index);
    if (!text) return false;
    const verbatim::text::Run& run = page_.RunOf(*text);
    return run.bytes - run.link_bytes > kFewWords;
  }

  std::optional<uint32_t> FirstText(uint32_t index) const {
    for (uint32_t i = index; i < nodes_[index].end && !poll_.Step(kNodeSteps); ++i) {
      if (nodes_[i].is_text && nodes_[i].bytes > 0) return i;
    }
    return std::nullopt;
  }

  void MarkByTag() {
    ForEachKept(page_, poll_, [&](uint32_t i) {
      PageNode& node = nodes_[i];
      if (node.by_tag == Omit::kNone || node.by_tag == Omit::kControl || !IsPart(node)) return true;
      if (HoldsMost(i, kMostProse)) return true;
      node.omit = node.by_tag;
      return false;
    });
  }

  // Forms to fill in. Some pages are one form as a whole.
  void MarkForms() {
    ForEachKept(page_, poll_, [&](uint32_t i) {
      PageNode& node = nodes_[i];
      if (node.has_field && node.prose <= kMuchProse * visible_prose_) node.omit = Omit::kControl;
      return true;
    });
  }

  void MarkByHint() {
    std::vector<uint32_t> comments;
    uint32_t comment_prose = 0;
    ForEachKept(page_, poll_, [&](uint32_t i) {
      PageNode& node = nodes_[i];
      if (node.is_text || !(IsPart(node) || IsOnlyLinks(node))) return true;
      if (node.is_main || ElementOf(node).attributes.length == 0) return true;
      const Omit hint = HintOf(i);
      if (hint == Omit::kNone) return true;
      if (!IsPart(node) && hint != Omit::kNavigation && IsInWords(i)) return true;
      if (hint == Omit::kComments) {
        comments.push_back(i);
        comment_prose += node.prose;
        return false;
      }
      if (!Allows(node, hint)) return true;
      node.omit = hint;
      return false;
    });
    // Comments come after the article. A part in the middle of the article only has the name of comments, as
    // in a manual.
    const std::vector<uint32_t> before = ProseBefore(page_, poll_);
    const uint32_t rest = before.back() - std::min(before.back(), comment_prose);
    uint32_t comments_after = comment_prose;
    for (uint32_t i : comments) {
      if (poll_.Step(kNodeSteps)) break;
      comments_after -= nodes_[i].prose;
      const uint32_t after = before.back() - before[nodes_[i].end];
      const bool ends = nodes_[i].prose == 0 || after <= comments_after + kMuchProse * rest;
      const bool small = nodes_[i].prose <= kMuchProse * visible_prose_;
      if (ends && (small || rest >= kArticleProse)) nodes_[i].omit = Omit::kComments;
    }
  }

  Omit HintOf(uint32_t index) const {
    const std::string_view names = ClassOf(nodes_[index]);
    const Omit hint = names.empty() ? Omit::kNone : verbatim::text::HintOf(names);
    if (hint != Omit::kNone) return hint;
    const std::string_view id = IdOf(nodes_[index]);
    return id.empty() || HasTwin(index, names) ? Omit::kNone : verbatim::text::HintOf(id);
  }

  // Returns whether the next element beside this element has the same class. If there is no next element, an
  // earlier one counts. Elements of the same class are items of one kind, and their ids name subjects.
  bool HasTwin(uint32_t index, std::string_view names) const {
    if (names.empty()) return false;
    const PageNode& parent = nodes_[nodes_[index].parent];
    auto is_twin = [&](uint32_t i) { return !nodes_[i].is_text && ClassOf(nodes_[i]) == names; };
    uint32_t next = nodes_[index].end;
    while (next < parent.end && nodes_[next].is_text) next = nodes_[next].end;
    if (next < parent.end) return is_twin(next);
    for (uint32_t i = nodes_[index].parent + 1; i < index && !poll_.Step(kNodeSteps); i = nodes_[i].end) {
      if (is_twin(i)) return true;
    }
    return false;
  }

  // Inline elements are left out for their names only if no words but links are in them, so that no sentence loses
  // a word.
  static bool IsOnlyLinks(const PageNode& node) {
    return node.kind == ElementKind::kInline && node.links > 0 && node.bytes - node.link_bytes <= kLinkSigns;
  }

  static bool IsRowOfTeasers(const PageNode& node) {
    return node.links >= 3 && node.links * kTeaserBytes >= node.bytes;
  }

  // Returns whether the page agrees with a hint.
  bool Allows(const PageNode& node, Omit hint) const {
    // Pages put everything into an element of some name. So a part with most of the prose is a row of teasers
    // only if a whole article remains.
    const uint32_t enough = node.prose > kMostProse * visible_prose_ ? kArticleProse : kSomeProse;
    const bool teasers = IsRowOfTeasers(node) && visible_prose_ >= node.prose + enough;
    if (!teasers && node.bytes - node.link_bytes > kMostText * (nodes_[0].bytes - nodes_[0].link_bytes))
      return false;
    if (node.prose > kMuchProse * visible_prose_ && node.link_bytes * 2 < node.bytes && !teasers)
      return false;
    // Some sites call the first paragraph of an article its teaser. Teasers of other pages have links.
    if (hint == Omit::kRelated) return node.links > 0;
    // Menus of restaurants have no links.
    if (hint == Omit::kNavigation && node.bytes > kIconBytes && node.links == 0) return false;
    // The name can mean the picture behind a headline.
    if (node.has_h1 && (hint == Omit::kNotice || hint == Omit::kShare)) return false;
    return HeadingRank(node) != 1;
  }

  // A page without prose that is links for the most part is a list of links on purpose.
  void KeepLinkPage() {
    uint32_t kept = 0;
    uint32_t links = 0;
    ForEachKept(page_, poll_, [&](uint32_t i) {
      kept += nodes_[i].is_text ? nodes_[i].bytes : 0;
      return true;
    });
    ForEachOmitted(page_, poll_,
                   [&](uint32_t i) { links += IsGuessedMenu(nodes_[i]) ? nodes_[i].bytes : 0; });
    if (KeptProse(page_, poll_)[0] >= kLittleProse || links < kLinkPage * (kept + links)) return;
    ForEachOmitted(page_, poll_, [&](uint32_t i) {
      if (IsGuessedMenu(nodes_[i])) nodes_[i].omit = Omit::kNone;
    });
  }

  static bool IsGuessedMenu(const PageNode& node) {
    return node.omit == Omit::kNavigation && node.by_tag == Omit::kNone && !node.is_text && IsPart(node);
  }

  // If the steps so far have left out most of the prose, takes back the guesses among them.
  void KeepMost() {
    uint32_t wanted = visible_prose_;
    ForEachOmitted(page_, poll_, [&](uint32_t i) {
      const PageNode& node = nodes_[i];
      const bool known = node.omit == Omit::kComments || node.omit == Omit::kHidden;
      if (known || IsRowOfTeasers(node)) wanted -= std::min(wanted, node.prose);
    });
    for (Omit guess : {Omit::kRelated, Omit::kNavigation, Omit::kNotice, Omit::kAside, Omit::kAuthor,
                       Omit::kShare, Omit::kControl, Omit::kEdge}) {
      if (KeptProse(page_, poll_)[0] >= kMostProse * wanted || poll_.stopped()) return;
      ForEachOmitted(page_, poll_, [&](uint32_t i) {
        PageNode& node = nodes_[i];
        if (node.omit == guess && node.prose > 0 && !IsRowOfTeasers(node)) node.omit = Omit::kNone;
      });
    }
  }

  Page& page_;
  StopPoll& poll_;
  std::vector<PageNode>& nodes_;
  uint32_t visible_prose_ = 0;
};

}  // namespace

void SelectText(Page& page, StopPoll& poll) { Selection(page, poll).Run(); }

void SelectByTag(Page& page, StopPoll& poll) {
  for (PageNode& node : page.nodes) node.omit = Omit::kNone;
  Selection(page, poll).RunByTag();
}

}  // namespace verbatim::text
