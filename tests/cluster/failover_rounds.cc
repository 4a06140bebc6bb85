// The primary of a database fails while many writers write through several servers, and its synchronous
// standby takes over. The primary is killed, or it hangs for some time before it is killed. At the end every
// acknowledged write must be stored once and unchanged, and --fsck must pass.

#include <chrono>
#include <cstdio>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "brief.h"
#include "replicas.h"
#include "support/eventually.h"
#include "support/fail.h"
#include "support/postgres.h"
#include "writers.h"

ABSL_FLAG(int, rounds, 1, "How often the primary fails.");
ABSL_FLAG(int, replicas, 3, "Servers.");
ABSL_FLAG(int, writers, 64, "Threads that write concurrently.");
ABSL_FLAG(uint64_t, seed, 0, "Seed of a run to repeat. 0 draws a new one.");

using verbatim::test::Eventually;
using verbatim::test::Fail;
using verbatim::test::PostgresServer;
using verbatim::test::Replicas;

namespace {

constexpr int kSkipped = 77;  // the exit code that ctest takes for a skipped test

// Writes that must be acknowledged before the primary fails.
constexpr int64_t kWritesPerRound = 200;

// A primary with a synchronous standby.
class Pair {
 public:
  Pair() : primary_(std::make_unique<PostgresServer>(PostgresServer::Durability::kFull)) {
    PostgresServer::Psql(primary_->Uri("postgres"), "CREATE DATABASE claims");
    standby_ = PostgresServer::StandbyOf(*primary_);
    AwaitStandby();
  }

  // Names both servers, as operators do.
  std::string uri() const {
    return absl::StrCat("postgres:///claims?host=", primary_->host(), ",", standby_->host(),
                        "&user=verbatim");
  }

  PostgresServer& primary() { return *primary_; }

  // The standby takes over from the primary, which has ended.
  void FailOver() {
    Query(*standby_, "SELECT pg_promote()");
    std::swap(primary_, standby_);
    // Nobody would confirm commits before there is a new standby.
    Query(*primary_, "ALTER SYSTEM RESET synchronous_standby_names");
    Query(*primary_, "SELECT pg_reload_conf()");
  }

  // Makes the failed primary the standby of the other server.
  void Repair() {
    standby_->StartAsStandbyOf(*primary_);
    AwaitStandby();
  }

 private:
  static std::string Query(PostgresServer& server, const std::string& sql) {
    return PostgresServer::Psql(server.Uri("postgres"), sql);
  }
  void AwaitStandby() {
    Query(*primary_, "ALTER SYSTEM SET synchronous_standby_names = '*'");
    Query(*primary_, "SELECT pg_reload_conf()");
    if (!Eventually(
            [&] { return Query(*primary_, "SELECT sync_state FROM pg_stat_replication") == "sync\n"; }))
      Fail("the standby does not stream");
  }

  std::unique_ptr<PostgresServer> primary_;
  std::unique_ptr<PostgresServer> standby_;
};

}  // namespace

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  if (!PostgresServer::IsInstalled()) {
    std::printf("skipped: PostgreSQL is not installed\n");
    return kSkipped;
  }
  uint64_t seed = absl::GetFlag(FLAGS_seed);
  if (seed == 0) seed = std::random_device{}();
  std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
  std::fflush(stdout);
  std::mt19937_64 random(seed);
  Pair database;
  Replicas replicas(VERBATIMD, database.uri(), static_cast<size_t>(absl::GetFlag(FLAGS_replicas)));
  verbatim::test::CreateBrief(verbatim::test::Connect(replicas.Address(0)));
  verbatim::test::Writers writers(replicas, absl::GetFlag(FLAGS_writers));
  const int rounds = absl::GetFlag(FLAGS_rounds);
  int hung = 0;
  for (int round = 0; round < rounds; ++round) {
    writers.Await(kWritesPerRound, absl::StrCat("before failure ", round));
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 50'000));
    if (random() % 2 == 0) {
      ++hung;
      database.primary().Pause();
      std::this_thread::sleep_for(std::chrono::milliseconds(random() % 2'000));
    }
    database.primary().Kill();
    database.FailOver();
    writers.Await(kWritesPerRound, absl::StrCat("after failure ", round));
    database.Repair();
    std::printf("%d failovers\n", round + 1), std::fflush(stdout);
  }
  writers.Await(kWritesPerRound, "at the end");
  const std::vector<std::string> ids = writers.End();
  verbatim::test::CheckAndStop(replicas, ids);
  std::printf(
      "%d failures, %d of them after the primary hung: %lld acknowledged writes, all there once; %lld calls "
      "failed and were repeated\n",
      rounds, hung, static_cast<long long>(ids.size()), static_cast<long long>(writers.repeated()));
}
