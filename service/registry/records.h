#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/timestamp.pb.h"
#include "log/leaf.h"
#include "registry/ids.h"
#include "registry/request.h"
#include "store/store.h"
#include "text/indexed_text.h"
#include "text/span.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/claim_service.pb.h"
#include "verbatim/v1/document.pb.h"
#include "verbatim/v1/evidence.pb.h"
#include "verbatim/v1/link.pb.h"
#include "verbatim/v1/log_entry.pb.h"
#include "verbatim/v1/review.pb.h"
#include "verbatim/v1/review_service.pb.h"

// How resources are kept in the store: payloads of log entries (EntryPayload), the terms under which they are
// listed, and the tallies that count them. All of it follows from the payloads, so that it can be made again
// from the log.
namespace verbatim::registry {

// Circumstances of one write.
struct WriteContext {
  const Sources& sources;
  const Caller& caller;
  const std::optional<store::RequestKey>& request;
  int64_t now_micros = 0;
};

// An entry that records `payload`, to which salt and request digest are added, as the state of `resource`.
store::NewEntry MakeEntry(log::EntryType type, const std::string& resource,
                          verbatim::v1::EntryPayload payload, const WriteContext& context);

// A claim as it is kept.
struct StoredClaim {
  verbatim::v1::Claim claim;
  // Names of the documents that it cites or ever cited, in order.
  std::vector<std::string> ever_cited;
};

// The entry of a claim, with the terms and tallies that change when it takes the place of `before`; null for
// a new one.
store::NewEntry MakeClaimEntry(log::EntryType type, StoredClaim claim, const StoredClaim* before,
                               const WriteContext& context);

// The same for what is recorded of claims.
store::NewEntry MakeEvidenceEntry(log::EntryType type, const verbatim::v1::Evidence& evidence,
                                  const verbatim::v1::Evidence* before, const WriteContext& context);
store::NewEntry MakeReviewEntry(log::EntryType type, const verbatim::v1::Review& review,
                                const verbatim::v1::Review* before, const WriteContext& context);
store::NewEntry MakeLinkEntry(const verbatim::v1::Link& link, const WriteContext& context);

// What an entry's payload says. DATA_LOSS if it cannot be read; FAILED_PRECONDITION, reason DOCUMENT_ERASED,
// if it was erased. Errors of this function and of those below are what a caller may see (errors.h).
absl::StatusOr<verbatim::v1::EntryPayload> ReadPayload(store::LogIndex index,
                                                       const std::optional<std::string>& payload);

// The resources that payloads hold, with the fields that follow from the entry's index. A document's
// claim_count stays 0; a revision has no text. DATA_LOSS if the payload is no such thing.
absl::StatusOr<verbatim::v1::Document> ReadDocument(store::LogIndex index,
                                                    const std::optional<std::string>& payload);
absl::StatusOr<verbatim::v1::Revision> ReadRevision(store::LogIndex index,
                                                    const std::optional<std::string>& payload);
absl::StatusOr<verbatim::v1::Claim> ReadClaim(store::LogIndex index,
                                              const std::optional<std::string>& payload);
// Appends the claim that a payload holds to `response`, the bytes of a message whose field 1 is a claim or
// repeats claims: as ReadClaim, but the claim's own bytes are copied without being looked at.
absl::Status AppendClaim(store::LogIndex index, const std::optional<std::string>& payload,
                         std::string& response);
absl::StatusOr<StoredClaim> ReadStoredClaim(store::LogIndex index, const std::optional<std::string>& payload);
absl::StatusOr<verbatim::v1::Evidence> ReadEvidence(store::LogIndex index,
                                                    const std::optional<std::string>& payload);
absl::StatusOr<verbatim::v1::Review> ReadReview(store::LogIndex index,
                                                const std::optional<std::string>& payload);
absl::StatusOr<verbatim::v1::Link> ReadLink(store::LogIndex index, const std::optional<std::string>& payload);

// Completes a resource that was just written at `index`.
void SetIndex(store::LogIndex index, verbatim::v1::Document& document);
void SetIndex(store::LogIndex index, verbatim::v1::Revision& revision);
void SetIndex(store::LogIndex index, verbatim::v1::Claim& claim);
void SetIndex(store::LogIndex index, verbatim::v1::Evidence& evidence);
void SetIndex(store::LogIndex index, verbatim::v1::Review& review);
void SetIndex(store::LogIndex index, verbatim::v1::Link& link);

// The etag of a resource whose latest entry is this one. It changes with every write of the resource and with
// nothing else.
std::string EtagOf(store::LogIndex index);

// Parts of a revision's entry that are kept as attachments.
inline constexpr int64_t kTextAttachment = 0;
inline constexpr int64_t kSentencesAttachment = 1;
inline constexpr int64_t kContentAttachment = 2;  // unless it is the text

// Sentences as their attachment holds them: starts and ends by turns, each as its distance from the one
// before, as base 128 varints.
std::string EncodeRanges(const std::vector<text::ByteRange>& ranges);
// Of a text of so many bytes. DATA_LOSS for what is no such list.
absl::StatusOr<std::vector<text::ByteRange>> DecodeRanges(std::string_view bytes, size_t text_bytes);

// The text of a revision, out of its entry's payload and attachments. DATA_LOSS if an attachment is not the
// one that the payload's digest names.
absl::StatusOr<text::IndexedText> DecodeText(const verbatim::v1::EntryPayload& payload, std::string text,
                                             std::string_view sentences);

// Terms. Each begins with its collection, so that no two kinds of resource share one.
std::vector<std::string> DocumentTerms(const verbatim::v1::Document& document);
std::vector<std::string> RevisionTerms(std::string_view document);
std::vector<std::string> ClaimTerms(const StoredClaim& claim);
std::vector<std::string> EvidenceTerms(const verbatim::v1::Evidence& evidence);
std::vector<std::string> ReviewTerms(const verbatim::v1::Review& review);
std::vector<std::string> LinkTerms(const verbatim::v1::Link& link);

// What of `to` is not in `from`; both are in order.
std::vector<std::string> Difference(const std::vector<std::string>& to, const std::vector<std::string>& from);

// The same terms in the order in which a listing by them reads least: the claim that something is recorded of
// first; the collection, states, and what else large parts of a collection share last.
std::vector<std::string> MostSelectiveFirst(std::vector<std::string> terms);

// Term of the claims that once cited a document and no longer do.
std::string FormerlyCitedTerm(std::string_view document);

// Terms of the claims that a filter asks for.
std::vector<std::string> FilterTerms(const verbatim::v1::ClaimFilter& filter);

// Terms of what is recorded of the claim `parent`, or of any claim for `claims/-`, that a filter asks for.
std::vector<std::string> FilterTerms(std::string_view parent, const verbatim::v1::EvidenceFilter& filter);
std::vector<std::string> FilterTerms(std::string_view parent, const verbatim::v1::ReviewFilter& filter);
std::vector<std::string> FilterTerms(std::string_view parent, const verbatim::v1::LinkFilter& filter);

// Names of the documents that a claim cites, each once, in order.
std::vector<std::string> CitedDocuments(const verbatim::v1::Claim& claim);

// The counters behind Document.claim_count of these documents: of the claims that cite or ever cited one.
std::vector<std::string> ClaimTallies(const std::vector<std::string>& documents);

// The counter of the evidence that cites a document.
std::string EvidenceTally(std::string_view document);

// The counter that is 1 once a document is erased.
std::string ErasureTally(std::string_view document);

// The counter of a document's revisions after the first.
std::string RevisionTally(std::string_view document);
bool IsRevisionTally(std::string_view tally);

// That meanwhile no document that the claim cites words of was erased, and none got a revision later than
// that in which the claim is anchored.
std::vector<store::Expectation> ExpectDocuments(const verbatim::v1::Claim& claim);

google::protobuf::Timestamp ToTimestamp(int64_t micros);

}  // namespace verbatim::registry
