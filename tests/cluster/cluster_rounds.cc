// Kills random servers of one database with SIGKILL while many writers write through all of them, and starts
// them again. Each writer repeats a write with the same request_id, on the next server, until it is
// acknowledged. At the end every write must be stored once and unchanged, every server must have it, and
// --fsck must pass.

#include <signal.h>

#include <chrono>
#include <cstdio>
#include <random>
#include <string>
#include <thread>
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

ABSL_FLAG(int, rounds, 5, "How often to kill servers.");
ABSL_FLAG(int, replicas, 3, "Servers.");
ABSL_FLAG(int, writers, 64, "Threads that write concurrently.");
ABSL_FLAG(uint64_t, seed, 0, "Seed of a run to repeat. 0 draws a new one.");

using verbatim::test::Fail;
using verbatim::test::Replicas;

namespace {

constexpr int kSkipped = 77;  // the exit code that ctest takes for a skipped test

// Writes that must be acknowledged in a round before servers are killed, so that each round kills servers at
// work.
constexpr int64_t kWritesPerRound = 200;

}  // namespace

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  if (!verbatim::test::PostgresServer::IsInstalled()) {
    std::printf("skipped: PostgreSQL is not installed\n");
    return kSkipped;
  }
  uint64_t seed = absl::GetFlag(FLAGS_seed);
  if (seed == 0) seed = std::random_device{}();
  std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
  std::fflush(stdout);
  std::mt19937_64 random(seed);
  verbatim::test::PostgresServer database;
  Replicas replicas(VERBATIMD, database.NewDatabase(), static_cast<size_t>(absl::GetFlag(FLAGS_replicas)));
  verbatim::test::CreateBrief(verbatim::test::Connect(replicas.Address(0)));
  verbatim::test::Writers writers(replicas, absl::GetFlag(FLAGS_writers));
  const int rounds = absl::GetFlag(FLAGS_rounds);
  int kills = 0;
  for (int round = 0; round < rounds; ++round) {
    writers.Await(kWritesPerRound, absl::StrCat("in round ", round));
    // The kills come at random moments of commits, one after the other, of one server to all.
    const size_t first = random() % replicas.size();
    const size_t count = 1 + random() % replicas.size();
    for (size_t i = 0; i < count; ++i) {
      std::this_thread::sleep_for(std::chrono::microseconds(random() % 20'000));
      replicas.Kill((first + i) % replicas.size());
      ++kills;
    }
    for (size_t i = 0; i < count; ++i) replicas.Start((first + i) % replicas.size());
    if ((round + 1) % 20 == 0) std::printf("%d rounds\n", round + 1), std::fflush(stdout);
  }
  const std::vector<std::string> ids = writers.End();
  verbatim::test::CheckAndStop(replicas, ids);
  std::printf(
      "%d kills in %d rounds: %lld acknowledged writes, all there once; %lld calls failed and were "
      "repeated\n",
      kills, rounds, static_cast<long long>(ids.size()), static_cast<long long>(writers.repeated()));
}
