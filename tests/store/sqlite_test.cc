#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>

#include "log/leaf.h"
#include "log/merkle.h"
#include "store/store.h"
#include "support/temp_folder.h"

namespace verbatim::store {
namespace {

using ::testing::HasSubstr;

// Runs statements on a database file like another program.
void RunSql(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(database);
  sqlite3_close(database);
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

class SqliteTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<Store>> Open() { return OpenStore("sqlite:" + path_, 2); }

  test::TempFolder folder_;
  const std::string path_ = folder_.Path("test.db");
};

TEST_F(SqliteTest, RefusesAFileThatIsNotADatabaseAndDoesNotChangeIt) {
  const std::string text =
      "This is a letter and no database, although it is long enough to be taken for one. " +
      std::string(4096, '.');
  std::ofstream(path_) << text;
  auto store = Open();
  EXPECT_EQ(store.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(store.status().message()), HasSubstr("not a database"));
  EXPECT_THAT(std::string(store.status().message()), HasSubstr(path_));
  EXPECT_EQ(ReadFile(path_), text);
}

TEST_F(SqliteTest, RefusesTheDatabaseOfAnotherApplicationAndDoesNotChangeIt) {
  RunSql(path_, "CREATE TABLE music (title TEXT)");
  const std::string before = ReadFile(path_);
  auto store = Open();
  EXPECT_EQ(store.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(store.status().message()), HasSubstr("another application"));
  EXPECT_EQ(ReadFile(path_), before);
}

TEST_F(SqliteTest, RefusesADatabaseOfANewerVersion) {
  ASSERT_TRUE(Open().ok());
  RunSql(path_, "PRAGMA user_version = 999");
  auto store = Open();
  EXPECT_EQ(store.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(store.status().message()), HasSubstr("999"));
}

TEST_F(SqliteTest, RefusesADatabaseThatIsOpenElsewhere) {
  auto first = Open();
  ASSERT_TRUE(first.ok());
  auto second = Open();
  EXPECT_EQ(second.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(second.status().message()), HasSubstr("in use by another process"));
  first->reset();
  EXPECT_TRUE(Open().ok()) << "after closing it can be opened again";
}

TEST_F(SqliteTest, RefusesMissingFoldersAndInvalidUris) {
  EXPECT_EQ(OpenStore("sqlite:" + folder_.Path("no/such/folder.db"), 2).status().code(),
            absl::StatusCode::kUnavailable);
  for (const char* uri :
       {"", "test.db", "sqlite:", "mysql://localhost", "sqlite::memory:", "sqlite:file:x?mode=memory"}) {
    EXPECT_EQ(OpenStore(uri, 2).status().code(), absl::StatusCode::kInvalidArgument) << uri;
  }
}

TEST_F(SqliteTest, IsUnavailableWhileAnotherProcessHoldsTheLockAndRecovers) {
  auto store = Open();
  ASSERT_TRUE(store.ok());
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(path_.c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  std::vector<Write> writes(1);
  NewEntry& entry = writes[0].entries.emplace_back();
  entry.resource = "a";
  log::Leaf leaf;
  leaf.resource = entry.resource;
  leaf.payload_sha256 = log::Sha256("");
  entry.leaf = log::EncodeLeaf(leaf);
  entry.add_keys = {"t"};
  EXPECT_EQ((*store)->Commit(writes).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(*(*store)->Size(), 0) << "reads still work";
  sqlite3_close(other);
  EXPECT_TRUE((*store)->Commit(writes).ok());
  auto page = (*store)->List({.keys = {"t"}, .limit = 10, .max_bytes = 1000});
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->records.size(), 1u);
}

TEST_F(SqliteTest, ReportsDataLossForADamagedDatabase) {
  {
    auto store = Open();
    ASSERT_TRUE(store.ok());
    std::vector<Write> writes(1);
    for (int i = 0; i < 50; ++i) {
      NewEntry& entry = writes[0].entries.emplace_back();
      entry.resource = "resource " + std::to_string(i);
      entry.payload = std::string(5000, 'x');
    }
    ASSERT_TRUE((*store)->Commit(writes).ok());
  }
  // Overwrites every page but the first few, which hold the schema.
  std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(8 * 4096);
  file << std::string(std::filesystem::file_size(path_) - 8 * 4096, '\xA5');
  file.close();
  EXPECT_EQ(Open().status().code(), absl::StatusCode::kDataLoss) << "the end of the log cannot be checked";
  auto store = OpenStore("sqlite:" + path_, 2, Access::kReadOnly);
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_EQ((*store)->ReadEntries(0, 100).status().code(), absl::StatusCode::kDataLoss);
}

// Returns the bytes of all files of the database.
std::string ReadDatabase(const std::string& path) { return ReadFile(path) + ReadFile(path + "-wal"); }

TEST_F(SqliteTest, ErasedBytesAreInNoFile) {
  auto store = Open();
  ASSERT_TRUE(store.ok());
  std::vector<Write> writes(1);
  NewEntry& entry = writes[0].entries.emplace_back();
  entry.resource = "a";
  entry.payload = "SECRET-PAYLOAD";
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += "SECRET-TEXT ";  // over many pages
  entry.attachments = {text};
  entry.add_keys = {"SECRET-TERM", "term"};
  ASSERT_TRUE((*store)->Commit(writes).ok());
  ASSERT_THAT(ReadDatabase(path_), HasSubstr("SECRET-PAYLOAD"));
  ASSERT_THAT(ReadDatabase(path_), HasSubstr("SECRET-TERM"));
  std::vector<Write> erasing(1);
  NewEntry& eraser = erasing[0].entries.emplace_back();
  eraser.resource = "a";
  eraser.payload = "what remains";
  eraser.replaces = 0;
  eraser.erases = {"a"};
  eraser.remove_keys = {"SECRET-TERM"};
  ASSERT_TRUE((*store)->Commit(erasing).ok());
  // Checked while the database is still open.
  EXPECT_EQ(ReadDatabase(path_).find("SECRET"), std::string::npos);
  EXPECT_THAT(ReadDatabase(path_), HasSubstr("what remains"));
}

// Returns the resources whose attachments are found in `bytes`.
std::vector<int> FoundIn(const std::string& bytes, const std::vector<int>& resources) {
  std::vector<int> found;
  std::copy_if(resources.begin(), resources.end(), std::back_inserter(found), [&](int resource) {
    return bytes.find("SECRET " + std::to_string(resource) + '.') != bytes.npos;
  });
  return found;
}

// SQLite leaves a copy behind when it moves a row to another page.
TEST_F(SqliteTest, CompactingRemovesAllCopiesOfErasedBytes) {
  auto store = Open();
  ASSERT_TRUE(store.ok());
  std::mt19937 random(2);
  std::vector<int> live;
  std::vector<int> erased;
  LogIndex next = 0;
  for (int round = 0; round < 60; ++round) {
    std::vector<Write> creating(1);
    for (size_t count = std::array{1, 10, 60}[random() % 3]; count > 0; --count) {
      const auto resource = static_cast<int>(next++);
      NewEntry& entry = creating[0].entries.emplace_back();
      entry.resource = std::to_string(resource);
      for (int part = 0; part < 2; ++part) {
        std::string& text = entry.attachments.emplace_back();
        for (int times = std::array{1, 5, 30, 100}[random() % 4]; times > 0; --times)
          text += "SECRET " + std::to_string(resource) + '.';
      }
      live.push_back(resource);
    }
    ASSERT_TRUE((*store)->Commit(creating).ok());
    std::vector<Write> erasing(1);
    const auto first = live.begin() + static_cast<long>(random() % live.size());
    const auto last = first + std::min<long>(std::array{1, 5, 40}[random() % 3], live.end() - first);
    for (auto resource = first; resource != last; ++resource) {
      NewEntry& entry = erasing[0].entries.emplace_back();
      entry.resource = std::to_string(*resource);
      entry.replaces = *resource;
      entry.erases = {entry.resource};
    }
    next += last - first;
    ASSERT_EQ((*store)->Commit(erasing)->front().outcome, WriteResult::Outcome::kCommitted);
    erased.insert(erased.end(), first, last);
    live.erase(first, last);
  }
  if (FoundIn(ReadDatabase(path_), erased).empty()) GTEST_SKIP() << "this SQLite left no copies";
  ASSERT_TRUE((*store)->Compact().ok());
  EXPECT_THAT(FoundIn(ReadDatabase(path_), erased), ::testing::IsEmpty());
  EXPECT_EQ(FoundIn(ReadDatabase(path_), live), live);
  EXPECT_TRUE((*store)->CheckStorage().ok());
}

TEST_F(SqliteTest, AReaderThatBlocksAnErasureDoesNotDelayLaterWrites) {
  auto store = Open();
  ASSERT_TRUE(store.ok());
  std::vector<Write> creating(1);
  NewEntry& entry = creating[0].entries.emplace_back();
  entry.resource = "a";
  entry.payload = "SECRET";
  ASSERT_TRUE((*store)->Commit(creating).ok());
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(path_.c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN; SELECT * FROM entries", nullptr, nullptr, nullptr), SQLITE_OK);
  std::vector<Write> erasing(1);
  NewEntry& eraser = erasing[0].entries.emplace_back();
  eraser.resource = "a";
  eraser.replaces = 0;
  eraser.erases = {"a"};
  ASSERT_TRUE((*store)->Commit(erasing).ok());
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 3; ++i) ASSERT_TRUE((*store)->Commit({}).ok());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5))
      << "all three within one busy timeout";
  EXPECT_NE(ReadDatabase(path_).find("SECRET"), std::string::npos) << "the reader can still see it";
  sqlite3_close(other);
  ASSERT_TRUE((*store)->Commit({}).ok());
  EXPECT_EQ(ReadDatabase(path_).find("SECRET"), std::string::npos);
}

// While this object lives, no file of this process can grow past this many bytes, as on a full disk.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limit = before_;
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

TEST_F(SqliteTest, AnEmptyCommitTellsWhetherTheDiskIsFull) {
  auto store = Open();
  ASSERT_TRUE(store.ok());
  std::vector<Write> writes(1);
  writes[0].entries.emplace_back().resource = "a";
  ASSERT_TRUE((*store)->Commit(writes).ok());
  {
    FullDisk full(std::filesystem::file_size(path_ + "-wal"));
    EXPECT_EQ((*store)->Commit({}).status().code(), absl::StatusCode::kUnavailable);
    EXPECT_EQ((*store)->Commit({}).status().code(), absl::StatusCode::kUnavailable);
  }
  EXPECT_TRUE((*store)->Commit({}).ok());
}

TEST_F(SqliteTest, MigratesADatabaseOfVersion1) {
  RunSql(path_, ReadFile(PROJECT_ROOT "/tests/data/schema-1.sql"));
  EXPECT_EQ(OpenStore("sqlite:" + path_, 1, Access::kReadOnly).status().code(),
            absl::StatusCode::kFailedPrecondition)
      << "a read-only store does not migrate";
  auto store = Open();
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_EQ(*(*store)->Size(), 5);
  auto history = (*store)->ReadState(StateTable::kHistory, std::nullopt, 10);
  ASSERT_TRUE(history.ok());
  std::vector<std::string> previous;
  for (const StateRow& row : *history) previous.push_back(row.value);
  EXPECT_THAT(previous, ::testing::ElementsAre("", "", "", "", "3")) << "the retraction follows the claim";
  log::GrowingTree tree;
  std::vector<log::Digest> hashes;
  auto entries = (*store)->ReadEntries(0, 10);
  ASSERT_TRUE(entries.ok());
  for (const Entry& entry : *entries) {
    EXPECT_TRUE(entry.payload.has_value());
    for (const log::Digest& hash : tree.Append(log::HashLeaf(entry.leaf))) hashes.push_back(hash);
  }
  std::vector<uint64_t> positions;
  for (uint64_t position = 0; position < hashes.size(); ++position) positions.push_back(position);
  EXPECT_EQ(*(*store)->ReadHashes(positions), hashes);
}

TEST_F(SqliteTest, MigratesTheTermsOfADatabaseOfVersion2) {
  RunSql(path_, ReadFile(PROJECT_ROOT "/tests/data/schema-2.sql"));
  auto store = Open();
  ASSERT_TRUE(store.ok()) << store.status();
  auto rows = (*store)->ReadState(StateTable::kIndexKeys, std::nullopt, 100);
  ASSERT_TRUE(rows.ok());
  std::vector<std::string> keys;
  for (const StateRow& row : *rows) keys.push_back(row.name + " " + std::to_string(row.number));
  EXPECT_THAT(keys, ::testing::ElementsAre(
                        "claims 2", "claims 3", "claims document=documents/brief 2",
                        "claims document=documents/brief 3", "claims label.topic=prisoners 2",
                        "claims revision=documents/brief/revisions/1 2",
                        "claims revision=documents/brief/revisions/1 3", "claims state=CLAIM_STATE_ACTIVE 2",
                        "claims state=CLAIM_STATE_RETRACTED 3", "documents 0", "documents language_code=en 0",
                        "documents publisher=Desk 0", "documents uri=https://example.com/brief 0",
                        "revisions 1", "revisions document=documents/brief 1"));
  auto page = (*store)->List(
      {.keys = {"claims state=CLAIM_STATE_RETRACTED", "claims"}, .limit = 5, .max_bytes = 1000});
  ASSERT_TRUE(page.ok());
  ASSERT_EQ(page->records.size(), 1u);
  EXPECT_EQ(page->records[0].resource, "claims/fly");
}

}  // namespace
}  // namespace verbatim::store
