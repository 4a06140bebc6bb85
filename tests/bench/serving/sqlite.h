#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>

#include "support/fail.h"

// A minimal wrapper of SQLite. Every error ends the program.
namespace verbatim::bench {

class Sqlite {
 public:
  explicit Sqlite(const std::string& path) {
    sqlite3* database = nullptr;
    const int code = sqlite3_open(path.c_str(), &database);
    database_.reset(database);
    if (code != SQLITE_OK) test::Fail(path + ": " + sqlite3_errstr(code));
  }

  void Execute(const std::string& sql) {
    if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
      test::Fail(sql + ": " + sqlite3_errmsg(database_.get()));
    }
  }

  // The same durability as verbatimd.
  void MakeDurable() {
    Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON");
  }

  // The row id of the last insert.
  int64_t LastRowId() const { return sqlite3_last_insert_rowid(database_.get()); }

  sqlite3* get() const { return database_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
  };
  std::unique_ptr<sqlite3, Close> database_;
};

// A prepared statement that can be run repeatedly. Bound values must live until the statement has run.
class Statement {
 public:
  Statement(Sqlite& database, const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(database.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) !=
        SQLITE_OK) {
      test::Fail(std::string(sql) + ": " + sqlite3_errmsg(database.get()));
    }
    statement_.reset(statement);
  }

  void Bind(int position, int64_t value) { sqlite3_bind_int64(statement_.get(), position, value); }
  void Text(int position, std::string_view text) {
    sqlite3_bind_text64(statement_.get(), position, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  void Blob(int position, std::string_view bytes) {
    sqlite3_bind_blob64(statement_.get(), position, bytes.data(), bytes.size(), SQLITE_STATIC);
  }

  // Moves to the next row. Returns false after the last row; the statement can then run again.
  bool Step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) test::Fail(sqlite3_errmsg(sqlite3_db_handle(statement_.get())));
    sqlite3_reset(statement_.get());
    return false;
  }
  void Reset() { sqlite3_reset(statement_.get()); }

  int64_t Integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }
  std::string Bytes(int column) const {
    const void* bytes = sqlite3_column_blob(statement_.get(), column);
    return {static_cast<const char*>(bytes),
            static_cast<size_t>(sqlite3_column_bytes(statement_.get(), column))};
  }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

}  // namespace verbatim::bench
