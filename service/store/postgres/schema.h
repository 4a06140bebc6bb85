#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "store/postgres/connection.h"

namespace verbatim::store::postgres {

// Migrates the database to the newest schema, in one transaction a migration. Migrations are numbered from 1
// and only go forward. One process migrates at a time: an advisory lock keeps the others waiting or, on
// engines without such locks, a lock on the row with the version. Writes nothing if the schema is the newest
// one, so that the role of the servers needs no right to change tables.
//
// On engines that refuse the collation "C" for columns, creates columns without a collation, provided that the
// engine then compares text byte for byte.
//
// FAILED_PRECONDITION, without any change, if the schema is newer, if the role may not create tables, or if
// text cannot be compared byte for byte.
absl::Status Migrate(Connection& connection);

// Returns a migration whose columns have no collation.
std::string WithoutCollations(std::string_view migration);

// FAILED_PRECONDITION unless the database has the newest schema.
absl::Status CheckSchema(Connection& connection);

// FAILED_PRECONDITION unless the database stores UTF-8 and commits are durable.
absl::Status CheckSettings(Connection& connection);

}  // namespace verbatim::store::postgres
