#pragma once

#include "absl/status/status.h"
#include "store/postgres/connection.h"

namespace verbatim::store::postgres {

// Migrates the database to the newest schema, in one transaction a migration. Migrations are numbered from 1
// and only go forward. One process migrates at a time: an advisory lock keeps the others waiting or, on
// engines without such locks, a lock on the row with the version. Writes nothing if the schema is the newest
// one, so that the role of the servers needs no right to change tables.
//
// FAILED_PRECONDITION, without any change, if the schema is newer, or if the role may not create tables.
absl::Status Migrate(Connection& connection);

// FAILED_PRECONDITION unless the database has the newest schema.
absl::Status CheckSchema(Connection& connection);

// FAILED_PRECONDITION unless the database stores UTF-8 and commits are durable.
absl::Status CheckSettings(Connection& connection);

}  // namespace verbatim::store::postgres
