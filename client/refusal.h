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

// An error of the service with its details, so that a program need not read messages.
struct Refusal {
  absl::StatusCode code = absl::StatusCode::kOk;
  std::string message;

  // google.rpc.ErrorInfo: QUOTE_NOT_FOUND, QUOTE_AMBIGUOUS, VALUE_CONTRADICTED, ETAG_STALE,
  // REQUEST_ID_REUSED, CLAIM_RETRACTED, REVIEW_NOT_ACTIVE, DOCUMENT_ERASED, SIZE_NOT_REACHED,
  // INDEX_NOT_READY, WATCH_TOO_SLOW, SERVER_ENDS; empty if none.
  std::string reason;
  std::map<std::string, std::string> metadata;

  // google.rpc.BadRequest: which fields, and what is wrong with them.
  struct Violation {
    std::string field;
    std::string description;
  };
  std::vector<Violation> violations;

  // google.rpc.ResourceInfo: what does not exist, or exists already.
  std::string resource;

  // google.rpc.RetryInfo, seconds; 0 if the server gave no hint.
  double retry_after_seconds = 0;

  // Of QUOTE_NOT_FOUND and QUOTE_AMBIGUOUS: the passages. Of VALUE_CONTRADICTED: what the quotes state. Of a
  // batch: which of its requests are bad.
  std::optional<verbatim::v1::CitationRefusal> citation;
  std::optional<verbatim::v1::ValueRefusal> values;
  std::optional<verbatim::v1::BatchRefusal> batch;
};

Refusal ReadRefusal(const absl::Status& status);
Refusal ReadRefusal(const google::rpc::Status& status);

// gRPC's status with its google.rpc details as payloads, keyed by type URL.
absl::Status ToAbsl(const grpc::Status& status);

}  // namespace verbatim::client
