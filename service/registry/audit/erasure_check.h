#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "absl/status/status.h"
#include "log/leaf.h"
#include "store/store.h"
#include "verbatim/v1/log_entry.pb.h"

namespace verbatim::registry {

// Finds payloads that are missing although no entry erased them, and payloads that are still stored although
// an entry erased them. Keeps the names of erased resources and the indexes of their entries in memory. One
// thread at a time.
class ErasureCheck {
 public:
  // Takes the next entry of the log. `payload` is its parsed payload; empty if the entry has none.
  void Add(const store::Entry& entry, const log::Leaf& leaf, const verbatim::v1::EntryPayload& payload);

  // Returns the indexes of the entries so far that have no payload.
  const std::set<store::LogIndex>& without_payload() const { return without_payload_; }

  // DATA_LOSS if a payload is missing that no later entry erased. Call it after the last entry.
  absl::Status CheckMissing() const;

  // DATA_LOSS if a payload is still stored that a later entry erased. Reads the first `size` entries again if
  // anything was erased.
  absl::Status CheckErased(store::Store& store, int64_t size) const;

 private:
  // Records that the entry `by` erases the payloads of all earlier entries of a resource.
  void AddErased(const std::string& resource, store::LogIndex by);

  std::set<store::LogIndex> without_payload_;
  std::unordered_map<std::string, store::LogIndex> erased_by_;  // the last erasing entry, by resource
  // Entries without a payload for which no erasing entry was found so far: resource and index.
  std::set<std::pair<std::string, store::LogIndex>> unexplained_;
};

}  // namespace verbatim::registry
