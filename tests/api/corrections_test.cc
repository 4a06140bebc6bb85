// UpdateDocument, RetractEvidence and RetractLink through the real socket.

#include "registry/audit/fsck.h"
#include "review_fixture.h"
#include "support/temp_folder.h"

namespace verbatim::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class CorrectionsTest : public ReviewTest {
 protected:
  grpc::Status Update(const v1::UpdateDocumentRequest& request, v1::Document* document) {
    grpc::ClientContext context;
    v1::UpdateDocumentResponse response;
    grpc::Status status = documents_->UpdateDocument(&context, request, &response);
    *document = response.document();
    return status;
  }
  v1::Document MustUpdate(const std::string& json) {
    v1::Document document;
    grpc::Status status = Update(FromJson<v1::UpdateDocumentRequest>(json), &document);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return document;
  }
  v1::Document GetDocument(const std::string& name) {
    grpc::ClientContext context;
    v1::GetDocumentRequest request;
    request.set_name(name);
    v1::GetDocumentResponse response;
    EXPECT_TRUE(documents_->GetDocument(&context, request, &response).ok());
    return response.document();
  }
  grpc::Status Retract(const v1::RetractEvidenceRequest& request, v1::Evidence* evidence) {
    grpc::ClientContext context;
    v1::RetractEvidenceResponse response;
    grpc::Status status = reviews_->RetractEvidence(&context, request, &response);
    *evidence = response.evidence();
    return status;
  }
  grpc::Status Retract(const v1::RetractLinkRequest& request, v1::Link* link) {
    grpc::ClientContext context;
    v1::RetractLinkResponse response;
    grpc::Status status = reviews_->RetractLink(&context, request, &response);
    *link = response.link();
    return status;
  }
  std::string Export(v1::ExchangeFormat format) {
    grpc::ClientContext context;
    v1::ExportClaimsRequest request;
    request.set_format(format);
    auto stream = provenance_->ExportClaims(&context, request);
    std::string data;
    v1::ExportClaimsResponse part;
    while (stream->Read(&part)) data += part.data();
    EXPECT_TRUE(stream->Finish().ok());
    return data;
  }
  v1::EntryType LastType() {
    grpc::ClientContext context;
    v1::ListEntriesResponse response;
    EXPECT_TRUE(log_->ListEntries(&context, v1::ListEntriesRequest(), &response).ok());
    return response.entries(response.entries_size() - 1).type();
  }
  bool Verifies(const std::string& claim) {
    grpc::ClientContext context;
    v1::VerifyClaimRequest request;
    request.set_name(claim);
    v1::VerifyClaimResponse response;
    EXPECT_TRUE(provenance_->VerifyClaim(&context, request, &response).ok());
    return response.verified();
  }
  // Stops the service and checks the whole store.
  void ExpectSoundStore() {
    Stop();
    auto store = store::OpenStore(store_uri_, 2);
    auto scratch = store::OpenStore("sqlite:" + folder_.Path("scratch.db"), 2);
    ASSERT_TRUE(store.ok() && scratch.ok());
    auto report = registry::Fsck(**store, **scratch, log_key(), [](int64_t) {});
    EXPECT_TRUE(report.ok()) << report.status();
  }
};

TEST_F(CorrectionsTest, MetadataOfADocumentCanBeCorrected) {
  const v1::Document before = GetDocument("documents/brief");
  v1::Document after = MustUpdate(
      R"({"document":{"name":"documents/brief","title":"Minsk","uri":"https://a.example/1","authors":["A","B"]}})");
  EXPECT_EQ(after.title(), "Minsk");
  EXPECT_THAT(after.authors(), ElementsAre("A", "B"));
  EXPECT_EQ(after.language_code(), "en") << "an unset field stays";
  EXPECT_EQ(after.claim_count(), 1);
  EXPECT_NE(after.etag(), before.etag());
  EXPECT_EQ(GetDocument("documents/brief").SerializeAsString(), after.SerializeAsString());
  EXPECT_EQ(LastType(), v1::ENTRY_TYPE_DOCUMENT_CORRECTED);

  after = MustUpdate(R"({"document":{"name":"documents/brief"},"updateMask":"authors,title"})");
  EXPECT_EQ(after.authors_size(), 0);
  EXPECT_EQ(after.title(), "");
  EXPECT_EQ(after.uri(), "https://a.example/1");

  grpc::ClientContext context;
  v1::ListDocumentsRequest list;
  list.mutable_filter()->set_uri("https://a.example/1");
  v1::ListDocumentsResponse listed;
  ASSERT_TRUE(documents_->ListDocuments(&context, list, &listed).ok());
  ASSERT_EQ(listed.documents_size(), 1) << "found by its new URI";
  MustUpdate(R"({"document":{"name":"documents/brief","language_code":"de"},"updateMask":"*"})");
  EXPECT_EQ(GetDocument("documents/brief").uri(), "");
  ExpectSoundStore();
}

TEST_F(CorrectionsTest, WrongUpdatesOfDocumentsAreRefused) {
  v1::Document document;
  auto update = [&](const std::string& json) {
    return Update(FromJson<v1::UpdateDocumentRequest>(json), &document);
  };
  EXPECT_THAT(BadFields(update(R"({"document":{"name":"brief","uri":"x"}})")),
              ElementsAre("document.name", "document.uri"));
  EXPECT_THAT(BadFields(update(R"({"document":{"name":"documents/brief"}})")), ElementsAre("update_mask"));
  EXPECT_THAT(BadFields(update(R"({"document":{"name":"documents/brief"},"updateMask":"latestRevision"})")),
              ElementsAre("update_mask"));
  EXPECT_EQ(update(R"({"document":{"name":"documents/none","title":"a"}})").error_code(),
            grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(ReasonOf(update(R"({"document":{"name":"documents/brief","title":"a","etag":"i99"}})")),
            "ETAG_STALE");
  const std::string once = R"({"document":{"name":"documents/brief","title":"a"},"requestId":"once"})";
  ASSERT_TRUE(update(once).ok());
  const std::string first = document.SerializeAsString();
  ASSERT_TRUE(update(once).ok());
  EXPECT_EQ(document.SerializeAsString(), first) << "the same request gets the same answer";
  EXPECT_EQ(ReasonOf(update(R"({"document":{"name":"documents/brief","title":"b"},"requestId":"once"})")),
            "REQUEST_ID_REUSED");

  grpc::ClientContext context;
  v1::EraseDocumentRequest erase;
  erase.set_name("documents/other");
  erase.set_requested_by("a court");
  erase.set_reason("an order");
  v1::EraseDocumentResponse erased;
  ASSERT_TRUE(documents_->EraseDocument(&context, erase, &erased).ok());
  EXPECT_EQ(ReasonOf(update(R"({"document":{"name":"documents/other","title":"a"}})")), "DOCUMENT_ERASED");
}

// "last Tuesday" names another day once the day of publication is corrected. That holds for later revisions.
TEST_F(CorrectionsTest, ACorrectedDayOfPublicationHoldsForLaterRevisions) {
  v1::CreateDocumentRequest create = FromJson<v1::CreateDocumentRequest>(
      R"({"document_id":"dated","document":{"language_code":"en","publish_time":"2025-09-12T00:00:00Z"}})");
  create.mutable_content()->set_data("They were freed last Tuesday. Nobody named a place.\n");
  v1::CreateDocumentResponse created;
  ASSERT_TRUE(CreateDocument(create, &created).ok());
  auto claim = [&](const std::string& revision, const std::string& day) {
    v1::CreateClaimRequest request = ClaimOn("dated", "They were freed last Tuesday");
    request.mutable_claim()->mutable_citations(0)->set_revision("documents/dated/revisions/" + revision);
    request.mutable_claim()->mutable_statement()->mutable_subject()->set_label("They");
    request.mutable_claim()->mutable_statement()->set_predicate("were freed");
    request.mutable_claim()->mutable_statement()->mutable_object()->mutable_time()->set_edtf(day);
    v1::CreateClaimResponse response;
    grpc::Status status = CreateClaim(request, &response);
    return status.ok() ? response.claim().name() : status.error_message();
  };
  const std::string first = claim("1", "2025-09-09");
  ASSERT_THAT(first, HasSubstr("claims/"));

  MustUpdate(R"({"document":{"name":"documents/dated","publish_time":"2025-10-10T00:00:00Z"}})");
  MustUpdate(R"({"document":{"name":"documents/dated","publish_time":"2025-10-17T00:00:00Z"}})");
  EXPECT_THAT(claim("1", "2025-09-09"), HasSubstr("claims/")) << "revision 1 is read as before";
  Start();  // without caches
  EXPECT_TRUE(Verifies(first));
  EXPECT_THAT(claim("1", "2025-09-09"), HasSubstr("claims/"));
  EXPECT_THAT(claim("1", "2025-10-14"), Not(HasSubstr("claims/")));

  grpc::ClientContext context;
  v1::CreateRevisionRequest revise;
  revise.set_parent("documents/dated");
  revise.mutable_content()->set_data("They were freed last Tuesday. The place is Minsk.\n");
  v1::CreateRevisionResponse revised;
  ASSERT_TRUE(documents_->CreateRevision(&context, revise, &revised).ok());
  EXPECT_THAT(claim("2", "2025-10-14"), HasSubstr("claims/"));
  EXPECT_THAT(claim("2", "2025-09-09"), Not(HasSubstr("claims/")));
  Start();
  EXPECT_THAT(claim("2", "2025-10-14"), HasSubstr("claims/"));
  EXPECT_TRUE(Verifies(first));
  ExpectSoundStore();
}

TEST_F(CorrectionsTest, RetractedEvidenceStaysReadableAndLeavesExports) {
  const v1::Evidence kept = AddEvidence("claims/freed", "other", "The envoy", "kept");
  const v1::Evidence wrong = AddEvidence("claims/freed", "other", "would fly again", "wrong");
  EXPECT_EQ(wrong.state(), v1::EVIDENCE_STATE_ACTIVE);
  v1::CreateReviewRequest review = ReviewOf("claims/freed", "True");
  review.mutable_review()->add_evidence(kept.name());
  review.mutable_review()->add_evidence(wrong.name());
  const v1::Review rests = AddReview(review);
  EXPECT_THAT(Export(v1::EXCHANGE_FORMAT_CLAIM_REVIEW), HasSubstr("evidence/wrong"));

  v1::RetractEvidenceRequest request;
  request.set_name("claims/freed/evidence");
  v1::Evidence retracted;
  EXPECT_THAT(BadFields(Retract(request, &retracted)), ElementsAre("name", "reason"));
  request.set_name(wrong.name());
  request.set_reason("it is about flights");
  request.set_etag("i0");
  EXPECT_EQ(ReasonOf(Retract(request, &retracted)), "ETAG_STALE");
  request.set_etag(wrong.etag());
  request.set_request_id("once");
  ASSERT_TRUE(Retract(request, &retracted).ok());
  EXPECT_EQ(retracted.state(), v1::EVIDENCE_STATE_RETRACTED);
  EXPECT_EQ(retracted.state_reason(), "it is about flights");
  EXPECT_EQ(retracted.citation().quote(), "would fly again");
  EXPECT_TRUE(retracted.has_update_time());
  EXPECT_EQ(LastType(), v1::ENTRY_TYPE_EVIDENCE_RETRACTED);
  v1::Evidence again;
  ASSERT_TRUE(Retract(request, &again).ok()) << "the same request gets the same answer";
  EXPECT_EQ(again.SerializeAsString(), retracted.SerializeAsString());
  request.clear_etag();
  request.clear_request_id();
  EXPECT_EQ(ReasonOf(Retract(request, &again)), "EVIDENCE_RETRACTED");
  request.set_name("claims/freed/evidence/none");
  EXPECT_EQ(Retract(request, &again).error_code(), grpc::StatusCode::NOT_FOUND);

  v1::ListEvidenceRequest list;
  list.set_parent("claims/freed");
  EXPECT_EQ(ListEvidence(list).evidence_size(), 2);
  EXPECT_EQ(ReadReview(rests.name()).state(), v1::REVIEW_STATE_ACTIVE) << "a review that rests on it stays";
  EXPECT_EQ(ReadReview(rests.name()).evidence_size(), 2);
  v1::Review refused;
  EXPECT_EQ(ReasonOf(Create(review, &refused)), "EVIDENCE_RETRACTED") << "a new review cannot rest on it";
  for (v1::ExchangeFormat format : {v1::EXCHANGE_FORMAT_CLAIM_REVIEW, v1::EXCHANGE_FORMAT_CLAIM_REVIEW_FEED,
                                    v1::EXCHANGE_FORMAT_NANOPUBLICATION, v1::EXCHANGE_FORMAT_PROV_JSON}) {
    EXPECT_THAT(Export(format), HasSubstr("evidence/kept")) << format;
    EXPECT_THAT(Export(format), Not(HasSubstr("evidence/wrong"))) << format;
  }
  ExpectSoundStore();
}

TEST_F(CorrectionsTest, RetractedEvidenceCanBeErased) {
  const v1::Evidence wrong = AddEvidence("claims/freed", "other", "would fly again", "wrong");
  v1::RetractEvidenceRequest request;
  request.set_name(wrong.name());
  request.set_reason("it is about flights");
  v1::Evidence retracted;
  ASSERT_TRUE(Retract(request, &retracted).ok());
  grpc::ClientContext context;
  v1::EraseDocumentRequest erase;
  erase.set_name("documents/other");
  erase.set_requested_by("a court");
  erase.set_reason("an order");
  v1::EraseDocumentResponse erased;
  ASSERT_TRUE(documents_->EraseDocument(&context, erase, &erased).ok());
  v1::ListEvidenceRequest list;
  list.set_parent("claims/freed");
  const v1::Evidence left = ListEvidence(list).evidence(0);
  EXPECT_TRUE(left.citation().erased());
  EXPECT_EQ(left.state(), v1::EVIDENCE_STATE_RETRACTED);
  ExpectSoundStore();
}

TEST_F(CorrectionsTest, ARetractedLinkStaysReadable) {
  AddNamedClaim("again", "other", "The envoy");
  const v1::Link link = AddLink("claims/again", v1::LINK_RELATION_REPEATS, "claims/freed");
  EXPECT_EQ(link.state(), v1::LINK_STATE_ACTIVE);
  EXPECT_THAT(Export(v1::EXCHANGE_FORMAT_PROV_JSON), HasSubstr(link.name()));
  v1::RetractLinkRequest request;
  request.set_name("claims/again");
  v1::Link retracted;
  EXPECT_THAT(BadFields(Retract(request, &retracted)), ElementsAre("name", "reason"));
  request.set_name(link.name());
  request.set_reason("other prisoners");
  request.set_etag("i0");
  EXPECT_EQ(ReasonOf(Retract(request, &retracted)), "ETAG_STALE");
  request.set_etag(link.etag());
  request.set_request_id("once");
  ASSERT_TRUE(Retract(request, &retracted).ok());
  EXPECT_EQ(retracted.state(), v1::LINK_STATE_RETRACTED);
  EXPECT_EQ(retracted.state_reason(), "other prisoners");
  EXPECT_EQ(LastType(), v1::ENTRY_TYPE_LINK_RETRACTED);
  v1::Link again;
  ASSERT_TRUE(Retract(request, &again).ok());
  EXPECT_EQ(again.SerializeAsString(), retracted.SerializeAsString());
  request.clear_etag();
  request.clear_request_id();
  EXPECT_EQ(ReasonOf(Retract(request, &again)), "LINK_RETRACTED");
  ASSERT_EQ(ListLinks("claims/again").links_size(), 1);
  EXPECT_EQ(ListLinks("claims/again").links(0).state_reason(), "other prisoners");
  EXPECT_THAT(Export(v1::EXCHANGE_FORMAT_PROV_JSON), Not(HasSubstr(link.name())));
  ExpectSoundStore();
}

TEST_F(CorrectionsTest, ARetractionSurvivesARestart) {
  AddNamedClaim("again", "other", "The envoy");
  const v1::Link link = AddLink("claims/again", v1::LINK_RELATION_REPEATS, "claims/freed");
  v1::RetractLinkRequest request;
  request.set_name(link.name());
  request.set_reason("other prisoners");
  v1::Link retracted;
  ASSERT_TRUE(Retract(request, &retracted).ok());
  Start();
  EXPECT_EQ(ReasonOf(Retract(request, &retracted)), "LINK_RETRACTED");
}

}  // namespace
}  // namespace verbatim::test
