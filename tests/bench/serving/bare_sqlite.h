#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "serving/load.h"

// Measures the time that SQLite alone needs for the rows that verbatimd writes, without a call, grounding or
// queue.
namespace verbatim::bench {

// The rows of one claim in verbatimd's database.
struct ClaimRows {
  int64_t index;  // index of the claim's log entry
  std::string leaf, payload, name;
  std::vector<std::pair<int64_t, std::string>> hashes;  // position and hash
  std::vector<std::string> terms;
  std::string tally;  // the counter of the claims of its document
};

// Returns the rows of the last `count` claims in a database. No process may write to the database.
std::vector<ClaimRows> ReadLastClaims(const std::string& database, int64_t count);

// Copies a database without the rows of `claims`, its last claims. No process may have the database open.
void CopyWithout(const std::string& database, const std::vector<ClaimRows>& claims, const std::string& copy);

// Inserts claims into a database that lacks them, `group` claims in a transaction. Returns the time. The
// inserts are as durable as those of verbatimd, with a write-ahead log that is synchronized at each commit.
Clock::duration InsertClaims(const std::string& database, const std::vector<ClaimRows>& claims, size_t group);

// Calls back with the name and payload of each claim, in order.
void ReadClaims(const std::string& database,
                const std::function<void(const std::string& name, const std::string& payload)>& take);

// Measures the cost of a document without verbatimd. Reads it from a file, hashes it (SHA-256), splits it
// into sentences by ICU's rules, and inserts it durably into a table.
class BareDocuments {
 public:
  explicit BareDocuments(const std::string& database);
  BareDocuments(const BareDocuments&) = delete;
  BareDocuments& operator=(const BareDocuments&) = delete;
  ~BareDocuments();

  void Add(const std::string& path);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace verbatim::bench
