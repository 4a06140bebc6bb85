#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "verbatim/v1/claim_service.grpc.pb.h"
#include "verbatim/v1/document_service.grpc.pb.h"
#include "verbatim/v1/log_service.grpc.pb.h"
#include "verbatim/v1/match_service.grpc.pb.h"
#include "verbatim/v1/provenance_service.grpc.pb.h"
#include "verbatim/v1/review_service.grpc.pb.h"

namespace verbatim::client {

// TLS with the service; all in PEM. Fields that are not what they should be show when a call is made:
// UNAVAILABLE.
struct Tls {
  // Certificates of authorities, of which one must vouch for the service by the host name in its address.
  // Empty for those that this machine trusts.
  std::string authorities;
  // By which the service knows the caller, if it asks: a certificate, with those that lead to an authority it
  // trusts behind it, and its key, not encrypted. Both, or none.
  std::string certificate;
  std::string key;
};

struct Options {
  // How long a call may take, retries included. An import has no deadline.
  std::chrono::milliseconds timeout{30'000};
  // Plaintext without. A service has none at unix:PATH.
  std::optional<Tls> tls;
};

class ClaimImport;
class FeedImport;
class LogWatch;
class TextCheck;

// A connection to a Verbatim service. Errors are the service's, with details that ReadRefusal (refusal.h)
// reads. Requests go as they are: the service checks them. Calls may be made from any thread.
//
// A call that finds the service away or at its limit is sent again, up to four times in all. That is safe for
// writes, too: one without a request_id gets a random one here, under which the service carries it out once.
class Client {
 public:
  // `address` as gRPC takes it, mostly host:port. The connection is made when the first call needs it.
  static std::unique_ptr<Client> Connect(const std::string& address, const Options& options = {});

  absl::StatusOr<v1::CreateDocumentResponse> CreateDocument(v1::CreateDocumentRequest request);
  absl::StatusOr<v1::CreateRevisionResponse> CreateRevision(v1::CreateRevisionRequest request);
  absl::StatusOr<v1::CompareRevisionsResponse> CompareRevisions(const v1::CompareRevisionsRequest& request);
  absl::StatusOr<v1::GetDocumentResponse> GetDocument(const v1::GetDocumentRequest& request);
  absl::StatusOr<v1::ListDocumentsResponse> ListDocuments(const v1::ListDocumentsRequest& request);
  absl::StatusOr<v1::GetRevisionResponse> GetRevision(const v1::GetRevisionRequest& request);
  absl::StatusOr<v1::ListRevisionsResponse> ListRevisions(const v1::ListRevisionsRequest& request);
  absl::StatusOr<v1::ListSentencesResponse> ListSentences(const v1::ListSentencesRequest& request);
  absl::StatusOr<v1::LocateQuoteResponse> LocateQuote(const v1::LocateQuoteRequest& request);
  absl::StatusOr<v1::EraseDocumentResponse> EraseDocument(v1::EraseDocumentRequest request);

  absl::StatusOr<v1::CreateClaimResponse> CreateClaim(v1::CreateClaimRequest request);
  absl::StatusOr<v1::BatchCreateClaimsResponse> BatchCreateClaims(v1::BatchCreateClaimsRequest request);
  absl::StatusOr<v1::GetClaimResponse> GetClaim(const v1::GetClaimRequest& request);
  absl::StatusOr<v1::BatchGetClaimsResponse> BatchGetClaims(const v1::BatchGetClaimsRequest& request);
  absl::StatusOr<v1::ListClaimsResponse> ListClaims(const v1::ListClaimsRequest& request);
  absl::StatusOr<v1::UpdateClaimResponse> UpdateClaim(v1::UpdateClaimRequest request);
  absl::StatusOr<v1::RetractClaimResponse> RetractClaim(v1::RetractClaimRequest request);
  absl::StatusOr<v1::DraftClaimsResponse> DraftClaims(const v1::DraftClaimsRequest& request);

  // Bundles are verified by verify/bundle.h, heads of the log by verify/audit.h.
  absl::StatusOr<v1::GetProofBundleResponse> GetProofBundle(const v1::GetProofBundleRequest& request);
  // What the service itself finds, which must then be trusted.
  absl::StatusOr<v1::VerifyClaimResponse> VerifyClaim(const v1::VerifyClaimRequest& request);
  absl::StatusOr<v1::GetCheckpointResponse> GetCheckpoint(const v1::GetCheckpointRequest& request);
  absl::StatusOr<v1::AddCosignaturesResponse> AddCosignatures(const v1::AddCosignaturesRequest& request);
  absl::StatusOr<v1::ListEntriesResponse> ListEntries(const v1::ListEntriesRequest& request);
  absl::StatusOr<v1::GetInclusionProofResponse> GetInclusionProof(
      const v1::GetInclusionProofRequest& request);
  absl::StatusOr<v1::GetConsistencyProofResponse> GetConsistencyProof(
      const v1::GetConsistencyProofRequest& request);

  absl::StatusOr<v1::CreateEvidenceResponse> CreateEvidence(v1::CreateEvidenceRequest request);
  absl::StatusOr<v1::ListEvidenceResponse> ListEvidence(const v1::ListEvidenceRequest& request);
  absl::StatusOr<v1::CreateReviewResponse> CreateReview(v1::CreateReviewRequest request);
  absl::StatusOr<v1::ListReviewsResponse> ListReviews(const v1::ListReviewsRequest& request);
  absl::StatusOr<v1::RetractReviewResponse> RetractReview(v1::RetractReviewRequest request);
  absl::StatusOr<v1::CreateLinkResponse> CreateLink(v1::CreateLinkRequest request);
  absl::StatusOr<v1::ListLinksResponse> ListLinks(const v1::ListLinksRequest& request);

  absl::StatusOr<v1::TraceClaimResponse> TraceClaim(const v1::TraceClaimRequest& request);
  // Calls `on_part` with each part of the file, in order, until it returns false: CANCELLED then. The parts
  // are a whole file if and only if the status is OK. There is no deadline.
  absl::Status ExportClaims(const v1::ExportClaimsRequest& request,
                            const std::function<bool(const v1::ExportClaimsResponse&)>& on_part);
  // Begins the import of a file of another tool; see feed_import.h.
  std::unique_ptr<FeedImport> ImportFeed(v1::ImportFeedOptions import_options,
                                         std::function<void(const v1::ImportFeedResponse&)> on_answer);

  absl::StatusOr<v1::MatchClaimsResponse> MatchClaims(const v1::MatchClaimsRequest& request);
  // Begins the check of a text. `on_answer` is called for each answer, in the order of the text, on a thread
  // of the check's own.
  std::unique_ptr<TextCheck> CheckText(v1::CheckTextOptions check_options,
                                       std::function<void(const v1::CheckTextResponse&)> on_answer);

  // Follows the log; see log_watch.h.
  std::unique_ptr<LogWatch> WatchLog(v1::WatchRequest request);

  // Begins an import. `on_answer` is called once a request, in their order, on a thread of the import's own.
  std::unique_ptr<ClaimImport> ImportClaims(std::function<void(const v1::ImportClaimsResponse&)> on_answer);

 private:
  Client(const std::string& address, const Options& options);

  const Options options_;
  std::unique_ptr<v1::DocumentService::Stub> documents_;
  std::unique_ptr<v1::ClaimService::Stub> claims_;
  std::unique_ptr<v1::LogService::Stub> log_;
  std::unique_ptr<v1::ProvenanceService::Stub> provenance_;
  std::unique_ptr<v1::ReviewService::Stub> reviews_;
  std::unique_ptr<v1::MatchService::Stub> match_;
};

}  // namespace verbatim::client
