#include "store/sqlite/sqlite_store.h"

#include <atomic>
#include <chrono>
#include <limits>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "status/absl_view.h"
#include "store/damage_report.h"
#include "store/pages.h"
#include "store/payloads.h"
#include "store/record_cache.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/file_lock.h"
#include "store/sqlite/log_end.h"
#include "store/sqlite/readers.h"
#include "store/sqlite/schema.h"
#include "store/sqlite/state.h"
#include "store/sqlite/terms.h"
#include "store/sqlite/writer.h"
#include "sync/mutex.h"
#include "tracing/span.h"

namespace verbatim::store {
namespace {

class SqliteStore final : public Store {
 public:
  SqliteStore(FileLock lock, std::unique_ptr<SqliteWriter> writer, int64_t size, const std::string& path,
              int max_readers, size_t record_cache_bytes)
      : lock_(std::move(lock)),
        size_(size),
        writer_(std::move(writer)),
        path_(path),
        readers_(path, max_readers),
        records_(record_cache_bytes) {
    if (writer_ != nullptr && records_.sole_entries_capacity() > 0) {
      learner_ = std::thread([this] { LearnSoleEntries(); });
    }
  }

  ~SqliteStore() override {
    ending_ = true;
    if (learner_.joinable()) learner_.join();
  }

  absl::StatusOr<std::vector<WriteResult>> Commit(std::span<const Write> writes, Times times) override {
    sync::MutexLock lock(writer_mutex_);
    if (writer_ == nullptr) return ReadOnly();
    // A tree that is built on damaged hashes could never be proved.
    if (damage().IsLogDamaged()) return absl::DataLossError("the log is damaged");
    RecordCache::Writing writing(records_, ChangedResources(writes));
    auto results = writer_->Commit(writes, times);
    metrics().Count(results.status());
    if (!results.ok()) return results;
    metrics().sync_seconds().Observe(writer_->last_sync());
    NoteCreated(writes, *results);
    size_.store(writer_->size(), std::memory_order_release);
    return results;
  }

  // The lock on the file keeps other processes out.
  absl::StatusOr<int64_t> Confirm() override { return KnownSize(); }
  int64_t KnownSize() const override { return size_.load(std::memory_order_acquire); }
  void Listen(OthersListener) override {}
  absl::StatusOr<std::string> Agree(const std::string&, const std::string& value) override { return value; }

  absl::StatusOr<bool> KeepCheckpoint(const KeptCheckpoint& checkpoint,
                                      const std::optional<std::string>& before) override {
    sync::MutexLock lock(writer_mutex_);
    if (writer_ == nullptr) return ReadOnly();
    absl::StatusOr<bool> kept = writer_->KeepCheckpoint(checkpoint, before);
    metrics().Count(kept.status());
    return kept;
  }

  absl::StatusOr<std::optional<WriteResult>> FindRequest(const RequestKey& key) override {
    std::optional<WriteResult> found;
    absl::Status status =
        Read("FindRequest", [&](Connection& connection) { found = ReadRequest(connection, key); });
    if (!status.ok()) return status;
    return found;
  }

  absl::StatusOr<int64_t> Size() override {
    int64_t size = 0;
    absl::Status status = Read("Size", [&](Connection& connection) { size = ReadSize(connection); });
    if (!status.ok()) return status;
    return size;
  }

  absl::StatusOr<std::vector<Entry>> ReadEntries(LogIndex first, int64_t limit) override {
    std::vector<Entry> entries;
    absl::Status status = Read("ReadEntries", [&](Connection& connection) {
      Rows rows = connection.Query(kEntries, first, limit);
      while (rows.Next()) {
        absl::StatusOr<Entry> entry = CheckedEntry(rows);
        if (!entry.ok()) return connection.Fail(entry.status());
        entries.push_back(*std::move(entry));
      }
    });
    if (!status.ok()) return status;
    return entries;
  }

  absl::StatusOr<std::vector<Entry>> ReadEntriesUnchecked(LogIndex first, int64_t limit) override {
    std::vector<Entry> entries;
    absl::Status status = Read("ReadEntriesUnchecked", [&](Connection& connection) {
      Rows rows = connection.Query(kEntries, first, limit);
      while (rows.Next()) entries.push_back(UncheckedEntry(rows));
    });
    if (!status.ok()) return status;
    return entries;
  }

  absl::StatusOr<EntryPage> ListEntries(const EntryListing& listing) override {
    if (listing.limit < 1) return absl::InternalError("a listing of entries requires a limit of at least 1");
    EntryPage page;
    absl::Status status =
        Read("ListEntries", [&](Connection& connection) { page = ReadPage(connection, listing); });
    if (!status.ok()) return status;
    return page;
  }

  absl::StatusOr<std::optional<std::string>> ReadAttachment(LogIndex index, int64_t part) override {
    std::optional<std::string> bytes;
    absl::Status status = Read("ReadAttachment", [&](Connection& connection) {
      Rows rows = connection.Query("SELECT bytes FROM attachments WHERE idx = ? AND part = ?", index, part);
      if (rows.Next()) bytes = rows.Bytes(0);
    });
    if (!status.ok()) return status;
    return bytes;
  }

  absl::StatusOr<std::vector<std::optional<Record>>> Get(std::span<const std::string> resources) override {
    return GetWithin(resources, std::numeric_limits<int64_t>::max());
  }

  absl::StatusOr<std::optional<Record>> GetUnchecked(const std::string& resource) override {
    std::optional<Record> record;
    absl::Status status = ReadOneStatement("GetUnchecked", [&](Connection& connection) {
      Rows rows = connection.Query(kRecordByName, std::string_view(resource));
      if (rows.Next())
        record = Record{rows.Bytes(0), rows.Integer(1), rows.Integer(2), rows.OptionalBytes(3)};
    });
    if (!status.ok()) return status;
    return record;
  }

  absl::StatusOr<std::vector<std::optional<Record>>> GetWithin(std::span<const std::string> resources,
                                                               int64_t max_bytes) override {
    std::vector<std::optional<Record>> records;
    records.reserve(resources.size());
    const auto read = [&](Connection& connection) {
      int64_t bytes = 0;
      for (const std::string& resource : resources) {
        std::optional<Record> record = Find(connection, resource);
        bytes += record ? SizeOf(record->payload) : 0;
        if (bytes > max_bytes && !records.empty()) return;
        records.push_back(std::move(record));
      }
    };
    absl::Status status =
        resources.size() == 1 ? ReadOneStatement("GetWithin", read) : Read("GetWithin", read);
    if (!status.ok()) return status;
    return records;
  }

  absl::StatusOr<std::shared_ptr<const Record>> GetCached(const std::string& resource) override {
    RecordCache::Found found = records_.Find(resource);
    if (found.record != nullptr) {
      metrics().record_hits().Add();
      return std::move(found.record);
    }
    metrics().record_misses().Add();
    std::shared_ptr<const Record> record;
    absl::Status status = ReadOneStatement("GetCached", [&](Connection& connection) {
      std::optional<Record> read;
      if (found.sole_entry) read = ReadSole(connection, resource, *found.sole_entry);
      if (!read) read = Find(connection, resource);
      if (read) record = std::make_shared<const Record>(*std::move(read));
    });
    if (!status.ok()) return status;
    if (record != nullptr) records_.Keep(record, found.generation);
    return record;
  }

  absl::StatusOr<Page> List(const Listing& listing) override {
    if (listing.keys.empty() || listing.keys.size() > kMaxListingKeys || listing.limit < 1) {
      return absl::InternalError("a listing requires 1 to 16 index keys and a limit of at least 1");
    }
    Page page;
    absl::Status status =
        Read("List", [&](Connection& connection) { page = ReadListing(connection, listing); });
    if (!status.ok()) return status;
    return page;
  }

  absl::StatusOr<std::vector<int64_t>> ReadCounters(std::span<const std::string> counters) override {
    std::vector<int64_t> values(counters.size());
    absl::Status status = Read("ReadCounters", [&](Connection& connection) {
      for (size_t i = 0; i < counters.size(); ++i) {
        Rows rows =
            connection.Query("SELECT value FROM tallies WHERE name = ?", std::string_view(counters[i]));
        if (rows.Next()) values[i] = rows.Integer(0);
      }
    });
    if (!status.ok()) return status;
    return values;
  }

  absl::StatusOr<std::vector<log::Digest>> ReadHashes(std::span<const uint64_t> positions) override {
    std::vector<log::Digest> hashes;
    absl::Status status = Read(
        "ReadHashes", [&](Connection& connection) { hashes = store::ReadHashes(connection, positions); });
    if (absl::IsDataLoss(status)) damage().AddLog(std::string(status.message()));
    if (!status.ok()) return status;
    return hashes;
  }

  absl::StatusOr<std::optional<KeptCheckpoint>> FindCheckpoint(int64_t size) override {
    std::optional<KeptCheckpoint> found;
    absl::Status status = Read("FindCheckpoint", [&](Connection& connection) {
      Rows rows = connection.Query(
          "SELECT size, note FROM checkpoints WHERE size <= ? ORDER BY size DESC LIMIT 1", size);
      if (rows.Next()) found = KeptCheckpoint{rows.Integer(0), rows.Bytes(1)};
    });
    if (!status.ok()) return status;
    return found;
  }

  absl::StatusOr<std::vector<StateRow>> ReadState(StateTable table, const std::optional<StateRow>& after,
                                                  int64_t limit) override {
    std::vector<StateRow> rows;
    absl::Status status = Read(
        "ReadState", [&](Connection& connection) { rows = ReadStateRows(connection, table, after, limit); });
    if (!status.ok()) return status;
    return rows;
  }

  absl::Status Compact() override {
    sync::MutexLock lock(writer_mutex_);
    if (writer_ == nullptr) return ReadOnly();
    return writer_->Compact();
  }

  absl::Status CheckStorage() override {
    std::string finding;
    absl::Status status = Read("CheckStorage", [&](Connection& connection) {
      Rows rows = connection.Query("PRAGMA integrity_check(1)");
      if (rows.Next()) finding = rows.Bytes(0);
      if (finding != "ok") return;
      if (auto key = FindUnusedKey(connection))
        finding = "no resource is listed under the index key \"" + *key + '"';
    });
    if (status.ok() && finding != "ok") return absl::DataLossError(finding);
    return status;
  }

  std::string RestoreCommand(LogIndex index, std::optional<int64_t> attachment) const override {
    const std::string part = attachment ? absl::StrCat(" AND part = ", *attachment) : "";
    const std::string_view table = attachment ? "attachments" : "entries";
    const std::string_view column = attachment ? "bytes" : "payload";
    return absl::Substitute(
        "sqlite3 '$0' \"ATTACH 'BACKUP.db' AS backup; UPDATE main.$1 SET $2 = (SELECT $2 FROM backup.$1 "
        "WHERE "
        "idx = $3$4) WHERE idx = $3$4\"",
        path_, Absl(table), Absl(column), index, part);
  }

 private:
  static constexpr std::string_view kRecordByName =
      "SELECT r.name, r.created, r.latest, e.payload, e.leaf FROM resources r JOIN entries e ON e.idx = "
      "r.latest WHERE r.name = ?";
  static constexpr std::string_view kEntries =
      "SELECT idx, leaf, payload FROM entries WHERE idx >= ? ORDER BY idx LIMIT ?";

  // Read like SqliteReaders. Report damage, and trace the operation under its name.
  absl::Status Read(std::string_view operation, absl::FunctionRef<void(Connection&)> read) {
    return Traced(operation, [&] { return readers_.Read(read); });
  }
  absl::Status ReadOneStatement(std::string_view operation, absl::FunctionRef<void(Connection&)> read) {
    return Traced(operation, [&] { return readers_.ReadOneStatement(read); });
  }
  absl::Status Traced(std::string_view operation, absl::FunctionRef<absl::Status()> read) {
    tracing::Step step(operation, "sqlite");
    absl::Status status = ReportDamage(*this, read());
    if (!status.ok()) step.SetFailed();
    return status;
  }

  // More keys than any filter has.
  static constexpr size_t kMaxListingKeys = 16;

  static std::optional<Record> Find(Connection& connection, std::string_view resource) {
    Rows rows = connection.Query(kRecordByName, resource);
    if (!rows.Next()) return std::nullopt;
    absl::StatusOr<Record> record = CheckedRecord(rows);
    if (record.ok()) return *std::move(record);
    connection.Fail(record.status());
    return std::nullopt;
  }

  static EntryPage ReadPage(Connection& connection, const EntryListing& listing) {
    // SQLite reads whether a payload is NULL from the row's header, without reading the payload.
    const std::string_view statement =
        listing.leaves_only
            ? "SELECT idx, leaf, CASE WHEN payload IS NULL THEN NULL ELSE X'' END FROM entries "
              "WHERE idx >= ? ORDER BY idx LIMIT ?"
            : kEntries;
    Rows rows = connection.Query(statement, listing.first, listing.limit + 1);
    absl::StatusOr<EntryPage> page = ReadEntryPage(rows, listing);
    if (page.ok()) return *std::move(page);
    connection.Fail(page.status());
    return {};
  }

  // Reads a resource from its only entry, if `index` is that entry. Returns nothing if the entry belongs to
  // another resource, or if its payload was erased or is damaged.
  static std::optional<Record> ReadSole(Connection& connection, const std::string& resource, LogIndex index) {
    Rows rows = connection.Query("SELECT leaf, payload FROM entries WHERE idx = ?", index);
    if (!rows.Next() || rows.IsNull(1)) return std::nullopt;
    Record record{resource, index, index, rows.Bytes(1)};
    if (!Matches(rows.Bytes(0), resource, record.payload)) return std::nullopt;  // Find reports damage
    return record;
  }

  // After a start, adds as many sole entries as fit, beginning with the latest resource.
  void LearnSoleEntries() {
    constexpr int64_t kAtOnce = 1000;
    auto left = static_cast<int64_t>(records_.sole_entries_capacity());
    auto before = std::numeric_limits<LogIndex>::max();
    for (int64_t read = kAtOnce; read == kAtOnce && left > 0 && !ending_; left -= read) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));  // let writers go first
      read = 0;
      sync::MutexLock lock(writer_mutex_);  // no write may happen between reading and noting
      absl::Status status = ReadOneStatement("LearnSoleEntries", [&](Connection& connection) {
        Rows rows = connection.Query(
            "SELECT created, name, latest FROM resources WHERE created < ? ORDER BY created DESC LIMIT ?",
            before, kAtOnce);
        for (; rows.Next(); ++read) {
          before = rows.Integer(0);
          if (rows.Integer(2) == before) records_.NoteSoleEntry(rows.Bytes(1), before);
        }
      });
      if (!status.ok()) return;  // reads will add them
    }
  }

  void NoteCreated(std::span<const Write> writes, std::span<const WriteResult> results) {
    for (size_t i = 0; i < writes.size(); ++i) {
      if (results[i].outcome != WriteResult::Outcome::kCommitted) continue;
      LogIndex index = results[i].first_index;
      for (const NewEntry& entry : writes[i].entries) records_.NoteSoleEntry(entry.resource, index++);
    }
  }

  static absl::Status ReadOnly() { return absl::InternalError("the store is read-only"); }

  FileLock lock_;  // declared first: released last
  std::atomic<int64_t> size_;
  sync::Mutex writer_mutex_;
  std::unique_ptr<SqliteWriter> writer_ ABSL_PT_GUARDED_BY(writer_mutex_);  // null if read-only
  const std::string path_;
  SqliteReaders readers_;
  RecordCache records_;  // the file lock ensures that only this process writes
  std::atomic<bool> ending_ = false;
  std::thread learner_;  // last member: uses all others
};

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(const std::string& path, int max_readers,
                                                       Access access, size_t record_cache_bytes) {
  // Declared before the connections, which must be closed first.
  absl::StatusOr<FileLock> lock = FileLock::Acquire(
      path, access == Access::kReadWrite ? FileLock::Mode::kExclusive : FileLock::Mode::kShared);
  if (!lock.ok()) return lock.status();
  auto mode = access == Access::kReadWrite ? Connection::Mode::kReadWrite : Connection::Mode::kReadOnly;
  absl::StatusOr<std::unique_ptr<Connection>> connection = Connection::Open(path, mode);
  if (!connection.ok()) return connection.status();
  std::unique_ptr<SqliteWriter> writer;
  int64_t size = 0;
  if (access != Access::kReadWrite) {
    if (absl::Status status = CheckSqliteSchema(**connection); !status.ok()) return status;
    size = ReadSize(**connection);
  } else {
    // Checks the schema before writing anything, because the file may belong to another application.
    if (absl::Status status = MigrateSqlite(**connection); !status.ok()) return status;
    if (absl::Status status = CheckLogEnd(**connection); !status.ok()) return status;
    size = ReadSize(**connection);
    absl::StatusOr<std::unique_ptr<SqliteWriter>> started = SqliteWriter::Start(*std::move(connection));
    if (!started.ok()) return started.status();
    writer = *std::move(started);
  }
  return std::make_unique<SqliteStore>(*std::move(lock), std::move(writer), size, path, max_readers,
                                       record_cache_bytes);
}

}  // namespace verbatim::store
