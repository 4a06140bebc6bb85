#pragma once

#include <gmock/gmock.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "access/authenticator.h"
#include "google/protobuf/util/json_util.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "match/claim_index.h"
#include "match/matcher.h"
#include "methods/dispatcher.h"
#include "registry/registry.h"
#include "rpc/health.h"
#include "rpc/server.h"
#include "store/store.h"
#include "support/status_details.h"
#include "support/temp_folder.h"
#include "support/test_store.h"
#include "verbatim/v1/claim_service.grpc.pb.h"
#include "verbatim/v1/document_service.grpc.pb.h"
#include "verbatim/v1/log_service.grpc.pb.h"
#include "verbatim/v1/match_service.grpc.pb.h"
#include "verbatim/v1/provenance_service.grpc.pb.h"
#include "verbatim/v1/refusal.pb.h"
#include "verbatim/v1/review_service.grpc.pb.h"

namespace verbatim::test {

// Parses protobuf JSON.
template <typename Message>
Message FromJson(const std::string& json) {
  Message message;
  auto status = google::protobuf::util::JsonStringToMessage(json, &message);
  EXPECT_TRUE(status.ok()) << status.ToString() << "\n" << json;
  return message;
}

inline google::rpc::Status RpcStatus(const grpc::Status& status) {
  google::rpc::Status rpc;
  rpc.ParseFromString(status.error_details());
  return rpc;
}

template <typename Detail>
Detail DetailOf(const grpc::Status& status) {
  std::optional<Detail> detail = DetailOf<Detail>(RpcStatus(status));
  EXPECT_TRUE(detail.has_value()) << status.error_message();
  return detail.value_or(Detail());
}

inline std::string ReasonOf(const grpc::Status& status) {
  return DetailOf<google::rpc::ErrorInfo>(status).reason();
}

// Returns the fields that a BadRequest names.
inline std::vector<std::string> BadFields(const grpc::Status& status) {
  const google::rpc::Status rpc = RpcStatus(status);
  EXPECT_TRUE(DetailOf<google::rpc::BadRequest>(rpc).has_value()) << status.error_message();
  return BadFields(rpc);
}

// A unary call in raw bytes, for services without generated code, and for malformed and compressed requests.
inline std::pair<grpc::Status, std::string> RawCall(const std::shared_ptr<grpc::Channel>& channel,
                                                    const std::string& method, const std::string& bytes,
                                                    grpc_compression_algorithm algorithm = GRPC_COMPRESS_NONE,
                                                    const std::vector<std::string>& authorization = {}) {
  grpc::GenericStub stub(channel);
  grpc::CompletionQueue queue;
  grpc::ClientContext context;
  context.set_compression_algorithm(algorithm);
  for (const std::string& value : authorization) context.AddMetadata("authorization", value);
  grpc::Slice slice(bytes);
  auto call = stub.PrepareUnaryCall(&context, method, grpc::ByteBuffer(&slice, 1), &queue);
  call->StartCall();
  grpc::ByteBuffer answer;
  grpc::Status status;
  call->Finish(&answer, &status, &call);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  std::vector<grpc::Slice> slices;
  std::string text;
  if (answer.Valid() && answer.Dump(&slices).ok()) {
    for (const grpc::Slice& part : slices)
      text.append(reinterpret_cast<const char*>(part.begin()), part.size());
  }
  return {status, text};
}

// The service with a real store and a real socket, in this process so that sanitizers cover it.
class ApiTest : public ::testing::Test {
 protected:
  ApiTest() { Start(); }

  void Start(registry::Limits limits = {}) {
    Stop();
    auto opened = store::OpenStore(store_uri_, 8);
    ASSERT_TRUE(opened.ok()) << opened.status();
    store_ = *std::move(opened);
    registry_ = std::make_unique<registry::Registry>(
        *store_, limits, sources_,
        registry::LogIdentity{*log::SigningKey::FromPem(key_pem_), "verbatim.test/log", {witness_}},
        [this](bool available) { health_->SetStoreAvailable(available); });
    health_ = std::make_unique<rpc::Health>();
    index_ = std::make_unique<match::ClaimIndex>(
        *registry_,
        match::ClaimIndex::Options{.folder = folder_.Path("test.db.index"),
                                   .on_event = [this](const match::ClaimIndex::Event& event) {
                                     if (event.kind == match::ClaimIndex::Event::Kind::kRebuilding)
                                       ++index_rebuilds_;
                                   }});
    matcher_ = std::make_unique<match::Matcher>(*registry_, *index_);
    dispatcher_ = std::make_unique<methods::Dispatcher>(
        methods::DispatcherOptions{.threads = 8,
                                   .watch = watch_options_,
                                   .memory_bytes = memory_bytes_,
                                   .check_interval = std::chrono::milliseconds(20),
                                   .tracer = tracer_},
        *registry_, *matcher_);
    auto server = rpc::Server::Start(
        {.listen = {"127.0.0.1:0"}, .authenticator = authenticator_, .message_timeout = message_timeout_},
        *dispatcher_, *health_);
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    grpc::ChannelArguments arguments;
    arguments.SetMaxReceiveMessageSize(64 << 20);
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);  // reuse no earlier connection
    channel_ = grpc::CreateCustomChannel("127.0.0.1:" + std::to_string(server_->port()),
                                         grpc::InsecureChannelCredentials(), arguments);
    documents_ = v1::DocumentService::NewStub(channel_);
    claims_ = v1::ClaimService::NewStub(channel_);
    log_ = v1::LogService::NewStub(channel_);
    provenance_ = v1::ProvenanceService::NewStub(channel_);
    reviews_ = v1::ReviewService::NewStub(channel_);
    match_ = v1::MatchService::NewStub(channel_);
  }

  void Stop() {
    server_.reset();
    dispatcher_.reset();
    matcher_.reset();
    index_.reset();
    registry_.reset();
    store_.reset();
  }

  // These methods make calls that must succeed.
  v1::CreateDocumentResponse AddDocument(const std::string& id, const std::string& text) {
    v1::CreateDocumentRequest request;
    request.set_document_id(id);
    request.mutable_document()->set_language_code("en");
    request.mutable_content()->set_data(text);
    v1::CreateDocumentResponse response;
    grpc::Status status = CreateDocument(request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  v1::Claim AddClaim(const v1::CreateClaimRequest& request) {
    v1::CreateClaimResponse response;
    grpc::Status status = CreateClaim(request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.claim();
  }

  // Returns a request for a claim that cites one quote of `documents/{document}`.
  static v1::CreateClaimRequest ClaimOn(const std::string& document, const std::string& quote) {
    v1::CreateClaimRequest request;
    request.mutable_claim()->set_text("A claim on \"" + quote + "\"");
    v1::Citation& citation = *request.mutable_claim()->add_citations();
    citation.set_revision("documents/" + document);
    citation.set_quote(quote);
    return request;
  }

  grpc::Status CreateDocument(const v1::CreateDocumentRequest& request,
                              v1::CreateDocumentResponse* response) {
    grpc::ClientContext context;
    return documents_->CreateDocument(&context, request, response);
  }
  grpc::Status CreateClaim(const v1::CreateClaimRequest& request, v1::CreateClaimResponse* response) {
    grpc::ClientContext context;
    return claims_->CreateClaim(&context, request, response);
  }
  grpc::Status GetClaim(const std::string& name, v1::Claim* claim) {
    grpc::ClientContext context;
    v1::GetClaimRequest request;
    request.set_name(name);
    v1::GetClaimResponse response;
    grpc::Status status = claims_->GetClaim(&context, request, &response);
    *claim = response.claim();
    return status;
  }
  // The number of claims, at most 1,000.
  int CountClaims() {
    grpc::ClientContext context;
    v1::ListClaimsRequest request;
    request.set_page_size(1000);
    v1::ListClaimsResponse response;
    EXPECT_TRUE(claims_->ListClaims(&context, request, &response).ok());
    return response.claims_size();
  }

  // The log's signing key, and the key of a witness that the server knows.
  const std::string key_pem_ = log::SigningKey::Generate().ToPem();
  const log::SigningKey witness_key_ = log::SigningKey::Generate();
  const log::VerifierKey witness_{"witness.test/w", log::SignatureType::kCosignature,
                                  witness_key_.public_key()};
  log::VerifierKey log_key() const {
    return {"verbatim.test/log", log::SignatureType::kEd25519,
            log::SigningKey::FromPem(key_pem_)->public_key()};
  }

  registry::Environment sources_ =
      registry::Environment::System();  // like the members below, used by the next Start
  std::chrono::milliseconds message_timeout_{120'000};
  const access::Authenticator* authenticator_ = &access::Authenticator::Open();
  methods::WatchOptions watch_options_;
  size_t memory_bytes_ = size_t{1} << 30;
  tracing::Tracer* tracer_ = nullptr;
  TempFolder folder_;
  std::string store_uri_ = NewStore(folder_, "test.db");
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<rpc::Health> health_;
  std::unique_ptr<registry::Registry> registry_;
  std::atomic<int> index_rebuilds_ = 0;
  std::unique_ptr<match::ClaimIndex> index_;
  std::unique_ptr<match::Matcher> matcher_;
  std::unique_ptr<methods::Dispatcher> dispatcher_;
  std::unique_ptr<rpc::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::DocumentService::Stub> documents_;
  std::unique_ptr<v1::ClaimService::Stub> claims_;
  std::unique_ptr<v1::LogService::Stub> log_;
  std::unique_ptr<v1::ProvenanceService::Stub> provenance_;
  std::unique_ptr<v1::ReviewService::Stub> reviews_;
  std::unique_ptr<v1::MatchService::Stub> match_;
};

// Two sentences. "The airline" occurs twice in the second.
inline constexpr char kBrief[] =
    "In September 2025, Belarus freed fifty-two prisoners. The envoy said the airline would fly again, and "
    "the airline did.\n";

}  // namespace verbatim::test
