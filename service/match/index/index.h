#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "log/sha256.h"
#include "match/index/terms.h"

namespace Xapian {
class Database;
class Query;
class Weight;
class WritableDatabase;
}  // namespace Xapian

// The index of claims on disk: a Xapian database in a folder, with one writer and any number of readers. It
// can always be rebuilt from the log.
//
// Errors of every function here: DATA_LOSS if the index is damaged, missing or of another version;
// FAILED_PRECONDITION if another process writes it; UNAVAILABLE if the disk is full or fails.
namespace verbatim::match {

// The part of the log that an index covers: the first `log_size` entries. The RFC 6962 leaf hash of the last
// of them identifies the log.
struct IndexPosition {
  int64_t log_size = 0;
  log::Digest last_leaf = {};

  friend bool operator==(const IndexPosition&, const IndexPosition&) = default;
};

// A claim as stored in the index.
struct IndexEntry {
  std::string claim;                                    // resource name; replaces an entry of the same name
  std::vector<std::pair<std::string, uint32_t>> words;  // searchable terms with their counts
  std::vector<std::string> filters;                     // keys for filters (registry/records/index_keys.h)
  std::vector<std::string> marks;  // searchable, but without influence on Search (across/facts.h)
  std::string wording;             // equal for claims that say the same (WordingOf)
  std::string data;                // returned by a search
};

// Writes an index. One thread at a time.
class IndexWriter {
 public:
  // Opens the index in `folder`, or creates an empty one.
  static absl::StatusOr<IndexWriter> Open(const std::string& folder);

  IndexWriter(IndexWriter&&) noexcept;
  IndexWriter& operator=(IndexWriter&&) noexcept;
  ~IndexWriter();  // discards what was not committed

  // Position of the last commit.
  const IndexPosition& position() const { return position_; }

  absl::Status Put(const IndexEntry& entry);
  // Removes the claim with this name, if there is one.
  absl::Status Remove(const std::string& claim);
  // Makes all entries put so far durable and visible to readers, together with this position.
  absl::Status Commit(const IndexPosition& position);

  // A replaced entry leaves its bytes in the files until Xapian reuses the space. Call this if such bytes
  // must be removed, for example after a redaction. The next commit persists the mark and Compact clears it.
  void MarkForCompaction() { compaction_due_ = true; }
  bool IsCompactionDue() const { return compaction_due_; }

 private:
  explicit IndexWriter(std::unique_ptr<Xapian::WritableDatabase> database);

  std::unique_ptr<Xapian::WritableDatabase> database_;
  IndexPosition position_;
  bool compaction_due_ = false;
};

// Rewrites the index in `folder` without the remains of replaced entries. No writer may be open. Open readers
// keep reading the old files until they are opened again.
absl::Status Compact(const std::string& folder);

// Deletes the index in `folder`, if there is one.
absl::Status DeleteIndex(const std::string& folder);

// A search.
struct IndexQuery {
  std::vector<std::string> words;    // match any
  std::vector<std::string> filters;  // match all
  size_t limit = 0;                  // maximum number of results
};

// A search for claims by their marks.
struct MarkQuery {
  using Weighted = std::vector<std::pair<std::string, double>>;  // with the weight of each
  Weighted needed;                                               // match any
  Weighted further;                                              // raise the rank of what matches
  std::string without;                                           // do not match; empty for none
  std::vector<std::string> filters;                              // match all
  size_t limit = 0;                                              // maximum number of results
};

// A claim that a search found.
struct IndexHit {
  uint32_t id = 0;  // a number of the claim in this index; a changed claim keeps it
  std::string data;
  std::string wording;
  // Number of claims with this wording that pass the filters. More than the hits of this wording, if there
  // are more than kMaxHitsOfWording.
  uint32_t copies = 1;
};

// Maximum number of hits of a search with the same wording, so that a claim that is recorded a thousand
// times does not hide all others. Copies can differ in their quotes, so one is not enough.
inline constexpr size_t kMaxHitsOfWording = 8;

// Reads one state of an index, until Reopen. One thread at a time.
class IndexReader {
 public:
  // Runs a function while no commit can happen.
  using WithoutCommits = std::function<void(const std::function<void()>&)>;

  static absl::StatusOr<std::unique_ptr<IndexReader>> Open(const std::string& folder,
                                                           WithoutCommits without_commits);
  ~IndexReader();

  const IndexPosition& position() const { return position_; }
  uint32_t claim_count() const { return claim_count_; }
  // Average number of terms per claim.
  double average_length() const { return average_length_; }

  // Moves to the latest state. Cheap if nothing changed.
  absl::Status Reopen();

  // Returns the best matches by BM25 with the parameters of terms.h, best first, at most kMaxHitsOfWording of
  // each wording. Ties are in the order of insertion.
  absl::StatusOr<std::vector<IndexHit>> Search(const IndexQuery& query);

  // Returns the claims with the greatest sum of the weights of their marks, best first, as Search does.
  absl::StatusOr<std::vector<IndexHit>> SearchMarks(const MarkQuery& query);

  // Returns the data of claims with this wording that match all filters, in the order of insertion.
  absl::StatusOr<std::vector<std::string>> Copies(const std::string& wording,
                                                  const std::vector<std::string>& filters, size_t limit);

  // Returns such claims as hits, at most kMaxHitsOfWording.
  absl::StatusOr<std::vector<IndexHit>> WithWording(const std::string& wording,
                                                    const std::vector<std::string>& filters);

  // Returns the wordings of all claims, ascending. Linear in their number: about 0.5 s for a million.
  absl::StatusOr<std::vector<std::string>> Wordings();

  // Returns the number of claims that contain a term. Cached, up to a bound, until the state changes.
  absl::StatusOr<uint32_t> Frequency(std::string_view term);
  // The same for a mark.
  absl::StatusOr<uint32_t> MarkFrequency(std::string_view mark);

 private:
  IndexReader(std::unique_ptr<Xapian::Database> database, WithoutCommits without_commits);

  absl::Status ReadState();
  absl::StatusOr<std::vector<IndexHit>> FindCopies(const std::string& wording,
                                                   const std::vector<std::string>& filters, size_t limit);
  absl::StatusOr<std::vector<IndexHit>> Find(const Xapian::Query& query, const Xapian::Weight& weight,
                                             const std::vector<std::string>& filters, size_t limit);
  // Runs `read`. If a writer commits twice during a read, Xapian drops the blocks being read. Then the read
  // is retried on the latest state, and finally with commits held back.
  absl::Status Read(const std::function<void()>& read);

  std::unique_ptr<Xapian::Database> database_;
  const WithoutCommits without_commits_;
  IndexPosition position_;
  uint32_t claim_count_ = 0;
  double average_length_ = 0;
  absl::flat_hash_map<TermKey, uint32_t> frequencies_;
};

}  // namespace verbatim::match
