#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "verbatim/v1/refusal.pb.h"

// Errors with the details of verbatim/v1/refusal.proto: refused quotes, values and batches.
namespace verbatim {

// FAILED_PRECONDITION, reason QUOTE_NOT_FOUND or QUOTE_AMBIGUOUS. `refusal` has the field, the revision and
// its passages. Passages that do not fit into an error are dropped, long quotes cut.
absl::Status QuoteNotFound(verbatim::v1::CitationRefusal refusal, std::string_view explanation);
absl::Status QuoteAmbiguous(verbatim::v1::CitationRefusal refusal);

// FAILED_PRECONDITION, reason VALUE_CONTRADICTED. REQUIRES: `values` is not empty.
absl::Status ValueContradicted(const std::vector<verbatim::v1::ContradictedValue>& values);

// The error of a batch whose requests at these positions have these errors. REQUIRES: `refused` is not empty.
absl::Status BatchRefused(const std::map<int, absl::Status>& refused, int batch_size);

}  // namespace verbatim
