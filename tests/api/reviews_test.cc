#include <limits>
#include <optional>

#include "registry/audit/fsck.h"
#include "review_fixture.h"

namespace verbatim::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

TEST_F(ReviewTest, EvidenceIsHeldToItsSource) {
  v1::Evidence evidence = AddEvidence("claims/freed", "other", "the airline would fly again", "fly");
  EXPECT_EQ(evidence.name(), "claims/freed/evidence/fly");
  EXPECT_EQ(evidence.citation().revision(), "documents/other/revisions/1");
  EXPECT_THAT(evidence.citation().sentences(), ElementsAre("documents/other/revisions/1/sentences/1"));
  EXPECT_EQ(evidence.citation().quote_sha256().size(), 32u);
  EXPECT_GT(evidence.log_index(), 0);

  grpc::Status refused =
      Create(EvidenceOn("claims/freed", "other", "the airline would never fly", v1::EVIDENCE_STANCE_REFUTES),
             &evidence);
  EXPECT_EQ(ReasonOf(refused), "QUOTE_NOT_FOUND");
  EXPECT_THAT(DetailOf<v1::CitationRefusal>(refused).passages(0).quote(), HasSubstr("the airline would fly"));
  EXPECT_EQ(ReasonOf(Create(EvidenceOn("claims/freed", "other", "airline", v1::EVIDENCE_STANCE_REFUTES),
                            &evidence)),
            "QUOTE_AMBIGUOUS");
}

TEST_F(ReviewTest, EvidenceMayContradictTheClaimAndIsMarked) {
  AddDocument("rival", "In September 2025, Belarus freed fifty prisoners.");
  v1::CreateClaimRequest request = ClaimOn("brief", "freed fifty-two prisoners");
  request.set_claim_id("valued");
  *request.mutable_claim()->mutable_statement() = FromJson<v1::Statement>(
      R"({"subject": {"label": "Belarus"}, "predicate": "freed", "object": {"quantity": {"value": "52", "unit": "prisoners"}}})");
  AddClaim(request);
  v1::Evidence evidence;
  ASSERT_TRUE(Create(EvidenceOn("claims/valued", "rival", "Belarus freed fifty prisoners",
                                v1::EVIDENCE_STANCE_REFUTES),
                     &evidence)
                  .ok());
  std::vector<v1::AttestationState> states;
  for (const auto& attestation : evidence.citation().attestations()) states.push_back(attestation.state());
  EXPECT_THAT(states, Contains(v1::ATTESTATION_STATE_CONTRADICTED));
}

TEST_F(ReviewTest, BadEvidenceIsRefusedWithEachFieldNamed) {
  v1::CreateEvidenceRequest request =
      EvidenceOn("claims/freed", "other", "", v1::EVIDENCE_STANCE_UNSPECIFIED);
  request.mutable_evidence()->mutable_attribution()->set_method("manual");
  v1::Evidence evidence;
  EXPECT_THAT(
      BadFields(Create(request, &evidence)),
      UnorderedElementsAre("evidence.citation.quote", "evidence.stance", "evidence.attribution.agent.id"));
  request = EvidenceOn("claims/none", "other", "The envoy", v1::EVIDENCE_STANCE_CONTEXT);
  EXPECT_EQ(Create(request, &evidence).error_code(), grpc::StatusCode::NOT_FOUND);
  request = EvidenceOn("claims/freed", "none", "The envoy", v1::EVIDENCE_STANCE_CONTEXT);
  EXPECT_EQ(Create(request, &evidence).error_code(), grpc::StatusCode::NOT_FOUND);
  request = EvidenceOn("claims/-", "other", "The envoy", v1::EVIDENCE_STANCE_CONTEXT);
  EXPECT_THAT(BadFields(Create(request, &evidence)), ElementsAre("parent"));
}

TEST_F(ReviewTest, EvidenceIsListedByClaimStanceAndSource) {
  AddNamedClaim("again", "other", "The envoy");
  AddEvidence("claims/freed", "other", "The envoy", "a");
  AddEvidence("claims/freed", "brief", "fly again", "b");
  AddEvidence("claims/again", "brief", "fly again", "c");
  auto names = [&](const std::string& parent, const std::string& document, v1::EvidenceStance stance) {
    v1::ListEvidenceRequest request;
    request.set_parent(parent);
    request.mutable_filter()->set_document(document);
    request.mutable_filter()->set_stance(stance);
    request.set_page_size(1);
    std::vector<std::string> found;
    do {
      v1::ListEvidenceResponse page = ListEvidence(request);
      for (const auto& evidence : page.evidence()) found.push_back(evidence.name());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return found;
  };
  EXPECT_THAT(names("claims/freed", "", v1::EVIDENCE_STANCE_UNSPECIFIED),
              ElementsAre("claims/freed/evidence/a", "claims/freed/evidence/b"));
  EXPECT_THAT(names("claims/-", "documents/brief", v1::EVIDENCE_STANCE_SUPPORTS),
              ElementsAre("claims/freed/evidence/b", "claims/again/evidence/c"));
  EXPECT_THAT(names("claims/-", "", v1::EVIDENCE_STANCE_REFUTES), ElementsAre());
}

TEST_F(ReviewTest, AReviewRestsOnEvidenceOfItsClaim) {
  AddNamedClaim("again", "other", "The envoy");
  AddEvidence("claims/freed", "other", "The envoy", "a");
  AddEvidence("claims/again", "other", "fly again", "b");
  v1::CreateReviewRequest request = ReviewOf("claims/freed", "Mostly true");
  request.mutable_review()->mutable_rating()->set_value(4);
  request.mutable_review()->mutable_rating()->set_best(5);
  request.mutable_review()->mutable_rating()->set_worst(1);
  request.mutable_review()->set_publish_date("2025-09-13");
  request.mutable_review()->set_rationale("The envoy was there.");
  request.mutable_review()->add_evidence("claims/freed/evidence/a");
  v1::Review review = AddReview(request);
  EXPECT_EQ(review.state(), v1::REVIEW_STATE_ACTIVE);
  EXPECT_FALSE(review.claim_retracted());
  EXPECT_EQ(review.rating().value(), 4);
  EXPECT_EQ(ListReviews("claims/freed").reviews(0).SerializeAsString(), review.SerializeAsString());

  request.mutable_review()->set_evidence(0, "claims/again/evidence/b");
  EXPECT_THAT(BadFields(Create(request, &review)), ElementsAre("review.evidence[0]"))
      << "evidence of another claim";
  request.mutable_review()->set_evidence(0, "claims/freed/evidence/none");
  EXPECT_EQ(Create(request, &review).error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(ReviewTest, ARatingNeedsWordsOrAWholeScale) {
  struct Case {
    std::optional<double> value, best, worst;
    std::string words;
    bool good;
  };
  const Case cases[] = {
      {{}, {}, {}, "Half true", true},
      {1, 5, 1, "", true},
      {1, 1, 5, "", true},
      {0.5, 1, 0, "Half true", true},
      {{}, {}, {}, "", false},
      {3, {}, {}, "Half true", false},
      {3, 5, {}, "", false},
      {6, 5, 1, "", false},
      {3, 3, 3, "", false},
      {std::numeric_limits<double>::quiet_NaN(), 5, 1, "", false},
  };
  for (const Case& one : cases) {
    v1::CreateReviewRequest request = ReviewOf("claims/freed", one.words);
    v1::Rating& rating = *request.mutable_review()->mutable_rating();
    if (one.value) rating.set_value(*one.value);
    if (one.best) rating.set_best(*one.best);
    if (one.worst) rating.set_worst(*one.worst);
    v1::Review review;
    EXPECT_EQ(Create(request, &review).ok(), one.good) << rating.ShortDebugString();
  }
}

TEST_F(ReviewTest, APublishDateMustBeADate) {
  for (const char* good :
       {"2025", "2025-09", "2025-09-13", "2025-09-13T08:00:00Z", "2025-09-13T08:00:00.5+02:00"}) {
    v1::CreateReviewRequest request = ReviewOf("claims/freed", "True");
    request.mutable_review()->set_publish_date(good);
    EXPECT_EQ(AddReview(request).publish_date(), good);
  }
  for (const char* bad : {"2025-02-30", "13 September", "2025-09-13T08:00", "2025-09-1X", "2025-13-01",
                          "2025-21", "-2025", "20250913"}) {
    v1::CreateReviewRequest request = ReviewOf("claims/freed", "True");
    request.mutable_review()->set_publish_date(bad);
    v1::Review review;
    EXPECT_THAT(BadFields(Create(request, &review)), ElementsAre("review.publish_date")) << bad;
  }
}

TEST_F(ReviewTest, AReviewOfARetractedClaimSaysSo) {
  grpc::ClientContext context;
  v1::RetractClaimRequest retract;
  retract.set_name("claims/freed");
  retract.set_reason("misread");
  v1::RetractClaimResponse retracted;
  ASSERT_TRUE(claims_->RetractClaim(&context, retract, &retracted).ok());
  EXPECT_TRUE(AddReview(ReviewOf("claims/freed", "False")).claim_retracted());
}

TEST_F(ReviewTest, AReviewCanSupersedeAnother) {
  v1::Review first = AddReview(ReviewOf("claims/freed", "False"));
  v1::CreateReviewRequest request = ReviewOf("claims/freed", "True");
  request.mutable_review()->set_supersedes(first.name());
  v1::Review second = AddReview(request);
  v1::Review before = ReadReview(first.name());
  EXPECT_EQ(before.state(), v1::REVIEW_STATE_SUPERSEDED);
  EXPECT_EQ(before.superseded_by(), second.name());
  EXPECT_EQ(before.log_index(), second.log_index() + 1) << "both in one write";

  v1::Review third;
  EXPECT_EQ(ReasonOf(Create(request, &third)), "REVIEW_NOT_ACTIVE") << "it is superseded already";
  v1::ReviewFilter active;
  active.set_state(v1::REVIEW_STATE_ACTIVE);
  ASSERT_EQ(ListReviews("claims/freed", active).reviews_size(), 1);
  EXPECT_EQ(ListReviews("claims/freed", active).reviews(0).name(), second.name());

  request.mutable_review()->set_supersedes("claims/freed/reviews/none");
  EXPECT_EQ(Create(request, &third).error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(ReviewTest, ARetractedReviewStaysReadable) {
  v1::Review review = AddReview(ReviewOf("claims/freed", "False"));
  v1::RetractReviewRequest request;
  request.set_name(review.name());
  v1::Review retracted;
  EXPECT_THAT(BadFields(Retract(request, &retracted)), ElementsAre("reason"));
  request.set_reason("the source was wrong");
  request.set_etag("i0");
  EXPECT_EQ(Retract(request, &retracted).error_code(), grpc::StatusCode::ABORTED);
  request.set_etag(review.etag());
  request.set_request_id("once");
  ASSERT_TRUE(Retract(request, &retracted).ok());
  EXPECT_EQ(retracted.state(), v1::REVIEW_STATE_RETRACTED);
  EXPECT_EQ(retracted.state_reason(), "the source was wrong");
  v1::Review again;
  ASSERT_TRUE(Retract(request, &again).ok()) << "the same request gets the same answer";
  EXPECT_EQ(again.SerializeAsString(), retracted.SerializeAsString());
  request.clear_etag();
  request.clear_request_id();
  EXPECT_EQ(ReasonOf(Retract(request, &again)), "REVIEW_NOT_ACTIVE");
  EXPECT_EQ(ReadReview(review.name()).state_reason(), "the source was wrong");
}

TEST_F(ReviewTest, LinksNeedTwoExistingClaims) {
  AddNamedClaim("again", "other", "The envoy");
  v1::Link link = AddLink("claims/again", v1::LINK_RELATION_DERIVED_FROM, "claims/freed");
  EXPECT_THAT(link.name(), HasSubstr("claims/again/links/"));
  v1::LinkFilter to_freed;
  to_freed.set_target("claims/freed");
  ASSERT_EQ(ListLinks("claims/-", to_freed).links_size(), 1);
  EXPECT_EQ(ListLinks("claims/-", to_freed).links(0).name(), link.name());
  EXPECT_EQ(ListLinks("claims/freed").links_size(), 0) << "lists the links from a claim, not those to it";

  v1::Link bad;
  EXPECT_THAT(BadFields(Create(LinkOf("claims/freed", v1::LINK_RELATION_SAME_AS, "claims/freed"), &bad)),
              ElementsAre("link.target"));
  EXPECT_EQ(Create(LinkOf("claims/freed", v1::LINK_RELATION_SAME_AS, "claims/none"), &bad).error_code(),
            grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(Create(LinkOf("claims/none", v1::LINK_RELATION_SAME_AS, "claims/freed"), &bad).error_code(),
            grpc::StatusCode::NOT_FOUND);
  EXPECT_THAT(BadFields(Create(LinkOf("claims/freed", v1::LINK_RELATION_UNSPECIFIED, "claims/again"), &bad)),
              ElementsAre("link.relation"));
}

TEST_F(ReviewTest, ARepeatedRequestGetsTheFirstAnswer) {
  v1::CreateReviewRequest request = ReviewOf("claims/freed", "True");
  request.set_request_id("r-1");
  v1::Review first = AddReview(request);
  EXPECT_EQ(AddReview(request).SerializeAsString(), first.SerializeAsString());
  request.mutable_review()->mutable_rating()->set_words("False");
  v1::Review other;
  EXPECT_EQ(ReasonOf(Create(request, &other)), "REQUEST_ID_REUSED");
  request = ReviewOf("claims/freed", "True");
  request.set_review_id(first.name().substr(first.name().rfind('/') + 1));
  EXPECT_EQ(Create(request, &other).error_code(), grpc::StatusCode::ALREADY_EXISTS);
}

TEST_F(ReviewTest, PageTokensOfOtherListingsAndInvalidFiltersAreRefused) {
  AddReview(ReviewOf("claims/freed", "True"));
  AddReview(ReviewOf("claims/freed", "True"));
  grpc::ClientContext first, second, third;
  v1::ListReviewsRequest request;
  request.set_parent("claims/freed");
  request.set_page_size(1);
  v1::ListReviewsResponse page;
  ASSERT_TRUE(reviews_->ListReviews(&first, request, &page).ok());
  ASSERT_FALSE(page.next_page_token().empty());
  request.set_page_token(page.next_page_token());
  request.set_parent("claims/-");
  EXPECT_THAT(BadFields(reviews_->ListReviews(&second, request, &page)), ElementsAre("page_token"));
  request = {};
  request.set_parent("documents/brief");
  request.mutable_filter()->set_evidence("claims/freed");
  EXPECT_THAT(BadFields(reviews_->ListReviews(&third, request, &page)),
              UnorderedElementsAre("parent", "filter.evidence"));
}

TEST_F(ReviewTest, ErasingADocumentRedactsEvidenceAndPassesFsck) {
  v1::Evidence evidence = AddEvidence("claims/freed", "other", "the airline would fly again", "fly");
  AddEvidence("claims/freed", "brief", "The envoy", "stays");
  AddNamedClaim("too", "other", "The envoy");
  v1::CreateReviewRequest review = ReviewOf("claims/freed", "False");
  review.mutable_review()->add_evidence(evidence.name());
  v1::Review first = AddReview(review);
  review = ReviewOf("claims/freed", "True");
  review.mutable_review()->set_supersedes(first.name());
  AddReview(review);
  AddLink("claims/too", v1::LINK_RELATION_SAME_AS, "claims/freed");

  grpc::ClientContext context;
  v1::EraseDocumentRequest request;
  request.set_name("documents/other");
  request.set_requested_by("Court of Minsk");
  request.set_reason("personal data");
  v1::EraseDocumentResponse response;
  ASSERT_TRUE(documents_->EraseDocument(&context, request, &response).ok());
  EXPECT_EQ(response.redacted_claims(), 1);
  EXPECT_EQ(response.redacted_evidence(), 1);
  v1::ListEvidenceRequest list;
  list.set_parent("claims/freed");
  v1::ListEvidenceResponse left = ListEvidence(list);
  ASSERT_EQ(left.evidence_size(), 2);
  EXPECT_TRUE(left.evidence(0).citation().erased());
  EXPECT_EQ(left.evidence(0).citation().quote(), "");
  EXPECT_EQ(left.evidence(0).stance(), v1::EVIDENCE_STANCE_SUPPORTS);
  EXPECT_EQ(left.evidence(1).citation().quote(), "The envoy");
  v1::Evidence refused;
  EXPECT_EQ(ReasonOf(Create(EvidenceOn("claims/freed", "other", "The envoy", v1::EVIDENCE_STANCE_CONTEXT),
                            &refused)),
            "DOCUMENT_ERASED");

  Stop();
  auto store = store::OpenStore(store_uri_, 2);
  auto scratch = store::OpenStore("sqlite:" + folder_.Path("scratch.db"), 2);
  ASSERT_TRUE(store.ok() && scratch.ok());
  auto report = registry::Fsck(**store, **scratch, log_key(), [](int64_t) {});
  EXPECT_TRUE(report.ok()) << report.status();
}

TEST_F(ReviewTest, DerivationsFormNoCircle) {
  for (const char* id : {"b", "c", "d"}) AddNamedClaim(id, "brief", "The envoy");
  AddLink("claims/b", v1::LINK_RELATION_REPEATS, "claims/freed");
  AddLink("claims/c", v1::LINK_RELATION_DERIVED_FROM, "claims/b");
  v1::Link link;
  for (v1::LinkRelation relation : {v1::LINK_RELATION_REPEATS, v1::LINK_RELATION_DERIVED_FROM}) {
    const grpc::Status refused = Create(LinkOf("claims/freed", relation, "claims/c"), &link);
    EXPECT_EQ(refused.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
    EXPECT_EQ(ReasonOf(refused), "DERIVATION_CIRCLE");
  }
  // Other relations are not derivations.
  AddLink("claims/freed", v1::LINK_RELATION_NARROWS, "claims/c");
  AddLink("claims/c", v1::LINK_RELATION_NARROWS, "claims/freed");
  AddLink("claims/freed", v1::LINK_RELATION_CONTRADICTS, "claims/c");
  AddLink("claims/c", v1::LINK_RELATION_REPEATS, "claims/freed");
  v1::RetractClaimRequest retract;
  retract.set_name("claims/c");
  retract.set_reason("wrong");
  retract.set_superseded_by("claims/d");
  v1::RetractClaimResponse retracted;
  grpc::ClientContext context;
  ASSERT_TRUE(claims_->RetractClaim(&context, retract, &retracted).ok());
  EXPECT_EQ(ReasonOf(Create(LinkOf("claims/freed", v1::LINK_RELATION_REPEATS, "claims/d"), &link)),
            "DERIVATION_CIRCLE")
      << "the replacement is derived from what it replaces";
}

TEST_F(ReviewTest, ARetractedLinkClosesNoCircle) {
  AddNamedClaim("b", "brief", "The envoy");
  const v1::Link wrong = AddLink("claims/b", v1::LINK_RELATION_DERIVED_FROM, "claims/freed");
  v1::RetractLinkRequest retract;
  retract.set_name(wrong.name());
  retract.set_reason("the other way round");
  v1::RetractLinkResponse retracted;
  grpc::ClientContext context;
  ASSERT_TRUE(reviews_->RetractLink(&context, retract, &retracted).ok());
  v1::Link link;
  EXPECT_TRUE(Create(LinkOf("claims/freed", v1::LINK_RELATION_DERIVED_FROM, "claims/b"), &link).ok());
}

TEST_F(ReviewTest, ARepeatedRequestForALinkSucceedsThoughOtherLinksFollowed) {
  AddNamedClaim("b", "brief", "The envoy");
  v1::CreateLinkRequest request = LinkOf("claims/b", v1::LINK_RELATION_REPEATS, "claims/freed");
  request.set_request_id("0199f3a0-0000-7000-8000-000000000001");
  v1::Link first, again;
  ASSERT_TRUE(Create(request, &first).ok());
  ASSERT_TRUE(Create(request, &again).ok());
  EXPECT_EQ(again.name(), first.name());
}

TEST_F(ReviewTest, AWatchOfAClaimSeesItsEvidenceReviewsAndLinks) {
  AddNamedClaim("again", "other", "The envoy");
  AddEvidence("claims/freed", "other", "fly again", "e");
  AddReview(ReviewOf("claims/again", "True"));
  AddLink("claims/again", v1::LINK_RELATION_CONTRADICTS, "claims/freed");
  grpc::ClientContext context;
  v1::WatchRequest request;
  request.mutable_filter()->set_claim("claims/freed");
  auto stream = log_->Watch(&context, request);
  std::vector<v1::EntryType> types;
  v1::WatchResponse response;
  while (types.size() < 3 && stream->Read(&response)) {
    for (const auto& entry : response.entries()) types.push_back(entry.type());
  }
  EXPECT_THAT(types, ElementsAre(v1::ENTRY_TYPE_CLAIM_CREATED, v1::ENTRY_TYPE_EVIDENCE_CREATED,
                                 v1::ENTRY_TYPE_LINK_CREATED));
  context.TryCancel();
  while (stream->Read(&response)) {
  }
  stream->Finish();
}

}  // namespace
}  // namespace verbatim::test
