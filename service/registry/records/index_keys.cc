#include "registry/records/index_keys.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "status/absl_view.h"
#include "status/names.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::Claim;
using verbatim::v1::Document;
using verbatim::v1::Evidence;
using verbatim::v1::Link;
using verbatim::v1::Review;

constexpr std::string_view kDocuments = "documents";
constexpr std::string_view kClaims = "claims";
constexpr std::string_view kEvidence = "evidence";
constexpr std::string_view kReviews = "reviews";
constexpr std::string_view kLinks = "links";
constexpr std::string_view kClaim = "claim";
constexpr std::string_view kState = "state";
constexpr std::string_view kAnchoring = "anchoring";
// Fields with few values: a large part of a collection shares each value.
constexpr std::string_view kCoarseFields[] = {kState, "stance", "relation"};

// Collects the keys of a resource. The first is its collection.
class IndexKeys {
 public:
  explicit IndexKeys(std::string_view collection) : collection_(collection), keys_{std::string(collection)} {}

  // Adds the key of a field with this value. An empty value has no key, because no filter can ask for it.
  void Add(std::string_view field, std::string_view value) {
    if (!value.empty()) keys_.push_back(absl::StrCat(Absl(collection_), " ", Absl(field), "=", Absl(value)));
  }

  // Adds the key of a label. Labels may have empty values.
  void AddLabel(std::string_view key, std::string_view value) {
    keys_.push_back(absl::StrCat(Absl(collection_), " label.", Absl(key), "=", Absl(value)));
  }

  // The keys, sorted, without duplicates.
  std::vector<std::string> Take() && {
    std::sort(keys_.begin(), keys_.end());
    keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
    return std::move(keys_);
  }

 private:
  std::string_view collection_;
  std::vector<std::string> keys_;
};

// Returns the claim that the parent of a listing names; empty for `claims/-`.
std::string_view ClaimAsked(std::string_view parent) {
  return parent == kAnyClaim ? std::string_view() : parent;
}

}  // namespace

std::vector<std::string> Difference(const std::vector<std::string>& to,
                                    const std::vector<std::string>& from) {
  std::vector<std::string> difference;
  std::set_difference(to.begin(), to.end(), from.begin(), from.end(), std::back_inserter(difference));
  return difference;
}

std::vector<std::string> DocumentKeys(const Document& document) {
  IndexKeys keys(kDocuments);
  keys.Add("uri", document.uri());
  keys.Add("publisher", document.publisher());
  keys.Add("language_code", document.language_code());
  return std::move(keys).Take();
}

std::vector<std::string> DocumentKeys(const verbatim::v1::EntryPayload& payload) {
  std::vector<std::string> keys = DocumentKeys(payload.document());
  for (const uint64_t key : payload.text_keys()) keys.push_back(DocumentTextKey(key));
  std::sort(keys.begin(), keys.end());
  return keys;
}

std::string DocumentTextKey(uint64_t key) {
  return absl::StrCat(Absl(kDocuments), " text=", absl::Hex(key, absl::kZeroPad16));
}

std::string DocumentUriKey(std::string_view uri) {
  return absl::StrCat(Absl(kDocuments), " uri=", Absl(uri));
}

std::string ClaimTextKey(uint32_t key) { return absl::StrCat(Absl(kClaims), " text=", key); }

std::vector<std::string> AllClaimKeys(const StoredClaim& claim) {
  std::vector<std::string> keys = ClaimKeys(claim);
  if (claim.text_key == 0) return keys;
  std::string key = ClaimTextKey(claim.text_key);
  const auto place = std::lower_bound(keys.begin(), keys.end(), key);
  keys.insert(place, std::move(key));
  return keys;
}

std::vector<std::string> RevisionKeys(std::string_view document) {
  IndexKeys keys("revisions");
  keys.Add("document", document);
  return std::move(keys).Take();
}

std::string FormerlyCitedKey(std::string_view document) {
  return absl::StrCat(Absl(kClaims), " formerly_document=", Absl(document));
}

std::vector<std::string> CitedDocuments(const Claim& claim) {
  std::set<std::string> documents;
  for (const auto& citation : claim.citations()) documents.emplace(DocumentOfRevision(citation.revision()));
  return {documents.begin(), documents.end()};
}

std::vector<std::string> ClaimKeys(const StoredClaim& stored) {
  const Claim& claim = stored.claim;
  std::vector<std::string> cited = CitedDocuments(claim);
  IndexKeys keys(kClaims);
  for (const std::string& document : cited) keys.Add("document", document);
  for (const std::string& document : Difference(stored.ever_cited, cited))
    keys.Add("formerly_document", document);
  for (const auto& citation : claim.citations()) keys.Add("revision", citation.revision());
  for (const auto& [key, value] : claim.labels()) keys.AddLabel(key, value);
  keys.Add("claimant_name", claim.claimant().name());
  keys.Add("agent_id", claim.attribution().agent().id());
  keys.Add("subject_uri", claim.statement().subject().uri());
  keys.Add(kState, verbatim::v1::ClaimState_Name(claim.state()));
  auto add_anchoring = [&](const verbatim::v1::Anchoring& anchoring) {
    // Claims that were recorded before anchorings had rules do not have this key.
    if (anchoring.rules() > 0) keys.Add(kAnchoring, verbatim::v1::AnchoringState_Name(anchoring.state()));
  };
  add_anchoring(claim.anchoring());
  for (const auto& anchoring : claim.further_anchorings()) add_anchoring(anchoring);
  return std::move(keys).Take();
}

std::vector<std::string> FilterKeys(const verbatim::v1::ClaimFilter& filter) {
  IndexKeys keys(kClaims);
  keys.Add("document", filter.document());
  keys.Add("revision", filter.revision());
  for (const auto& [key, value] : filter.labels()) keys.AddLabel(key, value);
  keys.Add("claimant_name", filter.claimant_name());
  keys.Add("agent_id", filter.agent_id());
  keys.Add("subject_uri", filter.subject_uri());
  if (filter.state() != verbatim::v1::CLAIM_STATE_UNSPECIFIED) {
    keys.Add(kState, verbatim::v1::ClaimState_Name(filter.state()));
  }
  if (filter.anchoring_state() != verbatim::v1::ANCHORING_STATE_UNSPECIFIED) {
    keys.Add(kAnchoring, verbatim::v1::AnchoringState_Name(filter.anchoring_state()));
  }
  return std::move(keys).Take();
}

std::vector<std::string> EvidenceKeys(const Evidence& evidence) {
  IndexKeys keys(kEvidence);
  keys.Add(kClaim, ClaimOf(evidence.name()));
  keys.Add("stance", verbatim::v1::EvidenceStance_Name(evidence.stance()));
  keys.Add("document", DocumentOfRevision(evidence.citation().revision()));
  keys.Add("revision", evidence.citation().revision());
  keys.Add("agent_id", evidence.attribution().agent().id());
  return std::move(keys).Take();
}

std::vector<std::string> ReviewKeys(const Review& review) {
  IndexKeys keys(kReviews);
  keys.Add(kClaim, ClaimOf(review.name()));
  keys.Add(kState, verbatim::v1::ReviewState_Name(review.state()));
  keys.Add("reviewer_name", review.reviewer().name());
  for (const std::string& evidence : review.evidence()) keys.Add("evidence", evidence);
  return std::move(keys).Take();
}

std::vector<std::string> LinkKeys(const Link& link) {
  IndexKeys keys(kLinks);
  keys.Add(kClaim, ClaimOf(link.name()));
  keys.Add("relation", verbatim::v1::LinkRelation_Name(link.relation()));
  keys.Add("target", link.target());
  return std::move(keys).Take();
}

std::vector<std::string> FilterKeys(std::string_view parent, const verbatim::v1::EvidenceFilter& filter) {
  IndexKeys keys(kEvidence);
  keys.Add(kClaim, ClaimAsked(parent));
  if (filter.stance() != verbatim::v1::EVIDENCE_STANCE_UNSPECIFIED) {
    keys.Add("stance", verbatim::v1::EvidenceStance_Name(filter.stance()));
  }
  keys.Add("document", filter.document());
  keys.Add("revision", filter.revision());
  keys.Add("agent_id", filter.agent_id());
  return std::move(keys).Take();
}

std::vector<std::string> FilterKeys(std::string_view parent, const verbatim::v1::ReviewFilter& filter) {
  IndexKeys keys(kReviews);
  keys.Add(kClaim, ClaimAsked(parent));
  if (filter.state() != verbatim::v1::REVIEW_STATE_UNSPECIFIED) {
    keys.Add(kState, verbatim::v1::ReviewState_Name(filter.state()));
  }
  keys.Add("reviewer_name", filter.reviewer_name());
  keys.Add("evidence", filter.evidence());
  return std::move(keys).Take();
}

std::vector<std::string> FilterKeys(std::string_view parent, const verbatim::v1::LinkFilter& filter) {
  IndexKeys keys(kLinks);
  keys.Add(kClaim, ClaimAsked(parent));
  if (filter.relation() != verbatim::v1::LINK_RELATION_UNSPECIFIED) {
    keys.Add("relation", verbatim::v1::LinkRelation_Name(filter.relation()));
  }
  keys.Add("target", filter.target());
  return std::move(keys).Take();
}

std::vector<std::string> MostSelectiveFirst(std::vector<std::string> keys) {
  const std::string current =
      absl::StrCat(Absl(kClaims), " ", Absl(kAnchoring), "=",
                   verbatim::v1::AnchoringState_Name(verbatim::v1::ANCHORING_STATE_CURRENT));
  std::stable_partition(keys.begin(), keys.end(), [&](const std::string& key) {
    const size_t space = key.find(' ');
    if (space == std::string::npos || key == current) return false;  // selects nearly all of the collection
    const std::string_view field = std::string_view(key).substr(space + 1, key.find('=') - space - 1);
    return std::find(std::begin(kCoarseFields), std::end(kCoarseFields), field) == std::end(kCoarseFields);
  });
  // The key of a single claim selects less evidence and fewer reviews and links than any other key.
  std::stable_partition(keys.begin(), keys.end(), [&](const std::string& key) {
    const size_t space = key.find(' ');
    return space != std::string::npos && std::string_view(key).substr(space + 1).starts_with("claim=");
  });
  return keys;
}

}  // namespace verbatim::registry
