#pragma once

#include "verbatimd/exit_code.h"
#include "verbatimd/flags.h"

// Commands on a database that no server uses. They lock a database file, and fail with kCannotStart if
// another process holds the lock. Nothing locks a shared database, except during a migration.
namespace verbatim::verbatimd {

// Verifies everything stored (registry/fsck.h), with a scratch database under TMPDIR. Returns kDamaged if it
// finds an error.
ExitCode Fsck(const StoreOptions& options);

// Lists the digests without a key that erasures left (registry/audit/unkeyed_digests.h), as lines of the log.
ExitCode ListErasures(const StoreOptions& options);

// Deletes the claim index and rebuilds it from the log. Then adds the keys of texts that documents of earlier
// versions lack.
ExitCode Reindex(const StoreOptions& options);

// Rewrites the database without its unused space (store::Store::Compact).
ExitCode Compact(const StoreOptions& options);

// Creates or migrates the tables of the store.
ExitCode Migrate(const StoreOptions& options);

// Copies the log of another store into the store (registry/audit/copy_log.h), with a scratch database under
// TMPDIR.
ExitCode Copy(const StoreOptions& options);

}  // namespace verbatim::verbatimd
