#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "store/store.h"

namespace verbatim::registry {

// A digest that was made without a secret key from words that are now erased. It remains in the log, and
// confirms a right guess of the words. Earlier versions of Verbatim recorded such digests.
struct UnkeyedDigest {
  store::LogIndex index = 0;
  std::string resource;
  std::string what;
};

struct UnkeyedDigests {
  int64_t entries = 0;  // read
  int64_t erased = 0;   // entries whose payload was erased
  int64_t found = 0;    // digests that were listed
};

// Lists the digests without a key in a log:
// - ids of erased resources, and of resources with erased entries, that an import derived from their words;
// - request_ids of erased entries that `verbatim claims import` derived from a line;
// - digests of requests (EntryPayload.request_sha256) in the payloads that an erasure left of a request.
// Calls `see` for each, in the order of the log. Reads only; memory for one request at a time. One thread.
absl::StatusOr<UnkeyedDigests> ListUnkeyedDigests(store::Store& store,
                                                  const std::function<void(const UnkeyedDigest&)>& see);

}  // namespace verbatim::registry
