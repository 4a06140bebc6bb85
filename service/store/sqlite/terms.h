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

// The index keys of resources. Each key has a number (table `terms`), and a posting records that a resource
// is listed under a key. Table `postings` is sorted by key, so a new resource would change one page per key.
// The postings of the latest resources are therefore collected in `recent_postings`, sorted by resource, and
// moved to `postings` for many resources at once, in the order of that table.
//
// All postings of a resource are in the same table. Resources with recent postings were created after all
// resources with postings in the other table, so a listing reads first `postings` and then `recent_postings`.
namespace verbatim::store {

// Implements Store::List, except for the report of damage.
Page ReadListing(Connection& connection, const Listing& listing);

// Implements Store::ReadState for StateTable::kTerms.
std::vector<StateRow> ReadPostings(Connection& connection, const StateRow& after, int64_t limit);

// Returns a key under which nothing is listed, if there is one.
std::optional<std::string> FindUnusedKey(Connection& connection);

// Updates index keys and postings in the writer's transactions. One thread at a time.
class SqliteKeyWriter {
 public:
  // The connection must outlive this object.
  explicit SqliteKeyWriter(Connection& connection) : connection_(connection) {}

  // Adds postings of a new resource.
  void Add(LogIndex created, std::span<const std::string> keys);
  // Changes postings of an existing resource.
  void Change(LogIndex created, std::span<const std::string> added, std::span<const std::string> removed);
  // Call this before committing the transaction.
  void Finish();
  // Call this if the transaction was not committed.
  void Forget();

 private:
  struct Posting {
    int64_t term_id;
    LogIndex created;
  };

  // Returns the number of a key. Assigns a number to a key without one.
  int64_t IdOf(const std::string& key);
  // Returns the number of rows in `recent_postings`.
  int64_t CountRecent();
  // Moves all postings to `postings`.
  void Settle();
  void Insert(const Posting& posting);
  void Remove(const std::string& key, LogIndex created);

  Connection& connection_;
  absl::flat_hash_map<std::string, int64_t> ids_;  // cache
  std::optional<int64_t> recent_;                  // rows in `recent_postings`; empty if they must be counted
                                                   // again
  std::vector<Posting> added_;                     // added by this transaction, in no table yet
};

}  // namespace verbatim::store
