// verbatimd: flags, wiring, shutdown.

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/flags/usage_config.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "log/note.h"
#include "match/claim_index.h"
#include "match/matcher.h"
#include "registry/registry.h"
#include "rpc/health.h"
#include "rpc/server.h"
#include "store/log_key.h"
#include "store/store.h"
#include "verbatimd/log_line.h"

using verbatim::registry::Limits;

ABSL_FLAG(std::vector<std::string>, listen, {"127.0.0.1:7461"},
          "Addresses to serve on, divided by commas: HOST:PORT, of which port 0 takes any free port, see "
          "--port_file; or unix:PATH, a socket for callers on this machine, who save time by it. Its owner "
          "alone may connect, unless the umask says otherwise.");
ABSL_FLAG(
    std::string, tls_cert, "",
    "File with the certificate, in PEM, with which every HOST:PORT is served by TLS, and those that lead "
    "to an authority behind it. Empty for plaintext. unix:PATH has no TLS.");
ABSL_FLAG(std::string, tls_key, "", "File with the key of --tls_cert, in PEM, not encrypted.");
ABSL_FLAG(std::string, tls_client_ca, "",
          "File with certificates of authorities, in PEM. Callers must show a certificate of theirs, and the "
          "log says by its name who wrote: its first subject alternative name, or its common name if it has "
          "none. Empty to let in everybody, as nobody.");
ABSL_FLAG(std::vector<std::string>, writers, {},
          "Callers that may record, correct and retract, by the names that the log has for them, divided by "
          "commas, which none must have; others may only read. Empty for all. It takes --tls_client_ca, and "
          "does not hold at unix:PATH.");
ABSL_FLAG(
    std::vector<std::string>, erasers, {},
    "Callers that may erase documents, and need not be among the --writers. Empty for all that may write.");
ABSL_FLAG(absl::Duration, tls_reload_interval, absl::Minutes(1),
          "How often the three files above are looked at; what has changed holds for new connections.");
ABSL_FLAG(std::string, port_file, "",
          "File to write the port to, as a decimal number, once calls are served: that of the first "
          "HOST:PORT.");
ABSL_FLAG(std::string, store, "sqlite:verbatim.db",
          "Where to keep everything: sqlite:PATH. The file is created if need be.");
ABSL_FLAG(
    std::string, log_key, "",
    "File with the Ed25519 private key, PKCS #8 in PEM, that signs the log's checkpoints. Empty for PATH.key "
    "beside the database, which is made on first start. The verifier key is kept in PATH.vkey either way.");
ABSL_FLAG(std::string, log_origin, "",
          "Name of the log in its checkpoints, best a URL without a scheme, as example.com/claims. Empty for "
          "one made "
          "of the key.");
ABSL_FLAG(std::vector<std::string>, witnesses, {},
          "Verifier keys of the witnesses whose cosignatures are kept, divided by commas.");
ABSL_FLAG(bool, fsck, false,
          "Check the database instead of serving it: every digest, hash, quote and row is computed anew from "
          "the log. "
          "The first difference is named. It is not changed, and must not be in use; what is computed takes "
          "room in TMPDIR.");
ABSL_FLAG(
    std::string, index, "",
    "Folder of the index by which claims are matched. Empty for PATH.index beside the database. It follows "
    "the log, and is made anew if it is missing or damaged.");
ABSL_FLAG(bool, reindex, false,
          "Make the index of claims anew instead of serving, and end. The database must not be in use.");
ABSL_FLAG(
    bool, compact, false,
    "Write the database anew instead of serving, without what lies in its unused space, and end: copies "
    "of what was erased, say. It must not be in use, and takes as much room again meanwhile.");
ABSL_FLAG(int, max_watchers, 4096, "Streams that may follow the log at a time.");
ABSL_FLAG(absl::Duration, watch_bookmark_interval, absl::Seconds(10),
          "After how long with nothing to send a watcher gets a bookmark.");
ABSL_FLAG(
    absl::Duration, watch_send_timeout, absl::Seconds(30),
    "How long a watcher may leave a message untaken before it is sent away; after as long again its call is "
    "cancelled if it has not taken that either.");
ABSL_FLAG(int, threads, 0, "Threads that work on calls; 0 for four a processor, at least 8.");
ABSL_FLAG(int, queued_calls, 4096, "Calls that may wait for a thread; more are answered RESOURCE_EXHAUSTED.");
ABSL_FLAG(int, queued_writes, static_cast<int>(Limits().queued_writes),
          "Writes that may wait to be stored; more are answered RESOURCE_EXHAUSTED.");
ABSL_FLAG(int, max_document_bytes, static_cast<int>(Limits().document_bytes),
          "Size limit of a document's text, bytes.");
ABSL_FLAG(int, max_quote_bytes, static_cast<int>(Limits().quote_bytes), "Size limit of a quote, bytes.");
ABSL_FLAG(int, max_claim_bytes, static_cast<int>(Limits().claim_bytes),
          "Size limit of a claim as it is sent, bytes.");
ABSL_FLAG(int, max_batch_claims, Limits().batch_claims, "Claims in one batch, at most.");
ABSL_FLAG(int, max_page_rows, Limits().page_rows, "Rows on one page of a list, at most.");
ABSL_FLAG(int, max_trace_nodes, static_cast<int>(Limits().trace_nodes),
          "Nodes of one trace, and of all traces together that are kept for their next pages, at most.");
ABSL_FLAG(int, text_cache_mib, static_cast<int>(Limits().text_cache_bytes >> 20),
          "Memory for texts of documents, MiB.");
ABSL_FLAG(int, record_cache_mib, static_cast<int>(verbatim::store::kRecordCacheBytes >> 20),
          "Memory for claims and documents that are read often, and for where others are, MiB; 0 for none.");
ABSL_FLAG(absl::Duration, drain_timeout, absl::Seconds(30),
          "How long calls under way may take after SIGTERM or SIGINT before they are cancelled. A second "
          "signal ends at once.");

namespace {

using verbatim::verbatimd::LogLine;
using verbatim::verbatimd::Severity;

// Exit codes: those that ABSL_FLAG's parser does not use.
constexpr int kBadFlag = 2;
constexpr int kCannotStart = 3;
constexpr int kDamaged = 4;

// Connections for small reads on gRPC's own threads, beside one for each thread that works on calls.
constexpr int kReadersOfGrpc = 4;

// Entries after which --fsck says how far it is.
constexpr int64_t kFsckProgress = 100'000;

int Fail(int code, std::string_view message) {
  LogLine(Severity::kError, message);
  return code;
}

// Every number above must be positive; --threads and --record_cache_mib may be 0.
bool LimitsFromFlags(Limits& limits) {
  const int values[] = {absl::GetFlag(FLAGS_queued_calls),       absl::GetFlag(FLAGS_queued_writes),
                        absl::GetFlag(FLAGS_max_document_bytes), absl::GetFlag(FLAGS_max_quote_bytes),
                        absl::GetFlag(FLAGS_max_claim_bytes),    absl::GetFlag(FLAGS_max_batch_claims),
                        absl::GetFlag(FLAGS_max_page_rows),      absl::GetFlag(FLAGS_text_cache_mib),
                        absl::GetFlag(FLAGS_max_watchers),       absl::GetFlag(FLAGS_max_trace_nodes)};
  for (int value : values) {
    if (value < 1) return false;
  }
  limits.queued_writes = static_cast<size_t>(absl::GetFlag(FLAGS_queued_writes));
  limits.document_bytes = static_cast<size_t>(absl::GetFlag(FLAGS_max_document_bytes));
  limits.quote_bytes = static_cast<size_t>(absl::GetFlag(FLAGS_max_quote_bytes));
  limits.claim_bytes = static_cast<size_t>(absl::GetFlag(FLAGS_max_claim_bytes));
  limits.batch_claims = absl::GetFlag(FLAGS_max_batch_claims);
  limits.page_rows = absl::GetFlag(FLAGS_max_page_rows);
  limits.trace_nodes = absl::GetFlag(FLAGS_max_trace_nodes);
  limits.text_cache_bytes = static_cast<size_t>(absl::GetFlag(FLAGS_text_cache_mib)) << 20;
  // gRPC counts a message's bytes in an int; half of that leaves room for what is not text.
  constexpr size_t kMostDocumentBytes = 1 << 30;
  return limits.document_bytes <= kMostDocumentBytes && absl::GetFlag(FLAGS_threads) >= 0 &&
         absl::GetFlag(FLAGS_record_cache_mib) >= 0;
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

// The files of the log's key, which are beside the database unless flags say otherwise.
verbatim::store::LogKeyFiles KeyFiles() {
  std::string path = verbatim::store::FilesBeside(absl::GetFlag(FLAGS_store));
  std::string key = absl::GetFlag(FLAGS_log_key);
  return {key.empty() ? path + ".key" : key, path + ".vkey"};
}

absl::StatusOr<verbatim::registry::LogIdentity> OpenIdentity(verbatim::store::Store& store) {
  std::vector<verbatim::log::VerifierKey> witnesses;
  for (const std::string& text : absl::GetFlag(FLAGS_witnesses)) {
    auto witness = verbatim::log::VerifierKey::FromText(text);
    if (!witness.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("--witnesses: \"", text, "\": ", witness.status().message()));
    }
    witnesses.push_back(*std::move(witness));
  }
  auto size = store.Size();
  if (!size.ok()) return size.status();
  verbatim::store::LogKeyFiles files = KeyFiles();
  files.create = absl::GetFlag(FLAGS_log_key).empty() && *size == 0;
  auto key = verbatim::store::OpenLogKey(files, absl::GetFlag(FLAGS_log_origin));
  if (!key.ok()) return key.status();
  if (key->created) {
    LogLine(Severity::kInfo, "a key was made for the log",
            {{"private_key", files.private_key}, {"verifier_key", key->verifier.ToText()}});
  }
  return verbatim::registry::LogIdentity{std::move(key->key), key->verifier.name, std::move(witnesses)};
}

// The verifier key that is kept beside the database, if there is one.
absl::StatusOr<std::optional<verbatim::log::VerifierKey>> ReadVerifierKey() {
  std::ifstream file(KeyFiles().verifier_key);
  std::string line;
  if (!std::getline(file, line)) return std::nullopt;
  auto key = verbatim::log::VerifierKey::FromText(line);
  if (!key.ok()) {
    return absl::DataLossError(absl::StrCat(KeyFiles().verifier_key, ": ", key.status().message()));
  }
  return *key;
}

int Fsck() {
  const std::string uri = absl::GetFlag(FLAGS_store);
  auto key = ReadVerifierKey();
  if (!key.ok()) return Fail(kDamaged, std::string(key.status().message()));
  auto store = verbatim::store::OpenStore(uri, 1, verbatim::store::Access::kReadOnly);
  if (!store.ok()) {
    return Fail(absl::IsDataLoss(store.status()) ? kDamaged : kCannotStart,
                std::string(store.status().message()));
  }
  std::error_code error;
  const std::filesystem::path parent = std::filesystem::temp_directory_path(error);
  if (error) {
    return Fail(kCannotStart, "there is no folder for temporary files (TMPDIR): " + error.message());
  }
  std::string folder = (parent / "verbatim-fsck-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr)
    return Fail(kCannotStart, "cannot make a temporary folder " + folder);
  auto report = [&]() -> absl::StatusOr<verbatim::registry::FsckReport> {
    auto scratch = verbatim::store::OpenStore("sqlite:" + folder + "/scratch.db", 1);
    if (!scratch.ok()) return scratch.status();
    int64_t told = 0;
    return verbatim::registry::Fsck(**store, **scratch, *key, [&](int64_t entries) {
      if (entries - told < kFsckProgress) return;
      told = entries;
      LogLine(Severity::kInfo, "checking", {{"entries", absl::StrCat(entries)}});
    });
  }();
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  if (!report.ok()) {
    bool damaged = absl::IsDataLoss(report.status());
    return Fail(damaged ? kDamaged : kCannotStart, std::string(report.status().message()));
  }
  LogLine(Severity::kInfo, "nothing is wrong",
          {{"entries", absl::StrCat(report->entries)},
           {"erased", absl::StrCat(report->erased)},
           {"claim_entries", absl::StrCat(report->claims)},
           {"checkpoints", absl::StrCat(report->checkpoints)},
           {"root_hash", verbatim::log::ToHex(report->root)}});
  return EXIT_SUCCESS;
}

std::string IndexFolder() {
  const std::string chosen = absl::GetFlag(FLAGS_index);
  return chosen.empty() ? verbatim::store::FilesBeside(absl::GetFlag(FLAGS_store)) + ".index" : chosen;
}

void LogIndexEvent(const verbatim::match::ClaimIndex::Event& event) {
  using Kind = verbatim::match::ClaimIndex::Event::Kind;
  const std::string size = absl::StrCat(event.index_size);
  const std::string log_size = absl::StrCat(event.log_size);
  switch (event.kind) {
    case Kind::kRebuilding:
      return LogLine(Severity::kWarning, "the index of claims is made anew", {{"why", event.detail}});
    case Kind::kProgress:
      return LogLine(Severity::kInfo, "the index of claims is being built",
                     {{"entries", size}, {"of", log_size}});
    case Kind::kReady:
      return LogLine(Severity::kInfo, "the index of claims is built", {{"entries", size}});
    case Kind::kUnavailable:
      return LogLine(Severity::kError, "the index of claims is not available", {{"why", event.detail}});
    case Kind::kAvailable:
      return LogLine(Severity::kInfo, "the index of claims is available again", {{"entries", size}});
  }
}

// The store, if there is one already: a mistyped name must not make a new one.
absl::StatusOr<std::unique_ptr<verbatim::store::Store>> OpenThatExists() {
  const std::string uri = absl::GetFlag(FLAGS_store);
  const std::string path = verbatim::store::FilesBeside(uri);
  std::error_code ignored;
  if (!path.empty() && !std::filesystem::exists(path, ignored))
    return absl::NotFoundError(absl::StrCat("there is no database ", path));
  return verbatim::store::OpenStore(uri, 1);
}

int Reindex() {
  auto store = OpenThatExists();
  if (!store.ok()) return Fail(kCannotStart, std::string(store.status().message()));
  auto identity = OpenIdentity(**store);
  if (!identity.ok()) return Fail(kCannotStart, std::string(identity.status().message()));
  if (absl::Status deleted = verbatim::match::DeleteIndex(IndexFolder()); !deleted.ok()) {
    return Fail(kCannotStart, std::string(deleted.message()));
  }
  verbatim::registry::Registry registry(**store, Limits(), verbatim::registry::Environment::System(),
                                        *std::move(identity), [](bool) {});
  verbatim::match::ClaimIndex index(registry, {.folder = IndexFolder(), .on_event = LogIndexEvent});
  absl::StatusOr<int64_t> size = index.AwaitBuilt();
  if (!size.ok()) return Fail(kCannotStart, std::string(size.status().message()));
  LogLine(Severity::kInfo, "the index of claims was made anew",
          {{"index", IndexFolder()}, {"entries", absl::StrCat(*size)}});
  return EXIT_SUCCESS;
}

int Compact() {
  auto store = OpenThatExists();
  if (!store.ok()) return Fail(kCannotStart, std::string(store.status().message()));
  LogLine(Severity::kInfo, "compacting the store", {{"store", absl::GetFlag(FLAGS_store)}});
  if (absl::Status status = (*store)->Compact(); !status.ok())
    return Fail(kCannotStart, std::string(status.message()));
  LogLine(Severity::kInfo, "the store was compacted", {});
  return EXIT_SUCCESS;
}

// A connection takes a descriptor, and gRPC stops listening for good when there is none left: as many as the
// system allows, then, and not as few as shells and service managers give.
void RaiseFileLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
    LogLine(Severity::kWarning, "the limit of open files could not be raised",
            {{"why", std::generic_category().message(errno)}});
}

// The names of a flag, without white space around them. INVALID_ARGUMENT if one is empty.
absl::StatusOr<std::vector<std::string>> NamesFrom(const std::vector<std::string>& given,
                                                   std::string_view flag) {
  std::vector<std::string> names;
  for (const std::string& name : given) {
    names.emplace_back(absl::StripAsciiWhitespace(name));
    if (names.back().empty())
      return absl::InvalidArgumentError(absl::StrCat(std::string(flag), ": there is an empty name"));
  }
  return names;
}

// INVALID_ARGUMENT if they do not go with the flags of TLS.
absl::StatusOr<verbatim::rpc::Rights> RightsFromFlags() {
  auto writers = NamesFrom(absl::GetFlag(FLAGS_writers), "--writers");
  if (!writers.ok()) return writers.status();
  auto erasers = NamesFrom(absl::GetFlag(FLAGS_erasers), "--erasers");
  if (!erasers.ok()) return erasers.status();
  verbatim::rpc::Rights rights{.writers = *std::move(writers), .erasers = *std::move(erasers)};
  if (!rights.empty() && absl::GetFlag(FLAGS_tls_client_ca).empty())
    return absl::InvalidArgumentError(
        "--writers and --erasers are of callers that --tls_client_ca makes known");
  return rights;
}

// What the flags of TLS say; nothing for plaintext. INVALID_ARGUMENT if they do not go together.
absl::StatusOr<std::optional<verbatim::rpc::TlsFiles>> TlsFromFlags() {
  verbatim::rpc::TlsFiles files{
      .certificate = absl::GetFlag(FLAGS_tls_cert),
      .key = absl::GetFlag(FLAGS_tls_key),
      .client_authorities = absl::GetFlag(FLAGS_tls_client_ca),
      .reload = std::chrono::seconds(absl::ToInt64Seconds(absl::GetFlag(FLAGS_tls_reload_interval)))};
  if (files.certificate.empty() != files.key.empty())
    return absl::InvalidArgumentError("--tls_cert and --tls_key go together");
  if (files.certificate.empty() && !files.client_authorities.empty())
    return absl::InvalidArgumentError("--tls_client_ca is for TLS, which needs --tls_cert");
  if (files.reload < std::chrono::seconds(1) || files.reload > std::chrono::hours(24))
    return absl::InvalidArgumentError("--tls_reload_interval must be from 1s to 24h");
  if (files.certificate.empty()) return std::nullopt;
  const std::vector<std::string> listen = absl::GetFlag(FLAGS_listen);
  if (std::ranges::all_of(listen,
                          [](const std::string& address) { return absl::StartsWith(address, "unix:"); }))
    return absl::InvalidArgumentError(
        "--tls_cert: there is no HOST:PORT in --listen, and unix:PATH has no TLS");
  return files;
}

// Whether callers on other machines can reach an address, as far as its text says.
bool IsOpenToOthers(std::string_view address) {
  for (std::string_view local : {"unix:", "127.", "localhost:", "[::1]:"}) {
    if (address.starts_with(local)) return false;
  }
  return true;
}

int Serve() {
  Limits limits;
  if (!LimitsFromFlags(limits)) return Fail(kBadFlag, "a limit given as a flag is out of range");
  if (absl::GetFlag(FLAGS_listen).empty()) return Fail(kBadFlag, "--listen: there is no address");
  for (const std::string& address : absl::GetFlag(FLAGS_listen)) {
    if (address == "unix:") return Fail(kBadFlag, "--listen: there is no path after unix:");
  }
  auto tls = TlsFromFlags();
  if (!tls.ok()) return Fail(kBadFlag, std::string(tls.status().message()));
  auto rights = RightsFromFlags();
  if (!rights.ok()) return Fail(kBadFlag, std::string(rights.status().message()));
  int threads = absl::GetFlag(FLAGS_threads);
  if (threads == 0) threads = std::max(8, 4 * static_cast<int>(std::thread::hardware_concurrency()));
  // The others are left to calls on other documents.
  limits.calls_at_documents = std::max(1, threads / 4);
  sigset_t signals = BlockEndSignals();
  verbatim::verbatimd::LogWhatGrpcLogs();
  RaiseFileLimit();

  // It may take a while: one of an earlier schema is migrated first.
  LogLine(Severity::kInfo, "opening the store", {{"store", absl::GetFlag(FLAGS_store)}});
  auto store = verbatim::store::OpenStore(absl::GetFlag(FLAGS_store), threads + kReadersOfGrpc,
                                          verbatim::store::Access::kReadWrite,
                                          static_cast<size_t>(absl::GetFlag(FLAGS_record_cache_mib)) << 20);
  if (!store.ok()) return Fail(kCannotStart, std::string(store.status().message()));
  auto identity = OpenIdentity(**store);
  if (!identity.ok()) {
    return Fail(absl::IsInvalidArgument(identity.status()) ? kBadFlag : kCannotStart,
                std::string(identity.status().message()));
  }
  const std::string verifier_key = identity->verifier().ToText();
  verbatim::rpc::Health health;
  verbatim::registry::Registry registry(
      **store, limits, verbatim::registry::Environment::System(), *std::move(identity), [&](bool available) {
        LogLine(available ? Severity::kInfo : Severity::kError,
                available ? "the storage is available again" : "the storage is not available");
        health.SetStoreAvailable(available);
      });
  verbatim::rpc::ServerOptions options{
      .listen = absl::GetFlag(FLAGS_listen),
      .tls = *std::move(tls),
      .on_rejected_certificate =
          [](const std::string& why, const std::string& subject) {
            LogLine(Severity::kWarning, "a caller was not let in for its certificate",
                    {{"why", why}, {"subject", subject}});
          },
      .rights = *std::move(rights),
      .threads = threads,
      .queued_calls = static_cast<size_t>(absl::GetFlag(FLAGS_queued_calls)),
      .watch = {.max_watchers = static_cast<size_t>(absl::GetFlag(FLAGS_max_watchers)),
                .bookmark_interval = absl::ToChronoMilliseconds(absl::GetFlag(FLAGS_watch_bookmark_interval)),
                .send_timeout = absl::ToChronoMilliseconds(absl::GetFlag(FLAGS_watch_send_timeout))}};
  verbatim::match::ClaimIndex index(registry, {.folder = IndexFolder(), .on_event = LogIndexEvent});
  verbatim::match::Matcher matcher(registry, index);
  auto server = verbatim::rpc::Server::Start(options, registry, matcher, health);
  if (!server.ok()) {
    return Fail(absl::IsInvalidArgument(server.status()) ? kBadFlag : kCannotStart,
                std::string(server.status().message()));
  }
  for (const std::string& address : options.listen) {
    if (!options.tls && IsOpenToOthers(address))
      LogLine(Severity::kWarning, "plaintext, and no caller is known, on an address that others may reach",
              {{"listen", address}});
  }
  const std::string port_file = absl::GetFlag(FLAGS_port_file);
  if (!port_file.empty() && (*server)->port() == 0)
    return Fail(kBadFlag, "--port_file: there is no HOST:PORT in --listen");
  if (!port_file.empty() && !WritePortFile(port_file, (*server)->port())) {
    return Fail(kCannotStart,
                absl::StrCat("cannot write ", port_file, ": ", std::generic_category().message(errno)));
  }
  LogLine(Severity::kInfo, "serving",
          {{"listen", absl::StrJoin(options.listen, ",")},
           {"port", absl::StrCat((*server)->port())},
           {"tls", !options.tls                              ? "none"
                   : options.tls->client_authorities.empty() ? "server"
                                                             : "mutual"},
           {"writers", absl::StrJoin(options.rights.writers, ",")},
           {"erasers", absl::StrJoin(options.rights.erasers, ",")},
           {"store", absl::GetFlag(FLAGS_store)},
           {"verifier_key", verifier_key}});

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
  // Distributions build Abseil so that each lock of gRPC's looks for a cycle: a tenth of what a read costs.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  absl::SetProgramUsageMessage(
      "serves claims, each held to the exact words of its source, over gRPC.\n\n"
      "  verbatimd --store=sqlite:claims.db --listen=127.0.0.1:7461\n\n"
      "Logs JSON lines to standard error. SIGTERM and SIGINT drain: calls under way finish. Exit codes: 0 "
      "after a drain, "
      "1 or 2 for a bad flag, 3 if it cannot start, 4 if --fsck finds that something is wrong.");
  absl::FlagsUsageConfig config;
  config.version_string = [] { return std::string("verbatimd " VERBATIM_VERSION "\n"); };
  // --help shows the flags of this file, not those of libraries.
  config.contains_help_flags = [](absl::string_view file) { return absl::EndsWith(file, "main.cc"); };
  config.contains_helpshort_flags = config.contains_help_flags;
  absl::SetFlagsUsageConfig(config);
  std::vector<char*> rest = absl::ParseCommandLine(argc, argv);
  if (rest.size() > 1)
    return Fail(kBadFlag, absl::StrCat("what is \"", rest[1], "\"? All is said by flags; see --help"));
  if (absl::GetFlag(FLAGS_fsck)) return Fsck();
  if (absl::GetFlag(FLAGS_reindex)) return Reindex();
  if (absl::GetFlag(FLAGS_compact)) return Compact();
  int code = Serve();
  if (code == EXIT_SUCCESS) LogLine(Severity::kInfo, "ended");
  return code;
}
