#include <sstream>

#include "api/fixture.h"
#include "google/protobuf/struct.pb.h"
#include "support/shared_data.h"

namespace verbatim::test {
namespace {

// A real article and claims on it, from outside the project.
class Article : public ApiTest {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(SharedData("belarus-claims.jsonl")))
      GTEST_SKIP() << "the shared data is absent";
    AddDocument("belarus", ReadFile(SharedData("belarus-between-east-and-west.txt")));
  }

  static std::vector<std::string> Lines(const std::string& name) {
    std::vector<std::string> lines;
    std::istringstream file(ReadFile(SharedData(name)));
    for (std::string line; std::getline(file, line);) {
      if (!line.empty()) lines.push_back(line);
    }
    return lines;
  }

  static v1::CreateClaimRequest RequestFor(v1::Claim claim) {
    for (v1::Citation& citation : *claim.mutable_citations()) citation.set_revision("documents/belarus");
    v1::CreateClaimRequest request;
    *request.mutable_claim() = std::move(claim);
    return request;
  }
};

TEST_F(Article, ItsClaimsAreAllAccepted) {
  std::vector<std::string> lines = Lines("belarus-claims.jsonl");
  ASSERT_EQ(lines.size(), 18u);
  const std::string text = ReadFile(SharedData("belarus-between-east-and-west.txt"));
  for (const std::string& line : lines) {
    v1::Claim claim = AddClaim(RequestFor(FromJson<v1::Claim>(line)));
    for (const v1::Citation& citation : claim.citations()) {
      const v1::Span& span = citation.span();
      EXPECT_EQ(text.substr(static_cast<size_t>(span.byte_start()),
                            static_cast<size_t>(span.byte_end() - span.byte_start())),
                citation.quote());
      EXPECT_GE(citation.sentences_size(), 1);
    }
  }
}

TEST_F(Article, WhatItDoesNotSayIsRefusedForTheReasonGiven) {
  std::vector<std::string> lines = Lines("belarus-refused.jsonl");
  ASSERT_EQ(lines.size(), 5u);
  for (const std::string& line : lines) {
    // {"claim": …, "reason": …}: read as a Struct, whose fields are protobuf JSON again.
    auto object = FromJson<google::protobuf::Struct>(line);
    std::string claim_json;
    ASSERT_TRUE(google::protobuf::util::MessageToJsonString(object.fields().at("claim"), &claim_json).ok());
    const std::string& reason = object.fields().at("reason").string_value();
    v1::CreateClaimResponse response;
    grpc::Status status = CreateClaim(RequestFor(FromJson<v1::Claim>(claim_json)), &response);
    if (reason == "INVALID_ARGUMENT") {
      EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << claim_json;
    } else {
      EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION) << claim_json;
      EXPECT_EQ(ReasonOf(status), reason) << claim_json;
    }
  }
  EXPECT_EQ(CountClaims(), 0);
}

}  // namespace
}  // namespace verbatim::test
