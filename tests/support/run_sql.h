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

}  // namespace verbatim::test
