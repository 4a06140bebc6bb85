// Imports of ClaimReviews and of answers of the Fact Check Tools API, through the socket.

#include <thread>

#include "review_fixture.h"

namespace verbatim::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kWords[] = "Belarus freed fifty-two prisoners";

class ReviewImportTest : public ReviewTest {
 protected:
  ReviewImportTest() {
    v1::CreateDocumentRequest request;
    request.set_document_id("page");
    request.mutable_document()->set_uri("https://n.example/page");
    request.mutable_content()->set_data("Minsk is the capital. He said \"it’s big\" twice. Lida is\nnot.");
    v1::CreateDocumentResponse created;
    EXPECT_TRUE(CreateDocument(request, &created).ok());
  }

  std::vector<v1::ImportFeedResponse> ImportWith(const v1::ImportFeedOptions& options,
                                                 const std::string& file, grpc::Status* ended = nullptr) {
    grpc::ClientContext context;
    auto stream = provenance_->ImportFeed(&context);
    v1::ImportFeedRequest request;
    *request.mutable_options() = options;
    stream->Write(request);
    request.set_data(file);
    stream->Write(request);
    stream->WritesDone();
    std::vector<v1::ImportFeedResponse> answers;
    v1::ImportFeedResponse answer;
    while (stream->Read(&answer)) answers.push_back(answer);
    const grpc::Status status = stream->Finish();
    if (ended != nullptr) *ended = status;
    EXPECT_TRUE(ended != nullptr || status.ok()) << status.error_message();
    return answers;
  }

  std::vector<v1::ImportFeedResponse> Import(const std::string& file, const std::string& document = "",
                                             v1::ExchangeFormat format = v1::EXCHANGE_FORMAT_CLAIM_REVIEW) {
    v1::ImportFeedOptions options;
    options.set_format(format);
    options.set_document(document);
    return ImportWith(options, file);
  }

  std::string Export() {
    v1::ExportClaimsRequest request;
    request.set_format(v1::EXCHANGE_FORMAT_CLAIM_REVIEW);
    grpc::ClientContext context;
    auto stream = provenance_->ExportClaims(&context, request);
    std::string file;
    v1::ExportClaimsResponse part;
    while (stream->Read(&part)) file += part.data();
    EXPECT_TRUE(stream->Finish().ok());
    return file;
  }

  v1::Document GetDocumentOf(const v1::Claim& claim) {
    const std::string& revision = claim.citations(0).revision();
    v1::GetDocumentRequest request;
    request.set_name(revision.substr(0, revision.find("/revisions/")));
    grpc::ClientContext context;
    v1::GetDocumentResponse response;
    EXPECT_TRUE(documents_->GetDocument(&context, request, &response).ok());
    return response.document();
  }

  // `more` are further members of the review.
  static std::string Review(const std::string& claim, const std::string& verdict,
                            const std::string& more = "") {
    return R"({"@type": "ClaimReview", "url": "https://r.example/1", "author": {"name": "R"}, "claimReviewed": )" +
           claim + R"(, "reviewRating": {"alternateName": ")" + verdict + "\"}" + more + "}\n";
  }
};

TEST_F(ReviewImportTest, AnotherVerdictSupersedesTheFirst) {
  const std::string claim = "\"" + std::string(kWords) + "\"";
  auto answers = Import(Review(claim, "True") + Review(claim, "False") +
                            Review(claim, "False", R"(, "datePublished": "2025-10-01")"),
                        "documents/brief");
  ASSERT_THAT(answers, SizeIs(3));
  EXPECT_EQ(answers[1].review().supersedes(), answers[0].review().name());
  EXPECT_FALSE(answers[1].unchanged());
  EXPECT_TRUE(answers[2].unchanged()) << "the verdict is the same";
  EXPECT_EQ(answers[2].review().name(), answers[1].review().name());
  const auto reviews = ListReviews(answers[0].claim().name()).reviews();
  ASSERT_THAT(reviews, SizeIs(2));
  EXPECT_EQ(reviews[0].state(), v1::REVIEW_STATE_SUPERSEDED);
  EXPECT_EQ(reviews[0].superseded_by(), reviews[1].name());
  EXPECT_EQ(reviews[1].state(), v1::REVIEW_STATE_ACTIVE);
  const std::string exported = Export();
  EXPECT_THAT(exported, HasSubstr("\"False\""));
  EXPECT_THAT(exported, Not(HasSubstr("\"True\"")));
  answers = Import(Review(claim, "True") + Review(claim, "False"), "documents/brief");
  EXPECT_TRUE(answers[0].unchanged() && answers[1].unchanged()) << "the same file again";
}

TEST_F(ReviewImportTest, ReviewsOfOthersStayActive) {
  const std::string claim = "\"" + std::string(kWords) + "\"";
  auto answers = Import(Review(claim, "True") + Review(claim, "False", R"(, "url": "https://r.example/2")") +
                            Review(claim, "False", R"(, "author": "S")"),
                        "documents/brief");
  ASSERT_THAT(answers, SizeIs(3));
  const auto reviews = ListReviews(answers[0].claim().name()).reviews();
  EXPECT_THAT(reviews, SizeIs(3));
  for (const auto& review : reviews) {
    EXPECT_EQ(review.state(), v1::REVIEW_STATE_ACTIVE) << review.ShortDebugString();
  }
}

TEST_F(ReviewImportTest, WordsOfAVerdictMayHave1024Bytes) {
  std::string hindi;
  while (hindi.size() + 3 <= 1024) hindi += "\u0915";
  auto answers = Import(Review("\"Minsk is the capital.\"", hindi), "documents/page");
  ASSERT_THAT(answers, SizeIs(1));
  EXPECT_EQ(answers[0].review().rating().words(), hindi);
  EXPECT_THAT(answers[0].notes(), IsEmpty());
}

TEST_F(ReviewImportTest, EveryAppearanceIsTried) {
  const std::string item =
      R"(, "itemReviewed": {"@type": "Claim", "appearance": ["https://x.example/", )"
      R"({"url": "https://n.example/page#top"}], "firstAppearance": "https://y.example/"})";
  auto answers = Import(Review("\"Minsk is the capital.\"", "True", item), "documents/brief");
  ASSERT_THAT(answers, SizeIs(1));
  const v1::Claim& claim = answers[0].claim();
  EXPECT_EQ(claim.citations(0).revision(), "documents/page/revisions/1");
  EXPECT_EQ(claim.appearance_uri(), "https://x.example/");
  EXPECT_EQ(claim.first_appearance_uri(), "https://y.example/");
  EXPECT_THAT(claim.further_appearance_uris(), ElementsAre("https://n.example/page#top"));
  const std::string exported = Export();
  for (const char* uri : {"https://x.example/", "https://y.example/", "https://n.example/page#top"}) {
    EXPECT_THAT(exported, HasSubstr(uri));
  }
}

TEST_F(ReviewImportTest, AppearancesAreKeptWithAnotherDocument) {
  const std::string item = R"(, "itemReviewed": {"firstAppearance": {"url": "https://x.example/"}})";
  auto answers = Import(Review("\"Minsk is the capital.\"", "True", item), "documents/page");
  ASSERT_THAT(answers, SizeIs(1));
  EXPECT_EQ(answers[0].claim().appearance_uri(), "https://x.example/");
  answers = Import(Review("\"Minsk is the capital.\"", "True", item));
  EXPECT_EQ(answers[0].error().code(), static_cast<int>(grpc::StatusCode::INVALID_ARGUMENT));
  EXPECT_THAT(answers[0].error().message(), HasSubstr("https://x.example/"));
}

TEST_F(ReviewImportTest, TypographyDoesNotHideWords) {
  auto answers =
      Import(Review("\" “Minsk is the capital.” \"", "True") + Review("\"Lida is&nbsp;not\"", "True") +
                 Review("\"He said &ldquo;it's big&rdquo; twice.\"", "True") +
                 Review("\"<p>Minsk is the capital!</p>\"", "True"),
             "documents/page");
  ASSERT_THAT(answers, SizeIs(4));
  EXPECT_EQ(answers[0].claim().citations(0).quote(), "Minsk is the capital.");
  EXPECT_EQ(answers[0].claim().text(), "“Minsk is the capital.”");
  EXPECT_EQ(answers[1].claim().citations(0).quote(), "Lida is\nnot");
  EXPECT_EQ(answers[2].claim().citations(0).quote(), "He said \"it’s big\" twice.");
  EXPECT_TRUE(DetailOf<v1::CitationRefusal>(answers[3].error()).has_value()) << "other words";
}

TEST_F(ReviewImportTest, WhatIsNotKeptIsNamed) {
  auto answers =
      Import(Review("\"Minsk is the capital.\"", "True",
                    R"(, "datePublished": "soon", "image": "i.png", "itemReviewed": {"author": ["A", "B"]})"),
             "documents/page");
  ASSERT_THAT(answers, SizeIs(1));
  std::vector<std::string> properties;
  for (const auto& note : answers[0].notes()) properties.push_back(note.property());
  EXPECT_THAT(properties, ElementsAre("itemReviewed.author[1]", "datePublished", "image"));
  EXPECT_EQ(answers[0].claim().claimant().name(), "A");
}

TEST_F(ReviewImportTest, EveryClaimOfAReviewIsRecorded) {
  auto answers =
      Import(Review(R"(["Minsk is the capital.", "Grodno is.", "Lida is not."])", "True"), "documents/page");
  ASSERT_THAT(answers, SizeIs(3));
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(answers[static_cast<size_t>(i)].index(), i);
    EXPECT_EQ(answers[static_cast<size_t>(i)].has_error(), i == 1);
  }
}

TEST_F(ReviewImportTest, AReviewCanBeItsOwnSource) {
  v1::ImportFeedOptions options;
  options.set_format(v1::EXCHANGE_FORMAT_CLAIM_REVIEW);
  options.set_source(v1::IMPORT_SOURCE_REVIEW);
  const std::string item =
      R"(, "inLanguage": "en", "headline": "H", "datePublished": "2025-10-01", "itemReviewed": )"
      R"({"appearance": "https://gone.example/"})";
  options.set_validate_only(true);
  auto answers = ImportWith(options, Review("\"The moon is cheese.\"", "False", item));
  ASSERT_THAT(answers, SizeIs(1));
  EXPECT_FALSE(answers[0].has_error()) << answers[0].ShortDebugString();
  EXPECT_EQ(CountClaims(), 1) << "only validated";
  options.set_validate_only(false);
  answers = ImportWith(options, Review("\"The moon is cheese.\"", "False", item));
  ASSERT_THAT(answers, SizeIs(1));
  const v1::Claim claim = answers[0].claim();
  EXPECT_EQ(claim.appearance_uri(), "https://gone.example/");
  v1::Document document = GetDocumentOf(claim);
  EXPECT_EQ(document.kind(), v1::DOCUMENT_KIND_REVIEW);
  EXPECT_EQ(document.uri(), "https://r.example/1");
  EXPECT_EQ(document.title(), "H");
  EXPECT_EQ(document.publisher(), "R");
  EXPECT_EQ(document.language_code(), "en");
  const std::string exported = Export();
  EXPECT_THAT(exported, HasSubstr("review_document"));
  EXPECT_THAT(exported, Not(HasSubstr("firstAppearance"))) << "the review is not where the claim appeared";
  EXPECT_TRUE(ImportWith(options, Review("\"The moon is cheese.\"", "False", item))[0].unchanged());
  EXPECT_EQ(GetDocumentOf(claim).revision_count(), 1);

  answers = ImportWith(options, Review("\"The moon is cheese.\"", "Satire", item));
  EXPECT_EQ(answers[0].claim().name(), claim.name());
  EXPECT_EQ(answers[0].review().supersedes(), ListReviews(claim.name()).reviews(0).name());
  EXPECT_EQ(GetDocumentOf(claim).revision_count(), 2);

  // The document is not the page at its URI.
  answers = Import(
      Review("\"The moon is cheese.\"", "True", R"(, "itemReviewed": {"url": "https://r.example/1"})"));
  EXPECT_TRUE(answers[0].has_error());
}

TEST_F(ReviewImportTest, AReviewWhoseVerdictRepeatsTheClaimCanBeItsOwnSource) {
  v1::ImportFeedOptions options;
  options.set_format(v1::EXCHANGE_FORMAT_CLAIM_REVIEW);
  options.set_source(v1::IMPORT_SOURCE_REVIEW);
  auto answers = ImportWith(options, Review("\"Cheese\"", "Cheese"));
  ASSERT_THAT(answers, SizeIs(1));
  EXPECT_EQ(answers[0].claim().citations(0).span().byte_end(), 6) << answers[0].ShortDebugString();
}

TEST_F(ReviewImportTest, TheSourceMustFitTheOtherOptions) {
  v1::ImportFeedOptions options;
  options.set_format(v1::EXCHANGE_FORMAT_WEB_ANNOTATION);
  options.set_source(v1::IMPORT_SOURCE_REVIEW);
  grpc::Status ended;
  ImportWith(options, "{}", &ended);
  EXPECT_THAT(BadFields(ended), ElementsAre("options.source"));
  options.set_format(v1::EXCHANGE_FORMAT_CLAIM_REVIEW);
  options.set_document("documents/page");
  ImportWith(options, "{}", &ended);
  EXPECT_THAT(BadFields(ended), ElementsAre("options.document"));
}

TEST_F(ReviewImportTest, AnswersOfTheFactCheckToolsApiAreRead) {
  const std::string answer = R"({"claims": [{"text": "Minsk is the capital.", "claimant": "Jo",
      "claimDate": "2025-10-01T00:00:00Z", "claimReview": [
        {"publisher": {"name": "A", "site": "a.example"}, "url": "https://a.example/1", "textualRating": "True", "title": "T"},
        {"publisher": {"name": "B"}, "url": "https://b.example/1", "textualRating": "Yes", "languageCode": "xx-!"}]},
      {"text": "Lida is not.", "claimReview": [{"url": "https://a.example/2", "textualRating": "True"}]}],
    "nextPageToken": "n"})";
  auto answers = Import(answer, "documents/page", v1::EXCHANGE_FORMAT_FACT_CHECK_TOOLS);
  ASSERT_THAT(answers, SizeIs(3));
  EXPECT_EQ(answers[0].claim().name(), answers[1].claim().name());
  EXPECT_EQ(answers[0].claim().publish_date(), "2025-10-01T00:00:00Z");
  EXPECT_EQ(answers[0].review().title(), "T");
  EXPECT_EQ(answers[1].review().reviewer().name(), "B");
  EXPECT_THAT(answers[1].notes(), SizeIs(1));
  EXPECT_EQ(answers[2].claim().citations(0).quote(), "Lida is\nnot.");
  EXPECT_EQ(answers[2].review().reviewer().name(), "a.example");
  for (const auto& again : Import(answer, "documents/page", v1::EXCHANGE_FORMAT_FACT_CHECK_TOOLS)) {
    EXPECT_TRUE(again.unchanged());
  }
}

}  // namespace
}  // namespace verbatim::test
