#include "store/postgres/writer.h"

#include <utility>

#include "status/status_macros.h"
#include "store/postgres/pool.h"

namespace verbatim::store::postgres {

absl::StatusOr<Writer::Committed> Writer::Commit(std::span<const Write> writes, Times times) {
  unsure_.reset();
  Backoff backoff(endpoint_.patience().retries);
  while (true) {
    bool retry = true;  // no server can be reached
    absl::Status status;
    if (connection_ != nullptr && !endpoint_.IsCurrent(*connection_)) connection_.reset();
    if (connection_ == nullptr) {
      absl::StatusOr<std::unique_ptr<Connection>> opened = endpoint_.Open();
      status = opened.status();
      if (opened.ok()) connection_ = *std::move(opened);
    }
    if (connection_ != nullptr) {
      absl::StatusOr<Committed> committed = CommitOnce(writes, times);
      if (committed.ok()) return committed;
      status = committed.status();
      const Failure failure = connection_->failure();
      if (failure == Failure::kConnection) endpoint_.NoteBroken(*connection_);
      retry = failure == Failure::kConnection || failure == Failure::kConflict;
      RollBack();
    }
    if (!retry || !backoff.Pause()) return status;
  }
}

absl::StatusOr<Writer::Committed> Writer::CommitOnce(std::span<const Write> writes, Times times) {
  Connection& connection = *connection_;
  connection.SendText(sql::kBegin);
  Group group(writes, times);
  group.SendReads(connection);
  ABSL_ASSIGN_OR_RETURN(std::vector<Rows> rows, connection.Exchange());
  rows.erase(rows.begin());  // of BEGIN
  ABSL_RETURN_IF_ERROR(group.TakeReads(std::move(rows)));
  if (unsure_) {
    ABSL_ASSIGN_OR_RETURN(const bool committed, WasCommitted(group.before()));
    Unsure unsure = *std::exchange(unsure_, std::nullopt);
    if (committed) {
      RollBack();
      return Committed{std::move(unsure.results), std::move(unsure.before), std::move(unsure.after)};
    }
  }
  ABSL_ASSIGN_OR_RETURN(std::vector<WriteResult> results, group.Apply(connection));
  if (writes.empty()) connection.Send(sql::kTouchHead);
  group.SendRows(connection);
  connection.SendText(sql::kCommit);
  const auto start = std::chrono::steady_clock::now();
  absl::Status ended = connection.Exchange().status();
  last_sync_ = std::chrono::steady_clock::now() - start;
  if (!ended.ok()) {
    if (group.appended() && connection.failure() == Failure::kConnection)
      unsure_ = Unsure{group.before(), group.after(), group.first_leaf(), std::move(results)};
    return ended;
  }
  return Committed{std::move(results), group.before(), group.after()};
}

absl::StatusOr<bool> Writer::WasCommitted(const Head& head) {
  if (head.size <= unsure_->before.size) return false;
  connection_->Send(sql::kFindLeaf, unsure_->before.size);
  ABSL_ASSIGN_OR_RETURN(std::vector<Rows> rows, connection_->Exchange());
  return rows.front().Next() && rows.front().View(0) == unsure_->first_leaf;
}

void Writer::RollBack() {
  if (connection_->failure() != Failure::kConnection) {
    connection_->SendText(sql::kRollback);
    connection_->Exchange().status().IgnoreError();
  }
  if (!connection_->IsIdle()) connection_.reset();
}

}  // namespace verbatim::store::postgres
