// verbatimd: flags, wiring, shutdown.

#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <system_error>
#include <thread>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/flags/usage_config.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "registry/limits.h"
#include "registry/registry.h"
#include "rpc/health.h"
#include "rpc/log_line.h"
#include "rpc/server.h"
#include "store/store.h"

using verbatim::registry::Limits;

ABSL_FLAG(std::string, listen, "127.0.0.1:7461",
          "Address to serve on, HOST:PORT. Port 0 takes any free port; see --port_file.");
ABSL_FLAG(std::string, port_file, "",
          "File to write the port to, as a decimal number, once calls are served.");
ABSL_FLAG(std::string, store, "sqlite:verbatim.db",
          "Where to keep everything: sqlite:PATH. The file is created if need be.");
ABSL_FLAG(int, threads, 0, "Threads that work on calls; 0 for four a processor, at least 8.");
ABSL_FLAG(int, queued_calls, 4096, "Calls that may wait for a thread; more are answered RESOURCE_EXHAUSTED.");
ABSL_FLAG(int, queued_writes, static_cast<int>(Limits().queued_writes),
          "Writes that may wait to be stored; more are answered RESOURCE_EXHAUSTED.");
ABSL_FLAG(int, max_document_bytes, static_cast<int>(Limits().document_bytes),
          "Size limit of a document's text, bytes.");
ABSL_FLAG(int, max_quote_bytes, static_cast<int>(Limits().quote_bytes), "Size limit of a quote, bytes.");
ABSL_FLAG(int, max_claim_bytes, static_cast<int>(Limits().claim_bytes), "Size limit of a claim, bytes.");
ABSL_FLAG(int, max_batch_claims, Limits().batch_claims, "Claims in one batch, at most.");
ABSL_FLAG(int, max_page_rows, Limits().page_rows, "Rows on one page of a list, at most.");
ABSL_FLAG(int, text_cache_mib, static_cast<int>(Limits().text_cache_bytes >> 20),
          "Memory for texts of documents, MiB.");
ABSL_FLAG(absl::Duration, drain_timeout, absl::Seconds(30),
          "How long calls under way may take after SIGTERM or SIGINT before they are cancelled. A second "
          "signal ends at once.");

namespace {

using verbatim::rpc::LogLine;
using verbatim::rpc::Severity;

// Exit codes: those that ABSL_FLAG's parser does not use.
constexpr int kBadFlag = 2;
constexpr int kCannotStart = 3;

int Fail(int code, std::string_view message) {
  LogLine(Severity::kError, message);
  return code;
}

// Every number above must be positive; --threads may be 0.
bool LimitsFromFlags(Limits& limits) {
  const int values[] = {absl::GetFlag(FLAGS_queued_calls),       absl::GetFlag(FLAGS_queued_writes),
                        absl::GetFlag(FLAGS_max_document_bytes), absl::GetFlag(FLAGS_max_quote_bytes),
                        absl::GetFlag(FLAGS_max_claim_bytes),    absl::GetFlag(FLAGS_max_batch_claims),
                        absl::GetFlag(FLAGS_max_page_rows),      absl::GetFlag(FLAGS_text_cache_mib)};
  for (int value : values) {
    if (value < 1) return false;
  }
  limits.queued_writes = static_cast<size_t>(absl::GetFlag(FLAGS_queued_writes));
  limits.document_bytes = static_cast<size_t>(absl::GetFlag(FLAGS_max_document_bytes));
  limits.quote_bytes = static_cast<size_t>(absl::GetFlag(FLAGS_max_quote_bytes));
  limits.claim_bytes = static_cast<size_t>(absl::GetFlag(FLAGS_max_claim_bytes));
  limits.batch_claims = absl::GetFlag(FLAGS_max_batch_claims);
  limits.page_rows = absl::GetFlag(FLAGS_max_page_rows);
  limits.text_cache_bytes = static_cast<size_t>(absl::GetFlag(FLAGS_text_cache_mib)) << 20;
  // gRPC counts a message's bytes in an int; half of that leaves room for what is not text.
  constexpr size_t kMostDocumentBytes = 1 << 30;
  return limits.document_bytes <= kMostDocumentBytes && absl::GetFlag(FLAGS_threads) >= 0;
}

// Writes beside the file and renames, so that whoever waits for it never reads half a number.
bool WritePortFile(const std::string& path, int port) {
  std::string fresh = absl::StrCat(path, ".", getpid());
  {
    std::ofstream file(fresh);
    file << port << '\n';
    if (!file.flush()) return false;
  }
  return std::rename(fresh.c_str(), path.c_str()) == 0;
}

// Signals that end the server are taken by sigwait on the main thread; every thread inherits the mask.
sigset_t BlockEndSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  return signals;
}

int Serve() {
  Limits limits;
  if (!LimitsFromFlags(limits)) return Fail(kBadFlag, "a limit given as a flag is out of range");
  int threads = absl::GetFlag(FLAGS_threads);
  if (threads == 0) threads = std::max(8, 4 * static_cast<int>(std::thread::hardware_concurrency()));
  sigset_t signals = BlockEndSignals();

  auto store = verbatim::store::OpenStore(absl::GetFlag(FLAGS_store), threads);
  if (!store.ok()) return Fail(kCannotStart, std::string(store.status().message()));
  verbatim::rpc::Health health;
  verbatim::registry::Registry registry(
      **store, limits, verbatim::registry::Sources::System(), [&](bool available) {
        LogLine(available ? Severity::kInfo : Severity::kError,
                available ? "the storage is available again" : "the storage is not available");
        health.SetStoreAvailable(available);
      });
  verbatim::rpc::ServerOptions options{
      .listen = absl::GetFlag(FLAGS_listen),
      .threads = threads,
      .queued_calls = static_cast<size_t>(absl::GetFlag(FLAGS_queued_calls))};
  auto server = verbatim::rpc::Server::Start(options, registry, health);
  if (!server.ok()) return Fail(kCannotStart, std::string(server.status().message()));
  std::string port_file = absl::GetFlag(FLAGS_port_file);
  if (!port_file.empty() && !WritePortFile(port_file, (*server)->port())) {
    return Fail(kCannotStart,
                absl::StrCat("cannot write ", port_file, ": ", std::generic_category().message(errno)));
  }
  LogLine(Severity::kInfo, "serving",
          {{"listen", options.listen},
           {"port", absl::StrCat((*server)->port())},
           {"store", absl::GetFlag(FLAGS_store)}});

  int received = 0;
  sigwait(&signals, &received);
  LogLine(Severity::kInfo, "draining", {{"signal", received == SIGTERM ? "SIGTERM" : "SIGINT"}});
  std::thread([signals]() mutable {
    int again = 0;
    sigwait(&signals, &again);
    LogLine(Severity::kWarning, "ended at once, by a second signal");
    _exit(128 + again);
  }).detach();
  (*server)->Drain(absl::GetFlag(FLAGS_drain_timeout));
  return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "serves claims, each held to the exact words of its source, over gRPC.\n\n"
      "  verbatimd --store=sqlite:claims.db --listen=127.0.0.1:7461\n\n"
      "Logs JSON lines to standard error. SIGTERM and SIGINT drain: calls under way finish. Exit codes: 0 "
      "after a drain, "
      "1 or 2 for a bad flag, 3 if it cannot start.");
  absl::FlagsUsageConfig config;
  config.version_string = [] { return std::string("verbatimd " VERBATIM_VERSION "\n"); };
  // --help shows the flags of this file, not those of libraries.
  config.contains_help_flags = [](absl::string_view file) { return absl::EndsWith(file, "main.cc"); };
  config.contains_helpshort_flags = config.contains_help_flags;
  absl::SetFlagsUsageConfig(config);
  std::vector<char*> rest = absl::ParseCommandLine(argc, argv);
  if (rest.size() > 1)
    return Fail(kBadFlag, absl::StrCat("what is \"", rest[1], "\"? All is said by flags; see --help"));
  int code = Serve();
  if (code == EXIT_SUCCESS) LogLine(Severity::kInfo, "ended");
  return code;
}
