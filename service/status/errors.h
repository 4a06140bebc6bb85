#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

// All errors that callers see are built here and in refusals.h. An error is an absl::Status. Its payloads are
// the details, keyed by type URL: messages of google.rpc and of verbatim/v1/refusal.proto. Each error is at
// most about 4 KiB, because gRPC allows about 8 KiB of trailing metadata, in base64.
namespace verbatim {

// Collects everything that is wrong with the fields of a request, so that one error reports all of it.
class Violations {
 public:
  // `field` is a path such as `claim.citations[0].quote`; `description` says what is wrong and what is
  // allowed.
  void Add(std::string_view field, std::string_view description);

  bool empty() const { return count_ == 0; }

  // Returns INVALID_ARGUMENT with a BadRequest, or OK if there are no violations. Violations that do not fit
  // into an error are only counted.
  absl::Status ToStatus() const;

 private:
  google::rpc::BadRequest details_;
  size_t count_ = 0;
};

// INVALID_ARGUMENT for one field.
absl::Status InvalidField(std::string_view field, std::string_view description);

// INVALID_ARGUMENT for a field, or for the whole request if `field` is empty, of more than `allowed` bytes.
absl::Status TooManyBytes(std::string_view field, size_t allowed);

// NOT_FOUND, with ResourceInfo. `field` is the field of the request that named the resource.
absl::Status NotFound(std::string_view field, std::string_view resource);

// ALREADY_EXISTS, with ResourceInfo, or with reason REQUEST_ID_REUSED.
absl::Status AlreadyExists(std::string_view resource);
absl::Status RequestIdReused(std::string_view request_id);

// PERMISSION_DENIED, reason PERMISSION_DENIED, with the arguments in the metadata. `principal` is empty for
// an unauthenticated caller; `permission` is a verb such as `erase`, in upper case in the metadata; `method`
// is `Service.Method`.
absl::Status PermissionDenied(std::string_view principal, std::string_view permission,
                              std::string_view method);

// UNAUTHENTICATED, reason UNAUTHENTICATED: the caller's credentials are missing or were rejected. The error
// does not say why, so that it does not help who guesses credentials.
absl::Status Unauthenticated();

// UNAVAILABLE, reason CREDENTIALS_UNCHECKED, with RetryInfo: the keys that verify the caller's token are not
// there yet.
absl::Status CredentialsUnchecked();

// UNAVAILABLE, reason CALLER_CHANGED, with RetryInfo: a stream ends because its caller may do more or less now
// than when it began.
absl::Status CallerChanged();

// ABORTED, reason ETAG_STALE, with the current etag in the metadata.
absl::Status StaleEtag(std::string_view resource, std::string_view current_etag);

// FAILED_PRECONDITION, reason DOCUMENT_ERASED. `what` was erased: a name, or a description.
absl::Status Erased(std::string_view what);

// ABORTED, with RetryInfo: another call is changing the resource.
absl::Status TooContended(std::string_view resource);

// OUT_OF_RANGE, reason SIZE_NOT_REACHED, with the log's size in the metadata.
absl::Status SizeNotReached(std::string_view field, int64_t asked, int64_t log_size);

// The end of a watch stream: WatchTooSlow is ABORTED, reason WATCH_TOO_SLOW; ServerEnds is UNAVAILABLE,
// reason SERVER_ENDS. The metadata has the index to resume at (`next_index`).
absl::Status WatchTooSlow(int64_t next_index);
absl::Status ServerEnds(int64_t next_index);

// UNAVAILABLE with RetryInfo, reason INDEX_NOT_READY, with both sizes in the metadata: the index of claims
// covers the first `index_size` entries of the log and cannot be queried now. `why` completes "the index of
// claims ...".
absl::Status IndexNotReady(std::string_view why, int64_t index_size, int64_t log_size);

// FAILED_PRECONDITION, reason CLAIM_ERASED.
absl::Status ClaimErased(std::string_view claim);

// FAILED_PRECONDITION, reason CLAIM_RETRACTED.
absl::Status ClaimRetracted(std::string_view claim);

// FAILED_PRECONDITION, reasons EVIDENCE_RETRACTED and LINK_RETRACTED.
absl::Status EvidenceRetracted(std::string_view evidence);
absl::Status LinkRetracted(std::string_view link);

// FAILED_PRECONDITION, reason REVIEW_NOT_ACTIVE: the review was retracted or superseded.
absl::Status ReviewNotActive(std::string_view review, std::string_view state);

// FAILED_PRECONDITION, reason DERIVATION_CIRCLE: `target` is derived from `claim`, so that `claim` cannot be
// derived from `target`.
absl::Status DerivationCircle(std::string_view claim, std::string_view target);

// RESOURCE_EXHAUSTED with RetryInfo. `what` says which limit is reached.
absl::Status Overloaded(std::string_view what);

// RESOURCE_EXHAUSTED, reason QUOTA_EXCEEDED, with the quota's name and limit in the metadata (`quota`,
// `limit`), and with RetryInfo: `wait` until the call is allowed. No RetryInfo without `wait`, if a retry
// will be refused too.
absl::Status QuotaExceeded(std::string_view quota, std::string_view limit,
                           std::optional<absl::Duration> wait);

// Returns how long to wait until a retry, by the error's RetryInfo; nothing if it has none.
std::optional<absl::Duration> RetryDelayOf(const absl::Status& status);

// Converts an error of the store to the error that callers see: UNAVAILABLE with RetryInfo, DATA_LOSS or
// INTERNAL. Drops the store's message. Returns ResourceDamaged unchanged.
absl::Status FromStore(const absl::Status& status);
template <typename T>
absl::StatusOr<T> FromStore(absl::StatusOr<T> result) {
  if (!result.ok()) return FromStore(result.status());
  return result;
}

// UNAVAILABLE with RetryInfo, reason CLOCK_JUMPED: the server's clock has jumped ahead, and nothing is
// recorded until its operator sets or confirms it.
absl::Status ClockJumped();

// DATA_LOSS: stored data is damaged. `what` says where.
absl::Status StorageDamaged(std::string_view what);

// DATA_LOSS, reason RESOURCE_DAMAGED, with ResourceInfo and with the index of the damaged log entry in the
// metadata (`log_index`): the stored bytes of the resource do not have the digest that the log commits to.
absl::Status ResourceDamaged(std::string_view resource, int64_t log_index);

// The arguments of ResourceDamaged.
struct DamagedResource {
  std::string name;
  int64_t log_index = 0;
};
// Returns nothing for any other status.
std::optional<DamagedResource> DamagedResourceOf(const absl::Status& status);

// Adds to a ResourceDamaged how the caller can go on behind the damage: the token of the next page of a
// listing (`next_page_token`), or the index at which to resume a watch (`next_index`).
absl::Status WithNextPageToken(absl::Status damaged, std::string_view token);
absl::Status WithNextIndex(absl::Status damaged, int64_t next_index);

// INTERNAL: a bug in this program. `what` says what happened.
absl::Status Internal(std::string_view what);

// Returns the reason of an error (google.rpc.ErrorInfo), such as QUOTE_NOT_FOUND; empty if the error has
// none.
std::string ReasonOf(const absl::Status& status);

// Converts an error to a message.
google::rpc::Status ToRpcStatus(const absl::Status& status);

}  // namespace verbatim
