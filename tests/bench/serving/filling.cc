#include "serving/filling.h"

#include <atomic>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "serving/failure.h"
#include "serving/workload.h"
#include "verbatim/v1/claim_service.grpc.pb.h"
#include "verbatim/v1/document_service.grpc.pb.h"

namespace verbatim::bench {
namespace {

// Claims whose requests are made ahead of the clock.
constexpr int64_t kClaimsAtOnce = 20'000;

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
        if (!status.ok()) Fail(absl::StrCat("article ", article, ": ", status.error_message()));
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
}

Clock::duration ImportClaims(const std::string& address, int64_t first, int64_t end) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  auto stub = v1::ClaimService::NewStub(
      grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments));
  Clock::duration took{};
  for (int64_t begin = first; begin < end; begin += kClaimsAtOnce) {
    const int64_t stop = std::min(end, begin + kClaimsAtOnce);
    std::vector<v1::ImportClaimsRequest> requests(static_cast<size_t>(stop - begin));
    for (size_t i = 0; i < requests.size(); ++i) {
      *requests[i].mutable_request() = ClaimOf(begin + static_cast<int64_t>(i));
    }
    const auto start = Clock::now();
    grpc::ClientContext context;
    auto stream = stub->ImportClaims(&context);
    std::thread writer([&] {
      for (const v1::ImportClaimsRequest& request : requests) {
        if (!stream->Write(request)) return;
      }
      stream->WritesDone();
    });
    v1::ImportClaimsResponse response;
    size_t stored = 0;
    while (stream->Read(&response)) {
      if (!response.has_claim()) Fail(absl::StrCat("a claim was refused: ", response.error().message()));
      ++stored;
    }
    writer.join();
    grpc::Status status = stream->Finish();
    took += Clock::now() - start;
    if (!status.ok() || stored != requests.size()) {
      Fail(absl::StrCat("ImportClaims: ", stored, " of ", requests.size(), ": ", status.error_message()));
    }
  }
  return took;
}

}  // namespace verbatim::bench
