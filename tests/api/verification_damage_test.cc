// Damages the database with SQL while the service runs and still has the undamaged texts in memory.

#include <algorithm>
#include <random>

#include "log/leaf.h"
#include "support/run_sql.h"
#include "verbatim/v1/log_entry.pb.h"
#include "verification_fixture.h"

namespace verbatim::test {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using ::testing::UnorderedElementsAreArray;

class VerificationDamage : public VerificationTest {
 protected:
  VerificationDamage() {
    v1::CreateClaimRequest other = ClaimOn("two", "the envoy");
    other.set_claim_id("other");
    AddClaim(other);  // entry 5
    grpc::ClientContext context;
    v1::UpdateClaimRequest update;  // entry 6
    update.mutable_claim()->set_name("claims/freed");
    update.mutable_claim()->set_text("52 are free.");
    update.mutable_update_mask()->add_paths("text");
    v1::UpdateClaimResponse updated;
    EXPECT_TRUE(claims_->UpdateClaim(&context, update, &updated).ok());
  }

  void RunSql(const std::string& sql) { test::RunSql(folder_.Path("test.db"), sql); }

  store::Entry ReadEntry(store::LogIndex index) {
    auto entries = store_->ReadEntriesUnchecked(index, 1);
    EXPECT_TRUE(entries.ok());
    return entries->front();
  }

  enum class Leaf { kUnchanged, kForged };

  // Changes an entry's payload. With kForged, also changes the entry's leaf, so that leaf and payload still
  // agree.
  template <typename Change>
  void Forge(store::LogIndex index, Leaf forged, Change change) {
    store::Entry entry = ReadEntry(index);
    v1::EntryPayload payload;
    ASSERT_TRUE(payload.ParseFromString(*entry.payload));
    change(payload);
    const std::string bytes = payload.SerializeAsString();
    log::Leaf leaf = *log::DecodeLeaf(entry.leaf);
    if (forged == Leaf::kForged) leaf.payload_sha256 = log::Sha256(bytes);
    RunSql("UPDATE entries SET payload = " + BlobLiteral(bytes) +
           ", leaf = " + BlobLiteral(log::EncodeLeaf(leaf)) + " WHERE idx = " + std::to_string(index));
  }
  template <typename Change>
  std::vector<std::string> FailedWithClaim(Change change, Leaf forged = Leaf::kUnchanged) {
    Forge(6, forged, [&](v1::EntryPayload& payload) { change(*payload.mutable_claim()); });
    return Failed(Verify());
  }
};

TEST_F(VerificationDamage, AnUndamagedDatabasePassesEveryCheck) {
  v1::VerifyClaimResponse response = Verify();
  EXPECT_THAT(Failed(response), IsEmpty());
  EXPECT_THAT(With(v1::CHECK_OUTCOME_SKIPPED, response), IsEmpty());
}

struct Damage {
  const char* name;
  const char* sql;
  std::vector<std::string> failed;
};

#define TEXT(from, to)                                                  \
  "UPDATE attachments SET bytes = CAST(replace(bytes, '" from "', '" to \
  "') AS BLOB) WHERE idx = 1 AND part = 0"
// Changes the last byte of a blob.
#define LAST(column)                                                                                    \
  column " = CAST(substr(" column ", 1, length(" column ") - 1) || substr(x'0001', 1 + (substr(" column \
         ", -1) = x'00'), 1) AS BLOB)"

class VerificationDamageKinds : public VerificationDamage, public ::testing::WithParamInterface<Damage> {};

TEST_P(VerificationDamageKinds, FailsTheChecksThatReadItAndNoOthers) {
  RunSql(GetParam().sql);
  EXPECT_THAT(Failed(Verify()), UnorderedElementsAreArray(GetParam().failed));
  Start();  // with empty caches
  EXPECT_THAT(Failed(Verify()), UnorderedElementsAreArray(GetParam().failed));
}

const std::vector<std::string> kAllChecksOfCitationsOfOne = {
    "QUOTE citations[0].quote",           "SPAN citations[0].span",
    "CONTEXT citations[0].prefix",        "CONTEXT citations[0].suffix",
    "SENTENCES citations[0].sentences",   "ATTESTATIONS citations[0].attestations",
    "QUOTE citations[2].quote",           "SPAN citations[2].span",
    "CONTEXT citations[2].prefix",        "CONTEXT citations[2].suffix",
    "SENTENCES citations[2].sentences",   "ATTESTATIONS citations[2].attestations",
    "REVISION_TEXT citations[0].revision"};

INSTANTIATE_TEST_SUITE_P(
    OfTheDatabase, VerificationDamageKinds,
    ::testing::Values(
        Damage{
            "Text", TEXT("foreign nationals", "foreign Nationals"), {"REVISION_TEXT citations[0].revision"}},
        Damage{"TextOfAQuote",
               TEXT("fifty-two", "fifty-six"),
               {"REVISION_TEXT citations[0].revision", "QUOTE citations[0].quote"}},
        Damage{"TextOfAPrefix",
               TEXT("In September", "In November "),
               {"REVISION_TEXT citations[0].revision", "CONTEXT citations[0].prefix"}},
        Damage{"TextOfASuffix",
               TEXT(" before the end", " behind the end"),
               {"REVISION_TEXT citations[0].revision", "CONTEXT citations[2].suffix"}},
        Damage{"TextInOtherUnits",  // the same number of bytes, but fewer characters
               TEXT("first of", "firé of"),
               {"REVISION_TEXT citations[0].revision", "SPAN citations[2].span"}},
        Damage{"TextThatIsNotUtf8",
               "UPDATE attachments SET bytes = CAST(x'FF' || substr(bytes, 2) AS BLOB) WHERE idx = 1 AND "
               "part = 0",
               {"REVISION_TEXT citations[0].revision", "CONTEXT citations[0].prefix",
                "SPAN citations[0].span", "SENTENCES citations[0].sentences",
                "ATTESTATIONS citations[0].attestations", "SPAN citations[2].span",
                "SENTENCES citations[2].sentences", "ATTESTATIONS citations[2].attestations"}},
        Damage{"TextCutOff", "UPDATE attachments SET bytes = substr(bytes, 1, 20) WHERE idx = 1 AND part = 0",
               kAllChecksOfCitationsOfOne},
        Damage{"TextGone",
               "DELETE FROM attachments WHERE idx = 1 AND part = 0",
               {"REVISION_TEXT citations[0].revision"}},
        Damage{"Sentences",
               "UPDATE attachments SET " LAST("bytes") " WHERE idx = 3 AND part = 1",
               {"SENTENCES citations[1].sentences"}},
        Damage{"SentencesGone",
               "DELETE FROM attachments WHERE idx = 3 AND part = 1",
               {"SENTENCES citations[1].sentences"}},
        Damage{"PayloadUnreadable", "UPDATE entries SET payload = x'FF' WHERE idx = 6", {"LOG_PAYLOAD"}},
        Damage{"PayloadGone", "UPDATE entries SET payload = NULL WHERE idx = 6", {"LOG_PAYLOAD"}},
        Damage{"PayloadOfARevisionGone",
               "UPDATE entries SET payload = NULL WHERE idx = 3",
               {"LOG_PAYLOAD citations[1].revision", "SENTENCES citations[1].sentences"}},
        Damage{"LeafTimeOfARevision",  // the time becomes 1970
               "UPDATE entries SET leaf = CAST(substr(leaf, 1, 3) || zeroblob(8) || substr(leaf, 12) AS "
               "BLOB) WHERE idx = 3",
               {"LOG_INCLUSION citations[1].revision"}},
        // Entry 6 is the last and has no sibling. So its proof has two hashes: the root of entries 0 to 3 and
        // the root of entries 4 and 5.
        Damage{"HashOnThePath",
               "UPDATE hashes SET " LAST("hash") " WHERE position = 0",
               {"LOG_INCLUSION citations[0].revision"}},
        Damage{
            "HashGone",
            "DELETE FROM hashes WHERE position = 6",
            {"LOG_INCLUSION", "LOG_INCLUSION citations[0].revision", "LOG_INCLUSION citations[1].revision"}},
        Damage{"LatestOfAnother",
               "UPDATE resources SET latest = 5 WHERE name = 'claims/freed'",
               {"LOG_PAYLOAD"}},
        Damage{"CreatedByAnother",
               "UPDATE resources SET created = 6 WHERE name = 'claims/freed'",
               {"LOG_PAYLOAD"}},
        Damage{"SourceGone",
               "DELETE FROM resources WHERE name = 'documents/two/revisions/1'",
               {"LOG_PAYLOAD citations[1].revision"}}),
    [](const auto& damage) { return damage.param.name; });

// The head of the tree rests on the last leaf, so no checkpoint is signed.
TEST_F(VerificationDamage, AnUnreadableLastLeafFailsAllInclusionProofs) {
  RunSql("UPDATE entries SET leaf = x'00' WHERE idx = 6");
  EXPECT_THAT(Failed(Verify()),
              UnorderedElementsAre("LOG_PAYLOAD", "LOG_INCLUSION", "LOG_INCLUSION citations[0].revision",
                                   "LOG_INCLUSION citations[1].revision"));
}

// The first read of the leaf finds the damage. After that, no checkpoint is signed.
TEST_F(VerificationDamage, AnUnreadableFirstLeafFailsAllInclusionProofs) {
  RunSql("UPDATE entries SET leaf = x'00' WHERE idx = 4");
  EXPECT_THAT(Failed(Verify()), Contains("LOG_PAYLOAD"));
  EXPECT_THAT(Failed(Verify()),
              UnorderedElementsAre("LOG_PAYLOAD", "LOG_INCLUSION", "LOG_INCLUSION citations[0].revision",
                                   "LOG_INCLUSION citations[1].revision"));
}

TEST_F(VerificationDamage, NamesTheBytesFoundAndTheBytesExpected) {
  RunSql(TEXT("fifty-two", "fifty-six"));
  v1::VerifyClaimResponse response = Verify();
  EXPECT_THAT(DetailOfFailure(response), HasSubstr("has SHA-256 "));
  EXPECT_EQ(
      response.checks(6).detail(),
      "is not at bytes 27 to 52 of documents/one/revisions/1: the first difference is at byte 12 of the "
      "expected words, where the text has \"six prisoners\" instead of \"two prisoners\"");
}

TEST_F(VerificationDamage, ToTheClaimFailsItsDigestAndTheChecksOfTheChangedFields) {
  EXPECT_THAT(FailedWithClaim([](v1::Claim& claim) { claim.set_text("53 are free."); }),
              UnorderedElementsAre("LOG_PAYLOAD"));
  EXPECT_THAT(FailedWithClaim([](v1::Claim& claim) {
                claim.set_text("52 are free.");
                claim.mutable_citations(0)->set_quote("freed fifty-six prisoners");
              }),
              UnorderedElementsAre("LOG_PAYLOAD", "QUOTE citations[0].quote",
                                   "QUOTE_DIGEST citations[0].quote_sha256"));
  EXPECT_THAT(FailedWithClaim([](v1::Claim& claim) {
                claim.mutable_citations(0)->set_quote("freed fifty-two prisoners");
                claim.mutable_citations(2)->mutable_span()->set_utf16_end(1);
                claim.mutable_citations(0)->set_sentences(0, "documents/one/revisions/1/sentences/7");
                claim.mutable_citations(1)->set_suffix(" in several years, and the FIRST");
              }),
              UnorderedElementsAre("LOG_PAYLOAD", "SPAN citations[2].span",
                                   "SENTENCES citations[0].sentences", "CONTEXT citations[1].suffix"));
}

TEST_F(VerificationDamage, ToSpansCausesNoReadOutsideTheText) {
  for (const std::pair<int64_t, int64_t>& range :
       {std::pair<int64_t, int64_t>{-5, 20}, {20, 19}, {0, 1'000'000}, {INT64_MIN, INT64_MAX}}) {
    std::vector<std::string> failed = FailedWithClaim([&](v1::Claim& claim) {
      claim.mutable_citations(1)->mutable_span()->set_byte_start(range.first);
      claim.mutable_citations(1)->mutable_span()->set_byte_end(range.second);
    });
    EXPECT_THAT(failed, UnorderedElementsAre(
                            "LOG_PAYLOAD", "QUOTE citations[1].quote", "SPAN citations[1].span",
                            "CONTEXT citations[1].prefix", "CONTEXT citations[1].suffix",
                            "SENTENCES citations[1].sentences", "ATTESTATIONS citations[1].attestations"))
        << range.first << " " << range.second;
  }
  EXPECT_THAT(FailedWithClaim([](v1::Claim& claim) {  // inside “, whose three bytes begin at byte 153
                claim.mutable_citations(1)->mutable_span()->set_byte_start(154);
                claim.mutable_citations(1)->mutable_span()->set_byte_end(155);
              }),
              Contains("SPAN citations[1].span"));
}

TEST_F(VerificationDamage, AForgedLeafDoesNotHideAForgedQuote) {
  std::vector<std::string> failed = FailedWithClaim(
      [](v1::Claim& claim) {
        claim.mutable_citations(0)->set_quote("freed fifty-six prisoners");
        claim.mutable_citations(0)->set_quote_sha256(log::ToBytes(log::Sha256(claim.citations(0).quote())));
      },
      Leaf::kForged);
  EXPECT_THAT(failed, UnorderedElementsAre("LOG_INCLUSION", "LOG_INCLUSION citations[0].revision",
                                           "LOG_INCLUSION citations[1].revision", "QUOTE citations[0].quote"))
      << "the last leaf is forged, so no checkpoint is signed";
}

TEST_F(VerificationDamage, AForgedTextFailsTheLogEntryOfItsRevision) {
  RunSql(TEXT("several years", "seventy years"));
  Forge(1, Leaf::kUnchanged, [&](v1::EntryPayload& payload) {
    payload.mutable_revision()->set_text_sha256(
        log::ToBytes(log::Sha256(*store_->ReadAttachment(1, 0).value())));
  });
  EXPECT_THAT(Failed(Verify()), UnorderedElementsAre("LOG_PAYLOAD citations[0].revision"));
  Forge(1, Leaf::kForged, [](v1::EntryPayload&) {});
  EXPECT_THAT(Failed(Verify()), UnorderedElementsAre("LOG_INCLUSION citations[0].revision"));
}

TEST_F(VerificationDamage, AClaimThatIsFalselyMarkedErasedFails) {
  EXPECT_THAT(FailedWithClaim([](v1::Claim& claim) { claim.mutable_citations(1)->set_erased(true); }),
              UnorderedElementsAre("LOG_PAYLOAD", "REVISION_TEXT citations[1].revision"));
}

TEST_F(VerificationDamage, MoreCitationsThanAClaimMayHaveFailAtOnce) {
  EXPECT_THAT(FailedWithClaim([](v1::Claim& claim) {
                while (claim.citations_size() < 5000) *claim.add_citations() = claim.citations(0);
              }),
              UnorderedElementsAre("LOG_PAYLOAD", "QUOTE citations"));
}

TEST_F(VerificationDamage, ACheckpointSignedByAnotherKeyIsRejected) {
  log::Note note = *log::Note::FromText(Verify().checkpoint().note());
  note.signatures.clear();
  log::SignNote(log::SigningKey::Generate(), "verbatim.test/log", note);
  RunSql("INSERT INTO checkpoints (size, note) VALUES (7, CAST(" + BlobLiteral(note.ToText()) + " AS TEXT))");
  v1::VerifyClaimResponse response = Verify();
  EXPECT_THAT(Failed(response), UnorderedElementsAre("LOG_INCLUSION", "LOG_INCLUSION citations[0].revision",
                                                     "LOG_INCLUSION citations[1].revision"));
  EXPECT_THAT(DetailOfFailure(response), HasSubstr("is not signed by the log's key"));
  EXPECT_FALSE(response.has_checkpoint());
  RunSql("UPDATE checkpoints SET note = CAST(replace(note, 'verbatim', x'FF') AS TEXT)");
  EXPECT_THAT(Failed(Verify()), Contains("LOG_INCLUSION"));
}

// Entry 7 is a claim whose quote states every value of its statement.
class VerificationOfAttestations : public VerificationDamage {
 protected:
  VerificationOfAttestations() {
    v1::CreateClaimRequest request = ClaimOn("one", "In September 2025, Belarus freed fifty-two prisoners");
    request.set_claim_id("counted");
    *request.mutable_claim()->mutable_statement() = FromJson<v1::Statement>(R"({
        "subject": {"label": "Belarus"}, "predicate": "freed", "object": {"quantity": {"value": "52"}}})");
    AddClaim(request);
  }
  template <typename Change>
  v1::VerifyClaimResponse VerifyWith(Change change) {
    const std::string was = *ReadEntry(7).payload;
    Forge(7, Leaf::kUnchanged,
          [&](v1::EntryPayload& payload) { change(*payload.mutable_claim()->mutable_citations(0)); });
    v1::VerifyClaimResponse response = Verify("claims/counted");
    RunSql("UPDATE entries SET payload = " + BlobLiteral(was) + " WHERE idx = 7");
    return response;
  }
  static std::string DetailOf(v1::CheckKind kind, const v1::VerifyClaimResponse& response) {
    for (const v1::Check& check : response.checks()) {
      if (check.kind() == kind) return check.detail();
    }
    return "";
  }
};

TEST_F(VerificationOfAttestations, RecomputesThemWithTheSameResult) {
  v1::VerifyClaimResponse response = Verify("claims/counted");
  EXPECT_TRUE(response.verified());
  EXPECT_EQ(DetailOf(v1::CHECK_KIND_ATTESTATIONS, response),
            "a new search of the quote gave the same 2 attestations");
}

TEST_F(VerificationOfAttestations, FailsThoseThatTheQuoteDoesNotSupport) {
  v1::VerifyClaimResponse response = VerifyWith([](v1::Citation& citation) {
    citation.mutable_attestations(1)->set_state(v1::ATTESTATION_STATE_CONTRADICTED);
  });
  EXPECT_THAT(Failed(response),
              UnorderedElementsAre("LOG_PAYLOAD", "ATTESTATIONS citations[0].attestations[1]"));
  EXPECT_EQ(DetailOf(v1::CHECK_KIND_ATTESTATIONS, response),
            "is object.quantity CONTRADICTED by \"fifty-two\" instead of object.quantity ATTESTED by "
            "\"fifty-two\"");
  response = VerifyWith([](v1::Citation& citation) { citation.mutable_attestations(1)->set_surface("53"); });
  EXPECT_THAT(DetailOf(v1::CHECK_KIND_ATTESTATIONS, response),
              HasSubstr("are \"fifty-two\" instead of \"53\""));
  response = VerifyWith([](v1::Citation& citation) {
    citation.mutable_attestations(1)->mutable_span()->set_byte_end(INT64_MAX);
  });
  EXPECT_THAT(Failed(response), Contains("ATTESTATIONS citations[0].attestations[1]"));
  response = VerifyWith([](v1::Citation& citation) { citation.mutable_attestations()->RemoveLast(); });
  EXPECT_THAT(Failed(response), Contains("ATTESTATIONS citations[0].attestations"));
  response = VerifyWith([](v1::Citation& citation) { citation.clear_attestation_rules(); });
  EXPECT_THAT(Failed(response), Contains("ATTESTATIONS citations[0].attestations"));
}

TEST_F(VerificationOfAttestations, ChecksOnlyTheWordsOfThoseFoundByOtherRules) {
  v1::VerifyClaimResponse response = VerifyWith([](v1::Citation& citation) {
    citation.set_attestation_rules(1000);
    citation.mutable_attestations(1)->set_state(v1::ATTESTATION_STATE_CONTRADICTED);
  });
  EXPECT_THAT(Failed(response), UnorderedElementsAre("LOG_PAYLOAD"));
  EXPECT_THAT(DetailOf(v1::CHECK_KIND_ATTESTATIONS, response), HasSubstr("version 1000 of the value rules"));
  response = VerifyWith([](v1::Citation& citation) {
    citation.set_attestation_rules(1000);
    citation.mutable_attestations(1)->set_surface("53");
  });
  EXPECT_THAT(Failed(response), Contains("ATTESTATIONS citations[0].attestations[1]"));
}

TEST_F(VerificationOfAttestations, FailsThemWithoutTheDocumentOrTheQuote) {
  RunSql("UPDATE entries SET payload = x'FF' WHERE idx = 0");
  EXPECT_THAT(Failed(Verify("claims/counted")),
              UnorderedElementsAre("ATTESTATIONS citations[0].attestations"));
  RunSql(TEXT("fifty-two", "fifty-six"));
  EXPECT_THAT(Failed(Verify("claims/counted")), Contains("ATTESTATIONS citations[0].attestations[1]"));
}

// A flipped bit in any data that the claim depends on fails a check; the call itself succeeds.
TEST_F(VerificationDamage, AnyFlippedBitIsDetected) {
  const uint64_t seed = std::random_device{}();
  std::mt19937_64 random(seed);
  auto below = [&](size_t bound) { return static_cast<size_t>(random() % bound); };
  EXPECT_TRUE(Verify().verified());  // signs the checkpoint
  for (int round = 0; round < 150; ++round) {
    const auto index = static_cast<store::LogIndex>(std::array{1, 3, 6}[below(3)]);
    const size_t column = below(index == 6 ? 2 : 4);
    store::Entry entry = ReadEntry(index);
    const std::string was = column == 0   ? entry.leaf
                            : column == 1 ? *entry.payload
                                          : *store_->ReadAttachment(index, column == 2 ? 0 : 1).value();
    const std::string place = column < 2
                                  ? std::string(column == 0 ? "entries SET leaf" : "entries SET payload")
                                  : "attachments SET bytes";
    const std::string where = " WHERE idx = " + std::to_string(index) +
                              (column < 2 ? "" : " AND part = " + std::to_string(column - 2));
    std::string is = was;
    const size_t bit = below(8 * was.size());
    is[bit / 8] = static_cast<char>(is[bit / 8] ^ (1 << bit % 8));
    RunSql("UPDATE " + place + " = " + BlobLiteral(is) + where);
    EXPECT_FALSE(Verify().verified()) << place << where << ", bit " << bit << ", seed " << seed;
    RunSql("UPDATE " + place + " = " + BlobLiteral(was) + where);
    if (store_->damage().IsLogDamaged())
      Start();  // damage of the log lasts until the server is started again
    EXPECT_TRUE(Verify().verified());
  }
}

}  // namespace
}  // namespace verbatim::test
