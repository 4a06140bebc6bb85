#pragma once

#include <chrono>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "store/store.h"
#include "sync/mutex.h"
#include "text/unicode/indexed_text.h"
#include "verbatim/v1/document.pb.h"

namespace verbatim::registry {

// What a reader of a revision's text needs to know of its document. It never changes.
struct Source {
  std::optional<std::chrono::sys_days> published;  // the day, UTC
  std::string language;                            // BCP 47; empty if unknown
};
Source SourceOf(const verbatim::v1::Document& document);

// A revision's name, its source and its text. The text stays valid while it is held.
struct RevisionText {
  std::string name;
  Source source;
  std::shared_ptr<const text::IndexedText> text;  // shared with the cache, which may drop it meanwhile
};

// Texts of revisions, read from the store and kept in memory up to a number of bytes, least recently used out
// first. Revisions are immutable, so that what is kept never goes stale. Any thread.
class RevisionTexts {
 public:
  RevisionTexts(store::Store& store, size_t capacity_bytes)
      : store_(store), capacity_bytes_(capacity_bytes) {}

  // The text of `name`: a revision, or a document, which stands for its latest revision. NOT_FOUND, with
  // `field` as the field that named it, if there is none; FAILED_PRECONDITION if it was erased, ABORTED while
  // it is. `name` must be the name of one or the other.
  absl::StatusOr<RevisionText> Read(std::string_view name, std::string_view field);

  // Keeps a text that was just written.
  void Keep(RevisionText revision);

  // While it lives, texts of a document are not read: ABORTED. So an erasure is not outrun by new claims.
  class Suspension {
   public:
    Suspension(RevisionTexts& texts, std::string document);
    Suspension(const Suspension&) = delete;
    Suspension& operator=(const Suspension&) = delete;
    ~Suspension();

   private:
    RevisionTexts& texts_;
    const std::string document_;
  };

  // Forgets the texts of an erased document for good, also those that are being read from the store just now.
  void Forget(const std::string& document);

 private:
  std::optional<RevisionText> Find(const std::string& revision);
  // The latest revision of a document, out of its record. FAILED_PRECONDITION if it was erased.
  absl::StatusOr<std::string> LatestRevision(const store::Record& record);
  bool IsSuspended(std::string_view document);

  store::Store& store_;
  const size_t capacity_bytes_;
  sync::Mutex mutex_;
  std::list<RevisionText> kept_ ABSL_GUARDED_BY(mutex_);  // most recently used first
  std::unordered_map<std::string, std::list<RevisionText>::iterator> by_revision_ ABSL_GUARDED_BY(mutex_);
  size_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  // What the entry of a document at this index says is its latest revision.
  struct Latest {
    store::LogIndex index = 0;
    std::string revision;
  };
  std::unordered_map<std::string, Latest> latest_ ABSL_GUARDED_BY(mutex_);
  // Documents erased since this process began; earlier ones have no texts that could be read.
  std::unordered_set<std::string> erased_ ABSL_GUARDED_BY(mutex_);
  std::unordered_multiset<std::string> suspended_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace verbatim::registry
