// verbatimd --copy_from moves a log between SQLite and PostgreSQL.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <fstream>
#include <string>
#include <vector>

#include "client.h"
#include "log/ed25519.h"
#include "support/postgres.h"
#include "support/process.h"
#include "support/temp_folder.h"

namespace verbatim::test {
namespace {

using ::testing::HasSubstr;

constexpr int kClaims = 30;

class CopyTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!PostgresServer::IsInstalled()) GTEST_SKIP() << "PostgreSQL is not installed";
    postgres_ = PostgresServer::Shared().NewSchema();
    std::ofstream(folder_.Path("log.key")) << log::SigningKey::Generate().ToPem();
    std::ofstream(folder_.Path("digest.key")) << std::string(64, 'a') << '\n';
  }

  std::vector<std::string> Keys() const {
    return {"--log_key=" + folder_.Path("log.key"), "--digest_key=" + folder_.Path("digest.key")};
  }
  Outcome Run(const std::vector<std::string>& flags) const {
    std::vector<std::string> command = {VERBATIMD};
    command.insert(command.end(), flags.begin(), flags.end());
    for (const std::string& key : Keys()) command.push_back(key);
    return RunProgram(command);
  }
  ServerProcess Serve(const std::string& database) const {
    std::vector<std::string> flags = Keys();
    flags.push_back("--index=" + folder_.Path("index"));
    return ServerProcess(VERBATIMD, database, flags);
  }
  static void End(ServerProcess& server) {
    server.process().Signal(SIGTERM);
    EXPECT_EQ(server.process().Wait().exit_code, 0);
  }

  // Writes every kind of entry that a copy must treat in its own way.
  static void Fill(Client& client) {
    for (const char* id : {"brief", "erased"}) {
      grpc::ClientContext context;
      v1::CreateDocumentRequest request;
      request.set_document_id(id);
      request.mutable_content()->set_media_type("text/html");
      request.mutable_content()->set_data("<p>In September 2025, Belarus freed fifty-two prisoners.</p>");
      v1::CreateDocumentResponse response;
      EXPECT_TRUE(client.documents->CreateDocument(&context, request, &response).ok());
    }
    for (int i = 0; i < kClaims; ++i) {
      grpc::ClientContext context;
      v1::CreateClaimRequest request = ClaimNumber(i);
      v1::CreateClaimResponse response;
      const grpc::Status status = client.claims->CreateClaim(&context, request, &response);
      EXPECT_TRUE(status.ok()) << status.error_message();
    }
    {
      grpc::ClientContext context;
      v1::CreateRevisionRequest request;
      request.set_parent("documents/brief");
      request.mutable_content()->set_data("In October 2025, Belarus freed fifty-two prisoners.");
      v1::CreateRevisionResponse response;
      EXPECT_TRUE(client.documents->CreateRevision(&context, request, &response).ok());
    }
    grpc::ClientContext context;
    v1::EraseDocumentRequest request;
    request.set_name("documents/erased");
    request.set_requested_by("a court");
    request.set_reason("an order");
    v1::EraseDocumentResponse response;
    EXPECT_TRUE(client.documents->EraseDocument(&context, request, &response).ok());
  }
  static v1::CreateClaimRequest ClaimNumber(int i) {
    v1::CreateClaimRequest request;
    const std::string id = "c" + std::to_string(i);
    request.set_claim_id(id);
    request.set_request_id(id);
    request.mutable_claim()->set_text("claim " + id);
    v1::Citation& citation = *request.mutable_claim()->add_citations();
    citation.set_revision(i % 3 == 0 ? "documents/erased" : "documents/brief");
    citation.set_quote("Belarus freed fifty-two prisoners");
    return request;
  }

  // What a server shows of its log.
  static std::string Shown(Client& client) {
    std::string shown;
    {
      grpc::ClientContext context;
      v1::GetCheckpointResponse response;
      EXPECT_TRUE(client.log->GetCheckpoint(&context, {}, &response).ok());
      shown = response.checkpoint().note();
    }
    v1::ListEntriesRequest request;
    request.set_page_size(1000);
    grpc::ClientContext context;
    v1::ListEntriesResponse response;
    EXPECT_TRUE(client.log->ListEntries(&context, request, &response).ok());
    return shown + response.DebugString();
  }

  TempFolder folder_;
  std::string postgres_;
};

TEST_F(CopyTest, MovesALogToPostgresAndBack) {
  const std::string original = folder_.Path("original.db");
  const std::string back = folder_.Path("back.db");
  std::string shown;
  {
    ServerProcess server = Serve(original);
    Client client(server.address());
    Fill(client);
    shown = Shown(client);
    End(server);
  }
  const Outcome there = Run({"--copy_from=sqlite:" + original, "--store=" + postgres_});
  EXPECT_EQ(there.ending.exit_code, 0) << there.error;
  const Outcome fsck = Run({"--fsck", "--store=" + postgres_});
  EXPECT_EQ(fsck.ending.exit_code, 0) << fsck.error;
  {
    ServerProcess server = Serve(postgres_);
    Client client(server.address());
    EXPECT_EQ(Shown(client), shown);
    grpc::ClientContext context;
    v1::CreateClaimResponse response;
    EXPECT_TRUE(client.claims->CreateClaim(&context, ClaimNumber(1), &response).ok()) << "a repeated request";
    EXPECT_EQ(Shown(client), shown);
    End(server);
  }
  const Outcome and_back = Run({"--copy_from=" + postgres_, "--store=sqlite:" + back});
  EXPECT_EQ(and_back.ending.exit_code, 0) << and_back.error;
  {
    ServerProcess server = Serve(back);
    Client client(server.address());
    EXPECT_EQ(Shown(client), shown);
    End(server);
  }
  const Outcome onto_entries = Run({"--copy_from=sqlite:" + back, "--store=" + postgres_});
  EXPECT_EQ(onto_entries.ending.exit_code, 3);
  EXPECT_THAT(onto_entries.error, HasSubstr("the new store has"));
}

TEST_F(CopyTest, MaintenanceCommandsRunOnPostgres) {
  EXPECT_EQ(Run({"--migrate", "--store=" + postgres_}).ending.exit_code, 0);
  {
    ServerProcess server = Serve(postgres_);
    Client client(server.address());
    Fill(client);
    End(server);
  }
  for (const char* command : {"--compact", "--reindex", "--fsck", "--migrate"}) {
    const Outcome outcome = Run({command, "--store=" + postgres_, "--index=" + folder_.Path("index")});
    EXPECT_EQ(outcome.ending.exit_code, 0) << command << ": " << outcome.error;
  }
  PostgresServer::Psql(postgres_, "UPDATE tallies SET value = value + 1 WHERE name LIKE '%brief%'");
  const Outcome damaged = Run({"--fsck", "--store=" + postgres_});
  EXPECT_EQ(damaged.ending.exit_code, 4) << damaged.error;
}

}  // namespace
}  // namespace verbatim::test
