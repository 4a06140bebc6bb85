#pragma once

#include "absl/status/status.h"
#include "registry/sources/alignments.h"
#include "verbatim/v1/claim.pb.h"

// Where the words of citations stand in the latest revisions of their documents.
namespace verbatim::registry {

// The anchoring of a claim's citation, counted from 0, which must have one (SetAnchorings).
verbatim::v1::Anchoring& AnchoringOf(verbatim::v1::Claim& claim, int citation);
const verbatim::v1::Anchoring& AnchoringOf(const verbatim::v1::Claim& claim, int citation);

// Gives a claim as many anchorings as it has citations, those there are kept.
void SizeAnchorings(verbatim::v1::Claim& claim);

// Anchors a citation of `words.before` in `words.after`. `claim` says which of its values the citation
// attests.
verbatim::v1::Anchoring Anchor(const RevisionAlignment& words, const verbatim::v1::Claim& claim,
                               const verbatim::v1::Citation& citation);

// Anchors a citation of the latest revision itself.
verbatim::v1::Anchoring AnchorInPlace(const verbatim::v1::Citation& citation);

// That the citation's document was erased.
verbatim::v1::Anchoring AnchorErased();

// Says of all anchorings that nothing has changed: for a write that does not touch them.
void MarkUnchanged(verbatim::v1::Claim& claim);

// Words of two texts, side by side, in the contract's form.
void AddDiff(const RevisionAlignment& words, text::ByteRange before, text::ByteRange after,
             google::protobuf::RepeatedPtrField<verbatim::v1::WordChange>& diff);

}  // namespace verbatim::registry
