#pragma once

#include <grpcpp/support/status.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "google/rpc/status.pb.h"
#include "verbatim/v1/refusal.pb.h"

namespace verbatim::client {

// An error of the service with its details, for programs that must not depend on the wording of messages.
struct Refusal {
  absl::StatusCode code = absl::StatusCode::kOk;
  std::string message;

  // Reason of google.rpc.ErrorInfo: QUOTE_NOT_FOUND, QUOTE_AMBIGUOUS, VALUE_CONTRADICTED, ETAG_STALE,
  // REQUEST_ID_REUSED, CLAIM_RETRACTED, CLAIM_ERASED, REVIEW_NOT_ACTIVE, DERIVATION_CIRCLE, DOCUMENT_ERASED,
  // SIZE_NOT_REACHED, INDEX_NOT_READY, WATCH_TOO_SLOW, SERVER_ENDS. Empty if there is none.
  std::string reason;
  std::map<std::string, std::string> metadata;

  // google.rpc.BadRequest: the invalid fields, and what is wrong with each.
  struct Violation {
    std::string field;
    std::string description;
  };
  std::vector<Violation> violations;

  // google.rpc.ResourceInfo: the resource that does not exist, or that already exists.
  std::string resource;

  // google.rpc.RetryInfo, in seconds. 0 if the service did not set it.
  double retry_after_seconds = 0;

  // `citation` has the passages of QUOTE_NOT_FOUND and QUOTE_AMBIGUOUS. `values` has the values that the
  // quotes state (VALUE_CONTRADICTED). `batch` has the invalid requests of a batch.
  std::optional<verbatim::v1::CitationRefusal> citation;
  std::optional<verbatim::v1::ValueRefusal> values;
  std::optional<verbatim::v1::BatchRefusal> batch;
};

Refusal ReadRefusal(const absl::Status& status);
Refusal ReadRefusal(const google::rpc::Status& status);

// Converts a gRPC status. Its google.rpc details become payloads, keyed by type URL.
absl::Status ToAbsl(const grpc::Status& status);

}  // namespace verbatim::client
