#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <string>

namespace verbatim::test {

// Changes a SQLite database directly. The service may be using the database.
inline void RunSql(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  sqlite3_busy_timeout(database, 10'000);
  EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(database) << " " << sql;
  EXPECT_GT(sqlite3_changes(database), 0) << sql;
  sqlite3_close(database);
}

// Bytes as a literal in SQL.
inline std::string BlobLiteral(const std::string& bytes) {
  std::string literal = "x'";
  for (char byte : bytes) {
    constexpr char kDigits[] = "0123456789abcdef";
    auto value = static_cast<unsigned char>(byte);
    literal += {kDigits[value >> 4], kDigits[value & 15]};
  }
  return literal + "'";
}

// Returns the first value of a query's first row, as bytes.
inline std::string ReadSql(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  EXPECT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  sqlite3_busy_timeout(database, 10'000);
  sqlite3_stmt* statement = nullptr;
  EXPECT_EQ(sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr), SQLITE_OK) << sql;
  EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW) << sql;
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, 0));
  std::string value(bytes, static_cast<size_t>(sqlite3_column_bytes(statement, 0)));
  sqlite3_finalize(statement);
  sqlite3_close(database);
  return value;
}

// Flips one bit in the middle of a BLOB, as a failing disk does. `where` selects one row.
inline void FlipBit(const std::string& path, const std::string& table, const std::string& column,
                    const std::string& where) {
  std::string bytes = ReadSql(path, "SELECT " + column + " FROM " + table + " WHERE " + where);
  ASSERT_FALSE(bytes.empty());
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  RunSql(path, "UPDATE " + table + " SET " + column + " = " + BlobLiteral(bytes) + " WHERE " + where);
}

}  // namespace verbatim::test
