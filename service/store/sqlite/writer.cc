#include "store/sqlite/writer.h"

#include <limits>
#include <string>
#include <utility>

#include "log/leaf.h"
#include "store/repeated_request.h"
#include "store/sqlite/schema.h"

namespace verbatim::store {

int64_t ReadSize(Connection& connection) {
  Rows rows = connection.Query("SELECT coalesce(max(idx) + 1, 0) FROM entries");
  return rows.Next() ? rows.Integer(0) : 0;
}

std::vector<log::Digest> ReadHashes(Connection& connection, std::span<const uint64_t> positions) {
  std::vector<log::Digest> hashes;
  hashes.reserve(positions.size());
  for (uint64_t position : positions) {
    Rows rows =
        connection.Query("SELECT hash FROM hashes WHERE position = ?", static_cast<int64_t>(position));
    std::optional<log::Digest> hash = rows.Next() ? log::DigestFromBytes(rows.Bytes(0)) : std::nullopt;
    if (!hash) {
      connection.Fail(absl::DataLossError("a hash of the log's tree is missing"));
      break;
    }
    hashes.push_back(*hash);
  }
  return hashes;
}

std::optional<WriteResult> ReadRequest(Connection& connection, const RequestKey& key) {
  const auto query = [&](std::string_view principal) {
    return connection.Query(
        "SELECT fingerprint, first_index, entry_count FROM requests WHERE principal = ? AND request_id = ?",
        principal, std::string_view(key.request_id));
  };
  std::string_view principal = key.principal;
  if (!key.earlier_principal.empty() && !query(principal).Next()) principal = key.earlier_principal;
  Rows rows = query(principal);
  if (!rows.Next()) return std::nullopt;
  return RepeatedResult(key, rows.Bytes(0), rows.Integer(1), rows.Integer(2));
}

absl::StatusOr<std::unique_ptr<SqliteWriter>> SqliteWriter::Start(std::unique_ptr<Connection> connection) {
  connection->Run("PRAGMA journal_mode = WAL");
  connection->Execute("PRAGMA synchronous = FULL");
  // After a large document the WAL is truncated to this many bytes, about 16 automatic checkpoints.
  connection->Run("PRAGMA journal_size_limit = 67108864");
  if (absl::Status status = connection->TakeStatus(); !status.ok()) return status;
  std::unique_ptr<SqliteWriter> writer(new SqliteWriter(std::move(connection)));
  writer->TruncateWriteAheadLog();  // a killed process may have left this undone
  return writer;
}

absl::StatusOr<std::vector<WriteResult>> SqliteWriter::Commit(std::span<const Write> writes, Times times) {
  times_ = times;
  std::vector<WriteResult> results;
  results.reserve(writes.size());
  connection_->Execute("BEGIN IMMEDIATE");
  if (writes.empty()) RewriteSqliteVersion(*connection_);
  if (!tree_) tree_ = ReadTree();
  log::GrowingTree tree = *std::move(tree_);
  tree_.reset();
  for (const Write& write : writes) {
    if (!connection_->ok()) break;
    results.push_back(Apply(write, tree));
  }
  keys_.Finish();
  if (absl::Status status = EndTransaction(); !status.ok()) {
    keys_.Forget();
    return status;
  }
  tree_ = std::move(tree);
  if (must_truncate_) TruncateWriteAheadLog();
  return results;
}

absl::Status SqliteWriter::Compact() {
  connection_->Execute("BEGIN IMMEDIATE");
  {
    Rows erased = connection_->Query("SELECT leaf FROM entries WHERE payload IS NULL");
    while (erased.Next()) ForgetFingerprint(erased.Bytes(0));  // earlier versions kept them
  }
  if (absl::Status status = EndTransaction(); !status.ok()) return status;
  connection_->Execute("VACUUM");
  if (absl::Status status = connection_->TakeStatus(); !status.ok()) return status;
  TruncateWriteAheadLog();
  if (must_truncate_) return absl::UnavailableError("the database is being read by another process");
  return absl::OkStatus();
}

absl::StatusOr<bool> SqliteWriter::KeepCheckpoint(const KeptCheckpoint& checkpoint,
                                                  const std::optional<std::string>& before) {
  const std::string_view note = checkpoint.note;
  bool kept = false;
  connection_->Execute("BEGIN IMMEDIATE");
  if (before) {
    Rows rows =
        connection_->Query("UPDATE checkpoints SET note = ? WHERE size = ? AND note = ? RETURNING size", note,
                           checkpoint.size, std::string_view(*before));
    while (rows.Next()) kept = true;
  } else {
    Rows rows = connection_->Query(
        "INSERT INTO checkpoints (size, note) VALUES (?, ?) ON CONFLICT (size) DO NOTHING RETURNING size",
        checkpoint.size, note);
    while (rows.Next()) kept = true;
  }
  if (absl::Status status = EndTransaction(); !status.ok()) return status;
  return kept;
}

absl::Status SqliteWriter::EndTransaction() {
  const auto start = std::chrono::steady_clock::now();
  connection_->Execute("COMMIT");
  last_sync_ = std::chrono::steady_clock::now() - start;
  absl::Status status = connection_->TakeStatus();
  if (!status.ok()) {
    connection_->Execute("ROLLBACK");
    connection_->TakeStatus().IgnoreError();  // after some errors SQLite has already rolled back
  }
  return status;
}

void SqliteWriter::TruncateWriteAheadLog() {
  {
    // Returns one row; its first column is 1 if readers blocked the checkpoint. Then every write retries it,
    // without waiting for readers.
    connection_->SetWaiting(!truncation_blocked_);
    Rows rows = connection_->Query("PRAGMA wal_checkpoint(TRUNCATE)");
    must_truncate_ = !rows.Next() || rows.Integer(0) != 0;
  }
  truncation_blocked_ = must_truncate_;
  connection_->SetWaiting(true);
  connection_->TakeStatus().IgnoreError();  // the commit is valid regardless
}

log::GrowingTree SqliteWriter::ReadTree() {
  auto size = static_cast<uint64_t>(ReadSize(*connection_));
  std::vector<log::Digest> hashes = ReadHashes(*connection_, log::GrowingTree::PositionsToResume(size));
  last_time_ = std::numeric_limits<int64_t>::min();
  {
    Rows rows = connection_->Query("SELECT leaf FROM entries ORDER BY idx DESC LIMIT 1");
    if (rows.Next()) {
      if (const auto leaf = log::DecodeLeaf(rows.Bytes(0))) last_time_ = leaf->time_micros;
    }
  }
  if (!connection_->ok()) return {};
  return log::GrowingTree::Resume(size, std::move(hashes));
}

std::optional<SqliteWriter::Standing> SqliteWriter::Find(std::string_view resource) {
  Rows rows = connection_->Query("SELECT created, latest FROM resources WHERE name = ?", resource);
  if (!rows.Next()) return std::nullopt;
  return Standing{rows.Integer(0), rows.Integer(1)};
}

std::optional<WriteResult> SqliteWriter::Refuse(const Write& write,
                                                std::vector<std::optional<Standing>>& standings) {
  using Outcome = WriteResult::Outcome;
  if (write.request) {
    if (std::optional<WriteResult> earlier = ReadRequest(*connection_, *write.request)) return earlier;
  }
  for (const NewEntry& entry : write.entries) {
    std::optional<Standing> standing = Find(entry.resource);
    if (!entry.replaces && standing)
      return WriteResult{Outcome::kExists, standing->latest, 0, entry.resource};
    if (entry.replaces && !standing) return WriteResult{Outcome::kMissing, 0, 0, entry.resource};
    if (entry.replaces && standing->latest != *entry.replaces) {
      return WriteResult{Outcome::kStale, standing->latest, 0, entry.resource};
    }
    for (const std::string& erased : entry.erases) {
      if (!Find(erased)) return WriteResult{Outcome::kMissing, 0, 0, erased};
    }
    standings.push_back(standing);
  }
  for (const Precondition& expected : write.preconditions) {
    Rows rows =
        connection_->Query("SELECT value FROM tallies WHERE name = ?", std::string_view(expected.counter));
    int64_t value = rows.Next() ? rows.Integer(0) : 0;
    if (value != expected.value) return WriteResult{Outcome::kPreconditionFailed, 0, value, expected.counter};
  }
  return std::nullopt;
}

WriteResult SqliteWriter::Apply(const Write& write, log::GrowingTree& tree) {
  std::vector<std::optional<Standing>> standings;
  standings.reserve(write.entries.size());
  if (std::optional<WriteResult> refusal = Refuse(write, standings)) return *std::move(refusal);
  WriteResult result{WriteResult::Outcome::kCommitted,
                     static_cast<LogIndex>(tree.size()),
                     static_cast<int64_t>(write.entries.size()),
                     {}};
  for (size_t i = 0; i < write.entries.size(); ++i) Append(write.entries[i], standings[i], tree);
  if (write.request) {
    connection_->Run(
        "INSERT INTO requests (principal, request_id, fingerprint, first_index, entry_count) "
        "VALUES (?, ?, ?, ?, ?)",
        std::string_view(write.request->principal), std::string_view(write.request->request_id),
        Blob{write.request->fingerprint}, result.first_index, result.count);
  }
  return result;
}

void SqliteWriter::Append(const NewEntry& entry, const std::optional<Standing>& standing,
                          log::GrowingTree& tree) {
  for (const std::string& resource : entry.erases) Erase(resource);
  auto index = static_cast<LogIndex>(tree.size());
  auto position = static_cast<int64_t>(log::StoredHashes(tree.size()));
  std::string leaf = entry.leaf;
  const int64_t least = times_ == Times::kInOrder ? last_time_ : std::numeric_limits<int64_t>::min();
  last_time_ = log::RaiseTime(leaf, least);
  for (const log::Digest& hash : tree.Append(log::HashLeaf(leaf))) {
    connection_->Run("INSERT INTO hashes (position, hash) VALUES (?, ?)", position++,
                     Blob{log::BytesOf(hash)});
  }
  std::optional<Blob> payload;
  if (entry.payload) payload = Blob{*entry.payload};
  std::optional<LogIndex> previous;
  if (standing) previous = standing->latest;
  connection_->Run("INSERT INTO entries (idx, leaf, payload, previous) VALUES (?, ?, ?, ?)", index,
                   Blob{leaf}, payload, previous);
  for (size_t part = 0; part < entry.attachments.size(); ++part) {
    connection_->Run("INSERT INTO attachments (idx, part, bytes) VALUES (?, ?, ?)", index,
                     static_cast<int64_t>(part), Blob{entry.attachments[part]});
  }
  if (standing) {
    connection_->Run("UPDATE resources SET latest = ? WHERE created = ?", index, standing->created);
    keys_.Change(standing->created, entry.add_keys, entry.remove_keys);
  } else {
    connection_->Run("INSERT INTO resources (created, name, latest) VALUES (?, ?, ?)", index,
                     std::string_view(entry.resource), index);
    keys_.Add(index, entry.add_keys);
  }
  for (const std::string& counter : entry.counters) {
    connection_->Run(
        "INSERT INTO tallies (name, value) VALUES (?, 1) "
        "ON CONFLICT (name) DO UPDATE SET value = tallies.value + 1",
        std::string_view(counter));
  }
}

void SqliteWriter::Erase(std::string_view resource) {
  std::optional<Standing> standing = Find(resource);
  std::optional<LogIndex> index;
  if (standing) index = standing->latest;
  while (index) {
    connection_->Run("UPDATE entries SET payload = NULL WHERE idx = ?", *index);
    connection_->Run("DELETE FROM attachments WHERE idx = ?", *index);
    Rows rows = connection_->Query("SELECT leaf, previous FROM entries WHERE idx = ?", *index);
    if (!rows.Next()) break;
    ForgetFingerprint(rows.Bytes(0));
    index = rows.IsNull(1) ? std::nullopt : std::optional(rows.Integer(1));
  }
  must_truncate_ = true;
}

void SqliteWriter::ForgetFingerprint(std::string_view leaf) {
  const std::optional<log::Leaf> decoded = log::DecodeLeaf(leaf);
  if (!decoded || decoded->request_id.empty()) return;
  connection_->Run("UPDATE requests SET fingerprint = x'' WHERE principal = ? AND request_id = ?",
                   std::string_view(decoded->principal), std::string_view(decoded->request_id));
}

}  // namespace verbatim::store
