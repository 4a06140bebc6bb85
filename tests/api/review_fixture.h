#pragma once

#include <string>

#include "fixture.h"

namespace verbatim::test {

// Two documents with the same text, and claims/freed on the first.
class ReviewTest : public ApiTest {
 protected:
  ReviewTest() {
    AddDocument("brief", kBrief);
    AddDocument("other", kBrief);
    AddNamedClaim("freed", "brief", "freed fifty-two prisoners");
  }

  v1::Claim AddNamedClaim(const std::string& id, const std::string& document, const std::string& quote) {
    v1::CreateClaimRequest request = ClaimOn(document, quote);
    request.set_claim_id(id);
    return AddClaim(request);
  }

  static v1::CreateEvidenceRequest EvidenceOn(const std::string& claim, const std::string& document,
                                              const std::string& quote, v1::EvidenceStance stance) {
    v1::CreateEvidenceRequest request;
    request.set_parent(claim);
    request.mutable_evidence()->set_stance(stance);
    request.mutable_evidence()->mutable_citation()->set_revision("documents/" + document);
    request.mutable_evidence()->mutable_citation()->set_quote(quote);
    return request;
  }
  grpc::Status Create(const v1::CreateEvidenceRequest& request, v1::Evidence* evidence) {
    grpc::ClientContext context;
    v1::CreateEvidenceResponse response;
    grpc::Status status = reviews_->CreateEvidence(&context, request, &response);
    *evidence = response.evidence();
    return status;
  }
  v1::Evidence AddEvidence(const std::string& claim, const std::string& document, const std::string& quote,
                           const std::string& id = "") {
    v1::CreateEvidenceRequest request = EvidenceOn(claim, document, quote, v1::EVIDENCE_STANCE_SUPPORTS);
    request.set_evidence_id(id);
    v1::Evidence evidence;
    grpc::Status status = Create(request, &evidence);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return evidence;
  }

  static v1::CreateReviewRequest ReviewOf(const std::string& claim, const std::string& words) {
    v1::CreateReviewRequest request;
    request.set_parent(claim);
    request.mutable_review()->mutable_rating()->set_words(words);
    request.mutable_review()->mutable_reviewer()->set_name("Facts Weekly");
    return request;
  }
  grpc::Status Create(const v1::CreateReviewRequest& request, v1::Review* review) {
    grpc::ClientContext context;
    v1::CreateReviewResponse response;
    grpc::Status status = reviews_->CreateReview(&context, request, &response);
    *review = response.review();
    return status;
  }
  v1::Review AddReview(const v1::CreateReviewRequest& request) {
    v1::Review review;
    grpc::Status status = Create(request, &review);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return review;
  }
  grpc::Status Retract(const v1::RetractReviewRequest& request, v1::Review* review) {
    grpc::ClientContext context;
    v1::RetractReviewResponse response;
    grpc::Status status = reviews_->RetractReview(&context, request, &response);
    *review = response.review();
    return status;
  }

  static v1::CreateLinkRequest LinkOf(const std::string& claim, v1::LinkRelation relation,
                                      const std::string& target) {
    v1::CreateLinkRequest request;
    request.set_parent(claim);
    request.mutable_link()->set_relation(relation);
    request.mutable_link()->set_target(target);
    return request;
  }
  grpc::Status Create(const v1::CreateLinkRequest& request, v1::Link* link) {
    grpc::ClientContext context;
    v1::CreateLinkResponse response;
    grpc::Status status = reviews_->CreateLink(&context, request, &response);
    *link = response.link();
    return status;
  }
  v1::Link AddLink(const std::string& claim, v1::LinkRelation relation, const std::string& target) {
    v1::Link link;
    grpc::Status status = Create(LinkOf(claim, relation, target), &link);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return link;
  }

  v1::Review ReadReview(const std::string& name) {
    const v1::ListReviewsResponse all = ListReviews("claims/-");
    for (const v1::Review& review : all.reviews()) {
      if (review.name() == name) return review;
    }
    ADD_FAILURE() << "no " << name;
    return {};
  }
  v1::ListReviewsResponse ListReviews(const std::string& parent, const v1::ReviewFilter& filter = {}) {
    grpc::ClientContext context;
    v1::ListReviewsRequest request;
    request.set_parent(parent);
    *request.mutable_filter() = filter;
    v1::ListReviewsResponse response;
    grpc::Status status = reviews_->ListReviews(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  v1::ListEvidenceResponse ListEvidence(const v1::ListEvidenceRequest& request) {
    grpc::ClientContext context;
    v1::ListEvidenceResponse response;
    grpc::Status status = reviews_->ListEvidence(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  v1::ListLinksResponse ListLinks(const std::string& parent, const v1::LinkFilter& filter = {}) {
    grpc::ClientContext context;
    v1::ListLinksRequest request;
    request.set_parent(parent);
    *request.mutable_filter() = filter;
    v1::ListLinksResponse response;
    grpc::Status status = reviews_->ListLinks(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
};

}  // namespace verbatim::test
