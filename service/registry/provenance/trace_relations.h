#pragma once

#include <string_view>

#include "store/store.h"
#include "verbatim/v1/evidence.pb.h"
#include "verbatim/v1/link.pb.h"
#include "verbatim/v1/trace.pb.h"

// Makes the relations of a trace (trace.h). `stated` is the index of the log entry that states the relation.
namespace verbatim::registry {

verbatim::v1::ProvenanceRelation RelationOf(verbatim::v1::ProvenanceRelationKind kind,
                                            std::string_view subject, std::string_view object,
                                            std::string_view role, store::LogIndex stated);

// prov:wasDerivedFrom.
verbatim::v1::ProvenanceRelation DerivationOf(std::string_view subject, std::string_view object,
                                              std::string_view role, store::LogIndex stated);

// The relation of a claim to its evidence.
verbatim::v1::ProvenanceRelation RelationOf(const verbatim::v1::Evidence& evidence, store::LogIndex stated);

// The relation of a link's claim to the link's target.
verbatim::v1::ProvenanceRelation RelationOf(const verbatim::v1::Link& link, store::LogIndex stated);

}  // namespace verbatim::registry
