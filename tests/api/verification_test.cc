#include <atomic>
#include <thread>

#include "verification_fixture.h"

namespace verbatim::test {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr size_t kAllChecks = 2 + 2 * 3 + 3 * 7;

class Verification : public VerificationTest {
 protected:
  v1::EraseDocumentResponse Erase(const std::string& document) {
    grpc::ClientContext context;
    v1::EraseDocumentRequest request;
    request.set_name("documents/" + document);
    request.set_requested_by("a court");
    request.set_reason("an order");
    v1::EraseDocumentResponse response;
    grpc::Status status = documents_->EraseDocument(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
};

TEST_F(Verification, ChecksTheClaimItsSourcesAndEachCitationInThatOrder) {
  v1::VerifyClaimResponse response = Verify();
  EXPECT_TRUE(response.verified());
  EXPECT_THAT(
      With(v1::CHECK_OUTCOME_PASSED, response),
      ElementsAre("LOG_PAYLOAD", "LOG_INCLUSION",  //
                  "LOG_PAYLOAD citations[0].revision", "LOG_INCLUSION citations[0].revision",
                  "REVISION_TEXT citations[0].revision",  //
                  "QUOTE_DIGEST citations[0].quote_sha256", "QUOTE citations[0].quote",
                  "SPAN citations[0].span", "CONTEXT citations[0].prefix", "CONTEXT citations[0].suffix",
                  "SENTENCES citations[0].sentences", "ATTESTATIONS citations[0].attestations",
                  "QUOTE_DIGEST citations[2].quote_sha256", "QUOTE citations[2].quote",
                  "SPAN citations[2].span", "CONTEXT citations[2].prefix", "CONTEXT citations[2].suffix",
                  "SENTENCES citations[2].sentences", "ATTESTATIONS citations[2].attestations",
                  "LOG_PAYLOAD citations[1].revision", "LOG_INCLUSION citations[1].revision",
                  "REVISION_TEXT citations[1].revision",  //
                  "QUOTE_DIGEST citations[1].quote_sha256", "QUOTE citations[1].quote",
                  "SPAN citations[1].span", "CONTEXT citations[1].prefix", "CONTEXT citations[1].suffix",
                  "SENTENCES citations[1].sentences", "ATTESTATIONS citations[1].attestations"));
  EXPECT_EQ(static_cast<size_t>(response.checks_size()), kAllChecks);
  EXPECT_EQ(response.checkpoint().size(), 5);
  EXPECT_TRUE(log::OpenCheckpoint(*log::Note::FromText(response.checkpoint().note()), log_key()).ok());
  v1::Claim claim;
  ASSERT_TRUE(GetClaim("claims/freed", &claim).ok());
  EXPECT_EQ(response.claim().SerializeAsString(), claim.SerializeAsString());
}

TEST_F(Verification, DescribesEachResult) {
  v1::VerifyClaimResponse response = Verify();
  EXPECT_EQ(response.checks(0).detail(), "log entry 4 commits to the stored payload");
  EXPECT_EQ(response.checks(1).detail(),
            "log entry 4 is in the tree of 5 entries, signed by verbatim.test/log");
  EXPECT_EQ(response.checks(6).detail(), "is at bytes 27 to 52 of documents/one/revisions/1");
}

TEST_F(Verification, PassesUpdatedAndRetractedClaimsAlsoAfterARestart) {
  grpc::ClientContext update_context;
  v1::UpdateClaimRequest update;
  *update.mutable_claim() = ClaimOn("two", "“Wir wollen Normalität”").claim();
  update.mutable_claim()->set_name("claims/freed");
  update.mutable_update_mask()->add_paths("citations");
  v1::UpdateClaimResponse updated;
  ASSERT_TRUE(claims_->UpdateClaim(&update_context, update, &updated).ok());
  v1::VerifyClaimResponse response = Verify();
  EXPECT_TRUE(response.verified());
  EXPECT_EQ(response.claim().citations_size(), 1);
  EXPECT_EQ(response.checks_size(), 2 + 3 + 7);

  grpc::ClientContext retract_context;
  v1::RetractClaimRequest retract;
  retract.set_name("claims/freed");
  retract.set_reason("recorded twice");
  v1::RetractClaimResponse retracted;
  ASSERT_TRUE(claims_->RetractClaim(&retract_context, retract, &retracted).ok());
  for (int restarted = 0; restarted < 2; ++restarted) {
    response = Verify();
    EXPECT_THAT(Failed(response), IsEmpty());
    EXPECT_EQ(response.claim().state(), v1::CLAIM_STATE_RETRACTED);
    EXPECT_EQ(response.checkpoint().size(), 7);
    Start();
  }
}

TEST_F(Verification, SkipsErasedWordsAndChecksTheRest) {
  Erase("one");
  v1::VerifyClaimResponse response = Verify();
  EXPECT_THAT(Failed(response), IsEmpty());
  std::vector<std::string> skipped = With(v1::CHECK_OUTCOME_SKIPPED, response);
  EXPECT_EQ(skipped.size(), 2u + 2 * 7)
      << "the payload and text of the source, and all checks of two citations";
  EXPECT_THAT(skipped,
              AllOf(Contains("REVISION_TEXT citations[0].revision"), Contains("QUOTE citations[0].quote"),
                    Contains("QUOTE citations[2].quote"), Each(Not(HasSubstr("citations[1]")))));
  EXPECT_THAT(With(v1::CHECK_OUTCOME_PASSED, response),
              AllOf(Contains("LOG_INCLUSION citations[0].revision"), Contains("QUOTE citations[1].quote")))
      << "the leaf of an erased entry stays in the log";
  for (const v1::Check& check : response.checks()) {
    bool skipped_it = check.outcome() == v1::CHECK_OUTCOME_SKIPPED;
    EXPECT_EQ(skipped_it, check.detail().find("erased") != std::string::npos) << check.detail();
  }
}

TEST_F(Verification, PassesDuringConcurrentErasures) {
  constexpr int kDocuments = 8;
  for (int i = 0; i < kDocuments; ++i) {
    AddDocument("d" + std::to_string(i), kSource);
    v1::CreateClaimRequest request = ClaimOn("d" + std::to_string(i), "the largest release");
    request.set_claim_id("c" + std::to_string(i));
    AddClaim(request);
  }
  std::atomic<bool> done = false;
  std::thread verifier([&] {
    for (int i = 0; !done; i = (i + 1) % kDocuments) {
      v1::VerifyClaimResponse response;
      grpc::Status status = Verify("claims/c" + std::to_string(i), &response);
      EXPECT_TRUE(status.ok()) << status.error_message();
      EXPECT_THAT(Failed(response), IsEmpty()) << DetailOfFailure(response);
    }
  });
  for (int i = 0; i < kDocuments; ++i) Erase("d" + std::to_string(i));
  done = true;
  verifier.join();
}

TEST_F(Verification, RefusesNamesThatAreNotOfAClaim) {
  v1::VerifyClaimResponse response;
  grpc::Status status = Verify("claims/none", &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(DetailOf<google::rpc::ResourceInfo>(status).resource_name(), "claims/none");
  for (const char* name :
       {"", "claims/", "freed", "documents/one", "documents/one/revisions/1", "claims/A"}) {
    status = Verify(name, &response);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << name;
    EXPECT_THAT(BadFields(status), ElementsAre("name")) << name;
  }
}

}  // namespace
}  // namespace verbatim::test
