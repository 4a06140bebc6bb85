// What the store does while its server is replaced, hangs or is back: it reads and shows nothing that is not
// in the log, and waits as long as it should.

#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "conformance/fixture.h"
#include "store/postgres/pool.h"
#include "store/store.h"
#include "support/eventually.h"
#include "support/postgres.h"

namespace verbatim::store {
namespace {

using std::chrono::milliseconds;
using test::Eventually;
using test::PostgresServer;

// Short, because most tests wait until it is over, and still longer than statements take on a busy machine.
constexpr Patience kPatience = {.answer = milliseconds(3000), .retries = milliseconds(1000)};

std::unique_ptr<Store> OpenAt(const std::string& uri, int max_readers = 2) {
  auto opened = OpenStore(uri, max_readers, Access::kReadWrite, kRecordCacheBytes, kPatience);
  EXPECT_TRUE(opened.ok()) << opened.status();
  return opened.ok() ? *std::move(opened) : nullptr;
}

absl::StatusOr<WriteResult> CommitTo(Store& store, Write write) {
  auto results = store.Commit(std::span(&write, 1), Times::kInOrder);
  if (!results.ok()) return results.status();
  return results->front();
}

class PostgresFailoverTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!PostgresServer::IsInstalled()) GTEST_SKIP() << "PostgreSQL is not installed";
  }
};

// A primary with a synchronous standby, and a database on both.
class Pair {
 public:
  Pair() {
    PostgresServer::Psql(primary.Uri("postgres"), "CREATE DATABASE claims");
    standby = PostgresServer::StandbyOf(primary);
    Query(primary, "ALTER SYSTEM SET synchronous_standby_names = '*'");
    Query(primary, "SELECT pg_reload_conf()");
    EXPECT_TRUE(
        Eventually([&] { return Query(primary, "SELECT sync_state FROM pg_stat_replication") == "sync\n"; }));
  }

  static std::string Query(const PostgresServer& server, const std::string& sql) {
    return PostgresServer::Psql(server.Uri("claims"), sql);
  }
  // Names both servers, as operators do.
  std::string uri() const {
    return absl::StrCat("postgres:///claims?host=", primary.host(), ",", standby->host(), "&user=verbatim");
  }

  PostgresServer primary;
  std::unique_ptr<PostgresServer> standby;
};

TEST_F(PostgresFailoverTest, ShowsNothingThatTheStandbyLacks) {
  Pair pair;
  auto store = OpenAt(pair.uri());
  EXPECT_EQ(*CommitTo(*store, Of(Create("a"))), Committed(0, 1));
  pair.standby->Kill();
  std::thread writer(
      [&] { EXPECT_EQ(CommitTo(*store, Of(Create("b"))).status().code(), absl::StatusCode::kUnavailable); });
  EXPECT_TRUE(Eventually([&] {
    return Pair::Query(pair.primary,
                       "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event = 'SyncRep'") == "t\n";
  }));
  // After a crash the primary shows the transaction, although the standby lacks it.
  pair.primary.Kill();
  pair.primary.Start();
  EXPECT_EQ(Pair::Query(pair.primary, "SELECT size FROM head"), "2\n");
  EXPECT_EQ(store->Size().status().code(), absl::StatusCode::kUnavailable);
  writer.join();
  pair.primary.Kill();
  pair.standby->Start();
  Pair::Query(*pair.standby, "SELECT pg_promote()");
  EXPECT_TRUE(Eventually([&] { return store->Size().ok(); }));
  EXPECT_EQ(*store->Size(), 1);
  EXPECT_EQ(*CommitTo(*store, Of(Create("b"))), Committed(1, 1));
}

TEST_F(PostgresFailoverTest, ReadsNothingFromAnOldPrimaryThatIsAlive) {
  Pair pair;
  auto store = OpenAt(pair.uri());
  EXPECT_EQ(*CommitTo(*store, Of(Create("a"))), Committed(0, 1));
  EXPECT_EQ((*store->GetUnchecked("a"))->latest, 0);  // this connection stays idle
  Pair::Query(*pair.standby, "SELECT pg_promote()");
  auto other = OpenAt(pair.standby->Uri("claims"));
  EXPECT_EQ(*CommitTo(*other, Of(Replace("a", 0, "second"))), Committed(1, 1));
  // Only the connection that reads the head breaks.
  Pair::Query(
      pair.primary,
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'verbatimd' AND "
      "query LIKE 'SELECT size, erasures FROM head%'");
  EXPECT_TRUE(Eventually([&] { return store->Confirm() == absl::StatusOr<int64_t>(2); }));
  EXPECT_EQ((*store->GetUnchecked("a"))->latest, 1);
  EXPECT_EQ(*CommitTo(*store, Of(Replace("a", 1, "third"))), Committed(2, 1));
}

TEST_F(PostgresFailoverTest, ReadsOneServerUntilItIsAway) {
  Pair pair;
  auto writer = OpenAt(pair.uri());
  EXPECT_EQ(*CommitTo(*writer, Of(Create("a"))), Committed(0, 1));
  writer.reset();
  pair.primary.Kill();
  auto opened = OpenStore(pair.uri(), 2, Access::kReadOnly, kRecordCacheBytes,
                          {.answer = kPatience.answer, .retries = milliseconds(0)});
  ASSERT_TRUE(opened.ok()) << opened.status();
  Store& store = **opened;
  // The standby goes its own way, and the old primary is back.
  Pair::Query(*pair.standby, "SELECT pg_promote()");
  auto other = OpenAt(pair.standby->Uri("claims"));
  EXPECT_EQ(*CommitTo(*other, Of(Replace("a", 0, "second"))), Committed(1, 1));
  pair.primary.Start();
  // Many connections at once, the first of which was opened without the primary.
  std::vector<std::thread> readers;
  for (int i = 0; i < 4; ++i) {
    readers.emplace_back([&] {
      for (int read = 0; read < 20; ++read) {
        EXPECT_EQ(*store.Size(), 2);
        EXPECT_EQ((*store.GetUnchecked("a"))->latest, 1);
      }
    });
  }
  for (std::thread& reader : readers) reader.join();
  // What was begun on one server does not go on with another one, but a new operation may.
  pair.standby->Kill();
  EXPECT_EQ(store.Size().status().code(), absl::StatusCode::kUnavailable);
  EXPECT_TRUE(Eventually([&] { return store.Size() == absl::StatusOr<int64_t>(1); }));
}

TEST_F(PostgresFailoverTest, ReadsNoOtherServerAfterItsOwnWasAway) {
  Pair pair;
  auto writer = OpenAt(pair.uri());
  EXPECT_EQ(*CommitTo(*writer, Of(Create("a"))), Committed(0, 1));
  writer.reset();
  auto opened = OpenStore(pair.uri(), 1, Access::kReadOneServer, kRecordCacheBytes,
                          {.answer = kPatience.answer, .retries = milliseconds(0)});
  ASSERT_TRUE(opened.ok()) << opened.status();
  Store& store = **opened;
  EXPECT_EQ(*store.Size(), 1);
  pair.primary.Kill();
  // The connection that follows the head finds this first; reads must find it, too.
  EXPECT_TRUE(Eventually([&] { return store.Confirm().status().code() == absl::StatusCode::kUnavailable; }));
  EXPECT_EQ(store.Size().status().code(), absl::StatusCode::kUnavailable);
  pair.primary.Start();
  EXPECT_EQ(store.Size().status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(store.GetUnchecked("a").status().code(), absl::StatusCode::kUnavailable);
}

// Accepts connections and closes them, as a proxy does whose server has failed.
class ClosingProxy {
 public:
  ClosingProxy() : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(bind(socket_, generic, size), 0);
    EXPECT_EQ(listen(socket_, 8), 0);
    EXPECT_EQ(getsockname(socket_, generic, &size), 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] {
      for (int accepted = 0; (accepted = accept(socket_, nullptr, nullptr)) >= 0;) close(accepted);
    });
  }
  ~ClosingProxy() {
    shutdown(socket_, SHUT_RDWR);
    thread_.join();
    close(socket_);
  }
  ClosingProxy(const ClosingProxy&) = delete;
  ClosingProxy& operator=(const ClosingProxy&) = delete;

  int port() const { return port_; }

 private:
  int socket_;
  int port_ = 0;
  std::thread thread_;
};

TEST_F(PostgresFailoverTest, TriesTheNextServerAfterAProxyThatClosesConnections) {
  const ClosingProxy proxy;
  PostgresServer& server = PostgresServer::Shared();
  PostgresServer::Psql(server.Uri("postgres"), "CREATE DATABASE behind_proxy");
  auto store = OpenAt(absl::StrCat("postgres:///behind_proxy?host=127.0.0.1,", server.host(),
                                   "&port=", proxy.port(), ",5432&user=verbatim"));
  ASSERT_NE(store, nullptr);
  EXPECT_EQ(*CommitTo(*store, Of(Create("a"))), Committed(0, 1));
  const auto none = OpenStore(absl::StrCat("postgres://verbatim@127.0.0.1:", proxy.port(),
                                           ",127.0.0.1:", proxy.port(), "/behind_proxy"),
                              1);
  EXPECT_EQ(none.status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(PostgresFailoverTest, GivesUpOnAServerThatHangsUntilItGoesOn) {
  PostgresServer server;
  auto store = OpenAt(server.NewDatabase());
  EXPECT_EQ(*CommitTo(*store, Of(Create("a"))), Committed(0, 1));
  server.Pause();
  EXPECT_EQ(store->Size().status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(CommitTo(*store, Of(Create("b"))).status().code(), absl::StatusCode::kUnavailable);
  server.Resume();
  EXPECT_TRUE(Eventually([&] { return store->Size().ok(); }));
  EXPECT_EQ(*CommitTo(*store, Of(Create("b"))), Committed(1, 1));
}

TEST_F(PostgresFailoverTest, StatementsEndInTheServerToo) {
  const std::string uri = PostgresServer::Shared().NewDatabase();
  auto store = OpenAt(uri);
  const std::unique_ptr<PGconn, decltype(&PQfinish)> locker(PQconnectdb(uri.c_str()), &PQfinish);
  PQclear(PQexec(locker.get(), "BEGIN"));
  PQclear(PQexec(locker.get(), "LOCK TABLE entries IN ACCESS EXCLUSIVE MODE"));
  ASSERT_EQ(PQtransactionStatus(locker.get()), PQTRANS_INTRANS);
  EXPECT_EQ(store->ReadEntries(0, 1).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_TRUE(Eventually([&] {
    return PostgresServer::Psql(
               uri,
               "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
               "wait_event_type = 'Lock'") == "0\n";
  })) << "although the table is still locked";
}

TEST_F(PostgresFailoverTest, OpensNoMoreConnectionsThanItMay) {
  const std::string uri = PostgresServer::Shared().NewDatabase();
  constexpr int kReaders = 3;
  auto store = OpenAt(uri, kReaders);
  EXPECT_EQ(*CommitTo(*store, Of(Create("a"))), Committed(0, 1));
  std::vector<std::thread> threads;
  for (int i = 0; i < 4 * kReaders; ++i) {
    threads.emplace_back([&] {
      for (int reads = 0; reads < 50; ++reads) EXPECT_EQ(*store->Size(), 1);
    });
  }
  for (std::thread& thread : threads) thread.join();
  const int opened = std::stoi(PostgresServer::Psql(
      uri,
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = "
      "'verbatimd'"));
  EXPECT_LE(opened, kReaders + 2) << "the others write and follow the head";
}

TEST(PostgresBackoff, DoublesPausesThatDifferFromOneServerToTheNext) {
  constexpr int kPauses = 12;
  std::vector<std::vector<int64_t>> servers(8);
  for (std::vector<int64_t>& pauses : servers) {
    postgres::Backoff backoff(kPatience.retries);
    for (int i = 0; i < kPauses; ++i) pauses.push_back(backoff.NextPause().count());
    int64_t longest = 20;
    for (const int64_t pause : pauses) {
      EXPECT_GE(pause, longest / 2);
      EXPECT_LE(pause, longest);
      longest = std::min<int64_t>(2 * longest, 500);
    }
  }
  std::sort(servers.begin(), servers.end());
  EXPECT_EQ(std::adjacent_find(servers.begin(), servers.end()), servers.end());
}

}  // namespace
}  // namespace verbatim::store
