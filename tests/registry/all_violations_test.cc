// One error reports all invalid fields of a request.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registry_fixture.h"
#include "verbatim/v1/refusal.pb.h"

namespace verbatim::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

constexpr char kBadId[] = "no id";

class AllViolations : public RegistryFixture {};

TEST_F(AllViolations, OfANewClaim) {
  v1::CreateClaimRequest request = NewClaimRequest("");
  request.set_request_id(kBadId);
  request.set_claim_id(kBadId);
  EXPECT_THAT(BadFields(CreateClaim(request).status()),
              UnorderedElementsAre("request_id", "claim_id", "claim.text"));
}

TEST_F(AllViolations, OfARequestOfABatch) {
  v1::BatchCreateClaimsRequest batch;
  *batch.add_requests() = NewClaimRequest("");
  batch.mutable_requests(0)->set_request_id("r-1");
  batch.mutable_requests(0)->set_claim_id(kBadId);
  const google::rpc::Status refused = ToRpcStatus(BatchCreateClaims(batch).status());
  v1::BatchRefusal refusal;
  ASSERT_TRUE(refused.details(0).UnpackTo(&refusal));
  ASSERT_THAT(refusal.indexes(), ElementsAre(0));
  google::rpc::BadRequest details;
  ASSERT_TRUE(refusal.items(0).status().details(0).UnpackTo(&details));
  EXPECT_EQ(details.field_violations_size(), 3);
}

TEST_F(AllViolations, OfAnUpdate) {
  v1::UpdateClaimRequest request;
  request.set_request_id(kBadId);
  request.mutable_claim()->set_name(kBadId);
  request.mutable_update_mask()->add_paths("state");
  EXPECT_THAT(BadFields(registry_->claims().Update(caller_, request).status()),
              UnorderedElementsAre("request_id", "claim.name", "update_mask"));
}

TEST_F(AllViolations, OfNewEvidence) {
  v1::CreateEvidenceRequest request;
  request.set_parent("claims/none");
  request.set_request_id(kBadId);
  request.set_evidence_id(kBadId);
  request.mutable_evidence()->mutable_citation()->set_revision("documents/brief");
  request.mutable_evidence()->mutable_citation()->set_quote("fifty-two");
  EXPECT_THAT(BadFields(registry_->evidence().CreateEvidence(caller_, request).status()),
              UnorderedElementsAre("request_id", "evidence_id", "evidence.stance"));
}

TEST_F(AllViolations, OfANewReview) {
  v1::CreateReviewRequest request;
  request.set_parent("claims/none");
  request.set_request_id(kBadId);
  request.set_review_id(kBadId);
  EXPECT_THAT(BadFields(registry_->reviews().CreateReview(caller_, request).status()),
              UnorderedElementsAre("request_id", "review_id", "review.rating", "review.reviewer.name"));
}

TEST_F(AllViolations, OfANewLink) {
  v1::CreateLinkRequest request;
  request.set_parent(kBadId);
  request.set_request_id(kBadId);
  request.set_link_id(kBadId);
  EXPECT_THAT(BadFields(registry_->links().CreateLink(caller_, request).status()),
              UnorderedElementsAre("parent", "request_id", "link_id", "link.relation", "link.target"));
}

}  // namespace
}  // namespace verbatim::registry
