#pragma once

#include "absl/status/status.h"
#include "store/sqlite/connection.h"

namespace verbatim::store {

// Migrates the database to the newest schema, in one transaction. Migrations are numbered from 1 (PRAGMA
// user_version) and only go forward. FAILED_PRECONDITION, without any change, if the file belongs to another
// application (PRAGMA application_id) or has a newer schema. After the migration, the connection overwrites
// deleted bytes.
absl::Status MigrateSqlite(Connection& connection);

// Writes the schema's version again. Changes nothing, but fails if the storage is not writable.
void RewriteSqliteVersion(Connection& connection);

// Checks that the database is Verbatim's and has the newest schema. DATA_LOSS if the database cannot be read;
// FAILED_PRECONDITION if the database belongs to another application or has another schema.
absl::Status CheckSqliteSchema(Connection& connection);

}  // namespace verbatim::store
