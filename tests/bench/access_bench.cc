// Measures what it costs to know a caller and to count a call: tokens of OpenID Connect issuers that were
// seen before, tokens that are new, and quotas. Prints a Markdown table. The goal for tokens that were seen
// before is 100,000 a second on one core.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "access/oidc/token_verifier.h"
#include "access/quotas.h"
#include "support/fail.h"
#include "support/temp_folder.h"
#include "support/token_signer.h"

ABSL_FLAG(bool, quick, false, "A hundredth of the time, to check that the program works.");

namespace {

namespace oidc = verbatim::access::oidc;
using verbatim::access::Quotas;
using verbatim::test::Fail;
using verbatim::test::TokenSigner;
using Clock = std::chrono::steady_clock;

constexpr int kRepetitions = 5;
constexpr char kIssuer[] = "https://login.example.org";

// The median rate, in calls a second, of `threads` threads that each make `count` calls. A call gets its
// number.
double RateOf(int threads, int64_t count, const std::function<void(int64_t)>& call) {
  if (absl::GetFlag(FLAGS_quick)) count = std::max<int64_t>(1, count / 100);
  std::vector<double> rates;
  for (int repetition = 0; repetition < kRepetitions; ++repetition) {
    const auto start = Clock::now();
    std::vector<std::thread> running;
    for (int thread = 0; thread < threads; ++thread) {
      running.emplace_back([&, thread] {
        for (int64_t i = 0; i < count; ++i) call(thread * count + i);
      });
    }
    for (std::thread& thread : running) thread.join();
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    rates.push_back(static_cast<double>(threads * count) / seconds);
  }
  std::ranges::sort(rates);
  return rates[rates.size() / 2];
}

void PrintRow(const std::string& what, double rate) {
  std::printf("| %s | %.0f | %.2f |\n", what.c_str(), rate, 1e6 / rate);
}

// A token as large as those of many issuers, of about 1.3 KB.
std::string TokenOf(const TokenSigner& signer, int64_t subject) {
  const int64_t now = absl::ToUnixSeconds(absl::Now());
  return signer.Token(
      absl::StrCat(R"({"iss": ")", kIssuer, R"(", "aud": "verbatim", "iat": )", now, R"(, "exp": )",
                   now + 36000, R"(, "sub": "user-)", subject,
                   R"(", "email": "user@example.org", "groups": ["desk", "staff"], "other": ")",
                   std::string(500, 'x'), "\"}"));
}

std::unique_ptr<oidc::TokenVerifier> MakeVerifier(const std::string& folder_path, const TokenSigner& signer,
                                                  size_t cached_tokens) {
  std::ofstream(folder_path) << verbatim::test::KeySetOf({&signer});
  oidc::IssuerOptions issuer;
  issuer.issuer = kIssuer;
  issuer.audiences = {"verbatim"};
  issuer.jwks_file = folder_path;
  issuer.name_claim = "email";
  issuer.groups_claim = "groups";
  issuer.groups = {{"desk", "editor"}, {"staff", "reader"}};
  oidc::VerifierOptions options;
  options.cached_tokens = cached_tokens;
  auto verifier = oidc::TokenVerifier::Create({issuer}, options);
  if (!verifier.ok()) Fail(verifier.status().ToString());
  return *std::move(verifier);
}

void MeasureTokens(int cores) {
  const verbatim::test::TempFolder folder;
  constexpr int kTokens = 1000;
  const std::pair<TokenSigner::Type, const char*> kTypes[] = {{TokenSigner::Type::kRsa, "RS256"},
                                                              {TokenSigner::Type::kP256, "ES256"},
                                                              {TokenSigner::Type::kEd25519, "EdDSA"}};
  for (const auto& [type, name] : kTypes) {
    const TokenSigner signer(type, "key");
    std::vector<std::string> tokens;
    for (int i = 0; i < kTokens; ++i) tokens.push_back(TokenOf(signer, i));
    const auto verify = [&](oidc::TokenVerifier& verifier, int64_t i) {
      if (!verifier.Verify(tokens[static_cast<size_t>(i % kTokens)]).ok()) Fail("a token was refused");
    };
    // A cache for so few tokens that each has been evicted when it comes again.
    const auto forgetful = MakeVerifier(folder.Path(name), signer, 1);
    PrintRow(absl::StrCat("tokens that are new, ", name, ", one thread"),
             RateOf(1, 5'000, [&](int64_t i) { verify(*forgetful, i); }));
    if (type != TokenSigner::Type::kRsa) continue;
    const auto verifier = MakeVerifier(folder.Path(name), signer, 100'000);
    for (int i = 0; i < kTokens; ++i) verify(*verifier, i);
    PrintRow("tokens that were seen before, 1,000 of them, one thread",
             RateOf(1, 200'000, [&](int64_t i) { verify(*verifier, i); }));
    PrintRow(absl::StrCat("tokens that were seen before, one, ", cores, " threads"),
             RateOf(cores, 200'000, [&](int64_t) { verify(*verifier, 0); }));
  }
}

void MeasureQuotas(int cores) {
  const verbatim::access::QuotaLimits limits{
      .calls_per_second = 1e8, .writes_per_second = 1e8, .bytes_per_day = int64_t{1} << 60, .streams = 8};
  constexpr size_t kPrincipals = 50'000;
  std::vector<std::string> principals;
  for (size_t i = 0; i < kPrincipals; ++i) principals.push_back(absl::StrCat("oidc:", kIssuer, "#user-", i));
  Quotas quotas;
  const auto admit = [&](size_t principal) {
    if (!quotas.Admit(principals[principal], limits, Quotas::Kind::kWrite, 100).ok())
      Fail("a call was refused");
  };
  PrintRow("calls counted, one principal, one thread", RateOf(1, 1'000'000, [&](int64_t) { admit(0); }));
  PrintRow("calls counted, 50,000 principals, one thread",
           RateOf(1, 1'000'000, [&](int64_t i) { admit(static_cast<size_t>(i) * 7919 % kPrincipals); }));
  PrintRow(absl::StrCat("calls counted, one principal, ", cores, " threads"),
           RateOf(cores, 1'000'000, [&](int64_t) { admit(0); }));
  const verbatim::access::QuotaLimits slow{.calls_per_second = 1};
  PrintRow("calls refused, one principal, one thread", RateOf(1, 100'000, [&](int64_t) {
             (void)quotas.Admit("greedy", slow, Quotas::Kind::kRead, 100);
           }));
  PrintRow("streams opened and closed, one principal, one thread",
           RateOf(1, 1'000'000, [&](int64_t) { (void)quotas.OpenStream(principals[0], limits); }));
}

}  // namespace

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  const int cores = std::max(2, static_cast<int>(std::thread::hardware_concurrency()));
  std::printf("| figure | per second | µs each |\n| --- | ---: | ---: |\n");
  MeasureTokens(cores);
  MeasureQuotas(cores);
}
