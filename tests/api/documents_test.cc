#include "api/fixture.h"
#include "log/sha256.h"

namespace verbatim::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class Documents : public ApiTest {
 protected:
  grpc::Status CreateWith(const std::string& data) {
    v1::CreateDocumentRequest request;
    request.mutable_content()->set_data(data);
    v1::CreateDocumentResponse response;
    return CreateDocument(request, &response);
  }
  grpc::Status ListSentences(const std::string& parent, int page_size, const std::string& token,
                             v1::ListSentencesResponse* response) {
    v1::ListSentencesRequest request;
    request.set_parent(parent);
    request.set_page_size(page_size);
    request.set_page_token(token);
    grpc::ClientContext context;
    return documents_->ListSentences(&context, request, response);
  }
  grpc::Status ListDocuments(const v1::ListDocumentsRequest& request, v1::ListDocumentsResponse* response) {
    grpc::ClientContext context;
    return documents_->ListDocuments(&context, request, response);
  }
};

TEST_F(Documents, AreRecordedWithTheirFirstRevision) {
  auto request = FromJson<v1::CreateDocumentRequest>(R"({
    "documentId": "brief-1", "retrieveTime": "2025-09-20T10:00:00Z",
    "document": {"uri": "https://example.org/brief", "title": "A brief", "authors": ["A", "B"], "publisher": "Example",
                 "publishTime": "2025-09-14T00:00:00Z", "languageCode": "en", "claimCount": "7", "etag": "mine"}})");
  request.mutable_content()->set_data(kBrief);
  v1::CreateDocumentResponse response;
  ASSERT_TRUE(CreateDocument(request, &response).ok());
  const v1::Document& document = response.document();
  EXPECT_EQ(document.name(), "documents/brief-1");
  EXPECT_EQ(document.title(), "A brief");
  EXPECT_EQ(document.latest_revision(), "documents/brief-1/revisions/1");
  EXPECT_EQ(document.revision_count(), 1);
  EXPECT_EQ(document.claim_count(), 0) << "an output-only field";
  EXPECT_NE(document.etag(), "mine");
  EXPECT_TRUE(document.has_create_time() && document.has_update_time());
  const v1::Revision& revision = response.revision();
  EXPECT_EQ(revision.byte_length(), static_cast<int64_t>(std::string_view(kBrief).size()));
  EXPECT_EQ(revision.text_sha256(), log::ToBytes(log::Sha256(kBrief)));
  EXPECT_EQ(revision.content_sha256(), revision.text_sha256());
  EXPECT_EQ(revision.sentence_count(), 2);
  EXPECT_EQ(revision.log_index(), 1);
  EXPECT_TRUE(revision.text().empty());

  grpc::ClientContext context;
  v1::GetDocumentRequest get;
  get.set_name("documents/brief-1");
  v1::GetDocumentResponse got;
  ASSERT_TRUE(documents_->GetDocument(&context, get, &got).ok());
  EXPECT_EQ(got.document().SerializeAsString(), document.SerializeAsString());
}

TEST_F(Documents, ReturnTheirTextByteForByteAlsoAfterARestart) {
  const std::string text =
      "\xEF\xBB\xBF"
      "Zwölf Boxkämpfer – “jagen”\r\nViktor 😀\n\n";
  AddDocument("a", text);
  Start();
  for (v1::RevisionView view :
       {v1::REVISION_VIEW_UNSPECIFIED, v1::REVISION_VIEW_FULL, v1::REVISION_VIEW_BASIC}) {
    grpc::ClientContext context;
    v1::GetRevisionRequest request;
    request.set_name("documents/a/revisions/1");
    request.set_view(view);
    v1::GetRevisionResponse response;
    ASSERT_TRUE(documents_->GetRevision(&context, request, &response).ok());
    EXPECT_EQ(response.revision().text(), view == v1::REVISION_VIEW_BASIC ? "" : text);
  }
  grpc::ClientContext context;
  v1::ListRevisionsRequest request;
  request.set_parent("documents/a");
  v1::ListRevisionsResponse response;
  ASSERT_TRUE(documents_->ListRevisions(&context, request, &response).ok());
  ASSERT_EQ(response.revisions_size(), 1);
  EXPECT_EQ(response.revisions(0).name(), "documents/a/revisions/1");
}

TEST_F(Documents, GetVersion7UuidsAsGeneratedIds) {
  v1::CreateDocumentRequest request;
  request.mutable_content()->set_data("Text.");
  v1::CreateDocumentResponse response;
  ASSERT_TRUE(CreateDocument(request, &response).ok());
  EXPECT_THAT(response.document().name(),
              ::testing::MatchesRegex(
                  "documents/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
}

TEST_F(Documents, AreRefusedWithTheOffsetWhenTheyAreNotUtf8) {
  grpc::Status status = CreateWith("A caf\xE9 in Paris");
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(BadFields(status), ElementsAre("content.data"));
  EXPECT_THAT(status.error_message(), HasSubstr("offset 5"));
}

TEST_F(Documents, AreRefusedWithNulBytesOrWhenEmpty) {
  grpc::Status status = CreateWith(std::string("ab\0c", 4));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("offset 2"));
  status = CreateWith("");
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(BadFields(status), ElementsAre("content.data"));
}

TEST_F(Documents, MayHaveSixteenMebibytesButNotAByteMore) {
  std::string text;
  while (text.size() < (16 << 20)) text += "All work and no play makes Jack a dull boy. ";
  text.resize(16 << 20);
  EXPECT_EQ(AddDocument("large", text).revision().byte_length(), 16 << 20);
  grpc::ClientContext context;
  v1::GetRevisionRequest get;
  get.set_name("documents/large/revisions/1");
  v1::GetRevisionResponse got;
  ASSERT_TRUE(documents_->GetRevision(&context, get, &got).ok());
  EXPECT_TRUE(got.revision().text() == text);

  grpc::Status status = CreateWith(text + ".");
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("16777217 bytes, more than the 16777216"));
}

TEST_F(Documents, AreRefusedWithAllBadFieldsNamed) {
  auto request = FromJson<v1::CreateDocumentRequest>(R"({
    "documentId": "Not An Id", "requestId": "with space",
    "document": {"uri": "example.org", "authors": [""], "languageCode": "english!", "title": "a\u0000b"},
    "content": {"mediaType": "application/pdf", "data": "YQ=="}})");
  v1::CreateDocumentResponse response;
  grpc::Status status = CreateDocument(request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(BadFields(status), ::testing::UnorderedElementsAre(
                                     "document_id", "request_id", "document.uri", "document.authors[0]",
                                     "document.language_code", "document.title", "content.media_type"));
}

TEST_F(Documents, AreNotCreatedTwiceUnderOneId) {
  AddDocument("a", "One.");
  v1::CreateDocumentRequest request;
  request.set_document_id("a");
  request.mutable_content()->set_data("Two.");
  v1::CreateDocumentResponse response;
  grpc::Status status = CreateDocument(request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(DetailOf<google::rpc::ResourceInfo>(status).resource_name(), "documents/a");
}

TEST_F(Documents, ArePagedInTheOrderOfCreation) {
  for (int i = 0; i < 7; ++i) AddDocument("doc-" + std::to_string(i), "Text.");
  std::vector<std::string> names;
  v1::ListDocumentsRequest request;
  request.set_page_size(3);
  int pages = 0;
  do {
    v1::ListDocumentsResponse response;
    ASSERT_TRUE(ListDocuments(request, &response).ok());
    for (const v1::Document& document : response.documents()) names.push_back(document.name());
    request.set_page_token(response.next_page_token());
    ++pages;
  } while (!request.page_token().empty());
  EXPECT_EQ(pages, 3);
  ASSERT_THAT(names, SizeIs(7));
  for (int i = 0; i < 7; ++i) EXPECT_EQ(names[static_cast<size_t>(i)], "documents/doc-" + std::to_string(i));
}

TEST_F(Documents, AreFiltered) {
  v1::CreateDocumentRequest create;
  create.set_document_id("other");
  create.mutable_document()->set_uri("https://example.org/1");
  create.mutable_content()->set_data("Text.");
  v1::CreateDocumentResponse created;
  ASSERT_TRUE(CreateDocument(create, &created).ok());
  AddDocument("a", "Text.");
  v1::ListDocumentsRequest request;
  request.mutable_filter()->set_uri("https://example.org/1");
  v1::ListDocumentsResponse response;
  ASSERT_TRUE(ListDocuments(request, &response).ok());
  ASSERT_EQ(response.documents_size(), 1);
  EXPECT_EQ(response.documents(0).name(), "documents/other");
  EXPECT_TRUE(response.next_page_token().empty());
}

TEST_F(Documents, AreFoundByTheWordsOfTitlePublisherAndUri) {
  const auto add = [&](const std::string& id, const std::string& title, const std::string& publisher,
                       const std::string& uri) {
    v1::CreateDocumentRequest create;
    create.set_document_id(id);
    create.mutable_document()->set_title(title);
    create.mutable_document()->set_publisher(publisher);
    create.mutable_document()->set_uri(uri);
    create.mutable_content()->set_data("Text.");
    v1::CreateDocumentResponse created;
    ASSERT_TRUE(CreateDocument(create, &created).ok());
  };
  add("a", "Prisoners freed in Minsk", "Example Times", "https://example.org/minsk");
  add("b", "Café prices", "Beispiel", "https://beispiel.de/preise");
  add("c", "Prisoners of war", "Example Times", "https://example.org/war");
  const auto find = [&](const std::string& query, int page_size = 0) {
    v1::ListDocumentsRequest request;
    request.mutable_filter()->set_query(query);
    request.set_page_size(page_size);
    std::vector<std::string> names;
    do {
      v1::ListDocumentsResponse response;
      EXPECT_TRUE(ListDocuments(request, &response).ok());
      EXPECT_LE(response.documents_size(), page_size > 0 ? page_size : 50);
      for (const v1::Document& document : response.documents()) names.push_back(document.name());
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty());
    return names;
  };
  EXPECT_THAT(find("prisoners EXAMPLE"), ElementsAre("documents/a", "documents/c"));
  EXPECT_THAT(find("prisoners times", 1), ElementsAre("documents/a", "documents/c"));
  EXPECT_THAT(find("times min"), ElementsAre("documents/a")) << "the last word may be a beginning";
  EXPECT_THAT(find("min times"), IsEmpty()) << "other words may not";
  EXPECT_THAT(find("cafe beispiel.de"), ElementsAre("documents/b"));
  EXPECT_THAT(find(" - "), SizeIs(3)) << "a query without words matches all";
  v1::ListDocumentsRequest request;
  request.mutable_filter()->set_query(std::string(257, 'a'));
  v1::ListDocumentsResponse response;
  EXPECT_THAT(BadFields(ListDocuments(request, &response)), ElementsAre("filter.query"));
}

TEST_F(Documents, RefusePageTokensOfOtherListings) {
  for (int i = 0; i < 3; ++i) AddDocument("doc-" + std::to_string(i), "One. Two. Three.");
  v1::ListDocumentsRequest request;
  request.set_page_size(1);
  v1::ListDocumentsResponse first;
  ASSERT_TRUE(ListDocuments(request, &first).ok());

  v1::ListDocumentsResponse response;
  v1::ListDocumentsRequest other = request;
  other.set_page_token(first.next_page_token());
  EXPECT_TRUE(ListDocuments(other, &response).ok()) << "its own token";
  other.set_page_size(2);
  EXPECT_TRUE(ListDocuments(other, &response).ok()) << "another page size";
  other.mutable_filter()->set_publisher("Example");
  EXPECT_THAT(BadFields(ListDocuments(other, &response)), ElementsAre("page_token")) << "another filter";
  v1::ListSentencesResponse sentences;
  EXPECT_THAT(BadFields(ListSentences("documents/doc-0", 1, first.next_page_token(), &sentences)),
              ElementsAre("page_token"))
      << "a token of another method";
  request.set_page_token("nonsense");
  EXPECT_THAT(BadFields(ListDocuments(request, &response)), ElementsAre("page_token"));
  request.set_page_token(first.next_page_token() + "0");
  EXPECT_THAT(BadFields(ListDocuments(request, &response)), ElementsAre("page_token")) << "a changed token";
  request.set_page_token("");
  request.set_page_size(-1);
  EXPECT_THAT(BadFields(ListDocuments(request, &response)), ElementsAre("page_size"));
}

TEST_F(Documents, ListTheirSentencesInPages) {
  AddDocument("a", kBrief);
  v1::ListSentencesResponse first;
  ASSERT_TRUE(ListSentences("documents/a", 1, "", &first).ok());
  ASSERT_EQ(first.sentences_size(), 1);
  EXPECT_EQ(first.sentences(0).name(), "documents/a/revisions/1/sentences/0");
  EXPECT_EQ(first.sentences(0).text(), "In September 2025, Belarus freed fifty-two prisoners.");
  EXPECT_EQ(first.sentences(0).span().byte_end(), 53);
  v1::ListSentencesResponse second;
  ASSERT_TRUE(ListSentences("documents/a", 1, first.next_page_token(), &second).ok());
  ASSERT_EQ(second.sentences_size(), 1);
  EXPECT_EQ(second.sentences(0).index(), 1);
  EXPECT_EQ(second.sentences(0).span().byte_start(), 54);
  EXPECT_TRUE(second.next_page_token().empty());
}

TEST_F(Documents, AreNotFoundIfTheyDoNotExist) {
  v1::ListSentencesResponse sentences;
  EXPECT_EQ(ListSentences("documents/none", 1, "", &sentences).error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(ListSentences("documents/none/revisions/1", 1, "", &sentences).error_code(),
            grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(ListSentences("claims/x", 1, "", &sentences).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  grpc::ClientContext context;
  v1::GetRevisionRequest request;
  request.set_name("documents/none/revisions/1");
  v1::GetRevisionResponse response;
  grpc::Status status = documents_->GetRevision(&context, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(DetailOf<google::rpc::ResourceInfo>(status).resource_name(), "documents/none/revisions/1");
}

TEST_F(Documents, AnswerARepeatedRequestWithTheFirstAnswer) {
  v1::CreateDocumentRequest request;
  request.mutable_content()->set_data("Text.");
  request.set_request_id("6f1c9a52-6e0d-4a0e-9d7e-1c2b3a4d5e6f");
  v1::CreateDocumentResponse first;
  v1::CreateDocumentResponse second;
  ASSERT_TRUE(CreateDocument(request, &first).ok());
  ASSERT_TRUE(CreateDocument(request, &second).ok());
  EXPECT_EQ(first.SerializeAsString(), second.SerializeAsString());
  request.mutable_content()->set_data("Another text.");
  grpc::Status status = CreateDocument(request, &second);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(ReasonOf(status), "REQUEST_ID_REUSED");
}

TEST_F(Documents, LocateQuotesThatAreNotExact) {
  AddDocument("a", kBrief);
  v1::LocateQuoteRequest request;
  request.set_parent("documents/a");
  request.set_quote("belarus has freed fifty–two prisoners");
  grpc::ClientContext context;
  v1::LocateQuoteResponse response;
  ASSERT_TRUE(documents_->LocateQuote(&context, request, &response).ok());
  ASSERT_GE(response.passages_size(), 1);
  const v1::Passage& best = response.passages(0);
  EXPECT_EQ(best.quote(), "Belarus freed fifty-two prisoners");
  EXPECT_EQ(best.revision(), "documents/a/revisions/1");
  EXPECT_EQ(best.prefix(), "In September 2025, ");
  EXPECT_THAT(best.sentences(), ElementsAre("documents/a/revisions/1/sentences/0"));
  EXPECT_GT(best.similarity(), 0.85);
  EXPECT_LT(best.similarity(), 1);

  // The passage can be cited unchanged.
  v1::CreateClaimRequest claim = ClaimOn("a", best.quote());
  *claim.mutable_claim()->mutable_citations(0)->mutable_span() = best.span();
  EXPECT_EQ(AddClaim(claim).citations(0).span().byte_start(), best.span().byte_start());
}

TEST_F(Documents, RefuseToLocateEmptyQuotesAndValuesBeyondTheLimits) {
  AddDocument("a", kBrief);
  auto locate = [&](const std::string& json) {
    grpc::ClientContext context;
    v1::LocateQuoteResponse response;
    return BadFields(documents_->LocateQuote(&context, FromJson<v1::LocateQuoteRequest>(json), &response));
  };
  EXPECT_THAT(locate(R"({"parent": "documents/a", "quote": ""})"), ElementsAre("quote"));
  EXPECT_THAT(locate(R"({"parent": "a", "quote": "x", "limit": 51, "minSimilarity": 1.5})"),
              ElementsAre("parent", "limit", "min_similarity"));
  EXPECT_THAT(locate(R"({"parent": "documents/a", "quote": ")" + std::string(65537, 'x') + R"("})"),
              Contains("quote"));
}

// Fields of a later version of the contract, which an older server must accept.
TEST_F(Documents, IgnoreUnknownFieldsAndDoNotStoreThem) {
  constexpr int kUnknown = 10'000;
  const std::string words = "Xanthippe Quillfeather";
  v1::CreateDocumentRequest request;
  request.set_document_id("d");
  v1::Document& document = *request.mutable_document();
  document.GetReflection()->MutableUnknownFields(&document)->AddLengthDelimited(kUnknown, words);
  request.mutable_content()->set_data(kBrief);
  v1::CreateDocumentResponse created;
  ASSERT_TRUE(CreateDocument(request, &created).ok());
  EXPECT_THAT(created.SerializeAsString(), Not(HasSubstr(words)));
  v1::CreateClaimRequest claim = ClaimOn("d", "fifty-two");
  v1::Citation& citation = *claim.mutable_claim()->mutable_citations(0);
  citation.GetReflection()->MutableUnknownFields(&citation)->AddLengthDelimited(kUnknown, words);
  AddClaim(claim);
  v1::EraseDocumentRequest erase;
  erase.set_name("documents/d");
  erase.set_requested_by("a court");
  erase.set_reason("an order");
  grpc::ClientContext erase_context;
  v1::EraseDocumentResponse erased;
  ASSERT_TRUE(documents_->EraseDocument(&erase_context, erase, &erased).ok());
  grpc::ClientContext context;
  v1::ListEntriesResponse entries;
  ASSERT_TRUE(log_->ListEntries(&context, {}, &entries).ok());
  EXPECT_EQ(entries.entries_size(), 5);
  EXPECT_THAT(entries.SerializeAsString(), Not(HasSubstr(words)));
}

}  // namespace
}  // namespace verbatim::test
