#pragma once

#include <string>
#include <string_view>

#include "store/store.h"
#include "verbatim/v1/attribution.pb.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/document.pb.h"
#include "verbatim/v1/evidence.pb.h"
#include "verbatim/v1/review.pb.h"
#include "verbatim/v1/trace.pb.h"

// Makes the nodes of a trace (trace.h). `made` is the index of the log entry that created the resource or
// first named it. The trace sets the depth.
namespace verbatim::registry {

verbatim::v1::ProvenanceNode NodeOf(const verbatim::v1::Claim& claim, store::LogIndex made);
verbatim::v1::ProvenanceNode NodeOf(const verbatim::v1::Evidence& evidence, store::LogIndex made);
verbatim::v1::ProvenanceNode NodeOf(const verbatim::v1::Review& review, store::LogIndex made);
verbatim::v1::ProvenanceNode NodeOf(const verbatim::v1::Document& document, store::LogIndex made);
verbatim::v1::ProvenanceNode NodeOf(const verbatim::v1::Revision& revision, store::LogIndex made);

// The node of an erased revision or document. Only its name remains.
verbatim::v1::ProvenanceNode ErasedNode(std::string_view name, verbatim::v1::ProvenanceNodeType type,
                                        store::LogIndex made);

// `words` is empty if the sentence was erased.
verbatim::v1::ProvenanceNode SentenceNode(std::string_view name, std::string_view words,
                                          store::LogIndex made);

// The name of the activity that produced a resource.
std::string ActivityName(std::string_view resource);
verbatim::v1::ProvenanceNode ActivityNode(std::string_view resource,
                                          const verbatim::v1::Attribution& attribution, store::LogIndex made);

verbatim::v1::ProvenanceNode AgentNode(const verbatim::v1::Agent& agent, store::LogIndex made);

// An agent known only by a name and perhaps a URI: a claimant, author, publisher or reviewer.
verbatim::v1::ProvenanceNode NamedAgentNode(std::string_view name, std::string_view uri,
                                            store::LogIndex made);

// An external source.
verbatim::v1::ProvenanceNode ExternalNode(std::string_view name, store::LogIndex made);

}  // namespace verbatim::registry
