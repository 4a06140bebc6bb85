#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "registry/records/payload_reader.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/claim_service.pb.h"
#include "verbatim/v1/document.pb.h"
#include "verbatim/v1/evidence.pb.h"
#include "verbatim/v1/link.pb.h"
#include "verbatim/v1/log_entry.pb.h"
#include "verbatim/v1/review.pb.h"
#include "verbatim/v1/review_service.pb.h"

// The keys under which the store lists resources. Each key begins with the resource's collection, so that two
// kinds of resource never share a key. Keys are stored: a changed spelling needs a migration.
namespace verbatim::registry {

// The keys of a resource, sorted, without duplicates.
// The keys of a document that a filter can ask for.
std::vector<std::string> DocumentKeys(const verbatim::v1::Document& document);
// All keys of a document: also those of its texts (text_keys.h). `payload` has the document.
std::vector<std::string> DocumentKeys(const verbatim::v1::EntryPayload& payload);
std::vector<std::string> RevisionKeys(std::string_view document);
// The keys of a claim that a filter can ask for.
std::vector<std::string> ClaimKeys(const StoredClaim& claim);
// All keys of a claim: also that of its text (text_keys.h).
std::vector<std::string> AllClaimKeys(const StoredClaim& claim);
std::vector<std::string> EvidenceKeys(const verbatim::v1::Evidence& evidence);
std::vector<std::string> ReviewKeys(const verbatim::v1::Review& review);
std::vector<std::string> LinkKeys(const verbatim::v1::Link& link);

// The keys of the documents with a text, of the documents with a URI, and of the claims with the key of a
// text.
std::string DocumentTextKey(uint64_t key);
std::string DocumentUriKey(std::string_view uri);
std::string ClaimTextKey(uint32_t key);

// The key of claims that cited a document earlier and no longer cite it.
std::string FormerlyCitedKey(std::string_view document);

// Keys that a resource must have to pass a filter. `parent` is the claim, or `claims/-` for all claims.
std::vector<std::string> FilterKeys(const verbatim::v1::ClaimFilter& filter);
std::vector<std::string> FilterKeys(std::string_view parent, const verbatim::v1::EvidenceFilter& filter);
std::vector<std::string> FilterKeys(std::string_view parent, const verbatim::v1::ReviewFilter& filter);
std::vector<std::string> FilterKeys(std::string_view parent, const verbatim::v1::LinkFilter& filter);

// Sorts keys so that a listing reads as few rows as possible. The key of the parent claim comes first. Keys
// that large parts of a collection share, such as the collection itself and states, come last.
std::vector<std::string> MostSelectiveFirst(std::vector<std::string> keys);

// Returns the items of `to` that are not in `from`. `from` and `to` must be sorted.
std::vector<std::string> Difference(const std::vector<std::string>& to, const std::vector<std::string>& from);

// Returns the names of the documents that a claim cites, sorted, without duplicates.
std::vector<std::string> CitedDocuments(const verbatim::v1::Claim& claim);

}  // namespace verbatim::registry
