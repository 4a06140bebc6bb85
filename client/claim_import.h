#pragma once

#include <functional>

#include "absl/status/status.h"
#include "client/bidi_call.h"
#include "verbatim/v1/claim_service.grpc.pb.h"

namespace verbatim::client {

// A stream of claims to record. Each claim is recorded or refused independently of the others. The stream is
// not retried, but the caller can safely repeat it from the start if every request has a request_id. One
// thread sends.
class ClaimImport {
 public:
  // `on_response` is called once per request, in order, on a thread of the import.
  ClaimImport(v1::ClaimService::Stub& stub, std::function<void(const v1::ImportClaimsResponse&)> on_response);

  // Blocks while the service applies flow control. Returns false if the stream has ended. Finish then returns
  // the cause.
  bool Send(v1::CreateClaimRequest request);

  // Waits for the remaining responses and returns the status. Destroying the import without Finish cancels
  // it.
  absl::Status Finish();

 private:
  BidiCall<v1::ImportClaimsRequest, v1::ImportClaimsResponse> call_;
};

}  // namespace verbatim::client
