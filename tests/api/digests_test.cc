// Digests that stay in the log: of requests, and of what imports record.

#include "log/sha256.h"
#include "registry/requests/canonical_bytes.h"
#include "review_fixture.h"
#include "support/run_sql.h"

namespace verbatim::test {
namespace {

using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr char kWords[] = "Belarus freed fifty-two prisoners";

class DigestsTest : public ReviewTest {
 protected:
  // Restarts the service with this digest key.
  void StartWith(const std::string& key) {
    sources_.digest_key = key;
    Start();
  }

  std::vector<v1::ImportFeedResponse> Import(v1::ImportSource source = v1::IMPORT_SOURCE_UNSPECIFIED) {
    grpc::ClientContext context;
    auto stream = provenance_->ImportFeed(&context);
    v1::ImportFeedRequest request;
    request.mutable_options()->set_format(v1::EXCHANGE_FORMAT_CLAIM_REVIEW);
    if (source != v1::IMPORT_SOURCE_REVIEW) request.mutable_options()->set_document("documents/brief");
    request.mutable_options()->set_source(source);
    stream->Write(request);
    request.set_data(
        R"({"@type": "ClaimReview", "url": "https://r.example/1", "author": {"name": "R"}, "claimReviewed": ")" +
        std::string(kWords) + R"(", "reviewRating": {"alternateName": "True"}})" + "\n");
    stream->Write(request);
    stream->WritesDone();
    std::vector<v1::ImportFeedResponse> answers;
    v1::ImportFeedResponse answer;
    while (stream->Read(&answer)) answers.push_back(answer);
    const grpc::Status status = stream->Finish();
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_THAT(answers, SizeIs(1));
    answers.resize(1);
    return answers;
  }

  // The id that versions without a digest key derived from these parts.
  static std::string EarlierId(const std::string& prefix, const std::string& parts) {
    return prefix + log::ToHex(log::Sha256(parts)).substr(0, 32);
  }
  static std::string WithLengths(const std::vector<std::string>& parts) {
    std::string bytes;
    for (const std::string& part : parts) bytes += std::to_string(part.size()) + ":" + part;
    return bytes;
  }
};

TEST_F(DigestsTest, OfRequestsDependOnTheKey) {
  v1::CreateClaimRequest request = ClaimOn("brief", kWords);
  request.set_request_id("once");
  StartWith("a key");
  const v1::Claim claim = AddClaim(request);
  EXPECT_EQ(AddClaim(request).name(), claim.name());
  const std::string stored = store_->ReadEntries(claim.log_index(), 1)->front().payload.value();
  v1::EntryPayload payload;
  ASSERT_TRUE(payload.ParseFromString(stored));
  EXPECT_EQ(payload.request_sha256(), "");
  EXPECT_THAT(payload.request_hmac(), SizeIs(32));
  StartWith("another key");
  v1::CreateClaimResponse response;
  EXPECT_EQ(ReasonOf(CreateClaim(request, &response)), "REQUEST_ID_REUSED");
  StartWith("a key");
  EXPECT_EQ(AddClaim(request).name(), claim.name());
}

TEST_F(DigestsTest, OfRequestsOfEarlierVersionsAreCompared) {
  v1::CreateClaimRequest request = ClaimOn("brief", kWords);
  const std::string bytes = request.GetDescriptor()->full_name() + '\0' + registry::CanonicalBytes(request);
  request.set_request_id("once");
  StartWith("a key");
  const v1::Claim claim = AddClaim(request);
  Stop();
  RunSql(folder_.Path("test.db"),
         "UPDATE requests SET fingerprint = " + BlobLiteral(log::ToBytes(log::Sha256(bytes))) +
             " WHERE request_id = 'once'");
  Start();
  EXPECT_EQ(AddClaim(request).name(), claim.name());
  request.mutable_claim()->set_text("Another claim.");
  v1::CreateClaimResponse response;
  EXPECT_EQ(ReasonOf(CreateClaim(request, &response)), "REQUEST_ID_REUSED");
}

TEST_F(DigestsTest, OfImportsDependOnTheKey) {
  StartWith("a key");
  const v1::ImportFeedResponse first = Import().front();
  EXPECT_THAT(first.claim().name(), StartsWith("claims/h"));
  EXPECT_TRUE(Import().front().unchanged());
  StartWith("another key");
  EXPECT_NE(Import().front().claim().name(), first.claim().name());
}

TEST_F(DigestsTest, OfImportsByEarlierVersionsAreFound) {
  const std::string id = EarlierId("x", WithLengths({kWords, "", "documents/brief", "", kWords, ""}));
  v1::CreateClaimRequest request = ClaimOn("brief", kWords);
  request.set_claim_id(id);
  request.mutable_claim()->set_text(kWords);
  AddClaim(request);
  StartWith("a key");
  const v1::ImportFeedResponse imported = Import().front();
  EXPECT_EQ(imported.claim().name(), "claims/" + id);
  EXPECT_THAT(imported.review().name(), StartsWith("claims/" + id + "/reviews/h"));
  EXPECT_TRUE(Import().front().unchanged());
}

TEST_F(DigestsTest, OfReviewsThatAreSourcesDependOnTheKeyToo) {
  StartWith("a key");
  const v1::ImportFeedResponse imported = Import(v1::IMPORT_SOURCE_REVIEW).front();
  const std::string revision = imported.claim().citations(0).revision();
  EXPECT_THAT(revision, StartsWith("documents/h"));
  EXPECT_TRUE(Import(v1::IMPORT_SOURCE_REVIEW).front().unchanged());
  StartWith("another key");
  EXPECT_NE(Import(v1::IMPORT_SOURCE_REVIEW).front().claim().citations(0).revision(), revision);
}

TEST_F(DigestsTest, OfReviewsThatAreSourcesByEarlierVersionsAreFound) {
  const std::string id = EarlierId("r", std::string("19:https://r.example/1") + "1:R" + kWords);
  AddDocument(id, std::string(kWords) + "\n\nTrue\n");
  StartWith("a key");
  EXPECT_THAT(Import(v1::IMPORT_SOURCE_REVIEW).front().claim().citations(0).revision(),
              StartsWith("documents/" + id + "/revisions/"));
}

}  // namespace
}  // namespace verbatim::test
