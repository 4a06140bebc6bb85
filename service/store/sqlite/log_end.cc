#include "store/sqlite/log_end.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "log/merkle.h"
#include "log/sha256.h"

namespace verbatim::store {
namespace {

// Returns the value of a query with one row; nothing if it is NULL.
std::optional<int64_t> ReadInteger(Connection& connection, std::string_view sql) {
  Rows rows = connection.Query(sql);
  return rows.Next() && !rows.IsNull(0) ? std::optional(rows.Integer(0)) : std::nullopt;
}

}  // namespace

absl::Status CheckLogEnd(Connection& connection) {
  const int64_t size = ReadInteger(connection, "SELECT max(idx) FROM entries").value_or(-1) + 1;
  const auto hashes = static_cast<int64_t>(log::StoredHashes(static_cast<uint64_t>(size)));
  const int64_t stored = ReadInteger(connection, "SELECT max(position) FROM hashes").value_or(-1) + 1;
  // The greatest index that the table mentions, or the greatest size.
  const int64_t resource = ReadInteger(connection, "SELECT max(created) FROM resources").value_or(-1);
  const int64_t attachment = ReadInteger(connection, "SELECT max(idx) FROM attachments").value_or(-1);
  const int64_t checkpoint = ReadInteger(connection, "SELECT max(size) FROM checkpoints").value_or(0);
  if (absl::Status status = connection.TakeStatus(); !status.ok()) return status;
  std::string_view beyond;
  if (stored != hashes) beyond = "the hashes of its tree";
  if (resource >= size) beyond = "its resources";
  if (attachment >= size) beyond = "its texts";
  if (checkpoint > size) beyond = "a checkpoint that was signed";
  if (!beyond.empty()) {
    return absl::DataLossError(
        absl::StrCat("the log has ", size, " entries, which contradicts ", std::string(beyond),
                     ": entries at its end are gone; restore the database from a backup"));
  }
  if (size == 0) return absl::OkStatus();
  bool matches = false;
  {
    Rows rows = connection.Query(
        "SELECT e.leaf, h.hash FROM entries e JOIN hashes h ON h.position = ?2 WHERE e.idx = ?1", size - 1,
        static_cast<int64_t>(log::StoredHashes(static_cast<uint64_t>(size) - 1)));
    matches = rows.Next() && log::BytesOf(log::HashLeaf(rows.Bytes(0))) == rows.Bytes(1);
  }
  if (absl::Status status = connection.TakeStatus(); !status.ok()) return status;
  if (matches) return absl::OkStatus();
  return absl::DataLossError(
      absl::StrCat("the leaf of the last log entry, ", size - 1,
                   ", does not have its hash in the tree; restore the database from a backup"));
}

}  // namespace verbatim::store
