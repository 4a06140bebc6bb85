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

// What a trace (trace.h) shows of each thing that it meets. `made` is the log entry that made it. The depth
// is for the trace to fill in.
namespace verbatim::registry {

verbatim::v1::ProvenanceNode NodeOf(const verbatim::v1::Claim& claim, store::LogIndex made);
verbatim::v1::ProvenanceNode NodeOf(const verbatim::v1::Evidence& evidence, store::LogIndex made);
verbatim::v1::ProvenanceNode NodeOf(const verbatim::v1::Review& review, store::LogIndex made);
verbatim::v1::ProvenanceNode NodeOf(const verbatim::v1::Document& document, store::LogIndex made);
verbatim::v1::ProvenanceNode NodeOf(const verbatim::v1::Revision& revision, store::LogIndex made);

// A revision or document of which nothing but the name is left.
verbatim::v1::ProvenanceNode ErasedNode(std::string_view name, verbatim::v1::ProvenanceNodeType type,
                                        store::LogIndex made);

// `words` is empty if they were erased.
verbatim::v1::ProvenanceNode SentenceNode(std::string_view name, std::string_view words,
                                          store::LogIndex made);

// The activity by which `made_thing` came to be.
std::string ActivityName(std::string_view made_thing);
verbatim::v1::ProvenanceNode ActivityNode(std::string_view made_thing,
                                          const verbatim::v1::Attribution& attribution, store::LogIndex made);

verbatim::v1::ProvenanceNode AgentNode(const verbatim::v1::Agent& agent, store::LogIndex made);

// Somebody who is known by a name and perhaps a URI alone: a claimant, an author, a publisher, a reviewer.
verbatim::v1::ProvenanceNode NamedAgentNode(std::string_view name, std::string_view uri,
                                            store::LogIndex made);

// Something outside.
verbatim::v1::ProvenanceNode ExternalNode(std::string_view name, store::LogIndex made);

}  // namespace verbatim::registry
