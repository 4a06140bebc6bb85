#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "registry/provenance/trace.h"
#include "registry/requests/limits.h"
#include "registry/sources/revision_texts.h"
#include "store/store.h"
#include "sync/mutex.h"
#include "verbatim/v1/provenance_service.pb.h"

namespace verbatim::registry {

// ProvenanceService.TraceClaim, whose comment says what it does and which errors it returns. A trace that has
// more pages is kept for the next one, least recently used out first; a page of one that is no longer kept is
// found by tracing anew up to it. Any thread.
class Traces {
 public:
  Traces(store::Store& store, RevisionTexts& texts, const Limits& limits)
      : store_(store), texts_(texts), limits_(limits) {}

  absl::StatusOr<verbatim::v1::TraceClaimResponse> TraceClaim(verbatim::v1::TraceClaimRequest request);

 private:
  struct Kept {
    std::string token;  // of the next page
    std::unique_ptr<Trace> trace;
  };
  // The trace whose next page has this token, and which is kept no longer; null if none is.
  std::unique_ptr<Trace> Take(const std::string& token);
  void Keep(std::string token, std::unique_ptr<Trace> trace);

  store::Store& store_;
  RevisionTexts& texts_;
  const Limits& limits_;
  sync::Mutex mutex_;
  std::list<Kept> kept_ ABSL_GUARDED_BY(mutex_);  // most recently used first
  int64_t kept_nodes_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace verbatim::registry
