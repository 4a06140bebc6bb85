// CreateDocumentResponse.similar_documents and CreateClaimResponse.similar_claims.

#include "fixture.h"
#include "registry/audit/fsck.h"

namespace verbatim::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SimilarTest : public ApiTest {
 protected:
  std::vector<std::string> AddDocumentAt(const std::string& id, const std::string& text,
                                         const std::string& uri, const std::string& request_id = "") {
    v1::CreateDocumentRequest request;
    request.set_document_id(id);
    request.set_request_id(request_id);
    request.mutable_document()->set_uri(uri);
    request.mutable_content()->set_data(text);
    v1::CreateDocumentResponse response;
    grpc::Status status = CreateDocument(request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return {response.similar_documents().begin(), response.similar_documents().end()};
  }
  std::vector<std::string> AddTextAs(const std::string& id, const std::string& text,
                                     const std::string& request_id = "") {
    v1::CreateClaimRequest request = ClaimOn("brief", "The envoy");
    request.set_claim_id(id);
    request.set_request_id(request_id);
    request.mutable_claim()->set_text(text);
    v1::CreateClaimResponse response;
    grpc::Status status = CreateClaim(request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(response.claim().text(), text);
    return {response.similar_claims().begin(), response.similar_claims().end()};
  }
  void Erase(const std::string& document) {
    grpc::ClientContext context;
    v1::EraseDocumentRequest request;
    request.set_name(document);
    request.set_requested_by("a court");
    request.set_reason("an order");
    v1::EraseDocumentResponse response;
    ASSERT_TRUE(documents_->EraseDocument(&context, request, &response).ok());
  }
  void ExpectSoundStore() {
    Stop();
    auto store = store::OpenStore(store_uri_, 2);
    auto scratch = store::OpenStore("sqlite:" + folder_.Path("scratch.db"), 2);
    ASSERT_TRUE(store.ok() && scratch.ok());
    auto report = registry::Fsck(**store, **scratch, log_key(), [](int64_t) {});
    EXPECT_TRUE(report.ok()) << report.status();
  }
};

TEST_F(SimilarTest, DocumentsHaveTheSameTextOrTheSameUri) {
  EXPECT_THAT(AddDocumentAt("one", "A text.\n", "https://a.example/1"), IsEmpty());
  EXPECT_THAT(AddDocumentAt("two", "Another text.\n", "https://a.example/1"), ElementsAre("documents/one"));
  EXPECT_THAT(AddDocumentAt("three", "A text.\n", ""), ElementsAre("documents/one"));
  EXPECT_THAT(AddDocumentAt("four", "A text.\n", "https://a.example/1"),
              ElementsAre("documents/one", "documents/three", "documents/two"));
  EXPECT_THAT(AddDocumentAt("five", "A third text.\n", "https://a.example/2"), IsEmpty());
}

TEST_F(SimilarTest, LaterRevisionsCountAndErasedDocumentsDoNot) {
  AddDocumentAt("one", "A text.\n", "https://a.example/1");
  grpc::ClientContext revising, correcting;
  v1::CreateRevisionRequest revise;
  revise.set_parent("documents/one");
  revise.mutable_content()->set_data("A new text.\n");
  v1::CreateRevisionResponse revised;
  ASSERT_TRUE(documents_->CreateRevision(&revising, revise, &revised).ok());
  v1::UpdateDocumentRequest correct;
  correct.mutable_document()->set_name("documents/one");
  correct.mutable_document()->set_title("One");
  v1::UpdateDocumentResponse corrected;
  ASSERT_TRUE(documents_->UpdateDocument(&correcting, correct, &corrected).ok());
  Start();
  EXPECT_THAT(AddDocumentAt("two", "A new text.\n", ""), ElementsAre("documents/one"));
  EXPECT_THAT(AddDocumentAt("three", "A text.\n", ""), ElementsAre("documents/one"));
  Erase("documents/one");
  EXPECT_THAT(AddDocumentAt("four", "A text.\n", "https://a.example/1"), ElementsAre("documents/three"));
  EXPECT_THAT(AddDocumentAt("five", "A new text.\n", ""), ElementsAre("documents/two"));
  ExpectSoundStore();
}

TEST_F(SimilarTest, ClaimsHaveTheSameText) {
  AddDocument("brief", kBrief);
  EXPECT_THAT(AddTextAs("one", "Belarus freed 52 prisoners."), IsEmpty());
  EXPECT_THAT(AddTextAs("two", "Belarus freed 53 prisoners."), IsEmpty());
  EXPECT_THAT(AddTextAs("three", "Belarus  freed 52\nprisoners."), ElementsAre("claims/one"));
  EXPECT_THAT(AddTextAs("four", "belarus freed 52 prisoners."), ElementsAre("claims/one", "claims/three"));

  grpc::ClientContext context;
  v1::UpdateClaimRequest update;
  update.mutable_claim()->set_name("claims/one");
  update.mutable_claim()->set_text("Belarus freed 54 prisoners.");
  v1::UpdateClaimResponse updated;
  ASSERT_TRUE(claims_->UpdateClaim(&context, update, &updated).ok());
  Erase("documents/brief");  // claims keep their own text
  AddDocument("other", kBrief);
  v1::CreateClaimRequest request = ClaimOn("other", "The envoy");
  request.mutable_claim()->set_text("Belarus freed 54 prisoners.");
  v1::CreateClaimResponse response;
  ASSERT_TRUE(CreateClaim(request, &response).ok());
  EXPECT_THAT(response.similar_claims(), ElementsAre("claims/one"));
  ExpectSoundStore();
}

TEST_F(SimilarTest, ARepeatedRequestIsNotSimilarToItself) {
  AddDocument("brief", kBrief);
  EXPECT_THAT(AddTextAs("one", "The same.", "r1"), IsEmpty());
  EXPECT_THAT(AddTextAs("one", "The same.", "r1"), IsEmpty());
  EXPECT_THAT(AddDocumentAt("two", "A text.\n", "https://a.example/1", "r2"), IsEmpty());
  EXPECT_THAT(AddDocumentAt("two", "A text.\n", "https://a.example/1", "r2"), IsEmpty());
}

TEST_F(SimilarTest, AtMostTwentyAreNamed) {
  AddDocument("brief", kBrief);
  for (int i = 0; i < 25; ++i) AddTextAs("c" + std::to_string(i), "The same.");
  const std::vector<std::string> claims = AddTextAs("last", "The same.");
  ASSERT_EQ(claims.size(), 20u);
  EXPECT_EQ(claims.front(), "claims/c0");
  for (int i = 0; i < 25; ++i) AddDocumentAt("d" + std::to_string(i), "A text.\n", "");
  EXPECT_EQ(AddDocumentAt("last", "A text.\n", "").size(), 20u);
}

}  // namespace
}  // namespace verbatim::test
