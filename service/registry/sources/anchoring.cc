#include "registry/sources/anchoring.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "registry/sources/to_proto.h"
#include "text/values/values.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Anchoring;
using verbatim::v1::Citation;
using verbatim::v1::Claim;

// Maximum number of word changes in one diff.
constexpr int kMaxDiff = 1000;
// Maximum number of compared values of one citation. Bounds the work for a quote of 64 KiB of numbers.
constexpr size_t kMaxAnchoredValues = 1000;

verbatim::v1::AnchoringState ToAnchoringState(text::AnchorState state) {
  switch (state) {
    case text::AnchorState::kCurrent:
      return verbatim::v1::ANCHORING_STATE_CURRENT;
    case text::AnchorState::kMoved:
      return verbatim::v1::ANCHORING_STATE_MOVED;
    case text::AnchorState::kEdited:
      return verbatim::v1::ANCHORING_STATE_EDITED;
    case text::AnchorState::kLost:
      break;
  }
  return verbatim::v1::ANCHORING_STATE_LOST;
}

// Returns the value that the words state. Empty if the words state no value or several values.
std::optional<text::TypedValue> ValueOf(std::string_view words, const Source& source) {
  text::ValueOptions options;
  options.published = source.published;
  options.language = source.language;
  std::optional<text::TypedValue> only;
  for (const text::TypedValue& value : text::FindValues(words, options)) {
    if (value.kind == text::ValueKind::kName || value.reading != text::Reading::kStated) continue;
    if (only) return std::nullopt;
    only = value;
  }
  return only;
}

bool StateTheSame(std::string_view before, std::string_view after, const Source& source) {
  const auto a = ValueOf(before, source);
  const auto b = ValueOf(after, source);
  return a && b && a->kind == b->kind && a->amount.value == b->amount.value &&
         a->amount.upper == b->amount.upper && a->amount.bound == b->amount.bound &&
         a->amount.unit == b->amount.unit && a->edtf == b->edtf;
}

// Compares the value at `range` of the cited text with the words that replaced the value. Adds a changed
// value if the two differ.
void CompareValue(const RevisionAlignment& words, const std::string& path, text::ByteRange range,
                  Anchoring& anchoring) {
  const text::Anchor found = words.alignment.Find(range);
  const std::string_view before = words.before.text->Slice(range);
  std::string_view after;
  if (found.state != text::AnchorState::kLost) {
    // Words outside the anchored passage do not replace the value.
    const auto start = static_cast<size_t>(anchoring.span().byte_start());
    const auto end = static_cast<size_t>(anchoring.span().byte_end());
    if (start <= found.range.start && found.range.end <= end) after = words.after.text->Slice(found.range);
  }
  const bool same = found.state == text::AnchorState::kCurrent || found.state == text::AnchorState::kMoved;
  if (!after.empty() && (same || StateTheSame(before, after, words.before.source))) return;
  verbatim::v1::ChangedValue& changed = *anchoring.add_changed_values();
  changed.set_path(path);
  changed.set_before(std::string(before));
  changed.set_after(std::string(after));
}

void CompareValues(const RevisionAlignment& words, const Claim& claim, const Citation& citation,
                   Anchoring& anchoring) {
  const auto start = static_cast<size_t>(citation.span().byte_start());
  if (claim.has_statement()) {
    for (const verbatim::v1::Attestation& attestation : citation.attestations()) {
      if (attestation.state() != verbatim::v1::ATTESTATION_STATE_ATTESTED || !attestation.has_stated())
        continue;
      CompareValue(words, attestation.path(),
                   {static_cast<size_t>(attestation.span().byte_start()),
                    static_cast<size_t>(attestation.span().byte_end())},
                   anchoring);
    }
    return;
  }
  text::ValueOptions options;
  options.published = words.before.source.published;
  options.language = words.before.source.language;
  std::vector<text::ByteRange> ranges;
  text::FindValues(citation.quote(), options, [&](const text::TypedValue& value) {
    if (value.kind == text::ValueKind::kName || value.reading != text::Reading::kStated) return;
    if (ranges.size() < kMaxAnchoredValues)
      ranges.push_back({start + value.range.start, start + value.range.end});
  });
  for (const text::ByteRange& range : ranges) CompareValue(words, "", range, anchoring);
}

}  // namespace

Anchoring& AnchoringOf(Claim& claim, int citation) {
  return citation == 0 ? *claim.mutable_anchoring() : *claim.mutable_further_anchorings(citation - 1);
}

const Anchoring& AnchoringOf(const Claim& claim, int citation) {
  return citation == 0 ? claim.anchoring() : claim.further_anchorings(citation - 1);
}

void SizeAnchorings(Claim& claim) {
  const int further = std::max(0, claim.citations_size() - 1);
  while (claim.further_anchorings_size() > further) claim.mutable_further_anchorings()->RemoveLast();
  while (claim.further_anchorings_size() < further) claim.add_further_anchorings();
}

Anchoring Anchor(const RevisionAlignment& words, const Claim& claim, const Citation& citation) {
  const text::ByteRange quote{static_cast<size_t>(citation.span().byte_start()),
                              static_cast<size_t>(citation.span().byte_end())};
  const text::Anchor found = words.alignment.Find(quote);
  Anchoring anchoring;
  anchoring.set_state(ToAnchoringState(found.state));
  anchoring.set_revision(words.after.name);
  anchoring.set_rules(text::kAlignmentRulesVersion);
  if (found.state == text::AnchorState::kLost) return anchoring;
  *anchoring.mutable_span() = ToProto(words.after.text->SpanOf(found.range));
  anchoring.set_quote(std::string(words.after.text->Slice(found.range)));
  anchoring.set_similarity(found.similarity);
  if (found.state != text::AnchorState::kEdited) return anchoring;
  CompareValues(words, claim, citation, anchoring);
  AddDiff(words, quote, found.range, *anchoring.mutable_diff());
  return anchoring;
}

Anchoring AnchorInPlace(const Citation& citation) {
  Anchoring anchoring;
  anchoring.set_state(verbatim::v1::ANCHORING_STATE_CURRENT);
  anchoring.set_revision(citation.revision());
  anchoring.set_rules(text::kAlignmentRulesVersion);
  *anchoring.mutable_span() = citation.span();
  anchoring.set_quote(citation.quote());
  anchoring.set_similarity(1);
  return anchoring;
}

Anchoring AnchorErased() {
  Anchoring anchoring;
  anchoring.set_state(verbatim::v1::ANCHORING_STATE_LOST);
  anchoring.set_rules(text::kAlignmentRulesVersion);
  return anchoring;
}

void MarkUnchanged(Claim& claim) {
  auto mark = [](Anchoring& anchoring) { anchoring.set_previous_state(anchoring.state()); };
  if (claim.has_anchoring()) mark(*claim.mutable_anchoring());
  for (Anchoring& anchoring : *claim.mutable_further_anchorings()) mark(anchoring);
}

void AddDiff(const RevisionAlignment& words, text::ByteRange before, text::ByteRange after,
             google::protobuf::RepeatedPtrField<verbatim::v1::WordChange>& diff) {
  using Kind = text::WordChange::Kind;
  for (const text::WordChange& change : words.alignment.Compare(before, after)) {
    if (diff.size() == kMaxDiff) return;
    verbatim::v1::WordChange& added = *diff.Add();
    added.set_kind(change.kind == Kind::kSame      ? verbatim::v1::WordChange::KIND_SAME
                   : change.kind == Kind::kRemoved ? verbatim::v1::WordChange::KIND_REMOVED
                                                   : verbatim::v1::WordChange::KIND_ADDED);
    added.set_words(std::string(change.kind == Kind::kRemoved ? words.before.text->Slice(change.before)
                                                              : words.after.text->Slice(change.after)));
  }
}

}  // namespace verbatim::registry
