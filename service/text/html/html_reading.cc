#include "text/html/html_reading.h"

#include <array>
#include <optional>

#include "text/html/html_figures.h"
#include "text/html/html_hints.h"
#include "text/html/html_prose.h"
#include "text/html/html_writer.h"
#include "text/unicode/ascii.h"

namespace verbatim::text {
namespace {

using enum ElementKind;

// Bytes of a raised figure. Longer raised text is not a figure.
constexpr size_t kMaxFigureBytes = 32;
// Bytes after a raised figure that tell what it is, such as a slash or a currency.
constexpr size_t kLookAhead = 8;
// Bytes of a drop cap: a letter, perhaps after a quotation mark.
constexpr uint32_t kDropCapBytes = 8;

class Reading {
 public:
  Reading(const Page& page, StopPoll& poll) : page_(page), poll_(poll), nodes_(page.nodes) {}

  PageText Read() {
    for (uint32_t i = 1; i < nodes_.size() && !poll_.Step(kNodeSteps);) {
      CloseUpTo(i);
      const PageNode& node = nodes_[i];
      if (node.omit != Omit::kNone) {
        omitted_[static_cast<size_t>(node.omit)] += node.bytes;
        i = node.end;
      } else if (node.is_text) {
        writer_.Text(TextOf(node), open_pres_ > 0, poll_);
        ++i;
      } else if (WriteFigure(i) || WriteDropCap(i)) {
        i = node.end;
      } else {
        Begin(node.kind);
        open_.push_back(i);
        ++i;
      }
    }
    CloseUpTo(static_cast<uint32_t>(nodes_.size()));
    PageText read{writer_.Take(), {}};
    for (size_t omit = 1; omit < kOmits; ++omit) {
      if (omitted_[omit] > 0) read.omitted.push_back({NameOf(static_cast<Omit>(omit)), omitted_[omit]});
    }
    return read;
  }

 private:
  void CloseUpTo(uint32_t index) {
    while (!open_.empty() && nodes_[open_.back()].end <= index) {
      End(nodes_[open_.back()].kind);
      open_.pop_back();
    }
  }

  // Returns the text directly after node `index` in its paragraph.
  std::string TextAfter(uint32_t index) const {
    std::string after;
    for (uint32_t i = nodes_[index].end;
         i < nodes_.size() && after.size() < kLookAhead && !poll_.Step(kNodeSteps);) {
      const PageNode& node = nodes_[i];
      if (node.omit == Omit::kNone && !node.is_text && node.kind != kInline) break;
      if (node.omit == Omit::kNone && node.is_text) after += TextOf(node).substr(0, 2 * kLookAhead);
      i = node.omit == Omit::kNone ? i + 1 : node.end;
    }
    return after;
  }

  bool WriteFigure(uint32_t index) {
    const PageNode& node = nodes_[index];
    const bool lowered = HasTag(node, GUMBO_TAG_SUB);
    if (node.kind != kInline || !(node.superscript || lowered) || node.bytes == 0 ||
        node.bytes > kMaxFigureBytes)
      return false;
    for (uint32_t i = index; i < node.end && !poll_.Step(kNodeSteps); ++i) {
      if (nodes_[i].omit != Omit::kNone) return false;
    }
    const std::string text = TextInside(page_, index, 2 * kMaxFigureBytes, poll_);
    const std::string after = TextAfter(index);
    const Surroundings around{writer_.LineSoFar(), after};
    const std::optional<std::string> written =
        lowered ? WriteSubscript(text, around) : WriteSuperscript(text, around);
    if (!written) return false;
    writer_.Mark(*written);
    return true;
  }

  // Writes the large first letter of a paragraph, which may be a block or a picture of its own.
  bool WriteDropCap(uint32_t index) {
    const PageNode& node = nodes_[index];
    const bool image = HasTag(node, GUMBO_TAG_IMG);
    if (!(IsPart(node) || image) || node.bytes > kDropCapBytes) return false;
    if (!IsDropCap(ClassOf(node))) return false;
    const GumboAttribute* alt = gumbo_get_attribute(&ElementOf(node).attributes, "alt");
    const std::string letter = !image           ? TextInside(page_, index, kDropCapBytes, poll_)
                               : alt == nullptr ? std::string()
                                                : alt->value;
    if (letter.empty() || letter.size() > kDropCapBytes || letter.find(' ') != std::string::npos)
      return false;
    if (!image) Begin(node.kind);
    writer_.Mark(letter);
    // "A" and "I" can be words.
    if (letter != "A" && letter != "I") writer_.Join();
    return true;
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

  const Page& page_;
  StopPoll& poll_;
  const std::vector<PageNode>& nodes_;
  HtmlWriter writer_;
  std::vector<uint32_t> open_;  // elements entered and not yet left
  std::vector<size_t> rows_;    // number of cells so far, for each open row
  std::array<size_t, kOmits> omitted_{};
  size_t open_pres_ = 0;
  size_t open_quotes_ = 0;
};

}  // namespace

PageText ReadPage(const Page& page, StopPoll& poll) { return Reading(page, poll).Read(); }

}  // namespace verbatim::text
