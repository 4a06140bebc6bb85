#include <sstream>

#include "api/fixture.h"
#include "google/protobuf/struct.pb.h"
#include "support/shared_data.h"

namespace verbatim::test {
namespace {

// A real article and claims on it, from the shared data.
class Article : public ApiTest {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(SharedData("belarus-claims.jsonl"))) GTEST_SKIP() << "no shared data";
    AddDocument("belarus", ReadFile(SharedData("belarus-between-east-and-west.txt")));
  }

  static std::vector<std::string> Lines(const std::string& name) {
    std::vector<std::string> lines;
    std::istringstream file(ReadFile(SharedData(name)));
    for (std::string line; std::getline(file, line);) {
      if (!line.empty()) lines.push_back(line);
    }
    return lines;
  }

  static v1::CreateClaimRequest RequestFor(v1::Claim claim) {
    for (v1::Citation& citation : *claim.mutable_citations()) citation.set_revision("documents/belarus");
    v1::CreateClaimRequest request;
    *request.mutable_claim() = std::move(claim);
    return request;
  }
};

TEST_F(Article, AllItsClaimsAreAccepted) {
  std::vector<std::string> lines = Lines("belarus-claims.jsonl");
  ASSERT_EQ(lines.size(), 18u);
  const std::string text = ReadFile(SharedData("belarus-between-east-and-west.txt"));
  for (const std::string& line : lines) {
    v1::Claim claim = AddClaim(RequestFor(FromJson<v1::Claim>(line)));
    for (const v1::Citation& citation : claim.citations()) {
      const v1::Span& span = citation.span();
      EXPECT_EQ(text.substr(static_cast<size_t>(span.byte_start()),
                            static_cast<size_t>(span.byte_end() - span.byte_start())),
                citation.quote());
      EXPECT_GE(citation.sentences_size(), 1);
    }
  }
}

// The quantities and times of a statement.
std::vector<v1::Value*> FiguresOf(v1::Statement& statement) {
  std::vector<v1::Value*> values = {statement.mutable_object()};
  for (v1::Qualifier& qualifier : *statement.mutable_qualifiers())
    values.push_back(qualifier.mutable_value());
  std::erase_if(values, [](const v1::Value* value) { return !value->has_quantity() && !value->has_time(); });
  return values;
}

TEST_F(Article, ItsQuotesAttestEveryNumberAndDateOfItsClaims) {
  int attested = 0;
  for (const std::string& line : Lines("belarus-claims.jsonl")) {
    v1::Claim claim = AddClaim(RequestFor(FromJson<v1::Claim>(line)));
    const v1::Citation& citation = claim.citations(0);
    std::vector<v1::Value*> claimed = FiguresOf(*claim.mutable_statement());
    size_t at = 0;
    for (const v1::Attestation& attestation : citation.attestations()) {
      if (!attestation.path().ends_with(".quantity") && !attestation.path().ends_with(".time")) continue;
      ASSERT_LT(at, claimed.size());
      const v1::Value& value = *claimed[at++];
      EXPECT_EQ(attestation.state(), v1::ATTESTATION_STATE_ATTESTED) << attestation.path() << " of " << line;
      EXPECT_EQ(attestation.stated().quantity().value(), value.quantity().value());
      EXPECT_EQ(attestation.stated().time().edtf(), value.time().edtf());
      const auto start = static_cast<size_t>(attestation.span().byte_start() - citation.span().byte_start());
      EXPECT_EQ(citation.quote().substr(start, attestation.surface().size()), attestation.surface());
      ++attested;
    }
    EXPECT_EQ(at, claimed.size()) << line;
  }
  std::printf("belarus-claims.jsonl: %d quantities and dates attested\n", attested);
  EXPECT_GE(attested, 10);
}

TEST_F(Article, ItsClaimsAreRefusedWithAnyFigureChangedByOne) {
  int refused = 0;
  int changed_figures = 0;
  for (const std::string& line : Lines("belarus-claims.jsonl")) {
    const v1::Claim original = FromJson<v1::Claim>(line);
    v1::Statement statement = original.statement();
    const size_t figures = FiguresOf(statement).size();
    for (size_t figure = 0; figure < figures; ++figure) {
      statement = original.statement();
      v1::Value& value = *FiguresOf(statement)[figure];
      std::string& text = value.has_time() ? *value.mutable_time()->mutable_edtf()
                                           : *value.mutable_quantity()->mutable_value();
      const std::string before = text;
      // Changes each run of digits by one, up and down. A date has several runs.
      for (size_t at = 0; at < before.size();) {
        size_t end = before.find_first_not_of("0123456789", at);
        end = std::min(end, before.size());
        if (end == at) {
          ++at;
          continue;
        }
        for (int step : {-1, 1}) {
          std::string changed = std::to_string(std::stoi(before.substr(at, end - at)) + step);
          changed.insert(0, end - at - std::min(end - at, changed.size()), '0');
          text = before.substr(0, at) + changed + before.substr(end);
          v1::Claim claim = original;
          *claim.mutable_statement() = statement;
          v1::CreateClaimResponse response;
          grpc::Status status = CreateClaim(RequestFor(claim), &response);
          ++changed_figures;
          refused += !status.ok();
          EXPECT_FALSE(status.ok()) << text << " for " << before << " of " << line;
          // A month 13 makes the date invalid.
          if (status.error_code() != grpc::StatusCode::INVALID_ARGUMENT) {
            EXPECT_EQ(ReasonOf(status), "VALUE_CONTRADICTED") << text << " for " << before;
          }
        }
        at = end;
      }
    }
  }
  std::printf("belarus-claims.jsonl with one figure changed by one: %d of %d refused\n", refused,
              changed_figures);
  EXPECT_GE(refused, 20);
  EXPECT_EQ(CountClaims(), 0);
}

TEST_F(Article, ClaimsThatItDoesNotSupportAreRefusedForTheGivenReason) {
  std::vector<std::string> lines = Lines("belarus-refused.jsonl");
  ASSERT_EQ(lines.size(), 5u);
  for (const std::string& line : lines) {
    // {"claim": …, "reason": …}
    auto object = FromJson<google::protobuf::Struct>(line);
    std::string claim_json;
    ASSERT_TRUE(google::protobuf::util::MessageToJsonString(object.fields().at("claim"), &claim_json).ok());
    const std::string& reason = object.fields().at("reason").string_value();
    v1::CreateClaimResponse response;
    grpc::Status status = CreateClaim(RequestFor(FromJson<v1::Claim>(claim_json)), &response);
    if (reason == "INVALID_ARGUMENT") {
      EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << claim_json;
    } else {
      EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION) << claim_json;
      EXPECT_EQ(ReasonOf(status), reason) << claim_json;
    }
  }
  EXPECT_EQ(CountClaims(), 0);
}

}  // namespace
}  // namespace verbatim::test
