#pragma once

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

// Number of entries in the log.
int64_t ReadSize(Connection& connection);

// Hashes of the log's tree at these positions; the connection has DATA_LOSS if one is not there.
std::vector<log::Digest> ReadHashes(Connection& connection, std::span<const uint64_t> positions);

// What became of an earlier request under this key, as Store::FindRequest.
std::optional<WriteResult> ReadRequest(Connection& connection, const RequestKey& key);

// The one connection that writes, and the log's tree as of its last transaction. One thread at a time.
class SqliteWriter {
 public:
  // Takes over a connection to a migrated database. Errors as OpenStore.
  static absl::StatusOr<std::unique_ptr<SqliteWriter>> Start(std::unique_ptr<Connection> connection);

  // As Store's.
  absl::StatusOr<std::vector<WriteResult>> Commit(std::span<const Write> writes);
  absl::Status KeepCheckpoint(const KeptCheckpoint& checkpoint);
  absl::Status Compact();

 private:
  // Where a resource's entries are.
  struct Standing {
    LogIndex created;
    LogIndex latest;
  };

  explicit SqliteWriter(std::unique_ptr<Connection> connection)
      : connection_(std::move(connection)), keys_(*connection_) {}

  std::optional<Standing> Find(std::string_view resource);
  // The tree of the log as it is stored.
  log::GrowingTree ReadTree();
  // Checks all of the write's conditions before it changes anything, so that a refused write leaves no trace
  // in the transaction it shares. Advances `tree` past the entries appended.
  WriteResult Apply(const Write& write, log::GrowingTree& tree);
  // Why a write is refused, if it is. `standings` gets those of its entries' resources.
  std::optional<WriteResult> Refuse(const Write& write, std::vector<std::optional<Standing>>& standings);
  void Append(const NewEntry& entry, const std::optional<Standing>& standing, log::GrowingTree& tree);
  void Erase(std::string_view resource);
  // Forgets of what the request was that wrote an entry, if a request did.
  void ForgetFingerprint(std::string_view leaf);
  // Ends the transaction. After an error nothing of it is stored.
  absl::Status EndTransaction();
  // Erased bytes leave the database file with the transaction (secure_delete) and the write-ahead log here.
  void TruncateWriteAheadLog();

  std::unique_ptr<Connection> connection_;
  SqliteKeyWriter keys_;
  std::optional<log::GrowingTree> tree_;  // nothing after an error: it is read again
  bool must_truncate_ = false;
  bool was_in_the_way_ = false;  // somebody, of the last attempt to truncate
};

}  // namespace verbatim::store
