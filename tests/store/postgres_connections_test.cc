// How the store connects to PostgreSQL: through pgbouncer, with TLS, and with a password from a file.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "conformance/fixture.h"
#include "store/postgres/endpoint.h"
#include "store/store.h"
#include "support/certificates.h"
#include "support/eventually.h"
#include "support/postgres.h"
#include "support/process.h"
#include "support/shared_data.h"
#include "support/temp_folder.h"

namespace verbatim::store {
namespace {

using test::PostgresServer;
using ::testing::HasSubstr;

// pgbouncer in transaction mode, before the shared server. Its sessions with the server are fewer than those
// of its callers.
class Pooler {
 public:
  static bool IsInstalled() {
    return PostgresServer::IsInstalled() && std::filesystem::exists("/usr/sbin/pgbouncer");
  }

  Pooler() {
    PostgresServer::GiveToServer(folder_.Path(""));
    std::ofstream(folder_.Path("pgbouncer.ini"))
        << "[databases]\n* = host=" << PostgresServer::Shared().host() << " user=verbatim\n"
        << "[pgbouncer]\nunix_socket_dir = " << folder_.Path("")
        << "\nlisten_port = 6432\nauth_type = any\npool_mode = transaction\ndefault_pool_size = 3\n";
    process_ = std::make_unique<test::Process>(
        PostgresServer::AsServer({"/usr/sbin/pgbouncer", folder_.Path("pgbouncer.ini")}),
        test::Streams{.error = folder_.Path("log")});
    EXPECT_TRUE(test::Eventually([&] { return std::filesystem::exists(folder_.Path(".s.PGSQL.6432")); }))
        << test::ReadFile(folder_.Path("log"));
  }

  std::string Uri(const std::string& database) const {
    return absl::StrCat("postgres:///", database, "?host=", folder_.Path(""), "&port=6432&user=verbatim");
  }
  static std::string NewDatabase(const std::string& name) {
    PostgresServer::Psql(PostgresServer::Shared().Uri("postgres"), "CREATE DATABASE " + name);
    return name;
  }

 private:
  test::TempFolder folder_;
  std::unique_ptr<test::Process> process_;
};

TEST(PostgresPooler, InTransactionModeServesUnpreparedStatements) {
  if (!Pooler::IsInstalled()) GTEST_SKIP() << "PostgreSQL or pgbouncer is not installed";
  const Pooler pooler;
  const std::string uri = pooler.Uri(Pooler::NewDatabase("pooled")) + "&prepared_statements=off";
  constexpr int kStores = 2;
  constexpr int kWrites = 10;
  std::vector<std::unique_ptr<Store>> stores;
  for (int i = 0; i < kStores; ++i) {
    auto opened = OpenStore(uri, 4);
    ASSERT_TRUE(opened.ok()) << opened.status();
    stores.push_back(*std::move(opened));
  }
  std::vector<std::thread> threads;
  for (int t = 0; t < 4 * kStores; ++t) {
    threads.emplace_back([&, t] {
      Store& store = *stores[static_cast<size_t>(t % kStores)];
      for (int i = 0; i < kWrites; ++i) {
        const std::string name = absl::StrCat("r", t, "-", i);
        NewEntry entry = Create(name, "text");
        entry.add_keys = {"key"};
        const Write write = Of(std::move(entry));
        const auto results = store.Commit(std::span(&write, 1), Times::kInOrder);
        ASSERT_TRUE(results.ok()) << results.status();
        EXPECT_TRUE(store.Confirm().ok());
        const auto record = store.GetCached(name);
        ASSERT_TRUE(record.ok()) << record.status();
        ASSERT_NE(*record, nullptr);
        EXPECT_EQ((*record)->payload, "text");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  constexpr int kAll = 4 * kStores * kWrites;
  EXPECT_EQ(*stores[0]->Size(), kAll);
  EXPECT_EQ(stores[1]->List({.keys = {"key"}, .limit = 1000, .max_bytes = 1 << 20})->records.size(),
            size_t{kAll});
  EXPECT_TRUE(OpenStore(uri, 1, Access::kReadOnly).ok());
}

TEST(PostgresPooler, InTransactionModeIsRefusedWithPreparedStatements) {
  if (!Pooler::IsInstalled()) GTEST_SKIP() << "PostgreSQL or pgbouncer is not installed";
  const Pooler pooler;
  const auto opened = OpenStore(pooler.Uri(Pooler::NewDatabase("prepared")), 4);
  EXPECT_EQ(opened.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(opened.status().message()), HasSubstr("prepared_statements=off"));
}

TEST(PostgresEndpoint, HidesItsOwnParameterFromLibpq) {
  struct Case {
    const char* uri;
    const char* libpq;
  };
  for (const Case& one : {
           Case{"postgres://u@h/d?prepared_statements=off", "postgres://u@h/d"},
           Case{"postgres://u@h/d?a=b&prepared_statements=off", "postgres://u@h/d?a=b"},
           Case{"postgres://u@h/d?prepared_statements=off&a=b", "postgres://u@h/d?a=b"},
           Case{"postgres://u@h/d?a=b&prepared_statements=off&c=d", "postgres://u@h/d?a=b&c=d"},
           Case{"postgres://u@h/d?a=b", "postgres://u@h/d?a=b"},
           Case{"postgres://u@h/d?prepared_statements=offer", "postgres://u@h/d?prepared_statements=offer"},
       }) {
    EXPECT_EQ(postgres::Endpoint(one.uri, postgres::Server::kAny, {}).uri(), one.libpq);
  }
}

// Sets an environment variable of libpq for one test.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) { setenv(name, value.c_str(), 1); }
  ~Variable() { unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
};

TEST(PostgresTls, VerifiesTheServerAndTakesThePasswordFromAFile) {
  if (!PostgresServer::IsInstalled()) GTEST_SKIP() << "PostgreSQL is not installed";
  // Of the loopback network; nothing else listens there.
  const std::string host = absl::StrCat("127.", 2 + getpid() % 250, ".", getpid() / 250 % 250, ".7");
  test::Authority authority;
  const test::CertificateFiles certificate = authority.Issue("/CN=" + host, "IP:" + host);
  PostgresServer server;
  PostgresServer::Psql(server.Uri("postgres"), "CREATE ROLE secret LOGIN PASSWORD 'pass:word'");
  PostgresServer::Psql(server.Uri("postgres"), "CREATE DATABASE claims OWNER secret");
  server.Stop();
  for (const auto& [name, from] :
       {std::pair{"tls.pem", certificate.certificate}, {"tls.key", certificate.key}}) {
    std::filesystem::copy_file(from, server.DataPath(name));
    chmod(server.DataPath(name).c_str(), 0600);
    PostgresServer::GiveToServer(server.DataPath(name));
  }
  std::ofstream(server.DataPath("pg_hba.conf")) << "local all all trust\nhostssl all all all scram-sha-256\n";
  for (const std::string& setting :
       {"listen_addresses=" + host, std::string("ssl=on"), std::string("ssl_cert_file=tls.pem"),
        std::string("ssl_key_file=tls.key")}) {
    server.Set(setting);
  }
  server.Start();

  test::TempFolder folder;
  const std::string passwords = folder.Path("passwords");
  std::ofstream(passwords) << host << ":5432:claims:secret:pass\\:word\n";
  chmod(passwords.c_str(), 0600);
  const std::string uri = absl::StrCat("postgres://secret@", host, "/claims");
  const std::string verified =
      absl::StrCat(uri, "?sslmode=verify-full&sslrootcert=", authority.certificate());
  EXPECT_EQ(OpenStore(verified, 1).status().code(), absl::StatusCode::kUnavailable) << "without a password";
  const Variable variable("PGPASSFILE", passwords);
  auto store = OpenStore(verified, 1);
  ASSERT_TRUE(store.ok()) << store.status();
  const Write write = Of(Create("a"));
  EXPECT_TRUE((*store)->Commit(std::span(&write, 1), Times::kInOrder).ok());
  EXPECT_EQ(
      PostgresServer::Psql(server.Uri("postgres"),
                           "SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE "
                           "usename = 'secret'"),
      "t\n");
  EXPECT_EQ(OpenStore(uri + "?sslmode=disable", 1).status().code(), absl::StatusCode::kUnavailable);
  test::Authority stranger;
  const auto unknown =
      OpenStore(absl::StrCat(uri, "?sslmode=verify-full&sslrootcert=", stranger.certificate()), 1);
  EXPECT_EQ(unknown.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(unknown.status().message()), HasSubstr("certificate verify failed"));
}

}  // namespace
}  // namespace verbatim::store
