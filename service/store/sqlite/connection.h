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

// A thin wrapper over SQLite's C interface.
namespace verbatim::store {

// Bytes to bind as BLOB. A std::string_view binds as TEXT.
struct Blob {
  std::string_view bytes;
};

// Maps a SQLite result code to a status. `what` names the operation. The message contains no SQL.
absl::Status StatusOfSqlite(int code, std::string_view what);

class Rows;

// One connection. The first error sticks: later statements do nothing and return no rows, until TakeStatus. A
// transaction can therefore run all its statements and check once, before COMMIT. One thread at a time.
class Connection {
 public:
  enum class Mode { kReadWrite, kReadOnly };

  static absl::StatusOr<std::unique_ptr<Connection>> Open(const std::string& path, Mode mode);

  // Runs statements without parameters or rows.
  void Execute(const char* sql);

  // Runs one statement, for its rows or for its effect. Statements are prepared once per connection and
  // cached by their text, so the text must be the same each time. The rows and the bound values must not
  // outlive the next use of the same statement.
  template <typename... Params>
  Rows Query(std::string_view sql, const Params&... params);
  template <typename... Params>
  void Run(std::string_view sql, const Params&... params);

  // Sets whether statements wait up to five seconds for a lock of another process. By default they wait.
  void SetWaiting(bool waits);

  bool ok() const { return status_.ok(); }
  // Records an error that SQLite did not report.
  void Fail(absl::Status status) {
    if (status_.ok()) status_ = std::move(status);
  }
  // Returns and clears the first error since the last call.
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
  // Each overload binds the parameters after `position`, one per value, and advances `position`.
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
  // Statements by text; a lookup copies nothing.
  absl::flat_hash_map<std::string, std::unique_ptr<sqlite3_stmt, FinalizeStatement>> statements_;
  absl::Status status_;
};

// The rows of a query, read one by one.
class Rows {
 public:
  Rows(Connection& connection, sqlite3_stmt* statement) : connection_(connection), statement_(statement) {}
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  ~Rows();

  // Moves to the next row. False after the last row and after an error.
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
