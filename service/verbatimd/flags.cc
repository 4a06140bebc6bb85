#include "verbatimd/flags.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/flags/usage_config.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "rpc/rights.h"
#include "rpc/tls.h"
#include "store/store.h"

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

namespace verbatim::verbatimd {
namespace {

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

// INVALID_ARGUMENT if there is no address, or one without a path.
absl::Status CheckListen() {
  const std::vector<std::string> listen = absl::GetFlag(FLAGS_listen);
  if (listen.empty()) return absl::InvalidArgumentError("--listen: there is no address");
  for (const std::string& address : listen) {
    if (address == "unix:") return absl::InvalidArgumentError("--listen: there is no path after unix:");
  }
  return absl::OkStatus();
}

bool ListensOnAPort() {
  const std::vector<std::string> listen = absl::GetFlag(FLAGS_listen);
  return !std::ranges::all_of(listen,
                              [](const std::string& address) { return absl::StartsWith(address, "unix:"); });
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
absl::StatusOr<rpc::Rights> RightsFromFlags() {
  auto writers = NamesFrom(absl::GetFlag(FLAGS_writers), "--writers");
  if (!writers.ok()) return writers.status();
  auto erasers = NamesFrom(absl::GetFlag(FLAGS_erasers), "--erasers");
  if (!erasers.ok()) return erasers.status();
  rpc::Rights rights{.writers = *std::move(writers), .erasers = *std::move(erasers)};
  if (!rights.empty() && absl::GetFlag(FLAGS_tls_client_ca).empty())
    return absl::InvalidArgumentError(
        "--writers and --erasers are of callers that --tls_client_ca makes known");
  return rights;
}

// What the flags of TLS say; nothing for plaintext. INVALID_ARGUMENT if they do not go together.
absl::StatusOr<std::optional<rpc::TlsFiles>> TlsFromFlags() {
  rpc::TlsFiles files{
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
  if (!ListensOnAPort())
    return absl::InvalidArgumentError(
        "--tls_cert: there is no HOST:PORT in --listen, and unix:PATH has no TLS");
  return files;
}

int ThreadsFromFlags() {
  const int threads = absl::GetFlag(FLAGS_threads);
  return threads > 0 ? threads : std::max(8, 4 * static_cast<int>(std::thread::hardware_concurrency()));
}

absl::StatusOr<std::vector<log::VerifierKey>> WitnessesFromFlags() {
  std::vector<log::VerifierKey> witnesses;
  for (const std::string& text : absl::GetFlag(FLAGS_witnesses)) {
    auto witness = log::VerifierKey::FromText(text);
    if (!witness.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("--witnesses: \"", text, "\": ", witness.status().message()));
    }
    witnesses.push_back(*std::move(witness));
  }
  return witnesses;
}

}  // namespace

absl::Status ParseFlags(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "serves claims, each held to the exact words of its source, over gRPC.\n\n"
      "  verbatimd --store=sqlite:claims.db --listen=127.0.0.1:7461\n\n"
      "Logs JSON lines to standard error. SIGTERM and SIGINT drain: calls under way finish. Exit codes: 0 "
      "after a drain, "
      "1 or 2 for a bad flag, 3 if it cannot start, 4 if --fsck finds that something is wrong.");
  absl::FlagsUsageConfig config;
  config.version_string = [] { return std::string("verbatimd " VERBATIM_VERSION "\n"); };
  // --help shows the flags of this file, not those of libraries.
  config.contains_help_flags = [](absl::string_view file) {
    return absl::EndsWith(file, "verbatimd/flags.cc");
  };
  config.contains_helpshort_flags = config.contains_help_flags;
  absl::SetFlagsUsageConfig(config);
  const std::vector<char*> rest = absl::ParseCommandLine(argc, argv);
  if (rest.size() > 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("what is \"", rest[1], "\"? All is said by flags; see --help"));
  }
  return absl::OkStatus();
}

Command CommandFromFlags() {
  if (absl::GetFlag(FLAGS_fsck)) return Command::kFsck;
  if (absl::GetFlag(FLAGS_reindex)) return Command::kReindex;
  if (absl::GetFlag(FLAGS_compact)) return Command::kCompact;
  return Command::kServe;
}

absl::StatusOr<StoreOptions> StoreOptionsFromFlags() {
  const std::string uri = absl::GetFlag(FLAGS_store);
  const std::string path = store::FilesBeside(uri);
  const std::string key = absl::GetFlag(FLAGS_log_key);
  const std::string index = absl::GetFlag(FLAGS_index);
  auto witnesses = WitnessesFromFlags();
  if (!witnesses.ok()) return witnesses.status();
  return StoreOptions{.uri = uri,
                      .log_key = {.private_key = key.empty() ? path + ".key" : key,
                                  .verifier_key = path + ".vkey",
                                  .create = key.empty()},
                      .log_origin = absl::GetFlag(FLAGS_log_origin),
                      .witnesses = *std::move(witnesses),
                      .index_folder = index.empty() ? path + ".index" : index};
}

absl::StatusOr<ServeOptions> ServeOptionsFromFlags() {
  ServeOptions options;
  if (!LimitsFromFlags(options.limits))
    return absl::InvalidArgumentError("a limit given as a flag is out of range");
  if (absl::Status status = CheckListen(); !status.ok()) return status;
  auto tls = TlsFromFlags();
  if (!tls.ok()) return tls.status();
  auto rights = RightsFromFlags();
  if (!rights.ok()) return rights.status();
  auto store = StoreOptionsFromFlags();
  if (!store.ok()) return store.status();
  options.store = *std::move(store);
  options.record_cache_bytes = static_cast<size_t>(absl::GetFlag(FLAGS_record_cache_mib)) << 20;
  options.server = {
      .listen = absl::GetFlag(FLAGS_listen),
      .tls = *std::move(tls),
      .rights = *std::move(rights),
      .threads = ThreadsFromFlags(),
      .queued_calls = static_cast<size_t>(absl::GetFlag(FLAGS_queued_calls)),
      .watch = {.max_watchers = static_cast<size_t>(absl::GetFlag(FLAGS_max_watchers)),
                .bookmark_interval = absl::ToChronoMilliseconds(absl::GetFlag(FLAGS_watch_bookmark_interval)),
                .send_timeout = absl::ToChronoMilliseconds(absl::GetFlag(FLAGS_watch_send_timeout))}};
  // The others are left to calls on other documents.
  options.limits.calls_at_documents = std::max(1, options.server.threads / 4);
  options.port_file = absl::GetFlag(FLAGS_port_file);
  if (!options.port_file.empty() && !ListensOnAPort())
    return absl::InvalidArgumentError("--port_file: there is no HOST:PORT in --listen");
  options.drain_timeout = absl::GetFlag(FLAGS_drain_timeout);
  return options;
}

}  // namespace verbatim::verbatimd
