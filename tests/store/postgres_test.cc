// What the store does in PostgreSQL alone: several processes on one database, roles, and a server that goes
// away.

#include "support/postgres.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "conformance/fixture.h"
#include "log/merkle.h"
#include "store/postgres/connection.h"
#include "store/postgres/schema.h"
#include "store/postgres/sql.h"
#include "store/store.h"
#include "support/eventually.h"

namespace verbatim::store {
namespace {

using test::PostgresServer;
using ::testing::HasSubstr;

class PostgresTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!PostgresServer::IsInstalled()) GTEST_SKIP() << "PostgreSQL is not installed";
    uri_ = PostgresServer::Shared().NewSchema();
  }
  std::unique_ptr<Store> Open() {
    auto opened = OpenStore(uri_, 4);
    EXPECT_TRUE(opened.ok()) << opened.status();
    return opened.ok() ? *std::move(opened) : nullptr;
  }
  std::string Psql(const std::string& sql) { return PostgresServer::Psql(uri_, sql); }

  std::string uri_;
};

WriteResult CommitOne(Store& store, Write write) {
  auto results = store.Commit(std::span(&write, 1), Times::kInOrder);
  EXPECT_TRUE(results.ok()) << results.status();
  return results.ok() ? results->front() : WriteResult{};
}

// Checks that the tree is that of the leaves, and that the times of the leaves keep their order.
void ExpectWholeLog(Store& store, int64_t size) {
  const auto entries = store.ReadEntries(0, size + 1);
  ASSERT_TRUE(entries.ok()) << entries.status();
  ASSERT_EQ(static_cast<int64_t>(entries->size()), size);
  log::GrowingTree tree;
  std::vector<log::Digest> hashes;
  int64_t time = 0;
  for (const Entry& entry : *entries) {
    for (const log::Digest& hash : tree.Append(log::HashLeaf(entry.leaf))) hashes.push_back(hash);
    const int64_t next = log::DecodeLeaf(entry.leaf)->time_micros;
    EXPECT_GE(next, time) << entry.index;
    time = next;
  }
  std::vector<uint64_t> positions(hashes.size());
  for (size_t i = 0; i < positions.size(); ++i) positions[i] = i;
  EXPECT_EQ(*store.ReadHashes(positions), hashes);
}

TEST_F(PostgresTest, WritesOfSeveralProcessesFollowEachOther) {
  constexpr int kStores = 3;
  constexpr int kWriters = 2;
  constexpr int kWrites = 30;
  std::vector<std::unique_ptr<Store>> stores;
  for (int i = 0; i < kStores; ++i) stores.push_back(Open());
  std::atomic<int64_t> clock = 1'000'000;
  std::vector<std::thread> writers;
  for (int w = 0; w < kStores * kWriters; ++w) {
    writers.emplace_back([&, w] {
      for (int i = 0; i < kWrites; ++i) {
        NewEntry entry = Create(absl::StrCat("r", w, "-", i));
        log::Leaf leaf = *log::DecodeLeaf(entry.leaf);
        leaf.time_micros = clock.fetch_add(1);
        entry.leaf = log::EncodeLeaf(leaf);
        entry.counters = {"all"};
        entry.add_keys = {"key"};
        EXPECT_EQ(CommitOne(*stores[static_cast<size_t>(w % kStores)], Of(std::move(entry))).outcome,
                  Outcome::kCommitted);
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  constexpr int64_t kAll = int64_t{kStores} * kWriters * kWrites;
  EXPECT_EQ(*stores[0]->ReadCounters(std::vector<std::string>{"all"}), std::vector<int64_t>{kAll});
  ExpectWholeLog(*stores[1], kAll);
  EXPECT_TRUE(OpenStore(uri_, 1, Access::kReadOnly).ok()) << "checks the end of the log";
}

TEST_F(PostgresTest, OneOfTwoProcessesThatReplaceAResourceIsStale) {
  auto a = Open();
  auto b = Open();
  CommitOne(*a, Of(Create("r")));
  EXPECT_EQ(CommitOne(*b, Of(Replace("r", 0, "by b"))).outcome, Outcome::kCommitted);
  EXPECT_EQ(CommitOne(*a, Of(Replace("r", 0, "by a"))), (WriteResult{Outcome::kStale, 1, 0, "r"}));
  Write write = Of(Create("once"));
  write.request = RequestKey{"p", "id", "print"};
  EXPECT_EQ(CommitOne(*a, write), Committed(2, 1));
  EXPECT_EQ(CommitOne(*b, write), (WriteResult{Outcome::kRepeated, 2, 1, {}}));
  Write expects = Of(Create("late"));
  NewEntry counted = Create("counted");
  counted.counters = {"n"};
  CommitOne(*b, Of(std::move(counted)));
  expects.preconditions = {{"n", 0}};
  EXPECT_EQ(CommitOne(*a, expects), (WriteResult{Outcome::kPreconditionFailed, 0, 1, "n"}));
}

TEST_F(PostgresTest, ConfirmMakesCachedRecordsCurrent) {
  auto writer = Open();
  auto reader = Open();
  CommitOne(*writer, Of(Create("a", "first")));
  for (int64_t i = 1; i <= 50; ++i) {
    ASSERT_EQ(*reader->Confirm(), i);
    const auto before = reader->GetCached("a");
    ASSERT_TRUE(before.ok() && *before);
    EXPECT_EQ((*before)->latest, i - 1);
    CommitOne(*writer, Of(Replace("a", i - 1, absl::StrCat("text ", i))));
  }
  NewEntry other = Create("b");
  other.erases = {"a"};
  CommitOne(*writer, Of(std::move(other)));
  EXPECT_EQ(*reader->Confirm(), 52);
  EXPECT_EQ(reader->KnownSize(), 52);
  EXPECT_EQ((*reader->GetCached("a"))->payload, std::nullopt);
}

TEST_F(PostgresTest, ReportsTheEntriesOfOthersWithoutBeingAsked) {
  auto writer = Open();
  auto reader = Open();
  std::atomic<int> entries = 0;
  std::atomic<int> erasures = 0;
  reader->Listen({.on_entries = [&](bool erased) { ++(erased ? erasures : entries); }, .on_reachable = {}});
  CommitOne(*writer, Of(Create("a", "first")));
  EXPECT_TRUE(test::Eventually([&] { return entries == 1; }));
  EXPECT_EQ(erasures, 0);
  NewEntry eraser = Replace("a", 0, "second");
  eraser.erases = {"a"};
  CommitOne(*writer, Of(std::move(eraser)));
  EXPECT_TRUE(test::Eventually([&] { return erasures == 1; }));
  reader->Listen({});
}

TEST_F(PostgresTest, ProcessesAgreeOnTheFirstValue) {
  auto a = Open();
  auto b = Open();
  EXPECT_EQ(*a->Agree("key", "one"), "one");
  EXPECT_EQ(*b->Agree("key", "two"), "one");
  EXPECT_EQ(*b->Agree("other", "two"), "two");
}

TEST_F(PostgresTest, SeveralProcessesCreateTheTablesOnce) {
  std::atomic<int> opened = 0;
  std::vector<std::thread> processes;
  for (int i = 0; i < 4; ++i) {
    processes.emplace_back([&] {
      auto store = OpenStore(uri_, 1);
      EXPECT_TRUE(store.ok()) << store.status();
      opened += store.ok() ? 1 : 0;
    });
  }
  for (std::thread& process : processes) process.join();
  EXPECT_EQ(opened, 4);
}

TEST_F(PostgresTest, ServersNeedARoleThatReadsAndWritesRowsOnly) {
  uri_ = PostgresServer::Shared().NewDatabase();  // because of the rights in its schema `public`
  const std::string role = "rows_only_" + std::to_string(getpid());
  Psql("CREATE ROLE " + role + " LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC");
  std::string as_role = uri_;
  as_role.replace(as_role.find("user=verbatim"), std::string("user=verbatim").size(), "user=" + role);
  const auto without_tables = OpenStore(as_role, 1);
  EXPECT_EQ(without_tables.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(without_tables.status().message()), HasSubstr("--migrate"));
  Open();
  Psql("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + role);
  auto store = OpenStore(as_role, 2);
  ASSERT_TRUE(store.ok()) << store.status();
  NewEntry entry = Create("a", "first");
  entry.attachments = {"text"};
  entry.add_keys = {"key"};
  entry.counters = {"n"};
  CommitOne(**store, Of(std::move(entry)));
  NewEntry eraser = Replace("a", 0, "second");
  eraser.remove_keys = {"key"};
  eraser.erases = {"a"};
  EXPECT_EQ(CommitOne(**store, Of(std::move(eraser))), Committed(1, 1));
  EXPECT_TRUE((*store)->CheckStorage().ok());
  EXPECT_EQ(*(*store)->Agree("key", "one"), "one");
  EXPECT_TRUE(*(*store)->KeepCheckpoint({1, "note"}, std::nullopt));
}

// As on engines that have no collation "C" for columns. The server compares text byte for byte (locale C).
TEST_F(PostgresTest, NeedsNoCollationOfColumns) {
  const std::string tables = postgres::WithoutCollations(postgres::sql::kMigrations[0]);
  EXPECT_THAT(tables, ::testing::Not(HasSubstr("COLLATE")));
  Psql(std::string(postgres::sql::kCreateVersions) + "; INSERT INTO verbatim_schema VALUES (1, 1); " +
       tables);
  EXPECT_EQ(Psql(postgres::sql::kComparesBytes), "1\n");
  auto store = Open();
  NewEntry entry = Create("a", "first");
  entry.add_keys = {"key", "Key"};
  entry.counters = {"n"};
  Write write = Of(std::move(entry));
  write.request = RequestKey{"p", "id", "print"};
  EXPECT_EQ(CommitOne(*store, write), Committed(0, 1));
  EXPECT_EQ(CommitOne(*store, write), (WriteResult{Outcome::kRepeated, 0, 1, {}}));
  NewEntry eraser = Replace("a", 0, "second");
  eraser.remove_keys = {"key"};
  eraser.erases = {"a"};
  EXPECT_EQ(CommitOne(*store, Of(std::move(eraser))), Committed(1, 1));
  EXPECT_EQ(store->List({.keys = {"Key"}, .limit = 10, .max_bytes = 1000})->records.size(), 1);
  EXPECT_TRUE(store->List({.keys = {"key"}, .limit = 10, .max_bytes = 1000})->records.empty());
  for (const StateTable table : {StateTable::kIndexKeys, StateTable::kCounters, StateTable::kRequests})
    EXPECT_EQ(store->ReadState(table, std::nullopt, 10)->size(), 1);
}

TEST_F(PostgresTest, RefusesTablesOfOthersAndNewerVersions) {
  Psql("CREATE TABLE entries (id BIGINT)");
  EXPECT_EQ(OpenStore(uri_, 1).status().code(), absl::StatusCode::kFailedPrecondition);
  uri_ = PostgresServer::Shared().NewSchema();
  EXPECT_EQ(OpenStore(uri_, 1, Access::kReadOnly).status().code(), absl::StatusCode::kFailedPrecondition);
  Open();
  Psql("UPDATE verbatim_schema SET version = 1000");
  const auto newer = OpenStore(uri_, 1);
  EXPECT_EQ(newer.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(newer.status().message()), HasSubstr("1000"));
}

TEST_F(PostgresTest, RefusesADatabaseWhoseLogHasLostItsEnd) {
  struct Case {
    const char* name;
    const char* sql;
  };
  for (const Case& damage : {
           Case{"entry", "DELETE FROM entries WHERE idx = 2"},
           Case{"hash", "DELETE FROM hashes WHERE position = 3"},
           Case{"head", "UPDATE head SET size = 2"},
           Case{"trees", "UPDATE head SET subtrees = decode(repeat('00', 64), 'hex')"},
           Case{"leaf", "UPDATE entries SET leaf = ''::bytea WHERE idx = 2"},
           Case{"checkpoint", "INSERT INTO checkpoints (size, note) VALUES (9, 'note')"},
       }) {
    uri_ = PostgresServer::Shared().NewSchema();
    {
      auto store = Open();
      for (const char* name : {"a", "b", "c"}) CommitOne(*store, Of(Create(name)));
    }
    Psql(damage.sql);
    EXPECT_EQ(OpenStore(uri_, 1).status().code(), absl::StatusCode::kDataLoss) << damage.name;
  }
}

TEST_F(PostgresTest, GoesOnWhenItsSessionsEnd) {
  auto store = Open();
  constexpr int64_t kWrites = 20;
  for (int64_t i = 0; i < kWrites; ++i) {
    std::thread killer([&] {
      Psql(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'verbatimd' AND "
          "datname = current_database()");
    });
    EXPECT_EQ(CommitOne(*store, Of(Create(absl::StrCat("r", i)))), Committed(i, 1))
        << "neither lost nor doubled";
    killer.join();
    EXPECT_EQ(*store->Size(), i + 1);
  }
  ExpectWholeLog(*store, kWrites);
}

TEST_F(PostgresTest, AServerThatIsAwayIsUnavailableUntilItReturns) {
  PostgresServer server;
  uri_ = server.NewDatabase();
  auto store = Open();
  CommitOne(*store, Of(Create("a")));
  std::atomic<bool> reachable = true;
  store->Listen({.on_entries = {}, .on_reachable = [&](bool now) { reachable = now; }});
  server.Stop();
  std::thread writer([&] {
    EXPECT_EQ(store->Commit(std::vector{Of(Create("b"))}).status().code(), absl::StatusCode::kUnavailable);
  });
  EXPECT_EQ(store->Size().status().code(), absl::StatusCode::kUnavailable);
  writer.join();
  EXPECT_TRUE(test::Eventually([&] { return !reachable; }));
  server.Start();
  EXPECT_TRUE(test::Eventually([&] { return reachable.load(); }));
  EXPECT_EQ(CommitOne(*store, Of(Create("b"))), Committed(1, 1));
  store->Listen({});
}

TEST(PostgresUri, ShowsNoPassword) {
  using postgres::WithoutPassword;
  EXPECT_EQ(WithoutPassword("postgres://u:secret@h:5432/d"), "postgres://u@h:5432/d");
  EXPECT_EQ(WithoutPassword("postgres://u:se@cret@h/d?sslmode=verify-full"),
            "postgres://u@h/d?sslmode=verify-full");
  EXPECT_EQ(WithoutPassword("postgresql://h:1,i:2/d?user=u&password=secret&x=y"),
            "postgresql://h:1,i:2/d?user=u&password=&x=y");
  EXPECT_EQ(WithoutPassword("postgres://u@h:5432/d"), "postgres://u@h:5432/d");
  EXPECT_EQ(WithoutPassword("sqlite:a.db"), "sqlite:a.db");
}

}  // namespace
}  // namespace verbatim::store
