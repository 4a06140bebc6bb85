#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "serving/load.h"

// What SQLite alone needs for the rows that verbatimd writes: no call, no grounding, no queue.
namespace verbatim::bench {

// The rows of one claim in verbatimd's database.
struct ClaimRows {
  int64_t index;  // of its log entry
  std::string leaf, payload, name;
  std::vector<std::pair<int64_t, std::string>> hashes;  // position and hash
  std::vector<std::string> terms;
  std::string tally;  // that counts the claims of its document
};

// The rows of the last `count` claims in a database that nothing writes.
std::vector<ClaimRows> ReadLastClaims(const std::string& database, int64_t count);

// Copies a database that nothing has open, without the claims given, which are its last.
void CopyWithout(const std::string& database, const std::vector<ClaimRows>& claims, const std::string& copy);

// Inserts the claims into a database that lacks them, durably as verbatimd does (a write-ahead log,
// synchronised at each commit), `group` of them in a transaction, and returns how long that took.
Clock::duration InsertClaims(const std::string& database, const std::vector<ClaimRows>& claims, size_t group);

// Name and payload of each claim, first to last.
void ReadClaims(const std::string& database,
                const std::function<void(const std::string& name, const std::string& payload)>& take);

// What a document costs that is read from a file, hashed (SHA-256), divided into sentences by ICU's rules and
// inserted, durably, into a table of its own.
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
