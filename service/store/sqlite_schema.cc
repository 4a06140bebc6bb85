#include "store/sqlite_schema.h"

#include <array>
#include <string>

namespace verbatim::store {
namespace {

// "Vbtm" in ASCII; `file` and other tools tell the database by it.
constexpr int64_t kApplicationId = 0x5662746D;

// Number n of the list, counted from 1, takes a database from version n-1 to n. Never change one that was
// released.
constexpr std::array kMigrations = {
    R"sql(
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
    )sql",
};

int64_t ReadInteger(Connection& connection, const char* sql) {
  Rows rows = connection.Query(sql);
  return rows.Next() ? rows.Integer(0) : 0;
}

}  // namespace

absl::Status MigrateSqlite(Connection& connection) {
  // In one transaction, so that of two processes that start at once on a new file only one creates it.
  connection.Execute("BEGIN IMMEDIATE");
  int64_t application = ReadInteger(connection, "PRAGMA application_id");
  int64_t version = ReadInteger(connection, "PRAGMA user_version");
  int64_t objects = ReadInteger(connection, "SELECT count(*) FROM sqlite_schema");
  if (absl::Status status = connection.TakeStatus(); !status.ok()) {
    connection.Execute("ROLLBACK");
    connection.TakeStatus().IgnoreError();
    return absl::IsDataLoss(status) ? absl::FailedPreconditionError(status.message()) : status;
  }
  const int64_t newest = static_cast<int64_t>(kMigrations.size());
  absl::Status refusal;
  if (application != kApplicationId && (objects > 0 || version != 0)) {
    refusal = absl::FailedPreconditionError("it is a SQLite database of another application");
  } else if (version > newest) {
    refusal = absl::FailedPreconditionError("its schema version is " + std::to_string(version) +
                                            ", newer than this program's " + std::to_string(newest));
  }
  if (!refusal.ok()) {
    connection.Execute("ROLLBACK");
    connection.TakeStatus().IgnoreError();
    return refusal;
  }
  if (version < newest) {
    for (int64_t next = version; next < newest; ++next) {
      connection.Execute(kMigrations[static_cast<size_t>(next)]);
    }
    connection.Execute(("PRAGMA application_id = " + std::to_string(kApplicationId)).c_str());
    connection.Execute(("PRAGMA user_version = " + std::to_string(newest)).c_str());
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
