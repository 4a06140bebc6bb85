// Expansion::Upstream: finds what a resource came from.

#include <utility>

#include "registry/commit/read_resource.h"
#include "registry/provenance/expansion.h"
#include "registry/provenance/trace_nodes.h"
#include "registry/provenance/trace_relations.h"
#include "registry/records/payload_reader.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::registry {

using verbatim::v1::ProvenanceNode;

absl::Status Expansion::Upstream() {
  if (IsClaimName(work_.name)) return UpstreamOfClaim();
  if (IsEvidenceName(work_.name)) return UpstreamOfEvidence();
  if (IsReviewName(work_.name)) return UpstreamOfReview();
  if (IsRevisionName(work_.name)) return UpstreamOfRevision();
  return UpstreamOfDocument();
}

// Stages: the claim itself, its evidence, its links. Retracted evidence is an origin only of the reviews that
// rest on it.
absl::Status Expansion::UpstreamOfClaim() {
  if (work_.stage == 0) {
    ABSL_ASSIGN_OR_RETURN(const store::Record record, ReadResource(trace_.store_, work_.name, "name"));
    ABSL_ASSIGN_OR_RETURN(const verbatim::v1::Claim claim, ReadClaim(record.latest, record.payload));
    for (const verbatim::v1::Citation& citation : claim.citations()) {
      ABSL_RETURN_IF_ERROR(
          MeetSentences(work_.name, citation, record.created, record.latest, RevisionNode::kMeet));
    }
    if (claim.has_claimant()) {
      ABSL_RETURN_IF_ERROR(
          MeetNamedAgent(claim.claimant().name(), claim.claimant().uri(), "claimant", record.latest));
    }
    ++work_.stage;
    return claim.has_attribution() ? MeetAttribution(claim.attribution(), record.latest) : absl::OkStatus();
  }
  if (work_.stage == 1) {
    auto meet = [&](const store::Record& record) -> absl::Status {
      ABSL_ASSIGN_OR_RETURN(const auto evidence, ReadEvidence(record.latest, record.payload));
      if (evidence.state() == verbatim::v1::EVIDENCE_STATE_RETRACTED) return absl::OkStatus();
      return MeetAndRelate(
          evidence.name(), [&] { return NodeOf(evidence, record.created); },
          RelationOf(evidence, record.created));
    };
    return ReadPage(MostSelectiveKey(work_.name, verbatim::v1::EvidenceFilter()), meet);
  }
  if (work_.stage > 2) return absl::OkStatus();
  auto meet = [&](const store::Record& record) -> absl::Status {
    ABSL_ASSIGN_OR_RETURN(const auto link, ReadLink(record.latest, record.payload));
    if (link.state() == verbatim::v1::LINK_STATE_RETRACTED) return absl::OkStatus();
    return MeetAndRelate(link.target(), RelationOf(link, record.created));
  };
  return ReadPage(MostSelectiveKey(work_.name, verbatim::v1::LinkFilter()), meet);
}

absl::Status Expansion::UpstreamOfEvidence() {
  ABSL_ASSIGN_OR_RETURN(const store::Record record, ReadResource(trace_.store_, work_.name, "name"));
  ABSL_ASSIGN_OR_RETURN(const verbatim::v1::Evidence evidence, ReadEvidence(record.latest, record.payload));
  ABSL_RETURN_IF_ERROR(
      MeetSentences(work_.name, evidence.citation(), record.created, record.created, RevisionNode::kMeet));
  if (!evidence.has_attribution()) return absl::OkStatus();
  return MeetAttribution(evidence.attribution(), record.created);
}

absl::Status Expansion::UpstreamOfReview() {
  ABSL_ASSIGN_OR_RETURN(const store::Record record, ReadResource(trace_.store_, work_.name, "name"));
  ABSL_ASSIGN_OR_RETURN(const verbatim::v1::Review review, ReadReview(record.latest, record.payload));
  auto derive = [&](const std::string& from, std::string_view role) {
    return MeetAndRelate(from, DerivationOf(work_.name, from, role, record.created));
  };
  ABSL_RETURN_IF_ERROR(derive(std::string(ClaimOf(work_.name)), "review"));
  for (const std::string& evidence : review.evidence()) ABSL_RETURN_IF_ERROR(derive(evidence, "evidence"));
  if (!review.supersedes().empty()) ABSL_RETURN_IF_ERROR(derive(review.supersedes(), "revision"));
  if (review.erased()) return absl::OkStatus();
  ABSL_RETURN_IF_ERROR(
      MeetNamedAgent(review.reviewer().name(), review.reviewer().uri(), "reviewer", record.created));
  if (!review.has_attribution()) return absl::OkStatus();
  return MeetAttribution(review.attribution(), record.created);
}

absl::Status Expansion::UpstreamOfRevision() {
  ABSL_ASSIGN_OR_RETURN(const store::Record record, ReadResource(trace_.store_, work_.name, "name"));
  const std::string document(DocumentOfRevision(work_.name));
  ABSL_RETURN_IF_ERROR(
      MeetAndRelate(document, RelationOf(verbatim::v1::PROVENANCE_RELATION_KIND_SPECIALIZATION_OF, work_.name,
                                         document, "", record.created)));
  const int64_t number = NumberOfRevision(work_.name);
  if (number == 1) return absl::OkStatus();
  // Do not call MeetAndRelate here, because the downstream direction does not lead from a revision to the
  // next revision.
  const std::string previous = RevisionName(document, number - 1);
  ABSL_ASSIGN_OR_RETURN(const bool met, trace_.MeetResource(previous, work_.depth + 1, Direction::kUpstream));
  if (met) trace_.Relate(DerivationOf(work_.name, previous, "revision", record.created));
  return absl::OkStatus();
}

absl::Status Expansion::UpstreamOfDocument() {
  ABSL_ASSIGN_OR_RETURN(const store::Record record, ReadResource(trace_.store_, work_.name, "name"));
  ABSL_ASSIGN_OR_RETURN(const verbatim::v1::Document document, ReadDocument(record.latest, record.payload));
  if (!document.publisher().empty()) {
    ABSL_RETURN_IF_ERROR(MeetNamedAgent(document.publisher(), "", "publisher", record.created));
  }
  for (const std::string& author : document.authors()) {
    ABSL_RETURN_IF_ERROR(MeetNamedAgent(author, "", "author", record.created));
  }
  return absl::OkStatus();
}

absl::Status Expansion::MeetAttribution(const verbatim::v1::Attribution& attribution, store::LogIndex made) {
  const std::string activity = ActivityName(work_.name);
  ABSL_ASSIGN_OR_RETURN(const bool met, trace_.Meet(activity, work_.depth + 1, std::nullopt, [&] {
    return ActivityNode(work_.name, attribution, made);
  }));
  if (!met) return absl::OkStatus();
  trace_.Relate(
      RelationOf(verbatim::v1::PROVENANCE_RELATION_KIND_WAS_GENERATED_BY, work_.name, activity, "", made));

  ProvenanceNode agent = AgentNode(attribution.agent(), made);
  const std::string agent_name = agent.name();
  ABSL_ASSIGN_OR_RETURN(const bool agent_met, trace_.Meet(agent_name, work_.depth + 2, std::nullopt,
                                                          [&] { return std::move(agent); }));
  if (agent_met) {
    trace_.Relate(RelationOf(verbatim::v1::PROVENANCE_RELATION_KIND_WAS_ASSOCIATED_WITH, activity, agent_name,
                             "", made));
  }

  for (const std::string& source : attribution.derived_from()) {
    if (IsResourceName(source) && !IsLinkName(source)) {
      ABSL_RETURN_IF_ERROR(trace_.MeetResource(source, work_.depth + 2, Direction::kUpstream).status());
    }
    // A resource that does not exist is an external source, too.
    if (!trace_.WasMet(source)) {
      ABSL_RETURN_IF_ERROR(
          trace_.Meet(source, work_.depth + 2, std::nullopt, [&] { return ExternalNode(source, made); })
              .status());
    }
    if (trace_.WasMet(source)) {
      trace_.Relate(RelationOf(verbatim::v1::PROVENANCE_RELATION_KIND_USED, activity, source, "", made));
    }
  }
  return absl::OkStatus();
}

absl::Status Expansion::MeetNamedAgent(std::string_view name, std::string_view uri, std::string_view role,
                                       store::LogIndex made) {
  ProvenanceNode agent = NamedAgentNode(name, uri, made);
  const std::string agent_name = agent.name();
  ABSL_ASSIGN_OR_RETURN(const bool met, trace_.Meet(agent_name, work_.depth + 1, std::nullopt,
                                                    [&] { return std::move(agent); }));
  if (met) {
    trace_.Relate(RelationOf(verbatim::v1::PROVENANCE_RELATION_KIND_WAS_ATTRIBUTED_TO, work_.name, agent_name,
                             role, made));
  }
  return absl::OkStatus();
}

}  // namespace verbatim::registry
