#include "serving/replicas.h"

#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "log/ed25519.h"
#include "serving/filling.h"
#include "serving/postgres.h"
#include "serving/processes.h"
#include "serving/statistics.h"
#include "serving/workload.h"
#include "support/fail.h"
#include "support/postgres.h"
#include "support/process.h"
#include "support/temp_folder.h"

namespace verbatim::bench {
namespace {

constexpr char kGet[] = "/verbatim.v1.ClaimService/GetClaim";
constexpr char kCreate[] = "/verbatim.v1.ClaimService/CreateClaim";

// Servers of the comparison of writes, and most servers of that of reads.
constexpr size_t kServers = 3;
// Callers of the comparison of reads with one, two and three servers.
constexpr int kReaders = 64;
// Connections of the callers to each server.
constexpr int kConnections = 8;
// More than a turn writes, so that no claim is written twice.
constexpr int64_t kCreations = 20'000;

Call Reading(int64_t claim) {
  v1::GetClaimRequest request;
  request.set_name(ClaimName(claim));
  return MakeCall(kGet, request);
}

// Servers of one log, each also on a Unix socket.
class Servers {
 public:
  explicit Servers(const std::string& uri) : uri_(uri) {
    std::ofstream(folder_.Path("log.key")) << log::SigningKey::Generate().ToPem();
    std::ofstream(folder_.Path("digest.key")) << std::string(64, 'a') << '\n';
    for (size_t i = 0; i < kServers; ++i) {
      servers_.push_back(std::make_unique<test::ServerProcess>(
          VERBATIMD, uri_,
          std::vector<std::string>{"--log_key=" + folder_.Path("log.key"),
                                   "--digest_key=" + folder_.Path("digest.key"),
                                   absl::StrCat("--index=", folder_.Path("index"), i),
                                   absl::StrCat("--listen=127.0.0.1:0,", Path(i))}));
    }
  }

  std::string Path(size_t i) const { return absl::StrCat("unix:", folder_.Path("socket"), i); }
  const std::string& address(size_t i) const { return servers_[i]->address(); }
  double Seconds(size_t count) const {
    double sum = 0;
    for (size_t i = 0; i < count; ++i) sum += ProcessorSeconds(servers_[i]->process().pid());
    return sum;
  }

 private:
  const std::string uri_;
  test::TempFolder folder_;
  std::vector<std::unique_ptr<test::ServerProcess>> servers_;
};

// Runs `callers` callers, spread over the first servers. Returns the calls per second.
double Rate(const std::vector<std::string>& addresses, const NextCall& next, int callers,
            Clock::duration duration) {
  std::vector<LoadResult> results(addresses.size());
  std::vector<std::thread> threads;
  for (size_t i = 0; i < addresses.size(); ++i) {
    threads.emplace_back([&, i] {
      Target target(addresses[i], kConnections);
      const int share = (callers + static_cast<int>(i)) / static_cast<int>(addresses.size());
      results[i] = RunClosedLoop(
          target, [&](uint64_t number) { return next(number * addresses.size() + i); }, share, duration);
    });
  }
  for (std::thread& thread : threads) thread.join();
  double sum = 0;
  for (const LoadResult& result : results) {
    if (result.failed > 0) test::Fail(absl::StrCat(result.failed, " calls failed: ", result.first_failure));
    sum += result.per_second;
  }
  return sum;
}

class ReplicaBench {
 public:
  ReplicaBench(const ReplicaParts& parts, Report& report)
      : parts_(parts),
        report_(report),
        popular_(Popularity::Zipfian(parts.claims)),
        servers_(database_.NewSchema()) {
    CreateArticles(servers_.address(0), 0, parts_.claims / kClaimsOfArticle);
    ImportClaims(servers_.address(0), 0, parts_.claims);
    for (size_t i = 0; i < kServers; ++i) AwaitIndex(servers_.address(i), parts_.claims);
    for (int64_t i = 0; i < kCreations; ++i)
      creations_.push_back(MakeCall(kCreate, NewClaimOn(i % parts_.claims)));
  }

  void CompareReads() {
    Postgres plain(database_.Uri("postgres"));
    plain.BeginLoading(Postgres::Table::kClaims);
    Target target(servers_.address(0), 1);
    for (int64_t claim = 0; claim < parts_.claims; ++claim) {
      grpc::Slice bytes;
      if (!target.CallOnce(Reading(claim)).DumpToSingleSlice(&bytes).ok())
        test::Fail("an answer cannot be read");
      plain.LoadClaim(ClaimName(claim),
                      std::string(reinterpret_cast<const char*>(bytes.begin()), bytes.size()));
    }
    plain.EndLoading();
    plain.ReadThrough();
    for (const int callers : {16, 64}) {
      std::vector<double> ours, theirs;
      for (int turn = -1; turn < parts_.turns; ++turn) {
        const double one = Rate({servers_.Path(0)}, Reads(), callers, parts_.turn);
        const double other = plain
                                 .Get([&](uint64_t number) { return ClaimName(popular_.Pick(number)); },
                                      callers, parts_.turn, [] {})
                                 .per_second;
        if (turn < 0) continue;  // the first turn warms up
        ours.push_back(one);
        theirs.push_back(other);
      }
      report_.Compare(absl::StrCat("GetClaim of one server, ", callers, " in flight"), "calls/s", ours,
                      "libpq", theirs, AtLeast(0.6));
    }
  }

  void CompareWrites() {
    test::TempFolder folder;
    const test::ServerProcess sqlite(VERBATIMD, folder.Path("claims.db"));
    CreateArticles(sqlite.address(), 0, parts_.claims / kClaimsOfArticle);
    for (const int writers : {64, 256}) {
      std::vector<double> ours, theirs;
      for (int turn = -1; turn < parts_.turns; ++turn) {
        const double one = Rate(Addresses(kServers), Writes(), writers, parts_.turn);
        const double other = Rate({sqlite.address()}, Writes(), writers, parts_.turn);
        if (turn < 0) continue;
        ours.push_back(one);
        theirs.push_back(other);
      }
      report_.Compare(absl::StrCat("CreateClaim over three servers, ", writers, " writers"), "claims/s", ours,
                      "SQLite", theirs, AtLeast(1));
    }
  }

  void MeasureProcessors() {
    for (size_t servers = 1; servers <= kServers; ++servers) {
      std::vector<double> rates, by_server, by_database;
      for (int turn = -1; turn < parts_.turns; ++turn) {
        const double server_before = servers_.Seconds(servers);
        const double database_before = ProcessorSecondsOfFamily(database_.pid());
        const auto start = Clock::now();
        const double rate = Rate(Addresses(servers), Reads(), kReaders, parts_.turn);
        const double reads = rate * std::chrono::duration<double>(Clock::now() - start).count();
        if (turn < 0) continue;
        rates.push_back(rate);
        by_server.push_back(reads / (servers_.Seconds(servers) - server_before));
        by_database.push_back(reads / (ProcessorSecondsOfFamily(database_.pid()) - database_before));
      }
      const std::string what = absl::StrCat("GetClaim, ", kReaders, " in flight, ", servers,
                                            servers == 1 ? " server" : " servers");
      report_.Say(what, "calls/s", Median(rates));
      report_.Say(what + ", for each processor-second of the servers", "calls", Median(by_server));
      report_.Say(what + ", for each processor-second of the database", "calls", Median(by_database));
    }
  }

 private:
  std::vector<std::string> Addresses(size_t count) const {
    std::vector<std::string> addresses;
    for (size_t i = 0; i < count; ++i) addresses.push_back(servers_.address(i));
    return addresses;
  }
  NextCall Reads() const {
    return [this](uint64_t number) { return Reading(popular_.Pick(number)); };
  }
  NextCall Writes() const {
    return [this](uint64_t number) { return creations_[number % creations_.size()]; };
  }

  const ReplicaParts parts_;
  Report& report_;
  const Popularity popular_;
  test::PostgresServer database_{test::PostgresServer::Durability::kFull};
  Servers servers_;
  std::vector<Call> creations_;
};

}  // namespace

void CompareReplicas(const ReplicaParts& parts, Report& report) {
  report.Begin("Servers on one PostgreSQL database");
  if (!test::PostgresServer::IsInstalled())
    return report.Skip("Servers on PostgreSQL", "PostgreSQL 15 is not installed");
  ReplicaBench bench(parts, report);
  bench.CompareReads();
  bench.MeasureProcessors();
  bench.CompareWrites();
}

}  // namespace verbatim::bench
