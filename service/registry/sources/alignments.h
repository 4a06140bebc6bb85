#pragma once

#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "registry/sources/revision_texts.h"
#include "sync/call_context.h"
#include "sync/erasable_cache.h"
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
  Alignments(sync::ErasableCaches& caches, size_t capacity_bytes)
      : cache_(caches, "alignments of revisions", capacity_bytes, sync::Oversized::kKeepLatest) {}

  // Returns the cached alignment or computes it, in time proportional to both texts. Returns the error of
  // `call` if the call is abandoned; then nothing is cached.
  absl::StatusOr<std::shared_ptr<const RevisionAlignment>> Get(const RevisionText& before,
                                                               const RevisionText& after,
                                                               const sync::CallContext& call = {});

 private:
  // Keyed by the names of both revisions. Costs are bytes.
  sync::ErasableCache<std::pair<std::string, std::string>, std::shared_ptr<const RevisionAlignment>> cache_;
};

}  // namespace verbatim::registry
