#pragma once

#include <span>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "access/caller.h"
#include "log/leaf.h"
#include "registry/commit/request_key.h"
#include "registry/records/entry_builder.h"
#include "registry/requests/done.h"
#include "registry/requests/serialized_message.h"
#include "registry/sources/registry_context.h"
#include "verbatim/v1/claim_service.pb.h"

namespace verbatim::registry {

// The operations of ClaimService. The comments in claim_service.proto say what each method does and which
// errors it returns. Methods may block on the store. Any thread.
class Claims {
 public:
  explicit Claims(RegistryContext parts) : context_(parts) {}

  // Responses with claims are serialized: they contain the stored bytes, which need not be parsed.
  //
  // `when_full` applies if the queue of writes is full: kRefuse for a single call, kWait for a request of a
  // stream.
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

  // A new claim that is ready to be stored.
  struct Prepared {
    store::NewEntry entry;
    std::vector<store::Precondition> preconditions;
  };
  // Validates a new claim, resolves its citations and builds its entry.
  absl::StatusOr<Prepared> PrepareNew(verbatim::v1::CreateClaimRequest request, const WriteContext& context);
  // Locks the documents that the claims cite. Held until the claims are stored, it keeps new revisions out.
  absl::StatusOr<DocumentLocks::Lock> LockCited(std::span<const verbatim::v1::Claim* const> claims);

 private:
  // Changes a claim to its next state.
  using Change = absl::AnyInvocable<absl::Status(verbatim::v1::Claim& claim) const>;

  enum class Citations { kNew, kGrounded };
  enum class Contradiction { kRefuse, kMark };
  // Attests the citations of a claim; before that, grounds new ones, and anchors them. `contradiction` says
  // whether a value that a quote contradicts is refused or only marked in the attestations. Errors as
  // CreateClaim.
  absl::Status ResolveCitations(verbatim::v1::Claim& claim, Citations citations, Contradiction contradiction);
  // Anchors the citations of a claim in the latest revisions of their documents.
  absl::Status SetAnchorings(verbatim::v1::Claim& claim);
  // INVALID_ARGUMENT if the fields that ResolveCitations set make the claim too large.
  absl::Status CheckFilledIn(const verbatim::v1::Claim& claim) const;

  // Stores new claims in one write and responds with them. Responds with the stored claims if the request is
  // a repeat. `Response` is a message whose field 1 is a claim or a repeated claim.
  template <typename Response>
  void Commit(std::vector<Prepared> prepared, std::optional<store::RequestKey> key, WhenFull when_full,
              DocumentLocks::Lock pass, Done<SerializedMessage<Response>> done);
  template <typename Response>
  absl::StatusOr<SerializedMessage<Response>> AnswerAgain(const store::WriteResult& result);

  // Reads a claim, changes it, and stores it. If the claim was written meanwhile, retries a few times, unless
  // the caller set an etag.
  absl::StatusOr<verbatim::v1::Claim> Rewrite(const std::string& name, const std::string& etag,
                                              log::EntryType type, const access::Caller& caller,
                                              const std::optional<store::RequestKey>& key,
                                              const Change& change);
  absl::StatusOr<verbatim::v1::Claim> RewriteOnce(const std::string& name, const std::string& etag,
                                                  log::EntryType type, const WriteContext& context,
                                                  const Change& change);

  RegistryContext context_;
};

}  // namespace verbatim::registry
