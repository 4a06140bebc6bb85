#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "log/merkle.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/terms.h"
#include "store/store.h"

namespace verbatim::store {

// Returns the number of entries in the log.
int64_t ReadSize(Connection& connection);

// Returns the hashes of the log's tree at these positions. Sets DATA_LOSS on the connection if one is
// missing.
std::vector<log::Digest> ReadHashes(Connection& connection, std::span<const uint64_t> positions);

// Implements Store::FindRequest.
std::optional<WriteResult> ReadRequest(Connection& connection, const RequestKey& key);

// The only connection that writes, with the log's tree as of its last transaction. One thread at a time.
class SqliteWriter {
 public:
  // Takes over a connection to a migrated database. Errors as for OpenStore.
  static absl::StatusOr<std::unique_ptr<SqliteWriter>> Start(std::unique_ptr<Connection> connection);

  // Implement the methods of Store.
  absl::StatusOr<std::vector<WriteResult>> Commit(std::span<const Write> writes, Times times);
  absl::StatusOr<bool> KeepCheckpoint(const KeptCheckpoint& checkpoint,
                                      const std::optional<std::string>& before);
  absl::Status Compact();

  // The time that the last transaction took to become durable.
  std::chrono::nanoseconds last_sync() const { return last_sync_; }
  // The number of entries after the last successful Commit.
  int64_t size() const { return tree_ ? static_cast<int64_t>(tree_->size()) : 0; }

 private:
  // The first and the latest entry of a resource.
  struct Standing {
    LogIndex created;
    LogIndex latest;
  };

  explicit SqliteWriter(std::unique_ptr<Connection> connection)
      : connection_(std::move(connection)), keys_(*connection_) {}

  std::optional<Standing> Find(std::string_view resource);
  // Reads the stored tree of the log, and the time of its last entry.
  log::GrowingTree ReadTree();
  // Checks all conditions of the write before changing anything, so that a rejected write leaves no trace in
  // the shared transaction. Advances `tree` past the appended entries.
  WriteResult Apply(const Write& write, log::GrowingTree& tree);
  // Returns the reason to reject a write, if there is one. Appends the Standing of each entry's resource to
  // `standings`.
  std::optional<WriteResult> Refuse(const Write& write, std::vector<std::optional<Standing>>& standings);
  void Append(const NewEntry& entry, const std::optional<Standing>& standing, log::GrowingTree& tree);
  void Erase(std::string_view resource);
  // Erases the fingerprint of the request that wrote the entry, if there was one.
  void ForgetFingerprint(std::string_view leaf);
  // Commits. After an error nothing of the transaction is stored.
  absl::Status EndTransaction();
  // Removes erased bytes from the write-ahead log. The transaction (secure_delete) removed them from the
  // database file.
  void TruncateWriteAheadLog();

  std::unique_ptr<Connection> connection_;
  SqliteKeyWriter keys_;
  std::optional<log::GrowingTree> tree_;  // empty after an error: it must be read again
  std::chrono::nanoseconds last_sync_{0};
  int64_t last_time_ = 0;          // of the last entry of `tree_`
  Times times_ = Times::kAsGiven;  // of the current transaction
  bool must_truncate_ = false;
  bool truncation_blocked_ = false;  // readers blocked the last attempt to truncate
};

}  // namespace verbatim::store
