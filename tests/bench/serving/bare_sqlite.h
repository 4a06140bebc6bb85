#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "serving/load.h"

// What SQLite alone needs for the rows that verbatimd writes, without a call, grounding or queue.
namespace verbatim::bench {

// The rows of one claim in verbatimd's database.
struct ClaimRows {
  int64_t index;  // of the claim's log entry
  std::string leaf, payload, name;
  std::vector<std::pair<int64_t, std::string>> hashes;  // position and hash
  std::vector<std::string> terms;
  std::string tally;  // the counter of the claims of its document
};

// Returns the rows of the last `count` claims in a database that nothing writes to.
std::vector<ClaimRows> ReadLastClaims(const std::string& database, int64_t count);

// Copies a database that nothing has open, except the rows of its last claims, which the caller passes.
void CopyWithout(const std::string& database, const std::vector<ClaimRows>& claims, const std::string& copy);

// Inserts claims into a database without them, `group` in a transaction, and returns the time. As durable as
// verbatimd: a write-ahead log, synchronized at each commit.
Clock::duration InsertClaims(const std::string& database, const std::vector<ClaimRows>& claims, size_t group);

// Calls back with the name and payload of each claim, in order.
void ReadClaims(const std::string& database,
                const std::function<void(const std::string& name, const std::string& payload)>& take);

// What a document costs without verbatimd: read from a file, hashed (SHA-256), split into sentences by ICU's
// rules, and inserted durably into a table.
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
