#include "store/sqlite_store.h"

#include <utility>

#include "absl/base/thread_annotations.h"
#include "store/file_lock.h"
#include "store/sqlite_connection.h"
#include "store/sqlite_readers.h"
#include "store/sqlite_schema.h"
#include "sync/mutex.h"

namespace verbatim::store {
namespace {

class SqliteStore final : public Store {
 public:
  SqliteStore(FileLock lock, std::unique_ptr<Connection> writer, const std::string& path, int max_readers)
      : lock_(std::move(lock)), writer_(std::move(writer)), readers_(path, max_readers) {}

  absl::StatusOr<std::vector<WriteResult>> Commit(std::span<const Write> writes) override {
    sync::MutexLock lock(writer_mutex_);
    Connection& connection = *writer_;
    std::vector<WriteResult> results;
    results.reserve(writes.size());
    connection.Execute("BEGIN IMMEDIATE");
    LogIndex next = ReadSize(connection);
    for (const Write& write : writes) {
      if (!connection.ok()) break;
      results.push_back(Apply(connection, write, next));
    }
    connection.Execute("COMMIT");
    if (absl::Status status = connection.TakeStatus(); !status.ok()) {
      connection.Execute("ROLLBACK");
      connection.TakeStatus().IgnoreError();  // SQLite has rolled back by itself after some errors
      return status;
    }
    return results;
  }

  absl::StatusOr<std::optional<WriteResult>> FindRequest(const RequestKey& key) override {
    std::optional<WriteResult> found;
    absl::Status status =
        readers_.Read([&](Connection& connection) { found = FindRequestIn(connection, key); });
    if (!status.ok()) return status;
    return found;
  }

  absl::StatusOr<int64_t> Size() override {
    int64_t size = 0;
    absl::Status status = readers_.Read([&](Connection& connection) { size = ReadSize(connection); });
    if (!status.ok()) return status;
    return size;
  }

  absl::StatusOr<std::vector<Entry>> ReadEntries(LogIndex first, int64_t limit) override {
    std::vector<Entry> entries;
    absl::Status status = readers_.Read([&](Connection& connection) {
      Rows rows = connection.Query(
          "SELECT idx, leaf, payload FROM entries WHERE idx >= ? ORDER BY idx LIMIT ?", first, limit);
      while (rows.Next()) entries.push_back({rows.Integer(0), rows.Bytes(1), rows.Bytes(2)});
    });
    if (!status.ok()) return status;
    return entries;
  }

  absl::StatusOr<std::optional<std::string>> ReadAttachment(LogIndex index, int64_t part) override {
    std::optional<std::string> bytes;
    absl::Status status = readers_.Read([&](Connection& connection) {
      Rows rows = connection.Query("SELECT bytes FROM attachments WHERE idx = ? AND part = ?", index, part);
      if (rows.Next()) bytes = rows.Bytes(0);
    });
    if (!status.ok()) return status;
    return bytes;
  }

  absl::StatusOr<std::vector<std::optional<Record>>> Get(std::span<const std::string> resources) override {
    std::vector<std::optional<Record>> records(resources.size());
    absl::Status status = readers_.Read([&](Connection& connection) {
      for (size_t i = 0; i < resources.size(); ++i) {
        Rows rows = connection.Query(
            "SELECT r.name, r.created, r.latest, e.payload FROM resources r JOIN entries e ON e.idx = "
            "r.latest "
            "WHERE r.name = ?",
            std::string_view(resources[i]));
        if (rows.Next()) records[i] = ReadRecord(rows);
      }
    });
    if (!status.ok()) return status;
    return records;
  }

  absl::StatusOr<Page> List(const Listing& listing) override {
    if (listing.terms.empty() || listing.terms.size() > kMaxListingTerms || listing.limit < 1) {
      return absl::InternalError("a listing needs 1 to 16 terms and a limit");
    }
    // A statement for each number of terms. Those after the first are checked on each row of the first.
    std::string sql =
        "SELECT r.name, r.created, r.latest, e.payload FROM terms t JOIN resources r ON r.created = "
        "t.created "
        "JOIN entries e ON e.idx = r.latest WHERE t.created > ?1 AND t.term = ?3";
    for (size_t i = 1; i < listing.terms.size(); ++i) {
      sql += " AND EXISTS (SELECT 1 FROM terms x WHERE x.created = t.created AND x.term = ?" +
             std::to_string(i + 3) + ")";
    }
    sql += " ORDER BY t.created LIMIT ?2";
    Page page;
    absl::Status status = readers_.Read([&](Connection& connection) {
      // One row more than asked for tells whether there is more.
      Rows rows = connection.Query(sql, listing.after, listing.limit + 1,
                                   std::span<const std::string>(listing.terms));
      int64_t bytes = 0;
      while (rows.Next()) {
        bool full = static_cast<int64_t>(page.records.size()) == listing.limit || bytes >= listing.max_bytes;
        if (full && !page.records.empty()) {
          page.more = true;
          break;
        }
        page.records.push_back(ReadRecord(rows));
        bytes += static_cast<int64_t>(page.records.back().payload.size());
      }
    });
    if (!status.ok()) return status;
    return page;
  }

  absl::StatusOr<std::vector<int64_t>> Tally(std::span<const std::string> tallies) override {
    std::vector<int64_t> values(tallies.size());
    absl::Status status = readers_.Read([&](Connection& connection) {
      for (size_t i = 0; i < tallies.size(); ++i) {
        Rows rows =
            connection.Query("SELECT value FROM tallies WHERE name = ?", std::string_view(tallies[i]));
        if (rows.Next()) values[i] = rows.Integer(0);
      }
    });
    if (!status.ok()) return status;
    return values;
  }

 private:
  // More conditions than any filter has.
  static constexpr size_t kMaxListingTerms = 16;

  struct Standing {
    LogIndex created;
    LogIndex latest;
  };

  static int64_t ReadSize(Connection& connection) {
    Rows rows = connection.Query("SELECT coalesce(max(idx) + 1, 0) FROM entries");
    return rows.Next() ? rows.Integer(0) : 0;
  }

  static Record ReadRecord(const Rows& rows) {
    return {rows.Bytes(0), rows.Integer(1), rows.Integer(2), rows.Bytes(3)};
  }

  static std::optional<Standing> Find(Connection& connection, std::string_view resource) {
    Rows rows = connection.Query("SELECT created, latest FROM resources WHERE name = ?", resource);
    if (!rows.Next()) return std::nullopt;
    return Standing{rows.Integer(0), rows.Integer(1)};
  }

  static std::optional<WriteResult> FindRequestIn(Connection& connection, const RequestKey& key) {
    Rows rows = connection.Query(
        "SELECT fingerprint, first_index, entry_count FROM requests WHERE principal = ? AND request_id = ?",
        std::string_view(key.principal), std::string_view(key.request_id));
    if (!rows.Next()) return std::nullopt;
    if (rows.Bytes(0) != key.fingerprint) return WriteResult{WriteResult::Outcome::kRequestReused, 0, 0, {}};
    return WriteResult{WriteResult::Outcome::kRepeated, rows.Integer(1), rows.Integer(2), {}};
  }

  // Checks all of the write's conditions before it changes anything, so that a refused write leaves no trace
  // in the transaction it shares. Advances `next` past the entries appended.
  static WriteResult Apply(Connection& connection, const Write& write, LogIndex& next) {
    using Outcome = WriteResult::Outcome;
    if (write.request) {
      if (std::optional<WriteResult> earlier = FindRequestIn(connection, *write.request)) return *earlier;
    }
    std::vector<std::optional<Standing>> standings;
    standings.reserve(write.entries.size());
    for (const NewEntry& entry : write.entries) {
      std::optional<Standing> standing = Find(connection, entry.resource);
      if (!entry.replaces && standing) return {Outcome::kExists, standing->latest, 0, entry.resource};
      if (entry.replaces && !standing) return {Outcome::kMissing, 0, 0, entry.resource};
      if (entry.replaces && standing->latest != *entry.replaces) {
        return {Outcome::kStale, standing->latest, 0, entry.resource};
      }
      standings.push_back(standing);
    }
    WriteResult result{Outcome::kCommitted, next, static_cast<int64_t>(write.entries.size()), {}};
    for (size_t i = 0; i < write.entries.size(); ++i)
      Append(connection, write.entries[i], standings[i], next++);
    if (write.request) {
      connection.Run(
          "INSERT INTO requests (principal, request_id, fingerprint, first_index, entry_count) "
          "VALUES (?, ?, ?, ?, ?)",
          std::string_view(write.request->principal), std::string_view(write.request->request_id),
          Blob{write.request->fingerprint}, result.first_index, result.count);
    }
    return result;
  }

  static void Append(Connection& connection, const NewEntry& entry, const std::optional<Standing>& standing,
                     LogIndex index) {
    connection.Run("INSERT INTO entries (idx, leaf, payload) VALUES (?, ?, ?)", index, Blob{entry.leaf},
                   Blob{entry.payload});
    for (size_t part = 0; part < entry.attachments.size(); ++part) {
      connection.Run("INSERT INTO attachments (idx, part, bytes) VALUES (?, ?, ?)", index,
                     static_cast<int64_t>(part), Blob{entry.attachments[part]});
    }
    LogIndex created = standing ? standing->created : index;
    if (standing) {
      connection.Run("UPDATE resources SET latest = ? WHERE created = ?", index, created);
    } else {
      connection.Run("INSERT INTO resources (created, name, latest) VALUES (?, ?, ?)", index,
                     std::string_view(entry.resource), index);
    }
    for (const std::string& term : entry.remove_terms) {
      connection.Run("DELETE FROM terms WHERE term = ? AND created = ?", std::string_view(term), created);
    }
    for (const std::string& term : entry.add_terms) {
      connection.Run("INSERT INTO terms (term, created) VALUES (?, ?)", std::string_view(term), created);
    }
    for (const std::string& tally : entry.tallies) {
      connection.Run(
          "INSERT INTO tallies (name, value) VALUES (?, 1) "
          "ON CONFLICT (name) DO UPDATE SET value = tallies.value + 1",
          std::string_view(tally));
    }
  }

  FileLock lock_;  // declared first: given up last
  sync::Mutex writer_mutex_;
  std::unique_ptr<Connection> writer_ ABSL_PT_GUARDED_BY(writer_mutex_);
  SqliteReaders readers_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(const std::string& path, int max_readers) {
  absl::StatusOr<FileLock> lock = FileLock::Acquire(path + ".lock");
  if (!lock.ok()) return lock.status();
  absl::StatusOr<std::unique_ptr<Connection>> writer = Connection::Open(path, Connection::Mode::kReadWrite);
  if (!writer.ok()) return writer.status();
  // The schema is checked before anything is written to what may be another application's file.
  absl::Status status = MigrateSqlite(**writer);
  if (!status.ok()) return status;
  (*writer)->Run("PRAGMA journal_mode = WAL");
  (*writer)->Execute("PRAGMA synchronous = FULL");
  // After a large document the WAL is cut back to this many bytes, some 16 automatic checkpoints' worth.
  (*writer)->Run("PRAGMA journal_size_limit = 67108864");
  if (absl::Status pragmas = (*writer)->TakeStatus(); !pragmas.ok()) return pragmas;
  return std::make_unique<SqliteStore>(*std::move(lock), *std::move(writer), path, max_readers);
}

}  // namespace verbatim::store
