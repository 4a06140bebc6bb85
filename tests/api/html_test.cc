#include "api/fixture.h"
#include "log/sha256.h"

namespace verbatim::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kPage[] = R"(<!doctype html>
<html lang="en"><head><title>Minsk frees
 prisoners</title><style>p { color: red }</style></head>
<body><nav><a href="/">Home</a></nav><article><h1>Minsk frees prisoners</h1>
<p>Belarus freed <b>fifty&#45;two</b> prisoners.<p>Nobody named a&nbsp;date.</article>
<footer>Imprint</footer></body></html>)";

class Html : public ApiTest {
 protected:
  static v1::CreateDocumentRequest Page(const std::string& html) {
    v1::CreateDocumentRequest request;
    request.set_document_id("page");
    request.mutable_content()->set_media_type("text/html; charset=UTF-8");
    request.mutable_content()->set_data(html);
    return request;
  }
  v1::CreateDocumentResponse AddPage(const std::string& html) {
    v1::CreateDocumentResponse response;
    grpc::Status status = CreateDocument(Page(html), &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  v1::Revision Get(v1::RevisionView view, const std::string& name = "documents/page/revisions/1") {
    grpc::ClientContext context;
    v1::GetRevisionRequest request;
    request.set_name(name);
    request.set_view(view);
    v1::GetRevisionResponse response;
    grpc::Status status = documents_->GetRevision(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.revision();
  }
  // The error of a page whose content.data is wrong.
  std::string Fault(const std::string& html) {
    v1::CreateDocumentResponse response;
    grpc::Status status = CreateDocument(Page(html), &response);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_THAT(BadFields(status), ElementsAre("content.data"));
    return status.error_message();
  }
};

TEST_F(Html, IsQuotedByItsReadableTextAndStoredUnchanged) {
  v1::CreateDocumentResponse added = AddPage(kPage);
  EXPECT_EQ(added.document().title(), "Minsk frees prisoners");
  EXPECT_EQ(added.document().language_code(), "en");
  const std::string text =
      "Minsk frees prisoners\n\nBelarus freed fifty-two prisoners.\n\nNobody named a\u00A0date.";
  for (int restarted = 0; restarted < 2; ++restarted) {
    v1::Revision revision = Get(v1::REVISION_VIEW_CONTENT);
    EXPECT_EQ(revision.text(), text);
    EXPECT_EQ(revision.content(), kPage);
    EXPECT_EQ(revision.media_type(), "text/html");
    EXPECT_EQ(revision.content_sha256(), log::ToBytes(log::Sha256(kPage)));
    EXPECT_EQ(revision.text_sha256(), log::ToBytes(log::Sha256(text)));
    EXPECT_EQ(revision.sentence_count(), 3);
    EXPECT_EQ(Get(v1::REVISION_VIEW_FULL).content(), "");
    Start();
  }
  v1::Claim claim = AddClaim(ClaimOn("page", "freed fifty-two prisoners"));
  EXPECT_EQ(claim.citations(0).span().byte_start(), 31);
}

TEST_F(Html, DoesNotOverrideTheCallersTitleAndLanguage) {
  v1::CreateDocumentRequest request = Page(kPage);
  request.mutable_document()->set_title("Ours");
  request.mutable_document()->set_language_code("de");
  v1::CreateDocumentResponse response;
  ASSERT_TRUE(CreateDocument(request, &response).ok());
  EXPECT_EQ(response.document().title(), "Ours");
  EXPECT_EQ(response.document().language_code(), "de");
  std::string page = kPage;
  page.replace(page.find("lang=\"en\""), 9, "lang=\"!?\"");
  request = Page(page);
  request.set_document_id("other");
  ASSERT_TRUE(CreateDocument(request, &response).ok());
  EXPECT_EQ(response.document().language_code(), "") << "an invalid language tag is ignored";
}

TEST_F(Html, PlainTextIsItsOwnReadableText) {
  AddDocument("page", "Plain <b>text</b>.");
  v1::Revision revision = Get(v1::REVISION_VIEW_CONTENT);
  EXPECT_EQ(revision.text(), "Plain <b>text</b>.");
  EXPECT_EQ(revision.content(), revision.text());
}

TEST_F(Html, WithOtherMarkupIsANewRevision) {
  AddPage(kPage);
  AddClaim(ClaimOn("page", "freed fifty-two prisoners"));
  v1::CreateRevisionRequest request;
  request.set_parent("documents/page");
  *request.mutable_content() = Page(kPage).content();
  v1::CreateRevisionResponse response;
  grpc::ClientContext same_context;
  ASSERT_TRUE(documents_->CreateRevision(&same_context, request, &response).ok());
  EXPECT_TRUE(response.unchanged());
  std::string page = kPage;
  page.replace(page.find("<b>"), 3, "<i>");
  request.mutable_content()->set_data(page);
  grpc::ClientContext context;
  ASSERT_TRUE(documents_->CreateRevision(&context, request, &response).ok());
  EXPECT_FALSE(response.unchanged());
  EXPECT_EQ(response.anchorings(0).anchoring().state(), v1::ANCHORING_STATE_CURRENT);
  EXPECT_EQ(Get(v1::REVISION_VIEW_CONTENT, "documents/page/revisions/2").content(), page);
}

TEST_F(Html, ContentThatIsNotHtmlIsRefused) {
  EXPECT_THAT(Fault("{\"a\": 1}"), HasSubstr("is not HTML"));
  EXPECT_THAT(Fault("1 < 2, said he."), HasSubstr("is not HTML"));
  EXPECT_THAT(Fault("<html><script>x()</script></html>"), HasSubstr("contains no visible text"));
  EXPECT_THAT(Fault("<p>\xFF</p>"), HasSubstr("is not UTF-8"));
  v1::CreateDocumentRequest request = Page(kPage);
  request.mutable_content()->set_media_type("application/pdf");
  v1::CreateDocumentResponse response;
  EXPECT_THAT(BadFields(CreateDocument(request, &response)), ElementsAre("content.media_type"));
}

TEST_F(Html, NestedTooDeepIsRefusedAndTheLargestPageIsRead) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  EXPECT_THAT(Fault(deep + "x"), HasSubstr("nested deeper"));
  std::string large = "<p>";
  while (large.size() < (16 << 20) - 40) large += "It was a quiet day in Minsk. ";
  AddPage(large);
  EXPECT_EQ(Get(v1::REVISION_VIEW_BASIC).byte_length(), static_cast<int64_t>(large.size()) - 4);
}

}  // namespace
}  // namespace verbatim::test
