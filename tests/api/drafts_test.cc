#include "api/fixture.h"

namespace verbatim::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

class Drafts : public ApiTest {
 protected:
  grpc::Status Draft(const std::string& parent, int limit, v1::DraftClaimsResponse* response) {
    grpc::ClientContext context;
    v1::DraftClaimsRequest request;
    request.set_parent(parent);
    request.set_limit(limit);
    return claims_->DraftClaims(&context, request, response);
  }
};

constexpr char kReport[] =
    "Prisoners go free\n"
    "In September 2025, Belarus freed 52 prisoners. Was it a deal? It was a grey day in that town. "
    "The airline may fly again in 2026. Belarus freed 14 of them in May.\n";

TEST_F(Drafts, AreRankedByCheckworthiness) {
  AddDocument("report", kReport);
  v1::DraftClaimsResponse response;
  ASSERT_TRUE(Draft("documents/report", 0, &response).ok());
  EXPECT_EQ(response.revision(), "documents/report/revisions/1");
  EXPECT_EQ(response.candidate_count(), 3);
  std::vector<std::string> texts;
  double last = 1e9;
  for (const v1::ClaimDraft& draft : response.drafts()) {
    texts.push_back(draft.claim().text());
    EXPECT_LE(draft.score(), last);
    last = draft.score();
    EXPECT_GT(draft.score(), 0);
    EXPECT_GE(draft.reasons_size(), 1);
  }
  EXPECT_THAT(texts, ElementsAre("In September 2025, Belarus freed 52 prisoners.",
                                 "Belarus freed 14 of them in May.", "The airline may fly again in 2026."));
  const v1::ClaimDraft& first = response.drafts(0);
  EXPECT_THAT(first.reasons(), Contains("states figures: 52"));
  std::vector<std::string> values;
  const std::string report = kReport;
  for (const v1::StatedValue& value : first.values()) {
    EXPECT_EQ(report.substr(static_cast<size_t>(value.span().byte_start()),
                            static_cast<size_t>(value.span().byte_end() - value.span().byte_start())),
              value.surface());
    values.push_back(value.surface());
  }
  EXPECT_THAT(values, ElementsAre("September 2025", "Belarus", "52"));
  EXPECT_EQ(first.values(0).value().time().edtf(), "2025-09");
  EXPECT_EQ(first.values(1).value().entity().label(), "Belarus");
  EXPECT_EQ(first.values(2).value().quantity().value(), "52");
}

TEST_F(Drafts, CanBeRecordedUnchanged) {
  AddDocument("twice", std::string(kReport) + kReport);  // so that quotes without spans are ambiguous
  v1::DraftClaimsResponse response;
  ASSERT_TRUE(Draft("documents/twice/revisions/1", 1000, &response).ok());
  ASSERT_EQ(response.drafts_size(), 6);
  EXPECT_EQ(CountClaims(), 0);
  for (const v1::ClaimDraft& draft : response.drafts()) {
    v1::CreateClaimRequest request;
    *request.mutable_claim() = draft.claim();
    v1::Claim claim = AddClaim(request);
    EXPECT_EQ(claim.citations(0).SerializeAsString(), draft.claim().citations(0).SerializeAsString());
  }
  EXPECT_EQ(CountClaims(), 6);
}

TEST_F(Drafts, HonourTheLimit) {
  AddDocument("report", kReport);
  v1::DraftClaimsResponse response;
  ASSERT_TRUE(Draft("documents/report", 1, &response).ok());
  EXPECT_EQ(response.drafts_size(), 1);
  EXPECT_EQ(response.candidate_count(), 3);
}

TEST_F(Drafts, IncludeRowsAndListItemsAndCountWhatIsLeftOut) {
  const std::string table = "Flats built: 340\nFlats sold\t290\n";
  const std::string prose = "In May 2008, the mayor said that Minsk had grown faster than ever before.\n";
  AddDocument("table", prose + table + "There were 12 " + std::string(9000, 'x') + ".\n");
  v1::DraftClaimsResponse response;
  ASSERT_TRUE(Draft("documents/table", 2, &response).ok());
  std::vector<std::string> texts;
  for (const v1::ClaimDraft& draft : response.drafts()) texts.push_back(draft.claim().text());
  EXPECT_THAT(texts, ElementsAre("Flats built: 340", "Flats sold\t290"));
  EXPECT_EQ(response.candidate_count(), 4);
}

TEST_F(Drafts, OfALongTextFitIntoOneMessage) {
  std::string text;
  for (int i = 0; text.size() < (8 << 20); ++i) {
    text += "In May 2025, Minsk freed " + std::to_string(i) + " prisoners " + std::string(3000, 'x') + ".\n";
  }
  AddDocument("long", text);
  v1::DraftClaimsResponse response;
  ASSERT_TRUE(Draft("documents/long", 1000, &response).ok());
  EXPECT_LT(response.ByteSizeLong(), size_t{4} << 20);  // what gRPC clients accept by default
  EXPECT_GT(response.drafts_size(), 100);
  EXPECT_GT(response.candidate_count(), 2000);
}

TEST_F(Drafts, NeedAnExistingDocument) {
  v1::DraftClaimsResponse response;
  EXPECT_EQ(Draft("documents/none", 0, &response).error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_THAT(BadFields(Draft("claims/none", -1, &response)), ElementsAre("parent", "limit"));
}

}  // namespace
}  // namespace verbatim::test
