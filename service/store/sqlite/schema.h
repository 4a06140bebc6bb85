#pragma once

#include "absl/status/status.h"
#include "store/sqlite/connection.h"

namespace verbatim::store {

// Brings the database to the newest schema: migrations are numbered from 1 (PRAGMA user_version) and run
// forward, all in one transaction. FAILED_PRECONDITION if the file is another application's (PRAGMA
// application_id) or is of a newer schema; nothing is changed then. What the connection deletes, then and
// later, it overwrites.
absl::Status MigrateSqlite(Connection& connection);

// Writes the number of the schema again, as a write that changes nothing: it fails where the storage cannot
// be written to.
void RewriteSqliteVersion(Connection& connection);

// That the database is Verbatim's, of the newest schema. DATA_LOSS if it cannot be read, FAILED_PRECONDITION
// if it is another's or of another schema.
absl::Status CheckSqliteSchema(Connection& connection);

}  // namespace verbatim::store
