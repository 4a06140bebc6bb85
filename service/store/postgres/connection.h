#pragma once

#include <libpq-fe.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "store/postgres/sql.h"
#include "store/postgres/values.h"

namespace verbatim::store::postgres {

// Why the last exchange failed.
enum class Failure {
  kNone,
  kConnection,  // the server is gone, does not answer or accepts no writes any more: another connection may
                // work
  kConflict,    // the transaction lost against another one: it may be repeated
  kOther,
};

// The server that a connection needs.
enum class Server {
  kWritable,
  kAny,  // also one that accepts no writes. The URI may say more (target_session_attrs)
  kOne,  // as kAny, but no other one after its connection broke
};

// Whether statements are prepared once for a connection, or sent anew each time. Prepared statements belong to
// a session of the server. Behind a pooler that gives each transaction another session, nothing may stay in one.
enum class Statements { kPrepared, kSentAnew };

// One of the servers of a URI, as libpq's parameters host, hostaddr and port. What is empty is as the URI
// says.
struct Host {
  std::string name;
  std::string address;
  std::string port;
};

// One connection, through libpq in pipeline mode: statements are queued with Send, and Exchange sends them
// all and reads all results, in one round trip. Waits for a server that is silent as long as a statement may
// take.
// One thread at a time.
class Connection {
 public:
  // Connects to `uri`: everything that libpq reads from a URI, from environment variables and from a password
  // file holds. A statement may take `answer`. UNAVAILABLE if the server cannot be reached or does not accept
  // the credentials.
  static absl::StatusOr<std::unique_ptr<Connection>> Open(const std::string& uri, Server server,
                                                          const Host& host, std::chrono::milliseconds answer,
                                                          Statements statements);

  // Runs statements without parameters or rows of interest, one by one. Has no timeout of its own.
  absl::Status Execute(std::string_view sql);
  // Runs one statement without parameters; reads its rows as text.
  absl::StatusOr<Rows> Query(const char* sql);

  // Queues a prepared statement. Sends what is queued already if it is much, because libpq moves all of it in
  // memory whenever a part was sent.
  template <typename... Values>
  void Send(const Statement& statement, const Values&... values) {
    Parameters parameters;
    (parameters.Add(values), ...);
    SendPrepared(statement, parameters);
  }
  void SendPrepared(const Statement& statement, Parameters& parameters);
  // Queues a statement without parameters that is not prepared, such as BEGIN.
  void SendText(const char* sql);

  // Sends what is queued and returns the rows of each statement, in order. After the error of one statement
  // the later ones are not run. An error inside a transaction leaves it open: roll it back or close the
  // connection.
  absl::StatusOr<std::vector<Rows>> Exchange();

  // Of the last call of Execute, Query or Exchange.
  Failure failure() const { return failure_; }
  // The five characters of the last error, as in PostgreSQL's list of error codes; empty for errors of the
  // connection.
  const std::string& sqlstate() const { return sqlstate_; }
  // When the connection was opened, as its Endpoint counts.
  uint64_t epoch() const { return epoch_; }
  void set_epoch(uint64_t epoch) { epoch_ = epoch; }

  // The server that libpq has chosen.
  Host host() const;

  // Whether the connection can be used again, outside of a transaction.
  bool IsIdle() const;

 private:
  struct Close {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };
  // What the results stand for, in order.
  struct Sent {
    const char* prepared = nullptr;  // the name of a statement that was prepared; its result has no rows
  };

  Connection(PGconn* connection, std::chrono::milliseconds answer, Statements statements)
      : connection_(connection), answer_(answer), statements_(statements) {}

  // Sends all of libpq's buffer. False if the connection broke.
  bool Drain();
  // Waits until the socket can be read, or written if `write` is set. False if the server was silent for too long.
  bool Wait(bool write);
  // Sends all of libpq's buffer and reads the next result, possibly null. False if the connection broke.
  bool NextResult(PGresult*& result);
  absl::Status Broken(std::string_view why);
  absl::Status ErrorOf(const PGresult* result);

  std::unique_ptr<PGconn, Close> connection_;
  const std::chrono::milliseconds answer_;
  const Statements statements_;
  std::unordered_set<std::string> prepared_;
  std::vector<Sent> sent_;
  size_t queued_bytes_ = 0;  // of parameters
  bool send_failed_ = false;
  bool dead_ = false;
  uint64_t epoch_ = 0;
  Failure failure_ = Failure::kNone;
  std::string sqlstate_;
};

// Returns `uri` without its password, for logs.
std::string WithoutPassword(std::string_view uri);

}  // namespace verbatim::store::postgres
