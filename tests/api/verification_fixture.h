#pragma once

#include <string>
#include <vector>

#include "fixture.h"

namespace verbatim::test {

// The text has characters of one to four bytes. The citations are so far apart that damage to one citation is
// not in the context of another.
inline constexpr char kSource[] =
    "In September 2025, Belarus freed fifty-two prisoners. That was the largest release in several years, "
    "and "
    "the first of foreign nationals among them 😀. “Wir wollen Normalität”, the envoy said; the airline would "
    "fly again before the end of that year, with new spare parts.\n";

// A claim with three citations: `documents/one`, `documents/two`, and `documents/one` again.
class VerificationTest : public ApiTest {
 protected:
  VerificationTest() {
    AddDocument("one", kSource);  // entries 0 and 1
    AddDocument("two", kSource);  // entries 2 and 3
    v1::CreateClaimRequest request = ClaimOn("one", "freed fifty-two prisoners");
    request.set_claim_id("freed");
    Cite("two", "the largest release", request);
    Cite("one", "the airline would fly again", request);
    AddClaim(request);  // entry 4
  }

  static void Cite(const std::string& document, const std::string& quote, v1::CreateClaimRequest& request) {
    v1::Citation& citation = *request.mutable_claim()->add_citations();
    citation.set_revision("documents/" + document);
    citation.set_quote(quote);
  }

  grpc::Status Verify(const std::string& name, v1::VerifyClaimResponse* response) {
    grpc::ClientContext context;
    v1::VerifyClaimRequest request;
    request.set_name(name);
    return provenance_->VerifyClaim(&context, request, response);
  }
  v1::VerifyClaimResponse Verify(const std::string& name = "claims/freed") {
    v1::VerifyClaimResponse response;
    grpc::Status status = Verify(name, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  // The checks with this outcome, for example "QUOTE citations[0].quote".
  static std::vector<std::string> With(v1::CheckOutcome outcome, const v1::VerifyClaimResponse& response) {
    std::vector<std::string> checks;
    for (const v1::Check& check : response.checks()) {
      EXPECT_FALSE(check.detail().empty());
      EXPECT_LE(check.detail().size(), 1024u);
      if (check.outcome() != outcome) continue;
      checks.push_back(v1::CheckKind_Name(check.kind()).substr(sizeof("CHECK_KIND_") - 1));
      if (!check.subject().empty()) checks.back() += " " + check.subject();
    }
    return checks;
  }
  static std::vector<std::string> Failed(const v1::VerifyClaimResponse& response) {
    EXPECT_EQ(response.verified(), With(v1::CHECK_OUTCOME_FAILED, response).empty());
    return With(v1::CHECK_OUTCOME_FAILED, response);
  }
  static std::string DetailOfFailure(const v1::VerifyClaimResponse& response) {
    for (const v1::Check& check : response.checks()) {
      if (check.outcome() == v1::CHECK_OUTCOME_FAILED) return check.detail();
    }
    return "";
  }
};

}  // namespace verbatim::test
