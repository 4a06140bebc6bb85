#pragma once

#include "absl/status/statusor.h"
#include "access/caller.h"
#include "registry/commit/commit_queue.h"
#include "registry/requests/done.h"
#include "registry/requests/serialized_message.h"
#include "registry/sources/registry_context.h"
#include "verbatim/v1/claim_service.pb.h"

namespace verbatim::registry {

// The operations of ClaimService. The comments in claim_service.proto say what each method does and which
// errors it returns. Methods may block on the store. Any thread.
class Claims {
 public:
  explicit Claims(RegistryContext context) : context_(context) {}

  // Responses with claims are serialized. They contain the stored bytes, so that claims need not be parsed.
  //
  // `when_full` says what to do if the queue of writes is full: kRefuse for a single call, kWait for a
  // request of a stream.
  void Create(const access::Caller& caller, verbatim::v1::CreateClaimRequest request, WhenFull when_full,
              Done<SerializedMessage<verbatim::v1::CreateClaimResponse>> done);
  void BatchCreate(const access::Caller& caller, verbatim::v1::BatchCreateClaimsRequest request,
                   Done<SerializedMessage<verbatim::v1::BatchCreateClaimsResponse>> done);
  absl::StatusOr<SerializedMessage<verbatim::v1::GetClaimResponse>> Get(
      const verbatim::v1::GetClaimRequest& request);
  absl::StatusOr<SerializedMessage<verbatim::v1::BatchGetClaimsResponse>> BatchGet(
      const verbatim::v1::BatchGetClaimsRequest& request);
  absl::StatusOr<SerializedMessage<verbatim::v1::ListClaimsResponse>> List(
      verbatim::v1::ListClaimsRequest request);
  absl::StatusOr<verbatim::v1::UpdateClaimResponse> Update(const access::Caller& caller,
                                                           verbatim::v1::UpdateClaimRequest request);
  absl::StatusOr<verbatim::v1::RetractClaimResponse> Retract(const access::Caller& caller,
                                                             verbatim::v1::RetractClaimRequest request);
  absl::StatusOr<verbatim::v1::EraseClaimResponse> Erase(const access::Caller& caller,
                                                         verbatim::v1::EraseClaimRequest request);

 private:
  RegistryContext context_;
};

}  // namespace verbatim::registry
