#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "serving/load.h"

// A solution that a user would build on PostgreSQL instead. It has tables of claims and of the documents that
// they cite. It reads and writes them with prepared statements through libpq, without a service in between.
namespace verbatim::bench {

class Postgres {
 public:
  // Connects to a running server. Drops and creates the tables.
  explicit Postgres(const std::string& connection);
  Postgres(const Postgres&) = delete;
  Postgres& operator=(const Postgres&) = delete;
  ~Postgres();

  void LoadDocument(const std::string& name, const std::string& text);
  // Loads one table by COPY. No other method may be called during this call.
  enum class Table { kClaims, kCitations };
  void BeginLoading(Table table);
  void LoadClaim(const std::string& name, const std::string& claim);
  void LoadCitation(const std::string& document, const std::string& claim);
  void EndLoading();

  // Reads all claims once, so that they are in the page cache.
  void ReadThrough();

  // Runs `connections` clients in closed loops, each in a thread with its own connection. Calls `before_end`
  // while the connections are still open. Get reads the claim that `pick` names. List reads the claims of the
  // document that `pick` names. Create writes claims on the first `articles` articles, and checks that the
  // document contains the quote.
  using Pick = std::function<std::string(uint64_t number)>;
  LoadResult Get(const Pick& pick, int connections, Clock::duration duration,
                 const std::function<void()>& before_end);
  LoadResult List(const Pick& pick, int connections, Clock::duration duration,
                  const std::function<void()>& before_end);
  LoadResult Create(int64_t articles, int connections, Clock::duration duration,
                    const std::function<void()>& before_end);

  // The server process of a connection, a child of the main process.
  pid_t pid() const;

 private:
  class Session;
  LoadResult Run(const std::function<void(Session&, uint64_t number)>& call, int connections,
                 Clock::duration duration, const std::function<void()>& before_end);

  const std::string connection_;
  std::unique_ptr<Session> loading_;
  std::atomic<uint64_t> written_ = 0;
};

}  // namespace verbatim::bench
