// The SQL that the store sends to PostgreSQL uses only the constructs that service/README.md lists.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <fstream>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "store/postgres/sql.h"

namespace verbatim::store::postgres {
namespace {

// The words in code style in the first column of the table.
std::set<std::string> ListedConstructs() {
  std::ifstream guide(PROJECT_ROOT "/service/README.md");
  std::set<std::string> listed;
  bool in_table = false;
  for (std::string line; std::getline(guide, line);) {
    if (line.starts_with("| constructs |")) in_table = true;
    if (in_table && !line.starts_with('|')) break;
    if (!in_table) continue;
    const std::string column = line.substr(0, line.find(" |", 1));
    static const std::regex kWord("`([^`]+)`");
    for (std::sregex_iterator word(column.begin(), column.end(), kWord), end; word != end; ++word)
      listed.insert((*word)[1]);
  }
  return listed;
}

// The keywords (in upper case), functions and types of a statement. Everything else is a name, a number or a
// string.
std::vector<std::string> ConstructsOf(const std::string& sql) {
  std::vector<std::string> found;
  static const std::regex kString("'[^']*'");
  const std::string text = std::regex_replace(sql, kString, "''");
  static const std::regex kWord("[A-Za-z_]+");
  std::string previous;
  for (std::sregex_iterator match(text.begin(), text.end(), kWord), end; match != end; ++match) {
    const std::string word = match->str();
    const auto begin = static_cast<size_t>(match->position());
    const size_t after = begin + word.size();
    const bool keyword = std::isupper(static_cast<unsigned char>(word[0])) != 0;
    const bool type = begin >= 2 && text.compare(begin - 2, 2, "::") == 0;
    // A name with its columns follows AS or RECURSIVE; a table's columns follow a space.
    const bool call =
        after < text.size() && text[after] == '(' && previous != "AS" && previous != "RECURSIVE";
    if (keyword || type || call) found.push_back(word);
    previous = word;
  }
  return found;
}

TEST(PostgresSql, UsesOnlyConstructsOfTheList) {
  const std::set<std::string> listed = ListedConstructs();
  ASSERT_GT(listed.size(), 50u);
  std::set<std::string> used;
  const auto check = [&](const std::string& sql) {
    for (const std::string& construct : ConstructsOf(sql)) {
      EXPECT_TRUE(listed.contains(construct)) << construct << " in: " << sql;
      used.insert(construct);
    }
  };
  for (const Statement& statement : AllStatements()) check(statement.sql);
  for (const char* sql : sql::kMigrations) check(sql);
  for (const char* sql : sql::kReadAll) check(sql);
  for (const char* sql : sql::kCompact) check(sql);
  for (const char* sql :
       {sql::kSetStatementTimeout, sql::kSetIdleTimeout, sql::kNoTimeout, sql::kBegin, sql::kCommit,
        sql::kRollback, sql::kReadVersion, sql::kLockMigrations, sql::kCreateVersions, sql::kFirstVersion,
        sql::kLockVersion, sql::kNextVersion, sql::kReadSettings, sql::kComparesBytes}) {
    check(sql);
  }
  EXPECT_EQ(used, listed) << "the list has nothing that is not used";
}

TEST(PostgresSql, NamesNoStatementTwice) {
  std::set<std::string> names;
  for (const Statement& statement : AllStatements())
    EXPECT_TRUE(names.insert(statement.name).second) << statement.name;
}

TEST(PostgresSql, FindsKeywordsFunctionsAndTypes) {
  EXPECT_THAT(ConstructsOf("SELECT sum(a) FROM unnest($1::text[]) AS k(a) WHERE b = 'LISTEN' OR c IN (d)"),
              ::testing::ElementsAre("SELECT", "sum", "FROM", "unnest", "text", "AS", "WHERE", "OR", "IN"));
}

}  // namespace
}  // namespace verbatim::store::postgres
