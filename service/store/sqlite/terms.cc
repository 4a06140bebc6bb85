#include "store/sqlite/terms.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "store/pages.h"
#include "store/payloads.h"

namespace verbatim::store {
namespace {

// Maximum number of rows in `recent_postings`, enough for about sixty claims. A listing that reaches this
// table scans all of its rows. Twice as many rows would hardly reduce the number of pages that are written
// for a claim that is committed alone.
constexpr int64_t kMaxRecent = 512;

// Maximum number of keys whose numbers the writer caches: about 400 KB with keys of common length.
constexpr size_t kMaxKnownKeys = 4096;

std::optional<int64_t> FindKey(Connection& connection, std::string_view key) {
  Rows rows = connection.Query("SELECT id FROM terms WHERE term = ?", key);
  return rows.Next() ? std::optional(rows.Integer(0)) : std::nullopt;
}

// Returns the statement for a table and a number of keys. It scans the postings of the first key and checks
// the other keys for each row. Parameters: created after, limit, numbers of the keys.
std::string ListingStatement(std::string_view table, size_t keys) {
  std::string sql = "SELECT ";
  sql.append(kRecordColumns)
      .append(" FROM ")
      .append(table)
      .append(
          " p JOIN resources r ON r.created = p.created JOIN entries e ON e.idx = r.latest "
          "WHERE p.created > ?1 AND p.term_id = ?3");
  for (size_t i = 1; i < keys; ++i) {
    sql.append(" AND EXISTS (SELECT 1 FROM ").append(table);
    sql.append(" x WHERE x.created = p.created AND x.term_id = ?").append(std::to_string(i + 3)).append(")");
  }
  return sql + " ORDER BY p.created LIMIT ?2";
}

}  // namespace

Page ReadListing(Connection& connection, const Listing& listing) {
  std::vector<int64_t> ids;
  for (const std::string& key : listing.keys) {
    const std::optional<int64_t> id = FindKey(connection, key);
    if (!id) return {};
    ids.push_back(*id);
  }
  PageReader page(listing);
  for (std::string_view table : {"postings", "recent_postings"}) {
    Rows rows = connection.Query(ListingStatement(table, ids.size()), listing.after, page.rows_left(),
                                 std::span<const int64_t>(ids));
    const absl::StatusOr<bool> incomplete = page.Add(rows);
    if (!incomplete.ok()) connection.Fail(incomplete.status());
    if (!incomplete.ok() || !*incomplete) break;
  }
  return page.Take();
}

std::vector<StateRow> ReadPostings(Connection& connection, const StateRow& after, int64_t limit) {
  std::vector<StateRow> rows_read;
  std::string key = after.name;
  LogIndex created = after.number;
  std::optional<int64_t> id = FindKey(connection, key);
  while (true) {
    if (id) {
      Rows rows = connection.Query(
          "SELECT created FROM postings WHERE term_id = ?1 AND created > ?2 UNION ALL "
          "SELECT created FROM recent_postings WHERE term_id = ?1 AND created > ?2 ORDER BY created LIMIT ?3",
          *id, created, limit - static_cast<int64_t>(rows_read.size()));
      while (rows.Next()) rows_read.push_back({key, rows.Integer(0), ""});
    }
    if (static_cast<int64_t>(rows_read.size()) >= limit) return rows_read;
    Rows next = connection.Query("SELECT term, id FROM terms WHERE term > ? ORDER BY term LIMIT 1",
                                 std::string_view(key));
    if (!next.Next()) return rows_read;
    key = next.Bytes(0);
    id = next.Integer(1);
    created = -1;
  }
}

std::optional<std::string> FindUnusedKey(Connection& connection) {
  Rows rows = connection.Query(
      "SELECT term FROM terms t WHERE NOT EXISTS (SELECT 1 FROM postings WHERE term_id = t.id) "
      "AND t.id NOT IN (SELECT term_id FROM recent_postings) LIMIT 1");
  return rows.Next() ? rows.OptionalBytes(0) : std::nullopt;
}

void SqliteKeyWriter::Add(LogIndex created, std::span<const std::string> keys) {
  for (const std::string& key : keys) added_.push_back({IdOf(key), created});
}

void SqliteKeyWriter::Change(LogIndex created, std::span<const std::string> added,
                             std::span<const std::string> removed) {
  if (added.empty() && removed.empty()) return;
  Settle();  // the resource's postings may be in either table
  for (const std::string& key : removed) Remove(key, created);
  for (const std::string& key : added) Insert({IdOf(key), created});
}

void SqliteKeyWriter::Finish() {
  const auto added = static_cast<int64_t>(added_.size());
  if (added == 0) return;
  if (CountRecent() + added > kMaxRecent) return Settle();
  for (const Posting& posting : added_) {
    connection_.Run("INSERT INTO recent_postings (created, term_id) VALUES (?, ?)", posting.created,
                    posting.term_id);
  }
  *recent_ += added;
  added_.clear();
}

void SqliteKeyWriter::Forget() {
  ids_.clear();
  recent_.reset();
  added_.clear();
}

int64_t SqliteKeyWriter::IdOf(const std::string& key) {
  if (auto known = ids_.find(key); known != ids_.end()) return known->second;
  std::optional<int64_t> id = FindKey(connection_, key);
  if (!id) {
    Rows rows = connection_.Query("INSERT INTO terms (term) VALUES (?) RETURNING id", std::string_view(key));
    if (rows.Next()) id = rows.Integer(0);
  }
  if (!id) return 0;  // the connection has the error
  if (ids_.size() >= kMaxKnownKeys) ids_.clear();
  ids_.emplace(key, *id);
  return *id;
}

int64_t SqliteKeyWriter::CountRecent() {
  if (!recent_) {
    Rows rows = connection_.Query("SELECT count(*) FROM recent_postings");
    recent_ = rows.Next() ? rows.Integer(0) : 0;
  }
  return *recent_;
}

void SqliteKeyWriter::Settle() {
  if (CountRecent() > 0) {
    connection_.Run(
        "INSERT INTO postings (term_id, created) SELECT term_id, created FROM recent_postings "
        "ORDER BY term_id, created");
    connection_.Run("DELETE FROM recent_postings");
    recent_ = 0;
  }
  std::sort(added_.begin(), added_.end(), [](const Posting& a, const Posting& b) {
    return std::tie(a.term_id, a.created) < std::tie(b.term_id, b.created);
  });
  for (const Posting& posting : added_) Insert(posting);
  added_.clear();
}

void SqliteKeyWriter::Insert(const Posting& posting) {
  connection_.Run("INSERT INTO postings (term_id, created) VALUES (?, ?)", posting.term_id, posting.created);
}

void SqliteKeyWriter::Remove(const std::string& key, LogIndex created) {
  const int64_t id = IdOf(key);
  connection_.Run("DELETE FROM postings WHERE term_id = ? AND created = ?", id, created);
  // The text of an unused key may be something that must be erased.
  connection_.Run(
      "DELETE FROM terms WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM postings WHERE term_id = ?1)", id);
  ids_.erase(key);
}

}  // namespace verbatim::store
