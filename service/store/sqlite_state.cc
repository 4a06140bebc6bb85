#include "store/sqlite_state.h"

#include <string>
#include <string_view>

namespace verbatim::store {
namespace {

// Selects name, number and value; ?1 and ?2 are the name and number to go on after, ?3 is the limit.
std::string_view QueryOf(StateTable table) {
  switch (table) {
    case StateTable::kHashes:
      return "SELECT '', position, hash FROM hashes WHERE position > ?2 ORDER BY position LIMIT ?3";
    case StateTable::kHistory:
      return "SELECT '', idx, coalesce(previous, '') FROM entries WHERE idx > ?2 ORDER BY idx LIMIT ?3";
    case StateTable::kResources:
      return "SELECT '', created, name || ' ' || latest FROM resources WHERE created > ?2 ORDER BY created "
             "LIMIT ?3";
    case StateTable::kTerms:
      return "SELECT term, created, '' FROM terms WHERE (term, created) > (?1, ?2) ORDER BY term, created "
             "LIMIT ?3";
    case StateTable::kTallies:
      return "SELECT name, 0, value FROM tallies WHERE (name, 0) > (?1, ?2) ORDER BY name LIMIT ?3";
    case StateTable::kRequests:
      return "SELECT principal || char(0) || request_id, 0, hex(fingerprint) || ' ' || first_index || ' ' || "
             "entry_count FROM requests WHERE (principal, request_id) > (substr(?1, 1, instr(?1, char(0)) - "
             "1), "
             "substr(?1, instr(?1, char(0)) + 1)) OR ?2 < 0 ORDER BY principal, request_id LIMIT ?3";
  }
  return "SELECT '', 0, '' WHERE ?1 = ?2 AND ?3 = 0";
}

}  // namespace

std::vector<StateRow> ReadStateRows(Connection& connection, StateTable table,
                                    const std::optional<StateRow>& after, int64_t limit) {
  const StateRow start = after.value_or(StateRow{});
  std::vector<StateRow> rows_read;
  Rows rows = connection.Query(QueryOf(table), std::string_view(start.name), start.number, limit);
  while (rows.Next()) rows_read.push_back({rows.Bytes(0), rows.Integer(1), rows.Bytes(2)});
  return rows_read;
}

}  // namespace verbatim::store
