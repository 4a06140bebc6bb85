// The primary of a database fails while many writers write through several servers, and Patroni lets the
// synchronous standby take over. The machine of the primary is killed, hangs, or is cut off. At the end every
// acknowledged write must be stored once and unchanged, and --fsck must pass. Calls that fail must fail with
// UNAVAILABLE and RetryInfo, and the health of every server must return by itself.

#include <array>
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
#include "health.h"
#include "patroni.h"
#include "replicas.h"
#include "support/eventually.h"
#include "support/fail.h"
#include "writers.h"

ABSL_FLAG(int, rounds, 1, "How often the primary fails.");
ABSL_FLAG(int, replicas, 3, "Servers.");
ABSL_FLAG(int, writers, 64, "Threads that write concurrently.");
ABSL_FLAG(uint64_t, seed, 0, "Seed of a run to repeat. 0 draws a new one.");

using verbatim::test::Eventually;
using verbatim::test::Fail;
using verbatim::test::Fault;
using verbatim::test::Health;
using verbatim::test::PatroniCluster;
using verbatim::test::Replicas;

namespace {

constexpr int kSkipped = 77;  // the exit code that ctest takes for a skipped test

// Writes that must be acknowledged before the primary fails, and after another one took over.
constexpr int64_t kWritesPerRound = 200;

constexpr std::array<const char*, 3> kFaultNames = {"killed", "paused", "cut off"};

void AwaitHealth(const Replicas& replicas, Health health) {
  for (size_t i = 0; i < replicas.size(); ++i) {
    if (!Eventually([&] {
          return verbatim::test::CheckHealth(verbatim::test::Connect(replicas.Address(i))) == health;
        }))
      Fail(absl::StrCat("server ", i,
                        health == Health::kServing ? " does not serve again" : " serves without a database"));
  }
}

}  // namespace

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  if (!PatroniCluster::IsInstalled()) {
    std::printf("skipped: PostgreSQL, Patroni or etcd is not installed\n");
    return kSkipped;
  }
  uint64_t seed = absl::GetFlag(FLAGS_seed);
  if (seed == 0) seed = std::random_device{}();
  std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
  std::fflush(stdout);
  std::mt19937_64 random(seed);
  PatroniCluster database(random());
  // A server loses patience with a database that hangs before Patroni does, so that no answer of a primary
  // that is back is taken for the log's.
  Replicas replicas(VERBATIMD, database.uri(), static_cast<size_t>(absl::GetFlag(FLAGS_replicas)),
                    {"--store_timeout=4s", "--store_retry_time=4s"});
  verbatim::test::CreateBrief(verbatim::test::Connect(replicas.Address(0)));
  verbatim::test::Writers writers(replicas, absl::GetFlag(FLAGS_writers),
                                  verbatim::test::Writers::Servers::kStay);
  const int rounds = absl::GetFlag(FLAGS_rounds);
  for (int round = 0; round < rounds; ++round) {
    writers.Await(kWritesPerRound, absl::StrCat("before failure ", round));
    const auto fault = static_cast<Fault>(random() % kFaultNames.size());
    const auto pause = std::chrono::microseconds(random() % 50'000);
    const size_t failed = database.AwaitPrimary();
    const size_t standby = 1 - failed;
    std::this_thread::sleep_for(pause);
    // Half of the time nobody takes over until all servers have found their database to be away.
    const bool late = random() % 2 == 0;
    if (late) database.Break(standby, Fault::kPaused);
    database.Break(failed, fault);
    if (late) {
      AwaitHealth(replicas, Health::kNotServing);
      database.Mend(standby, Fault::kPaused);
    }
    database.AwaitPrimary(standby);
    writers.Await(kWritesPerRound, absl::StrCat("after failure ", round));
    AwaitHealth(replicas, Health::kServing);
    database.Mend(failed, fault);
    database.AwaitSynchronous(failed);
    std::printf("%d: %s%s\n", round + 1, kFaultNames[static_cast<size_t>(fault)],
                late ? ", and nobody took over for some time" : "");
    std::fflush(stdout);
  }
  writers.Await(kWritesPerRound, "at the end");
  const std::vector<std::string> ids = writers.End();
  verbatim::test::CheckAndStop(replicas, ids);
  std::printf("%d failures: %lld acknowledged writes, all there once; %lld calls failed and were repeated\n",
              rounds, static_cast<long long>(ids.size()), static_cast<long long>(writers.repeated()));
}
