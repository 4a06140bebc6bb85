#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "verbatim/v1/refusal.pb.h"

// Errors with the details of verbatim/v1/refusal.proto: refused quotes, values and batches.
namespace verbatim {

// FAILED_PRECONDITION, reason QUOTE_NOT_FOUND or QUOTE_AMBIGUOUS. `refusal` has the field, the revision and
// its passages. Drops passages that do not fit into an error, and cuts long quotes.
absl::Status QuoteNotFound(verbatim::v1::CitationRefusal refusal, std::string_view explanation);
absl::Status QuoteAmbiguous(verbatim::v1::CitationRefusal refusal);

// FAILED_PRECONDITION, reason VALUE_CONTRADICTED. REQUIRES: `values` is not empty.
absl::Status ValueContradicted(const std::vector<verbatim::v1::ContradictedValue>& values);

// Makes the error of a batch. `refused` has the errors of its requests, by position. REQUIRES: `refused` is
// not empty.
absl::Status BatchRefused(const std::map<int, absl::Status>& refused, int batch_size);

}  // namespace verbatim
