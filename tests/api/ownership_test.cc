// Without the permission to curate, a caller changes only what is its own.

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "policy_fixture.h"

namespace verbatim::test {
namespace {

using grpc::StatusCode;
using ::testing::HasSubstr;

class OwnershipTest : public PolicyTest {
 protected:
  // Who calls: the principal's name, and the person whom it acts for.
  struct Who {
    std::string name;
    std::string person = {};
  };

  template <typename Stub, typename Request, typename Response>
  Response Make(const Who& who, Stub& stub,
                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                const Request& request) {
    Response response;
    const grpc::Status status = Try(who, stub, method, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  template <typename Stub, typename Request, typename Response>
  grpc::Status Try(const Who& who, Stub& stub,
                   grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                   const Request& request, Response* response) {
    Context context(who.name, who.person);
    return (stub.*method)(&context, request, response);
  }

  std::string NewClaim(const Who& who) {
    return Make(who, *claims_, &v1::ClaimService::Stub::CreateClaim,
                ClaimOn("brief", "freed fifty-two prisoners"))
        .claim()
        .name();
  }
  std::string NewReview(const Who& who, const std::string& supersedes = "") {
    v1::CreateReviewRequest request = ReviewRequest(supersedes);
    return Make(who, *reviews_, &v1::ReviewService::Stub::CreateReview, request).review().name();
  }
  static v1::CreateReviewRequest ReviewRequest(const std::string& supersedes) {
    v1::CreateReviewRequest request;
    request.set_parent("claims/freed");
    request.mutable_review()->mutable_rating()->set_words("True");
    request.mutable_review()->mutable_reviewer()->set_name("R");
    request.mutable_review()->set_supersedes(supersedes);
    return request;
  }

  StatusCode UpdateClaim(const Who& who, const std::string& claim) {
    v1::UpdateClaimRequest request;
    request.mutable_claim()->set_name(claim);
    request.mutable_claim()->set_text("Another text");
    v1::UpdateClaimResponse response;
    return Try(who, *claims_, &v1::ClaimService::Stub::UpdateClaim, request, &response).error_code();
  }
  StatusCode RetractClaim(const Who& who, const std::string& claim) {
    v1::RetractClaimRequest request;
    request.set_name(claim);
    request.set_reason("wrong");
    v1::RetractClaimResponse response;
    return Try(who, *claims_, &v1::ClaimService::Stub::RetractClaim, request, &response).error_code();
  }
  StatusCode RetractReview(const Who& who, const std::string& review) {
    v1::RetractReviewRequest request;
    request.set_name(review);
    request.set_reason("wrong");
    v1::RetractReviewResponse response;
    return Try(who, *reviews_, &v1::ReviewService::Stub::RetractReview, request, &response).error_code();
  }
};

TEST_F(OwnershipTest, ClaimsAreChangedByTheirFirstWriterAndByCurators) {
  AddDocumentAndClaim();
  const std::string claim = NewClaim({"extractor"});
  for (const Who& other : {Who{"extractor2"}, Who{"reviewer"}, Who{"app", "extractor"}}) {
    EXPECT_EQ(UpdateClaim(other, claim), StatusCode::PERMISSION_DENIED) << other.name;
    EXPECT_EQ(RetractClaim(other, claim), StatusCode::PERMISSION_DENIED) << other.name;
  }
  EXPECT_EQ(UpdateClaim({"editor"}, claim), StatusCode::OK);
  EXPECT_EQ(UpdateClaim({"extractor2"}, claim), StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(UpdateClaim({"extractor"}, claim), StatusCode::OK) << "the first writer counts, not the last one";
  EXPECT_EQ(RetractClaim({"extractor"}, claim), StatusCode::OK);
  EXPECT_EQ(RetractClaim({"editor"}, NewClaim({"extractor"})), StatusCode::OK);
}

TEST_F(OwnershipTest, TheDenialNamesThePermission) {
  AddDocumentAndClaim();
  v1::UpdateClaimRequest request;
  request.mutable_claim()->set_name("claims/freed");
  request.mutable_claim()->set_text("Another text");
  v1::UpdateClaimResponse response;
  const grpc::Status status =
      Try({"extractor2"}, *claims_, &v1::ClaimService::Stub::UpdateClaim, request, &response);
  EXPECT_THAT(status.error_message(),
              HasSubstr("policy:extractor2 is not allowed to curate (ClaimService.UpdateClaim)"));
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(status).metadata().at("permission"), "CURATE");
}

TEST_F(OwnershipTest, DocumentsReviewsEvidenceAndLinksAreChangedByTheirFirstWriters) {
  AddDocumentAndClaim();
  v1::UpdateDocumentRequest document;
  document.mutable_document()->set_name("documents/brief");
  document.mutable_document()->set_title("A title");
  v1::UpdateDocumentResponse updated;
  const auto update = &v1::DocumentService::Stub::UpdateDocument;
  EXPECT_EQ(Try({"extractor2"}, *documents_, update, document, &updated).error_code(),
            StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(Try({"extractor"}, *documents_, update, document, &updated).error_code(), StatusCode::OK);

  const std::string review = NewReview({"reviewer"});
  EXPECT_EQ(RetractReview({"reviewer2"}, review), StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(RetractReview({"reviewer"}, review), StatusCode::OK);

  v1::CreateEvidenceRequest evidence;
  evidence.set_parent("claims/freed");
  evidence.mutable_evidence()->set_stance(v1::EVIDENCE_STANCE_SUPPORTS);
  evidence.mutable_evidence()->mutable_citation()->set_revision("documents/brief");
  evidence.mutable_evidence()->mutable_citation()->set_quote("fifty-two prisoners");
  v1::RetractEvidenceRequest retract;
  retract.set_name(
      Make({"reviewer"}, *reviews_, &v1::ReviewService::Stub::CreateEvidence, evidence).evidence().name());
  retract.set_reason("wrong");
  v1::RetractEvidenceResponse retracted;
  const auto retract_evidence = &v1::ReviewService::Stub::RetractEvidence;
  EXPECT_EQ(Try({"reviewer2"}, *reviews_, retract_evidence, retract, &retracted).error_code(),
            StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(Try({"reviewer"}, *reviews_, retract_evidence, retract, &retracted).error_code(), StatusCode::OK);
}

TEST_F(OwnershipTest, OnlyOwnReviewsAreSuperseded) {
  AddDocumentAndClaim();
  const std::string review = NewReview({"reviewer"});
  v1::CreateReviewResponse response;
  EXPECT_EQ(
      Try({"reviewer2"}, *reviews_, &v1::ReviewService::Stub::CreateReview, ReviewRequest(review), &response)
          .error_code(),
      StatusCode::PERMISSION_DENIED);
  const std::string next = NewReview({"reviewer"}, review);
  NewReview({"editor"}, next);
}

TEST_F(OwnershipTest, IsOfThePersonWhomAServiceActsFor) {
  AddDocumentAndClaim();
  const std::string claim = NewClaim({"app", "anna@paper.example"});
  EXPECT_EQ(UpdateClaim({"app", "bob@paper.example"}, claim), StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(UpdateClaim({"extractor"}, claim), StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(UpdateClaim({"extractor", "anna@paper.example"}, claim), StatusCode::UNAUTHENTICATED)
      << "it may not act for persons";
  EXPECT_EQ(UpdateClaim({"app", "anna@paper.example"}, claim), StatusCode::OK);
  EXPECT_EQ(UpdateClaim({"app2", "anna@paper.example"}, claim), StatusCode::OK);
  EXPECT_EQ(UpdateClaim({"app"}, claim), StatusCode::OK);

  v1::ListEntriesRequest request;
  request.mutable_filter()->set_resource(claim);
  const auto listed = Make({"editor"}, *log_, &v1::LogService::Stub::ListEntries, request);
  std::vector<std::string> principals;
  for (const v1::LogEntry& entry : listed.entries()) principals.push_back(entry.principal());
  EXPECT_EQ(principals, (std::vector<std::string>{"policy:app for anna@paper.example",
                                                  "policy:app for anna@paper.example",
                                                  "policy:app2 for anna@paper.example", "policy:app"}));
}

TEST_F(OwnershipTest, CallersWithoutANameOwnNothing) {
  with_policy_.Replace(PolicyOf(PolicyOfRoles("extractor")));
  AddDocumentAndClaim();
  const std::string claim = NewClaim({""});
  EXPECT_EQ(UpdateClaim({""}, claim), StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(UpdateClaim({"editor"}, claim), StatusCode::OK);
}

}  // namespace
}  // namespace verbatim::test
