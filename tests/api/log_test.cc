#include "fixture.h"
#include "log/checkpoint.h"
#include "log/leaf.h"
#include "log/merkle.h"

namespace verbatim::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class LogTest : public ApiTest {
 protected:
  LogTest() {
    AddDocument("brief", kBrief);
    for (int i = 0; i < 5; ++i) AddClaim(ClaimOn("brief", "freed fifty-two prisoners"));
  }

  template <typename Request, typename Response>
  grpc::Status Call(grpc::Status (v1::LogService::Stub::*method)(grpc::ClientContext*, const Request&,
                                                                 Response*),
                    const Request& request, Response* response) {
    grpc::ClientContext context;
    return (log_.get()->*method)(&context, request, response);
  }
  v1::Checkpoint Checkpoint(bool cosigned = false) {
    v1::GetCheckpointRequest request;
    request.set_cosigned(cosigned);
    v1::GetCheckpointResponse response;
    grpc::Status status = Call(&v1::LogService::Stub::GetCheckpoint, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.checkpoint();
  }
  grpc::Status AddCosignatures(const std::string& note, v1::AddCosignaturesResponse* response) {
    v1::AddCosignaturesRequest request;
    request.set_note(note);
    return Call(&v1::LogService::Stub::AddCosignatures, request, response);
  }
  grpc::Status List(const v1::ListEntriesRequest& request, v1::ListEntriesResponse* response) {
    return Call(&v1::LogService::Stub::ListEntries, request, response);
  }
  grpc::Status Inclusion(int64_t index, int64_t size, v1::GetInclusionProofResponse* response) {
    v1::GetInclusionProofRequest request;
    request.set_index(index);
    request.set_size(size);
    return Call(&v1::LogService::Stub::GetInclusionProof, request, response);
  }
  grpc::Status Consistency(int64_t from, int64_t to, v1::GetConsistencyProofResponse* response) {
    v1::GetConsistencyProofRequest request;
    request.set_from_size(from);
    request.set_to_size(to);
    return Call(&v1::LogService::Stub::GetConsistencyProof, request, response);
  }
};

TEST_F(LogTest, TheCheckpointIsSignedAndItsRootMatchesTheListedLeaves) {
  v1::Checkpoint shown = Checkpoint();
  log::Note note = *log::Note::FromText(shown.note());
  auto checkpoint = log::OpenCheckpoint(note, log_key());
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
  EXPECT_EQ(checkpoint->size, 7u);
  EXPECT_EQ(shown.size(), 7);
  EXPECT_EQ(shown.root_hash(), log::ToBytes(checkpoint->root));
  v1::ListEntriesResponse page;
  ASSERT_TRUE(List({}, &page).ok());
  log::GrowingTree tree;
  for (const v1::LogEntry& entry : page.entries()) {
    tree.Append(log::HashLeaf(entry.leaf()));
    EXPECT_EQ(log::DecodeLeaf(entry.leaf())->payload_sha256, log::Sha256(entry.payload()));
    EXPECT_EQ(log::DecodeLeaf(entry.leaf())->resource, entry.resource());
  }
  EXPECT_EQ(tree.Root(), checkpoint->root);
  EXPECT_EQ(Checkpoint().note(), shown.note()) << "the same log has the same checkpoint";
}

TEST_F(LogTest, AnEmptyLogHasACheckpoint) {
  Stop();
  store_uri_ = NewStore(folder_, "empty.db");
  Start();
  EXPECT_EQ(Checkpoint().size(), 0);
  EXPECT_EQ(Checkpoint().root_hash(), log::ToBytes(log::EmptyRoot()));
  v1::GetInclusionProofResponse proof;
  EXPECT_EQ(Inclusion(0, 1, &proof).error_code(), grpc::StatusCode::OUT_OF_RANGE);
}

TEST_F(LogTest, TheCheckpointIsTheSameAfterARestart) {
  v1::Checkpoint before = Checkpoint();
  Start();
  EXPECT_EQ(Checkpoint().note(), before.note());
}

TEST_F(LogTest, ListsEntriesFromAnyIndexPageByPage) {
  v1::ListEntriesRequest request;
  request.set_first_index(2);
  request.set_page_size(2);
  std::vector<int64_t> indexes;
  do {
    v1::ListEntriesResponse page;
    grpc::Status status = List(request, &page);
    ASSERT_TRUE(status.ok()) << status.error_message();
    EXPECT_LE(page.entries_size(), 2);
    for (const v1::LogEntry& entry : page.entries()) indexes.push_back(entry.index());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(indexes, ElementsAre(2, 3, 4, 5, 6));
  v1::ListEntriesRequest end;
  end.set_first_index(7);
  v1::ListEntriesResponse nothing;
  EXPECT_TRUE(List(end, &nothing).ok());
  EXPECT_EQ(nothing.entries_size(), 0);
  end.set_first_index(8);
  EXPECT_EQ(List(end, &nothing).error_code(), grpc::StatusCode::OUT_OF_RANGE);
  end.set_first_index(-1);
  EXPECT_THAT(BadFields(List(end, &nothing)), ElementsAre("first_index"));
  request.set_first_index(3);
  request.set_page_token("made up");
  EXPECT_THAT(BadFields(List(request, &nothing)), ElementsAre("page_token"));
}

TEST_F(LogTest, ListsOnlyEntriesThatPassTheFilter) {
  const auto list = [&](v1::ListEntriesRequest request) {
    std::vector<int64_t> indexes;
    do {
      v1::ListEntriesResponse page;
      const grpc::Status status = List(request, &page);
      EXPECT_TRUE(status.ok()) << status.error_message();
      for (const v1::LogEntry& entry : page.entries()) {
        indexes.push_back(entry.index());
        EXPECT_EQ(entry.payload().empty(), request.leaves_only());
      }
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return indexes;
  };
  v1::ListEntriesRequest all;
  std::vector<int64_t> revisions;
  std::vector<int64_t> of_brief;
  v1::ListEntriesResponse page;
  ASSERT_TRUE(List(all, &page).ok());
  for (const v1::LogEntry& entry : page.entries()) {
    if (entry.type() == v1::ENTRY_TYPE_REVISION_CREATED) revisions.push_back(entry.index());
    if (entry.payload().find("documents/brief") != std::string::npos) of_brief.push_back(entry.index());
  }
  v1::ListEntriesRequest request;
  request.mutable_filter()->add_types(v1::ENTRY_TYPE_REVISION_CREATED);
  EXPECT_EQ(list(request), revisions);
  request.mutable_filter()->clear_types();
  request.mutable_filter()->set_document("documents/brief");
  request.set_page_size(1);
  EXPECT_EQ(list(request), of_brief);
  request.set_leaves_only(true);
  EXPECT_EQ(list(request), of_brief) << "the filter reads payloads that the page leaves out";
  request.mutable_filter()->set_document("brief");
  request.set_first_index(-1);
  EXPECT_THAT(BadFields(List(request, &page)), ElementsAre("first_index", "filter.document"));
}

TEST_F(LogTest, ListsTypesAndResourcesWithoutPayloadsOnRequest) {
  v1::ListEntriesRequest request;
  request.set_leaves_only(true);
  v1::ListEntriesResponse page;
  ASSERT_TRUE(List(request, &page).ok());
  ASSERT_EQ(page.entries_size(), 7);
  EXPECT_EQ(page.entries(0).type(), v1::ENTRY_TYPE_DOCUMENT_CREATED);
  EXPECT_EQ(page.entries(1).type(), v1::ENTRY_TYPE_REVISION_CREATED);
  EXPECT_EQ(page.entries(1).resource(), "documents/brief/revisions/1");
  EXPECT_EQ(page.entries(2).type(), v1::ENTRY_TYPE_CLAIM_CREATED);
  EXPECT_GT(page.entries(2).time().seconds(), 0);
  EXPECT_EQ(page.entries(2).payload(), "");
  EXPECT_FALSE(page.entries(2).erased());
}

TEST_F(LogTest, RefusesProofsForImpossibleIndexesAndSizesAndNamesTheField) {
  v1::GetInclusionProofResponse inclusion;
  EXPECT_TRUE(Inclusion(6, 7, &inclusion).ok());
  EXPECT_THAT(BadFields(Inclusion(7, 7, &inclusion)), ElementsAre("index"));
  EXPECT_THAT(BadFields(Inclusion(-1, 7, &inclusion)), ElementsAre("index"));
  EXPECT_THAT(BadFields(Inclusion(0, 0, &inclusion)), ElementsAre("size"));
  EXPECT_THAT(BadFields(Inclusion(0, -5, &inclusion)), ElementsAre("size"));
  grpc::Status ahead = Inclusion(0, 8, &inclusion);
  EXPECT_EQ(ahead.error_code(), grpc::StatusCode::OUT_OF_RANGE);
  EXPECT_EQ(ReasonOf(ahead), "SIZE_NOT_REACHED");
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(ahead).metadata().at("log_size"), "7");

  v1::GetConsistencyProofResponse consistency;
  EXPECT_TRUE(Consistency(3, 7, &consistency).ok());
  EXPECT_TRUE(Consistency(7, 7, &consistency).ok());
  EXPECT_EQ(consistency.hashes_size(), 0);
  EXPECT_THAT(BadFields(Consistency(5, 3, &consistency)), ElementsAre("from_size"));
  EXPECT_THAT(BadFields(Consistency(0, 3, &consistency)), ElementsAre("from_size"));
  EXPECT_THAT(BadFields(Consistency(0, 0, &consistency)), ElementsAre("from_size", "to_size"));
  EXPECT_EQ(Consistency(3, 8, &consistency).error_code(), grpc::StatusCode::OUT_OF_RANGE);
  EXPECT_EQ(Consistency(3, std::numeric_limits<int64_t>::max(), &consistency).error_code(),
            grpc::StatusCode::OUT_OF_RANGE);
}

TEST_F(LogTest, StoresAndServesCosignaturesOfKnownWitnesses) {
  v1::GetCheckpointRequest cosigned;
  cosigned.set_cosigned(true);
  v1::GetCheckpointResponse none;
  EXPECT_EQ(Call(&v1::LogService::Stub::GetCheckpoint, cosigned, &none).error_code(),
            grpc::StatusCode::NOT_FOUND);

  log::Note note = *log::Note::FromText(Checkpoint().note());
  note.signatures.push_back(log::Cosign(witness_key_, witness_.name, note.text, 1'700'000'000));
  note.signatures.push_back(
      log::Cosign(log::SigningKey::Generate(), "unknown.test", note.text, 1'700'000'000));
  v1::AddCosignaturesResponse response;
  ASSERT_TRUE(AddCosignatures(note.ToText(), &response).ok());
  EXPECT_THAT(response.checkpoint().note(), HasSubstr("witness.test/w"));
  EXPECT_THAT(response.checkpoint().note(), ::testing::Not(HasSubstr("unknown.test")));
  EXPECT_EQ(Checkpoint().note(), response.checkpoint().note())
      << "served by default while the log has that size";
  AddClaim(ClaimOn("brief", "freed fifty-two prisoners"));
  EXPECT_EQ(Checkpoint().size(), 8);
  EXPECT_EQ(Checkpoint(true).note(), response.checkpoint().note()) << "and afterwards on request";
  Start();
  EXPECT_EQ(Checkpoint(true).size(), 7) << "also after a restart";

  // A newer signature of the same witness replaces the older one.
  note.signatures[1] = log::Cosign(witness_key_, witness_.name, note.text, 1'800'000'000);
  ASSERT_TRUE(AddCosignatures(note.ToText(), &response).ok());
  log::Note kept = *log::Note::FromText(Checkpoint(true).note());
  ASSERT_EQ(kept.signatures.size(), 2u);
  EXPECT_EQ(log::CosignatureTime(witness_, kept.signatures[1]), 1'800'000'000u);
}

TEST_F(LogTest, RefusesCosignaturesThatProveNothing) {
  v1::AddCosignaturesResponse response;
  const log::Note good = *log::Note::FromText(Checkpoint().note());
  EXPECT_THAT(BadFields(AddCosignatures("no note", &response)), ElementsAre("note"));
  EXPECT_THAT(BadFields(AddCosignatures(good.ToText(), &response)), ElementsAre("note"))
      << "no witness has signed";
  log::Note wrong = good;
  wrong.signatures.push_back(log::Cosign(witness_key_, witness_.name, "another text\n", 1'700'000'000));
  EXPECT_THAT(AddCosignatures(wrong.ToText(), &response).error_message(),
              HasSubstr("signature of witness.test/w is wrong"));
  // A fork of the log, signed by the log's own key.
  log::Note fork{log::Checkpoint{"verbatim.test/log", 7, log::Sha256("x")}.ToText(), {}};
  log::SignNote(*log::SigningKey::FromPem(key_pem_), "verbatim.test/log", fork);
  fork.signatures.push_back(log::Cosign(witness_key_, witness_.name, fork.text, 1'700'000'000));
  EXPECT_THAT(AddCosignatures(fork.ToText(), &response).error_message(), HasSubstr("of another log"));
  log::Note ahead{log::Checkpoint{"verbatim.test/log", 70, log::Sha256("x")}.ToText(), {}};
  log::SignNote(*log::SigningKey::FromPem(key_pem_), "verbatim.test/log", ahead);
  EXPECT_EQ(AddCosignatures(ahead.ToText(), &response).error_code(), grpc::StatusCode::OUT_OF_RANGE);
}

TEST_F(LogTest, RefusesBundlesOfResourcesThatDoNotExist) {
  auto get = [&](const std::string& name, bool cosigned) {
    grpc::ClientContext context;
    v1::GetProofBundleRequest request;
    request.set_name(name);
    request.set_cosigned(cosigned);
    v1::GetProofBundleResponse response;
    return provenance_->GetProofBundle(&context, request, &response);
  };
  EXPECT_TRUE(get("documents/brief", false).ok());
  EXPECT_EQ(get("documents/brief", true).error_code(), grpc::StatusCode::NOT_FOUND)
      << "no witness has cosigned";
  EXPECT_EQ(get("claims/no-such", false).error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_THAT(BadFields(get("brief", false)), ElementsAre("name"));
  EXPECT_THAT(BadFields(get("", false)), ElementsAre("name"));
}

TEST_F(LogTest, RefusesBundlesOfClaimsOnVeryLongSentences) {
  v1::CreateClaimRequest request;
  request.mutable_claim()->set_text("A claim on long sentences");
  for (const char* id : {"a", "b", "c", "d"}) {
    AddDocument(id, "Begin " + std::string(13 << 20, 'x'));
    *request.mutable_claim()->add_citations() = ClaimOn(id, "Begin").claim().citations(0);
  }
  const v1::Claim claim = AddClaim(request);
  grpc::ClientContext context;
  v1::GetProofBundleRequest get;
  get.set_name(claim.name());
  v1::GetProofBundleResponse response;
  EXPECT_THAT(BadFields(provenance_->GetProofBundle(&context, get, &response)), ElementsAre("name"));
}

}  // namespace
}  // namespace verbatim::test
