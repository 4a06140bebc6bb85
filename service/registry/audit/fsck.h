#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "absl/status/statusor.h"
#include "log/checkpoint.h"
#include "log/note.h"
#include "store/store.h"

namespace verbatim::registry {

struct FsckReport {
  int64_t entries = 0;
  int64_t erased = 0;  // entries without their payloads
  int64_t claims = 0;  // entries whose quotes were held to their texts
  int64_t checkpoints = 0;
  log::Digest root = {};
};

// Checks a store and trusts nothing in it: reads every entry, and from the leaves, payloads and attachments
// alone computes every digest, every hash of the tree and every row of the state, which must be those that
// are stored; holds every quote to its text; and checks every kept checkpoint, and its signature if `log_key`
// is given. What was erased must have an entry that says so, and be nowhere any more.
//
// `scratch` is an empty store, which is filled. `on_progress` is called with the number of entries read, some
// thousands at a time. DATA_LOSS names the first thing that is wrong.
absl::StatusOr<FsckReport> Fsck(store::Store& store, store::Store& scratch,
                                const std::optional<log::VerifierKey>& log_key,
                                const std::function<void(int64_t)>& on_progress);

}  // namespace verbatim::registry
