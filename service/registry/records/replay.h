#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "log/leaf.h"
#include "store/store.h"
#include "verbatim/v1/log_entry.pb.h"

namespace verbatim::registry {

// Rebuilds the state from the log alone. Writes the entries of a log, in order, to another store. The tables
// of that store become equal to those of the original store. Does not copy payloads, and attachments are
// empty.
//
// Erased payloads are not needed: the entry that erased a payload records what remains. One thread at a time.
class Replay {
 public:
  // Called with the writes that were committed to the copy: with every property of the original entries but
  // payloads and the bytes of attachments. May change them. An error ends the replay.
  using OnWrites = std::function<absl::Status(std::span<store::Write>)>;

  // `copy` must be empty and outlive the replay.
  explicit Replay(store::Store& copy, OnWrites on_writes = nullptr)
      : copy_(copy), on_writes_(std::move(on_writes)) {}

  // DATA_LOSS if the entry cannot be parsed or is inconsistent with earlier entries.
  absl::Status Add(const store::Entry& entry);

  // Commits the entries that were added since the last flush. Returns the errors of Add.
  absl::Status Flush();

 private:
  // Stored in the copy in place of the payload. Holds what is needed to compute the changes of a later entry.
  struct Shadow {
    std::vector<std::string> keys;
    std::vector<std::string> ever_cited;  // only for a claim
  };
  static std::string Encode(const Shadow& shadow);
  static Shadow Decode(std::string_view bytes);

  struct Written {
    store::LogIndex latest = 0;
    Shadow shadow;
  };

  // Returns nothing if the resource was not written before.
  absl::StatusOr<std::optional<Written>> Find(const std::string& resource);

  // Returns the shadow of a resource after `entry`. The entry replaces `before`.
  static absl::StatusOr<Shadow> ShadowOf(const store::Entry& entry, const log::Leaf& leaf,
                                         const verbatim::v1::EntryPayload& payload,
                                         const std::optional<Written>& before);

  // Returns the counters that an entry increments. `newly_cited` are the documents that the entry's claim or
  // evidence did not cite before.
  static std::vector<std::string> CountersOf(const log::Leaf& leaf, const verbatim::v1::EntryPayload& payload,
                                             const std::vector<std::string>& newly_cited);

  // Returns the write to which an entry belongs: the last one, or a new one. Valid until the next call.
  absl::StatusOr<store::Write*> WriteOf(const log::Leaf& leaf);

  store::Store& copy_;
  const OnWrites on_writes_;
  std::vector<store::Write> writes_;                  // not committed yet
  std::unordered_map<std::string, Written> waiting_;  // the latest state in `writes_`, by resource
};

}  // namespace verbatim::registry
