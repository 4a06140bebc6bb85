#include "registry/provenance/trace_relations.h"

#include <string>

#include "absl/strings/ascii.h"
#include "status/names.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::ProvenanceRelation;
using verbatim::v1::ProvenanceRelationKind;

std::string_view RoleOf(verbatim::v1::EvidenceStance stance) {
  switch (stance) {
    case verbatim::v1::EVIDENCE_STANCE_SUPPORTS:
      return "supports";
    case verbatim::v1::EVIDENCE_STANCE_REFUTES:
      return "refutes";
    default:
      return "context";
  }
}

ProvenanceRelationKind KindOf(verbatim::v1::LinkRelation relation) {
  switch (relation) {
    case verbatim::v1::LINK_RELATION_CONTRADICTS:
    case verbatim::v1::LINK_RELATION_NARROWS:
      return verbatim::v1::PROVENANCE_RELATION_KIND_WAS_INFLUENCED_BY;
    case verbatim::v1::LINK_RELATION_SAME_AS:
      return verbatim::v1::PROVENANCE_RELATION_KIND_ALTERNATE_OF;
    default:
      return verbatim::v1::PROVENANCE_RELATION_KIND_WAS_DERIVED_FROM;
  }
}

// Returns, for example, `same_as` for LINK_RELATION_SAME_AS.
std::string RoleOf(verbatim::v1::LinkRelation relation) {
  constexpr std::string_view kPrefix = "LINK_RELATION_";
  return absl::AsciiStrToLower(verbatim::v1::LinkRelation_Name(relation).substr(kPrefix.size()));
}

}  // namespace

ProvenanceRelation RelationOf(ProvenanceRelationKind kind, std::string_view subject, std::string_view object,
                              std::string_view role, store::LogIndex stated) {
  ProvenanceRelation relation;
  relation.set_kind(kind);
  relation.set_subject(std::string(subject));
  relation.set_object(std::string(object));
  relation.set_role(std::string(role));
  relation.set_log_index(stated);
  return relation;
}

ProvenanceRelation DerivationOf(std::string_view subject, std::string_view object, std::string_view role,
                                store::LogIndex stated) {
  return RelationOf(verbatim::v1::PROVENANCE_RELATION_KIND_WAS_DERIVED_FROM, subject, object, role, stated);
}

ProvenanceRelation RelationOf(const verbatim::v1::Evidence& evidence, store::LogIndex stated) {
  return RelationOf(verbatim::v1::PROVENANCE_RELATION_KIND_WAS_INFLUENCED_BY, ClaimOf(evidence.name()),
                    evidence.name(), RoleOf(evidence.stance()), stated);
}

ProvenanceRelation RelationOf(const verbatim::v1::Link& link, store::LogIndex stated) {
  ProvenanceRelation relation = RelationOf(KindOf(link.relation()), ClaimOf(link.name()), link.target(),
                                           RoleOf(link.relation()), stated);
  relation.set_link(link.name());
  return relation;
}

}  // namespace verbatim::registry
