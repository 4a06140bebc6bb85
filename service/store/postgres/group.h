#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "log/merkle.h"
#include "store/postgres/connection.h"
#include "store/store.h"

namespace verbatim::store::postgres {

// The head of the log, as the row lock on it protects it.
struct Head {
  int64_t size = 0;
  int64_t erasures = 0;
  int64_t last_time = 0;
  log::GrowingTree tree;
};

// Reads the head from a row with size, erasures, last_time and subtrees. DATA_LOSS if they contradict each
// other.
absl::StatusOr<Head> ReadHead(Rows& rows);

// A group of writes that one transaction commits: what they depend on is read at once, they are applied in
// memory, and the rows that they make are written at once, so that the row lock on the head is held for two
// round trips. One thread.
class Group {
 public:
  // Collects what the writes depend on. `writes` must outlive this object.
  Group(std::span<const Write> writes, Times times);

  // Queues the statements that read it, after the one that locks the head.
  void SendReads(Connection& connection) const;
  // Takes their rows, the head's first. Returns the errors of a damaged head.
  absl::Status TakeReads(std::vector<Rows> rows);

  // Applies the writes in order. Writes with erasures need round trips of their own.
  absl::StatusOr<std::vector<WriteResult>> Apply(Connection& connection);

  // Queues the statements that write the rows and move the head. Does nothing if no write was accepted.
  void SendRows(Connection& connection);

  const Head& before() const { return before_; }
  const Head& after() const { return after_; }
  bool appended() const { return after_.size > before_.size; }
  // The first leaf that was appended. REQUIRES: appended().
  const std::string& first_leaf() const { return first_leaf_; }

 private:
  // The first and the latest entry of a resource.
  struct Standing {
    LogIndex created;
    LogIndex latest;
  };
  using Names = std::pair<std::string_view, std::string_view>;  // principal and request id
  struct Request {
    std::string fingerprint;
    LogIndex first_index;
    int64_t count;
  };
  // Rows to write, a column a vector.
  struct Pending {
    std::vector<int64_t> positions;
    std::vector<log::Digest> hashes;
    std::vector<int64_t> indexes;
    std::deque<std::string> leaves;
    std::vector<std::optional<std::string_view>> payloads;
    std::vector<std::optional<int64_t>> previous;
    std::vector<int64_t> attachment_indexes;
    std::vector<int64_t> attachment_parts;
    std::vector<std::optional<std::string_view>> attachments;
    std::map<LogIndex, std::string_view> created;  // names of new resources
    std::map<LogIndex, LogIndex> latest;           // of resources, new ones too, by `created`
    // Postings: whether the group added a posting first, and whether it is there in the end.
    std::map<std::pair<std::string_view, LogIndex>, std::pair<bool, bool>> postings;
    std::map<std::string_view, int64_t> tallies;  // increments
    std::vector<std::pair<Names, Request>> requests;
  };

  std::optional<WriteResult> FindRequest(const RequestKey& key) const;
  std::optional<WriteResult> Refuse(const Write& write,
                                    std::vector<std::optional<Standing>>& standings) const;
  std::optional<Standing> Find(std::string_view resource) const;
  absl::Status Append(const NewEntry& entry, const std::optional<Standing>& standing, Connection& connection);
  void Post(std::string_view term, LogIndex created, bool present);
  // Erases the earlier payloads of resources, after writing what is pending.
  absl::Status Erase(const std::vector<std::string>& resources, Connection& connection);
  void SendPending(Connection& connection);

  const std::span<const Write> writes_;
  const Times times_;
  std::vector<std::string_view> names_;       // of resources
  std::vector<std::string_view> counters_;    // of preconditions
  std::vector<std::string_view> principals_;  // of requests, with request_ids_
  std::vector<std::string_view> request_ids_;

  Head before_;
  Head after_;
  std::string first_leaf_;
  int64_t erasures_ = 0;  // writes of this group that erase
  absl::flat_hash_map<std::string, Standing> standings_;
  absl::flat_hash_map<std::string, int64_t> values_;  // of counters_, with this group's increments
  std::map<std::pair<std::string, std::string>, Request, std::less<>> requests_;
  Pending pending_;
};

}  // namespace verbatim::store::postgres
