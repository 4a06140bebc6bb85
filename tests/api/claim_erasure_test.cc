#include <atomic>
#include <filesystem>
#include <thread>

#include "review_fixture.h"
#include "support/eventually.h"
#include "support/shared_data.h"

namespace verbatim::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

// All that is recorded about claims/secret has this word.
constexpr char kPerson[] = "Quillfeather";

class ClaimErasureTest : public ReviewTest {
 protected:
  ClaimErasureTest() {
    AddDocument("plain", "The envoy met a man in Minsk on Monday evening. It rained.\n");
    v1::CreateClaimRequest request = ClaimOn("plain", "met a man in Minsk");
    request.set_claim_id("secret");
    request.set_request_id("secret-claim");
    v1::Claim& claim = *request.mutable_claim();
    claim.set_text("Quillfeather met the envoy.");
    claim.mutable_statement()->mutable_subject()->set_label("Quillfeather");
    claim.mutable_statement()->set_predicate("met");
    claim.mutable_statement()->mutable_object()->mutable_entity()->set_label("the envoy");
    claim.mutable_claimant()->set_name("Mr Quillfeather");
    claim.mutable_attribution()->mutable_agent()->set_id("quill@desk");
    claim.mutable_attribution()->set_method("Quillfeather's notes");
    (*claim.mutable_labels())["person"] = "Quillfeather";
    AddClaim(request);
    v1::CreateEvidenceRequest evidence =
        EvidenceOn("claims/secret", "plain", "The envoy met", v1::EVIDENCE_STANCE_SUPPORTS);
    evidence.set_evidence_id("e");
    evidence.mutable_evidence()->set_note("The man is Quillfeather.");
    v1::Evidence recorded;
    EXPECT_TRUE(Create(evidence, &recorded).ok());
    v1::CreateReviewRequest review = ReviewOf("claims/secret", "True of Quillfeather");
    review.set_review_id("r");
    review.mutable_review()->set_rationale("Quillfeather says so.");
    review.mutable_review()->add_evidence("claims/secret/evidence/e");
    AddReview(review);
    v1::CreateLinkRequest link = LinkOf("claims/secret", v1::LINK_RELATION_NARROWS, "claims/freed");
    link.set_link_id("l");
    link.mutable_link()->set_note("Quillfeather was one of them.");
    v1::Link linked;
    EXPECT_TRUE(Create(link, &linked).ok());
  }

  static v1::EraseClaimRequest RequestFor(const std::string& name = "claims/secret") {
    v1::EraseClaimRequest request;
    request.set_name(name);
    request.set_requested_by("Court of Minsk, 12/25");
    request.set_reason("personal data");
    return request;
  }
  grpc::Status Erase(const v1::EraseClaimRequest& request, v1::EraseClaimResponse* response) {
    grpc::ClientContext context;
    return claims_->EraseClaim(&context, request, response);
  }
  v1::EraseClaimResponse EraseSecret() {
    v1::EraseClaimResponse response;
    grpc::Status status = Erase(RequestFor(), &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  // The bytes of the database and of the index of claims.
  std::string Files() {
    std::string bytes;
    for (const char* suffix : {"", "-wal"}) bytes += ReadFile(folder_.Path("test.db") + suffix);
    // A compaction of the index may replace the folder meanwhile.
    std::error_code ignored;
    std::filesystem::directory_iterator file(folder_.Path("test.db.index"), ignored);
    for (; !ignored && file != std::filesystem::directory_iterator(); file.increment(ignored)) {
      bytes += ReadFile(file->path());
    }
    return bytes;
  }

  // All that a few methods answer about claims/secret.
  std::string Answers() {
    std::string answers;
    v1::Claim claim;
    GetClaim("claims/secret", &claim);
    answers += claim.DebugString();
    answers += ListReviews("claims/secret").DebugString() + ListLinks("claims/-").DebugString();
    v1::ListEvidenceRequest evidence;
    evidence.set_parent("claims/-");
    answers += ListEvidence(evidence).DebugString();
    grpc::ClientContext trace_context;
    v1::TraceClaimRequest trace;
    trace.set_name("claims/secret");
    v1::TraceClaimResponse traced;
    EXPECT_TRUE(provenance_->TraceClaim(&trace_context, trace, &traced).ok());
    answers += traced.DebugString();
    grpc::ClientContext log_context;
    v1::ListEntriesRequest entries;
    entries.set_page_size(1000);
    v1::ListEntriesResponse listed;
    EXPECT_TRUE(log_->ListEntries(&log_context, entries, &listed).ok());
    answers += listed.SerializeAsString();
    grpc::ClientContext bundle_context;
    v1::GetProofBundleRequest bundle;
    bundle.set_name("claims/secret");
    v1::GetProofBundleResponse proven;
    EXPECT_TRUE(provenance_->GetProofBundle(&bundle_context, bundle, &proven).ok());
    answers += proven.SerializeAsString();
    v1::MatchClaimsRequest match;
    match.set_text("Quillfeather met the envoy");
    match.set_min_log_size(*store_->Size());
    v1::MatchClaimsResponse matched;
    // A call waits only some seconds for the index.
    EXPECT_TRUE(Eventually([&] {
      grpc::ClientContext match_context;
      return match_->MatchClaims(&match_context, match, &matched).ok();
    }));
    for (const v1::Match& found : matched.matches()) answers += found.claim().DebugString();
    return answers;
  }
};

TEST_F(ClaimErasureTest, LeavesNamesStatesAndTimes) {
  v1::Claim before;
  ASSERT_TRUE(GetClaim("claims/secret", &before).ok());
  const v1::EraseClaimResponse response = EraseSecret();
  EXPECT_EQ(response.erased_children(), 3);
  v1::Claim claim;
  ASSERT_TRUE(GetClaim("claims/secret", &claim).ok());
  EXPECT_EQ(claim.DebugString(), response.claim().DebugString());
  EXPECT_EQ(claim.state(), v1::CLAIM_STATE_ERASED);
  EXPECT_EQ(claim.erasure().requested_by(), "Court of Minsk, 12/25");
  EXPECT_EQ(claim.erasure().reason(), "personal data");
  EXPECT_EQ(claim.create_time().seconds(), before.create_time().seconds());
  EXPECT_NE(claim.etag(), before.etag());
  EXPECT_EQ(claim.text(), "");
  EXPECT_THAT(claim.citations(), IsEmpty());

  v1::ListEvidenceRequest list;
  list.set_parent("claims/secret");
  const v1::Evidence evidence = ListEvidence(list).evidence(0);
  EXPECT_TRUE(evidence.erased());
  EXPECT_EQ(evidence.citation().revision(), "documents/plain/revisions/1");
  EXPECT_EQ(evidence.citation().quote() + evidence.note(), "");
  const v1::Review review = ReadReview("claims/secret/reviews/r");
  EXPECT_TRUE(review.erased());
  EXPECT_EQ(review.state(), v1::REVIEW_STATE_RETRACTED);
  EXPECT_THAT(review.evidence(), ElementsAre("claims/secret/evidence/e"));
  EXPECT_FALSE(review.has_rating() || review.has_reviewer());
  const v1::Link link = ListLinks("claims/secret").links(0);
  EXPECT_TRUE(link.erased());
  EXPECT_EQ(link.target(), "claims/freed");
  EXPECT_EQ(link.note(), "");
}

TEST_F(ClaimErasureTest, NoCallAndNoFileHasTheWordsAnyMore) {
  ASSERT_THAT(Answers(), HasSubstr(kPerson));
  ASSERT_THAT(Files(), HasSubstr(kPerson));
  EraseSecret();
  for (int restarted = 0; restarted < 2; ++restarted) {
    EXPECT_THAT(Answers(), Not(HasSubstr(kPerson)));
    EXPECT_TRUE(Eventually([&] { return Files().find(kPerson) == std::string::npos; }));
    EXPECT_TRUE(Eventually([&] { return Files().find("quillfeath") == std::string::npos; }))
        << "in the index";
    Start();
  }
}

TEST_F(ClaimErasureTest, IsVerified) {
  EraseSecret();
  grpc::ClientContext context;
  v1::VerifyClaimRequest request;
  request.set_name("claims/secret");
  v1::VerifyClaimResponse response;
  ASSERT_TRUE(provenance_->VerifyClaim(&context, request, &response).ok());
  EXPECT_TRUE(response.verified()) << response.DebugString();
}

TEST_F(ClaimErasureTest, KeepsTheClaimAmongThoseOfItsDocument) {
  EraseSecret();
  grpc::ClientContext context;
  v1::GetDocumentRequest request;
  request.set_name("documents/plain");
  v1::GetDocumentResponse response;
  ASSERT_TRUE(documents_->GetDocument(&context, request, &response).ok());
  EXPECT_EQ(response.document().claim_count(), 1);
  // A new revision and an erasure of the document leave the erased claim as it is.
  v1::Claim before, after;
  ASSERT_TRUE(GetClaim("claims/secret", &before).ok());
  grpc::ClientContext revise_context;
  v1::CreateRevisionRequest revise;
  revise.set_parent("documents/plain");
  revise.mutable_content()->set_data("It did not rain.");
  v1::CreateRevisionResponse revised;
  ASSERT_TRUE(documents_->CreateRevision(&revise_context, revise, &revised).ok());
  grpc::ClientContext erase_context;
  v1::EraseDocumentRequest erase;
  erase.set_name("documents/plain");
  erase.set_requested_by("a court");
  erase.set_reason("an order");
  v1::EraseDocumentResponse erased;
  ASSERT_TRUE(documents_->EraseDocument(&erase_context, erase, &erased).ok());
  EXPECT_EQ(erased.redacted_claims() + erased.redacted_evidence(), 0);
  ASSERT_TRUE(GetClaim("claims/secret", &after).ok());
  EXPECT_EQ(after.etag(), before.etag());
}

TEST_F(ClaimErasureTest, RefusesLaterWrites) {
  EraseSecret();
  grpc::ClientContext update_context;
  v1::UpdateClaimRequest update;
  update.mutable_claim()->set_name("claims/secret");
  update.mutable_claim()->set_text("Quillfeather again.");
  v1::UpdateClaimResponse updated;
  EXPECT_EQ(ReasonOf(claims_->UpdateClaim(&update_context, update, &updated)), "CLAIM_ERASED");
  grpc::ClientContext retract_context;
  v1::RetractClaimRequest retract;
  retract.set_name("claims/secret");
  retract.set_reason("Quillfeather again.");
  v1::RetractClaimResponse retracted;
  EXPECT_EQ(ReasonOf(claims_->RetractClaim(&retract_context, retract, &retracted)), "CLAIM_ERASED");
  v1::Evidence evidence;
  EXPECT_EQ(ReasonOf(Create(EvidenceOn("claims/secret", "brief", "The envoy", v1::EVIDENCE_STANCE_SUPPORTS),
                            &evidence)),
            "CLAIM_ERASED");
  v1::Review review;
  EXPECT_EQ(ReasonOf(Create(ReviewOf("claims/secret", "True"), &review)), "CLAIM_ERASED");
  v1::Link link;
  EXPECT_EQ(ReasonOf(Create(LinkOf("claims/secret", v1::LINK_RELATION_NARROWS, "claims/freed"), &link)),
            "CLAIM_ERASED");
  v1::RetractReviewRequest retract_review;
  retract_review.set_name("claims/secret/reviews/r");
  retract_review.set_reason("Quillfeather again.");
  EXPECT_EQ(ReasonOf(Retract(retract_review, &review)), "CLAIM_ERASED");
  EXPECT_THAT(Answers(), Not(HasSubstr(kPerson)));
}

TEST_F(ClaimErasureTest, ARepeatedRequestGetsTheFirstResponse) {
  v1::EraseClaimRequest request = RequestFor();
  request.set_request_id("erase-1");
  v1::EraseClaimResponse first, second;
  ASSERT_TRUE(Erase(request, &first).ok());
  ASSERT_TRUE(Erase(request, &second).ok());
  EXPECT_EQ(first.DebugString(), second.DebugString());
  Start();
  ASSERT_TRUE(Erase(request, &second).ok());
  EXPECT_EQ(first.DebugString(), second.DebugString());
  EXPECT_EQ(ReasonOf(Erase(RequestFor(), &second)), "CLAIM_ERASED") << "a claim is erased once";
  request.set_reason("another");
  EXPECT_EQ(ReasonOf(Erase(request, &second)), "CLAIM_ERASED") << "it is another request";
}

TEST_F(ClaimErasureTest, ChecksTheRequest) {
  v1::EraseClaimResponse response;
  v1::EraseClaimRequest bare;
  bare.set_name("documents/brief");
  EXPECT_THAT(BadFields(Erase(bare, &response)), UnorderedElementsAre("name", "requested_by", "reason"));
  EXPECT_EQ(Erase(RequestFor("claims/none"), &response).error_code(), grpc::StatusCode::NOT_FOUND);
  v1::EraseClaimRequest stale = RequestFor();
  stale.set_etag("i0");
  EXPECT_EQ(ReasonOf(Erase(stale, &response)), "ETAG_STALE");
}

TEST_F(ClaimErasureTest, CanFollowARetractionAndCorrections) {
  grpc::ClientContext update_context;
  v1::UpdateClaimRequest update;
  update.mutable_claim()->set_name("claims/secret");
  update.mutable_claim()->set_text("Quillfeather met the envoys.");
  v1::UpdateClaimResponse updated;
  ASSERT_TRUE(claims_->UpdateClaim(&update_context, update, &updated).ok());
  grpc::ClientContext retract_context;
  v1::RetractClaimRequest retract;
  retract.set_name("claims/secret");
  retract.set_reason("It was not Quillfeather.");
  retract.set_superseded_by("claims/freed");
  v1::RetractClaimResponse retracted;
  ASSERT_TRUE(claims_->RetractClaim(&retract_context, retract, &retracted).ok());
  const v1::Claim claim = EraseSecret().claim();
  EXPECT_EQ(claim.superseded_by(), "claims/freed");
  EXPECT_EQ(claim.state_reason(), "");
  EXPECT_THAT(Answers(), Not(HasSubstr(kPerson)));
}

TEST_F(ClaimErasureTest, IsNotExported) {
  EraseSecret();
  for (const v1::ExchangeFormat format :
       {v1::EXCHANGE_FORMAT_CLAIM_REVIEW, v1::EXCHANGE_FORMAT_PROV_JSON, v1::EXCHANGE_FORMAT_WEB_ANNOTATION,
        v1::EXCHANGE_FORMAT_NANOPUBLICATION}) {
    grpc::ClientContext context;
    v1::ExportClaimsRequest request;
    request.set_format(format);
    request.add_names("claims/secret");
    auto stream = provenance_->ExportClaims(&context, request);
    std::string data;
    int64_t omitted = 0;
    v1::ExportClaimsResponse part;
    while (stream->Read(&part)) {
      data += part.data();
      omitted = part.omitted_claims();
    }
    EXPECT_TRUE(stream->Finish().ok()) << v1::ExchangeFormat_Name(format);
    EXPECT_EQ(omitted, 1) << v1::ExchangeFormat_Name(format);
    EXPECT_THAT(data, Not(HasSubstr("claims/secret"))) << v1::ExchangeFormat_Name(format);
  }
}

TEST_F(ClaimErasureTest, ErasesMoreReviewsThanOneWriteHolds) {
  constexpr int kReviews = 520;
  for (int i = 0; i < kReviews; ++i) AddReview(ReviewOf("claims/secret", "Quillfeather's verdict"));
  EXPECT_EQ(EraseSecret().erased_children(), 3 + kReviews);
  EXPECT_THAT(Answers(), Not(HasSubstr(kPerson)));
}

TEST_F(ClaimErasureTest, MissesNothingThatIsRecordedAtTheSameTime) {
  std::atomic<bool> is_erased = false;
  std::vector<std::thread> writers;
  for (int i = 0; i < 4; ++i) {
    writers.emplace_back([&] {
      while (!is_erased) {
        v1::Review review;
        const grpc::Status status = Create(ReviewOf("claims/secret", "Quillfeather's verdict"), &review);
        if (!status.ok()) {
          EXPECT_EQ(ReasonOf(status), "CLAIM_ERASED");
        }
      }
    });
  }
  EraseSecret();
  EXPECT_THAT(Answers(), Not(HasSubstr(kPerson)));
  is_erased = true;
  for (std::thread& writer : writers) writer.join();
  EXPECT_THAT(Answers(), Not(HasSubstr(kPerson)));
}

class RemainingWordsTest : public ReviewTest {
 protected:
  RemainingWordsTest() {
    AddDocument("gone", "The minister bought a white horse in March. It was old.\n");
    AddDocument("copy", "As others wrote, the minister bought a WHITE horse. He sold it.\n");
  }

  v1::EraseDocumentResponse EraseGone(const std::string& request_id = "") {
    grpc::ClientContext context;
    v1::EraseDocumentRequest request;
    request.set_name("documents/gone");
    request.set_requested_by("a court");
    request.set_reason("an order");
    request.set_request_id(request_id);
    v1::EraseDocumentResponse response;
    grpc::Status status = documents_->EraseDocument(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  void AddWithText(const std::string& id, const std::string& document, const std::string& quote,
                   const std::string& text) {
    v1::CreateClaimRequest request = ClaimOn(document, quote);
    request.set_claim_id(id);
    request.mutable_claim()->set_text(text);
    AddClaim(request);
  }
};

TEST_F(RemainingWordsTest, AreNamedByTheErasureOfADocument) {
  AddWithText("drafted", "gone", "The minister bought a white horse in March.",
              "The minister bought a white horse in March.");
  AddWithText("paraphrased", "gone", "bought a white horse", "He purchased a horse, bought a white horse.");
  AddWithText("elsewhere", "copy", "He sold it", "It is said that — the Minister — bought a white horse!");
  AddWithText("quotes-copy", "copy", "the minister bought a WHITE horse", "A horse.");
  v1::CreateEvidenceRequest evidence =
      EvidenceOn("claims/freed", "gone", "It was old", v1::EVIDENCE_STANCE_CONTEXT);
  evidence.set_evidence_id("noted");
  evidence.mutable_evidence()->set_note("a white horse in March");
  v1::Evidence recorded;
  ASSERT_TRUE(Create(evidence, &recorded).ok());
  AddEvidence("claims/freed", "gone", "bought a white horse in March", "quoted");
  v1::CreateReviewRequest review = ReviewOf("claims/drafted", "True");
  review.set_review_id("r");
  review.mutable_review()->set_rationale("In March. It was old, they say.");
  AddReview(review);
  v1::CreateLinkRequest link = LinkOf("claims/freed", v1::LINK_RELATION_CONTRADICTS, "claims/drafted");
  link.set_link_id("l");
  link.mutable_link()->set_note("minister bought a white horse");
  v1::Link linked;
  ASSERT_TRUE(Create(link, &linked).ok());

  const v1::EraseDocumentResponse response = EraseGone("erase-gone");
  EXPECT_THAT(response.remaining().names(),
              UnorderedElementsAre("claims/drafted", "claims/elsewhere", "claims/quotes-copy",
                                   "claims/freed/evidence/noted", "claims/drafted/reviews/r",
                                   "claims/freed/links/l"));
  EXPECT_EQ(response.remaining().names(0), "claims/drafted") << "claims on the document come first";
  EXPECT_EQ(response.remaining().count(), 6);
  EXPECT_FALSE(response.remaining().incomplete());
  EXPECT_EQ(EraseGone("erase-gone").remaining().DebugString(), response.remaining().DebugString());
  Start();
  EXPECT_EQ(EraseGone("erase-gone").remaining().DebugString(), response.remaining().DebugString());
}

TEST_F(RemainingWordsTest, OfEarlierRevisionsCountToo) {
  grpc::ClientContext context;
  v1::CreateRevisionRequest revise;
  revise.set_parent("documents/gone");
  revise.mutable_content()->set_data("Nothing of it is left here.");
  v1::CreateRevisionResponse revised;
  ASSERT_TRUE(documents_->CreateRevision(&context, revise, &revised).ok());
  AddWithText("elsewhere", "copy", "He sold it", "The minister bought a white horse.");
  EXPECT_THAT(EraseGone().remaining().names(), ElementsAre("claims/elsewhere"));
}

TEST_F(RemainingWordsTest, AreNoneIfNothingRepeatsTheDocument) {
  AddWithText("short", "gone", "The minister bought a white horse in March.", "A white horse in April.");
  EXPECT_EQ(EraseGone().remaining().count(), 0);
}

}  // namespace
}  // namespace verbatim::test
