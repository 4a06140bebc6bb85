#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "serving/load.h"

// What a user would build instead on PostgreSQL: claims in a table, read and written by prepared statements
// through libpq, with no service between.
namespace verbatim::bench {

class Postgres {
 public:
  // A server that runs already; makes its tables anew.
  explicit Postgres(const std::string& connection);
  Postgres(const Postgres&) = delete;
  Postgres& operator=(const Postgres&) = delete;
  ~Postgres();

  void LoadDocument(const std::string& name, const std::string& text);
  // Loads claims by COPY; nothing else meanwhile.
  void BeginClaims();
  void LoadClaim(const std::string& name, const std::string& claim);
  void EndClaims();

  // `connections` clients in closed loops, each a thread with a connection of its own. Reads take the claims
  // that `pick` names, and call `before_end` while the connections are still there; writes are claims on the
  // first `articles` articles, each of whose quotes must stand in its document.
  using Pick = std::function<std::string(uint64_t number)>;
  LoadResult Read(const Pick& pick, int connections, Clock::duration duration,
                  const std::function<void()>& before_end);
  LoadResult Write(int64_t articles, int connections, Clock::duration duration);

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
