#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "store/store.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/document.pb.h"
#include "verbatim/v1/evidence.pb.h"
#include "verbatim/v1/link.pb.h"
#include "verbatim/v1/log_entry.pb.h"
#include "verbatim/v1/review.pb.h"

// Reads resources from payloads of log entries, and sets the fields that follow from the entry's index.
// Returns only errors that a caller may see (status/errors.h): DATA_LOSS if the payload cannot be parsed or
// has another kind of resource; FAILED_PRECONDITION, reason DOCUMENT_ERASED, if the payload was erased.
namespace verbatim::registry {

// A claim as it is stored.
struct StoredClaim {
  verbatim::v1::Claim claim;
  // Names of the documents that the claim cites or ever cited, sorted.
  std::vector<std::string> ever_cited;
  // EntryPayload.text_key.
  uint32_t text_key = 0;
};

absl::StatusOr<verbatim::v1::EntryPayload> ReadPayload(store::LogIndex index,
                                                       const std::optional<std::string>& payload);

// Does not set claim_count, which is a counter.
absl::StatusOr<verbatim::v1::Document> ReadDocument(store::LogIndex index,
                                                    const std::optional<std::string>& payload);
// Does not set the text, which is an attachment.
absl::StatusOr<verbatim::v1::Revision> ReadRevision(store::LogIndex index,
                                                    const std::optional<std::string>& payload);
absl::StatusOr<verbatim::v1::Claim> ReadClaim(store::LogIndex index,
                                              const std::optional<std::string>& payload);
absl::StatusOr<StoredClaim> ReadStoredClaim(store::LogIndex index, const std::optional<std::string>& payload);
absl::StatusOr<verbatim::v1::Evidence> ReadEvidence(store::LogIndex index,
                                                    const std::optional<std::string>& payload);
absl::StatusOr<verbatim::v1::Review> ReadReview(store::LogIndex index,
                                                const std::optional<std::string>& payload);
absl::StatusOr<verbatim::v1::Link> ReadLink(store::LogIndex index, const std::optional<std::string>& payload);

// Like ReadClaim, but appends the claim to `response`, the bytes of a message whose field 1 is a claim or a
// repeated claim. Copies the claim's bytes without parsing them (wire_splice.h).
absl::Status AppendClaim(store::LogIndex index, const std::optional<std::string>& payload,
                         std::string& response);

// Sets the fields that follow from `index`, the index of the resource's latest entry.
// Evidence and links that were recorded before they had states are ACTIVE.
void SetIndex(store::LogIndex index, verbatim::v1::Document& document);
void SetIndex(store::LogIndex index, verbatim::v1::Revision& revision);
void SetIndex(store::LogIndex index, verbatim::v1::Claim& claim);
void SetIndex(store::LogIndex index, verbatim::v1::Evidence& evidence);
void SetIndex(store::LogIndex index, verbatim::v1::Review& review);
void SetIndex(store::LogIndex index, verbatim::v1::Link& link);

// Returns the etag of a resource whose latest entry is at `index`. The etag changes with every write of the
// resource, and only then.
std::string EtagOf(store::LogIndex index);

}  // namespace verbatim::registry
