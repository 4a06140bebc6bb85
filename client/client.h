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

// TLS settings, all in PEM. The client does not check the settings. A call with invalid settings returns
// UNAVAILABLE.
struct Tls {
  // CA certificates. A certificate of this list must have signed the service's certificate. The service's
  // certificate must name the host in the address. If empty, the CA certificates of this machine are trusted.
  std::string authorities;
  // `certificate` is the client certificate followed by its intermediate certificates. `key` is its
  // unencrypted private key. The service may require a client certificate, to identify the caller. Set both
  // or neither.
  std::string certificate;
  std::string key;
};

struct Options {
  // Deadline of a call, including retries. The streams ImportClaims, ImportFeed, ExportClaims, CheckText and
  // WatchLog have no deadline.
  std::chrono::milliseconds timeout{30'000};
  // Unset for a plaintext connection. Must be unset for addresses of the form unix:PATH.
  std::optional<Tls> tls;
  // Token by which the service identifies the caller, printable ASCII without spaces. Empty sends none. The client
  // sends the token only over TLS, to unix:PATH, and to addresses of the loopback interface.
  std::string token;
};

class ClaimImport;
class FeedImport;
class LogWatch;
class TextCheck;

// A connection to a Verbatim service. All methods are thread-safe. The client does not check requests.
// Methods return the errors of the service, and ReadRefusal (refusal.h) reads the details of an error.
//
// A call is retried if the service is unavailable or overloaded, up to four attempts in all. Retrying a write
// is safe: a request without a request_id gets a random one, and the service carries out a request_id only
// once.
class Client {
 public:
  // `address` is a gRPC target, usually host:port or unix:PATH. Does not block: the first call connects.
  static std::unique_ptr<Client> Connect(const std::string& address, const Options& options = {});

  // Asks whether a server answers (grpc.health.v1), without retries. Any answer counts, even that the server
  // does not have this method or cannot serve now. UNAVAILABLE or DEADLINE_EXCEEDED if there is no answer.
  absl::Status Ping(std::chrono::milliseconds timeout);

  absl::StatusOr<v1::CreateDocumentResponse> CreateDocument(v1::CreateDocumentRequest request);
  absl::StatusOr<v1::CreateRevisionResponse> CreateRevision(v1::CreateRevisionRequest request);
  absl::StatusOr<v1::CompareRevisionsResponse> CompareRevisions(const v1::CompareRevisionsRequest& request);
  absl::StatusOr<v1::GetDocumentResponse> GetDocument(const v1::GetDocumentRequest& request);
  absl::StatusOr<v1::ListDocumentsResponse> ListDocuments(const v1::ListDocumentsRequest& request);
  absl::StatusOr<v1::GetRevisionResponse> GetRevision(const v1::GetRevisionRequest& request);
  absl::StatusOr<v1::ListRevisionsResponse> ListRevisions(const v1::ListRevisionsRequest& request);
  absl::StatusOr<v1::ListSentencesResponse> ListSentences(const v1::ListSentencesRequest& request);
  absl::StatusOr<v1::LocateQuoteResponse> LocateQuote(const v1::LocateQuoteRequest& request);
  absl::StatusOr<v1::UpdateDocumentResponse> UpdateDocument(v1::UpdateDocumentRequest request);
  absl::StatusOr<v1::EraseDocumentResponse> EraseDocument(v1::EraseDocumentRequest request);

  absl::StatusOr<v1::CreateClaimResponse> CreateClaim(v1::CreateClaimRequest request);
  absl::StatusOr<v1::BatchCreateClaimsResponse> BatchCreateClaims(v1::BatchCreateClaimsRequest request);
  absl::StatusOr<v1::GetClaimResponse> GetClaim(const v1::GetClaimRequest& request);
  absl::StatusOr<v1::BatchGetClaimsResponse> BatchGetClaims(const v1::BatchGetClaimsRequest& request);
  absl::StatusOr<v1::ListClaimsResponse> ListClaims(const v1::ListClaimsRequest& request);
  absl::StatusOr<v1::UpdateClaimResponse> UpdateClaim(v1::UpdateClaimRequest request);
  absl::StatusOr<v1::RetractClaimResponse> RetractClaim(v1::RetractClaimRequest request);
  absl::StatusOr<v1::EraseClaimResponse> EraseClaim(v1::EraseClaimRequest request);
  absl::StatusOr<v1::DraftClaimsResponse> DraftClaims(const v1::DraftClaimsRequest& request);

  // Use verify/bundle.h to verify bundles and verify/audit.h to verify checkpoints.
  absl::StatusOr<v1::GetProofBundleResponse> GetProofBundle(const v1::GetProofBundleRequest& request);
  // The service itself checks the claim, so the caller must trust the service.
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
  absl::StatusOr<v1::RetractEvidenceResponse> RetractEvidence(v1::RetractEvidenceRequest request);
  absl::StatusOr<v1::RetractReviewResponse> RetractReview(v1::RetractReviewRequest request);
  absl::StatusOr<v1::CreateLinkResponse> CreateLink(v1::CreateLinkRequest request);
  absl::StatusOr<v1::RetractLinkResponse> RetractLink(v1::RetractLinkRequest request);
  absl::StatusOr<v1::ListLinksResponse> ListLinks(const v1::ListLinksRequest& request);

  absl::StatusOr<v1::TraceClaimResponse> TraceClaim(const v1::TraceClaimRequest& request);
  // Calls `on_part` with each part of the file, in order. If `on_part` returns false, the export ends with
  // CANCELLED. The parts form a complete file if and only if the status is OK.
  absl::Status ExportClaims(const v1::ExportClaimsRequest& request,
                            const std::function<bool(const v1::ExportClaimsResponse&)>& on_part);
  // Starts the import of another tool's file; see feed_import.h.
  std::unique_ptr<FeedImport> ImportFeed(v1::ImportFeedOptions import_options,
                                         std::function<void(const v1::ImportFeedResponse&)> on_response);

  absl::StatusOr<v1::MatchClaimsResponse> MatchClaims(const v1::MatchClaimsRequest& request);
  // Starts the check of a text; see text_check.h.
  std::unique_ptr<TextCheck> CheckText(v1::CheckTextOptions check_options,
                                       std::function<void(const v1::CheckTextResponse&)> on_response);

  // Follows the log; see log_watch.h.
  std::unique_ptr<LogWatch> WatchLog(v1::WatchRequest request);

  // Starts an import of claims; see claim_import.h.
  std::unique_ptr<ClaimImport> ImportClaims(std::function<void(const v1::ImportClaimsResponse&)> on_response);

 private:
  Client(const std::string& address, const Options& options);

  const Options options_;
  const std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::DocumentService::Stub> documents_;
  std::unique_ptr<v1::ClaimService::Stub> claims_;
  std::unique_ptr<v1::LogService::Stub> log_;
  std::unique_ptr<v1::ProvenanceService::Stub> provenance_;
  std::unique_ptr<v1::ReviewService::Stub> reviews_;
  std::unique_ptr<v1::MatchService::Stub> match_;
};

}  // namespace verbatim::client
