#include "registry/claims/resolve_citations.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "registry/sources/anchoring.h"
#include "registry/sources/attestation.h"
#include "registry/sources/grounding.h"
#include "status/errors.h"
#include "status/names.h"
#include "status/refusals.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Claim;

// Maximum number of sentences that the quotes of one claim span. This is about 1 MiB of prose. A sentence
// counts once for each citation. Each name of a sentence takes up to about a hundred bytes.
constexpr int kMaxClaimSentences = 8000;

absl::Status AnchorInLatest(const RegistryContext& context, Claim& claim) {
  claim.mutable_anchoring()->Clear();
  claim.clear_further_anchorings();
  SizeAnchorings(claim);
  for (int i = 0; i < claim.citations_size(); ++i) {
    const verbatim::v1::Citation& citation = claim.citations(i);
    verbatim::v1::Anchoring& anchoring = AnchoringOf(claim, i);
    if (citation.erased()) {
      anchoring = AnchorErased();
      continue;
    }
    const std::string field = absl::StrCat("claim.citations[", i, "].revision");
    ABSL_ASSIGN_OR_RETURN(auto latest, context.texts.Read(DocumentOfRevision(citation.revision()), field));
    if (latest.name == citation.revision()) {
      anchoring = AnchorInPlace(citation);
      continue;
    }
    ABSL_ASSIGN_OR_RETURN(auto cited, context.texts.Read(citation.revision(), field));
    ABSL_ASSIGN_OR_RETURN(const auto words, context.alignments.Get(cited, latest));
    anchoring = Anchor(*words, claim, citation);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ResolveCitations(const RegistryContext& context, CitationState state,
                              verbatim::v1::QuoteMatching quote_matching, OnContradiction on_contradiction,
                              Claim& claim) {
  int sentences = 0;
  for (int i = 0; i < claim.citations_size(); ++i) {
    verbatim::v1::Citation& citation = *claim.mutable_citations(i);
    if (citation.erased()) continue;
    std::string field = absl::StrCat("claim.citations[", i, "]");
    ABSL_ASSIGN_OR_RETURN(RevisionText revision,
                          context.texts.Read(citation.revision(), absl::StrCat(field, ".revision")));
    if (state == CitationState::kNew) {
      ABSL_RETURN_IF_ERROR(context.refused_quotes.Count(Ground(revision, field, quote_matching, citation)));
      sentences += citation.sentences_size();
      if (sentences > kMaxClaimSentences) {
        return InvalidField("claim.citations",
                            absl::StrCat("span more than the ", kMaxClaimSentences,
                                         " sentences allowed in total: cite fewer or shorter quotes"));
      }
    }
    Attest(revision, claim, citation);
  }
  if (state == CitationState::kNew) ABSL_RETURN_IF_ERROR(AnchorInLatest(context, claim));
  if (on_contradiction == OnContradiction::kMark) return absl::OkStatus();
  std::vector<verbatim::v1::ContradictedValue> contradicted = FindContradicted(claim, "claim");
  if (contradicted.empty()) return absl::OkStatus();
  return context.refused_quotes.Count(ValueContradicted(contradicted));
}

absl::Status CheckFilledIn(const Limits& limits, const Claim& claim) {
  const size_t allowed = limits.claim_bytes + limits.filled_in_bytes;
  size_t bytes = claim.ByteSizeLong();
  if (bytes <= allowed) return absl::OkStatus();
  bytes -= claim.anchoring().ByteSizeLong();
  for (const verbatim::v1::Anchoring& anchoring : claim.further_anchorings())
    bytes -= anchoring.ByteSizeLong();
  if (bytes <= allowed) return absl::OkStatus();
  return InvalidField(
      "claim", absl::StrCat("has ", bytes, " bytes with its citations filled in, more than the ", allowed,
                            " allowed: cite fewer or shorter quotes"));
}

}  // namespace verbatim::registry
