#pragma once

#include "absl/status/statusor.h"
#include "registry/log/checkpoints.h"
#include "registry/requests/limits.h"
#include "store/store.h"
#include "verbatim/v1/log_service.pb.h"

namespace verbatim::registry {

// The log to be read and proven: the rules behind LogService but for Watch (log_feed.h), whose comments say
// what each method does and which errors it returns. Methods may block on the store and may be called from
// any thread.
class LogReader {
 public:
  LogReader(store::Store& store, Checkpoints& checkpoints, const Limits& limits)
      : store_(store), checkpoints_(checkpoints), limits_(limits) {}

  absl::StatusOr<verbatim::v1::GetCheckpointResponse> GetCheckpoint(
      const verbatim::v1::GetCheckpointRequest& request);
  absl::StatusOr<verbatim::v1::AddCosignaturesResponse> AddCosignatures(
      const verbatim::v1::AddCosignaturesRequest& request);
  absl::StatusOr<verbatim::v1::ListEntriesResponse> ListEntries(verbatim::v1::ListEntriesRequest request);
  absl::StatusOr<verbatim::v1::GetInclusionProofResponse> GetInclusionProof(
      const verbatim::v1::GetInclusionProofRequest& request);
  absl::StatusOr<verbatim::v1::GetConsistencyProofResponse> GetConsistencyProof(
      const verbatim::v1::GetConsistencyProofRequest& request);

  // Number of entries in the log.
  absl::StatusOr<int64_t> Size();
  // SIZE_NOT_REACHED, with `field`, if the log has less than `size` entries.
  absl::Status CheckReached(std::string_view field, int64_t size);

  // Whether a watcher may begin: INVALID_ARGUMENT or OUT_OF_RANGE if not.
  absl::Status CheckWatch(const verbatim::v1::WatchRequest& request);

 private:
  store::Store& store_;
  Checkpoints& checkpoints_;
  const Limits& limits_;
};

}  // namespace verbatim::registry
