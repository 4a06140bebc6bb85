#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "registry/provenance/trace.h"
#include "registry/requests/environment.h"
#include "registry/requests/limits.h"
#include "registry/sources/revision_texts.h"
#include "store/store.h"
#include "sync/call_context.h"
#include "sync/erasable_cache.h"
#include "verbatim/v1/provenance_service.pb.h"

namespace verbatim::registry {

// Implements ProvenanceService.TraceClaim; the method's comment in the proto specifies it and its errors.
// Caches each trace that has more pages until its next page is requested, and evicts the least recently used
// traces. If a trace was evicted, if anything was erased since, or if its last call was abandoned, the next
// page repeats the trace up to that page. Any thread; may block on the store.
class Traces {
 public:
  // All must outlive this object.
  Traces(store::Store& store, RevisionTexts& texts, sync::ErasableCaches& caches,
         const Environment& environment, const Limits& limits)
      : store_(store),
        texts_(texts),
        caches_(caches),
        environment_(environment),
        limits_(limits),
        cache_(caches, "traces", static_cast<size_t>(limits.trace_nodes)) {}

  absl::StatusOr<verbatim::v1::TraceClaimResponse> TraceClaim(verbatim::v1::TraceClaimRequest request,
                                                              const sync::CallContext& context = {});

 private:
  // Returns a token of the page after `steps`. It ends with a random number, so that nobody but the receiver
  // of the token can name the cached trace.
  std::string MakeToken(const verbatim::v1::TraceClaimRequest& request, int64_t steps) const;
  void Keep(std::string token, std::unique_ptr<Trace> trace, sync::ErasableCaches::Epoch epoch);

  store::Store& store_;
  RevisionTexts& texts_;
  sync::ErasableCaches& caches_;
  const Environment& environment_;
  const Limits& limits_;
  // Keyed by the token of the next page. The cost of a trace is its number of nodes.
  sync::ErasableCache<std::string, std::unique_ptr<Trace>> cache_;
};

}  // namespace verbatim::registry
