// Expansion::Downstream: finds what was made from a resource.

#include <span>
#include <utility>

#include "registry/commit/read_resource.h"
#include "registry/provenance/expansion.h"
#include "registry/provenance/trace_nodes.h"
#include "registry/provenance/trace_relations.h"
#include "registry/records/index_keys.h"
#include "registry/records/payload_reader.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::registry {

absl::Status Expansion::Downstream() {
  if (IsClaimName(work_.name)) return DownstreamOfClaim();
  if (IsEvidenceName(work_.name)) return DownstreamOfEvidence();
  if (IsReviewName(work_.name)) return DownstreamOfReview();
  if (IsRevisionName(work_.name)) return DownstreamOfRevision();
  return DownstreamOfDocument();
}

// Stages: reviews of the claim, links of other claims to it, the claim that supersedes it.
absl::Status Expansion::DownstreamOfClaim() {
  if (work_.stage == 0) {
    return ReadPage(
        MostSelectiveKey(work_.name, verbatim::v1::ReviewFilter()),
        [&](const store::Record& record) -> absl::Status { return MeetReview(record, "review"); });
  }
  if (work_.stage == 1) {
    verbatim::v1::LinkFilter filter;
    filter.set_target(work_.name);
    return ReadPage(MostSelectiveKey(kAnyClaim, filter), [&](const store::Record& record) -> absl::Status {
      ABSL_ASSIGN_OR_RETURN(const auto link, ReadLink(record.latest, record.payload));
      if (link.state() == verbatim::v1::LINK_STATE_RETRACTED) return absl::OkStatus();
      return MeetAndRelate(std::string(ClaimOf(link.name())), RelationOf(link, record.created));
    });
  }
  if (work_.stage > 2) return absl::OkStatus();
  ++work_.stage;
  ABSL_ASSIGN_OR_RETURN(const store::Record record, ReadResource(trace_.store_, work_.name, "name"));
  ABSL_ASSIGN_OR_RETURN(const verbatim::v1::Claim claim, ReadClaim(record.latest, record.payload));
  const std::string& next = claim.superseded_by();
  if (next.empty()) return absl::OkStatus();
  // Do not call MeetAndRelate here, because the upstream direction does not lead from a claim to the claim
  // that it supersedes.
  ABSL_ASSIGN_OR_RETURN(const bool met, trace_.MeetResource(next, work_.depth + 1, Direction::kDownstream));
  if (met) trace_.Relate(DerivationOf(next, work_.name, "revision", record.latest));
  return absl::OkStatus();
}

// Stages: the claim of the evidence, reviews that rest on the evidence.
absl::Status Expansion::DownstreamOfEvidence() {
  if (work_.stage == 0) {
    ++work_.stage;
    ABSL_ASSIGN_OR_RETURN(const store::Record record, ReadResource(trace_.store_, work_.name, "name"));
    ABSL_ASSIGN_OR_RETURN(const auto evidence, ReadEvidence(record.latest, record.payload));
    // Nothing but the reviews that rest on it follows from retracted evidence.
    if (evidence.state() == verbatim::v1::EVIDENCE_STATE_RETRACTED) return absl::OkStatus();
    return MeetAndRelate(std::string(ClaimOf(work_.name)), RelationOf(evidence, record.created));
  }
  if (work_.stage > 1) return absl::OkStatus();
  verbatim::v1::ReviewFilter filter;
  filter.set_evidence(work_.name);
  return ReadPage(MostSelectiveKey(kAnyClaim, filter), [&](const store::Record& record) -> absl::Status {
    return MeetReview(record, "evidence");
  });
}

absl::Status Expansion::DownstreamOfReview() {
  ABSL_ASSIGN_OR_RETURN(const store::Record record, ReadResource(trace_.store_, work_.name, "name"));
  ABSL_ASSIGN_OR_RETURN(const verbatim::v1::Review review, ReadReview(record.latest, record.payload));
  const std::string& next = review.superseded_by();
  if (next.empty()) return absl::OkStatus();
  return MeetAndRelate(next, DerivationOf(next, work_.name, "revision", record.latest));
}

// Stages: claims that cite the revision, evidence that cites it.
absl::Status Expansion::DownstreamOfRevision() {
  if (work_.stage == 0) {
    verbatim::v1::ClaimFilter filter;
    filter.set_revision(work_.name);
    return ReadPage(MostSelectiveKey(filter), [&](const store::Record& record) -> absl::Status {
      ABSL_ASSIGN_OR_RETURN(const auto claim, ReadClaim(record.latest, record.payload));
      return MeetCiting(record, claim, claim.citations());
    });
  }
  if (work_.stage > 1) return absl::OkStatus();
  verbatim::v1::EvidenceFilter filter;
  filter.set_revision(work_.name);
  return ReadPage(MostSelectiveKey(kAnyClaim, filter), [&](const store::Record& record) -> absl::Status {
    ABSL_ASSIGN_OR_RETURN(const auto evidence, ReadEvidence(record.latest, record.payload));
    return MeetCiting(record, evidence, std::span(&evidence.citation(), 1));
  });
}

// Stages: revisions of the document.
absl::Status Expansion::DownstreamOfDocument() {
  if (work_.stage > 0) return absl::OkStatus();
  return ReadPage(RevisionKeys(work_.name).back(), [&](const store::Record& record) {
    return MeetAndRelate(record.resource, RelationOf(verbatim::v1::PROVENANCE_RELATION_KIND_SPECIALIZATION_OF,
                                                     record.resource, work_.name, "", record.created));
  });
}

absl::Status Expansion::MeetReview(const store::Record& record, std::string_view role) {
  ABSL_ASSIGN_OR_RETURN(const verbatim::v1::Review review, ReadReview(record.latest, record.payload));
  return MeetAndRelate(
      review.name(), [&] { return NodeOf(review, record.created); },
      DerivationOf(review.name(), work_.name, role, record.created));
}

template <typename Resource, typename Citations>
absl::Status Expansion::MeetCiting(const store::Record& record, const Resource& resource,
                                   const Citations& citations) {
  // The resource is two steps away, because the cited sentences are between.
  ABSL_ASSIGN_OR_RETURN(const bool met, trace_.Meet(resource.name(), work_.depth + 2, Direction::kDownstream,
                                                    [&] { return NodeOf(resource, record.created); }));
  if (!met || WasAddedFrom(resource.name())) return absl::OkStatus();
  for (const verbatim::v1::Citation& citation : citations) {
    if (citation.revision() != work_.name) continue;
    ABSL_RETURN_IF_ERROR(
        MeetSentences(resource.name(), citation, record.created, record.latest, RevisionNode::kWasMet));
  }
  return absl::OkStatus();
}

}  // namespace verbatim::registry
