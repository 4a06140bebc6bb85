#pragma once

#include <cstdint>
#include <string_view>

#include "store/store.h"

namespace verbatim::store {

// Returns the result of a request whose id was used before, with what was stored then. The fingerprint is
// empty once an entry of the request was erased.
inline WriteResult RepeatedResult(const RequestKey& key, std::string_view fingerprint, LogIndex first_index,
                                  int64_t count) {
  if (!fingerprint.empty() && fingerprint != key.fingerprint && fingerprint != key.earlier_fingerprint)
    return {WriteResult::Outcome::kRequestReused, 0, 0, {}};
  return {WriteResult::Outcome::kRepeated, first_index, count, {}};
}

}  // namespace verbatim::store
