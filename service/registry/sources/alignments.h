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

// How the text of one revision became that of another one.
struct RevisionAlignment {
  RevisionAlignment(RevisionText from, RevisionText to)
      : before(std::move(from)), after(std::move(to)), alignment(*before.text, *after.text) {}

  const RevisionText before;
  const RevisionText after;
  const text::TextAlignment alignment;
};

// The alignments that were asked for last, kept in memory up to a number of bytes, least recently used out
// first, but for the last one, whose pages are read one after the other: revisions are immutable, and so are
// these. Any thread.
class Alignments {
 public:
  explicit Alignments(size_t capacity_bytes) : capacity_bytes_(capacity_bytes) {}

  // Makes it, which takes time in proportion to both texts, unless it is kept.
  std::shared_ptr<const RevisionAlignment> Get(const RevisionText& before, const RevisionText& after);

  // Forgets those of an erased document for good, also those that are being made just now.
  void Forget(const std::string& document);

 private:
  const size_t capacity_bytes_;
  sync::Mutex mutex_;
  // Most recently used first.
  std::list<std::shared_ptr<const RevisionAlignment>> kept_ ABSL_GUARDED_BY(mutex_);
  size_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  // Documents erased since this process began; earlier ones have no texts that could be aligned.
  std::unordered_set<std::string> erased_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace verbatim::registry
