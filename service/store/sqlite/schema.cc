#include "store/sqlite/schema.h"

#include <array>
#include <string>

#include "log/merkle.h"

namespace verbatim::store {
namespace {

// "Vbtm" in ASCII. Tools such as `file` identify the database by it.
constexpr int64_t kApplicationId = 0x5662746D;

// SQL statements, then a step that SQL cannot express.
struct Migration {
  const char* sql;
  void (*finish)(Connection& connection) = nullptr;
};

// Computes the tree's hashes for a log that lacks them.
void HashEntries(Connection& connection) {
  log::GrowingTree tree;
  int64_t position = 0;
  Rows rows = connection.Query("SELECT leaf FROM entries ORDER BY idx");
  while (rows.Next()) {
    for (const log::Digest& hash : tree.Append(log::HashLeaf(rows.Bytes(0)))) {
      connection.Run("INSERT INTO hashes (position, hash) VALUES (?, ?)", position++,
                     Blob{log::BytesOf(hash)});
    }
  }
}

// Migration n, counted from 1, takes a database from version n-1 to n. Never change a released migration.
constexpr std::array kMigrations = {
    Migration{R"sql(
      CREATE TABLE entries (
        idx     INTEGER PRIMARY KEY,
        leaf    BLOB NOT NULL,
        payload BLOB NOT NULL
      ) STRICT;

      CREATE TABLE attachments (
        idx   INTEGER NOT NULL,
        part  INTEGER NOT NULL,
        bytes BLOB NOT NULL,
        UNIQUE (idx, part)
      ) STRICT;

      CREATE TABLE resources (
        created INTEGER PRIMARY KEY,
        name    TEXT NOT NULL UNIQUE,
        latest  INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE terms (
        term    TEXT NOT NULL,
        created INTEGER NOT NULL,
        PRIMARY KEY (term, created)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE tallies (
        name  TEXT NOT NULL PRIMARY KEY,
        value INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE requests (
        principal   TEXT NOT NULL,
        request_id  TEXT NOT NULL,
        fingerprint BLOB NOT NULL,
        first_index INTEGER NOT NULL,
        entry_count INTEGER NOT NULL,
        PRIMARY KEY (principal, request_id)
      ) STRICT, WITHOUT ROWID;
    )sql"},
    // Adds the tree's hashes by position, checkpoints, payloads that can be erased (NULL), and a link from
    // each entry to the previous entry of its resource. Before this migration, only the leaves showed which
    // entries belong to a resource. In a leaf, the name follows its two-byte length and begins at byte 46,
    // counted from 1.
    Migration{R"sql(
      CREATE TABLE hashes (
        position INTEGER PRIMARY KEY,
        hash     BLOB NOT NULL
      ) STRICT;

      CREATE TABLE checkpoints (
        size INTEGER PRIMARY KEY,
        note TEXT NOT NULL
      ) STRICT;

      ALTER TABLE entries RENAME TO entries_1;
      CREATE TABLE entries (
        idx      INTEGER PRIMARY KEY,
        leaf     BLOB NOT NULL,
        payload  BLOB,
        previous INTEGER
      ) STRICT;
      WITH lengths AS (
        SELECT idx, hex(substr(leaf, 44, 2)) AS digits FROM entries_1
      ), named AS (
        SELECT e.idx, substr(e.leaf, 46,
            ((instr('0123456789ABCDEF', substr(digits, 1, 1)) - 1) * 16 + instr('0123456789ABCDEF', substr(digits, 2, 1)) - 1) * 256
            + (instr('0123456789ABCDEF', substr(digits, 3, 1)) - 1) * 16 + instr('0123456789ABCDEF', substr(digits, 4, 1)) - 1) AS name
        FROM entries_1 e JOIN lengths l ON l.idx = e.idx
      )
      INSERT INTO entries (idx, leaf, payload, previous)
        SELECT e.idx, e.leaf, e.payload, lag(e.idx) OVER (PARTITION BY n.name ORDER BY e.idx)
        FROM entries_1 e JOIN named n ON n.idx = e.idx ORDER BY e.idx;
      DROP TABLE entries_1;
    )sql",
              &HashEntries},
    // Gives index keys numbers and moves their postings to tables of their own (terms.h). Before this
    // migration, each posting repeated the text of its key.
    Migration{R"sql(
      ALTER TABLE terms RENAME TO terms_2;
      CREATE TABLE terms (
        id   INTEGER PRIMARY KEY,
        term TEXT NOT NULL UNIQUE
      ) STRICT;

      CREATE TABLE postings (
        term_id INTEGER NOT NULL,
        created INTEGER NOT NULL,
        PRIMARY KEY (term_id, created)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE recent_postings (
        created INTEGER NOT NULL,
        term_id INTEGER NOT NULL,
        PRIMARY KEY (created, term_id)
      ) STRICT, WITHOUT ROWID;

      INSERT INTO terms (term) SELECT DISTINCT term FROM terms_2 ORDER BY term;
      INSERT INTO postings (term_id, created)
        SELECT t.id, o.created FROM terms_2 o CROSS JOIN terms t ON t.term = o.term ORDER BY o.term, o.created;
      DROP TABLE terms_2;
    )sql"},
};

int64_t ReadInteger(Connection& connection, const char* sql) {
  Rows rows = connection.Query(sql);
  return rows.Next() ? rows.Integer(0) : 0;
}

constexpr int64_t kNewest = static_cast<int64_t>(kMigrations.size());

// Returns the version of the database, 0 for a new one. FAILED_PRECONDITION if the database has a newer
// version or belongs to another application.
absl::StatusOr<int64_t> ReadVersion(Connection& connection) {
  int64_t application = ReadInteger(connection, "PRAGMA application_id");
  int64_t version = ReadInteger(connection, "PRAGMA user_version");
  int64_t objects = ReadInteger(connection, "SELECT count(*) FROM sqlite_schema");
  if (absl::Status status = connection.TakeStatus(); !status.ok()) return status;
  if (application != kApplicationId && (objects > 0 || version != 0)) {
    return absl::FailedPreconditionError("it is another application's SQLite database");
  }
  if (version > kNewest) {
    return absl::FailedPreconditionError("its schema version is " + std::to_string(version) +
                                         ", newer than this program's " + std::to_string(kNewest));
  }
  return version;
}

}  // namespace

void RewriteSqliteVersion(Connection& connection) {
  connection.Execute(("PRAGMA user_version = " + std::to_string(kNewest)).c_str());
}

absl::Status CheckSqliteSchema(Connection& connection) {
  absl::StatusOr<int64_t> version = ReadVersion(connection);
  if (!version.ok()) return version.status();
  if (*version == kNewest) return absl::OkStatus();
  return absl::FailedPreconditionError("its schema version is " + std::to_string(*version) + ", not " +
                                       std::to_string(kNewest) + "; to migrate it, start verbatimd normally");
}

absl::Status MigrateSqlite(Connection& connection) {
  // Overwrites erased bytes instead of only freeing their space. This also covers the remains of a migration.
  connection.Run("PRAGMA secure_delete = ON");
  // One transaction, so that only one of two processes that start at once creates a new database.
  connection.Execute("BEGIN IMMEDIATE");
  absl::StatusOr<int64_t> version = ReadVersion(connection);
  if (!version.ok()) {
    connection.Execute("ROLLBACK");
    connection.TakeStatus().IgnoreError();
    // If SQLite cannot read any of a file, the file is probably not a database.
    return absl::IsDataLoss(version.status()) ? absl::FailedPreconditionError(version.status().message())
                                              : version.status();
  }
  if (*version < kNewest) {
    for (int64_t next = *version; next < kNewest; ++next) {
      const Migration& migration = kMigrations[static_cast<size_t>(next)];
      connection.Execute(migration.sql);
      if (migration.finish != nullptr) migration.finish(connection);
    }
    connection.Execute(("PRAGMA application_id = " + std::to_string(kApplicationId)).c_str());
    RewriteSqliteVersion(connection);
  }
  connection.Execute("COMMIT");
  absl::Status status = connection.TakeStatus();
  if (!status.ok()) {
    connection.Execute("ROLLBACK");
    connection.TakeStatus().IgnoreError();
  }
  return status;
}

}  // namespace verbatim::store
