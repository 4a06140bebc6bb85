#include "registry/audit/fsck.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>

#include "absl/strings/str_cat.h"
#include "registry/audit/damage.h"
#include "registry/records/entry_builder.h"
#include "registry/records/payload_reader.h"
#include "registry/records/replay.h"
#include "registry/registry.h"
#include "support/await.h"
#include "support/run_sql.h"
#include "support/shared_data.h"
#include "support/temp_folder.h"

namespace verbatim::registry {
namespace {

using ::testing::HasSubstr;

constexpr char kText[] = "In September 2025, Belarus freed fifty-two prisoners. The airline would fly again.";

// The response of an asynchronous method.
template <typename Response, typename Call>
Response Succeed(const Call& call) {
  absl::StatusOr<Response> response = test::Await<Response>(call);
  EXPECT_TRUE(response.ok()) << response.status();
  return response.value_or(Response());
}

// A database whose log has every kind of write.
class FsckTest : public ::testing::Test {
 protected:
  FsckTest() { Write(); }

  void Write() {
    auto store = store::OpenStore(Uri(), 2);
    ASSERT_TRUE(store.ok()) << store.status();
    Registry registry(**store, Limits(), Environment::System(),
                      LogIdentity{*log::SigningKey::FromPem(pem_), "verbatim.test/log", {witness_}}, nullptr);
    for (const char* id : {"one", "two", "gone"}) AddDocument(registry, id);
    AddClaim(registry, "stays", {"one"}, "r-1");
    AddClaim(registry, "moves", {"gone"}, "");
    AddClaim(registry, "both", {"one", "gone"}, "r-2");
    AddClaim(registry, "goes", {"two"}, "");
    MoveClaim(registry, "moves", "one");
    MoveClaim(registry, "both", "gone");  // away from "one" and back
    MoveClaim(registry, "both", "one");
    AddClaim(registry, "quotes-gone", {"gone"}, "r-3");
    v1::BatchCreateClaimsRequest batch;
    batch.set_request_id("r-4");
    for (const char* id : {"b-1", "b-2"}) *batch.add_requests() = ClaimRequest(id, {"two"});
    Succeed<SerializedMessage<v1::BatchCreateClaimsResponse>>(
        [&](auto done) { registry.claims().BatchCreate({"CN=desk"}, batch, std::move(done)); });
    v1::RetractClaimRequest retract;
    retract.set_name("claims/goes");
    retract.set_reason("recorded twice");
    EXPECT_TRUE(registry.claims().Retract({}, retract).ok());
    Cosign(registry);
    document_to_erase_ = *(*store)->ReadEntries(4, 1)->front().payload;
    v1::EraseDocumentRequest erase;
    erase.set_name("documents/gone");
    erase.set_requested_by("a court");
    erase.set_reason("an order");
    erase.set_request_id("r-5");
    auto erased = registry.documents().Erase({}, erase);
    ASSERT_TRUE(erased.ok()) << erased.status();
    EXPECT_EQ(erased->redacted_claims(), 3);
    EraseClaim(registry);
    Cosign(registry);
  }

  static void AddDocument(Registry& registry, const std::string& id) {
    v1::CreateDocumentRequest request;
    request.set_document_id(id);
    request.mutable_document()->set_publisher("Desk");
    request.mutable_document()->set_uri("https://example.com/" + id);
    request.mutable_content()->set_data(kText);
    request.set_request_id("d-" + id);
    Succeed<v1::CreateDocumentResponse>(
        [&](auto done) { registry.documents().Create({"CN=desk"}, request, std::move(done)); });
  }
  static v1::CreateClaimRequest ClaimRequest(const std::string& id,
                                             const std::vector<std::string>& documents) {
    v1::CreateClaimRequest request;
    request.set_claim_id(id);
    request.mutable_claim()->set_text("A claim.");
    (*request.mutable_claim()->mutable_labels())["topic"] = id;
    for (const std::string& document : documents) {
      v1::Citation& citation = *request.mutable_claim()->add_citations();
      citation.set_revision("documents/" + document);
      citation.set_quote("freed fifty-two prisoners");
    }
    return request;
  }
  static void AddClaim(Registry& registry, const std::string& id, const std::vector<std::string>& documents,
                       const std::string& request_id) {
    v1::CreateClaimRequest request = ClaimRequest(id, documents);
    request.set_request_id(request_id);
    Succeed<SerializedMessage<v1::CreateClaimResponse>>([&](auto done) {
      registry.claims().Create({"CN=desk"}, request, WhenFull::kRefuse, std::move(done));
    });
  }
  static void MoveClaim(Registry& registry, const std::string& id, const std::string& document) {
    v1::UpdateClaimRequest request;
    *request.mutable_claim() = ClaimRequest(id, {document}).claim();
    request.mutable_claim()->set_name("claims/" + id);
    request.mutable_update_mask()->add_paths("citations");
    auto moved = registry.claims().Update({}, request);
    EXPECT_TRUE(moved.ok()) << moved.status();
  }
  // Erases a claim with evidence and a review.
  void EraseClaim(Registry& registry) {
    AddClaim(registry, "secret", {"one"}, "r-6");
    v1::CreateEvidenceRequest evidence;
    evidence.set_parent("claims/secret");
    evidence.set_evidence_id("e");
    evidence.mutable_evidence()->set_stance(v1::EVIDENCE_STANCE_SUPPORTS);
    evidence.mutable_evidence()->mutable_citation()->set_revision("documents/two");
    evidence.mutable_evidence()->mutable_citation()->set_quote("freed fifty-two prisoners");
    evidence.mutable_evidence()->set_note("a note");
    EXPECT_TRUE(registry.evidence().CreateEvidence({}, evidence).ok());
    v1::CreateReviewRequest review;
    review.set_parent("claims/secret");
    review.set_review_id("r");
    review.mutable_review()->mutable_rating()->set_words("True");
    review.mutable_review()->mutable_reviewer()->set_name("Desk");
    EXPECT_TRUE(registry.reviews().CreateReview({}, review).ok());
    v1::EraseClaimRequest erase;
    erase.set_name("claims/secret");
    erase.set_requested_by("a court");
    erase.set_reason("an order");
    erase.set_request_id("r-7");
    auto erased = registry.claims().Erase({}, erase);
    ASSERT_TRUE(erased.ok()) << erased.status();
    EXPECT_EQ(erased->erased_children(), 2);
  }
  void Cosign(Registry& registry) {
    auto latest = registry.log().GetCheckpoint({});
    ASSERT_TRUE(latest.ok());
    log::Note note = *log::Note::FromText(latest->checkpoint().note());
    note.signatures.push_back(log::Cosign(witness_key_, witness_.name, note.text, 1'700'000'000));
    v1::AddCosignaturesRequest request;
    request.set_note(note.ToText());
    ASSERT_TRUE(registry.log().AddCosignatures(request).ok());
  }

  std::string Uri() const { return "sqlite:" + path_; }

  // Changes the database directly.
  void RunSql(const std::string& sql) { test::RunSql(path_, sql); }

  absl::StatusOr<FsckReport> Check() {
    auto store = store::OpenStore(Uri(), 1, store::Access::kReadOnly);
    if (!store.ok()) return store.status();
    test::TempFolder folder;
    auto scratch = store::OpenStore("sqlite:" + folder.Path("scratch.db"), 1);
    EXPECT_TRUE(scratch.ok());
    log::VerifierKey key{"verbatim.test/log", log::SignatureType::kEd25519,
                         log::SigningKey::FromPem(pem_)->public_key()};
    return Fsck(**store, **scratch, key, [](int64_t) {});
  }

  test::TempFolder folder_;
  const std::string path_ = folder_.Path("test.db");
  std::string document_to_erase_;  // the payload of its first entry
  const std::string pem_ = log::SigningKey::Generate().ToPem();
  const log::SigningKey witness_key_ = log::SigningKey::Generate();
  const log::VerifierKey witness_{"witness.test/w", log::SignatureType::kCosignature,
                                  witness_key_.public_key()};
};

TEST_F(FsckTest, AcceptsWhatTheRegistryWrote) {
  auto report = Check();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->entries, 27);
  EXPECT_EQ(report->erased, 11)
      << "the document, its revision, all earlier entries of three claims, and a claim with its evidence and "
         "review";
  EXPECT_EQ(report->checkpoints, 2);
}

TEST_F(FsckTest, ReplayRebuildsTheStateRowForRow) {
  auto store = store::OpenStore(Uri(), 1, store::Access::kReadOnly);
  ASSERT_TRUE(store.ok());
  auto copy = store::OpenStore("sqlite:" + folder_.Path("copy.db"), 1);
  ASSERT_TRUE(copy.ok());
  Replay replay(**copy);
  auto entries = (*store)->ReadEntries(0, 1000);
  ASSERT_TRUE(entries.ok());
  for (const store::Entry& entry : *entries) ASSERT_TRUE(replay.Add(entry).ok());
  ASSERT_TRUE(replay.Flush().ok());
  for (store::StateTable table :
       {store::StateTable::kHashes, store::StateTable::kHistory, store::StateTable::kResources,
        store::StateTable::kIndexKeys, store::StateTable::kCounters, store::StateTable::kRequests,
        store::StateTable::kAttachments}) {
    auto rows = (*store)->ReadState(table, std::nullopt, 10'000);
    auto made = (*copy)->ReadState(table, std::nullopt, 10'000);
    ASSERT_TRUE(rows.ok() && made.ok());
    EXPECT_FALSE(rows->empty());
    ASSERT_EQ(rows->size(), made->size()) << static_cast<int>(table);
    for (size_t i = 0; i < rows->size(); ++i) {
      // A request's fingerprint is in the payload of its entry. If that payload was erased, only the
      // principal, time and number of entries remain.
      if ((*made)[i].value.starts_with(' ')) {
        EXPECT_EQ((*rows)[i].name, (*made)[i].name);
        EXPECT_TRUE((*rows)[i].value.ends_with((*made)[i].value));
      } else {
        EXPECT_EQ((*rows)[i].name + "|" + (*rows)[i].value, (*made)[i].name + "|" + (*made)[i].value);
        EXPECT_EQ((*rows)[i].number, (*made)[i].number);
      }
    }
  }
}

struct Damage {
  const char* name;
  const char* sql;
  const char* finding;
};

// Changes one byte of a blob.
#define FLIP(column, offset)                                                                   \
  column " = CAST(substr(" column ", 1, " #offset ") || CASE WHEN substr(" column ", " #offset \
         " + 1, 1) = x'00' THEN x'01' ELSE x'00' END || substr(" column ", " #offset " + 2) AS BLOB)"

class FsckDamage : public FsckTest, public ::testing::WithParamInterface<Damage> {};

TEST_P(FsckDamage, IsDetectedAndNamed) {
  RunSql(GetParam().sql);
  auto report = Check();
  EXPECT_EQ(report.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(report.status().message()), HasSubstr(GetParam().finding));
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, FsckDamage,
    ::testing::Values(
        Damage{"LeafVersion", "UPDATE entries SET " FLIP("leaf", 0) " WHERE idx = 5",
               "log entry 5: the leaf"},
        Damage{"LeafTime", "UPDATE entries SET " FLIP("leaf", 6) " WHERE idx = 5", "hash at position"},
        Damage{"LeafDigest", "UPDATE entries SET " FLIP("leaf", 20) " WHERE idx = 6",
               "log entry 6: the payload"},
        Damage{"Payload", "UPDATE entries SET " FLIP("payload", 40) " WHERE idx = 6",
               "log entry 6: the payload"},
        Damage{"PayloadGone", "UPDATE entries SET payload = NULL WHERE idx = 6",
               "log entry 6: the payload is missing, but no later entry records its erasure"},
        Damage{"Text", "UPDATE attachments SET " FLIP("bytes", 3) " WHERE idx = 1 AND part = 0",
               "log entry 1: the revision's text"},
        Damage{"Sentences", "UPDATE attachments SET " FLIP("bytes", 1) " WHERE idx = 1 AND part = 1",
               "log entry 1: the revision's sentences"},
        Damage{"TextGone", "DELETE FROM attachments WHERE idx = 1 AND part = 0",
               "log entry 1: the revision's text"},
        Damage{"LeafHash", "UPDATE hashes SET " FLIP("hash", 9) " WHERE position = 0", "hash at position 0"},
        Damage{"NodeHash", "UPDATE hashes SET " FLIP("hash", 31) " WHERE position = 6", "hash at position 6"},
        Damage{"HashGone", "DELETE FROM hashes WHERE position = 7", "hash at position"},
        Damage{"HashTooMany", "INSERT INTO hashes VALUES (1000, x'00')", "hash at position 1000"},
        Damage{"EntryGone", "DELETE FROM entries WHERE idx = 8", "log entry 8: is missing"},
        Damage{"LastEntryGone", "DELETE FROM entries WHERE idx = (SELECT max(idx) FROM entries)",
               "no later entry records its erasure"},
        Damage{"PayloadOfErasedClaimGone", "UPDATE entries SET payload = NULL WHERE idx = 24",
               "log entry 24: the payload is missing, but no later entry records its erasure"},
        Damage{"PayloadOfErasedClaim", "UPDATE entries SET " FLIP("payload", 40) " WHERE idx = 24",
               "log entry 24: the payload"},
        Damage{"ErasureOfClaimNotCounted", "DELETE FROM tallies WHERE name = 'erasures of claims/secret'",
               "the counter \"erasures of claims/secret\""},
        Damage{
            "ErasedClaimIsListedByItsLabel",
            "INSERT INTO terms (term) VALUES ('claims label.topic=secret'); INSERT INTO postings SELECT id, "
            "21 FROM terms WHERE term = 'claims label.topic=secret'",
            "claims label.topic=secret"},
        Damage{"ErasedReviewIsNotListed",
               "DELETE FROM postings WHERE term_id = (SELECT id FROM terms WHERE term = 'reviews "
               "claim=claims/secret')",
               "reviews claim=claims/secret"},
        Damage{"History", "UPDATE entries SET previous = 2 WHERE idx = 10", "log entry 10"},
        Damage{"Latest", "UPDATE resources SET latest = 0 WHERE name = 'documents/gone'", "documents/gone"},
        Damage{"Name", "UPDATE resources SET name = 'claims/other' WHERE name = 'claims/stays'",
               "claims/other"},
        Damage{"ResourceGone", "DELETE FROM resources WHERE name = 'claims/stays'",
               "resource created by log entry"},
        Damage{"TermGone", "DELETE FROM terms WHERE term = 'claims label.topic=stays'",
               "claims label.topic=stays"},
        Damage{"PostingGone",
               "DELETE FROM postings WHERE term_id = (SELECT id FROM terms WHERE term = 'claims "
               "label.topic=stays')",
               "claims label.topic=stays"},
        Damage{"PostingTooMany",
               "INSERT INTO postings SELECT id, 4 FROM terms WHERE term = 'claims document=documents/one'",
               "claims document=documents/one"},
        Damage{"PostingTwice",
               "INSERT INTO recent_postings SELECT p.created, p.term_id FROM postings p JOIN terms t ON t.id "
               "= p.term_id "
               "WHERE t.term = 'claims label.topic=stays'",
               "claims label.topic=stays"},
        Damage{"Tally", "UPDATE tallies SET value = value + 1 WHERE name = 'claims of documents/one'",
               "the counter \"claims of documents/one\""},
        Damage{"Request", "UPDATE requests SET first_index = 0 WHERE request_id = 'r-1'", "r-1"},
        Damage{"RequestFingerprint", "UPDATE requests SET fingerprint = x'00' WHERE request_id = 'r-1'",
               "r-1"},
        Damage{"FingerprintForgotten", "UPDATE requests SET fingerprint = x'' WHERE request_id = 'r-1'",
               "r-1"},
        Damage{
            "ErasedText",
            "INSERT INTO attachments SELECT created, 0, CAST('the text' AS BLOB) FROM resources WHERE name = "
            "'documents/gone/revisions/1'",
            "the attachments of log entry 5"},
        Damage{"AttachmentTooMany", "INSERT INTO attachments VALUES (1, 7, x'00')",
               "the attachments of log entry 1"},
        Damage{"AttachmentOfNoEntry", "INSERT INTO attachments VALUES (1000, 0, x'00')",
               "the attachments of log entry 1000"},
        Damage{"TermOfNothing", "INSERT INTO terms (term) VALUES ('claims claimant=somebody')",
               "no resource is listed under the index key \"claims claimant=somebody\""},
        Damage{"Checkpoint", "UPDATE checkpoints SET note = replace(note, 'verbatim.test', 'verbatim.best')",
               "the stored checkpoint of size"},
        Damage{"CheckpointSize", "UPDATE checkpoints SET size = size - 1", "the stored checkpoint of size"}),
    [](const auto& damage) { return damage.param.name; });

TEST_F(FsckTest, FindsAPayloadThatShouldBeErased) {
  RunSql("UPDATE entries SET payload = " + test::BlobLiteral(document_to_erase_) + " WHERE idx = 4");
  EXPECT_THAT(std::string(Check().status().message()),
              HasSubstr("log entry 4: the payload is still stored although log entry 17 erased it"));
}

TEST_F(FsckTest, FindsAPayloadOfAnErasedClaimThatShouldBeErased) {
  for (const int64_t index : {21, 22, 23}) {
    RunSql("UPDATE entries SET payload = x'00' WHERE idx = " + std::to_string(index));
    EXPECT_FALSE(Check().ok());
    RunSql("UPDATE entries SET payload = NULL WHERE idx = " + std::to_string(index));
  }
  EXPECT_TRUE(Check().ok());
}

// A server that records an erasure and keeps words in its entry.
TEST_F(FsckTest, FindsWordsInTheEntryThatErasesAClaim) {
  {
    auto store = store::OpenStore(Uri(), 2);
    ASSERT_TRUE(store.ok());
    const std::string name = "claims/stays";
    auto record = (*store)->Get(std::span(&name, 1))->front();
    auto before = ReadStoredClaim(record->latest, record->payload);
    ASSERT_TRUE(before.ok());
    StoredClaim after = *before;
    after.claim.clear_citations();
    after.claim.mutable_erasure()->set_requested_by("a court");
    const std::optional<store::RequestKey> no_key;
    const Environment environment = Environment::System();
    store::Write write;
    write.entries.push_back(MakeClaimEntry(log::EntryType::kClaimErased, after, &*before,
                                           {environment, access::Caller{}, no_key, 1}));
    write.entries.back().replaces = record->latest;
    write.entries.back().erases = {name};
    ASSERT_TRUE((*store)->Commit(std::span(&write, 1)).ok());
  }
  EXPECT_THAT(std::string(Check().status().message()), HasSubstr("more than what remains of it"));
}

// The entries of versions without a digest key.
TEST_F(FsckTest, ListsDigestsWithoutAKeyThatErasuresLeft) {
  const std::string digest(64, 'a');
  const std::string erased = "claims/x" + digest.substr(0, 32);
  auto entry = [](log::EntryType type, const std::string& resource, const std::string& request_id) {
    v1::EntryPayload payload;
    payload.mutable_claim()->set_name(resource);
    if (!request_id.empty()) payload.set_request_sha256(std::string(32, 'd'));
    store::NewEntry made;
    made.resource = resource;
    made.payload = payload.SerializeAsString();
    made.leaf = log::EncodeLeaf({.type = type,
                                 .time_micros = 0,
                                 .payload_sha256 = log::Sha256(*made.payload),
                                 .resource = resource,
                                 .principal = "",
                                 .request_id = request_id});
    return made;
  };
  auto store = store::OpenStore("sqlite:" + folder_.Path("earlier.db"), 2);
  ASSERT_TRUE(store.ok());
  std::vector<store::Write> writes(3);
  const std::string request_id = "import-" + digest + "-0";
  writes[0].entries = {entry(log::EntryType::kClaimCreated, erased, request_id),
                       entry(log::EntryType::kClaimCreated, "claims/sibling", request_id)};
  writes[1].entries = {entry(log::EntryType::kClaimCreated, "claims/other", "r")};
  writes[2].entries = {entry(log::EntryType::kClaimErased, erased, "")};
  writes[2].entries[0].replaces = 0;
  writes[2].entries[0].erases = {erased};
  ASSERT_TRUE((*store)->Commit(writes).ok());
  std::vector<std::string> found;
  auto listed = ListUnkeyedDigests(**store, [&](const UnkeyedDigest& left) {
    found.push_back(absl::StrCat(left.index, " ", left.resource, ": ", left.what));
  });
  ASSERT_TRUE(listed.ok()) << listed.status();
  EXPECT_EQ(listed->entries, 4);
  EXPECT_EQ(listed->erased, 1);
  EXPECT_THAT(found, ::testing::ElementsAre(HasSubstr("0 " + erased + ": the id"),
                                            HasSubstr("0 " + erased + ": the request_id"),
                                            HasSubstr("1 claims/sibling: the payload")));
}

TEST_F(FsckTest, AcceptsAMigratedDatabase) {
  for (const char* dump : {"schema-1.sql", "schema-2.sql"}) {
    std::filesystem::remove(path_);
    RunSql(test::ReadFile(absl::StrCat(PROJECT_ROOT "/tests/data/", dump)));
    ASSERT_TRUE(store::OpenStore(Uri(), 1).ok());
    auto report = Check();
    ASSERT_TRUE(report.ok()) << dump << ": " << report.status();
    EXPECT_EQ(report->entries, 5);
  }
}

TEST_F(FsckTest, AcceptsDocumentsOfAnEarlierVersionThatGotKeysOfTexts) {
  using ::testing::ElementsAre;
  for (const char* dump : {"schema-1.sql", "schema-2.sql"}) {
    std::filesystem::remove(path_);
    RunSql(test::ReadFile(absl::StrCat(PROJECT_ROOT "/tests/data/", dump)));
    {
      auto store = store::OpenStore(Uri(), 2);
      ASSERT_TRUE(store.ok());
      Registry registry(**store, Limits(), Environment::System(),
                        LogIdentity{*log::SigningKey::FromPem(pem_), "verbatim.test/log", {witness_}},
                        nullptr);
      v1::GetRevisionRequest get;
      get.set_name("documents/brief/revisions/1");
      const auto brief = registry.documents().GetRevision(get);
      ASSERT_TRUE(brief.ok()) << brief.status();
      const auto similar_to = [&](const char* id) {
        v1::CreateDocumentRequest request;
        request.set_document_id(id);
        request.mutable_content()->set_data(brief->revision().text());
        const auto response = Succeed<v1::CreateDocumentResponse>(
            [&](auto done) { registry.documents().Create({}, request, std::move(done)); });
        return std::vector<std::string>(response.similar_documents().begin(),
                                        response.similar_documents().end());
      };
      EXPECT_THAT(similar_to("before"), ElementsAre());
      EXPECT_EQ(*registry.documents().CompleteTextKeys(), 1);
      EXPECT_THAT(similar_to("after"), ElementsAre("documents/brief", "documents/before"));
      EXPECT_EQ(*registry.documents().CompleteTextKeys(), 0);
      v1::EraseDocumentRequest erase;
      erase.set_name("documents/brief");
      erase.set_requested_by("a court");
      erase.set_reason("an order");
      ASSERT_TRUE(registry.documents().Erase({}, erase).ok());
      EXPECT_THAT(similar_to("erased"), ElementsAre("documents/before", "documents/after"));
    }
    EXPECT_TRUE(Check().ok()) << dump << ": " << Check().status();
  }
}

struct Restorable {
  const char* name;
  const char* table;
  const char* column;
  const char* where;
};

class FsckRestore : public FsckTest, public ::testing::WithParamInterface<Restorable> {};

// Entry 1 is the revision of documents/one, entry 6 is claims/stays.
TEST_P(FsckRestore, SaysHowToRestoreFromABackupAndTheCommandWorks) {
  const std::string backup = folder_.Path("backup.db");
  const std::string sqlite3 = "sqlite3 '" + path_ + "' ";
  ASSERT_EQ(std::system((sqlite3 + "\".backup '" + backup + "'\"").c_str()), 0);
  test::FlipBit(path_, GetParam().table, GetParam().column, GetParam().where);
  const absl::Status damaged = Check().status();
  EXPECT_EQ(damaged.code(), absl::StatusCode::kDataLoss);
  std::string command = RestoreCommandOf(damaged);
  const size_t place = command.find("BACKUP.db");
  ASSERT_NE(place, std::string::npos) << damaged << command;
  command.replace(place, sizeof("BACKUP.db") - 1, backup);
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
  EXPECT_TRUE(Check().ok()) << Check().status();
}

INSTANTIATE_TEST_SUITE_P(Parts, FsckRestore,
                         ::testing::Values(Restorable{"Payload", "entries", "payload", "idx = 6"},
                                           Restorable{"Text", "attachments", "bytes", "idx = 1 AND part = 0"},
                                           Restorable{"Sentences", "attachments", "bytes",
                                                      "idx = 1 AND part = 1"}),
                         [](const auto& instance) { return instance.param.name; });

TEST_F(FsckTest, NamesEntriesWhoseTimeGoesBack) {
  EXPECT_EQ(Check()->earlier, 0);
  {
    auto store = store::OpenStore(Uri(), 1);
    ASSERT_TRUE(store.ok());
    const auto record = **(*store)->GetUnchecked("claims/stays");
    const StoredClaim claim = *ReadStoredClaim(record.latest, record.payload);
    const Environment environment = Environment::System();
    const access::Caller caller;
    const std::optional<store::RequestKey> no_request;
    std::vector<store::Write> writes(1);
    writes[0].entries.push_back(MakeClaimEntry(log::EntryType::kClaimUpdated, claim, &claim,
                                               {environment, caller, no_request, /*now_micros=*/1}));
    writes[0].entries[0].replaces = record.latest;
    ASSERT_TRUE((*store)->Commit(writes).ok());
  }
  auto report = Check();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->earlier, 1);
  EXPECT_THAT(report->listed_earlier, ::testing::ElementsAre(27));
}

TEST_F(FsckTest, AStoreWhoseLastEntriesAreGoneIsNotOpened) {
  ASSERT_TRUE(store::OpenStore(Uri(), 1).ok());
  const std::string whole = test::ReadFile(path_);
  for (const char* lost : {"DELETE FROM entries WHERE idx = 26", "DELETE FROM entries WHERE idx > 17",
                           "DELETE FROM hashes WHERE position = (SELECT max(position) FROM hashes)",
                           "DELETE FROM entries WHERE idx = 26; DELETE FROM hashes WHERE position > 48",
                           "UPDATE entries SET leaf = zeroblob(100) WHERE idx = 26"}) {
    RunSql(lost);
    const absl::Status opened = store::OpenStore(Uri(), 1).status();
    EXPECT_EQ(opened.code(), absl::StatusCode::kDataLoss) << lost << ": " << opened;
    EXPECT_EQ(Check().status().code(), absl::StatusCode::kDataLoss) << "--fsck can still read the store";
    for (const char* suffix : {"-wal", "-shm"}) std::filesystem::remove(path_ + suffix);
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << whole;
  }
  EXPECT_TRUE(store::OpenStore(Uri(), 1).ok());
}

TEST_F(FsckTest, FindsATruncatedFile) {
  auto size = std::filesystem::file_size(path_);
  for (auto kept : {size - 1, size - 4096, size / 2, decltype(size){5000}, decltype(size){100}}) {
    const std::string whole = test::ReadFile(path_);
    std::filesystem::resize_file(path_, kept);
    EXPECT_EQ(Check().status().code(), absl::StatusCode::kDataLoss) << kept << " of " << size;
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << whole;
  }
  EXPECT_TRUE(Check().ok());
}

TEST_F(FsckTest, FindsARewrittenLogByAKeptCheckpoint) {
  test::TempFolder other;
  // A different, consistent log with the checkpoints of the first one.
  std::filesystem::rename(path_, other.Path("first.db"));
  Write();
  EXPECT_TRUE(Check().ok());
  RunSql("ATTACH '" + other.Path("first.db") +
         "' AS first; DELETE FROM checkpoints; INSERT INTO checkpoints SELECT size, note FROM "
         "first.checkpoints");
  auto report = Check();
  EXPECT_THAT(std::string(report.status().message()), HasSubstr("has a different root hash than the log"));
}

}  // namespace
}  // namespace verbatim::registry
