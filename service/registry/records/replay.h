#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "store/store.h"

namespace verbatim::registry {

// Makes the state again from the log alone: gives the entries of a log, in order, to another store as the
// writes that they record, so that afterwards its tables are those of the first. Payloads are not
// copied, and attachments are empty.
//
// What was erased needs no payload: the entry that erased it says what remains. One thread at a time.
class Replay {
 public:
  // `copy` is empty and must outlive the replay.
  explicit Replay(store::Store& copy) : copy_(copy) {}

  // DATA_LOSS if the entry cannot be read or does not follow from those before it.
  absl::Status Add(const store::Entry& entry);

  // Stores what was added since the last time.
  absl::Status Flush();

 private:
  // What is kept in the copy, in the place of a payload, to know what a later entry changes.
  struct Shadow {
    std::vector<std::string> keys;
    std::vector<std::string> ever_cited;  // of a claim
  };
  static std::string Encode(const Shadow& shadow);
  static Shadow Decode(std::string_view bytes);

  struct Written {
    store::LogIndex latest = 0;
    Shadow shadow;
  };

  // Nothing if the resource was not written before.
  absl::StatusOr<std::optional<Written>> Find(const std::string& resource);

  store::Store& copy_;
  std::vector<store::Write> writes_;                  // not stored yet
  std::unordered_map<std::string, Written> waiting_;  // what they write
};

}  // namespace verbatim::registry
