// What is written through one server is seen through another one.

#include "replicas.h"

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "client.h"
#include "health.h"
#include "support/eventually.h"
#include "support/postgres.h"

namespace verbatim::test {
namespace {

using Clock = std::chrono::steady_clock;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr char kText[] = "In September 2025, Belarus freed fifty-two prisoners.";
constexpr char kQuote[] = "Belarus freed fifty-two prisoners";

// Returns the URI of the same schema on another server.
std::string OnServer(const PostgresServer& server, const std::string& uri) {
  return server.Uri("postgres") + uri.substr(uri.find("&options="));
}

// Two servers on one new database. They serve all tests of this file.
struct Cluster {
  const std::string uri = PostgresServer::Shared().NewSchema();
  Replicas replicas{VERBATIMD, uri, 2};
  Client a{replicas.Address(0)};
  Client b{replicas.Address(1)};
};

class ReplicasTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!PostgresServer::IsInstalled()) GTEST_SKIP() << "PostgreSQL is not installed";
    PostgresServer::Shared();  // ends after the servers
    static Cluster shared;
    cluster_ = &shared;
  }
  Client& a() { return cluster_->a; }
  Client& b() { return cluster_->b; }

  static v1::CreateDocumentResponse AddDocument(Client& client, const std::string& id) {
    grpc::ClientContext context;
    v1::CreateDocumentRequest request;
    request.set_document_id(id);
    request.mutable_content()->set_data(kText);
    v1::CreateDocumentResponse response;
    const grpc::Status status = client.documents->CreateDocument(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  static v1::CreateClaimRequest ClaimOn(const std::string& document, const std::string& id,
                                        const std::string& text) {
    v1::CreateClaimRequest request;
    request.set_claim_id(id);
    request.mutable_claim()->set_text(text);
    v1::Citation& citation = *request.mutable_claim()->add_citations();
    citation.set_revision("documents/" + document);
    citation.set_quote(kQuote);
    return request;
  }
  static grpc::Status Create(Client& client, const v1::CreateClaimRequest& request,
                             v1::Claim* claim = nullptr) {
    grpc::ClientContext context;
    v1::CreateClaimResponse response;
    grpc::Status status = client.claims->CreateClaim(&context, request, &response);
    if (claim != nullptr) *claim = response.claim();
    return status;
  }
  // `least` is the size of the log to ask for; -1 asks for all.
  static v1::Claim Get(Client& client, const std::string& name, int64_t least = -1) {
    grpc::ClientContext context;
    if (least >= 0) context.AddMetadata("verbatim-min-log-size", std::to_string(least));
    v1::GetClaimRequest request;
    request.set_name(name);
    v1::GetClaimResponse response;
    const grpc::Status status = client.claims->GetClaim(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.claim();
  }

  Cluster* cluster_ = nullptr;
};

TEST_F(ReplicasTest, EachReadSeesWhatWasAcknowledgedElsewhere) {
  AddDocument(a(), "seen");
  v1::Claim claim;
  ASSERT_TRUE(Create(b(), ClaimOn("seen", "seen", "text 0"), &claim).ok()) << "the document is there";
  for (int i = 1; i <= 40; ++i) {
    Client& writer = i % 2 == 0 ? a() : b();
    Client& reader = i % 2 == 0 ? b() : a();
    EXPECT_EQ(Get(reader, claim.name()).text(), claim.text());
    grpc::ClientContext context;
    v1::UpdateClaimRequest request;
    *request.mutable_claim() = claim;
    request.mutable_claim()->set_text("text " + std::to_string(i));
    request.mutable_update_mask()->add_paths("text");
    v1::UpdateClaimResponse response;
    const grpc::Status status = writer.claims->UpdateClaim(&context, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
    claim = response.claim();
    EXPECT_EQ(Get(reader, claim.name()).text(), claim.text()) << "although its cache had the state before";
  }
}

TEST_F(ReplicasTest, ANewRevisionHoldsOnBoth) {
  AddDocument(a(), "revised");
  ASSERT_TRUE(Create(b(), ClaimOn("revised", "before", "before the revision")).ok());
  grpc::ClientContext context;
  v1::CreateRevisionRequest request;
  request.set_parent("documents/revised");
  request.mutable_content()->set_data("In September 2025, Belarus freed nobody.");
  v1::CreateRevisionResponse response;
  ASSERT_TRUE(a().documents->CreateRevision(&context, request, &response).ok());
  EXPECT_THAT(response.anchorings(), SizeIs(1));
  EXPECT_EQ(Create(b(), ClaimOn("revised", "after", "after the revision")).error_code(),
            grpc::StatusCode::FAILED_PRECONDITION);
}

TEST_F(ReplicasTest, ErasedWordsLeaveTheCachesOfBoth) {
  AddDocument(a(), "erased");
  const auto locate = [](Client& client) {
    grpc::ClientContext context;
    v1::LocateQuoteRequest request;
    request.set_parent("documents/erased/revisions/1");
    request.set_quote(kQuote);
    v1::LocateQuoteResponse response;
    return client.documents->LocateQuote(&context, request, &response).error_code();
  };
  EXPECT_EQ(locate(b()), grpc::StatusCode::OK);
  grpc::ClientContext context;
  v1::EraseDocumentRequest request;
  request.set_name("documents/erased");
  request.set_requested_by("a court");
  request.set_reason("an order");
  v1::EraseDocumentResponse response;
  const grpc::Status status = a().documents->EraseDocument(&context, request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(locate(b()), grpc::StatusCode::FAILED_PRECONDITION);
}

TEST_F(ReplicasTest, ARequestIsRepeatedOnAnother) {
  AddDocument(a(), "repeated");
  v1::CreateClaimRequest request = ClaimOn("repeated", "repeated", "once");
  request.set_request_id("repeated-request");
  v1::Claim first;
  v1::Claim again;
  ASSERT_TRUE(Create(a(), request, &first).ok());
  ASSERT_TRUE(Create(b(), request, &again).ok());
  EXPECT_EQ(first.log_index(), again.log_index());
}

TEST_F(ReplicasTest, AnAnswerHasTheSizeOfTheLogAndACallMayAskForIt) {
  AddDocument(a(), "sized");
  const auto call = [](Client& client, const std::string& least, std::string* size) {
    grpc::ClientContext context;
    if (!least.empty()) context.AddMetadata("verbatim-min-log-size", least);
    v1::GetDocumentRequest request;
    request.set_name("documents/sized");
    v1::GetDocumentResponse response;
    const grpc::Status status = client.documents->GetDocument(&context, request, &response);
    const auto& trailers = context.GetServerTrailingMetadata();
    const auto found = trailers.find("verbatim-log-size");
    *size = found == trailers.end() ? "" : std::string(found->second.data(), found->second.size());
    return status.error_code();
  };
  v1::Claim claim;
  ASSERT_TRUE(Create(a(), ClaimOn("sized", "sized", "a text"), &claim).ok());
  const std::string written = std::to_string(claim.log_index() + 1);
  std::string size;
  EXPECT_EQ(call(b(), "", &size), grpc::StatusCode::OK);
  EXPECT_EQ(size, written);
  EXPECT_EQ(call(b(), written, &size), grpc::StatusCode::OK);
  EXPECT_EQ(size, written);
  EXPECT_EQ(call(b(), "1000000", &size), grpc::StatusCode::OUT_OF_RANGE);
  EXPECT_EQ(size, written) << "errors have it, too";
  EXPECT_EQ(call(b(), "many", &size), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(ReplicasTest, EachMessageOfAStreamSeesWhatWasAcknowledgedElsewhere) {
  AddDocument(a(), "streamed");
  grpc::ClientContext import_context;
  const auto import = b().claims->ImportClaims(&import_context);
  for (int i = 1; i <= 20; ++i) {
    const std::string text = "Belarus freed " + std::to_string(i) + " prisoners.";
    grpc::ClientContext context;
    v1::CreateRevisionRequest request;
    request.set_parent("documents/streamed");
    request.mutable_content()->set_data(text);
    v1::CreateRevisionResponse revised;
    ASSERT_TRUE(a().documents->CreateRevision(&context, request, &revised).ok());
    v1::ImportClaimsRequest message;
    *message.mutable_request() = ClaimOn("streamed", "streamed-" + std::to_string(i), text);
    message.mutable_request()->mutable_claim()->mutable_citations(0)->set_quote(text);
    ASSERT_TRUE(import->Write(message));
    v1::ImportClaimsResponse response;
    ASSERT_TRUE(import->Read(&response));
    EXPECT_EQ(response.error().message(), "");
    EXPECT_EQ(response.claim().citations_size(), 1);
  }
  import->WritesDone();
  EXPECT_TRUE(import->Finish().ok());
}

TEST_F(ReplicasTest, AStreamMayAskForASizeOfTheLog) {
  AddDocument(a(), "asked");
  const auto watch = [&](const std::string& least) {
    grpc::ClientContext context;
    context.AddMetadata("verbatim-min-log-size", least);
    const auto reader = b().log->Watch(&context, v1::WatchRequest());
    v1::WatchResponse response;
    if (!reader->Read(&response)) return reader->Finish().error_code();
    context.TryCancel();
    return grpc::StatusCode::OK;
  };
  const auto import = [&](const std::string& least) {
    grpc::ClientContext context;
    context.AddMetadata("verbatim-min-log-size", least);
    const auto stream = b().claims->ImportClaims(&context);
    v1::ImportClaimsRequest message;
    *message.mutable_request() = ClaimOn("asked", "asked", "a text");
    stream->Write(message);
    stream->WritesDone();
    v1::ImportClaimsResponse response;
    while (stream->Read(&response)) EXPECT_EQ(response.error().message(), "");
    return stream->Finish().error_code();
  };
  EXPECT_EQ(watch("1"), grpc::StatusCode::OK);
  EXPECT_EQ(watch("1000000"), grpc::StatusCode::OUT_OF_RANGE);
  EXPECT_EQ(watch("many"), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(import("1000000"), grpc::StatusCode::OUT_OF_RANGE);
  EXPECT_EQ(import("many"), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(import("1"), grpc::StatusCode::OK);
}

TEST_F(ReplicasTest, AMatchFindsAClaimOfAnother) {
  AddDocument(a(), "matched");
  v1::Claim claim;
  ASSERT_TRUE(Create(a(), ClaimOn("matched", "matched", "The zebra drinks quartz"), &claim).ok());
  grpc::ClientContext context;
  v1::MatchClaimsRequest request;
  request.set_text("zebra quartz");
  request.set_min_log_size(claim.log_index() + 1);
  v1::MatchClaimsResponse response;
  const grpc::Status status = b().match->MatchClaims(&context, request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ASSERT_GE(response.matches_size(), 1);
  EXPECT_EQ(response.matches(0).claim().name(), claim.name());
}

TEST_F(ReplicasTest, AWatchSeesTheEntriesOfAnotherSoon) {
  AddDocument(a(), "watched");
  v1::Claim last;
  ASSERT_TRUE(Create(a(), ClaimOn("watched", "watched", "first"), &last).ok());
  grpc::ClientContext context;
  v1::WatchRequest request;
  request.set_start_index(last.log_index() + 1);
  auto watch = b().log->Watch(&context, request);
  constexpr int kWrites = 10;
  Clock::duration soonest = std::chrono::hours(1);
  for (int i = 0; i < kWrites; ++i) {
    v1::Claim claim;
    ASSERT_TRUE(Create(a(), ClaimOn("watched", "watched-" + std::to_string(i), "next"), &claim).ok());
    const Clock::time_point written = Clock::now();
    v1::WatchResponse response;
    do {
      ASSERT_TRUE(watch->Read(&response)) << watch->Finish().error_message();
    } while (response.entries_size() == 0);
    EXPECT_EQ(response.entries(0).index(), claim.log_index());
    soonest = std::min(soonest, Clock::now() - written);
  }
  context.TryCancel();
  // The machine may be too busy for most of them.
  EXPECT_LT(soonest, std::chrono::milliseconds(200));
}

TEST_F(ReplicasTest, AStandbyAnswersReadsThatAskForNoMoreThanItHas) {
  PostgresServer primary;
  const std::string uri = primary.NewSchema();
  const auto standby = PostgresServer::StandbyOf(primary);
  const std::string standby_uri = OnServer(*standby, uri);
  Replicas replicas(VERBATIMD, uri, 1, {"--store_read=" + standby_uri});
  Client client(replicas.Address(0));
  AddDocument(client, "standby");
  v1::Claim claim;
  ASSERT_TRUE(Create(client, ClaimOn("standby", "standby", "before"), &claim).ok());
  const int64_t written = claim.log_index() + 1;
  const auto has = [&](int64_t size) {
    return PostgresServer::Psql(standby_uri, "SELECT size FROM head") == std::to_string(size) + "\n";
  };
  const auto text = [&](int64_t least) { return Get(client, claim.name(), least).text(); };
  ASSERT_TRUE(Eventually([&] { return has(written); }));
  EXPECT_EQ(text(written), "before");

  // A standby that stands still shows who answers.
  PostgresServer::Psql(standby_uri, "SELECT pg_wal_replay_pause()");
  ASSERT_TRUE(Eventually([&] {
    return PostgresServer::Psql(standby_uri, "SELECT pg_get_wal_replay_pause_state()") == "paused\n";
  }));
  {
    grpc::ClientContext context;
    v1::UpdateClaimRequest request;
    *request.mutable_claim() = claim;
    request.mutable_claim()->set_text("after");
    request.mutable_update_mask()->add_paths("text");
    v1::UpdateClaimResponse response;
    ASSERT_TRUE(client.claims->UpdateClaim(&context, request, &response).ok());
  }
  EXPECT_EQ(text(written), "before") << "from the standby";
  EXPECT_EQ(text(written + 1), "after") << "from the primary, because the standby lags";
  EXPECT_EQ(Get(client, claim.name()).text(), "after") << "from the primary, because the call asks for all";
  PostgresServer::Psql(standby_uri, "SELECT pg_wal_replay_resume()");
  EXPECT_TRUE(Eventually([&] { return text(written) == "after"; }));

  ASSERT_TRUE(Eventually([&] { return has(written + 1); }));
  ASSERT_EQ(text(written + 1), "after");
  primary.Stop();
  EXPECT_EQ(text(written + 1), "after") << "from the standby, while the primary is away";
  primary.Start();
  standby->Stop();
  EXPECT_EQ(text(written + 1), "after") << "from the primary, while the standby is away";
}

TEST_F(ReplicasTest, AServerRefusesAStandbyOfAnotherLog) {
  TempFolder folder;
  std::ofstream(folder.Path("log.key")) << log::SigningKey::Generate().ToPem();
  std::ofstream(folder.Path("digest.key")) << std::string(64, '1') << '\n';
  const Outcome other = RunProgram(
      {VERBATIMD, "--listen=127.0.0.1:0", "--http_listen=", "--store=" + PostgresServer::Shared().NewSchema(),
       "--store_read=" + cluster_->uri, "--index=" + folder.Path("index"),
       "--log_key=" + folder.Path("log.key"), "--digest_key=" + folder.Path("digest.key")});
  EXPECT_EQ(other.ending.exit_code, 3);
  EXPECT_THAT(other.error, HasSubstr("--store_read: the database has the log of another key"));
}

TEST_F(ReplicasTest, AServerWithOtherKeysRefusesToStart) {
  TempFolder folder;
  const std::string uri = PostgresServer::Shared().NewSchema();
  const auto serve = [&](const std::string& log_key, const std::string& digest_key) {
    return std::vector<std::string>{VERBATIMD,
                                    "--listen=127.0.0.1:0",
                                    "--http_listen=",
                                    "--store=" + uri,
                                    "--index=" + folder.Path("index"),
                                    "--log_key=" + folder.Path(log_key),
                                    "--digest_key=" + folder.Path(digest_key)};
  };
  for (const char* key : {"one.key", "two.key"})
    std::ofstream(folder.Path(key)) << log::SigningKey::Generate().ToPem();
  std::ofstream(folder.Path("one.digest")) << std::string(64, '1') << '\n';
  std::ofstream(folder.Path("two.digest")) << std::string(64, '2') << '\n';
  {
    const ServerProcess first(VERBATIMD, uri,
                              {"--index=" + folder.Path("index"), "--log_key=" + folder.Path("one.key"),
                               "--digest_key=" + folder.Path("one.digest")});
  }
  const Outcome other_key = RunProgram(serve("two.key", "one.digest"));
  EXPECT_EQ(other_key.ending.exit_code, 3);
  EXPECT_THAT(other_key.error, HasSubstr("the servers of this log have another key"));
  const Outcome other_digests = RunProgram(serve("one.key", "two.digest"));
  EXPECT_EQ(other_digests.ending.exit_code, 3);
  EXPECT_THAT(other_digests.error, HasSubstr("is not the digest key"));
  const Outcome none = RunProgram({VERBATIMD, "--listen=127.0.0.1:0", "--store=" + uri});
  EXPECT_EQ(none.ending.exit_code, 2);
  EXPECT_THAT(none.error, HasSubstr("--log_key"));
}

TEST_F(ReplicasTest, ADatabaseThatHangsKeepsNobodyFromTheHealth) {
  PostgresServer database;
  Replicas replicas(VERBATIMD, database.NewDatabase(), 1, {"--store_timeout=1h"});
  Client client(replicas.Address(0));
  AddDocument(client, "hangs");
  ASSERT_TRUE(Create(client, ClaimOn("hangs", "hangs", "text")).ok());
  database.Pause();
  std::vector<std::thread> readers;
  for (int i = 0; i < 32; ++i) {
    readers.emplace_back([&] { EXPECT_EQ(Get(client, "claims/hangs").text(), "text"); });
  }
  EXPECT_EQ(CheckHealth(client.channel), Health::kServing);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(100));
  v1::GetClaimRequest request;
  request.set_name("claims/hangs");
  v1::GetClaimResponse response;
  EXPECT_EQ(client.claims->GetClaim(&context, request, &response).error_code(),
            grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_EQ(CheckHealth(client.channel), Health::kServing) << "while all readers wait";
  database.Resume();
  for (std::thread& reader : readers) reader.join();
}

}  // namespace
}  // namespace verbatim::test
