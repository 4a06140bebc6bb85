#pragma once

#include "absl/status/statusor.h"
#include "access/caller.h"
#include "registry/log/checkpoints.h"
#include "registry/requests/limits.h"
#include "store/store.h"
#include "verbatim/v1/log_service.pb.h"

namespace verbatim::registry {

// Implements LogService, except for Watch (log_feed.h): reads entries and proves that the log contains them.
// The service's comments in the proto specify each method and its errors. Any thread; methods may block on
// the store.
class LogReader {
 public:
  // All must outlive this object.
  LogReader(store::Store& store, Checkpoints& checkpoints, const Limits& limits)
      : store_(store), checkpoints_(checkpoints), limits_(limits) {}

  absl::StatusOr<verbatim::v1::GetCheckpointResponse> GetCheckpoint(
      const verbatim::v1::GetCheckpointRequest& request);
  absl::StatusOr<verbatim::v1::AddCosignaturesResponse> AddCosignatures(
      const verbatim::v1::AddCosignaturesRequest& request);
  // The entries name their principals only if the caller has Permission::kAudit.
  absl::StatusOr<verbatim::v1::ListEntriesResponse> ListEntries(const access::Caller& caller,
                                                                verbatim::v1::ListEntriesRequest request);
  absl::StatusOr<verbatim::v1::GetInclusionProofResponse> GetInclusionProof(
      const verbatim::v1::GetInclusionProofRequest& request);
  absl::StatusOr<verbatim::v1::GetConsistencyProofResponse> GetConsistencyProof(
      const verbatim::v1::GetConsistencyProofRequest& request);

  // Returns the number of entries in the log.
  absl::StatusOr<int64_t> Size();
  // OUT_OF_RANGE with reason SIZE_NOT_REACHED and `field` if the log has fewer than `size` entries.
  absl::Status CheckReached(std::string_view field, int64_t size);

  // Validates a request to watch the log. INVALID_ARGUMENT, PERMISSION_DENIED if the caller may not filter by
  // principal, or OUT_OF_RANGE if the log has not reached start_index.
  absl::Status CheckWatch(const access::Caller& caller, const verbatim::v1::WatchRequest& request);

 private:
  absl::StatusOr<verbatim::v1::ListEntriesResponse> ListAll(const verbatim::v1::ListEntriesRequest& request,
                                                            const store::Listing& listing,
                                                            store::LogIndex next);
  // The page of ListEntries that starts at entry `next`, if the request has a filter.
  absl::StatusOr<verbatim::v1::ListEntriesResponse> ListPassing(
      const verbatim::v1::ListEntriesRequest& request, const store::Listing& listing, store::LogIndex next);

  store::Store& store_;
  Checkpoints& checkpoints_;
  const Limits& limits_;
};

}  // namespace verbatim::registry
