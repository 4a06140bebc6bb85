#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "log/sha256.h"

namespace Xapian {
class Database;
class WritableDatabase;
}  // namespace Xapian

// The index of claims on disk: a Xapian database in a folder, which one writer writes and any number of
// readers read. It holds nothing that does not follow from the log.
//
// Errors of all that is here: DATA_LOSS if the index is damaged, of another version or not there;
// FAILED_PRECONDITION if another process writes it; UNAVAILABLE if the disk is full or fails.
namespace verbatim::match {

// How much of the log an index knows: its first `log_size` entries, and which log that is, by the RFC 6962
// leaf hash of the last of them.
struct IndexPosition {
  int64_t log_size = 0;
  log::Digest last_leaf = {};

  friend bool operator==(const IndexPosition&, const IndexPosition&) = default;
};

// A claim as the index keeps it.
struct IndexEntry {
  std::string claim;                                    // its name, by which it replaces an earlier state
  std::vector<std::pair<std::string, uint32_t>> words;  // terms that it is found by, and how often
  std::vector<std::string> filters;                     // terms that a filter asks for (registry/records.h)
  std::string data;                                     // what a search returns
};

// Writes an index. One thread at a time.
class IndexWriter {
 public:
  // Opens the index in `folder`, or makes an empty one there if nothing is.
  static absl::StatusOr<IndexWriter> Open(const std::string& folder);

  IndexWriter(IndexWriter&&) noexcept;
  IndexWriter& operator=(IndexWriter&&) noexcept;
  ~IndexWriter();  // what was not committed is lost

  // Of the last commit.
  const IndexPosition& position() const { return position_; }

  absl::Status Put(const IndexEntry& entry);
  // Makes what was put durable and visible, and with it this position.
  absl::Status Commit(const IndexPosition& position);

  // What was replaced leaves its bytes behind in the files until they are used again. Says that, from the
  // next commit on, there are some that must go: until a Compact.
  void MarkForCompaction() { compaction_due_ = true; }
  bool IsCompactionDue() const { return compaction_due_; }

 private:
  explicit IndexWriter(std::unique_ptr<Xapian::WritableDatabase> database);

  std::unique_ptr<Xapian::WritableDatabase> database_;
  IndexPosition position_;
  bool compaction_due_ = false;
};

// Writes the index in `folder` anew, without what was replaced, and puts it in the place of the old one.
// No writer may be open; readers go on with the old one until they are opened anew.
absl::Status Compact(const std::string& folder);

// Deletes the index in `folder`, if one is there.
absl::Status DeleteIndex(const std::string& folder);

// What to look for.
struct IndexQuery {
  std::vector<std::string> words;    // any of these
  std::vector<std::string> filters;  // all of these
  size_t limit = 0;                  // results at most
};

// Reads one state of an index, until Reopen. One thread at a time.
class IndexReader {
 public:
  // Runs what a commit must not disturb.
  using WithoutCommits = std::function<void(const std::function<void()>&)>;

  static absl::StatusOr<std::unique_ptr<IndexReader>> Open(const std::string& folder,
                                                           WithoutCommits without_commits);
  ~IndexReader();

  const IndexPosition& position() const { return position_; }
  uint32_t claim_count() const { return claim_count_; }
  // Of a claim, in words.
  double average_length() const { return average_length_; }

  // Goes on to the latest state. Cheap if there is none later.
  absl::Status Reopen();

  // The data of the best by BM25, with the parameters of terms.h, the best first; of equals, that put first.
  absl::StatusOr<std::vector<std::string>> Search(const IndexQuery& query);

  // In how many claims a term is. Kept in memory, up to a bound, as long as the state is read.
  absl::StatusOr<uint32_t> Frequency(const std::string& term);

 private:
  IndexReader(std::unique_ptr<Xapian::Database> database, WithoutCommits without_commits);

  absl::Status ReadState();
  // Runs `read`. A writer that commits twice while something is read takes what is read away; then the latest
  // state is read instead, at last with the writer held back.
  absl::Status Read(const std::function<void()>& read);

  std::unique_ptr<Xapian::Database> database_;
  const WithoutCommits without_commits_;
  IndexPosition position_;
  uint32_t claim_count_ = 0;
  double average_length_ = 0;
  std::unordered_map<std::string, uint32_t> frequencies_;
};

}  // namespace verbatim::match
