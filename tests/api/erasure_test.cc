#include <atomic>
#include <mutex>
#include <thread>

#include "fixture.h"
#include "support/shared_data.h"

namespace verbatim::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class ErasureTest : public ApiTest {
 protected:
  ErasureTest() {
    AddDocument("brief", kBrief);
    AddDocument("other", kBrief);
  }

  static v1::EraseDocumentRequest RequestFor(const std::string& name = "documents/brief") {
    v1::EraseDocumentRequest request;
    request.set_name(name);
    request.set_requested_by("Court of Minsk, 12/25");
    request.set_reason("personal data");
    return request;
  }
  grpc::Status Erase(const v1::EraseDocumentRequest& request, v1::EraseDocumentResponse* response) {
    grpc::ClientContext context;
    return documents_->EraseDocument(&context, request, response);
  }
  v1::EraseDocumentResponse EraseBrief() {
    v1::EraseDocumentResponse response;
    grpc::Status status = Erase(RequestFor(), &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  v1::Document GetDocument(const std::string& name) {
    grpc::ClientContext context;
    v1::GetDocumentRequest request;
    request.set_name(name);
    v1::GetDocumentResponse response;
    EXPECT_TRUE(documents_->GetDocument(&context, request, &response).ok());
    return response.document();
  }
  std::string Files() {
    std::string bytes;
    for (const char* suffix : {"", "-wal"}) bytes += ReadFile(folder_.Path("test.db") + suffix);
    return bytes;
  }
};

TEST_F(ErasureTest, LeavesAClaimValidWhoseErasedQuoteStatedAFigureOfItsText) {
  AddDocument("old", "The firm had 90 offices.");
  AddDocument("new", "The firm has 80 offices.");
  v1::CreateClaimRequest request = ClaimOn("old", "had 90 offices");
  request.mutable_claim()->set_text("It had 90 offices.");
  *request.mutable_claim()->add_citations() = ClaimOn("new", "has 80 offices").claim().citations(0);
  const v1::Claim claim = AddClaim(request);
  EXPECT_TRUE(claim.citations(1).attestations().empty());
  v1::EraseDocumentResponse response;
  ASSERT_TRUE(Erase(RequestFor("documents/old"), &response).ok());
  grpc::ClientContext context;
  v1::VerifyClaimRequest verify;
  verify.set_name(claim.name());
  v1::VerifyClaimResponse verified;
  ASSERT_TRUE(provenance_->VerifyClaim(&context, verify, &verified).ok());
  EXPECT_TRUE(verified.verified()) << verified.DebugString();
}

TEST_F(ErasureTest, KeepsTheTextOfClaimsAndRedactsTheirCitations) {
  v1::CreateClaimRequest request = ClaimOn("brief", "freed fifty-two prisoners");
  request.mutable_claim()->set_text("52 are free.");
  v1::Citation& second = *request.mutable_claim()->add_citations();
  second.set_revision("documents/other");
  second.set_quote("The envoy");
  v1::Claim claim = AddClaim(request);
  v1::EraseDocumentResponse response = EraseBrief();
  EXPECT_EQ(response.redacted_claims(), 1);
  EXPECT_EQ(response.document().erasure().requested_by(), "Court of Minsk, 12/25");

  v1::Document document = GetDocument("documents/brief");
  EXPECT_EQ(document.erasure().reason(), "personal data");
  EXPECT_EQ(document.language_code(), "");
  EXPECT_EQ(document.claim_count(), 1);
  v1::Claim redacted;
  ASSERT_TRUE(GetClaim(claim.name(), &redacted).ok());
  EXPECT_EQ(redacted.text(), "52 are free.");
  EXPECT_NE(redacted.etag(), claim.etag());
  EXPECT_TRUE(redacted.citations(0).erased());
  EXPECT_EQ(redacted.citations(0).quote() + redacted.citations(0).prefix() + redacted.citations(0).suffix() +
                redacted.citations(0).quote_sha256(),
            "");
  EXPECT_EQ(redacted.citations(0).revision(), "documents/brief/revisions/1");
  EXPECT_EQ(redacted.citations(0).span().byte_start(), claim.citations(0).span().byte_start());
  EXPECT_EQ(redacted.citations(1).quote(), "The envoy") << "a quote of another document stays";
  EXPECT_EQ(redacted.anchoring().state(), v1::ANCHORING_STATE_LOST);
}

TEST_F(ErasureTest, RemovesTheBytesFromTheDatabaseFilesWhileTheServerRuns) {
  AddDocument("secret", "A SECRET sentence. Another SECRET one.");
  AddClaim(ClaimOn("secret", "A SECRET sentence"));
  ASSERT_THAT(Files(), HasSubstr("SECRET"));
  v1::EraseDocumentResponse response;
  ASSERT_TRUE(Erase(RequestFor("documents/secret"), &response).ok());
  // The claim's own text repeats its quote, and claims keep their text.
  std::string files = Files();
  EXPECT_THAT(files, Not(HasSubstr("Another SECRET")));
  EXPECT_THAT(files, Not(HasSubstr("SECRET sentence.")));
}

TEST_F(ErasureTest, EveryMethodRefusesTheErasedTextAlsoAfterARestart) {
  v1::Claim claim = AddClaim(ClaimOn("brief", "freed fifty-two prisoners"));
  EraseBrief();
  for (int restarted = 0; restarted < 2; ++restarted) {
    grpc::ClientContext get_context;
    v1::GetRevisionRequest get;
    get.set_name("documents/brief/revisions/1");
    v1::GetRevisionResponse revision;
    EXPECT_EQ(ReasonOf(documents_->GetRevision(&get_context, get, &revision)), "DOCUMENT_ERASED");
    grpc::ClientContext list_context;
    v1::ListSentencesRequest list;
    list.set_parent("documents/brief");
    v1::ListSentencesResponse sentences;
    EXPECT_EQ(ReasonOf(documents_->ListSentences(&list_context, list, &sentences)), "DOCUMENT_ERASED");
    grpc::ClientContext revisions_context;
    v1::ListRevisionsRequest list_revisions;
    list_revisions.set_parent("documents/brief");
    v1::ListRevisionsResponse revisions;
    EXPECT_EQ(ReasonOf(documents_->ListRevisions(&revisions_context, list_revisions, &revisions)),
              "DOCUMENT_ERASED");
    grpc::ClientContext locate_context;
    v1::LocateQuoteRequest locate;
    locate.set_parent("documents/brief/revisions/1");
    locate.set_quote("prisoners");
    v1::LocateQuoteResponse located;
    EXPECT_EQ(ReasonOf(documents_->LocateQuote(&locate_context, locate, &located)), "DOCUMENT_ERASED");
    for (const char* revision_name : {"documents/brief", "documents/brief/revisions/1"}) {
      v1::CreateClaimRequest create = ClaimOn("brief", "freed fifty-two prisoners");
      create.mutable_claim()->mutable_citations(0)->set_revision(revision_name);
      v1::CreateClaimResponse created;
      EXPECT_EQ(ReasonOf(CreateClaim(create, &created)), "DOCUMENT_ERASED");
    }
    v1::Claim redacted;
    EXPECT_TRUE(GetClaim(claim.name(), &redacted).ok());
    Start();
  }
}

TEST_F(ErasureTest, ARedactedClaimCanStillBeUpdatedAndRetracted) {
  v1::Claim claim = AddClaim(ClaimOn("brief", "freed fifty-two prisoners"));
  EraseBrief();
  grpc::ClientContext update_context;
  v1::UpdateClaimRequest update;
  update.mutable_claim()->set_name(claim.name());
  update.mutable_claim()->set_text("Better words.");
  v1::UpdateClaimResponse updated;
  grpc::Status status = claims_->UpdateClaim(&update_context, update, &updated);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_TRUE(updated.claim().citations(0).erased());
  // A caller cannot mark a new citation as erased.
  grpc::ClientContext cite_context;
  update.mutable_claim()->add_citations()->set_revision("documents/other");
  update.mutable_claim()->mutable_citations(0)->set_erased(true);
  EXPECT_THAT(BadFields(claims_->UpdateClaim(&cite_context, update, &updated)),
              ElementsAre("claim.citations[0].quote"));
  grpc::ClientContext retract_context;
  v1::RetractClaimRequest retract;
  retract.set_name(claim.name());
  retract.set_reason("its source is gone");
  v1::RetractClaimResponse retracted;
  EXPECT_TRUE(claims_->RetractClaim(&retract_context, retract, &retracted).ok());
}

TEST_F(ErasureTest, NeedsARequesterAReasonAndAnExistingDocument) {
  v1::EraseDocumentResponse response;
  v1::EraseDocumentRequest bare;
  EXPECT_THAT(BadFields(Erase(bare, &response)),
              ::testing::UnorderedElementsAre("name", "requested_by", "reason"));
  EXPECT_EQ(Erase(RequestFor("documents/none"), &response).error_code(), grpc::StatusCode::NOT_FOUND);
  v1::EraseDocumentRequest stale = RequestFor();
  stale.set_etag("i77");
  EXPECT_EQ(ReasonOf(Erase(stale, &response)), "ETAG_STALE");
  EraseBrief();
  EXPECT_EQ(ReasonOf(Erase(RequestFor(), &response)), "DOCUMENT_ERASED") << "a document is erased once";
}

TEST_F(ErasureTest, ARepeatedRequestGetsTheFirstAnswer) {
  AddClaim(ClaimOn("brief", "freed fifty-two prisoners"));
  v1::EraseDocumentRequest request = RequestFor();
  request.set_request_id("r");
  v1::EraseDocumentResponse first, second;
  ASSERT_TRUE(Erase(request, &first).ok());
  ASSERT_TRUE(Erase(request, &second).ok());
  EXPECT_EQ(second.redacted_claims(), 1);
  EXPECT_EQ(second.document().etag(), first.document().etag());
}

TEST_F(ErasureTest, ARepeatedRequestWhoseEntryWasErasedIsRefused) {
  v1::CreateClaimRequest request = ClaimOn("brief", "freed fifty-two prisoners");
  request.set_request_id("r");
  AddClaim(request);
  EraseBrief();
  v1::CreateClaimResponse response;
  EXPECT_EQ(ReasonOf(CreateClaim(request, &response)), "DOCUMENT_ERASED");
}

// Four threads record claims while the document is erased. Each claim is refused or loses its quote.
TEST_F(ErasureTest, ClaimsRecordedDuringTheErasureAreRedactedOrRefused) {
  std::atomic<bool> erased = false;
  std::vector<std::thread> writers;
  std::mutex mutex;
  std::vector<std::string> names;
  for (int w = 0; w < 4; ++w) {
    writers.emplace_back([&] {
      for (int after = 0; after < 20;) {
        v1::CreateClaimResponse response;
        grpc::Status status = CreateClaim(ClaimOn("brief", "freed fifty-two prisoners"), &response);
        if (status.ok()) {
          std::lock_guard lock(mutex);
          names.push_back(response.claim().name());
        } else if (status.error_code() != grpc::StatusCode::ABORTED) {  // the document is being erased
          EXPECT_EQ(ReasonOf(status), "DOCUMENT_ERASED") << status.error_message();
        }
        if (erased) ++after;
      }
    });
  }
  grpc::Status status;
  v1::EraseDocumentResponse response;
  do {
    status = Erase(RequestFor(), &response);
  } while (status.error_code() == grpc::StatusCode::ABORTED);
  EXPECT_TRUE(status.ok()) << status.error_message();
  erased = true;
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(static_cast<size_t>(response.redacted_claims()), names.size());
  for (const std::string& name : names) {
    v1::Claim claim;
    ASSERT_TRUE(GetClaim(name, &claim).ok());
    EXPECT_TRUE(claim.citations(0).erased()) << name;
  }
}

}  // namespace
}  // namespace verbatim::test
