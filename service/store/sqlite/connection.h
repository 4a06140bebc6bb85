#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"

// A thin layer over SQLite's C interface for sqlite_store.cc.
namespace verbatim::store {

// Bytes to bind as BLOB; std::string_view binds as TEXT.
struct Blob {
  std::string_view bytes;
};

// The status that stands for a result code of SQLite. `what` says what was being done; the message holds no
// SQL.
absl::Status StatusOfSqlite(int code, std::string_view what);

class Rows;

// One connection. The first error sticks: statements after it do nothing and give no rows, until TakeStatus.
// So a transaction is written down as its statements and checked once, before its COMMIT. One thread at a
// time.
class Connection {
 public:
  enum class Mode { kReadWrite, kReadOnly };

  static absl::StatusOr<std::unique_ptr<Connection>> Open(const std::string& path, Mode mode);

  // Runs statements that take no parameters and give no rows.
  void Execute(const char* sql);

  // Runs one statement for its rows or its effect. It is prepared once a connection. The rows, and what was
  // bound, must not outlive the next use of the same statement; `sql` must be the same bytes each time.
  template <typename... Params>
  Rows Query(std::string_view sql, const Params&... params);
  template <typename... Params>
  void Run(std::string_view sql, const Params&... params);

  // Whether statements from now on wait some seconds for a lock that another process holds, as at first.
  void SetWaiting(bool waits);

  bool ok() const { return status_.ok(); }
  // Notes an error that SQLite did not see.
  void Fail(absl::Status status) {
    if (status_.ok()) status_ = std::move(status);
  }
  // The first error since the last call, which is then forgotten.
  absl::Status TakeStatus();

 private:
  friend class Rows;

  struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
  };
  struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  explicit Connection(sqlite3* database) : database_(database) {}

  // Null after an error.
  sqlite3_stmt* Prepare(std::string_view sql);
  // Each binds the parameters after `position`, one for each value, and advances it.
  void Bind(sqlite3_stmt* statement, int& position, std::string_view text);
  void Bind(sqlite3_stmt* statement, int& position, Blob blob);
  void Bind(sqlite3_stmt* statement, int& position, int64_t value);
  template <typename Value>
  void Bind(sqlite3_stmt* statement, int& position, const std::optional<Value>& value) {
    if (value) return Bind(statement, position, *value);
    Note(sqlite3_bind_null(statement, ++position));
  }
  void Bind(sqlite3_stmt* statement, int& position, std::span<const int64_t> values);
  void Note(int code);

  std::unique_ptr<sqlite3, CloseDatabase> database_;
  // By their text, which is looked up without a copy.
  absl::flat_hash_map<std::string, std::unique_ptr<sqlite3_stmt, FinalizeStatement>> statements_;
  absl::Status status_;
};

// The rows of a query, read one after the other.
class Rows {
 public:
  Rows(Connection& connection, sqlite3_stmt* statement) : connection_(connection), statement_(statement) {}
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  ~Rows();

  // Goes to the next row; false after the last one and after an error.
  bool Next();

  // Columns of the current row, counted from 0.
  int64_t Integer(int column) const { return sqlite3_column_int64(statement_, column); }
  std::string Bytes(int column) const;
  bool IsNull(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::optional<std::string> OptionalBytes(int column) const {
    return IsNull(column) ? std::nullopt : std::optional(Bytes(column));
  }

 private:
  Connection& connection_;
  sqlite3_stmt* statement_;
};

template <typename... Params>
Rows Connection::Query(std::string_view sql, const Params&... params) {
  sqlite3_stmt* statement = Prepare(sql);
  if (statement != nullptr) {
    [[maybe_unused]] int position = 0;
    (Bind(statement, position, params), ...);
  }
  return Rows(*this, statement);
}

template <typename... Params>
void Connection::Run(std::string_view sql, const Params&... params) {
  Rows rows = Query(sql, params...);
  while (rows.Next()) {
  }
}

}  // namespace verbatim::store
