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

// Claims: the rules behind ClaimService, whose comments say what each method does and which errors it
// returns. Methods may block on the store and may be called from any thread.
class Claims {
 public:
  explicit Claims(RegistryContext parts) : context_(parts) {}

  // Claims are answered as they are stored, which nobody need read to pass them on.
  //
  // `when_full` says what to do when the queue of writes is full: kRefuse for one call, kWait for one of a
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

  // A claim that is ready to be stored.
  struct Prepared {
    store::NewEntry entry;
    std::vector<store::Precondition> preconditions;
  };
  // Holds a new claim to its sources.
  absl::StatusOr<Prepared> PrepareNew(verbatim::v1::CreateClaimRequest request, const WriteContext& context);
  // Keeps new revisions of the documents that the claims cite away, until they are stored.
  absl::StatusOr<DocumentLocks::Lock> LockCited(std::span<const verbatim::v1::Claim* const> claims);

 private:
  // Makes the next state of a claim out of the present one.
  using Change = absl::AnyInvocable<absl::Status(verbatim::v1::Claim& claim) const>;

  // Holds the claim to its sources: each citation is grounded, unless it already is, and attested.
  // `Contradiction` says what becomes of a claim that a quote contradicts.
  enum class Citations { kNew, kGrounded };
  enum class Contradiction { kRefuse, kMark };
  // Anchors the citations of a claim in the latest revisions of their documents.
  absl::Status SetAnchorings(verbatim::v1::Claim& claim);
  absl::Status ResolveCitations(verbatim::v1::Claim& claim, Citations citations, Contradiction contradiction);
  // INVALID_ARGUMENT if a claim that was held to its sources has become too large by that.
  absl::Status CheckFilledIn(const verbatim::v1::Claim& claim) const;

  // Stores new claims in one write and answers with them, or with those of the first time if the request is
  // repeated. `Response` is a message whose field 1 is a claim or repeats claims.
  template <typename Response>
  void Commit(std::vector<Prepared> prepared, std::optional<store::RequestKey> key, WhenFull when_full,
              DocumentLocks::Lock pass, Done<SerializedMessage<Response>> done);
  template <typename Response>
  absl::StatusOr<SerializedMessage<Response>> AnswerAgain(const store::WriteResult& result);

  // Reads a claim, changes it, and stores it unless it was written meanwhile; tries again then, if the caller
  // named no etag.
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
