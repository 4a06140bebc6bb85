#include "serving/postgres.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "serving/workload.h"
#include "support/fail.h"

namespace verbatim::bench {

// A connection with its prepared statements.
class Postgres::Session {
 public:
  explicit Session(const std::string& connection) : connection_(PQconnectdb(connection.c_str())) {
    if (PQstatus(connection_) != CONNECTION_OK) Die();
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() { PQfinish(connection_); }

  void Execute(const char* sql) { Check(PQexec(connection_, sql)); }
  void Prepare(const char* name, const char* sql) { Check(PQprepare(connection_, name, sql, 0, nullptr)); }

  // Runs a prepared statement with binary parameters. Returns the number of rows read or changed.
  template <size_t kCount>
  int Run(const char* name, const std::array<std::string_view, kCount>& parameters) {
    std::array<const char*, kCount> values;
    std::array<int, kCount> lengths;
    std::array<int, kCount> formats;
    for (size_t i = 0; i < kCount; ++i) {
      values[i] = parameters[i].data();
      lengths[i] = static_cast<int>(parameters[i].size());
      formats[i] = 1;
    }
    PGresult* result = PQexecPrepared(connection_, name, static_cast<int>(kCount), values.data(),
                                      lengths.data(), formats.data(), 1);
    const int rows = PQntuples(result) > 0 ? PQntuples(result) : std::atoi(PQcmdTuples(result));
    Check(result);
    return rows;
  }

  void BeginCopy(const char* sql) { Check(PQexec(connection_, sql), PGRES_COPY_IN); }
  void Copy(std::string_view line) {
    if (PQputCopyData(connection_, line.data(), static_cast<int>(line.size())) != 1) Die();
  }
  void EndCopy() {
    if (PQputCopyEnd(connection_, nullptr) != 1) Die();
    while (PGresult* result = PQgetResult(connection_)) Check(result);
  }

  pid_t server_pid() const { return PQbackendPID(connection_); }

 private:
  void Check(PGresult* result, ExecStatusType wanted = PGRES_COMMAND_OK) {
    const ExecStatusType status = PQresultStatus(result);
    if (status != wanted && status != PGRES_TUPLES_OK) Die();
    PQclear(result);
  }
  [[noreturn]] void Die() { test::Fail(absl::StrCat("PostgreSQL: ", PQerrorMessage(connection_))); }

  PGconn* connection_;
};

Postgres::Postgres(const std::string& connection)
    : connection_(connection), loading_(std::make_unique<Session>(connection)) {
  loading_->Execute("SET client_min_messages = warning");
  loading_->Execute("DROP TABLE IF EXISTS citations, claims, documents");
  loading_->Execute("CREATE TABLE documents (name text PRIMARY KEY, body text NOT NULL)");
  loading_->Execute("CREATE TABLE claims (name text PRIMARY KEY, claim bytea NOT NULL)");
  loading_->Execute(
      "CREATE TABLE citations (document text REFERENCES documents, claim text REFERENCES claims, "
      "PRIMARY KEY (document, claim))");
  loading_->Prepare("document", "INSERT INTO documents (name, body) VALUES ($1, $2)");
}

Postgres::~Postgres() = default;

void Postgres::LoadDocument(const std::string& name, const std::string& text) {
  loading_->Run<2>("document", {name, text});
}

void Postgres::BeginLoading(Table table) {
  loading_->BeginCopy(table == Table::kClaims ? "COPY claims (name, claim) FROM STDIN"
                                              : "COPY citations (document, claim) FROM STDIN");
}

void Postgres::LoadClaim(const std::string& name, const std::string& claim) {
  loading_->Copy(absl::StrCat(name, "\t\\\\x", absl::BytesToHexString(claim), "\n"));
}

void Postgres::LoadCitation(const std::string& document, const std::string& claim) {
  loading_->Copy(absl::StrCat(document, "\t", claim, "\n"));
}

void Postgres::EndLoading() {
  loading_->EndCopy();
  loading_->Execute("VACUUM ANALYZE");
}

void Postgres::ReadThrough() { loading_->Execute("SELECT sum(length(claim)) FROM claims"); }

LoadResult Postgres::Run(const std::function<void(Session&, uint64_t number)>& call, int connections,
                         Clock::duration duration, const std::function<void()>& before_end) {
  std::vector<std::unique_ptr<Session>> sessions;
  for (int i = 0; i < connections; ++i) {
    sessions.push_back(std::make_unique<Session>(connection_));
    sessions.back()->Prepare("get", "SELECT claim FROM claims WHERE name = $1");
    sessions.back()->Prepare("list",
                             "SELECT c.claim FROM citations x JOIN claims c ON c.name = x.claim "
                             "WHERE x.document = $1 ORDER BY x.claim LIMIT 100");
    sessions.back()->Prepare(
        "create",
        "WITH source AS (SELECT name FROM documents WHERE name = $3 AND position($4 in body) > 0), "
        "created AS (INSERT INTO claims (name, claim) SELECT $1, $2 FROM source RETURNING name) "
        "INSERT INTO citations (document, claim) SELECT source.name, created.name FROM source, created");
  }
  std::vector<std::vector<int64_t>> latencies(sessions.size());
  std::vector<std::thread> threads;
  std::atomic<uint64_t> next = 0;
  const auto start = Clock::now();
  for (size_t i = 0; i < sessions.size(); ++i) {
    threads.emplace_back([&, i] {
      for (auto now = Clock::now(); now < start + duration;) {
        call(*sessions[i], next++);
        const auto end = Clock::now();
        latencies[i].push_back(std::chrono::duration_cast<std::chrono::nanoseconds>(end - now).count());
        now = end;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const auto took = Clock::now() - start;
  before_end();
  LoadResult result;
  for (const auto& part : latencies)
    result.latencies.insert(result.latencies.end(), part.begin(), part.end());
  std::sort(result.latencies.begin(), result.latencies.end());
  result.per_second =
      static_cast<double>(result.latencies.size()) / std::chrono::duration<double>(took).count();
  return result;
}

LoadResult Postgres::Get(const Pick& pick, int connections, Clock::duration duration,
                         const std::function<void()>& before_end) {
  return Run(
      [&](Session& session, uint64_t number) {
        const std::string name = pick(number);
        if (session.Run<1>("get", {name}) != 1) test::Fail("PostgreSQL: there is no " + name);
      },
      connections, duration, before_end);
}

LoadResult Postgres::List(const Pick& pick, int connections, Clock::duration duration,
                          const std::function<void()>& before_end) {
  return Run(
      [&](Session& session, uint64_t number) {
        const std::string document = pick(number);
        if (session.Run<1>("list", {document}) < 1)
          test::Fail("PostgreSQL: there are no claims on " + document);
      },
      connections, duration, before_end);
}

LoadResult Postgres::Create(int64_t articles, int connections, Clock::duration duration,
                            const std::function<void()>& before_end) {
  return Run(
      [&](Session& session, uint64_t) {
        const uint64_t number = written_++;
        const v1::CreateClaimRequest request =
            NewClaimOn(static_cast<int64_t>(number) % (articles * kClaimsOfArticle));
        const v1::Citation& citation = request.claim().citations(0);
        const std::string name = absl::StrCat("claims/written-", number);
        const std::string claim = request.claim().SerializeAsString();
        if (session.Run<4>("create", {name, claim, citation.revision(), citation.quote()}) != 1) {
          test::Fail("PostgreSQL: the quote is not there");
        }
      },
      connections, duration, before_end);
}

pid_t Postgres::pid() const { return loading_->server_pid(); }

}  // namespace verbatim::bench
