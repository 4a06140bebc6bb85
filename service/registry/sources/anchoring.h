#pragma once

#include "absl/status/status.h"
#include "registry/sources/alignments.h"
#include "verbatim/v1/claim.pb.h"

// Anchorings: where the latest revision of a document has the words of a citation.
namespace verbatim::registry {

// The anchoring of a claim's citation, counted from 0. REQUIRES: the claim has it (SizeAnchorings).
verbatim::v1::Anchoring& AnchoringOf(verbatim::v1::Claim& claim, int citation);
const verbatim::v1::Anchoring& AnchoringOf(const verbatim::v1::Claim& claim, int citation);

// Gives a claim as many anchorings as it has citations. Keeps existing ones.
void SizeAnchorings(verbatim::v1::Claim& claim);

// Anchors a citation of the revision `words.before` in `words.after`. If `claim` has a statement, the
// attested values of the citation are compared, otherwise the values in its quote.
verbatim::v1::Anchoring Anchor(const RevisionAlignment& words, const verbatim::v1::Claim& claim,
                               const verbatim::v1::Citation& citation);

// Anchors a citation of the latest revision itself.
verbatim::v1::Anchoring AnchorInPlace(const verbatim::v1::Citation& citation);

// The anchoring of a citation whose document was erased.
verbatim::v1::Anchoring AnchorErased();

// Sets previous_state of all anchorings to their state: this write does not change them.
void MarkUnchanged(verbatim::v1::Claim& claim);

// Appends the word changes between two ranges to `diff`, up to a maximum of 1,000.
void AddDiff(const RevisionAlignment& words, text::ByteRange before, text::ByteRange after,
             google::protobuf::RepeatedPtrField<verbatim::v1::WordChange>& diff);

}  // namespace verbatim::registry
