#include "store/postgres/connection.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "status/absl_view.h"

namespace verbatim::store::postgres {
namespace {

// For a URI that says nothing else, in seconds: when the system begins to ask a silent server whether it lives.
constexpr char kKeepalivesIdle[] = "10";

// How long each server of a URI that says nothing else may take to accept a connection: half of the time for a
// statement, so that the next server is asked before callers give up. libpq makes two seconds of one.
std::string ConnectTimeout(std::chrono::milliseconds answer) {
  return absl::StrCat(std::max<int64_t>(2, std::chrono::floor<std::chrono::seconds>(answer / 2).count()));
}

// Beyond so many queued bytes, they are sent before more are queued.
constexpr size_t kMostQueued = 1 << 20;

// Drops servers' notices: they repeat what the statements ask for.
void IgnoreNotice(void*, const PGresult*) {}

// A prepared statement is there already, or is not there. Only a pooler between the two does that.
bool IsPreparedElsewhere(std::string_view sqlstate) { return sqlstate == "42P05" || sqlstate == "26000"; }

// Maps the error codes of PostgreSQL, appendix A, by their class or whole.
absl::StatusCode CodeOf(std::string_view sqlstate) {
  if (sqlstate == "XX001" || sqlstate == "XX002") return absl::StatusCode::kDataLoss;
  static constexpr std::array<std::string_view, 10> kAway = {
      "08",     // connection exception
      "25006",  // read-only transaction: the server is a standby now
      "28",     // authorization
      "40",     // transaction rollback
      "42501",  // insufficient privilege
      "53",     // insufficient resources
      "55",     // prerequisite state: lock not available
      "57",     // operator intervention: shutdown, timeout
      "58",     // system error: I/O
      "25P03",  // idle in transaction for too long
  };
  const bool away = std::any_of(kAway.begin(), kAway.end(),
                                [&](std::string_view prefix) { return sqlstate.starts_with(prefix); });
  return away ? absl::StatusCode::kUnavailable : absl::StatusCode::kInternal;
}

Failure FailureOf(std::string_view sqlstate) {
  if (sqlstate == "40003") return Failure::kConnection;  // nobody knows how the commit ended
  if (sqlstate.starts_with("40")) return Failure::kConflict;
  for (const std::string_view gone : {"08", "25006", "25P03", "57P"}) {
    if (sqlstate.starts_with(gone)) return Failure::kConnection;
  }
  return Failure::kOther;
}

std::string FirstLine(std::string_view message) { return std::string(message.substr(0, message.find('\n'))); }

}  // namespace

absl::StatusOr<std::unique_ptr<Connection>> Connection::Open(const std::string& uri, Server server,
                                                             const Host& host,
                                                             std::chrono::milliseconds answer,
                                                             Statements statements) {
  // The URI overrides what comes before it, and what comes after it overrides the URI if it is not empty. A null key
  // ends them.
  const std::array keys = {"fallback_application_name",
                           "connect_timeout",
                           "keepalives_idle",
                           "dbname",
                           "host",
                           "hostaddr",
                           "port",
                           "client_encoding",
                           server == Server::kWritable ? "target_session_attrs" : nullptr,
                           static_cast<const char*>(nullptr)};
  const std::string connect_timeout = ConnectTimeout(answer);
  const std::array values = {"verbatimd",       connect_timeout.c_str(),
                             kKeepalivesIdle,   uri.c_str(),
                             host.name.c_str(), host.address.c_str(),
                             host.port.c_str(), "UTF8",
                             "read-write",      static_cast<const char*>(nullptr)};
  std::unique_ptr<Connection> connection(
      new Connection(PQconnectdbParams(keys.data(), values.data(), 1), answer, statements));
  PGconn* raw = connection->connection_.get();
  if (PQstatus(raw) != CONNECTION_OK) {
    return absl::UnavailableError(absl::StrCat("PostgreSQL: ", FirstLine(PQerrorMessage(raw))));
  }
  PQsetNoticeReceiver(raw, &IgnoreNotice, nullptr);
  if (PQsetnonblocking(raw, 1) != 0 || PQenterPipelineMode(raw) != 1)
    return absl::InternalError("libpq refuses pipeline mode");
  // The server ends a long statement before the connection counts as lost. A session that waits for the rest of
  // a transaction must let go of the row lock before others lose patience.
  const std::array settings = {absl::StrCat(sql::kSetStatementTimeout, (answer - answer / 8).count()),
                               absl::StrCat(sql::kSetIdleTimeout, (answer / 2).count())};
  for (const std::string& setting : settings) connection->SendText(setting.c_str());
  if (absl::Status configured = connection->Exchange().status(); !configured.ok()) return configured;
  return connection;
}

Host Connection::host() const {
  const auto text = [](const char* value) { return std::string(value == nullptr ? "" : value); };
  const PGconn* raw = connection_.get();
  return {text(PQhost(raw)), text(PQhostaddr(raw)), text(PQport(raw))};
}

absl::Status Connection::Execute(std::string_view text) { return Query(std::string(text).c_str()).status(); }

absl::StatusOr<Rows> Connection::Query(const char* text) {
  PGconn* raw = connection_.get();
  failure_ = Failure::kNone;
  const bool pipeline = PQpipelineStatus(raw) != PQ_PIPELINE_OFF;
  if (pipeline && (PQexitPipelineMode(raw) != 1 || PQsetnonblocking(raw, 0) != 0))
    return Broken("it is busy");
  PGresult* result = PQexec(raw, text);
  const ExecStatusType status = PQresultStatus(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    absl::Status error = result == nullptr ? Broken(FirstLine(PQerrorMessage(raw))) : ErrorOf(result);
    PQclear(result);
    if (pipeline && PQstatus(raw) == CONNECTION_OK) {
      PQsetnonblocking(raw, 1);
      PQenterPipelineMode(raw);
    }
    return error;
  }
  Rows rows(result);
  if (pipeline && (PQsetnonblocking(raw, 1) != 0 || PQenterPipelineMode(raw) != 1))
    return Broken("it is busy");
  return rows;
}

void Connection::SendPrepared(const Statement& statement, Parameters& parameters) {
  PGconn* raw = connection_.get();
  const bool anew = statements_ == Statements::kSentAnew;
  if (!anew && !prepared_.contains(statement.name)) {
    if (PQsendPrepare(raw, statement.name, statement.sql, 0, nullptr) != 1) send_failed_ = true;
    prepared_.insert(statement.name);
    sent_.push_back({statement.name});
  }
  const int queued =
      anew ? PQsendQueryParams(raw, statement.sql, parameters.size(), nullptr, parameters.values(),
                               parameters.lengths(), parameters.formats(), 1)
           : PQsendQueryPrepared(raw, statement.name, parameters.size(), parameters.values(),
                                 parameters.lengths(), parameters.formats(), 1);
  if (queued != 1) send_failed_ = true;
  sent_.emplace_back();
  queued_bytes_ += parameters.bytes();
  if (queued_bytes_ < kMostQueued) return;
  queued_bytes_ = 0;
  if (!send_failed_ && !Drain()) send_failed_ = true;
}

void Connection::SendText(const char* text) {
  if (PQsendQueryParams(connection_.get(), text, 0, nullptr, nullptr, nullptr, nullptr, 1) != 1)
    send_failed_ = true;
  sent_.emplace_back();
}

absl::StatusOr<std::vector<Rows>> Connection::Exchange() {
  PGconn* raw = connection_.get();
  failure_ = Failure::kNone;
  sqlstate_.clear();
  const std::vector<Sent> sent = std::exchange(sent_, {});
  queued_bytes_ = 0;
  if (std::exchange(send_failed_, false) || PQpipelineSync(raw) != 1)
    return Broken(FirstLine(PQerrorMessage(raw)));
  std::vector<Rows> all;
  absl::Status error;
  for (const Sent& one : sent) {
    PGresult* result = nullptr;
    if (!NextResult(result) || result == nullptr) {
      PQclear(result);
      return Broken(dead_ ? "the server does not answer" : FirstLine(PQerrorMessage(raw)));
    }
    const ExecStatusType status = PQresultStatus(result);
    const bool done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (!done && one.prepared != nullptr) prepared_.erase(one.prepared);
    if (!done && error.ok() && status != PGRES_PIPELINE_ABORTED) error = ErrorOf(result);
    if (one.prepared == nullptr && done) {
      all.emplace_back(result);
    } else {
      PQclear(result);
    }
    // A null result ends the results of one statement.
    if (!NextResult(result) || result != nullptr) {
      PQclear(result);
      return Broken("the results are out of order");
    }
  }
  PGresult* sync = nullptr;
  const bool synced = NextResult(sync) && PQresultStatus(sync) == PGRES_PIPELINE_SYNC;
  PQclear(sync);
  if (!synced) return Broken("the end of the results is missing");
  if (!error.ok()) return error;
  return all;
}

bool Connection::IsIdle() const {
  return PQstatus(connection_.get()) == CONNECTION_OK && !dead_ && sent_.empty() &&
         PQtransactionStatus(connection_.get()) == PQTRANS_IDLE;
}

bool Connection::Drain() {
  while (true) {
    const int flushed = PQflush(connection_.get());
    if (flushed <= 0) return flushed == 0;
    if (!Wait(true) || PQconsumeInput(connection_.get()) != 1) return false;
  }
}

bool Connection::Wait(bool write) {
  pollfd polled{PQsocket(connection_.get()), static_cast<short>(POLLIN | (write ? POLLOUT : 0)), 0};
  const int ready = poll(&polled, 1, static_cast<int>(answer_.count()));
  if (ready > 0 || (ready < 0 && errno == EINTR)) return true;
  dead_ = true;
  return false;
}

bool Connection::NextResult(PGresult*& result) {
  PGconn* raw = connection_.get();
  while (true) {
    const int flushed = PQflush(raw);
    if (flushed < 0) return false;
    if (PQisBusy(raw) == 0 && flushed == 0) break;
    if (!Wait(flushed == 1) || PQconsumeInput(raw) != 1) return false;
  }
  result = PQgetResult(raw);
  return true;
}

absl::Status Connection::Broken(std::string_view why) {
  failure_ = Failure::kConnection;
  dead_ = true;  // nothing that is still under way may reach a later user
  return absl::UnavailableError(absl::StrCat("PostgreSQL: the connection is lost: ", Absl(why)));
}

absl::Status Connection::ErrorOf(const PGresult* result) {
  const char* code = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const char* message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  sqlstate_ = code == nullptr ? "" : code;
  if (sqlstate_.empty()) return Broken(FirstLine(PQresultErrorMessage(result)));
  failure_ = FailureOf(sqlstate_);
  if (IsPreparedElsewhere(sqlstate_)) {
    return absl::FailedPreconditionError(
        "PostgreSQL: prepared statements get lost, as behind a pgbouncer in transaction mode: add "
        "prepared_statements=off to the parameters of the URI");
  }
  return absl::Status(CodeOf(sqlstate_), absl::StrCat("PostgreSQL: ", message == nullptr ? "" : message,
                                                      " (SQLSTATE ", sqlstate_, ")"));
}

std::string WithoutPassword(std::string_view uri) {
  const size_t begin = uri.find("://");
  if (begin == std::string_view::npos) return std::string(uri);
  std::string shown(uri);
  const size_t authority = begin + 3;
  const size_t end = std::min(shown.find('/', authority), shown.size());
  const size_t at = shown.rfind('@', end);
  const size_t colon = shown.find(':', authority);
  if (at != std::string::npos && at > authority && colon < at) shown.erase(colon, at - colon);
  // libpq also takes a password among the parameters.
  for (size_t found = 0; (found = shown.find("password=", found)) != std::string::npos;) {
    found += std::string_view("password=").size();
    shown.erase(found, std::min(shown.find('&', found), shown.size()) - found);
  }
  return shown;
}

}  // namespace verbatim::store::postgres
