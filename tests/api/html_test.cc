#include "text/html/html.h"

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

TEST_F(Html, SaysWhatItLeavesOut) {
  const v1::Revision revision = AddPage(kPage).revision();
  EXPECT_EQ(revision.text_rules(), text::kHtmlRules);
  ASSERT_EQ(revision.omitted_size(), 2);
  EXPECT_EQ(revision.omitted(0).kind(), "navigation");
  EXPECT_EQ(revision.omitted(0).bytes(), 4);
  EXPECT_EQ(revision.omitted(1).kind(), "edge");
  EXPECT_EQ(revision.omitted(1).bytes(), 7);
  Start();
  EXPECT_EQ(Get(v1::REVISION_VIEW_BASIC).omitted_size(), 2);
  AddDocument("plain", "Plain text.");
  const v1::Revision plain = Get(v1::REVISION_VIEW_BASIC, "documents/plain/revisions/1");
  EXPECT_EQ(plain.text_rules(), 0);
  EXPECT_EQ(plain.omitted_size(), 0);
}

struct Charset {
  const char* media_type;
  const char* bytes;
  const char* recorded;  // media type
};

class Charsets : public Html, public ::testing::WithParamInterface<Charset> {};

TEST_P(Charsets, AreConvertedAndTheBytesKept) {
  v1::CreateDocumentRequest request = Page(GetParam().bytes);
  request.mutable_content()->set_media_type(GetParam().media_type);
  v1::CreateDocumentResponse added;
  const grpc::Status status = CreateDocument(request, &added);
  ASSERT_TRUE(status.ok()) << status.error_message();
  const v1::Revision revision = Get(v1::REVISION_VIEW_CONTENT);
  EXPECT_THAT(revision.text(), ::testing::StartsWith("Köln “zählt” 3 €."));
  EXPECT_EQ(revision.content(), GetParam().bytes);
  EXPECT_EQ(revision.content_sha256(), log::ToBytes(log::Sha256(GetParam().bytes)));
  EXPECT_EQ(revision.media_type(), GetParam().recorded);
}

INSTANTIATE_TEST_SUITE_P(
    Html, Charsets,
    ::testing::Values(
        Charset{"text/html; charset=latin1", "<p>K\xF6ln \x93z\xE4hlt\x94 3 \x80.",
                "text/html; charset=windows-1252"},
        Charset{"text/html", "<meta charset=ISO-8859-1><p>K\xF6ln \x93z\xE4hlt\x94 3 \x80.",
                "text/html; charset=windows-1252"},
        Charset{"text/html",
                "<META http-equiv='Content-Type' content='text/html; charset=windows-1252'><p>K\xF6ln "
                "\x93z\xE4hlt\x94 3 \x80.",
                "text/html; charset=windows-1252"},
        Charset{"text/html",
                "<?xml version='1.0' encoding='windows-1252'?><html><p>K\xF6ln \x93z\xE4hlt\x94 3 \x80.",
                "text/html; charset=windows-1252"},
        // The program that saved this page converted it to UTF-8 and did not change the <meta>.
        Charset{"text/html", "<meta charset=ISO-8859-1><p>Köln “zählt” 3 €.", "text/html"},
        Charset{"text/html", "<meta charset=ISO-8859-1><p>K&ouml;ln &ldquo;z&auml;hlt&rdquo; 3 &euro;.",
                "text/html"},
        Charset{"text/html; charset=koi8-r", "\xEF\xBB\xBF<p>Köln “zählt” 3 €.", "text/html"},
        Charset{"TEXT/HTML;charset=\"UTF-8\"", "<meta charset=big5><p>Köln “zählt” 3 €.", "text/html"},
        Charset{"text/html", "<meta charset=utf-8><p>Köln “zählt” 3 €. \xFF", "text/html"},
        Charset{"text/plain; charset=windows-1252", "K\xF6ln \x93z\xE4hlt\x94 3 \x80.",
                "text/plain; charset=windows-1252"},
        Charset{"text/html;charset=gb18030",
                "<p>K\x81\x30\x8B\x32ln \xA1\xB0z\x81\x30\x8A\x31hlt\xA1\xB1 3 \xA2\xE3.",
                "text/html; charset=gb18030"}));

TEST_F(Html, ByteOrderMarkOfPlainTextOverrulesTheCharset) {
  v1::CreateDocumentRequest request = Page(
      "\xFE\xFF\x01\x0C"
      "a");
  request.mutable_content()->mutable_data()->insert(4, 1, '\0');
  request.mutable_content()->set_media_type("text/plain; charset=latin1");
  v1::CreateDocumentResponse added;
  const grpc::Status status = CreateDocument(request, &added);
  ASSERT_TRUE(status.ok()) << status.error_message();
  const v1::Revision revision = Get(v1::REVISION_VIEW_CONTENT);
  EXPECT_EQ(revision.text(), "Ča");
  EXPECT_EQ(revision.media_type(), "text/plain; charset=utf-16be");
}

TEST_F(Html, InAnEncodingThatIsNotItsOwnIsRefused) {
  auto refusal = [this](const char* media_type, const std::string& bytes) {
    v1::CreateDocumentRequest request = Page(bytes);
    request.mutable_content()->set_media_type(media_type);
    v1::CreateDocumentResponse response;
    const grpc::Status status = CreateDocument(request, &response);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    return status.error_message();
  };
  EXPECT_THAT(refusal("text/html", "<p>K\xF6ln"), HasSubstr("charset=windows-1252"));
  EXPECT_THAT(refusal("text/plain", "K\xF6ln"),
              HasSubstr("is not UTF-8: the first invalid byte is at offset 1"));
  EXPECT_THAT(refusal("text/plain; charset=shift_jis", "abc\xFF"), HasSubstr("is not shift_jis"));
  EXPECT_THAT(refusal("text/html; charset=klingon", "<p>x"), HasSubstr("WHATWG"));
  EXPECT_THAT(refusal("text/html; boundary=x", "<p>x"), HasSubstr("must be text/plain or text/html"));
  EXPECT_THAT(refusal("text/plain; charset=utf-16le", std::string("a\0\0\0", 4)), HasSubstr("NUL"));
}

TEST_F(Html, FilesOfOtherKindsAreRefusedByName) {
  for (const char* media_type : {"text/plain", "text/html"}) {
    auto fault = [&](const std::string& bytes) {
      v1::CreateDocumentRequest request = Page(bytes);
      request.mutable_content()->set_media_type(media_type);
      v1::CreateDocumentResponse response;
      return CreateDocument(request, &response).error_message();
    };
    EXPECT_THAT(fault("%PDF-1.7\n%\xE2\xE3"), HasSubstr("is a PDF file"));
    EXPECT_THAT(fault(std::string("PK\3\4\x14\0\6\0", 8) + "[Content_Types].xml ... word/document.xml"),
                HasSubstr("is a Word document (DOCX)"));
    EXPECT_THAT(fault("PK\3\4 mimetypeapplication/vnd.oasis.opendocument.text"), HasSubstr("(ODT)"));
    EXPECT_THAT(fault("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), HasSubstr("(DOC, XLS or PPT)"));
    EXPECT_THAT(fault("{\\rtf1 x}"), HasSubstr("(RTF)"));
    EXPECT_THAT(fault("\x89PNG\r\n\x1A\n"), HasSubstr("an image"));
  }
}

TEST_F(Html, QuoteThatDiffersInTypographyIsToldSo) {
  AddPage(kPage);
  auto refusal = [this](const std::string& quote) {
    v1::CreateClaimResponse response;
    return CreateClaim(ClaimOn("page", quote), &response).error_message();
  };
  EXPECT_THAT(refusal("Belarus  freed"), HasSubstr("differs from a passage only in white space;"));
  EXPECT_THAT(refusal("a date."), HasSubstr("only in white space, such as no-break spaces"));
  EXPECT_THAT(refusal("belarus freed"), HasSubstr("only in typography"));
  EXPECT_THAT(refusal("freed 52 prisoners"), HasSubstr("\"freed fifty-two prisoners\""));
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
