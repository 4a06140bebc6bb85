#include "text/html/html_page.h"

#include <algorithm>

#include "text/html/html_nodes.h"
#include "text/unicode/ascii.h"
#include "text/unicode/stepwise.h"

namespace verbatim::text {
namespace {

// Bounds the children that are searched for slots. Hosts with many slots are rare.
constexpr size_t kMaxSlotSteps = size_t{1} << 20;

// A heading with such a share of links is one link.
constexpr double kHeadingIsLink = 0.8;

// Returns the number of bytes of a text, with each run of white space counted as one.
uint32_t CollapsedSize(std::string_view text, StopPoll& poll) {
  uint32_t size = 0;
  bool space = true;  // white space at the start counts as nothing
  for (char c : text) {
    if (poll.Step()) break;
    const bool is_space = IsAsciiSpace(c);
    size += !is_space || !space ? 1 : 0;
    space = is_space;
  }
  return size > 0 && space ? size - 1 : size;
}

const char* AttributeOf(const GumboElement& element, const char* name) {
  const GumboAttribute* attribute = gumbo_get_attribute(&element.attributes, name);
  return attribute == nullptr ? nullptr : attribute->value;
}

// Returns the declared shadow root of an element: a child <template shadowrootmode>. Null if there is none.
const GumboNode* ShadowRootOf(const GumboElement& element, StopPoll& poll) {
  for (unsigned i = 0; i < element.children.length && !poll.Step(); ++i) {
    const auto* child = static_cast<const GumboNode*>(element.children.data[i]);
    if (child->type != GUMBO_NODE_TEMPLATE) continue;
    if (AttributeOf(child->v.element, "shadowrootmode") != nullptr) return child;
  }
  return nullptr;
}

// Returns the slot that displays a child of a host. Empty: the default slot.
std::string_view SlotOf(const GumboNode& child) {
  const char* slot = IsElement(child) ? AttributeOf(child.v.element, "slot") : nullptr;
  return slot == nullptr ? std::string_view() : slot;
}

class LayoutPass {
 public:
  explicit LayoutPass(StopPoll& poll) : poll_(poll) {}

  Page Run(const GumboNode& document) {
    scopes_.push_back({nullptr, 0});
    frames_.push_back({&document.v.document.children, 0, 0, 0, false, {}});
    page_.nodes.push_back({});
    page_.nodes[0].node = &document;
    page_.nodes[0].kind = ElementKind::kBlock;
    while (!frames_.empty() && !poll_.Step(kNodeSteps)) Step();
    SumProse();
    if (page_.nodes[0].prose < kLittleProse) {
      page_.prose_bytes = kShortProseBytes;
      SumProse();
    }
    return std::move(page_);
  }

 private:
  static constexpr size_t kNodeSteps = 64;

  // Children that wait to be visited.
  struct Frame {
    const GumboVector* children;
    unsigned next;
    uint32_t node;   // their parent in the page
    uint32_t scope;  // index into scopes_
    bool slotted;    // only the children for `slot`
    std::string_view slot;
  };
  // A shadow tree: its host, and the scope that the host is in.
  struct Scope {
    const GumboElement* host;
    uint32_t outer;
  };

  void Step() {
    Frame& frame = frames_.back();
    if (frame.next == frame.children->length) {
      const Frame done = frame;
      frames_.pop_back();
      Leave(done.node);
      return;
    }
    const auto& child = *static_cast<const GumboNode*>(frame.children->data[frame.next++]);
    if (frame.slotted && (child.type == GUMBO_NODE_TEMPLATE || SlotOf(child) != frame.slot)) return;
    if (IsText(child)) {
      AddText(child, frame.node);
    } else if (IsElement(child)) {
      AddElement(child, frame.node, frame.scope);
    }
  }

  void SumProse() {
    for (PageNode& node : page_.nodes) node.prose = 0;
    for (const verbatim::text::Run& run : page_.runs) {
      if (page_.IsProse(run)) page_.nodes[run.block].prose += run.bytes;
      if (poll_.Step(kNodeSteps)) return;
    }
    for (size_t i = page_.nodes.size() - 1; i > 0 && !poll_.Step(kNodeSteps); --i) {
      page_.nodes[page_.nodes[i].parent].prose += page_.nodes[i].prose;
    }
  }

  void AddText(const GumboNode& text, uint32_t parent) {
    const auto index = static_cast<uint32_t>(page_.nodes.size());
    PageNode node;
    node.node = &text;
    node.parent = parent;
    node.end = index + 1;
    node.is_text = true;
    node.invisible = page_.nodes[parent].invisible;
    node.in_content = page_.nodes[parent].in_content;
    node.bytes = CollapsedSize(text.v.text.text, poll_);
    node.link_bytes = open_links_ > 0 ? node.bytes : 0;
    Add(node);
    page_.nodes[parent].bytes += node.bytes;
    page_.nodes[parent].link_bytes += node.link_bytes;
    if (node.bytes == 0) return;
    if (run_.bytes == 0) run_.first = index;
    run_.bytes += node.bytes + (run_.bytes > 0 ? 1 : 0);
    run_.link_bytes += node.link_bytes;
    run_.control_bytes += open_controls_ > 0 ? node.bytes : 0;
  }

  void AddElement(const GumboNode& node, uint32_t parent, uint32_t scope) {
    const GumboElement& element = node.v.element;
    const ElementKind kind = KindOf(element);
    if (IsField(element) && !open_forms_.empty()) page_.nodes[open_forms_.back()].has_field = true;
    if (kind == ElementKind::kUnread) return;
    const ElementMarks marks = MarksOf(element, poll_);
    const bool is_block =
        kind != ElementKind::kInline && kind != ElementKind::kQuote && kind != ElementKind::kBreak;
    if (is_block) CloseRun();
    const auto index = static_cast<uint32_t>(page_.nodes.size());
    Add(MakeNode(node, kind, marks, parent));
    if (is_block) open_blocks_.push_back(index);
    if (IsLink(element)) ++open_links_;
    if (element.tag == GUMBO_TAG_BUTTON) ++open_controls_;
    if (element.tag == GUMBO_TAG_FORM) open_forms_.push_back(index);
    if (const GumboNode* shadow = ShadowRootOf(element, poll_)) {
      scopes_.push_back({&element, scope});
      Push(shadow->v.element.children, index, static_cast<uint32_t>(scopes_.size() - 1));
    } else if (const GumboElement* host = scopes_[scope].host;
               host != nullptr && element.tag_namespace == GUMBO_NAMESPACE_HTML && IsSlot(element)) {
      PushSlotted(element, *host, index, scopes_[scope].outer, scope);
    } else {
      Push(element.children, index, scope);
    }
  }

  void Add(const PageNode& node) {
    MakeRoom(page_.nodes, poll_);
    page_.nodes.push_back(node);
  }

  PageNode MakeNode(const GumboNode& node, ElementKind kind, const ElementMarks& marks, uint32_t parent) {
    const GumboElement& element = node.v.element;
    const PageNode& outer = page_.nodes[parent];
    PageNode made;
    made.node = &node;
    made.parent = parent;
    made.kind = kind;
    made.hidden = marks.hidden;
    made.aria_hidden = marks.aria_hidden;
    made.superscript = marks.superscript;
    made.invisible = marks.visibility == Visibility::kInherited ? outer.invisible
                                                                : marks.visibility == Visibility::kHidden;
    made.is_main = IsMain(element, marks.role);
    made.is_article = IsArticle(element, marks.role);
    made.in_content = outer.in_content || OwnsHeader(element, marks.role);
    made.by_tag = OmitByTag(element, marks.role);
    const bool is_tag = element.tag == GUMBO_TAG_HEADER || element.tag == GUMBO_TAG_FOOTER;
    if (is_tag && made.by_tag == Omit::kEdge && made.in_content) made.by_tag = Omit::kNone;
    return made;
  }

  void Push(const GumboVector& children, uint32_t node, uint32_t scope) {
    frames_.push_back({&children, 0, node, scope, false, {}});
  }

  // Visits the children of the host for this slot. If there are none, visits the children of the slot.
  void PushSlotted(const GumboElement& slot, const GumboElement& host, uint32_t node, uint32_t outer,
                   uint32_t scope) {
    const char* name = AttributeOf(slot, "name");
    const std::string_view wanted = name == nullptr ? std::string_view() : name;
    slot_steps_ += host.children.length;
    bool any = false;
    for (unsigned i = 0; i < host.children.length && !any && slot_steps_ <= kMaxSlotSteps && !poll_.Step();
         ++i) {
      const auto& child = *static_cast<const GumboNode*>(host.children.data[i]);
      any = child.type != GUMBO_NODE_TEMPLATE && child.type != GUMBO_NODE_WHITESPACE &&
            (IsElement(child) || IsText(child)) && SlotOf(child) == wanted;
    }
    // A slot name that occurs twice in one shadow tree gets the children once.
    const std::pair<uint32_t, std::string_view> key(scope, wanted);
    if (!any || std::find(filled_.begin(), filled_.end(), key) != filled_.end()) {
      return Push(slot.children, node, scope);
    }
    filled_.push_back(key);
    slot_steps_ += filled_.size();
    frames_.push_back({&host.children, 0, node, outer, true, wanted});
  }

  void Leave(uint32_t index) {
    PageNode& node = page_.nodes[index];
    node.end = static_cast<uint32_t>(page_.nodes.size());
    if (node.node->type == GUMBO_NODE_DOCUMENT) return CloseRun();
    const GumboElement& element = ElementOf(node);
    if (!open_blocks_.empty() && open_blocks_.back() == index) {
      CloseRun();
      open_blocks_.pop_back();
    }
    if (IsLink(element)) {
      --open_links_;
      node.links += node.bytes > 0 ? 1 : 0;
    }
    if (element.tag == GUMBO_TAG_BUTTON) --open_controls_;
    if (element.tag == GUMBO_TAG_FORM) open_forms_.pop_back();
    LookAt(element, node);
    PageNode& parent = page_.nodes[node.parent];
    parent.bytes += node.bytes;
    parent.link_bytes += node.link_bytes;
    parent.links += node.links;
    parent.has_h1 |= node.has_h1;
    parent.has_th |= node.has_th;
    parent.has_face |= node.has_face;
  }

  // Notes what the element is for those that it is in.
  static void LookAt(const GumboElement& element, PageNode& node) {
    switch (element.tag) {
      case GUMBO_TAG_TH:
        node.has_th = true;
        break;
      case GUMBO_TAG_IMG:
      case GUMBO_TAG_IMAGE:
        node.has_face = true;
        break;
      case GUMBO_TAG_H1:
        node.has_h1 = true;
        [[fallthrough]];
      case GUMBO_TAG_H2:
      case GUMBO_TAG_H3:
      case GUMBO_TAG_H4:
      case GUMBO_TAG_H5:
      case GUMBO_TAG_H6:
        node.has_face |= node.bytes > 0 && node.link_bytes >= kHeadingIsLink * node.bytes;
        break;
      default:
        break;
    }
  }

  void CloseRun() {
    if (run_.bytes == 0) return;
    run_.block = open_blocks_.empty() ? 0 : open_blocks_.back();
    MakeRoom(page_.runs, poll_);
    page_.runs.push_back(run_);
    run_ = {};
  }

  static bool IsLink(const GumboElement& element) {
    return element.tag == GUMBO_TAG_BUTTON ||
           (element.tag == GUMBO_TAG_A && gumbo_get_attribute(&element.attributes, "href") != nullptr);
  }

  static bool IsSlot(const GumboElement& element) {
    if (element.tag != GUMBO_TAG_UNKNOWN) return false;
    GumboStringPiece name = element.original_tag;
    gumbo_tag_from_original_text(&name);
    return name.length == 4 &&
           std::equal(name.data, name.data + 4, "slot", [](char a, char b) { return ToAsciiLower(a) == b; });
  }

  StopPoll& poll_;
  Page page_;
  verbatim::text::Run run_;
  std::vector<Frame> frames_;
  std::vector<Scope> scopes_;
  std::vector<uint32_t> open_blocks_;
  std::vector<uint32_t> open_forms_;
  std::vector<std::pair<uint32_t, std::string_view>> filled_;  // slots that have got their children
  size_t slot_steps_ = 0;
  size_t open_links_ = 0;
  size_t open_controls_ = 0;
};

}  // namespace

const Run& Page::RunOf(uint32_t index) const {
  const auto after = std::upper_bound(runs.begin(), runs.end(), index,
                                      [](uint32_t at, const Run& run) { return at < run.first; });
  return *(after == runs.begin() ? after : after - 1);
}

Page LayOut(const GumboNode& document, StopPoll& poll) { return LayoutPass(poll).Run(document); }

}  // namespace verbatim::text
