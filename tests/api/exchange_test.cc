#include <filesystem>

#include "exchange_fixture.h"

namespace verbatim::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

TEST_F(ExchangeTest, AnExportThatIsImportedAgainChangesNothing) {
  AddEvidence("claims/freed", "other", "fly again", "e");
  v1::CreateReviewRequest review = ReviewOf("claims/freed", "True");
  review.set_review_id("r");
  review.mutable_review()->add_evidence("claims/freed/evidence/e");
  AddReview(review);
  const std::string feed = ExportAs(v1::EXCHANGE_FORMAT_CLAIM_REVIEW_FEED);
  EXPECT_EQ(exported_, 1);
  auto answers = Import(Options(v1::EXCHANGE_FORMAT_CLAIM_REVIEW_FEED), feed, 7);
  ASSERT_THAT(answers, SizeIs(1));
  EXPECT_TRUE(answers[0].unchanged()) << answers[0].ShortDebugString();
  EXPECT_EQ(answers[0].claim().name(), "claims/freed");
  EXPECT_EQ(answers[0].review().name(), "claims/freed/reviews/r");
  answers = Import(Options(v1::EXCHANGE_FORMAT_WEB_ANNOTATION), ExportAs(v1::EXCHANGE_FORMAT_WEB_ANNOTATION));
  ASSERT_THAT(answers, SizeIs(1));
  EXPECT_TRUE(answers[0].unchanged());
  EXPECT_EQ(CountClaims(), 1);
}

TEST_F(ExchangeTest, AFeedImportedIntoAnotherLogIsExportedTheSame) {
  AddEvidence("claims/freed", "other", "fly again", "e");
  v1::CreateReviewRequest review = ReviewOf("claims/freed", "True");
  review.set_review_id("r");
  AddReview(review);
  const std::string feed = ExportAs(v1::EXCHANGE_FORMAT_CLAIM_REVIEW_FEED);
  Stop();
  store_uri_ = NewStore(folder_, "another.db");
  std::filesystem::remove_all(folder_.Path("test.db.index"));
  Start();
  AddDocument("brief", kBrief);
  AddDocument("other", kBrief);
  auto answers = Import(Options(v1::EXCHANGE_FORMAT_CLAIM_REVIEW_FEED), feed);
  ASSERT_THAT(answers, SizeIs(1));
  EXPECT_FALSE(answers[0].has_error()) << answers[0].ShortDebugString();
  EXPECT_FALSE(answers[0].unchanged());
  EXPECT_EQ(answers[0].review().log_index(), answers[0].claim().log_index() + 2) << "recorded in one write";
  EXPECT_EQ(ExportAs(v1::EXCHANGE_FORMAT_CLAIM_REVIEW_FEED), feed);
}

TEST_F(ExchangeTest, AForeignReviewIsHeldToTheSource) {
  auto answers =
      Import(Options(v1::EXCHANGE_FORMAT_CLAIM_REVIEW, "documents/brief"),
             ReviewJson("Belarus freed fifty-two prisoners") + ReviewJson("Belarus freed fifty prisoners") +
                 ReviewJson("Belarus freed fifty-two prisoners"));
  ASSERT_THAT(answers, SizeIs(3));
  EXPECT_EQ(answers[0].claim().citations(0).revision(), "documents/brief/revisions/1");
  EXPECT_EQ(answers[0].review().rating().words(), "True");
  EXPECT_EQ(answers[1].error().code(), static_cast<int>(grpc::StatusCode::FAILED_PRECONDITION));
  EXPECT_TRUE(DetailOf<v1::CitationRefusal>(answers[1].error()).has_value());
  EXPECT_TRUE(answers[2].unchanged()) << "it is the first one again";
}

TEST_F(ExchangeTest, ADocumentIsFoundByItsUri) {
  v1::CreateDocumentRequest request;
  request.set_document_id("page");
  request.mutable_document()->set_uri("https://n.example/page");
  request.mutable_content()->set_data("Minsk is the capital. Lida is not.");
  v1::CreateDocumentResponse created;
  ASSERT_TRUE(CreateDocument(request, &created).ok());
  const std::string annotation =
      R"({"type": "Annotation", "body": {"type": "TextualBody", "value": "A capital"},
    "target": {"source": "https://n.example/page#top", "selector": {"type": "TextQuoteSelector", "exact": "Minsk is the capital"}}})";
  auto answers = Import(Options(v1::EXCHANGE_FORMAT_WEB_ANNOTATION), annotation);
  ASSERT_THAT(answers, SizeIs(1));
  EXPECT_EQ(answers[0].claim().text(), "A capital");
  EXPECT_EQ(answers[0].claim().citations(0).revision(), "documents/page/revisions/1");

  answers = Import(
      Options(v1::EXCHANGE_FORMAT_WEB_ANNOTATION),
      R"({"type": "Annotation", "target": {"source": "https://n.example/page", "selector": {"exact": "Brest"}}})"
      R"({"type": "Annotation", "target": {"source": "https://n.example/none", "selector": {"exact": "Minsk"}}})");
  ASSERT_THAT(answers, SizeIs(2));
  EXPECT_THAT(answers[0].error().message(), HasSubstr("does not occur"));
  EXPECT_EQ(answers[1].error().code(), static_cast<int>(grpc::StatusCode::INVALID_ARGUMENT));

  request.set_document_id("copy");
  ASSERT_TRUE(CreateDocument(request, &created).ok());
  answers = Import(Options(v1::EXCHANGE_FORMAT_WEB_ANNOTATION), annotation);
  EXPECT_TRUE(answers[0].has_error()) << "two documents have the URI";
}

TEST_F(ExchangeTest, ValidatingRecordsNothing) {
  v1::ImportFeedOptions options = Options(v1::EXCHANGE_FORMAT_CLAIM_REVIEW, "documents/brief");
  options.set_validate_only(true);
  auto answers = Import(options, ReviewJson("Belarus freed fifty-two prisoners"));
  ASSERT_THAT(answers, SizeIs(1));
  EXPECT_FALSE(answers[0].has_error());
  EXPECT_EQ(answers[0].claim().citations(0).span().byte_start(), 19);
  EXPECT_EQ(CountClaims(), 1);
}

TEST_F(ExchangeTest, BrokenItemsAreReportedAndTheOthersRecorded) {
  std::string file;
  for (int i = 0; i < 300; ++i) {
    file += i % 100 == 50 ? "{\"broken\n" : ReviewJson("The envoy", ", \"datePublished\": \"2025-01-01\"");
  }
  auto answers = Import(Options(v1::EXCHANGE_FORMAT_CLAIM_REVIEW, "documents/brief"), file);
  ASSERT_THAT(answers, SizeIs(300));
  for (int i = 0; i < 300; ++i) {
    const auto& answer = answers[static_cast<size_t>(i)];
    EXPECT_EQ(answer.index(), i);
    EXPECT_EQ(answer.has_error(), i % 100 == 50) << answer.ShortDebugString();
    EXPECT_EQ(file[static_cast<size_t>(answer.byte_offset())], '{');
  }
}

TEST_F(ExchangeTest, ADifferentClaimUnderAnExistingNameIsRefused) {
  std::string feed =
      ReviewJson("The envoy", R"(, "itemReviewed": {"@id": "https://facts.example/claims/freed"})");
  auto answers = Import(Options(v1::EXCHANGE_FORMAT_CLAIM_REVIEW, "documents/brief"), feed);
  ASSERT_THAT(answers, SizeIs(1));
  EXPECT_EQ(answers[0].error().code(), static_cast<int>(grpc::StatusCode::ALREADY_EXISTS));
  EXPECT_EQ(ListReviews("claims/freed").reviews_size(), 0);
}

TEST_F(ExchangeTest, BadRequestsEndTheStream) {
  grpc::Status ended;
  Import(Options(v1::EXCHANGE_FORMAT_PROV_JSON, "claims/freed"), "", 1, &ended);
  EXPECT_THAT(BadFields(ended), ElementsAre("options.format", "options.document"));
  Import(Options(v1::EXCHANGE_FORMAT_CLAIM_REVIEW, "documents/none"), "", 1, &ended);
  EXPECT_EQ(ended.error_code(), grpc::StatusCode::NOT_FOUND);
  const size_t too_long = (1 << 20) + 1;
  Import(Options(v1::EXCHANGE_FORMAT_CLAIM_REVIEW), std::string(too_long, ' '), too_long, &ended);
  EXPECT_THAT(BadFields(ended), ElementsAre("data"));
  {
    grpc::ClientContext context;
    auto stream = provenance_->ImportFeed(&context);
    v1::ImportFeedRequest request;
    request.set_data("{}");
    stream->Write(request);
    stream->WritesDone();
    EXPECT_THAT(BadFields(stream->Finish()), ElementsAre("options"));
  }
  v1::ExportClaimsRequest request;
  request.add_names("documents/brief");
  request.set_base_uri("facts");
  std::string file;
  EXPECT_THAT(BadFields(Export(request, &file)), ElementsAre("format", "names[0]", "base_uri"));
  request = {};
  request.set_format(v1::EXCHANGE_FORMAT_PROV_JSON);
  request.add_names("claims/none");
  EXPECT_EQ(Export(request, &file).error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(ExchangeTest, ACancelledExportEnds) {
  for (int i = 0; i < 200; ++i) AddNamedClaim("c" + std::to_string(i), "brief", "The envoy");
  {
    grpc::ClientContext context;
    v1::ExportClaimsRequest request;
    request.set_format(v1::EXCHANGE_FORMAT_PROV_JSON);
    auto stream = provenance_->ExportClaims(&context, request);
    v1::ExportClaimsResponse part;
    ASSERT_TRUE(stream->Read(&part));
    context.TryCancel();
    while (stream->Read(&part)) {
    }
    EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
  }
  EXPECT_THAT(ExportAs(v1::EXCHANGE_FORMAT_NANOPUBLICATION), HasSubstr("https://facts.example/np/RA"));
  EXPECT_EQ(exported_, 201);
}

TEST_F(ExchangeTest, ARetractedClaimIsOnlyExportedInFormatsThatCanMarkIt) {
  AddReview(ReviewOf("claims/freed", "True"));
  v1::RetractClaimRequest retract;
  retract.set_name("claims/freed");
  retract.set_reason("wrong");
  v1::RetractClaimResponse retracted;
  grpc::ClientContext context;
  ASSERT_TRUE(claims_->RetractClaim(&context, retract, &retracted).ok());
  v1::ExportClaimsRequest by_name;
  by_name.add_names("claims/freed");
  by_name.set_base_uri("https://facts.example/");
  v1::ExportClaimsRequest by_state = by_name;
  by_state.clear_names();
  by_state.mutable_filter()->set_state(v1::CLAIM_STATE_RETRACTED);
  for (v1::ExchangeFormat format :
       {v1::EXCHANGE_FORMAT_CLAIM_REVIEW, v1::EXCHANGE_FORMAT_CLAIM_REVIEW_FEED,
        v1::EXCHANGE_FORMAT_WEB_ANNOTATION, v1::EXCHANGE_FORMAT_NANOPUBLICATION}) {
    SCOPED_TRACE(v1::ExchangeFormat_Name(format));
    EXPECT_THAT(ExportAs(format), Not(HasSubstr("claims/freed")));
    by_name.set_format(format);
    std::string file;
    EXPECT_TRUE(Export(by_name, &file).ok());
    EXPECT_THAT(file, Not(HasSubstr("claims/freed")));
    EXPECT_EQ(exported_, 1) << "it was read and left out";
    by_state.set_format(format);
    EXPECT_EQ(Export(by_state, &file).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  }
  EXPECT_THAT(ExportAs(v1::EXCHANGE_FORMAT_PROV_JSON), HasSubstr("RETRACTED"));
  by_state.set_format(v1::EXCHANGE_FORMAT_PROV_JSON);
  std::string file;
  EXPECT_TRUE(Export(by_state, &file).ok());
  EXPECT_THAT(file, HasSubstr("claims/freed"));
}

TEST_F(ExchangeTest, AnExportWithNothingToSendReportsProgress) {
  v1::BatchCreateClaimsRequest batch;
  for (int i = 0; i < 1000; ++i) *batch.add_requests() = ClaimOn("brief", "The envoy");
  grpc::ClientContext batch_context;
  v1::BatchCreateClaimsResponse created;
  ASSERT_TRUE(claims_->BatchCreateClaims(&batch_context, batch, &created).ok());
  grpc::ClientContext context;
  v1::ExportClaimsRequest request;
  request.set_format(v1::EXCHANGE_FORMAT_CLAIM_REVIEW);  // no claim has a review
  auto stream = provenance_->ExportClaims(&context, request);
  int64_t before = 0;
  v1::ExportClaimsResponse part;
  while (stream->Read(&part)) {
    EXPECT_LE(part.claims(), before + 200);
    EXPECT_EQ(part.data(), "");
    before = part.claims();
  }
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(before, 1001);
}

TEST_F(ExchangeTest, ErasedWordsAreNotExportedInAnyFormat) {
  AddEvidence("claims/freed", "brief", "The envoy", "e");
  AddReview(ReviewOf("claims/freed", "True"));
  grpc::ClientContext context;
  v1::EraseDocumentRequest request;
  request.set_name("documents/brief");
  request.set_requested_by("Court");
  request.set_reason("personal data");
  v1::EraseDocumentResponse response;
  ASSERT_TRUE(documents_->EraseDocument(&context, request, &response).ok());
  for (int format = v1::EXCHANGE_FORMAT_CLAIM_REVIEW; format <= v1::EXCHANGE_FORMAT_NANOPUBLICATION;
       ++format) {
    std::string file = ExportAs(static_cast<v1::ExchangeFormat>(format));
    EXPECT_THAT(file, Not(HasSubstr("The envoy"))) << format;
    EXPECT_FALSE(file.empty());
  }
}

}  // namespace
}  // namespace verbatim::test
