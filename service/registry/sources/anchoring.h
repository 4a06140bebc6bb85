#pragma once

#include "absl/status/status.h"
#include "registry/sources/alignments.h"
#include "verbatim/v1/claim.pb.h"

// Anchorings: the place of a citation's words in the latest revision of its document.
namespace verbatim::registry {

// Returns the anchoring of the citation with this index, counted from 0. REQUIRES: the claim has it
// (SizeAnchorings).
verbatim::v1::Anchoring& AnchoringOf(verbatim::v1::Claim& claim, int citation);
const verbatim::v1::Anchoring& AnchoringOf(const verbatim::v1::Claim& claim, int citation);

// Gives a claim as many anchorings as it has citations. Keeps existing ones.
void SizeAnchorings(verbatim::v1::Claim& claim);

// Anchors a citation of the revision `words.before` in `words.after`. If `claim` has a statement, compares
// the attested values of the citation, otherwise compares the values in its quote.
verbatim::v1::Anchoring Anchor(const RevisionAlignment& words, const verbatim::v1::Claim& claim,
                               const verbatim::v1::Citation& citation);

// Anchors a citation of the latest revision itself.
verbatim::v1::Anchoring AnchorInPlace(const verbatim::v1::Citation& citation);

// Returns the anchoring of a citation whose document was erased.
verbatim::v1::Anchoring AnchorErased();

// Sets previous_state of all anchorings to their current state, because this write does not change the state.
void MarkUnchanged(verbatim::v1::Claim& claim);

// Appends the word changes between two ranges to `diff`, up to a maximum of 1,000.
void AddDiff(const RevisionAlignment& words, text::ByteRange before, text::ByteRange after,
             google::protobuf::RepeatedPtrField<verbatim::v1::WordChange>& diff);

}  // namespace verbatim::registry
