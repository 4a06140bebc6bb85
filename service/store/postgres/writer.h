#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "store/postgres/connection.h"
#include "store/postgres/endpoint.h"
#include "store/postgres/group.h"
#include "store/store.h"

namespace verbatim::store::postgres {

// The connection on which this process writes. Each group of writes is one transaction that holds the row
// lock on the log's head, so that the groups of all processes follow each other. One thread at a time.
class Writer {
 public:
  // `endpoint` must outlive this object.
  explicit Writer(Endpoint& endpoint) : endpoint_(endpoint) {}

  struct Committed {
    std::vector<WriteResult> results;
    // The head before and after the group.
    Head before;
    Head after;
  };

  // Implements Store::Commit. While the server is away, reconnects and begins again. If the connection breaks
  // during the commit, finds out under the row lock whether the group was committed.
  absl::StatusOr<Committed> Commit(std::span<const Write> writes, Times times);

  // The time that the last transaction took from its rows to the answer to COMMIT.
  std::chrono::nanoseconds last_sync() const { return last_sync_; }

 private:
  // The first entry of a group whose commit was sent, and the results for its writes.
  struct Unsure {
    Head before;
    Head after;
    std::string first_leaf;
    std::vector<WriteResult> results;
  };

  absl::StatusOr<Committed> CommitOnce(std::span<const Write> writes, Times times);
  // Whether the group in `unsure_` was committed.
  absl::StatusOr<bool> WasCommitted(const Head& head);
  // Ends the transaction without effect, or closes the connection.
  void RollBack();

  Endpoint& endpoint_;
  std::unique_ptr<Connection> connection_;  // null until it is needed
  std::optional<Unsure> unsure_;
  std::chrono::nanoseconds last_sync_{0};
};

}  // namespace verbatim::store::postgres
