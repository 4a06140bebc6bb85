#include "registry/documents/redaction.h"

#include "registry/sources/anchoring.h"
#include "registry/sources/attestation.h"
#include "status/names.h"

namespace verbatim::registry {

void Redact(verbatim::v1::Citation& citation) {
  citation.clear_quote();
  citation.clear_prefix();
  citation.clear_suffix();
  citation.clear_quote_sha256();
  citation.clear_submitted_quote();
  ClearAttestations(citation);
  citation.set_erased(true);
}

void Redact(std::string_view document, verbatim::v1::Claim& claim) {
  for (verbatim::v1::Citation& citation : *claim.mutable_citations()) {
    if (DocumentOfRevision(citation.revision()) == document) Redact(citation);
  }
  claim.DiscardUnknownFields();  // they may contain words of the document
  SizeAnchorings(claim);
  MarkUnchanged(claim);
  for (int i = 0; i < claim.citations_size(); ++i) {
    if (!claim.citations(i).erased()) continue;
    verbatim::v1::Anchoring& anchoring = AnchoringOf(claim, i);
    const verbatim::v1::AnchoringState previous = anchoring.state();
    anchoring = AnchorErased();
    anchoring.set_previous_state(previous);
  }
}

}  // namespace verbatim::registry
