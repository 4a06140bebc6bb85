#include "registry/requests/validation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>

#include "google/protobuf/util/json_util.h"
#include "support/status_details.h"

namespace verbatim::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// A claim that uses every field that a caller may set.
v1::Claim FullClaim() {
  v1::Claim claim;
  const auto parsed = google::protobuf::util::JsonStringToMessage(R"({
    "text": "Belarus freed 52 prisoners in September 2025.",
    "statement": {
      "subject": {"label": "Belarus", "uri": "https://www.wikidata.org/entity/Q184"},
      "predicate": "freed",
      "object": {"quantity": {"value": "52", "bound": "EXACT", "unit": "prisoner"}},
      "qualifiers": [{"predicate": "when", "value": {"time": {"edtf": "2025-09"}}},
                     {"predicate": "how", "value": {"text": "by decree"}}]
    },
    "claimant": {"name": "A newspaper", "uri": "https://example.org"},
    "appearanceUri": "https://example.org/article",
    "citations": [{"revision": "documents/brief", "quote": "fifty-two prisoners", "prefix": "freed "}],
    "attribution": {"agent": {"kind": "AGENT_KIND_SOFTWARE", "id": "extractor", "version": "2"},
                    "method": "prompt-7", "confidence": 0.9,
                    "startTime": "2025-09-11T10:00:00Z", "endTime": "2025-09-11T10:00:01Z",
                    "derivedFrom": ["https://example.org/feed"]},
    "labels": {"topic": "prisoners"}
  })",
                                                                  &claim);
  EXPECT_TRUE(parsed.ok()) << parsed.ToString();
  return claim;
}

std::vector<std::string> BadFields(const v1::Claim& claim, const Limits& limits = {}) {
  Violations violations;
  CheckClaim(claim, limits, "claim", violations);
  return test::BadFields(ToRpcStatus(violations.ToStatus()));
}

TEST(CheckClaim, AcceptsAClaimWithEveryField) { EXPECT_THAT(BadFields(FullClaim()), IsEmpty()); }

TEST(CheckClaim, NamesTheFieldThatIsWrong) {
  const struct {
    const char* field;
    std::function<void(v1::Claim&)> spoil;
  } kCases[] = {
      {"claim.text", [](auto& claim) { claim.clear_text(); }},
      {"claim.text", [](auto& claim) { claim.set_text(std::string((64 << 10) + 1, 'x')); }},
      {"claim.text", [](auto& claim) { claim.set_text(std::string("a\0b", 3)); }},
      {"claim.text", [](auto& claim) { claim.set_text("a\xFF"); }},
      {"claim.statement.subject.label",
       [](auto& claim) { claim.mutable_statement()->mutable_subject()->clear_label(); }},
      {"claim.statement.subject.uri",
       [](auto& claim) { claim.mutable_statement()->mutable_subject()->set_uri("Q184"); }},
      {"claim.statement.predicate", [](auto& claim) { claim.mutable_statement()->clear_predicate(); }},
      {"claim.statement.object", [](auto& claim) { claim.mutable_statement()->clear_object(); }},
      {"claim.statement.object.quantity.value",
       [](auto& claim) {
         claim.mutable_statement()->mutable_object()->mutable_quantity()->set_value("fifty-two");
       }},
      {"claim.statement.object.quantity.bound",
       [](auto& claim) {
         claim.mutable_statement()->mutable_object()->mutable_quantity()->set_bound("EXACTLY");
       }},
      {"claim.statement.object.quantity.upper",
       [](auto& claim) { claim.mutable_statement()->mutable_object()->mutable_quantity()->set_upper("60"); }},
      {"claim.statement.qualifiers[0].value.time.edtf",
       [](auto& claim) {
         claim.mutable_statement()->mutable_qualifiers(0)->mutable_value()->mutable_time()->set_edtf(
             "September");
       }},
      {"claim.claimant.name", [](auto& claim) { claim.mutable_claimant()->clear_name(); }},
      {"claim.appearance_uri", [](auto& claim) { claim.set_appearance_uri("example.org/article"); }},
      {"claim.citations", [](auto& claim) { claim.clear_citations(); }},
      {"claim.citations",
       [](auto& claim) {
         while (claim.citations_size() <= kMaxCitations) *claim.add_citations() = claim.citations(0);
       }},
      {"claim.citations[0].revision",
       [](auto& claim) { claim.mutable_citations(0)->set_revision("documents/brief/revisions/0"); }},
      {"claim.citations[0].quote", [](auto& claim) { claim.mutable_citations(0)->clear_quote(); }},
      {"claim.citations[0].prefix",
       [](auto& claim) { claim.mutable_citations(0)->set_prefix(std::string(1025, 'x')); }},
      {"claim.attribution.agent.id",
       [](auto& claim) { claim.mutable_attribution()->mutable_agent()->clear_id(); }},
      {"claim.attribution.confidence",
       [](auto& claim) { claim.mutable_attribution()->set_confidence(std::nan("")); }},
      {"claim.attribution.end_time",
       [](auto& claim) { claim.mutable_attribution()->mutable_end_time()->set_seconds(0); }},
      {"claim.labels[\"Topic\"]", [](auto& claim) { (*claim.mutable_labels())["Topic"] = "x"; }},
  };
  for (const auto& one : kCases) {
    v1::Claim claim = FullClaim();
    one.spoil(claim);
    EXPECT_THAT(BadFields(claim), ElementsAre(one.field)) << claim.ShortDebugString().substr(0, 400);
  }
}

TEST(CheckClaim, NamesAllWrongFieldsAtOnce) {
  v1::Claim claim;
  claim.set_appearance_uri("nowhere");
  claim.add_citations();
  EXPECT_THAT(BadFields(claim),
              UnorderedElementsAre("claim.text", "claim.appearance_uri", "claim.citations[0].revision",
                                   "claim.citations[0].quote"));
}

TEST(CheckClaim, HoldsAQuoteToTheLimitThatIsSet) {
  Limits limits;
  limits.quote_bytes = 10;
  v1::Claim claim = FullClaim();
  claim.mutable_citations(0)->set_quote("0123456789");
  EXPECT_THAT(BadFields(claim, limits), IsEmpty());
  claim.mutable_citations(0)->set_quote("0123456789a");
  EXPECT_THAT(BadFields(claim, limits), ElementsAre("claim.citations[0].quote"));
}

TEST(CheckClaim, CountsOnlyTheBytesThatCallersSet) {
  Limits limits;
  limits.claim_bytes = FullClaim().ByteSizeLong();
  v1::Claim claim = FullClaim();
  claim.set_name("claims/a");
  claim.set_etag("e");
  claim.mutable_citations(0)->add_sentences("documents/brief/revisions/1/sentences/0");
  EXPECT_THAT(BadFields(claim, limits), IsEmpty());
  claim.set_text(claim.text() + " More.");
  EXPECT_THAT(BadFields(claim, limits), ElementsAre("claim"));
}

TEST(ClearOutputOnly, LeavesWhatACallerMaySet) {
  v1::Claim claim = FullClaim();
  claim.set_name("claims/a");
  claim.set_state(v1::CLAIM_STATE_RETRACTED);
  claim.set_state_reason("because");
  claim.set_etag("e");
  claim.set_log_index(7);
  claim.mutable_anchoring()->set_revision("documents/brief/revisions/1");
  v1::Citation& citation = *claim.mutable_citations(0);
  citation.add_sentences("documents/brief/revisions/1/sentences/0");
  citation.set_quote_sha256("digest");
  citation.add_attestations()->set_path("object");
  citation.set_erased(true);
  ClearOutputOnly(claim);
  EXPECT_EQ(claim.SerializeAsString(), FullClaim().SerializeAsString());
}

}  // namespace
}  // namespace verbatim::registry
