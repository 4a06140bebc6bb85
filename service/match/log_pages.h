#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "match/index/claim_entry.h"
#include "match/index/index.h"
#include "registry/registry.h"

namespace verbatim::match {

// Reads the log as changes of the index of claims. One thread at a time.
class LogPages {
 public:
  // `registry` must outlive this object.
  explicit LogPages(registry::Registry& registry) : registry_(registry) {}

  // What an entry of the log changes in the index.
  struct Change {
    std::optional<IndexEntry> put;
    std::string removed;  // name of the claim to remove; empty for none
    bool erases = false;  // words that the files must not keep
  };
  struct Page {
    std::vector<Change> changes;
    IndexPosition end;
    bool more = false;  // whether the log had more entries
  };

  // Reads the next entries of the log from `from` on, up to 1000, and analyses their claims, which takes most of the
  // time. UNAVAILABLE if the log cannot be read.
  absl::StatusOr<Page> Read(const IndexPosition& from);

 private:
  absl::StatusOr<Change> ReadChange(const verbatim::v1::LogEntry& entry);
  std::string LanguageOf(const verbatim::v1::Claim& claim);

  registry::Registry& registry_;
  std::unordered_map<std::string, std::string> languages_;  // by document name
  Analysers analysers_;
};

// Makes the error for a failure to read the log, which must not be taken for damage of the index.
absl::Status LogUnreadable(const absl::Status& status);

// Puts all changes of a page into the index.
absl::Status Put(const LogPages::Page& page, IndexWriter& writer);

}  // namespace verbatim::match
