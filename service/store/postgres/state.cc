#include "store/postgres/state.h"

#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "status/status_macros.h"

namespace verbatim::store::postgres {
namespace {

// Makes the rows of a table from the rows of a query.
template <typename Make>
absl::StatusOr<std::vector<StateRow>> Read(absl::StatusOr<Rows> rows, const Make& make) {
  if (!rows.ok()) return rows.status();
  std::vector<StateRow> made;
  while (rows->Next()) made.push_back(make(*rows));
  return made;
}

std::string Number(const Rows& rows, int column) { return absl::StrCat(rows.Integer(column)); }

// Principals and request ids contain no NUL, so joining them by NUL keeps their order.
absl::StatusOr<std::vector<StateRow>> ReadRequests(Pool& pool, const StateRow& start, int64_t limit) {
  const std::string_view name = start.name;
  const size_t nul = name.find('\0');
  const std::string_view principal = name.substr(0, nul);
  const std::string_view id = nul == std::string_view::npos ? std::string_view() : name.substr(nul + 1);
  return Read(pool.Query(sql::kStateRequests, principal, id, limit), [](const Rows& rows) {
    const std::string fingerprint = absl::AsciiStrToUpper(absl::BytesToHexString(rows.Bytes(2)));
    return StateRow{rows.Bytes(0) + '\0' + rows.Bytes(1), 0,
                    absl::StrCat(fingerprint, " ", rows.Integer(3), " ", rows.Integer(4))};
  });
}

absl::StatusOr<std::vector<StateRow>> ReadAttachments(Pool& pool, const StateRow& start, int64_t limit) {
  ABSL_ASSIGN_OR_RETURN(Rows rows, pool.Query(sql::kStateAttachments, start.number, limit));
  std::vector<StateRow> made;
  while (rows.Next()) {
    const LogIndex index = rows.Integer(0);
    if (made.empty() || made.back().number != index) {
      made.push_back({"", index, Number(rows, 1)});
    } else {
      absl::StrAppend(&made.back().value, " ", rows.Integer(1));
    }
  }
  return made;
}

}  // namespace

absl::StatusOr<std::vector<StateRow>> ReadStateRows(Pool& pool, StateTable table,
                                                    const std::optional<StateRow>& after, int64_t limit) {
  const StateRow start = after.value_or(StateRow{});
  const std::string_view name = start.name;
  switch (table) {
    case StateTable::kHashes:
      return Read(pool.Query(sql::kStateHashes, start.number, limit), [](const Rows& rows) {
        return StateRow{"", rows.Integer(0), rows.Bytes(1)};
      });
    case StateTable::kHistory:
      return Read(pool.Query(sql::kStateHistory, start.number, limit), [](const Rows& rows) {
        return StateRow{"", rows.Integer(0), rows.IsNull(1) ? "" : Number(rows, 1)};
      });
    case StateTable::kResources:
      return Read(pool.Query(sql::kStateResources, start.number, limit), [](const Rows& rows) {
        return StateRow{"", rows.Integer(0), absl::StrCat(rows.Bytes(1), " ", rows.Integer(2))};
      });
    case StateTable::kIndexKeys:
      return Read(pool.Query(sql::kStatePostings, name, start.number, limit), [](const Rows& rows) {
        return StateRow{rows.Bytes(0), rows.Integer(1), ""};
      });
    case StateTable::kCounters:
      return Read(pool.Query(sql::kStateTallies, name, limit), [](const Rows& rows) {
        return StateRow{rows.Bytes(0), 0, Number(rows, 1)};
      });
    case StateTable::kRequests:
      return ReadRequests(pool, start, limit);
    case StateTable::kAttachments:
      return ReadAttachments(pool, start, limit);
  }
  return std::vector<StateRow>();
}

}  // namespace verbatim::store::postgres
