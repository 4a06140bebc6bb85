#pragma once

#include <functional>
#include <utility>

#include "registry/claims.h"
#include "registry/commit_queue.h"
#include "registry/documents.h"
#include "registry/ids.h"
#include "registry/limits.h"
#include "registry/revision_texts.h"
#include "store/store.h"

namespace verbatim::registry {

// The domain: every rule, and the one write path. It knows nothing of gRPC; its requests and answers are the
// contract's messages, its errors are those of errors.h. Any thread.
//
// The data's way: documents.h and claims.h check a request (validation.h) and hold its quotes to their
// sources (grounding.h, on texts from revision_texts.h), make log entries of what is to be stored
// (records.h), and hand them to the one committer (commit_queue.h).
class Registry {
 public:
  // `store` must outlive the registry. `on_availability` as CommitQueue says.
  Registry(store::Store& store, Limits limits, Sources sources, std::function<void(bool)> on_availability)
      : limits_(limits),
        sources_(std::move(sources)),
        texts_(store, limits.text_cache_bytes),
        documents_(Parts{store, queue_, texts_, sources_, limits_}),
        claims_(Parts{store, queue_, texts_, sources_, limits_}),
        queue_(store, limits_, std::move(on_availability)) {}

  Documents& documents() { return documents_; }
  Claims& claims() { return claims_; }
  const Limits& limits() const { return limits_; }

 private:
  const Limits limits_;
  const Sources sources_;
  RevisionTexts texts_;
  Documents documents_;
  Claims claims_;
  CommitQueue queue_;  // last: its committer's callbacks use all of the above
};

}  // namespace verbatim::registry
