#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "serving/load.h"

// What a user would build instead on PostgreSQL: claims in a table, with the documents that they cite, read
// and written by prepared statements through libpq, with no service between.
namespace verbatim::bench {

class Postgres {
 public:
  // A server that runs already; makes its tables anew.
  explicit Postgres(const std::string& connection);
  Postgres(const Postgres&) = delete;
  Postgres& operator=(const Postgres&) = delete;
  ~Postgres();

  void LoadDocument(const std::string& name, const std::string& text);
  // Loads one table by COPY; nothing else meanwhile.
  enum class Table { kClaims, kCitations };
  void BeginLoading(Table table);
  void LoadClaim(const std::string& name, const std::string& claim);
  void LoadCitation(const std::string& document, const std::string& claim);
  void EndLoading();

  // Reads the claims once, so that the system has them in memory.
  void ReadThrough();

  // `connections` clients in closed loops, each a thread with a connection of its own; `before_end` is called
  // while the connections are still there. Get reads the claim that `pick` names, List the claims of the
  // document that it names. Create writes claims on the first `articles` articles, each of whose quotes must
  // stand in its document.
  using Pick = std::function<std::string(uint64_t number)>;
  LoadResult Get(const Pick& pick, int connections, Clock::duration duration,
                 const std::function<void()>& before_end);
  LoadResult List(const Pick& pick, int connections, Clock::duration duration,
                  const std::function<void()>& before_end);
  LoadResult Create(int64_t articles, int connections, Clock::duration duration,
                    const std::function<void()>& before_end);

  // A process of the server, a child of its first.
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
