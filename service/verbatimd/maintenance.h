#pragma once

#include "verbatimd/exit_code.h"
#include "verbatimd/flags.h"

// Commands that work on a database instead of serving it, and end. No other process may use the database
// meanwhile.
namespace verbatim::verbatimd {

// Checks everything that is stored (registry/fsck.h), into a scratch database under TMPDIR. kDamaged if
// something is wrong.
ExitCode Fsck(const StoreOptions& options);

// Deletes the index of claims and builds it from the log.
ExitCode Reindex(const StoreOptions& options);

// Rewrites the database without its unused space (store::Store::Compact).
ExitCode Compact(const StoreOptions& options);

}  // namespace verbatim::verbatimd
