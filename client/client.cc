#include "client/client.h"

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <random>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "client/bearer_token.h"
#include "client/claim_import.h"
#include "client/feed_import.h"
#include "client/log_watch.h"
#include "client/refusal.h"
#include "client/text_check.h"

namespace verbatim::client {
namespace {

// The largest message that the client accepts. The text of a revision has up to 16 MiB, and a server may
// allow more.
constexpr int kMessageBytes = 64 << 20;
// Requests up to this size are buffered for retries.
constexpr int kRetryBufferBytes = 20 << 20;
// Interval of keepalive pings during a call. Without them an import would wait forever if the peer vanished
// without closing the connection. verbatimd allows one ping every 10 s.
constexpr int kKeepaliveMillis = 60'000;

// The first reconnection is quick, so that a program and its server can start at the same time. Later
// reconnections back off.
constexpr int kReconnectMillis = 100;
constexpr int kMaxReconnectMillis = 5'000;
// How long an attempt to connect may take, with the handshake of TLS. gRPC names this the least backoff.
constexpr int kConnectMillis = 2'000;

// Minimum time between two DNS lookups after a failed connection. With gRPC's default of 30 s, the client
// would notice a restarted service too late.
constexpr int kResolveMillis = 1'000;

// Retry policy (gRFC A6). A call that returned UNAVAILABLE or RESOURCE_EXHAUSTED was not carried out, or is
// safe to repeat. gRPC cannot replay the streams of imports and checks, and LogWatch resumes its own stream.
constexpr char kServiceConfig[] = R"json({
  "methodConfig": [
    {"name": [{"service": "verbatim.v1.ClaimService", "method": "ImportClaims"},
              {"service": "verbatim.v1.LogService", "method": "Watch"},
              {"service": "verbatim.v1.ProvenanceService", "method": "ImportFeed"},
              {"service": "verbatim.v1.MatchService", "method": "CheckText"}]},
    {
      "name": [{"service": "verbatim.v1.DocumentService"}, {"service": "verbatim.v1.ClaimService"},
               {"service": "verbatim.v1.LogService"}, {"service": "verbatim.v1.ProvenanceService"},
               {"service": "verbatim.v1.ReviewService"}, {"service": "verbatim.v1.MatchService"}],
      "retryPolicy": {
        "maxAttempts": 4, "initialBackoff": "0.1s", "maxBackoff": "2s", "backoffMultiplier": 3,
        "retryableStatusCodes": ["UNAVAILABLE", "RESOURCE_EXHAUSTED"]
      }
    }
  ]
})json";

std::shared_ptr<grpc::ChannelCredentials> MakeCredentials(const std::optional<Tls>& tls) {
  if (!tls) return grpc::InsecureChannelCredentials();
  return grpc::SslCredentials(
      {.pem_root_certs = tls->authorities, .pem_private_key = tls->key, .pem_cert_chain = tls->certificate});
}

std::shared_ptr<grpc::Channel> MakeChannel(const std::string& address, const Options& options) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMessageBytes);
  arguments.SetServiceConfigJSON(kServiceConfig);
  arguments.SetInt(GRPC_ARG_PER_RPC_RETRY_BUFFER_SIZE, kRetryBufferBytes);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMillis);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, kReconnectMillis);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, kConnectMillis);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kMaxReconnectMillis);
  arguments.SetInt(GRPC_ARG_DNS_MIN_TIME_BETWEEN_RESOLUTIONS_MS, kResolveMillis);
  std::vector<std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface>> interceptors;
  if (!options.token.empty() && (options.tls || IsLocal(address)))
    interceptors.push_back(MakeTokenSender(options.token));
  return grpc::experimental::CreateCustomChannelWithInterceptors(address, MakeCredentials(options.tls),
                                                                 arguments, std::move(interceptors));
}

// Returns a random UUID version 4 (RFC 9562, section 5.4).
std::string RandomRequestId() {
  std::random_device random;
  std::string bytes(16, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x40);  // version 4
  bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);  // variant 10
  std::string id = absl::BytesToHexString(bytes);
  for (size_t hyphen : {8, 13, 18, 23}) id.insert(hyphen, 1, '-');
  return id;
}

template <typename Request>
void FillRequestId(Request& request) {
  if (request.request_id().empty()) request.set_request_id(RandomRequestId());
}

template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> Call(const Options& options, Stub& stub,
                              grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                              const Request& request) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + options.timeout);
  Response response;
  grpc::Status status = (stub.*method)(&context, request, &response);
  if (!status.ok()) return ToAbsl(status);
  return response;
}

using Documents = v1::DocumentService::Stub;
using Claims = v1::ClaimService::Stub;
using Log = v1::LogService::Stub;
using Reviews = v1::ReviewService::Stub;

}  // namespace

std::unique_ptr<Client> Client::Connect(const std::string& address, const Options& options) {
  return std::unique_ptr<Client>(new Client(address, options));
}

Client::Client(const std::string& address, const Options& options)
    : options_(options), channel_(MakeChannel(address, options)) {
  documents_ = v1::DocumentService::NewStub(channel_);
  claims_ = v1::ClaimService::NewStub(channel_);
  log_ = v1::LogService::NewStub(channel_);
  provenance_ = v1::ProvenanceService::NewStub(channel_);
  reviews_ = v1::ReviewService::NewStub(channel_);
  match_ = v1::MatchService::NewStub(channel_);
}

absl::Status Client::Ping(std::chrono::milliseconds timeout) {
  grpc::GenericStub stub(channel_);
  grpc::CompletionQueue queue;
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + timeout);
  const grpc::Slice no_service;  // an empty HealthCheckRequest asks about the whole server
  auto call = stub.PrepareUnaryCall(&context, "/grpc.health.v1.Health/Check",
                                    grpc::ByteBuffer(&no_service, 1), &queue);
  call->StartCall();
  grpc::ByteBuffer response;
  grpc::Status status;
  call->Finish(&response, &status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  const bool answered = status.error_code() != grpc::StatusCode::UNAVAILABLE &&
                        status.error_code() != grpc::StatusCode::DEADLINE_EXCEEDED;
  return answered ? absl::OkStatus() : ToAbsl(status);
}

absl::StatusOr<v1::CreateDocumentResponse> Client::CreateDocument(v1::CreateDocumentRequest request) {
  FillRequestId(request);
  return Call(options_, *documents_, &Documents::CreateDocument, request);
}
absl::StatusOr<v1::CreateRevisionResponse> Client::CreateRevision(v1::CreateRevisionRequest request) {
  FillRequestId(request);
  return Call(options_, *documents_, &Documents::CreateRevision, request);
}
absl::StatusOr<v1::CompareRevisionsResponse> Client::CompareRevisions(
    const v1::CompareRevisionsRequest& request) {
  return Call(options_, *documents_, &Documents::CompareRevisions, request);
}
absl::StatusOr<v1::GetDocumentResponse> Client::GetDocument(const v1::GetDocumentRequest& request) {
  return Call(options_, *documents_, &Documents::GetDocument, request);
}
absl::StatusOr<v1::ListDocumentsResponse> Client::ListDocuments(const v1::ListDocumentsRequest& request) {
  return Call(options_, *documents_, &Documents::ListDocuments, request);
}
absl::StatusOr<v1::GetRevisionResponse> Client::GetRevision(const v1::GetRevisionRequest& request) {
  return Call(options_, *documents_, &Documents::GetRevision, request);
}
absl::StatusOr<v1::ListRevisionsResponse> Client::ListRevisions(const v1::ListRevisionsRequest& request) {
  return Call(options_, *documents_, &Documents::ListRevisions, request);
}
absl::StatusOr<v1::ListSentencesResponse> Client::ListSentences(const v1::ListSentencesRequest& request) {
  return Call(options_, *documents_, &Documents::ListSentences, request);
}
absl::StatusOr<v1::LocateQuoteResponse> Client::LocateQuote(const v1::LocateQuoteRequest& request) {
  return Call(options_, *documents_, &Documents::LocateQuote, request);
}

absl::StatusOr<v1::UpdateDocumentResponse> Client::UpdateDocument(v1::UpdateDocumentRequest request) {
  FillRequestId(request);
  return Call(options_, *documents_, &Documents::UpdateDocument, request);
}

absl::StatusOr<v1::EraseDocumentResponse> Client::EraseDocument(v1::EraseDocumentRequest request) {
  FillRequestId(request);
  return Call(options_, *documents_, &Documents::EraseDocument, request);
}

absl::StatusOr<v1::GetProofBundleResponse> Client::GetProofBundle(const v1::GetProofBundleRequest& request) {
  return Call(options_, *provenance_, &v1::ProvenanceService::Stub::GetProofBundle, request);
}
absl::StatusOr<v1::VerifyClaimResponse> Client::VerifyClaim(const v1::VerifyClaimRequest& request) {
  return Call(options_, *provenance_, &v1::ProvenanceService::Stub::VerifyClaim, request);
}
absl::StatusOr<v1::GetCheckpointResponse> Client::GetCheckpoint(const v1::GetCheckpointRequest& request) {
  return Call(options_, *log_, &Log::GetCheckpoint, request);
}
absl::StatusOr<v1::AddCosignaturesResponse> Client::AddCosignatures(
    const v1::AddCosignaturesRequest& request) {
  return Call(options_, *log_, &Log::AddCosignatures, request);
}
absl::StatusOr<v1::ListEntriesResponse> Client::ListEntries(const v1::ListEntriesRequest& request) {
  return Call(options_, *log_, &Log::ListEntries, request);
}
absl::StatusOr<v1::GetInclusionProofResponse> Client::GetInclusionProof(
    const v1::GetInclusionProofRequest& request) {
  return Call(options_, *log_, &Log::GetInclusionProof, request);
}
absl::StatusOr<v1::GetConsistencyProofResponse> Client::GetConsistencyProof(
    const v1::GetConsistencyProofRequest& request) {
  return Call(options_, *log_, &Log::GetConsistencyProof, request);
}

std::unique_ptr<LogWatch> Client::WatchLog(v1::WatchRequest request) {
  return std::make_unique<LogWatch>(*log_, std::move(request));
}

absl::StatusOr<v1::CreateClaimResponse> Client::CreateClaim(v1::CreateClaimRequest request) {
  FillRequestId(request);
  return Call(options_, *claims_, &Claims::CreateClaim, request);
}
absl::StatusOr<v1::BatchCreateClaimsResponse> Client::BatchCreateClaims(
    v1::BatchCreateClaimsRequest request) {
  FillRequestId(request);
  return Call(options_, *claims_, &Claims::BatchCreateClaims, request);
}
absl::StatusOr<v1::GetClaimResponse> Client::GetClaim(const v1::GetClaimRequest& request) {
  return Call(options_, *claims_, &Claims::GetClaim, request);
}
absl::StatusOr<v1::BatchGetClaimsResponse> Client::BatchGetClaims(const v1::BatchGetClaimsRequest& request) {
  return Call(options_, *claims_, &Claims::BatchGetClaims, request);
}
absl::StatusOr<v1::ListClaimsResponse> Client::ListClaims(const v1::ListClaimsRequest& request) {
  return Call(options_, *claims_, &Claims::ListClaims, request);
}
absl::StatusOr<v1::UpdateClaimResponse> Client::UpdateClaim(v1::UpdateClaimRequest request) {
  FillRequestId(request);
  return Call(options_, *claims_, &Claims::UpdateClaim, request);
}
absl::StatusOr<v1::RetractClaimResponse> Client::RetractClaim(v1::RetractClaimRequest request) {
  FillRequestId(request);
  return Call(options_, *claims_, &Claims::RetractClaim, request);
}

absl::StatusOr<v1::EraseClaimResponse> Client::EraseClaim(v1::EraseClaimRequest request) {
  FillRequestId(request);
  return Call(options_, *claims_, &Claims::EraseClaim, request);
}

absl::StatusOr<v1::DraftClaimsResponse> Client::DraftClaims(const v1::DraftClaimsRequest& request) {
  return Call(options_, *claims_, &Claims::DraftClaims, request);
}

std::unique_ptr<ClaimImport> Client::ImportClaims(
    std::function<void(const v1::ImportClaimsResponse&)> on_response) {
  return std::make_unique<ClaimImport>(*claims_, std::move(on_response));
}

absl::StatusOr<v1::CreateEvidenceResponse> Client::CreateEvidence(v1::CreateEvidenceRequest request) {
  FillRequestId(request);
  return Call(options_, *reviews_, &Reviews::CreateEvidence, request);
}
absl::StatusOr<v1::ListEvidenceResponse> Client::ListEvidence(const v1::ListEvidenceRequest& request) {
  return Call(options_, *reviews_, &Reviews::ListEvidence, request);
}
absl::StatusOr<v1::RetractEvidenceResponse> Client::RetractEvidence(v1::RetractEvidenceRequest request) {
  FillRequestId(request);
  return Call(options_, *reviews_, &Reviews::RetractEvidence, request);
}
absl::StatusOr<v1::CreateReviewResponse> Client::CreateReview(v1::CreateReviewRequest request) {
  FillRequestId(request);
  return Call(options_, *reviews_, &Reviews::CreateReview, request);
}
absl::StatusOr<v1::ListReviewsResponse> Client::ListReviews(const v1::ListReviewsRequest& request) {
  return Call(options_, *reviews_, &Reviews::ListReviews, request);
}
absl::StatusOr<v1::RetractReviewResponse> Client::RetractReview(v1::RetractReviewRequest request) {
  FillRequestId(request);
  return Call(options_, *reviews_, &Reviews::RetractReview, request);
}
absl::StatusOr<v1::CreateLinkResponse> Client::CreateLink(v1::CreateLinkRequest request) {
  FillRequestId(request);
  return Call(options_, *reviews_, &Reviews::CreateLink, request);
}
absl::StatusOr<v1::RetractLinkResponse> Client::RetractLink(v1::RetractLinkRequest request) {
  FillRequestId(request);
  return Call(options_, *reviews_, &Reviews::RetractLink, request);
}
absl::StatusOr<v1::ListLinksResponse> Client::ListLinks(const v1::ListLinksRequest& request) {
  return Call(options_, *reviews_, &Reviews::ListLinks, request);
}

absl::StatusOr<v1::TraceClaimResponse> Client::TraceClaim(const v1::TraceClaimRequest& request) {
  return Call(options_, *provenance_, &v1::ProvenanceService::Stub::TraceClaim, request);
}

absl::Status Client::ExportClaims(const v1::ExportClaimsRequest& request,
                                  const std::function<bool(const v1::ExportClaimsResponse&)>& on_part) {
  grpc::ClientContext context;
  auto stream = provenance_->ExportClaims(&context, request);
  v1::ExportClaimsResponse part;
  while (stream->Read(&part)) {
    if (on_part(part)) continue;
    context.TryCancel();
    while (stream->Read(&part)) {
    }
    break;
  }
  return ToAbsl(stream->Finish());
}

std::unique_ptr<FeedImport> Client::ImportFeed(
    v1::ImportFeedOptions import_options, std::function<void(const v1::ImportFeedResponse&)> on_response) {
  return std::make_unique<FeedImport>(*provenance_, std::move(import_options), std::move(on_response));
}

absl::StatusOr<v1::MatchClaimsResponse> Client::MatchClaims(const v1::MatchClaimsRequest& request) {
  return Call(options_, *match_, &v1::MatchService::Stub::MatchClaims, request);
}

std::unique_ptr<TextCheck> Client::CheckText(v1::CheckTextOptions check_options,
                                             std::function<void(const v1::CheckTextResponse&)> on_response) {
  return std::make_unique<TextCheck>(*match_, std::move(check_options), std::move(on_response));
}

}  // namespace verbatim::client
