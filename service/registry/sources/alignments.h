#pragma once

#include <list>
#include <memory>
#include <string>
#include <unordered_set>

#include "absl/base/thread_annotations.h"
#include "registry/sources/revision_texts.h"
#include "sync/mutex.h"
#include "text/alignment/alignment.h"

namespace verbatim::registry {

// The alignment of two revisions' texts.
struct RevisionAlignment {
  RevisionAlignment(RevisionText from, RevisionText to)
      : before(std::move(from)), after(std::move(to)), alignment(*before.text, *after.text) {}

  const RevisionText before;
  const RevisionText after;
  const text::TextAlignment alignment;
};

// A cache of alignments with LRU eviction. Entries never become stale, because revisions are immutable. The
// latest alignment stays cached even if it exceeds the capacity, because its pages are read one after the
// other. Any thread.
class Alignments {
 public:
  explicit Alignments(size_t capacity_bytes) : capacity_bytes_(capacity_bytes) {}

  // The cached alignment, or a new one, which takes time proportional to both texts.
  std::shared_ptr<const RevisionAlignment> Get(const RevisionText& before, const RevisionText& after);

  // Evicts the alignments of an erased document. Those that are being computed meanwhile are not cached.
  void Forget(const std::string& document);

 private:
  const size_t capacity_bytes_;
  sync::Mutex mutex_;
  // Most recently used first.
  std::list<std::shared_ptr<const RevisionAlignment>> kept_ ABSL_GUARDED_BY(mutex_);
  size_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  // Documents erased since this process started. Documents erased earlier have no texts to align.
  std::unordered_set<std::string> erased_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace verbatim::registry
