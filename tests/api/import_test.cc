#include <chrono>
#include <thread>

#include "api/fixture.h"
#include "support/progress.h"

namespace verbatim::test {
namespace {

using ::testing::ElementsAre;

class Import : public ApiTest {
 protected:
  Import() { AddDocument("brief", kBrief); }

  using Stream = grpc::ClientReaderWriter<v1::ImportClaimsRequest, v1::ImportClaimsResponse>;

  static v1::ImportClaimsRequest Item(const v1::CreateClaimRequest& request) {
    v1::ImportClaimsRequest item;
    *item.mutable_request() = request;
    return item;
  }

  // Sends all requests, then reads all answers.
  std::vector<v1::ImportClaimsResponse> ImportAll(const std::vector<v1::CreateClaimRequest>& requests) {
    grpc::ClientContext context;
    std::unique_ptr<Stream> stream = claims_->ImportClaims(&context);
    std::vector<v1::ImportClaimsResponse> answers;
    std::thread reader([&] {
      v1::ImportClaimsResponse answer;
      while (stream->Read(&answer)) answers.push_back(answer);
    });
    for (const v1::CreateClaimRequest& request : requests) EXPECT_TRUE(stream->Write(Item(request)));
    stream->WritesDone();
    reader.join();
    EXPECT_TRUE(stream->Finish().ok());
    return answers;
  }
};

TEST_F(Import, AnswersEachRequestInOrder) {
  std::vector<v1::CreateClaimRequest> requests;
  for (int i = 0; i < 5000; ++i) {
    requests.push_back(ClaimOn("brief", "fifty-two"));
    requests.back().mutable_claim()->set_text("claim " + std::to_string(i));
  }
  std::vector<v1::ImportClaimsResponse> answers = ImportAll(requests);
  ASSERT_EQ(answers.size(), requests.size());
  for (size_t i = 0; i < answers.size(); ++i) {
    ASSERT_EQ(answers[i].index(), static_cast<int64_t>(i));
    ASSERT_TRUE(answers[i].has_claim()) << answers[i].ShortDebugString();
    ASSERT_EQ(answers[i].claim().text(), "claim " + std::to_string(i));
  }
  EXPECT_EQ(*store_->Size(), 2 + 5000);
}

TEST_F(Import, SendsAnswersThatAreReadyTogether) {
  // The answers to the requests without a claim are ready first, and wait for the answer to the first request.
  for (int i = 0; i < 50; ++i) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    const std::unique_ptr<Stream> stream = claims_->ImportClaims(&context);
    EXPECT_TRUE(stream->Write(Item(ClaimOn("brief", "fifty-two"))));
    for (int n = 0; n < 2; ++n) EXPECT_TRUE(stream->Write({}));
    stream->WritesDone();
    v1::ImportClaimsResponse answer;
    for (int n = 0; n < 3; ++n) EXPECT_TRUE(stream->Read(&answer));
    EXPECT_FALSE(stream->Read(&answer));
    const grpc::Status status = stream->Finish();
    ASSERT_TRUE(status.ok()) << status.error_message();
  }
}

TEST_F(Import, ReportsABadClaimAndRecordsTheOthers) {
  std::vector<v1::CreateClaimRequest> requests(10, ClaimOn("brief", "fifty-two"));
  requests[6] = ClaimOn("brief", "fifty-three prisoners");
  requests[8].mutable_claim()->clear_text();
  std::vector<v1::ImportClaimsResponse> answers = ImportAll(requests);
  ASSERT_EQ(answers.size(), 10u);
  for (size_t i = 0; i < answers.size(); ++i) EXPECT_EQ(answers[i].has_claim(), i != 6 && i != 8) << i;
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(answers[6].error())->reason(), "QUOTE_NOT_FOUND");
  EXPECT_EQ(DetailOf<v1::CitationRefusal>(answers[6].error())->passages(0).quote(), "fifty-two prisoners");
  EXPECT_EQ(answers[8].error().code(), static_cast<int>(grpc::StatusCode::INVALID_ARGUMENT));
  EXPECT_EQ(CountClaims(), 8);
}

TEST_F(Import, CanBeRepeatedFromItsStart) {
  std::vector<v1::CreateClaimRequest> requests(20, ClaimOn("brief", "fifty-two"));
  for (size_t i = 0; i < requests.size(); ++i) requests[i].set_request_id("line-" + std::to_string(i));
  auto first = ImportAll({requests.begin(), requests.begin() + 7});
  auto second = ImportAll(requests);
  ASSERT_EQ(second.size(), 20u);
  for (size_t i = 0; i < first.size(); ++i) EXPECT_EQ(second[i].claim().name(), first[i].claim().name());
  EXPECT_EQ(CountClaims(), 20);
}

TEST_F(Import, OfNoClaimsSucceeds) { EXPECT_TRUE(ImportAll({}).empty()); }

TEST_F(Import, SurvivesClientsThatVanish) {
  for (int round = 0; round < 20; ++round) {
    grpc::ClientContext context;
    std::unique_ptr<Stream> stream = claims_->ImportClaims(&context);
    for (int i = 0; i < 30 * round; ++i) {
      if (!stream->Write(Item(ClaimOn("brief", "fifty-two")))) break;
    }
    v1::ImportClaimsResponse answer;
    if (round % 2 == 1) stream->Read(&answer);
    context.TryCancel();
    EXPECT_FALSE(stream->Finish().ok());
  }
  // The service still works.
  EXPECT_EQ(ImportAll({ClaimOn("brief", "Belarus")}).size(), 1u);
}

// The server must not buffer everything that a client sends without reading.
TEST_F(Import, StopsReadingWhileTheClientDoesNotReadItsAnswers) {
  grpc::ClientContext context;
  std::unique_ptr<Stream> stream = claims_->ImportClaims(&context);
  v1::CreateClaimRequest request = ClaimOn("brief", "fifty-two");
  request.mutable_claim()->set_text(std::string(50'000, 'x'));
  constexpr int kAll = 4000;  // 200 MB of requests and as much of answers
  Progress sent;
  std::thread writer([&] {
    for (int i = 0; i < kAll && stream->Write(Item(request)); ++i) sent.Step();
    stream->WritesDone();
  });
  EXPECT_LT(sent.AwaitStall(std::chrono::milliseconds(500)).value_or(kAll), kAll);
  v1::ImportClaimsResponse answer;
  int answered = 0;
  while (stream->Read(&answer)) answered += answer.has_claim();
  writer.join();
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(answered, kAll) << "the import continues once its answers are read";
}

}  // namespace
}  // namespace verbatim::test
