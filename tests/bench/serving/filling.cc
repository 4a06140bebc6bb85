#include "serving/filling.h"

#include <grpcpp/support/proto_buffer_reader.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "serving/workload.h"
#include "support/fail.h"
#include "verbatim/v1/claim_service.grpc.pb.h"
#include "verbatim/v1/document_service.grpc.pb.h"
#include "verbatim/v1/match_service.grpc.pb.h"

namespace verbatim::bench {
namespace {

// The number of requests that are built before the clock starts.
constexpr int64_t kClaimsAtOnce = 20'000;

constexpr int kIndexTries = 1'000;

}  // namespace

void CreateArticles(const std::string& address, int64_t first, int64_t end) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  auto stub = v1::DocumentService::NewStub(
      grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments));
  std::atomic<int64_t> next = first;
  std::vector<std::thread> writers;
  for (int i = 0; i < 16; ++i) {
    writers.emplace_back([&] {
      for (int64_t article = next++; article < end; article = next++) {
        grpc::ClientContext context;
        v1::CreateDocumentResponse response;
        grpc::Status status = stub->CreateDocument(&context, ArticleOf(article), &response);
        if (!status.ok()) test::Fail(absl::StrCat("article ", article, ": ", status.error_message()));
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
}

Clock::duration ImportClaims(const std::string& address, int64_t first, int64_t end) {
  Target target(address, 1);
  Clock::duration took{};
  for (int64_t begin = first; begin < end; begin += kClaimsAtOnce) {
    std::vector<grpc::ByteBuffer> requests;
    for (int64_t claim = begin; claim < std::min(end, begin + kClaimsAtOnce); ++claim) {
      v1::ImportClaimsRequest request;
      *request.mutable_request() = ClaimOf(claim);
      requests.push_back(BytesOf(request));
    }
    const auto start = Clock::now();
    const std::vector<grpc::ByteBuffer> answers =
        target.Stream("/verbatim.v1.ClaimService/ImportClaims", requests);
    took += Clock::now() - start;
    if (answers.size() != requests.size()) test::Fail("ImportClaims did not answer for each claim");
    for (grpc::ByteBuffer answer : answers) {
      v1::ImportClaimsResponse response;
      grpc::ProtoBufferReader reader(&answer);
      if (!response.ParseFromZeroCopyStream(&reader)) test::Fail("an answer of ImportClaims cannot be read");
      if (!response.has_claim()) test::Fail("a claim was refused: " + response.error().message());
    }
  }
  return took;
}

void AwaitIndex(const std::string& address, int64_t end) {
  auto channel = grpc::CreateChannel(address, grpc::InsecureChannelCredentials());
  v1::GetClaimRequest last;
  last.set_name(ClaimName(end - 1));
  v1::GetClaimResponse claim;
  {
    grpc::ClientContext context;
    grpc::Status status = v1::ClaimService::NewStub(channel)->GetClaim(&context, last, &claim);
    if (!status.ok()) test::Fail(last.name() + ": " + status.error_message());
  }
  v1::MatchClaimsRequest request;
  request.set_text(claim.claim().text());
  request.set_min_log_size(claim.claim().log_index() + 1);
  auto stub = v1::MatchService::NewStub(channel);
  for (int i = 0; i < kIndexTries; ++i) {  // each call waits up to some seconds
    grpc::ClientContext context;
    v1::MatchClaimsResponse response;
    grpc::Status status = stub->MatchClaims(&context, request, &response);
    if (status.ok()) return;
    if (status.error_code() != grpc::StatusCode::UNAVAILABLE)
      test::Fail("MatchClaims: " + status.error_message());
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  test::Fail("the index of claims does not catch up");
}

}  // namespace verbatim::bench
