#include "store/postgres/log_end.h"

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "log/merkle.h"
#include "status/absl_view.h"
#include "status/status_macros.h"
#include "store/postgres/group.h"

namespace verbatim::store::postgres {
namespace {

absl::StatusOr<Rows> Read(Connection& connection) {
  ABSL_ASSIGN_OR_RETURN(std::vector<Rows> rows, connection.Exchange());
  return std::move(rows.front());
}

absl::Status CheckSizes(Connection& connection) {
  connection.Send(sql::kCheckEnd);
  ABSL_ASSIGN_OR_RETURN(Rows rows, Read(connection));
  if (!rows.Next()) return absl::InternalError("the sizes of the tables cannot be read");
  const int64_t size = rows.Integer(0);
  std::string_view beyond;
  if (rows.Integer(1) != static_cast<int64_t>(log::StoredHashes(static_cast<uint64_t>(size))))
    beyond = "the hashes of its tree";
  if (rows.Integer(2) > size) beyond = "its resources";
  if (rows.Integer(3) > size) beyond = "its texts";
  if (rows.Integer(4) > size) beyond = "a checkpoint that was signed";
  if (rows.IsNull(5) || rows.Integer(5) != size) beyond = "its head";
  if (beyond.empty()) return absl::OkStatus();
  return absl::DataLossError(
      absl::StrCat("the log has ", size, " entries, which contradicts ", Absl(beyond),
                   ": entries at its end are gone; restore the database from a backup"));
}

}  // namespace

absl::Status CheckLogEnd(Connection& connection) {
  ABSL_RETURN_IF_ERROR(CheckSizes(connection));
  connection.Send(sql::kReadWholeHead);
  ABSL_ASSIGN_OR_RETURN(Rows head_rows, Read(connection));
  ABSL_ASSIGN_OR_RETURN(const Head head, ReadHead(head_rows));
  if (head.size == 0) return absl::OkStatus();
  const auto size = static_cast<uint64_t>(head.size);
  const std::vector<uint64_t> resumed = log::GrowingTree::PositionsToResume(size);
  std::vector<int64_t> positions(resumed.begin(), resumed.end());
  positions.push_back(static_cast<int64_t>(log::StoredHashes(size - 1)));
  connection.Send(sql::kFindLeaf, head.size - 1);
  connection.Send(sql::kReadHashes, BigintArray(positions));
  ABSL_ASSIGN_OR_RETURN(std::vector<Rows> rows, connection.Exchange());
  std::map<int64_t, std::string> hashes;
  while (rows[1].Next()) hashes[rows[1].Integer(0)] = rows[1].Bytes(1);
  for (size_t i = 0; i < resumed.size(); ++i) {
    if (hashes[positions[i]] != log::BytesOf(head.tree.subtrees()[i]))
      return absl::DataLossError(
          "the head of the log has other hashes than its tree; restore the database from a backup");
  }
  if (rows[0].Next() && hashes[positions.back()] == log::BytesOf(log::HashLeaf(rows[0].View(0))))
    return absl::OkStatus();
  return absl::DataLossError(
      absl::StrCat("the leaf of the last log entry, ", head.size - 1,
                   ", does not have its hash in the tree; restore the database from a backup"));
}

}  // namespace verbatim::store::postgres
