#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "verbatim/v1/refusal.pb.h"

// The registry's errors, all built here: an absl::Status whose payloads are the google.rpc details (and those
// of verbatim/v1/refusal.proto), keyed by type URL. Each is bounded to some 4 KiB, since gRPC carries about 8
// KiB of trailing metadata, base64 included.
namespace verbatim {

// ErrorInfo.domain of every error of ours.
inline constexpr std::string_view kErrorDomain = "verbatim";

// Finds out what is wrong with the fields of a request, all of it, before the request is refused.
class Violations {
 public:
  // `field` is a path as `claim.citations[0].quote`; `description` says what is wrong and what would be
  // right.
  void Add(std::string_view field, std::string_view description);

  bool empty() const { return count_ == 0; }

  // INVALID_ARGUMENT with a BadRequest, or OK if there are none. Violations beyond what an error can carry
  // are counted.
  absl::Status ToStatus() const;

 private:
  google::rpc::BadRequest details_;
  size_t count_ = 0;
};

// INVALID_ARGUMENT for one field.
absl::Status InvalidField(std::string_view field, std::string_view description);

// PERMISSION_DENIED, reason PERMISSION_DENIED, with principal, permission (as READ) and method in the metadata.
absl::Status PermissionDenied(std::string_view principal, std::string_view permission,
                              std::string_view method);

// NOT_FOUND, with ResourceInfo. `field` of the request named it.
absl::Status NotFound(std::string_view field, std::string_view resource);

// ALREADY_EXISTS, with ResourceInfo, or with reason REQUEST_ID_REUSED.
absl::Status AlreadyExists(std::string_view resource);
absl::Status RequestIdReused(std::string_view request_id);

// ABORTED, reason ETAG_STALE, with the current etag in the metadata.
absl::Status StaleEtag(std::string_view resource, std::string_view current_etag);

// FAILED_PRECONDITION, reason DOCUMENT_ERASED. `what` was erased: a name, or a description.
absl::Status Erased(std::string_view what);

// ABORTED, with RetryInfo: others are writing what this call needs unchanged.
absl::Status TooContended(std::string_view resource);

// OUT_OF_RANGE, reason SIZE_NOT_REACHED, with the log's size in the metadata.
absl::Status SizeNotReached(std::string_view field, int64_t asked, int64_t log_size);

// Reasons for which a watcher of the log is sent away, each with the index to resume at in the metadata
// (`next_index`): ABORTED, reason WATCH_TOO_SLOW; UNAVAILABLE, reason SERVER_ENDS.
absl::Status WatchTooSlow(int64_t next_index);
absl::Status ServerEnds(int64_t next_index);

// UNAVAILABLE with RetryInfo, reason INDEX_NOT_READY, with both sizes in the metadata: an index of the log
// knows its first `index_size` entries and cannot be asked now.
absl::Status IndexNotReady(std::string_view why, int64_t index_size, int64_t log_size);

// FAILED_PRECONDITION, reason CLAIM_RETRACTED.
absl::Status ClaimRetracted(std::string_view claim);

// FAILED_PRECONDITION, reason REVIEW_NOT_ACTIVE: the review was retracted or superseded.
absl::Status ReviewNotActive(std::string_view review, std::string_view state);

// FAILED_PRECONDITION, reason QUOTE_NOT_FOUND or QUOTE_AMBIGUOUS. `refusal` has the field, the revision and
// its passages, which are cut to what an error can carry.
absl::Status QuoteNotFound(verbatim::v1::CitationRefusal refusal, std::string_view explanation);
absl::Status QuoteAmbiguous(verbatim::v1::CitationRefusal refusal);

// FAILED_PRECONDITION, reason VALUE_CONTRADICTED, of one value or more.
absl::Status ValueContradicted(const std::vector<verbatim::v1::ContradictedValue>& values);

// RESOURCE_EXHAUSTED with RetryInfo: `what` is at its limit.
absl::Status Overloaded(std::string_view what);

// The store's own errors as a caller may see them: UNAVAILABLE with RetryInfo, DATA_LOSS and INTERNAL without
// any detail.
absl::Status FromStore(const absl::Status& status);

// The error of a batch, of which the requests at these positions (in ascending order) would have met these
// errors.
absl::Status BatchRefused(const std::vector<std::pair<int, absl::Status>>& refused, int batch_size);

// The same error in the form that goes over the wire.
google::rpc::Status ToRpcStatus(const absl::Status& status);

}  // namespace verbatim
