#include "store/sqlite/state.h"

#include <string>
#include <string_view>

#include "store/sqlite/terms.h"

namespace verbatim::store {
namespace {

// Selects name, number and value. ?1 and ?2 are the name and number to start after, ?3 is the limit.
std::string_view QueryOf(StateTable table) {
  switch (table) {
    case StateTable::kHashes:
      return "SELECT '', position, hash FROM hashes WHERE position > ?2 ORDER BY position LIMIT ?3";
    case StateTable::kHistory:
      return "SELECT '', idx, coalesce(previous, '') FROM entries WHERE idx > ?2 ORDER BY idx LIMIT ?3";
    case StateTable::kResources:
      return "SELECT '', created, name || ' ' || latest FROM resources WHERE created > ?2 ORDER BY created "
             "LIMIT ?3";
    case StateTable::kCounters:
      return "SELECT name, 0, value FROM tallies WHERE (name, 0) > (?1, ?2) ORDER BY name LIMIT ?3";
    case StateTable::kAttachments:
      return "SELECT '', idx, group_concat(part, ' ') FROM attachments WHERE idx > ?2 GROUP BY idx ORDER BY "
             "idx LIMIT ?3";
    case StateTable::kIndexKeys:  // read by ReadPostings
    case StateTable::kRequests:   // read by ReadRequests
      break;
  }
  return "SELECT '', 0, '' WHERE ?1 = ?2 AND ?3 = 0";
}

// Principals and request ids contain no NUL, so joining them by NUL keeps their order.
std::vector<StateRow> ReadRequests(Connection& connection, const std::optional<StateRow>& after,
                                   int64_t limit) {
  std::string_view principal;
  std::string_view id;
  if (after) {
    size_t nul = after->name.find('\0');
    principal = std::string_view(after->name).substr(0, nul);
    id = std::string_view(after->name).substr(nul + 1);
  }
  std::vector<StateRow> rows_read;
  Rows rows = connection.Query(
      "SELECT principal, request_id, hex(fingerprint) || ' ' || first_index || ' ' || entry_count FROM "
      "requests "
      "WHERE (principal, request_id) > (?, ?) ORDER BY principal, request_id LIMIT ?",
      principal, id, limit);
  while (rows.Next()) rows_read.push_back({rows.Bytes(0) + '\0' + rows.Bytes(1), 0, rows.Bytes(2)});
  return rows_read;
}

}  // namespace

std::vector<StateRow> ReadStateRows(Connection& connection, StateTable table,
                                    const std::optional<StateRow>& after, int64_t limit) {
  if (table == StateTable::kRequests) return ReadRequests(connection, after, limit);
  const StateRow start = after.value_or(StateRow{});
  if (table == StateTable::kIndexKeys) return ReadPostings(connection, start, limit);
  std::vector<StateRow> rows_read;
  Rows rows = connection.Query(QueryOf(table), std::string_view(start.name), start.number, limit);
  while (rows.Next()) rows_read.push_back({rows.Bytes(0), rows.Integer(1), rows.Bytes(2)});
  return rows_read;
}

}  // namespace verbatim::store
