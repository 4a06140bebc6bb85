#include "registry/reviews/evidence.h"

#include <utility>

#include "registry/records/counters.h"
#include "registry/records/payload_reader.h"
#include "registry/sources/attestation.h"
#include "registry/sources/grounding.h"
#include "status/names.h"
#include "status/uri_schemes.h"

namespace verbatim::registry {

using verbatim::v1::Claim;
using verbatim::v1::Evidence;

void CheckNewEvidence(const Limits& limits, std::string_view path, Evidence& evidence,
                      Violations& violations) {
  evidence.clear_log_index();
  evidence.clear_etag();
  evidence.clear_state_reason();
  evidence.clear_update_time();
  evidence.set_state(verbatim::v1::EVIDENCE_STATE_ACTIVE);
  evidence.clear_erased();
  evidence.mutable_citation()->clear_erased();
  CheckEvidence(evidence, limits, path, violations);
  CheckUriSchemes(evidence, nullptr, path, violations);
}

absl::StatusOr<Prepared<Evidence>> PrepareEvidence(const RegistryContext& context, const Claim& claim,
                                                   Evidence evidence, const std::string& id,
                                                   std::string_view path, const WriteContext& write_context) {
  verbatim::v1::Citation& citation = *evidence.mutable_citation();
  const std::string field = Join(path, "citation");
  ABSL_ASSIGN_OR_RETURN(auto revision, context.texts.Read(citation.revision(), Join(field, "revision")));
  ABSL_RETURN_IF_ERROR(
      context.refused_quotes.Count(Ground(revision, field, verbatim::v1::QUOTE_MATCHING_EXACT, citation)));
  AttestEvidence(revision, claim, citation);

  evidence.set_name(EvidenceName(claim.name(), IdFor(id, context.environment)));
  *evidence.mutable_create_time() = ToTimestamp(write_context.now_micros);
  Prepared<Evidence> prepared;
  prepared.entries.push_back(
      MakeEvidenceEntry(log::EntryType::kEvidenceCreated, evidence, nullptr, write_context));
  prepared.preconditions.push_back({ErasureCounter(DocumentOfRevision(citation.revision())), 0});
  prepared.resource = std::move(evidence);
  return prepared;
}

absl::StatusOr<verbatim::v1::CreateEvidenceResponse> EvidenceRecords::CreateEvidence(
    const access::Caller& caller, verbatim::v1::CreateEvidenceRequest request) {
  Evidence evidence = request.evidence();  // the request stays as received, because its key depends on it
  Violations violations;
  CheckNewEvidence(context_.limits, "evidence", evidence, violations);
  auto prepare = [&](const Claim& claim, const WriteContext& write_context) {
    return PrepareEvidence(context_, claim, evidence, request.evidence_id(), "evidence", write_context);
  };
  verbatim::v1::CreateEvidenceResponse response;
  ABSL_ASSIGN_OR_RETURN(*response.mutable_evidence(),
                        CreateChild<Evidence>(context_, caller, request, request.evidence_id(), "evidence_id",
                                              std::move(violations), prepare, ReadEvidence));
  return response;
}

absl::StatusOr<verbatim::v1::RetractEvidenceResponse> EvidenceRecords::RetractEvidence(
    const access::Caller& caller, verbatim::v1::RetractEvidenceRequest request) {
  auto mark = [](Evidence& evidence) -> absl::Status {
    if (evidence.state() == verbatim::v1::EVIDENCE_STATE_RETRACTED) return EvidenceRetracted(evidence.name());
    evidence.set_state(verbatim::v1::EVIDENCE_STATE_RETRACTED);
    return absl::OkStatus();
  };
  auto entry = [](const Evidence& after, const Evidence& before, const WriteContext& write_context) {
    return MakeEvidenceEntry(log::EntryType::kEvidenceRetracted, after, &before, write_context);
  };
  Violations violations;
  if (!IsEvidenceName(request.name())) violations.Add("name", "must be claims/{id}/evidence/{id}");
  verbatim::v1::RetractEvidenceResponse response;
  ABSL_ASSIGN_OR_RETURN(
      *response.mutable_evidence(),
      RetractChild<Evidence>(context_, caller, request, std::move(violations), mark, entry, ReadEvidence));
  return response;
}

absl::StatusOr<verbatim::v1::ListEvidenceResponse> EvidenceRecords::ListEvidence(
    verbatim::v1::ListEvidenceRequest request) {
  return ListChildren(context_, std::move(request), ReadEvidence,
                      &verbatim::v1::ListEvidenceResponse::add_evidence);
}

}  // namespace verbatim::registry
