#pragma once

#include <cstdlib>
#include <string>
#include <string_view>

#include "support/postgres.h"
#include "support/temp_folder.h"

namespace verbatim::test {

// Whether the tests of this process use PostgreSQL, by the environment variable VERBATIM_TEST_STORE=postgres.
// By default they use SQLite.
inline bool OnPostgres() {
  const char* store = std::getenv("VERBATIM_TEST_STORE");
  return store != nullptr && std::string_view(store) == "postgres";
}

// Returns the URI of a new store: a file of this name in the folder, or a new schema of the shared server.
inline std::string NewStore(const TempFolder& folder, const std::string& name) {
  return OnPostgres() ? PostgresServer::Shared().NewSchema() : "sqlite:" + folder.Path(name);
}

}  // namespace verbatim::test
