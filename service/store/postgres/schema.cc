#include "store/postgres/schema.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "status/status_macros.h"

namespace verbatim::store::postgres {
namespace {

constexpr int64_t kNewest = static_cast<int64_t>(std::size(sql::kMigrations));

// Error codes (PostgreSQL, appendix A).
constexpr std::string_view kUndefinedTable = "42P01";
constexpr std::string_view kUndefinedFunction = "42883";
constexpr std::string_view kUnsupported = "0A000";
constexpr std::string_view kNoPrivilege = "42501";
constexpr std::string_view kDuplicateTable = "42P07";

// With these, engines refuse the collation "C" for a column: invalid parameter value, syntax error, undefined
// object. CockroachDB uses the first two.
constexpr std::string_view kOfCollation[] = {"22023", "42601", "42704"};

// Runs a query with one number; `missing` if there is no row or no table.
absl::StatusOr<int64_t> ReadNumber(Connection& connection, const char* query, int64_t missing) {
  absl::StatusOr<Rows> rows = connection.Query(query);
  if (!rows.ok()) {
    if (connection.sqlstate() == kUndefinedTable) return missing;
    return rows.status();
  }
  int64_t number = missing;
  if (rows->Next() && !absl::SimpleAtoi(rows->Bytes(0), &number))
    return absl::FailedPreconditionError("the version of its schema is not a number");
  return number;
}

absl::StatusOr<int64_t> ReadVersion(Connection& connection) {
  ABSL_ASSIGN_OR_RETURN(const int64_t version, ReadNumber(connection, sql::kReadVersion, 0));
  if (version <= kNewest) return version;
  return absl::FailedPreconditionError(
      absl::StrCat("its schema version is ", version, ", newer than this program's ", kNewest));
}

// Begins a transaction in which only this process migrates.
absl::Status BeginMigration(Connection& connection) {
  ABSL_RETURN_IF_ERROR(connection.Execute(sql::kBegin));
  absl::Status locked = connection.Execute(sql::kLockMigrations);
  if (locked.ok()) return connection.Execute(sql::kCreateVersions);
  if (connection.sqlstate() != kUndefinedFunction && connection.sqlstate() != kUnsupported) return locked;
  ABSL_RETURN_IF_ERROR(connection.Execute(sql::kRollback));
  // Two processes that create the table at once may both get here: one of them fails, and may start again.
  ABSL_RETURN_IF_ERROR(connection.Execute(sql::kCreateVersions));
  ABSL_RETURN_IF_ERROR(connection.Execute(sql::kFirstVersion));
  return connection.Execute(sql::kBegin);
}

enum class Columns { kWithCollation, kPlain };

absl::Status MigrateNext(Connection& connection, Columns columns) {
  ABSL_RETURN_IF_ERROR(BeginMigration(connection));
  ABSL_RETURN_IF_ERROR(connection.Execute(sql::kFirstVersion));
  ABSL_ASSIGN_OR_RETURN(const int64_t version, ReadNumber(connection, sql::kLockVersion, 0));
  if (version < kNewest) {
    const std::string_view migration = sql::kMigrations[version];
    ABSL_RETURN_IF_ERROR(
        connection.Execute(columns == Columns::kPlain ? WithoutCollations(migration) : migration));
    ABSL_RETURN_IF_ERROR(connection.Execute(sql::kNextVersion));
  }
  return connection.Execute(sql::kCommit);
}

bool IsOfCollation(std::string_view sqlstate) {
  return std::find(std::begin(kOfCollation), std::end(kOfCollation), sqlstate) != std::end(kOfCollation);
}

// FAILED_PRECONDITION unless text without a collation is compared byte for byte.
absl::Status CheckOrderOfText(Connection& connection) {
  ABSL_ASSIGN_OR_RETURN(const int64_t is_binary, ReadNumber(connection, sql::kComparesBytes, 0));
  if (is_binary == 1) return absl::OkStatus();
  return absl::FailedPreconditionError("it has no collation \"C\" and does not compare text byte for byte");
}

// Migrates to the next version, if need be with plain columns.
absl::Status MigrateOnce(Connection& connection) {
  absl::Status status = MigrateNext(connection, Columns::kWithCollation);
  if (status.ok() || !IsOfCollation(connection.sqlstate())) return status;
  ABSL_RETURN_IF_ERROR(connection.Execute(sql::kRollback));
  ABSL_RETURN_IF_ERROR(CheckOrderOfText(connection));
  return MigrateNext(connection, Columns::kPlain);
}

}  // namespace

std::string WithoutCollations(std::string_view migration) {
  return absl::StrReplaceAll(std::string(migration), {{" COLLATE \"C\"", ""}});
}

absl::Status Migrate(Connection& connection) {
  ABSL_ASSIGN_OR_RETURN(int64_t version, ReadVersion(connection));
  while (version < kNewest) {
    if (absl::Status status = MigrateOnce(connection); !status.ok()) {
      const std::string sqlstate = connection.sqlstate();
      connection.Execute(sql::kRollback).IgnoreError();
      if (sqlstate == kNoPrivilege) {
        return absl::FailedPreconditionError(
            "its tables must be created or migrated, which this role may not do: start verbatimd --migrate "
            "once with "
            "a role that may");
      }
      if (sqlstate == kDuplicateTable)
        return absl::FailedPreconditionError(
            "it has tables of another application with names that Verbatim uses");
      return status;
    }
    ABSL_ASSIGN_OR_RETURN(version, ReadVersion(connection));
  }
  return absl::OkStatus();
}

absl::Status CheckSchema(Connection& connection) {
  ABSL_ASSIGN_OR_RETURN(const int64_t version, ReadVersion(connection));
  if (version == kNewest) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat("its schema version is ", version, ", not ", kNewest,
                                                    "; to migrate it, start verbatimd --migrate"));
}

absl::Status CheckSettings(Connection& connection) {
  ABSL_ASSIGN_OR_RETURN(Rows rows, connection.Query(sql::kReadSettings));
  if (!rows.Next()) return absl::InternalError("the server has no settings");
  if (rows.Bytes(0) != "UTF8") {
    return absl::FailedPreconditionError(
        absl::StrCat("its encoding is ", rows.Bytes(0), "; create the database with ENCODING 'UTF8'"));
  }
  if (rows.Bytes(1) == "off") {
    return absl::FailedPreconditionError(
        "synchronous_commit is off, so that a crash of the server would lose acknowledged writes");
  }
  return absl::OkStatus();
}

}  // namespace verbatim::store::postgres
