#pragma once

#include <string>

#include "absl/status/status.h"
#include "metrics/instruments.h"
#include "status/errors.h"

namespace verbatim::registry {

// Counts citations and claims that were refused because of the words of their quotes, also those of batches
// and streams, whose calls may succeed. Any thread.
struct RefusedQuotes {
  metrics::Counter not_found;     // QUOTE_NOT_FOUND
  metrics::Counter ambiguous;     // QUOTE_AMBIGUOUS
  metrics::Counter contradicted;  // VALUE_CONTRADICTED

  // Counts `status` if it is such a refusal, and returns it.
  absl::Status Count(absl::Status status) {
    if (!absl::IsFailedPrecondition(status)) return status;
    const std::string reason = ReasonOf(status);
    if (reason == "QUOTE_NOT_FOUND") not_found.Add();
    if (reason == "QUOTE_AMBIGUOUS") ambiguous.Add();
    if (reason == "VALUE_CONTRADICTED") contradicted.Add();
    return status;
  }
};

}  // namespace verbatim::registry
