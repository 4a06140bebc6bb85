#include "serving/access.h"

#include <atomic>
#include <fstream>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "log/sha256.h"
#include "support/fail.h"
#include "support/process.h"
#include "support/temp_folder.h"
#include "support/token_signer.h"

namespace verbatim::bench {
namespace {

constexpr int kInFlight = 16;
constexpr int kGreedyInFlight = 64;
constexpr double kCallsPerSecond = 200;  // of the caller whose latency is measured

std::string PrincipalLine(const std::string& name, const std::string& role) {
  return absl::StrCat("  - {name: ", name, ", role: ", role,
                      ", token_sha256: ", log::ToHex(log::Sha256(name)), "}\n");
}

std::string TokenOf(const test::TokenSigner& signer) {
  return signer.Token(
      absl::StrCat(R"({"iss":"https://login.example","sub":"anna","aud":"verbatim","groups":["desk"],"exp":)",
                   absl::ToUnixSeconds(absl::Now()) + 86400, "}"));
}

// Writes a policy and the keys of its issuer into a folder, and returns the path of the policy.
std::string WritePolicy(const test::TempFolder& folder, const test::TokenSigner& signer) {
  std::ofstream(folder.Path("keys.json")) << test::KeySetOf({&signer});
  const std::string path = folder.Path("policy.yaml");
  std::ofstream(path)
      << "version: 1\nanonymous: reader\nprincipals:\n"
      << PrincipalLine("reader", "reader") << PrincipalLine("other", "reader")
      << PrincipalLine("limited", "limited")
      << "roles: {limited: read}\nquotas: {limited: {calls_per_second: 1000}}\n"
         "issuers:\n  - issuer: https://login.example\n    audiences: verbatim\n"
         "    jwks_file: keys.json\n    claims: {groups: groups}\n    groups: {desk: reader}\n";
  return path;
}

double Rate(Target& target, const AccessParts& parts) {
  const LoadResult result = RunClosedLoop(target, parts.next, kInFlight, parts.turn);
  if (result.failed > 0) test::Fail(result.first_failure);
  return result.per_second;
}

void CompareTokens(const std::string& address, const std::string& token, const AccessParts& parts,
                   Report& report) {
  Target plain(address, 4), known(address, 4, "reader"), issued(address, 4, token);
  std::vector<double> without, with, with_issued;
  for (int turn = -1; turn < parts.turns; ++turn) {
    const double one = Rate(plain, parts), other = Rate(known, parts), third = Rate(issued, parts);
    if (turn < 0) continue;  // the first turn warms up
    without.push_back(one);
    with.push_back(other);
    with_issued.push_back(third);
  }
  report.Compare(absl::StrCat("GetClaim with a token of the policy, ", kInFlight, " in flight"), "calls/s",
                 with, "no token", without, AtLeast(0.95));
  report.Compare(absl::StrCat("GetClaim with a token of an issuer, ", kInFlight, " in flight"), "calls/s",
                 with_issued, "no token", without, AtLeast(0.95));
}

// The 99th percentile of the caller's latency, in microseconds, beside a caller with this token; alone if it is empty.
double LatencyBeside(const std::string& address, const std::string& token, const AccessParts& parts) {
  Target caller(address, 1, "other");
  std::atomic<bool> done = false;
  std::thread greedy;
  if (!token.empty()) {
    greedy = std::thread([&] {
      Target target(address, 4, token);
      while (!done)
        RunClosedLoop(target, parts.next, kGreedyInFlight, parts.turn / 4);  // refusals are expected
    });
  }
  const LoadResult result = RunOpenLoop(caller, parts.next, kCallsPerSecond, parts.turn);
  done = true;
  if (greedy.joinable()) greedy.join();
  if (result.failed > 0) test::Fail(result.first_failure);
  return result.Percentile(0.99);
}

void CompareGreed(const std::string& address, const AccessParts& parts, Report& report) {
  std::vector<double> alone, beside_limited, beside_unlimited;
  for (int turn = 0; turn < parts.turns; ++turn) {
    alone.push_back(LatencyBeside(address, "", parts));
    beside_limited.push_back(LatencyBeside(address, "limited", parts));
    beside_unlimited.push_back(LatencyBeside(address, "reader", parts));
  }
  report.Compare("GetClaim at 200/s beside a caller at full speed with a quota, p99", "µs", beside_limited,
                 "alone", alone);
  report.Compare("GetClaim at 200/s beside a caller at full speed without a quota, p99", "µs",
                 beside_unlimited, "alone", alone);
}

}  // namespace

void CompareAccess(const AccessParts& parts, Report& report) {
  report.Begin("Tokens and quotas, compared with none");
  test::TempFolder folder;
  const test::TokenSigner signer(test::TokenSigner::Type::kP256, "key");
  test::ServerProcess server(VERBATIMD, parts.database, {"--policy=" + WritePolicy(folder, signer)});
  CompareTokens(server.address(), TokenOf(signer), parts, report);
  CompareGreed(server.address(), parts, report);
}

}  // namespace verbatim::bench
