#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "policy_fixture.h"
#include "support/eventually.h"

namespace verbatim::test {
namespace {

using Code = grpc::StatusCode;

// The service with quotas. Rates are so low that nothing is refilled during a test, unless a test waits for it.
class QuotaTest : public PolicyTest {
 protected:
  void SetQuotas(const std::string& quotas, const std::string& anonymous = "reader") {
    with_policy_.Replace(PolicyOf(PolicyOfRoles(anonymous) + "quotas:\n" + quotas));
  }
  grpc::Status List(const std::string& name) {
    Context context(name);
    v1::ListDocumentsResponse listed;
    return documents_->ListDocuments(&context, {}, &listed);
  }
  grpc::Status Add(const std::string& name, const std::string& id) {
    Context context(name);
    v1::CreateDocumentRequest request;
    request.set_document_id(id);
    request.mutable_content()->set_data(kBrief);
    v1::CreateDocumentResponse response;
    return documents_->CreateDocument(&context, request, &response);
  }
  static void ExpectRefused(const grpc::Status& status, const std::string& quota, bool may_retry = true) {
    EXPECT_EQ(status.error_code(), Code::RESOURCE_EXHAUSTED) << status.error_message();
    const auto info = DetailOf<google::rpc::ErrorInfo>(status);
    EXPECT_EQ(info.reason(), "QUOTA_EXCEEDED");
    EXPECT_EQ(info.metadata().at("quota"), quota);
    EXPECT_EQ(DetailOf<google::rpc::RetryInfo>(RpcStatus(status)).has_value(), may_retry);
  }
};

TEST_F(QuotaTest, CallsAreCountedForEachPrincipal) {
  SetQuotas("  reader: {calls_per_second: 0.001}\n  reviewer: {calls_per_second: 0.001}\n");
  EXPECT_TRUE(List("reader").ok());
  ExpectRefused(List("reader"), "calls_per_second");
  EXPECT_TRUE(List("reviewer").ok());
  EXPECT_TRUE(List("reviewer2").ok()) << "each principal of a role has the quota for itself";
  ExpectRefused(List("reviewer2"), "calls_per_second");
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(List("editor").ok()) << "its role has no quota";
}

TEST_F(QuotaTest, CallersWithoutANameShareTheQuotaOfTheirAddress) {
  SetQuotas("  reader: {calls_per_second: 0.001}\n");
  EXPECT_TRUE(List("").ok());
  ExpectRefused(List(""), "calls_per_second");
  EXPECT_TRUE(List("reader").ok());
}

TEST_F(QuotaTest, APersonWhomAServiceActsForUsesTheQuotaOfTheService) {
  SetQuotas("  reviewer: {calls_per_second: 0.001}\n");
  const auto list = [&](const std::string& person) {
    Context context("app", person);
    v1::ListDocumentsResponse listed;
    return documents_->ListDocuments(&context, {}, &listed);
  };
  EXPECT_TRUE(list("anna").ok());
  ExpectRefused(list("bob"), "calls_per_second");
}

TEST_F(QuotaTest, WritesHaveALimitOfTheirOwn) {
  SetQuotas("  extractor: {writes_per_second: 0.001}\n  reviewer: {writes_per_second: 0}\n");
  EXPECT_TRUE(Add("extractor", "first").ok());
  ExpectRefused(Add("extractor", "second"), "writes_per_second");
  EXPECT_TRUE(List("extractor").ok());
  ExpectRefused(Add("reviewer", "third"), "writes_per_second", /*may_retry=*/false);
}

TEST_F(QuotaTest, BytesOfRequestsAndResponsesAreCounted) {
  SetQuotas("  extractor: {bytes_per_day: 100}\n");
  EXPECT_TRUE(Add("extractor", "first").ok()) << "the call that exceeds the bytes is carried out";
  ExpectRefused(List("extractor"), "bytes_per_day");
}

TEST_F(QuotaTest, AStreamEndsWhenTheBytesAreUsedUp) {
  SetQuotas("  reader: {bytes_per_day: 100}\n");
  ASSERT_TRUE(Add("extractor", "first").ok());
  Context context("reader");
  const auto stream = log_->Watch(&context, v1::WatchRequest());
  v1::WatchResponse response;
  ASSERT_TRUE(stream->Read(&response));
  ASSERT_TRUE(Add("extractor", "second").ok());
  while (stream->Read(&response)) {
  }
  ExpectRefused(stream->Finish(), "bytes_per_day");
}

TEST_F(QuotaTest, OpenStreamsAreCountedUntilTheyEnd) {
  SetQuotas("  reader: {streams: 1}\n");
  auto first = std::make_unique<Context>("reader");
  auto open = log_->Watch(first.get(), v1::WatchRequest());
  open->WaitForInitialMetadata();
  const auto watch = [&] {
    Context context("reader");
    v1::WatchRequest refused;
    refused.set_start_index(-1);  // otherwise the stream would not end
    const auto stream = log_->Watch(&context, refused);
    v1::WatchResponse response;
    EXPECT_FALSE(stream->Read(&response));
    return stream->Finish();
  };
  ExpectRefused(watch(), "streams");
  EXPECT_TRUE(List("reader").ok()) << "other calls are not streams";
  first->TryCancel();
  (void)open->Finish();
  EXPECT_TRUE(Eventually([&] { return watch().error_code() == Code::INVALID_ARGUMENT; }));
}

TEST_F(QuotaTest, AnImportWaitsForItsWrites) {
  ASSERT_TRUE(Add("extractor", "brief").ok());
  SetQuotas("  extractor: {writes_per_second: 20}\n");
  constexpr int kClaims = 30;
  Context context("extractor");
  const auto stream = claims_->ImportClaims(&context);
  std::thread writer([&] {
    for (int i = 0; i < kClaims; ++i) {
      v1::ImportClaimsRequest request;
      *request.mutable_request() = ClaimOn("brief", "freed fifty-two prisoners");
      stream->Write(request);
    }
    stream->WritesDone();
  });
  v1::ImportClaimsResponse response;
  int recorded = 0;
  while (stream->Read(&response)) {
    EXPECT_TRUE(response.has_claim()) << response.error().message();
    EXPECT_EQ(response.index(), recorded++);
  }
  writer.join();
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(recorded, kClaims);
}

TEST_F(QuotaTest, AnImportWithoutWritesIsRefusedClaimByClaim) {
  ASSERT_TRUE(Add("extractor", "brief").ok());
  SetQuotas("  extractor: {writes_per_second: 0}\n");
  Context context("extractor");
  const auto stream = claims_->ImportClaims(&context);
  v1::ImportClaimsRequest request;
  *request.mutable_request() = ClaimOn("brief", "freed fifty-two prisoners");
  stream->Write(request);
  stream->WritesDone();
  v1::ImportClaimsResponse response;
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_EQ(response.error().code(), static_cast<int>(Code::RESOURCE_EXHAUSTED));
  EXPECT_TRUE(stream->Finish().ok());
}

// A caller that calls as fast as it can is refused, and others are served.
TEST_F(QuotaTest, OneCallerAtFullSpeedLeavesOthersTheirCalls) {
  constexpr int kThreads = 8;
  SetQuotas("  reader: {calls_per_second: 10}\n");
  std::atomic<bool> done = false;
  std::atomic<int> admitted = 0;
  std::atomic<int> refused = 0;
  const auto start = std::chrono::steady_clock::now();
  std::vector<std::thread> greedy;
  for (int i = 0; i < kThreads; ++i) {
    greedy.emplace_back([&] {
      while (!done) {
        const grpc::Status status = List("reader");
        ++(status.ok() ? admitted : refused);
        EXPECT_TRUE(status.ok() || status.error_code() == Code::RESOURCE_EXHAUSTED) << status.error_message();
      }
    });
  }
  EXPECT_TRUE(Eventually([&] { return refused > 100; }));
  for (int i = 0; i < 200; ++i) EXPECT_TRUE(List("reviewer").ok());
  done = true;
  for (std::thread& thread : greedy) thread.join();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  EXPECT_LE(admitted, 10 + 10 * seconds.count() + 1) << "a second's worth, and the rate";
}

}  // namespace
}  // namespace verbatim::test
