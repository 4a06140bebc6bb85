// Kills a server with SIGKILL during concurrent writes, repeatedly on one database. Checks after each restart
// that every acknowledged write is stored unchanged, that each batch is stored completely or not at all, and
// that unacknowledged writes can be repeated with their request_id and are then stored once. At the end
// --fsck must pass.

#include <grpcpp/grpcpp.h>
#include <signal.h>
#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "brief.h"
#include "support/fail.h"
#include "support/process.h"
#include "verbatim/v1/claim_service.grpc.pb.h"

ABSL_FLAG(int, rounds, 20, "How often to kill the server.");
ABSL_FLAG(int, writers, 8, "Threads that write concurrently.");
ABSL_FLAG(uint64_t, seed, 0, "Seed of a run to repeat. 0 draws a new one.");

namespace v1 = verbatim::v1;
using verbatim::test::Fail;

namespace {

constexpr int kBatch = 5;

// A write that was sent. It has one claim or a batch of claims.
struct Attempt {
  v1::BatchCreateClaimsRequest request;
  bool acknowledged = false;
};

std::string NameOf(const v1::CreateClaimRequest& request) { return "claims/" + request.claim_id(); }

class Connection {
 public:
  explicit Connection(const std::string& address) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
    channel_ = grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
    claims_ = v1::ClaimService::NewStub(channel_);
  }

  void CreateDocument() { verbatim::test::CreateBrief(channel_); }

  // Sends a batch of one with CreateClaim, so that both methods are tested.
  grpc::Status Send(const v1::BatchCreateClaimsRequest& request) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    if (request.requests_size() > 1) {
      v1::BatchCreateClaimsResponse response;
      return claims_->BatchCreateClaims(&context, request, &response);
    }
    v1::CreateClaimRequest single = request.requests(0);
    single.set_request_id(request.request_id());
    v1::CreateClaimResponse response;
    return claims_->CreateClaim(&context, single, &response);
  }

  // Returns whether the claim is stored. Fails if it differs from what was sent.
  bool Exists(const v1::CreateClaimRequest& sent) {
    grpc::ClientContext context;
    v1::GetClaimRequest request;
    request.set_name(NameOf(sent));
    v1::GetClaimResponse response;
    grpc::Status status = claims_->GetClaim(&context, request, &response);
    if (status.error_code() == grpc::StatusCode::NOT_FOUND) return false;
    if (!status.ok()) Fail(absl::StrCat("GetClaim: ", status.error_message()));
    const v1::Claim& claim = response.claim();
    if (claim.text() != sent.claim().text() || claim.citations_size() != 1 ||
        claim.citations(0).span().byte_end() != verbatim::test::kBriefQuoteEnd) {
      Fail(absl::StrCat(NameOf(sent), " differs from what was sent"));
    }
    return true;
  }

  int64_t CountClaims() {
    int64_t count = 0;
    v1::ListClaimsRequest request;
    request.mutable_filter()->set_document(verbatim::test::kBriefName);
    request.set_page_size(1000);
    do {
      grpc::ClientContext context;
      v1::ListClaimsResponse response;
      if (!claims_->ListClaims(&context, request, &response).ok()) Fail("ListClaims");
      count += response.claims_size();
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty());
    return count;
  }

 private:
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::ClaimService::Stub> claims_;
};

v1::BatchCreateClaimsRequest NewRequest(const std::string& id, int size) {
  v1::BatchCreateClaimsRequest batch;
  batch.set_request_id(id);
  for (int i = 0; i < size; ++i) {
    v1::CreateClaimRequest& request = *batch.add_requests();
    request.set_claim_id(absl::StrCat(id, "-", i));
    verbatim::test::WriteClaimOnBrief(
        absl::StrCat("claim ", id, " number ", i, " ", std::string(static_cast<size_t>(i) * 500, 'x')),
        *request.mutable_claim());
  }
  return batch;
}

// Writes until the server is killed.
std::vector<Attempt> WriteUntilKilled(const std::string& address, const std::string& prefix) {
  Connection connection(address);
  std::vector<Attempt> attempts;
  for (int i = 0;; ++i) {
    Attempt& attempt = attempts.emplace_back();
    attempt.request = NewRequest(absl::StrCat(prefix, "-", i), i % 3 == 0 ? kBatch : 1);
    attempt.acknowledged = connection.Send(attempt.request).ok();
    if (!attempt.acknowledged) return attempts;
  }
}

struct Totals {
  int64_t acknowledged = 0;
  int64_t found = 0;   // claims that are stored but were not acknowledged
  int64_t absent = 0;  // claims that are not stored and were not acknowledged
  int64_t claims = 0;  // claims expected at the end
};

void Check(Connection& connection, const std::vector<Attempt>& attempts, Totals& totals) {
  for (const Attempt& attempt : attempts) {
    int there = 0;
    for (const v1::CreateClaimRequest& request : attempt.request.requests())
      there += connection.Exists(request);
    const int size = attempt.request.requests_size();
    if (attempt.acknowledged && there != size)
      Fail(absl::StrCat(attempt.request.request_id(), " was acknowledged but is lost"));
    if (there != 0 && there != size)
      Fail(absl::StrCat("only a part of ", attempt.request.request_id(), " is there"));
    totals.acknowledged += attempt.acknowledged;
    totals.claims += size;
    if (attempt.acknowledged) continue;
    ++(there > 0 ? totals.found : totals.absent);
    grpc::Status again = connection.Send(attempt.request);
    if (!again.ok()) Fail(absl::StrCat("repeated request: ", again.error_message()));
    for (const v1::CreateClaimRequest& request : attempt.request.requests()) {
      if (!connection.Exists(request)) Fail(absl::StrCat(NameOf(request), " was repeated but is not there"));
    }
  }
}

void CheckDatabase(const std::string& path) {
  sqlite3* database = nullptr;
  std::string answer;
  if (sqlite3_open(path.c_str(), &database) != SQLITE_OK) Fail("the database cannot be opened");
  auto keep = [](void* out, int, char** columns, char**) {
    *static_cast<std::string*>(out) += columns[0];
    return 0;
  };
  sqlite3_exec(database, "PRAGMA integrity_check", keep, &answer, nullptr);
  sqlite3_close(database);
  if (answer != "ok") Fail("integrity_check: " + answer);
  // Recomputes every digest, hash and row from the log.
  verbatim::test::Outcome fsck = verbatim::test::RunProgram({VERBATIMD, "--fsck", "--store=sqlite:" + path});
  if (fsck.ending.exit_code != 0) Fail("--fsck: " + fsck.error);
}

}  // namespace

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  uint64_t seed = absl::GetFlag(FLAGS_seed);
  if (seed == 0) seed = std::random_device{}();
  std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
  std::mt19937_64 random(seed);
  verbatim::test::TempFolder folder;
  const std::string database = folder.Path("crash.db");
  const int rounds = absl::GetFlag(FLAGS_rounds);
  Totals totals;
  std::vector<Attempt> attempts;
  for (int round = 0; round <= rounds; ++round) {
    verbatim::test::ServerProcess server(VERBATIMD, database);
    Connection connection(server.address());
    if (round == 0) connection.CreateDocument();
    Check(connection, attempts, totals);
    attempts.clear();
    if (round == rounds) {
      if (int64_t count = connection.CountClaims(); count != totals.claims) {
        Fail(absl::StrCat("there are ", count, " claims instead of ", totals.claims));
      }
      server.process().Signal(SIGTERM);
      if (server.process().Wait().exit_code != 0) Fail("the server did not exit with 0");
      break;
    }
    std::mutex mutex;
    std::vector<std::thread> writers;
    for (int w = 0; w < absl::GetFlag(FLAGS_writers); ++w) {
      writers.emplace_back([&, w] {
        std::vector<Attempt> written = WriteUntilKilled(server.address(), absl::StrCat("r", round, "-w", w));
        std::lock_guard lock(mutex);
        attempts.insert(attempts.end(), written.begin(), written.end());
      });
    }
    // The kill comes at a random moment: while the writers connect, between their writes, or during a commit.
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 60'000));
    server.process().Signal(SIGKILL);
    server.process().Wait();
    for (std::thread& writer : writers) writer.join();
    if ((round + 1) % 100 == 0) std::printf("%d rounds\n", round + 1), std::fflush(stdout);
  }
  CheckDatabase(database);
  std::printf(
      "%d kills: %lld acknowledged writes, all there; %lld unacknowledged, of which %lld complete and %lld "
      "absent, all repeatable\n",
      rounds, static_cast<long long>(totals.acknowledged),
      static_cast<long long>(totals.found + totals.absent), static_cast<long long>(totals.found),
      static_cast<long long>(totals.absent));
}
