#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "store/store.h"
#include "sync/erasable_cache.h"
#include "sync/mutex.h"
#include "text/unicode/indexed_text.h"
#include "verbatim/v1/document.pb.h"

namespace verbatim::registry {

// The properties of a document on which the interpretation of a revision's text depends. They never change
// for a revision (records/reading_metadata.h).
struct Source {
  std::optional<std::chrono::sys_days> published;  // day of publication, UTC
  std::string language;                            // BCP 47; empty if unknown
};
Source SourceOf(const verbatim::v1::Document& document);
// `index` and `payload` are those of the document's latest entry. Returns the errors of ReadPayload.
absl::StatusOr<Source> SourceOf(store::LogIndex index, const std::optional<std::string>& payload,
                                std::string_view revision);

// A revision's name, source and text.
struct RevisionText {
  std::string name;
  Source source;
  std::shared_ptr<const text::IndexedText> text;  // shared with the cache
  sync::ErasableCaches::Epoch epoch = {};         // in which the text was not erased
};

// Reads texts of revisions from the store, with an LRU cache. Entries never become stale, because revisions
// are immutable. Any thread.
class RevisionTexts {
 public:
  // Both must outlive this object.
  RevisionTexts(store::Store& store, sync::ErasableCaches& caches, size_t capacity_bytes)
      : store_(store), caches_(caches), cache_(caches, "texts of revisions", capacity_bytes) {}

  // Returns the text of a revision. `name` is the name of a revision, or of a document for its latest
  // revision. NOT_FOUND, naming `field`, if the revision does not exist; FAILED_PRECONDITION if the document
  // was erased; ABORTED while the document is being erased.
  absl::StatusOr<RevisionText> Read(std::string_view name, std::string_view field);

  // Adds a text that was just written to the cache. Its epoch must be from before the write.
  void Keep(RevisionText revision);

  // While a Suspension exists, Read returns ABORTED for its document, so that no new claims delay the
  // erasure.
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

 private:
  // Returns the name of a document's latest revision, from the document's record. FAILED_PRECONDITION if the
  // document was erased.
  absl::StatusOr<std::string> LatestRevision(const store::Record& record);
  bool IsSuspended(std::string_view document);

  store::Store& store_;
  sync::ErasableCaches& caches_;
  sync::ErasableCache<std::string, RevisionText> cache_;  // by name; costs are bytes
  sync::Mutex mutex_;
  // The latest revision of a document, as of its entry at `index`.
  struct Latest {
    store::LogIndex index = 0;
    std::string revision;
  };
  std::unordered_map<std::string, Latest> latest_ ABSL_GUARDED_BY(mutex_);
  std::unordered_multiset<std::string> suspended_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace verbatim::registry
