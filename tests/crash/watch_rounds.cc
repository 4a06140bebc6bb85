// Repeatedly kills a watcher of the log with SIGKILL while others write, and resumes it after the last entry
// that it printed. It must print every index exactly once.

#include <grpcpp/grpcpp.h>
#include <signal.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <random>
#include <sstream>
#include <thread>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "brief.h"
#include "support/fail.h"
#include "support/process.h"
#include "verbatim/v1/claim_service.grpc.pb.h"

ABSL_FLAG(int, kills, 200, "How often to kill the watcher.");
ABSL_FLAG(int, writes, 50'000, "Claims written meanwhile.");
ABSL_FLAG(uint64_t, seed, 0, "Seed of a run to repeat. 0 draws a new one.");

namespace v1 = verbatim::v1;
using verbatim::test::Fail;

namespace {

constexpr int kBatch = 50;

// Writes a document, then batches of claims on it over about `duration`.
void WriteClaims(const std::string& address, int claims, std::chrono::milliseconds duration) {
  auto channel = grpc::CreateChannel(address, grpc::InsecureChannelCredentials());
  verbatim::test::CreateBrief(channel);
  auto stub = v1::ClaimService::NewStub(channel);
  v1::BatchCreateClaimsRequest batch;
  for (int i = 0; i < kBatch; ++i) {
    verbatim::test::WriteClaimOnBrief("Belarus freed 52 prisoners.", *batch.add_requests()->mutable_claim());
  }
  auto start = std::chrono::steady_clock::now();
  const int batches = claims / kBatch;
  for (int i = 0; i < batches; ++i) {
    grpc::ClientContext context;
    v1::BatchCreateClaimsResponse response;
    grpc::Status status = stub->BatchCreateClaims(&context, batch, &response);
    if (!status.ok()) Fail("BatchCreateClaims: " + status.error_message());
    std::this_thread::sleep_until(start + duration * (i + 1) / batches);
  }
}

// Returns the indexes of the complete lines that a watcher printed. Protobuf's JSON leaves out index 0,
// because it is the default value.
std::vector<int64_t> ReadIndexes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream whole;
  whole << file.rdbuf();
  const std::string text = whole.str();
  std::vector<int64_t> indexes;
  for (size_t start = 0, end = 0; (end = text.find('\n', start)) != std::string::npos; start = end + 1) {
    std::string line = text.substr(start, end - start);
    constexpr char kField[] = "{\"index\":\"";
    int64_t index = 0;
    if (line.rfind(kField, 0) == 0) {
      size_t digits = sizeof kField - 1;
      if (!absl::SimpleAtoi(line.substr(digits, line.find('"', digits) - digits), &index))
        Fail("bad line: " + line);
    }
    indexes.push_back(index);
  }
  return indexes;
}

}  // namespace

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  uint64_t seed = absl::GetFlag(FLAGS_seed);
  if (seed == 0) seed = std::random_device{}();
  std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
  std::mt19937_64 random(seed);
  verbatim::test::TempFolder folder;
  verbatim::test::ServerProcess server(VERBATIMD, folder.Path("watch.db"));
  const int kills = absl::GetFlag(FLAGS_kills);
  const int writes = absl::GetFlag(FLAGS_writes) / kBatch * kBatch;
  const int64_t entries = writes + 2;  // the document and its revision

  // The kill comes at a random moment, after 30 ms on average: while the watcher starts, replays or follows.
  constexpr int kMaxLifeMicros = 60'000;
  std::thread writer(WriteClaims, server.address(), writes,
                     std::chrono::milliseconds(int64_t{kills} * kMaxLifeMicros / 2000 + 500));
  std::vector<int64_t> seen;
  int rounds = 0;
  int empty_rounds = 0;
  while (static_cast<int64_t>(seen.size()) < entries || rounds < kills) {
    const int64_t next = seen.empty() ? 0 : seen.back() + 1;
    const std::string output = folder.Path(absl::StrCat("round-", rounds));
    verbatim::test::Process watcher(
        {VERBATIM, "--server", server.address(), "--json", "log", "watch", "--from", absl::StrCat(next)},
        {.output = output});
    std::this_thread::sleep_for(std::chrono::microseconds(random() % kMaxLifeMicros));
    watcher.Signal(SIGKILL);
    watcher.Wait();
    std::vector<int64_t> printed = ReadIndexes(output);
    std::remove(output.c_str());
    seen.insert(seen.end(), printed.begin(), printed.end());
    empty_rounds += printed.empty();
    ++rounds;
    if (rounds > 50 * kills) Fail("the watcher makes no progress");
  }
  writer.join();
  for (size_t i = 0; i < seen.size(); ++i) {
    if (seen[i] != static_cast<int64_t>(i))
      Fail(absl::StrCat("entry number ", i, " printed has index ", seen[i]));
  }
  if (static_cast<int64_t>(seen.size()) != entries)
    Fail(absl::StrCat(seen.size(), " entries instead of ", entries));
  std::printf(
      "%d kills during %d writes: %zu entries seen, each index exactly once (%d watchers were killed before "
      "their first)\n",
      rounds, writes, seen.size(), empty_rounds);
}
