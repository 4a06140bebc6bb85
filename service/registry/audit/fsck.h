#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "log/checkpoint.h"
#include "log/note.h"
#include "store/store.h"

namespace verbatim::registry {

struct FsckReport {
  int64_t entries = 0;
  int64_t erased = 0;  // entries whose payload was erased
  int64_t claims = 0;  // entries with claims whose quotes were checked
  int64_t checkpoints = 0;
  log::Digest root = {};
  // Entries whose time is before their predecessor's. Earlier versions recorded such entries when the clock
  // was set back or two writers raced, so they are no damage. At most kListedEntries are listed.
  int64_t earlier = 0;
  std::vector<store::LogIndex> listed_earlier = {};

  static constexpr size_t kListedEntries = 100;
};

// Checks a store without trusting anything in it.
//
// Reads every entry. Computes every digest, tree hash and state row from the leaves, payloads and attachments
// alone, and compares them with the stored ones. Checks every quote against its text. Checks every stored
// checkpoint, including its signature if `log_key` is given. If a payload is missing, a later entry must
// record that it erased the payload. An erased payload must no longer be stored.
//
// Fsck only reads `store`. Nobody may write to the store during the check. `scratch` must be empty; Fsck
// fills it with the computed state. Fsck calls `on_progress` on the same thread after every 1,000 entries,
// with the number of entries read so far. Memory: 1,000 entries, 64 MiB of texts, and the names of erased
// resources. One thread.
//
// DATA_LOSS describes the first problem. If a backup can replace what is damaged, RestoreCommandOf (damage.h)
// returns the command. A part of the store that cannot be read is also a problem. Also
// returns the errors of `scratch`.
absl::StatusOr<FsckReport> Fsck(store::Store& store, store::Store& scratch,
                                const std::optional<log::VerifierKey>& log_key,
                                const std::function<void(int64_t)>& on_progress);

}  // namespace verbatim::registry
