#include <grpcpp/generic/generic_stub.h>

#include <atomic>
#include <thread>

#include "api/fixture.h"
#include "support/eventually.h"
#include "sync/executor.h"
#include "sync/mutex.h"
#include "sync/slow_read_detector.h"

namespace verbatim::test {
namespace {

class ServerTest : public ApiTest {
 protected:
  // grpc.health.v1.HealthCheckResponse.status: 1 is SERVING, 2 NOT_SERVING.
  int Health(const std::string& service = "") {
    const std::string request =
        service.empty() ? "" : std::string("\x0A") + static_cast<char>(service.size()) + service;
    auto [status, bytes] = RawCall(channel_, "/grpc.health.v1.Health/Check", request);
    if (status.error_code() == grpc::StatusCode::NOT_FOUND) return -1;
    EXPECT_TRUE(status.ok()) << status.error_message();
    return bytes.size() == 2 ? bytes[1] : 0;
  }
};

TEST_F(ServerTest, AnswersHealthChecksByTheStateOfTheStore) {
  EXPECT_EQ(Health(), 1);
  health_->SetStoreAvailable(false);
  EXPECT_EQ(Health(), 2);
  health_->SetStoreAvailable(true);
  EXPECT_EQ(Health(), 1);
}

TEST_F(ServerTest, AnswersHealthChecksByServiceName) {
  for (const char* service :
       {"verbatim.v1.ClaimService", "verbatim.v1.DocumentService", "verbatim.v1.LogService",
        "verbatim.v1.MatchService", "verbatim.v1.ReviewService"}) {
    EXPECT_EQ(Health(service), 1) << service;
    health_->SetStoreAvailable(false);
    EXPECT_EQ(Health(service), 2) << service;
    health_->SetStoreAvailable(true);
  }
  EXPECT_EQ(Health("verbatim.v1.NoService"), -1);
}

TEST_F(ServerTest, AnswersReflectionInBothVersions) {
  // ServerReflectionRequest: list_services is field 7, file_containing_symbol is field 4.
  const std::string requests[] = {"\x3A\x01*", "\x22\x18verbatim.v1.ClaimService", "\x22\x04none"};
  const auto ask = [&](const std::string& version) {
    std::vector<std::string> responses;
    grpc::GenericStub stub(channel_);
    grpc::CompletionQueue queue;
    grpc::ClientContext context;
    const auto wait = [&] {
      void* tag = nullptr;
      bool ok = false;
      return queue.Next(&tag, &ok) && ok;
    };
    const auto call = stub.PrepareCall(
        &context, "/grpc.reflection." + version + ".ServerReflection/ServerReflectionInfo", &queue);
    call->StartCall(nullptr);
    EXPECT_TRUE(wait());
    for (const std::string& request : requests) {
      grpc::Slice slice(request);
      call->Write(grpc::ByteBuffer(&slice, 1), nullptr);
      EXPECT_TRUE(wait());
      grpc::ByteBuffer bytes;
      call->Read(&bytes, nullptr);
      EXPECT_TRUE(wait());
      grpc::Slice response;
      EXPECT_TRUE(bytes.DumpToSingleSlice(&response).ok());
      responses.emplace_back(reinterpret_cast<const char*>(response.begin()), response.size());
    }
    call->WritesDone(nullptr);
    EXPECT_TRUE(wait());
    grpc::Status status;
    call->Finish(&status, nullptr);
    EXPECT_TRUE(wait());
    EXPECT_TRUE(status.ok()) << status.error_message();
    return responses;
  };
  const std::vector<std::string> responses = ask("v1");
  EXPECT_EQ(responses, ask("v1alpha"));
  EXPECT_THAT(responses[0], HasSubstr("verbatim.v1.ClaimService"));
  EXPECT_THAT(responses[1], HasSubstr("verbatim/v1/claim_service.proto"));
  EXPECT_THAT(responses[2], HasSubstr("not found"));
}

TEST_F(ServerTest, NamesTheMessageThatMalformedBytesShouldBe) {
  auto [status, bytes] = RawCall(channel_, "/verbatim.v1.ClaimService/GetClaim", "\xFF\xFF\xFF");
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), ::testing::HasSubstr("verbatim.v1.GetClaimRequest"));
}

TEST_F(ServerTest, AnswersUnknownMethodsWithUnimplemented) {
  auto [status, bytes] = RawCall(channel_, "/verbatim.v1.ClaimService/Nonsense", "");
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNIMPLEMENTED);
}

TEST_F(ServerTest, RefusesAPortThatIsTaken) {
  rpc::Health health;
  auto second =
      rpc::Server::Start({.listen = {"127.0.0.1:" + std::to_string(server_->port())}}, *dispatcher_, health);
  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(ServerTest, FinishesRunningCallsWhenItDrains) {
  AddDocument("brief", kBrief);
  std::atomic<int> acknowledged = 0;
  std::atomic<bool> stop = false;
  std::vector<std::thread> writers;
  for (int t = 0; t < 4; ++t) {
    writers.emplace_back([&] {
      while (!stop) {
        v1::CreateClaimResponse response;
        grpc::Status status = CreateClaim(ClaimOn("brief", "fifty-two"), &response);
        // A call that has begun is always finished. A later call finds the port closed, or gRPC cancels it
        // before it reaches our code.
        if (!status.ok()) {
          EXPECT_TRUE(status.error_code() == grpc::StatusCode::UNAVAILABLE ||
                      status.error_code() == grpc::StatusCode::CANCELLED)
              << status.error_message();
          break;
        }
        ++acknowledged;
      }
    });
  }
  while (acknowledged < 50) std::this_thread::yield();
  server_->Drain(absl::Seconds(30));
  stop = true;
  for (std::thread& writer : writers) writer.join();
  int before = acknowledged;
  Start();
  int64_t stored = *store_->Size() - 2;
  EXPECT_GE(stored, before);
}

TEST_F(ServerTest, RefusesWritesBeyondItsQueueWithARetryDelay) {
  registry::Limits limits;
  limits.queued_writes = 1;
  Start(limits);
  AddDocument("brief", kBrief);
  std::atomic<int> refused = 0;
  std::atomic<int> recorded = 0;
  std::vector<std::thread> writers;
  for (int t = 0; t < 16; ++t) {
    writers.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        v1::CreateClaimResponse response;
        grpc::Status status = CreateClaim(ClaimOn("brief", "fifty-two"), &response);
        if (status.ok()) {
          ++recorded;
        } else {
          EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
          EXPECT_GT(DetailOf<google::rpc::RetryInfo>(status).retry_delay().seconds(), 0);
          ++refused;
        }
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_GT(refused, 0);
  EXPECT_EQ(*store_->Size(), 2 + recorded) << "refused writes stored nothing";
}

}  // namespace
}  // namespace verbatim::test
