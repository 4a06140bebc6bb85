#include "registry/provenance/trace_nodes.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "log/sha256.h"
#include "status/absl_view.h"
#include "text/unicode/utf8.h"

namespace verbatim::registry {
namespace {

using google::protobuf::util::TimeUtil;
using verbatim::v1::ProvenanceNode;

constexpr size_t kNodeLabelBytes = 256;  // documented for ProvenanceNode.label

ProvenanceNode MakeNode(std::string_view name, verbatim::v1::ProvenanceNodeKind kind,
                        verbatim::v1::ProvenanceNodeType type, std::string_view label, store::LogIndex made) {
  ProvenanceNode node;
  node.set_name(std::string(name));
  node.set_kind(kind);
  node.set_type(type);
  node.set_label(std::string(text::FirstBytes(label, kNodeLabelBytes)));
  node.set_log_index(made);
  return node;
}

ProvenanceNode MakeEntity(std::string_view name, verbatim::v1::ProvenanceNodeType type,
                          std::string_view label, store::LogIndex made) {
  return MakeNode(name, verbatim::v1::PROVENANCE_NODE_KIND_ENTITY, type, label, made);
}

void Set(ProvenanceNode& node, const char* key, std::string value) {
  if (!value.empty()) (*node.mutable_attributes())[key] = std::move(value);
}

void SetTime(ProvenanceNode& node, const char* key, bool set, const google::protobuf::Timestamp& time) {
  if (set) Set(node, key, TimeUtil::ToString(time));
}

// Returns, for example, `ACTIVE` for `CLAIM_STATE_ACTIVE`.
std::string Word(std::string_view name, std::string_view prefix) {
  return std::string(name.substr(std::min(prefix.size(), name.size())));
}

// Encodes all characters except the unreserved ones of RFC 3986 as %XX.
std::string PercentEncode(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || c == '-' || c == '.' || c == '_' || c == '~') {
      encoded.push_back(c);
    } else {
      encoded.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
    }
  }
  return encoded;
}

std::string VerdictOf(const verbatim::v1::Rating& rating) {
  if (!rating.has_value()) return rating.words();
  std::string value = absl::StrCat(rating.value(), " on ", rating.worst(), " to ", rating.best());
  return rating.words().empty() ? value : absl::StrCat(rating.words(), " (", value, ")");
}

ProvenanceNode MakeAgent(std::string_view key, std::string_view label, store::LogIndex made) {
  return MakeNode("agents/" + PercentEncode(key), verbatim::v1::PROVENANCE_NODE_KIND_AGENT,
                  verbatim::v1::PROVENANCE_NODE_TYPE_AGENT, label, made);
}

}  // namespace

ProvenanceNode NodeOf(const verbatim::v1::Claim& claim, store::LogIndex made) {
  ProvenanceNode node =
      MakeEntity(claim.name(), verbatim::v1::PROVENANCE_NODE_TYPE_CLAIM, claim.text(), made);
  Set(node, "state", Word(verbatim::v1::ClaimState_Name(claim.state()), "CLAIM_STATE_"));
  Set(node, "superseded_by", claim.superseded_by());
  Set(node, "uri", claim.appearance_uri());
  SetTime(node, "create_time", claim.has_create_time(), claim.create_time());
  if (claim.has_erasure()) Set(node, "erased", "true");
  return node;
}

ProvenanceNode NodeOf(const verbatim::v1::Evidence& evidence, store::LogIndex made) {
  ProvenanceNode node = MakeEntity(evidence.name(), verbatim::v1::PROVENANCE_NODE_TYPE_EVIDENCE,
                                   evidence.citation().quote(), made);
  Set(node, "stance", Word(verbatim::v1::EvidenceStance_Name(evidence.stance()), "EVIDENCE_STANCE_"));
  if (evidence.state() == verbatim::v1::EVIDENCE_STATE_RETRACTED) Set(node, "state", "retracted");
  SetTime(node, "create_time", evidence.has_create_time(), evidence.create_time());
  if (evidence.citation().erased() || evidence.erased()) Set(node, "erased", "true");
  return node;
}

ProvenanceNode NodeOf(const verbatim::v1::Review& review, store::LogIndex made) {
  std::string verdict = VerdictOf(review.rating());
  ProvenanceNode node = MakeEntity(review.name(), verbatim::v1::PROVENANCE_NODE_TYPE_REVIEW, verdict, made);
  Set(node, "verdict", std::move(verdict));
  Set(node, "state", Word(verbatim::v1::ReviewState_Name(review.state()), "REVIEW_STATE_"));
  Set(node, "superseded_by", review.superseded_by());
  Set(node, "uri", review.uri());
  Set(node, "publish_time", review.publish_date());
  SetTime(node, "create_time", review.has_create_time(), review.create_time());
  if (review.erased()) Set(node, "erased", "true");
  return node;
}

ProvenanceNode NodeOf(const verbatim::v1::Document& document, store::LogIndex made) {
  if (document.has_erasure()) {
    return ErasedNode(document.name(), verbatim::v1::PROVENANCE_NODE_TYPE_DOCUMENT, made);
  }
  ProvenanceNode node =
      MakeEntity(document.name(), verbatim::v1::PROVENANCE_NODE_TYPE_DOCUMENT, document.title(), made);
  Set(node, "uri", document.uri());
  if (document.kind() != verbatim::v1::DOCUMENT_KIND_UNSPECIFIED)
    Set(node, "document_kind", Word(verbatim::v1::DocumentKind_Name(document.kind()), "DOCUMENT_KIND_"));
  SetTime(node, "publish_time", document.has_publish_time(), document.publish_time());
  SetTime(node, "create_time", document.has_create_time(), document.create_time());
  return node;
}

ProvenanceNode NodeOf(const verbatim::v1::Revision& revision, store::LogIndex made) {
  ProvenanceNode node = MakeEntity(revision.name(), verbatim::v1::PROVENANCE_NODE_TYPE_REVISION, "", made);
  if (std::optional<log::Digest> digest = log::DigestFromBytes(revision.text_sha256())) {
    Set(node, "sha256", log::ToHex(*digest));
  }
  SetTime(node, "create_time", revision.has_create_time(), revision.create_time());
  return node;
}

ProvenanceNode ErasedNode(std::string_view name, verbatim::v1::ProvenanceNodeType type,
                          store::LogIndex made) {
  ProvenanceNode node = MakeEntity(name, type, "", made);
  Set(node, "erased", "true");
  return node;
}

ProvenanceNode SentenceNode(std::string_view name, std::string_view words, store::LogIndex made) {
  ProvenanceNode node = MakeEntity(name, verbatim::v1::PROVENANCE_NODE_TYPE_SENTENCE, words, made);
  if (words.empty()) Set(node, "erased", "true");
  return node;
}

std::string ActivityName(std::string_view resource) { return absl::StrCat(Absl(resource), "/activity"); }

ProvenanceNode ActivityNode(std::string_view resource, const verbatim::v1::Attribution& attribution,
                            store::LogIndex made) {
  ProvenanceNode node = MakeNode(ActivityName(resource), verbatim::v1::PROVENANCE_NODE_KIND_ACTIVITY,
                                 verbatim::v1::PROVENANCE_NODE_TYPE_ACTIVITY, attribution.method(), made);
  Set(node, "method", attribution.method());
  if (attribution.has_confidence()) Set(node, "confidence", absl::StrCat(attribution.confidence()));
  SetTime(node, "start_time", attribution.has_start_time(), attribution.start_time());
  SetTime(node, "end_time", attribution.has_end_time(), attribution.end_time());
  return node;
}

ProvenanceNode AgentNode(const verbatim::v1::Agent& agent, store::LogIndex made) {
  ProvenanceNode node = MakeAgent(agent.id(), agent.name().empty() ? agent.id() : agent.name(), made);
  if (agent.kind() != verbatim::v1::AGENT_KIND_UNSPECIFIED) {
    Set(node, "agent_kind", Word(verbatim::v1::AgentKind_Name(agent.kind()), "AGENT_KIND_"));
  }
  Set(node, "version", agent.version());
  return node;
}

ProvenanceNode NamedAgentNode(std::string_view name, std::string_view uri, store::LogIndex made) {
  ProvenanceNode node = MakeAgent(uri.empty() ? name : uri, name, made);
  Set(node, "uri", std::string(uri));
  return node;
}

ProvenanceNode ExternalNode(std::string_view name, store::LogIndex made) {
  return MakeEntity(name, verbatim::v1::PROVENANCE_NODE_TYPE_EXTERNAL, name, made);
}

}  // namespace verbatim::registry
