#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "store/sqlite/connection.h"
#include "store/store.h"

// The terms that resources are listed under: each has a number (`terms`), and a posting says that a resource
// is listed under one. `postings` has them by term, so that a new resource changes a page for each of its
// terms. Those of the latest resources are therefore in `recent_postings`, by resource, and are moved for
// many resources at once, in the order of `postings`.
//
// All postings of a resource are in the same table, and resources with recent ones were created after all
// others that have any: a list is read along the one table and then along the other.
namespace verbatim::store {

// The record in a row of its name, created, latest and payload.
Record ReadRecord(const Rows& rows);

// Bytes of a payload; 0 if it was erased.
inline int64_t SizeOf(const std::optional<std::string>& payload) {
  return payload ? static_cast<int64_t>(payload->size()) : 0;
}

// The records of a listing, as Store::List.
Page ReadListing(Connection& connection, const Listing& listing);

// Postings as rows of StateTable::kTerms, as Store::ReadState.
std::vector<StateRow> ReadPostings(Connection& connection, const StateRow& after, int64_t limit);

// A term under which nothing is listed, if there is one.
std::optional<std::string> FindUnusedKey(Connection& connection);

// What the writer's transactions do to terms. One thread at a time.
class SqliteKeyWriter {
 public:
  // The connection must live as long.
  explicit SqliteKeyWriter(Connection& connection) : connection_(connection) {}

  // Of a resource that is created.
  void Add(LogIndex created, std::span<const std::string> keys);
  // Of one that exists.
  void Change(LogIndex created, std::span<const std::string> added, std::span<const std::string> removed);
  // Must be called before the transaction is committed.
  void Finish();
  // Must be called if it was not committed.
  void Forget();

 private:
  struct Posting {
    int64_t term_id;
    LogIndex created;
  };

  // The number of a term, which gets one if it has none.
  int64_t IdOf(const std::string& key);
  // How many are in `recent_postings`.
  int64_t CountRecent();
  // Puts all into `postings`.
  void Settle();
  void Insert(const Posting& posting);
  void Remove(const std::string& key, LogIndex created);

  Connection& connection_;
  absl::flat_hash_map<std::string, int64_t> ids_;  // those last asked for
  std::optional<int64_t> recent_;                  // nothing after an error: they are counted again
  std::vector<Posting> added_;                     // in this transaction, and in no table yet
};

}  // namespace verbatim::store
