#include "api/fixture.h"
#include "log/sha256.h"

namespace verbatim::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class Claims : public ApiTest {
 protected:
  Claims() { AddDocument("brief", kBrief); }

  grpc::Status Create(const v1::CreateClaimRequest& request) {
    v1::CreateClaimResponse response;
    return CreateClaim(request, &response);
  }
  grpc::Status Update(const v1::Claim& claim, const std::vector<std::string>& paths, v1::Claim* updated,
                      const std::string& request_id = "") {
    v1::UpdateClaimRequest request;
    *request.mutable_claim() = claim;
    for (const std::string& path : paths) request.mutable_update_mask()->add_paths(path);
    request.set_request_id(request_id);
    grpc::ClientContext context;
    v1::UpdateClaimResponse response;
    grpc::Status status = claims_->UpdateClaim(&context, request, &response);
    *updated = response.claim();
    return status;
  }
  grpc::Status Retract(const std::string& json, v1::Claim* retracted) {
    grpc::ClientContext context;
    v1::RetractClaimResponse response;
    grpc::Status status = claims_->RetractClaim(&context, FromJson<v1::RetractClaimRequest>(json), &response);
    *retracted = response.claim();
    return status;
  }
  std::vector<std::string> List(const std::string& filter_json) {
    v1::ListClaimsRequest request;
    *request.mutable_filter() = FromJson<v1::ClaimFilter>(filter_json);
    request.set_page_size(2);
    std::vector<std::string> names;
    do {
      grpc::ClientContext context;
      v1::ListClaimsResponse response;
      EXPECT_TRUE(claims_->ListClaims(&context, request, &response).ok());
      for (const v1::Claim& claim : response.claims()) names.push_back(claim.name());
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty());
    return names;
  }
};

TEST_F(Claims, AreHeldToTheExactWordsOfTheirSource) {
  v1::Claim claim = AddClaim(ClaimOn("brief", "Belarus freed fifty-two prisoners"));
  ASSERT_EQ(claim.citations_size(), 1);
  const v1::Citation& citation = claim.citations(0);
  EXPECT_EQ(citation.revision(), "documents/brief/revisions/1");
  EXPECT_EQ(citation.prefix(), "In September 2025, ");
  EXPECT_EQ(citation.suffix(), ". The envoy said the airline wou");
  EXPECT_EQ(citation.span().byte_start(), 19);
  EXPECT_EQ(citation.span().byte_end(), 52);
  EXPECT_EQ(citation.span().utf16_end(), 52);
  EXPECT_THAT(citation.sentences(), ElementsAre("documents/brief/revisions/1/sentences/0"));
  EXPECT_EQ(citation.quote_sha256(), log::ToBytes(log::Sha256(citation.quote())));
  EXPECT_EQ(claim.state(), v1::CLAIM_STATE_ACTIVE);
  EXPECT_EQ(claim.anchoring().state(), v1::ANCHORING_STATE_CURRENT);
  EXPECT_EQ(claim.log_index(), 2);
  EXPECT_FALSE(claim.etag().empty());

  v1::Claim got;
  ASSERT_TRUE(GetClaim(claim.name(), &got).ok());
  EXPECT_EQ(got.SerializeAsString(), claim.SerializeAsString());
  Start();
  ASSERT_TRUE(GetClaim(claim.name(), &got).ok());
  EXPECT_EQ(got.SerializeAsString(), claim.SerializeAsString()) << "after a restart";
}

TEST_F(Claims, AreRefusedWithTheNearestPassageWhenTheRevisionDoesNotContainTheQuote) {
  grpc::Status status = Create(ClaimOn("brief", "Belarus freed fifty-three prisoners"));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(ReasonOf(status), "QUOTE_NOT_FOUND");
  auto refusal = DetailOf<v1::CitationRefusal>(status);
  EXPECT_EQ(refusal.field(), "claim.citations[0].quote");
  ASSERT_EQ(refusal.passages_size(), 1);
  EXPECT_EQ(refusal.passages(0).quote(), "Belarus freed fifty-two prisoners");
  EXPECT_EQ(refusal.passages(0).span().byte_start(), 19);
  EXPECT_GT(refusal.passages(0).similarity(), 0.85);
  EXPECT_EQ(CountClaims(), 0);
}

TEST_F(Claims, AreRefusedWithThePlacesWhenTheQuoteIsAmbiguous) {
  grpc::Status status = Create(ClaimOn("brief", "the airline"));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(ReasonOf(status), "QUOTE_AMBIGUOUS");
  auto refusal = DetailOf<v1::CitationRefusal>(status);
  EXPECT_EQ(refusal.place_count(), 2);
  ASSERT_EQ(refusal.passages_size(), 2);

  // Each of prefix, suffix and span selects one of the places.
  v1::CreateClaimRequest request = ClaimOn("brief", "the airline");
  v1::Citation& citation = *request.mutable_claim()->mutable_citations(0);
  citation.set_prefix("and ");
  EXPECT_EQ(AddClaim(request).citations(0).span().byte_start(), refusal.passages(1).span().byte_start());
  citation.clear_prefix();
  citation.set_suffix(" would");
  EXPECT_EQ(AddClaim(request).citations(0).span().byte_start(), refusal.passages(0).span().byte_start());
  citation.clear_suffix();
  citation.mutable_span()->set_code_point_start(refusal.passages(1).span().code_point_start());
  citation.mutable_span()->set_code_point_end(refusal.passages(1).span().code_point_end());
  EXPECT_EQ(AddClaim(request).citations(0).span().byte_start(), refusal.passages(1).span().byte_start());
}

TEST_F(Claims, AreRefusedWhenSpanPrefixOrSuffixDoNotMatch) {
  v1::CreateClaimRequest request = ClaimOn("brief", "fifty-two");
  v1::Citation& citation = *request.mutable_claim()->mutable_citations(0);
  citation.set_prefix("released ");
  grpc::Status status = Create(request);
  EXPECT_EQ(ReasonOf(status), "QUOTE_NOT_FOUND");
  EXPECT_EQ(DetailOf<v1::CitationRefusal>(status).passages(0).quote(), "fifty-two");
  citation.clear_prefix();
  citation.mutable_span()->set_byte_start(0);
  citation.mutable_span()->set_byte_end(9);
  EXPECT_EQ(ReasonOf(Create(request)), "QUOTE_NOT_FOUND");
  citation.mutable_span()->set_byte_end(100000);
  EXPECT_THAT(BadFields(Create(request)), ElementsAre("claim.citations[0].span.byte_end"));
  citation.mutable_span()->set_byte_end(9);
  citation.mutable_span()->set_utf16_end(8);
  EXPECT_THAT(BadFields(Create(request)), ElementsAre("claim.citations[0].span"));
}

TEST_F(Claims, AreRefusedWhenASpanCutsACodePoint) {
  AddDocument("accents", "Un café.");
  v1::CreateClaimRequest request = ClaimOn("accents", "caf");
  v1::Span& span = *request.mutable_claim()->mutable_citations(0)->mutable_span();
  span.set_byte_start(3);
  span.set_byte_end(7);  // é is bytes 6 and 7
  EXPECT_THAT(BadFields(Create(request)), ElementsAre("claim.citations[0].span.byte_end"));
}

// Protobuf's generated parser would refuse the string without naming an offset. A C++ client can send such a
// string.
TEST_F(Claims, AreRefusedWhenAQuoteSplitsACodePoint) {
  v1::CreateClaimRequest request = ClaimOn("brief", "PLACEHOLDER");
  std::string bytes = request.SerializeAsString();
  bytes.replace(bytes.rfind("PLACEHOLDER"), 11, "12345678 \xC3!");
  auto [status, answer] = RawCall(channel_, "/verbatim.v1.ClaimService/CreateClaim", bytes);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(BadFields(status), ElementsAre("claim.citations[0].quote"));
  EXPECT_THAT(status.error_message(), HasSubstr("offset 9"));
}

TEST_F(Claims, AreRefusedWithAllBadFieldsNamed) {
  auto request = FromJson<v1::CreateClaimRequest>(R"({
    "claimId": "-x", "claim": {
      "text": "", "appearanceUri": "nowhere", "labels": {"Bad Key": "v"},
      "citations": [{"revision": "documents/brief", "quote": ""}, {"revision": "brief", "quote": "x"}],
      "claimant": {"uri": "https://example.org"},
      "attribution": {"confidence": 1.5, "startTime": "2025-01-02T00:00:00Z", "endTime": "2025-01-01T00:00:00Z"},
      "statement": {"subject": {}, "object": {"quantity": {"value": "1,000", "bound": "ROUGHLY", "upper": "3"}},
                    "qualifiers": [{"predicate": "point in time", "value": {"time": {"edtf": "2025-13"}}}, {"predicate": "p"}]}}})");
  grpc::Status status = Create(request);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(BadFields(status),
              ::testing::UnorderedElementsAre(
                  "claim_id", "claim.text", "claim.appearance_uri", "claim.labels[\"Bad Key\"]",
                  "claim.citations[0].quote", "claim.citations[1].revision", "claim.claimant.name",
                  "claim.attribution.agent.id", "claim.attribution.confidence", "claim.attribution.end_time",
                  "claim.statement.subject.label", "claim.statement.predicate",
                  "claim.statement.object.quantity.value", "claim.statement.object.quantity.bound",
                  "claim.statement.object.quantity.upper", "claim.statement.qualifiers[0].value.time.edtf",
                  "claim.statement.qualifiers[1].value"));
}

TEST_F(Claims, AreRefusedBeyondTheirLimits) {
  v1::CreateClaimRequest request = ClaimOn("brief", std::string(65537, 'x'));
  request.mutable_claim()->set_text("A claim");
  EXPECT_THAT(BadFields(Create(request)), ElementsAre("claim.citations[0].quote"));
  request = ClaimOn("brief", "fifty-two");
  request.mutable_claim()->mutable_claimant()->set_name(std::string(2 << 20, 'x'));
  EXPECT_THAT(BadFields(Create(request)), ElementsAre("claim"));
  request = ClaimOn("brief", "fifty-two");
  request.mutable_claim()->clear_citations();
  EXPECT_THAT(BadFields(Create(request)), ElementsAre("claim.citations"));
}

TEST_F(Claims, AreRefusedWhenTheFieldsFilledInMakeThemTooLarge) {
  std::string list;
  for (int i = 0; i < 1000; ++i) list += "x\n\n";
  AddDocument("list", list);
  v1::CreateClaimRequest request = ClaimOn("list", list);
  for (int i = 1; i < 8; ++i) *request.mutable_claim()->add_citations() = request.claim().citations(0);
  EXPECT_EQ(AddClaim(request).citations(7).sentences_size(), 1000);
  *request.mutable_claim()->add_citations() = request.claim().citations(0);
  EXPECT_THAT(BadFields(Create(request)), ElementsAre("claim.citations"));

  registry::Limits limits;
  limits.claim_bytes = 20'000;
  limits.filled_in_bytes = 40'000;
  Start(limits);
  request.mutable_claim()->mutable_citations()->DeleteSubrange(1, 8);
  v1::Claim claim = AddClaim(request);
  *request.mutable_claim()->add_citations() = request.claim().citations(0);
  EXPECT_THAT(BadFields(Create(request)), ElementsAre("claim"));
  *claim.add_citations() = request.claim().citations(0);
  EXPECT_THAT(BadFields(Update(claim, {"citations"}, &claim)), ElementsAre("claim"));
}

TEST_F(Claims, NeedAnExistingRevision) {
  v1::CreateClaimRequest request = ClaimOn("brief", "fifty-two");
  request.mutable_claim()->mutable_citations(0)->set_revision("documents/brief/revisions/2");
  grpc::Status status = Create(request);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(DetailOf<google::rpc::ResourceInfo>(status).resource_name(), "documents/brief/revisions/2");
  EXPECT_EQ(Create(ClaimOn("none", "x")).error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(Claims, AnswerARepeatedRequestWithTheFirstAnswer) {
  v1::CreateClaimRequest request = ClaimOn("brief", "fifty-two");
  request.set_request_id("r-1");
  v1::Claim first = AddClaim(request);
  v1::Claim second = AddClaim(request);
  EXPECT_EQ(first.SerializeAsString(), second.SerializeAsString());
  EXPECT_EQ(CountClaims(), 1);
  request.mutable_claim()->set_text("Another claim");
  grpc::Status status = Create(request);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(ReasonOf(status), "REQUEST_ID_REUSED");
}

TEST_F(Claims, AreNotCreatedTwiceUnderOneId) {
  v1::CreateClaimRequest request = ClaimOn("brief", "fifty-two");
  request.set_claim_id("mine");
  EXPECT_EQ(AddClaim(request).name(), "claims/mine");
  grpc::Status status = Create(request);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(DetailOf<google::rpc::ResourceInfo>(status).resource_name(), "claims/mine");
}

TEST_F(Claims, OfABatchAreStoredTogether) {
  v1::BatchCreateClaimsRequest request;
  for (const char* quote : {"Belarus", "fifty-two", "The envoy"})
    *request.add_requests() = ClaimOn("brief", quote);
  request.set_request_id("batch-1");
  for (int i = 0; i < 2; ++i) {
    grpc::ClientContext context;
    v1::BatchCreateClaimsResponse response;
    ASSERT_TRUE(claims_->BatchCreateClaims(&context, request, &response).ok());
    ASSERT_EQ(response.claims_size(), 3);
    EXPECT_EQ(response.claims(1).citations(0).quote(), "fifty-two");
    EXPECT_EQ(response.claims(1).log_index(), 3);
  }
  EXPECT_EQ(CountClaims(), 3) << "the repeated batch is not stored twice";
}

TEST_F(Claims, OfABatchAreAllRefusedForOneBadOneAndAllBadOnesAreNamed) {
  v1::CreateClaimRequest taken = ClaimOn("brief", "Belarus");
  taken.set_claim_id("taken");
  AddClaim(taken);
  v1::BatchCreateClaimsRequest request;
  *request.add_requests() = ClaimOn("brief", "Belarus");
  *request.add_requests() = ClaimOn("brief", "not there at all");
  *request.add_requests() = ClaimOn("brief", "");
  *request.add_requests() = taken;
  *request.add_requests() = ClaimOn("brief", "fifty-two");
  grpc::ClientContext context;
  v1::BatchCreateClaimsResponse response;
  grpc::Status status = claims_->BatchCreateClaims(&context, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  auto refusal = DetailOf<v1::BatchRefusal>(status);
  EXPECT_THAT(refusal.indexes(), ElementsAre(1, 2, 3));
  ASSERT_EQ(refusal.items_size(), 3);
  EXPECT_EQ(refusal.items(0).status().code(), static_cast<int>(grpc::StatusCode::FAILED_PRECONDITION));
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(refusal.items(0).status())->reason(), "QUOTE_NOT_FOUND");
  EXPECT_EQ(refusal.items(2).status().code(), static_cast<int>(grpc::StatusCode::ALREADY_EXISTS));
  EXPECT_EQ(CountClaims(), 1) << "nothing of the batch is stored";
}

// An error must fit into gRPC's trailing metadata, or the client gets a transport error instead.
TEST_F(Claims, OfALargeBatchAreAllNamedWhenAllAreBad) {
  v1::BatchCreateClaimsRequest request;
  for (int i = 0; i < 1000; ++i)
    *request.add_requests() =
        ClaimOn("brief", "Belarus freed fifty-three prisoners " + std::string(300, 'x'));
  grpc::ClientContext context;
  v1::BatchCreateClaimsResponse response;
  grpc::Status status = claims_->BatchCreateClaims(&context, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  auto refusal = DetailOf<v1::BatchRefusal>(status);
  EXPECT_EQ(refusal.indexes_size(), 1000);
  EXPECT_GE(refusal.items_size(), 1);
  *request.add_requests() = request.requests(0);
  grpc::ClientContext second;
  EXPECT_THAT(BadFields(claims_->BatchCreateClaims(&second, request, &response)), ElementsAre("requests"));
}

TEST_F(Claims, AreReadInBatches) {
  std::string first = AddClaim(ClaimOn("brief", "Belarus")).name();
  std::string second = AddClaim(ClaimOn("brief", "fifty-two")).name();
  v1::BatchGetClaimsRequest request;
  for (const std::string& name : {second, first, second}) request.add_names(name);
  grpc::ClientContext context;
  v1::BatchGetClaimsResponse response;
  ASSERT_TRUE(claims_->BatchGetClaims(&context, request, &response).ok());
  ASSERT_EQ(response.claims_size(), 3);
  EXPECT_EQ(response.claims(0).name(), second);
  EXPECT_EQ(response.claims(1).name(), first);
  request.add_names("claims/none");
  grpc::ClientContext again;
  grpc::Status status = claims_->BatchGetClaims(&again, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_THAT(status.error_message(), StartsWith("names[3]"));
}

TEST_F(Claims, OfABatchAreRefusedWhenTheirTotalSizeIsTooLarge) {
  registry::Limits limits;
  limits.batch_bytes = 4000;
  Start(limits);
  v1::CreateClaimRequest large = ClaimOn("brief", "Belarus");
  large.mutable_claim()->set_text(std::string(2500, 'x'));
  v1::BatchCreateClaimsRequest create;
  *create.add_requests() = large;
  grpc::ClientContext first;
  v1::BatchCreateClaimsResponse created;
  ASSERT_TRUE(claims_->BatchCreateClaims(&first, create, &created).ok());
  *create.add_requests() = large;
  grpc::ClientContext second;
  EXPECT_THAT(BadFields(claims_->BatchCreateClaims(&second, create, &created)), ElementsAre("requests"));
  EXPECT_EQ(CountClaims(), 1);

  v1::BatchGetClaimsRequest get;
  get.add_names(created.claims(0).name());
  grpc::ClientContext third;
  v1::BatchGetClaimsResponse got;
  ASSERT_TRUE(claims_->BatchGetClaims(&third, get, &got).ok());
  get.add_names(created.claims(0).name());
  grpc::ClientContext fourth;
  grpc::Status status = claims_->BatchGetClaims(&fourth, get, &got);
  EXPECT_THAT(BadFields(status), ElementsAre("names"));
  EXPECT_THAT(status.error_message(), HasSubstr("request fewer"));
}

TEST_F(Claims, AreListedByFilter) {
  AddDocument("other", kBrief);
  auto add = [&](const std::string& id, const std::string& document, const std::string& json) {
    v1::CreateClaimRequest request = ClaimOn(document, "fifty-two");
    request.mutable_claim()->MergeFrom(FromJson<v1::Claim>(json));
    request.set_claim_id(id);
    AddClaim(request);
  };
  add("a", "brief",
      R"({"labels": {"topic": "prisoners", "desk": "east"}, "claimant": {"name": "A. Reporter"}})");
  add("b", "other", R"({"labels": {"topic": "prisoners"}, "attribution": {"agent": {"id": "model-1"}}})");
  add("c", "brief", R"({"labels": {"topic": "airline", "desk": ""}})");
  add("d", "brief",
      R"({"statement": {"subject": {"label": "Belarus", "uri": "https://www.wikidata.org/entity/Q184"},
                                      "predicate": "released", "object": {"text": "prisoners"}}})");
  v1::Claim retracted;
  ASSERT_TRUE(Retract(R"({"name": "claims/c", "reason": "wrong"})", &retracted).ok());
  EXPECT_THAT(List("{}"), ElementsAre("claims/a", "claims/b", "claims/c", "claims/d"));
  EXPECT_THAT(List(R"({"document": "documents/brief"})"), ElementsAre("claims/a", "claims/c", "claims/d"));
  EXPECT_THAT(List(R"({"revision": "documents/other/revisions/1"})"), ElementsAre("claims/b"));
  EXPECT_THAT(List(R"({"labels": {"topic": "prisoners"}})"), ElementsAre("claims/a", "claims/b"));
  EXPECT_THAT(List(R"({"labels": {"topic": "prisoners", "desk": "east"}, "document": "documents/brief"})"),
              ElementsAre("claims/a"));
  EXPECT_THAT(List(R"({"labels": {"desk": ""}})"), ElementsAre("claims/c"));
  EXPECT_THAT(List(R"({"claimantName": "A. Reporter"})"), ElementsAre("claims/a"));
  EXPECT_THAT(List(R"({"agentId": "model-1"})"), ElementsAre("claims/b"));
  EXPECT_THAT(List(R"({"subjectUri": "https://www.wikidata.org/entity/Q184"})"), ElementsAre("claims/d"));
  EXPECT_THAT(List(R"({"state": "CLAIM_STATE_RETRACTED"})"), ElementsAre("claims/c"));
  EXPECT_THAT(List(R"({"state": "CLAIM_STATE_ACTIVE", "document": "documents/brief"})"),
              ElementsAre("claims/a", "claims/d"));
  EXPECT_THAT(List(R"({"document": "documents/none"})"), ElementsAre());

  grpc::ClientContext context;
  v1::GetDocumentRequest get;
  get.set_name("documents/brief");
  v1::GetDocumentResponse got;
  ASSERT_TRUE(documents_->GetDocument(&context, get, &got).ok());
  EXPECT_EQ(got.document().claim_count(), 3);
}

TEST_F(Claims, AreUpdatedInTheFieldsOfTheMask) {
  v1::CreateClaimRequest request = ClaimOn("brief", "fifty-two");
  request.mutable_claim()->mutable_claimant()->set_name("A. Reporter");
  (*request.mutable_claim()->mutable_labels())["topic"] = "prisoners";
  v1::Claim before = AddClaim(request);
  v1::Claim change = FromJson<v1::Claim>(
      R"({"text": "New text", "claimant": {"uri": "https://example.org/r"}, "appearanceUri": "https://x.org/"})");
  change.set_name(before.name());
  v1::Claim after;
  ASSERT_TRUE(Update(change, {"text", "claimant.uri", "labels"}, &after).ok());
  EXPECT_EQ(after.text(), "New text");
  EXPECT_EQ(after.claimant().name(), "A. Reporter");
  EXPECT_EQ(after.claimant().uri(), "https://example.org/r");
  EXPECT_TRUE(after.labels().empty());
  EXPECT_TRUE(after.appearance_uri().empty()) << "not in the mask";
  EXPECT_NE(after.etag(), before.etag());
  EXPECT_GT(after.log_index(), before.log_index());
  EXPECT_EQ(after.create_time().SerializeAsString(), before.create_time().SerializeAsString());
  EXPECT_THAT(List(R"({"labels": {"topic": "prisoners"}})"), ElementsAre()) << "lists follow the update";

  change.clear_claimant();
  ASSERT_TRUE(Update(change, {}, &after).ok()) << "an empty mask means all fields that are set";
  EXPECT_EQ(after.appearance_uri(), "https://x.org/");
  v1::Claim got;
  ASSERT_TRUE(GetClaim(before.name(), &got).ok());
  EXPECT_EQ(got.SerializeAsString(), after.SerializeAsString());
}

TEST_F(Claims, CanBeUpdatedWhenOnlyFieldsFilledInExceedTheSizeLimit) {
  constexpr size_t kQuoteBytes = 64 << 10;
  std::string text;
  for (int i = 0; text.size() < 9 * kQuoteBytes; ++i) text += std::to_string(i) + ' ';
  AddDocument("long", text);
  v1::CreateClaimRequest request = ClaimOn("long", text.substr(0, kQuoteBytes));
  request.mutable_claim()->set_text("A claim on many words");
  for (size_t i = 1; i < 9; ++i) {
    *request.mutable_claim()->add_citations() = request.claim().citations(0);
    request.mutable_claim()->mutable_citations()->rbegin()->set_quote(
        text.substr(i * kQuoteBytes, kQuoteBytes));
  }
  v1::Claim claim = AddClaim(request);
  ASSERT_GT(claim.ByteSizeLong(), size_t{1} << 20);
  (*claim.mutable_labels())["topic"] = "numbers";
  v1::Claim updated;
  grpc::Status status = Update(claim, {"labels"}, &updated);
  EXPECT_TRUE(status.ok()) << status.error_message();
  status = Update(updated, {"*"}, &updated);
  EXPECT_TRUE(status.ok()) << status.error_message();
}

TEST_F(Claims, AreHeldToTheirSourceWhenTheyAreUpdated) {
  v1::Claim before = AddClaim(ClaimOn("brief", "fifty-two"));
  v1::Claim change = ClaimOn("brief", "fifty-three").claim();
  change.set_name(before.name());
  v1::Claim after;
  EXPECT_EQ(ReasonOf(Update(change, {"citations"}, &after)), "QUOTE_NOT_FOUND");
  change = ClaimOn("brief", "Belarus").claim();
  change.set_name(before.name());
  ASSERT_TRUE(Update(change, {"citations"}, &after).ok());
  EXPECT_EQ(after.citations(0).span().byte_start(), 19);
  change.clear_text();
  EXPECT_THAT(BadFields(Update(change, {"*"}, &after)), ElementsAre("claim.text"));
  EXPECT_THAT(BadFields(Update(change, {"state", "no_such_field"}, &after)),
              ElementsAre("update_mask", "update_mask"));
  change.set_name("claims/none");
  EXPECT_EQ(Update(change, {"citations"}, &after).error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(Claims, AreNotUpdatedWithAStaleEtag) {
  v1::Claim before = AddClaim(ClaimOn("brief", "fifty-two"));
  v1::Claim change = before;
  change.set_text("First correction");
  v1::Claim after;
  ASSERT_TRUE(Update(change, {"text"}, &after).ok());
  change.set_text("Second correction, of what is no longer there");
  v1::Claim ignored;
  grpc::Status status = Update(change, {"text"}, &ignored);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::ABORTED);
  EXPECT_EQ(ReasonOf(status), "ETAG_STALE");
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(status).metadata().at("current_etag"), after.etag());
  v1::Claim got;
  ASSERT_TRUE(GetClaim(before.name(), &got).ok());
  EXPECT_EQ(got.text(), "First correction");
  EXPECT_EQ(
      Retract(R"({"name": ")" + before.name() + R"(", "reason": "r", "etag": "old"})", &ignored).error_code(),
      grpc::StatusCode::ABORTED);
}

TEST_F(Claims, StayReadableWithTheReasonWhenTheyAreRetracted) {
  v1::Claim claim = AddClaim(ClaimOn("brief", "fifty-two"));
  v1::CreateClaimRequest better = ClaimOn("brief", "fifty-two prisoners");
  better.set_claim_id("better");
  AddClaim(better);
  const std::string request = R"({"name": ")" + claim.name() + R"(", "reason": "said better elsewhere",
                                  "supersededBy": "claims/better", "etag": ")" +
                              claim.etag() + R"(", "requestId": "r-1"})";
  v1::Claim retracted;
  ASSERT_TRUE(Retract(request, &retracted).ok());
  v1::Claim got;
  ASSERT_TRUE(GetClaim(claim.name(), &got).ok());
  EXPECT_EQ(got.state(), v1::CLAIM_STATE_RETRACTED);
  EXPECT_EQ(got.state_reason(), "said better elsewhere");
  EXPECT_EQ(got.superseded_by(), "claims/better");
  EXPECT_EQ(got.citations(0).quote(), "fifty-two");

  v1::Claim again;
  ASSERT_TRUE(Retract(request, &again).ok()) << "repeated, although the etag is stale by now";
  EXPECT_EQ(again.SerializeAsString(), retracted.SerializeAsString());
  EXPECT_EQ(ReasonOf(Retract(R"({"name": ")" + claim.name() + R"(", "reason": "twice"})", &again)),
            "CLAIM_RETRACTED");
  EXPECT_EQ(ReasonOf(Update(got, {"text"}, &again)), "CLAIM_RETRACTED");
}

TEST_F(Claims, AreRetractedOnlyWithAReasonAndAnExistingReplacement) {
  v1::Claim claim = AddClaim(ClaimOn("brief", "fifty-two"));
  v1::Claim ignored;
  EXPECT_THAT(BadFields(Retract(R"({"name": ")" + claim.name() + R"("})", &ignored)), ElementsAre("reason"));
  EXPECT_THAT(BadFields(Retract(R"({"name": ")" + claim.name() + R"(", "reason": "r", "supersededBy": ")" +
                                    claim.name() + R"("})",
                                &ignored)),
              ElementsAre("superseded_by"));
  EXPECT_EQ(Retract(R"({"name": ")" + claim.name() + R"(", "reason": "r", "supersededBy": "claims/none"})",
                    &ignored)
                .error_code(),
            grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(Retract(R"({"name": "claims/none", "reason": "r"})", &ignored).error_code(),
            grpc::StatusCode::NOT_FOUND);
}

TEST_F(Claims, WrittenConcurrentlyAreAllRecorded) {
  std::string shared = AddClaim(ClaimOn("brief", "Belarus")).name();
  constexpr int kThreads = 8;
  constexpr int kEach = 40;
  std::atomic<int> failed = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        if (!Create(ClaimOn("brief", "fifty-two")).ok()) ++failed;
        if (i % 10 != 0) continue;
        v1::Claim change;
        change.set_name(shared);
        change.set_text("by thread " + std::to_string(t));
        v1::Claim after;
        if (!Update(change, {"text"}, &after).ok()) ++failed;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(CountClaims(), kThreads * kEach + 1);
  EXPECT_EQ(*store_->Size(), 2 + 1 + kThreads * kEach + kThreads * kEach / 10) << "each update is an entry";
}

}  // namespace
}  // namespace verbatim::test
