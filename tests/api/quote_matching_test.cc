// Quotes in other typography: CreateClaimRequest.quote_matching and its like.

#include "api/fixture.h"
#include "log/sha256.h"

namespace verbatim::test {
namespace {

constexpr char kTalks[] =
    "“We want normal relations,” said the envoy\u00A0— who met Lukashenko in Minsk. Belarus freed 52 "
    "people.\n";
constexpr char kTyped[] = "\"we want normal relations,\" said the envoy - who met Lukashenko";
constexpr char kSource[] = "“We want normal relations,” said the envoy\u00A0— who met Lukashenko";

class QuoteMatchingTest : public ApiTest {
 protected:
  QuoteMatchingTest() { AddDocument("talks", kTalks); }

  static v1::CreateClaimRequest Typed(const std::string& quote = kTyped) {
    v1::CreateClaimRequest request = ClaimOn("talks", quote);
    request.set_quote_matching(v1::QUOTE_MATCHING_TYPOGRAPHIC);
    return request;
  }
  v1::Claim Get(const std::string& name) {
    v1::GetClaimRequest request;
    request.set_name(name);
    grpc::ClientContext context;
    v1::GetClaimResponse response;
    EXPECT_TRUE(claims_->GetClaim(&context, request, &response).ok());
    return response.claim();
  }
};

TEST_F(QuoteMatchingTest, RecordsTheBytesOfTheSourceAndWhatWasSubmitted) {
  const v1::Claim claim = AddClaim(Typed());
  const v1::Citation& citation = claim.citations(0);
  EXPECT_EQ(citation.quote(), kSource);
  EXPECT_EQ(citation.submitted_quote(), kTyped);
  EXPECT_EQ(citation.span().byte_start(), 0);
  EXPECT_EQ(citation.quote_sha256(), log::ToBytes(log::Sha256(kSource)));
  EXPECT_EQ(Get(claim.name()).citations(0).submitted_quote(), kTyped);
}

TEST_F(QuoteMatchingTest, RecordsAnExactQuoteAsItIs) {
  const v1::Citation citation = AddClaim(Typed("Belarus freed 52 people")).citations(0);
  EXPECT_EQ(citation.quote(), "Belarus freed 52 people");
  EXPECT_EQ(citation.submitted_quote(), "");
}

TEST_F(QuoteMatchingTest, ARepeatedRequestGetsTheFirstAnswer) {
  v1::CreateClaimRequest request = Typed();
  request.set_request_id("once");
  const v1::Claim first = AddClaim(request);
  EXPECT_EQ(AddClaim(request).SerializeAsString(), first.SerializeAsString());
}

TEST_F(QuoteMatchingTest, RefusesByDefaultAndNamesTheRemedy) {
  v1::CreateClaimRequest request = Typed();
  for (v1::QuoteMatching exact : {v1::QUOTE_MATCHING_UNSPECIFIED, v1::QUOTE_MATCHING_EXACT}) {
    request.set_quote_matching(exact);
    v1::CreateClaimResponse response;
    const grpc::Status status = CreateClaim(request, &response);
    EXPECT_EQ(ReasonOf(status), "QUOTE_NOT_FOUND");
    EXPECT_THAT(status.error_message(), ::testing::HasSubstr("quote_matching TYPOGRAPHIC"));
  }
}

TEST_F(QuoteMatchingTest, RefusesAnotherWordOrFigure) {
  for (const char* quote : {"Belarus freed 53 people", "belarus Freed 52 people", "freed 52 people!",
                            "\"We want formal relations,\" said the envoy"}) {
    v1::CreateClaimResponse response;
    EXPECT_EQ(ReasonOf(CreateClaim(Typed(quote), &response)), "QUOTE_NOT_FOUND") << quote;
  }
}

TEST_F(QuoteMatchingTest, RefusesAnUnknownValue) {
  v1::CreateClaimRequest request = Typed();
  request.set_quote_matching(static_cast<v1::QuoteMatching>(7));
  v1::CreateClaimResponse response;
  EXPECT_EQ(CreateClaim(request, &response).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(QuoteMatchingTest, HoldsForUpdates) {
  v1::Claim claim = AddClaim(Typed("Belarus freed 52 people"));
  v1::UpdateClaimRequest request;
  request.mutable_claim()->set_name(claim.name());
  *request.mutable_claim()->add_citations() = Typed().claim().citations(0);
  auto update = [&](v1::UpdateClaimResponse* response) {
    grpc::ClientContext context;
    return claims_->UpdateClaim(&context, request, response);
  };
  v1::UpdateClaimResponse response;
  EXPECT_EQ(ReasonOf(update(&response)), "QUOTE_NOT_FOUND");
  request.set_quote_matching(v1::QUOTE_MATCHING_TYPOGRAPHIC);
  ASSERT_TRUE(update(&response).ok());
  EXPECT_EQ(response.claim().citations(0).quote(), kSource);
  EXPECT_EQ(response.claim().citations(0).submitted_quote(), kTyped);
}

TEST_F(QuoteMatchingTest, TheSubmittedWordsAreErasedWithTheDocument) {
  const v1::Claim claim = AddClaim(Typed());
  v1::EraseDocumentRequest request;
  request.set_name("documents/talks");
  request.set_reason("by law");
  request.set_requested_by("a court");
  grpc::ClientContext context;
  v1::EraseDocumentResponse response;
  ASSERT_TRUE(documents_->EraseDocument(&context, request, &response).ok());
  const v1::Citation citation = Get(claim.name()).citations(0);
  EXPECT_TRUE(citation.erased());
  EXPECT_EQ(citation.quote(), "");
  EXPECT_EQ(citation.submitted_quote(), "");
}

}  // namespace
}  // namespace verbatim::test
