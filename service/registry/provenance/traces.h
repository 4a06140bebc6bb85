#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "registry/provenance/trace.h"
#include "registry/requests/limits.h"
#include "registry/sources/revision_texts.h"
#include "store/store.h"
#include "sync/call_context.h"
#include "sync/lru_cache.h"
#include "sync/mutex.h"
#include "verbatim/v1/provenance_service.pb.h"

namespace verbatim::registry {

// Implements ProvenanceService.TraceClaim; the method's comment in the proto specifies it and its errors.
// Caches each trace that has more pages until its next page is requested, and evicts the least recently used
// traces. If a trace was evicted, or its last call was abandoned, the next page repeats the trace up to that
// page. Any thread; may block on the store.
class Traces {
 public:
  // All must outlive this object.
  Traces(store::Store& store, RevisionTexts& texts, const Limits& limits)
      : store_(store), texts_(texts), limits_(limits), cache_(static_cast<size_t>(limits.trace_nodes)) {}

  absl::StatusOr<verbatim::v1::TraceClaimResponse> TraceClaim(verbatim::v1::TraceClaimRequest request,
                                                              const sync::CallContext& context = {});

 private:
  // Removes the trace whose next page has this token from the cache, and returns the trace. Returns null if
  // the trace is not cached.
  std::unique_ptr<Trace> Take(const std::string& token);
  void Keep(std::string token, std::unique_ptr<Trace> trace);

  store::Store& store_;
  RevisionTexts& texts_;
  const Limits& limits_;
  sync::Mutex mutex_;
  // Keyed by the token of the next page. The cost of a trace is its number of nodes.
  sync::LruCache<std::string, std::unique_ptr<Trace>> cache_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace verbatim::registry
