#pragma once

#include <memory>
#include <string>
#include <unordered_set>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "registry/sources/revision_texts.h"
#include "sync/call_context.h"
#include "sync/lru_cache.h"
#include "sync/mutex.h"
#include "text/alignment/alignment.h"

namespace verbatim::registry {

// The alignment of two revisions' texts.
struct RevisionAlignment {
  // If `should_stop` ends the constructor, the object must not be used.
  RevisionAlignment(RevisionText from, RevisionText to, const text::ShouldStop& should_stop)
      : before(std::move(from)), after(std::move(to)), alignment(*before.text, *after.text, should_stop) {}

  const RevisionText before;
  const RevisionText after;
  const text::TextAlignment alignment;
};

// A cache of alignments with LRU eviction. Entries never become stale, because revisions are immutable. The
// latest alignment stays cached even if it exceeds the capacity, because callers read its pages one after the
// other. Any thread.
class Alignments {
 public:
  explicit Alignments(size_t capacity_bytes) : cache_(capacity_bytes, sync::Oversized::kKeepLatest) {}

  // Returns the cached alignment or computes it, in time proportional to both texts. Returns the error of
  // `call` if the call is abandoned; then nothing is cached.
  absl::StatusOr<std::shared_ptr<const RevisionAlignment>> Get(const RevisionText& before,
                                                               const RevisionText& after,
                                                               const sync::CallContext& call = {});

  // Evicts the alignments of an erased document. Alignments of the document that are being computed at this
  // time are not cached either.
  void Forget(const std::string& document);

 private:
  sync::Mutex mutex_;
  // Keyed by the names of both revisions. Costs are bytes.
  sync::LruCache<std::pair<std::string, std::string>, std::shared_ptr<const RevisionAlignment>> cache_
      ABSL_GUARDED_BY(mutex_);
  // Documents erased since this process started. Documents erased earlier have no texts to align.
  std::unordered_set<std::string> erased_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace verbatim::registry
