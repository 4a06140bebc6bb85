#include "api/fixture.h"

namespace verbatim::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Attestations : public ApiTest {
 protected:
  Attestations() { AddDocument("brief", kBrief); }

  // A claim on the quote with a statement in protobuf JSON.
  static v1::CreateClaimRequest Stating(const std::string& quote, const std::string& statement) {
    v1::CreateClaimRequest request = ClaimOn("brief", quote);
    *request.mutable_claim()->mutable_statement() = FromJson<v1::Statement>(statement);
    return request;
  }
  static std::string Freed(const std::string& object, const std::string& edtf = "2025-09") {
    return R"({"subject": {"label": "Belarus"}, "predicate": "freed", "object": )" + object +
           R"(, "qualifiers": [{"predicate": "point in time", "value": {"time": {"edtf": ")" + edtf +
           R"("}}}]})";
  }
  // Returns each attestation as `path state surface`.
  static std::vector<std::string> Lines(const v1::Citation& citation) {
    std::vector<std::string> lines;
    for (const v1::Attestation& attestation : citation.attestations()) {
      std::string state = v1::AttestationState_Name(attestation.state());
      state.erase(0, std::string("ATTESTATION_STATE_").size());
      std::string line = attestation.path() + " " + state;
      if (!attestation.surface().empty()) line += " " + attestation.surface();
      lines.push_back(line);
    }
    return lines;
  }

  grpc::Status Create(const v1::CreateClaimRequest& request) {
    v1::CreateClaimResponse response;
    return CreateClaim(request, &response);
  }

  static constexpr char kQuote[] = "In September 2025, Belarus freed fifty-two prisoners";
};

TEST_F(Attestations, PointToTheWordsThatStateEachValue) {
  v1::Claim claim =
      AddClaim(Stating(kQuote, Freed(R"({"quantity": {"value": "52", "unit": "political prisoner"}})")));
  EXPECT_THAT(Lines(claim.citations(0)),
              ElementsAre("subject ATTESTED Belarus", "object.quantity ATTESTED fifty-two",
                          "qualifiers[0].value.time ATTESTED September 2025"));
  const v1::Attestation& attestation = claim.citations(0).attestations(1);
  const std::string brief = kBrief;
  EXPECT_EQ(brief.substr(static_cast<size_t>(attestation.span().byte_start()), 9), "fifty-two");
  EXPECT_EQ(attestation.span().byte_end() - attestation.span().byte_start(), 9);
  EXPECT_EQ(attestation.stated().quantity().value(), "52");
  EXPECT_EQ(attestation.stated().quantity().bound(), "EXACT");

  v1::Claim read;
  ASSERT_TRUE(GetClaim(claim.name(), &read).ok());
  EXPECT_EQ(read.SerializeAsString(), claim.SerializeAsString());
}

TEST_F(Attestations, AreNotMadeByAQuoteThatCutsAFigure) {
  struct Cut {
    const char* text;
    const char* quote;
    const char* object;
  };
  const Cut cuts[] = {
      {"They held 318 sailors.", "18 sailors", R"({"quantity": {"value": "18"}})"},
      {"The fund lost 7.4 million euros.", "4 million euros",
       R"({"quantity": {"value": "4000000", "unit": "EUR"}})"},
      {"Seventy-three ships came.", "three ships", R"({"quantity": {"value": "3"}})"},
      {"It was -8.5 percent.", "8.5 percent", R"({"quantity": {"value": "8.5", "unit": "%"}})"},
      {"He left on 21 March 2024.", "1 March 2024", R"({"time": {"edtf": "2024-03-01"}})"},
      {"It rose by 20 percentage points.", "20 percent", R"({"quantity": {"value": "20", "unit": "%"}})"},
      {"No more than 40 people came.", "40 people", R"({"quantity": {"value": "40"}})"},
      {"Minsk denied that it freed 52 people.", "it freed 52 people", R"({"quantity": {"value": "52"}})"},
      {"Minsk did not free 52 people.", "free 52 people", R"({"quantity": {"value": "52"}})"},
  };
  int number = 0;
  for (const Cut& cut : cuts) {
    const std::string id = "cut-" + std::to_string(++number);
    AddDocument(id, cut.text);
    v1::CreateClaimRequest request = ClaimOn(id, cut.quote);
    *request.mutable_claim()->mutable_statement() = FromJson<v1::Statement>(
        std::string(R"({"subject": {"label": "x"}, "predicate": "p", "object": )") + cut.object + "}");
    v1::Claim claim = AddClaim(request);
    EXPECT_EQ(claim.citations(0).attestations(1).state(), v1::ATTESTATION_STATE_UNATTESTED) << cut.text;
  }
}

TEST_F(Attestations, WarnOfAFigureInTheClaimsOwnTextThatTheQuoteContradicts) {
  AddDocument(
      "trade",
      "Exports dropped 1.4% in May 2024. The firm has 90 offices and made $5 million. It has 12 ships.");
  auto claim_on = [](const std::string& text, const std::string& quote) {
    v1::CreateClaimRequest request = ClaimOn("trade", quote);
    request.mutable_claim()->set_text(text);
    return request;
  };
  constexpr char kTrade[] = "Exports dropped 1.4% in May 2024";
  v1::CreateClaimRequest wrong = claim_on("Exports fell 4.1%.", kTrade);
  EXPECT_THAT(Lines(AddClaim(wrong).citations(0)), ElementsAre("text CONTRADICTED 1.4%"));
  wrong.set_refuse_contradicted_text(true);
  const grpc::Status refused = Create(wrong);
  EXPECT_EQ(ReasonOf(refused), "VALUE_CONTRADICTED");
  // What the quote does not contradict is recorded with the flag, too.
  for (const char* text : {"Exports fell 1.4%.", "Exports fell in 2024.", "Exports fell a little.",
                           "Exports from 7 ports fell 1.4% in May."}) {
    v1::CreateClaimRequest right = claim_on(text, kTrade);
    right.set_refuse_contradicted_text(true);
    EXPECT_TRUE(Lines(AddClaim(right).citations(0)).empty()) << text;
  }
  constexpr char kFirm[] = "The firm has 90 offices and made $5 million";
  EXPECT_THAT(Lines(AddClaim(claim_on("It has 9 offices.", kFirm)).citations(0)),
              ElementsAre("text CONTRADICTED 90"));
  EXPECT_TRUE(
      Lines(AddClaim(claim_on("It has 12 ships and 4.6 million euros.", kFirm)).citations(0)).empty());
  // Another quote states the figure.
  v1::CreateClaimRequest both = claim_on("It has 12 ships, and 90 ships are no offices.", "It has 12 ships");
  *both.mutable_claim()->add_citations() = claim_on("", kFirm).claim().citations(0);
  both.set_refuse_contradicted_text(true);
  both.mutable_claim()->set_text("It has 90 offices and 12 ships.");
  AddClaim(both);
}

TEST_F(Attestations, OfACellUseTheUnitOfItsTable) {
  v1::CreateDocumentRequest page;
  page.set_document_id("report");
  page.mutable_content()->set_media_type("text/html");
  page.mutable_content()->set_data(
      "<table><tr><th>NOK million</th><th>2024</th><th>2023</th></tr>"
      "<tr><td>Net profit</td><td>488</td><td>391</td></tr></table>");
  v1::CreateDocumentResponse created;
  ASSERT_TRUE(CreateDocument(page, &created).ok());
  auto claim_on = [](const std::string& object) {
    v1::CreateClaimRequest request = ClaimOn("report", "488");
    *request.mutable_claim()->mutable_statement() = FromJson<v1::Statement>(
        R"({"subject": {"label": "Firm"}, "predicate": "earned", "object": {"quantity": )" + object + "}}");
    return request;
  };
  for (const char* stated : {R"({"value": "488000000", "unit": "NOK"})", R"({"value": "488"})",
                             R"({"value": "488", "unit": "NOK million"})"}) {
    const v1::Attestation attestation = AddClaim(claim_on(stated)).citations(0).attestations(1);
    EXPECT_EQ(attestation.state(), v1::ATTESTATION_STATE_ATTESTED) << stated;
    EXPECT_EQ(attestation.surface(), "488") << stated;
  }
  EXPECT_EQ(ReasonOf(Create(claim_on(R"({"value": "488", "unit": "NOK"})"))), "VALUE_CONTRADICTED");
}

TEST_F(Attestations, OfAnEntityNeedItsWholeName) {
  AddDocument("cut", "Belarusian firms closed.");
  v1::CreateClaimRequest request = ClaimOn("cut", "Belarus");
  *request.mutable_claim()->mutable_statement() =
      FromJson<v1::Statement>(Freed(R"({"quantity": {"value": "52"}})"));
  EXPECT_EQ(AddClaim(request).citations(0).attestations(0).state(), v1::ATTESTATION_STATE_UNATTESTED);
}

TEST_F(Attestations, MarkTheValuesThatTheQuoteDoesNotState) {
  v1::Claim claim =
      AddClaim(Stating("the airline would fly again", Freed(R"({"entity": {"label": "Belavia"}})")));
  EXPECT_THAT(Lines(claim.citations(0)), ElementsAre("subject UNATTESTED", "object.entity UNATTESTED",
                                                     "qualifiers[0].value.time UNATTESTED"));
  EXPECT_FALSE(claim.citations(0).attestations(0).has_span());
}

TEST_F(Attestations, AreAbsentWithoutAStatement) {
  v1::CreateClaimRequest request = ClaimOn("brief", "fifty-two");
  // Attestations sent by the caller are dropped.
  request.mutable_claim()->mutable_citations(0)->add_attestations()->set_path("object");
  EXPECT_EQ(AddClaim(request).citations(0).attestations_size(), 0);
}

TEST_F(Attestations, RefuseAClaimThatContradictsItsQuote) {
  grpc::Status status = Create(Stating(kQuote, Freed(R"({"quantity": {"value": "53"}})", "2025-10")));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(ReasonOf(status), "VALUE_CONTRADICTED");
  EXPECT_THAT(status.error_message(), HasSubstr("EXACT 53"));
  EXPECT_THAT(status.error_message(), HasSubstr("fifty-two"));
  const auto refusal = DetailOf<v1::ValueRefusal>(status);
  EXPECT_EQ(refusal.value_count(), 2);
  ASSERT_EQ(refusal.values_size(), 2);
  const v1::ContradictedValue& value = refusal.values(0);
  EXPECT_EQ(value.field(), "claim.statement.object.quantity");
  EXPECT_EQ(value.citation(), "claim.citations[0]");
  EXPECT_EQ(value.revision(), "documents/brief/revisions/1");
  EXPECT_EQ(value.claimed().quantity().value(), "53");
  EXPECT_EQ(value.attestation().stated().quantity().value(), "52");
  EXPECT_EQ(value.attestation().surface(), "fifty-two");
  EXPECT_EQ(value.attestation().span().byte_start(), 33);
  EXPECT_EQ(refusal.values(1).claimed().time().edtf(), "2025-10");
  EXPECT_EQ(CountClaims(), 0);
}

TEST_F(Attestations, MarkAContradictionThatTheCallerAllows) {
  v1::CreateClaimRequest request = Stating(kQuote, Freed(R"({"quantity": {"value": "53"}})"));
  request.set_request_id("meant");
  EXPECT_EQ(ReasonOf(Create(request)), "VALUE_CONTRADICTED");
  request.set_allow_contradicted(true);
  v1::Claim claim = AddClaim(request);
  EXPECT_THAT(Lines(claim.citations(0)), ::testing::Contains("object.quantity CONTRADICTED fifty-two"));
  // A repeated request gets the first answer, with or without allow_contradicted.
  request.set_allow_contradicted(false);
  EXPECT_EQ(AddClaim(request).name(), claim.name());
  EXPECT_EQ(CountClaims(), 1);
}

TEST_F(Attestations, AcceptAValueThatOneQuoteContradictsAndAnotherStates) {
  AddDocument("correction",
              "Not fifty-two but fifty-three prisoners were freed in September 2025, Minsk said later.");
  v1::CreateClaimRequest request = Stating(kQuote, Freed(R"({"quantity": {"value": "53"}})"));
  v1::Citation& second = *request.mutable_claim()->add_citations();
  second.set_revision("documents/correction");
  second.set_quote("fifty-three prisoners were freed in September 2025");
  v1::Claim claim = AddClaim(request);
  EXPECT_THAT(Lines(claim.citations(0)), ::testing::Contains("object.quantity CONTRADICTED fifty-two"));
  EXPECT_THAT(Lines(claim.citations(1)), ::testing::Contains("object.quantity ATTESTED fifty-three"));
}

TEST_F(Attestations, AreRecomputedByEveryUpdate) {
  v1::Claim claim = AddClaim(Stating(kQuote, Freed(R"({"quantity": {"value": "52"}})")));
  auto update = [&](const std::string& statement, bool allow, v1::Claim* updated) {
    v1::UpdateClaimRequest request;
    request.mutable_claim()->set_name(claim.name());
    *request.mutable_claim()->mutable_statement() = FromJson<v1::Statement>(statement);
    request.mutable_update_mask()->add_paths("statement");
    request.set_allow_contradicted(allow);
    grpc::ClientContext context;
    v1::UpdateClaimResponse response;
    grpc::Status status = claims_->UpdateClaim(&context, request, &response);
    *updated = response.claim();
    return status;
  };
  const std::string wrong = Freed(R"({"quantity": {"value": "50"}})");
  v1::Claim updated;
  EXPECT_EQ(ReasonOf(update(wrong, false, &updated)), "VALUE_CONTRADICTED");
  ASSERT_TRUE(update(wrong, true, &updated).ok());
  EXPECT_THAT(Lines(updated.citations(0)), ::testing::Contains("object.quantity CONTRADICTED fifty-two"));
  // The contradiction does not block later updates of other fields.
  v1::UpdateClaimRequest relabel;
  relabel.mutable_claim()->set_name(claim.name());
  relabel.mutable_claim()->set_text("Fifty were freed.");
  grpc::ClientContext context;
  v1::UpdateClaimResponse response;
  EXPECT_TRUE(claims_->UpdateClaim(&context, relabel, &response).ok());
  EXPECT_THAT(Lines(response.claim().citations(0)),
              ::testing::Contains("object.quantity CONTRADICTED fifty-two"));
}

TEST_F(Attestations, NameEveryContradictedClaimOfABatch) {
  v1::BatchCreateClaimsRequest batch;
  *batch.add_requests() = Stating(kQuote, Freed(R"({"quantity": {"value": "52"}})"));
  *batch.add_requests() = Stating(kQuote, Freed(R"({"quantity": {"value": "51"}})"));
  grpc::ClientContext context;
  v1::BatchCreateClaimsResponse response;
  grpc::Status status = claims_->BatchCreateClaims(&context, batch, &response);
  const auto refusal = DetailOf<v1::BatchRefusal>(status);
  EXPECT_THAT(refusal.indexes(), ElementsAre(1));
  EXPECT_EQ(DetailOf<v1::ValueRefusal>(refusal.items(0).status())->values(0).attestation().surface(),
            "fifty-two");
  EXPECT_EQ(CountClaims(), 0);
}

TEST_F(Attestations, ResolveRelativeDatesFromTheDayOfPublication) {
  v1::CreateDocumentRequest request = FromJson<v1::CreateDocumentRequest>(
      R"({"document_id": "news", "document": {"language_code": "en", "publish_time": "2025-11-03T07:00:00Z"}})");
  request.mutable_content()->set_data("They were freed last Tuesday.");
  v1::CreateDocumentResponse response;
  ASSERT_TRUE(CreateDocument(request, &response).ok());
  v1::CreateClaimRequest claim = Stating("freed last Tuesday", Freed(R"({"text": "x"})", "2025-10-28"));
  claim.mutable_claim()->mutable_citations(0)->set_revision("documents/news");
  EXPECT_THAT(Lines(AddClaim(claim).citations(0)),
              ::testing::Contains("qualifiers[0].value.time ATTESTED last Tuesday"));
}

TEST_F(Attestations, ReadTheWordsAndSeparatorsOfTheDocumentsLanguage) {
  struct Case {
    std::string language, text, object, line;
  };
  const Case cases[] = {
      {"de", "Es kamen 1.500 Menschen.", R"({"quantity": {"value": "1500"}})", "ATTESTED 1.500"},
      {"de", "Es kamen 1.500 Menschen.", R"({"quantity": {"value": "1600"}})", "CONTRADICTED 1.500"},
      {"fr", "On a libéré cinquante-deux prisonniers.", R"({"quantity": {"value": "52"}})",
       "ATTESTED cinquante-deux"},
      {"ru", "Освобождены пятьдесят два человека.", R"({"quantity": {"value": "54"}})",
       "CONTRADICTED пятьдесят два"},
      {"pl", "Zwolniono ich 11 września 2025 r.", R"({"time": {"edtf": "2025-09-11"}})",
       "ATTESTED 11 września 2025 r."},
      {"de", "Der Minister bestritt, dass 52 Gefangene frei sind.", R"({"quantity": {"value": "52"}})",
       "ATTESTED 52"},
  };
  int number = 0;
  for (const Case& one : cases) {
    const std::string id = "local-" + std::to_string(number++);
    v1::CreateDocumentRequest request;
    request.set_document_id(id);
    request.mutable_document()->set_language_code(one.language);
    request.mutable_content()->set_data(one.text);
    v1::CreateDocumentResponse response;
    ASSERT_TRUE(CreateDocument(request, &response).ok());
    v1::CreateClaimRequest claim = Stating(one.text, Freed(one.object));
    claim.set_allow_contradicted(true);
    claim.mutable_claim()->mutable_citations(0)->set_revision("documents/" + id);
    const std::string path =
        one.object.find("time") == std::string::npos ? "object.quantity " : "object.time ";
    EXPECT_THAT(Lines(AddClaim(claim).citations(0)), ::testing::Contains(path + one.line)) << one.text;
  }
}

TEST_F(Attestations, DoNotAttestByWordsThatTheSentenceDeniesInItsLanguage) {
  v1::CreateDocumentRequest request = FromJson<v1::CreateDocumentRequest>(
      R"({"document_id": "meldung", "document": {"language_code": "de"}})");
  request.mutable_content()->set_data("Der Minister bestritt, dass 52 Gefangene frei sind.");
  v1::CreateDocumentResponse response;
  ASSERT_TRUE(CreateDocument(request, &response).ok());
  v1::CreateClaimRequest claim = Stating("52 Gefangene frei sind", Freed(R"({"quantity": {"value": "52"}})"));
  claim.mutable_claim()->mutable_citations(0)->set_revision("documents/meldung");
  EXPECT_THAT(Lines(AddClaim(claim).citations(0)), ::testing::Contains("object.quantity UNATTESTED"));
}

TEST_F(Attestations, DoNotAttestByAFigureWhoseGroupingIsUnclear) {
  v1::CreateDocumentRequest request = FromJson<v1::CreateDocumentRequest>(
      R"({"document_id": "albistea", "document": {"language_code": "eu"}})");
  request.mutable_content()->set_data("30.000 pertsona 52 herritan.");
  v1::CreateDocumentResponse response;
  ASSERT_TRUE(CreateDocument(request, &response).ok());
  for (const auto& [value, state] : {std::pair("30", "UNATTESTED"), std::pair("52", "ATTESTED 52")}) {
    v1::CreateClaimRequest claim = Stating(
        "30.000 pertsona 52 herritan", Freed(R"({"quantity": {"value": ")" + std::string(value) + R"("}})"));
    claim.mutable_claim()->mutable_citations(0)->set_revision("documents/albistea");
    EXPECT_THAT(Lines(AddClaim(claim).citations(0)),
                ::testing::Contains(std::string("object.quantity ") + state));
  }
}

TEST_F(Attestations, HandleALongQuoteOfNothingButFigures) {
  std::string figures;
  while (figures.size() < (63 << 10)) figures += "7 9 ";
  AddDocument("figures", figures);
  v1::CreateClaimRequest request =
      Stating(figures.substr(0, 60 << 10), Freed(R"({"quantity": {"value": "7"}})"));
  v1::Citation& citation = *request.mutable_claim()->mutable_citations(0);
  citation.set_revision("documents/figures");
  citation.mutable_span()->set_byte_end(60 << 10);
  EXPECT_THAT(Lines(AddClaim(request).citations(0)), ::testing::Contains("object.quantity ATTESTED 7"));
}

}  // namespace
}  // namespace verbatim::test
