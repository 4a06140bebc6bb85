#pragma once

#include <cstdint>
#include <functional>

#include "absl/status/statusor.h"
#include "log/sha256.h"
#include "store/store.h"

namespace verbatim::registry {

struct CopyReport {
  int64_t entries = 0;
  int64_t checkpoints = 0;
  log::Digest root = {};
};

// Copies a log with everything that is stored with it to another store, which must be empty, as must
// `scratch`. Derives the rows of the copy from the log, in `scratch`. Then compares all entries, attachments,
// checkpoints and derived rows of the copy with the original. Calls `on_progress` with the number of entries
// copied.
//
// FAILED_PRECONDITION if `to` is not empty; DATA_LOSS if the original is damaged, or if the copy differs from
// it; also returns the errors of the stores. Nobody may write to the stores meanwhile. After an error, `to`
// must be discarded.
absl::StatusOr<CopyReport> CopyLog(store::Store& from, store::Store& to, store::Store& scratch,
                                   const std::function<void(int64_t)>& on_progress);

}  // namespace verbatim::registry
