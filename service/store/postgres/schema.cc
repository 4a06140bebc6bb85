#include "store/postgres/schema.h"

#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
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

absl::Status MigrateNext(Connection& connection) {
  ABSL_RETURN_IF_ERROR(BeginMigration(connection));
  ABSL_RETURN_IF_ERROR(connection.Execute(sql::kFirstVersion));
  ABSL_ASSIGN_OR_RETURN(const int64_t version, ReadNumber(connection, sql::kLockVersion, 0));
  if (version < kNewest) {
    ABSL_RETURN_IF_ERROR(connection.Execute(sql::kMigrations[version]));
    ABSL_RETURN_IF_ERROR(connection.Execute(sql::kNextVersion));
  }
  return connection.Execute(sql::kCommit);
}

}  // namespace

absl::Status Migrate(Connection& connection) {
  ABSL_ASSIGN_OR_RETURN(int64_t version, ReadVersion(connection));
  while (version < kNewest) {
    if (absl::Status status = MigrateNext(connection); !status.ok()) {
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
