#include "verbatimd/flags.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage_config.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "methods/request_bounds.h"
#include "rpc/tls.h"
#include "status/status_macros.h"
#include "store/store.h"
#include "sync/memory_budget.h"
#include "verbatimd/access_flags.h"
#include "verbatimd/embedder_options.h"
#include "verbatimd/environment.h"
#include "verbatimd/exit_code.h"
#include "verbatimd/exposure.h"
#include "verbatimd/flag_values.h"
#include "verbatimd/http_flags.h"
#include "verbatimd/storage_flags.h"
#include "verbatimd/telemetry_flags.h"
#include "verbatimd/usage.h"

using verbatim::registry::Limits;

ABSL_FLAG(
    std::vector<std::string>, listen, {"127.0.0.1:7461"},
    "Comma-separated addresses to serve on: HOST:PORT, where port 0 picks a free port (see --port_file), "
    "or unix:PATH for a socket. Only the owner of the socket may connect, unless the umask allows others.");
ABSL_FLAG(
    std::string, port_file, "",
    "File to which the server writes the port of the first HOST:PORT, as a decimal number, once it accepts "
    "calls.");
ABSL_FLAG(std::string, tls_cert, "",
          "PEM file of the server's certificate, followed by its intermediate certificates. Every HOST:PORT "
          "then uses TLS, but unix:PATH never uses TLS. Empty for plaintext.");
ABSL_FLAG(std::string, tls_key, "", "PEM file of the unencrypted private key of --tls_cert.");
ABSL_FLAG(
    std::string, tls_client_ca, "",
    "PEM file of client CAs. Requires every client to present a certificate issued by one of these CAs, or "
    "with --policy, a client that presents a certificate. The "
    "first subject alternative name of the certificate becomes the principal that the log records. "
    "Without such a name, the common name becomes the principal. Empty for no client authentication.");
ABSL_FLAG(
    absl::Duration, tls_reload_interval, absl::Minutes(1),
    "How often to check the three TLS files for changes, 1s to 24h. New connections use the new files.");
ABSL_FLAG(
    std::string, store, "sqlite:verbatim.db",
    "Database: sqlite:PATH, or postgres://USER@HOST/DATABASE with the parameters that libpq takes. A file is "
    "created if it does not exist. Any number of servers may use one PostgreSQL database.");
ABSL_FLAG(
    std::string, store_read, "",
    "PostgreSQL standby of --store, postgres://USER@HOST/DATABASE. It answers reads with the metadata "
    "verbatim-min-log-size if it has so many entries. Otherwise, and while it is away, the primary answers. "
    "Empty for none.");
ABSL_FLAG(
    std::string, log_key, "",
    "PEM file (PKCS #8) of the Ed25519 private key that signs the log's checkpoints. Empty for the file "
    "PATH.key beside the database, which the server creates for a new log. The public verifier key is "
    "written to "
    "PATH.vkey. Required with PostgreSQL, the same for all servers of the log.");
ABSL_FLAG(
    std::string, digest_key, "",
    "File with the secret key, a line of 64 hexadecimal digits, under which the servers of a log make "
    "digests of requests and ids of imports. Empty for the file PATH.digestkey beside the database, which "
    "the "
    "server creates if it does not exist. Required with PostgreSQL, the same for all servers of the log.");
ABSL_FLAG(std::string, log_origin, "",
          "Name of the log in its checkpoints, preferably a URL without a scheme: example.com/claims. Empty "
          "for a name derived from the key.");
ABSL_FLAG(std::vector<std::string>, witnesses, {},
          "Comma-separated verifier keys of the witnesses whose cosignatures are stored.");
ABSL_FLAG(std::string, index, "",
          "Folder of the claim index, which only one server uses. Empty for PATH.index beside the database, "
          "or with "
          "PostgreSQL for verbatim.index in the working folder. The index is rebuilt from the log if it is "
          "missing or "
          "damaged.");
ABSL_FLAG(
    std::string, embedder_url, "",
    "Base URL of a service with POST /v1/embeddings, such as http://127.0.0.1:8080. The server sends it the "
    "texts of all claims and the texts to match, and also finds claims by meaning. Empty matches by words.");
ABSL_FLAG(std::string, embedder_model, "",
          "Name of the model for --embedder_url. Another name discards all vectors and requests new ones.");
ABSL_FLAG(
    std::string, embedder_key_file, "",
    "File with the bearer token for --embedder_url, one line, read for each request. Empty sends none.");
ABSL_FLAG(
    std::string, embedder_ca, "",
    "PEM file of the CAs that --embedder_url may have its certificate from. Empty for the system's CAs.");
ABSL_FLAG(absl::Duration, embedder_timeout, absl::Seconds(2),
          "Time that a search waits for the vector of its text, 10ms to 1m. Then it matches by words.");
ABSL_FLAG(int, embedder_memory_mib, 1024,
          "Memory for vectors in MiB. Claims beyond it are matched by words.");
ABSL_FLAG(
    bool, fsck, false,
    "Verify the database and exit. Recomputes every digest, hash, quote and row from the log and reports "
    "the first mismatch. Read-only; the database must not be in use. Uses TMPDIR for scratch space.");
ABSL_FLAG(bool, erasures, false,
          "With --fsck: instead of verifying the database, list the digests without a key that erasures left "
          "in the log. Earlier versions recorded such digests.");
ABSL_FLAG(
    bool, reindex, false,
    "Rebuild the claim index and exit. Also adds the keys by which documents with the same text are found "
    "to documents that earlier versions recorded. The database must not be in use.");
ABSL_FLAG(
    bool, compact, false,
    "Vacuum the database, so that its free pages contain no erased data, and exit. The database must not "
    "be in use. Needs as much free disk space as the database has.");
ABSL_FLAG(bool, check_config, false,
          "Check the flags and the files that they name, such as certificates and the policy, and exit: with "
          "0, or with 2 "
          "if something is wrong. Opens neither the database nor a port.");
ABSL_FLAG(
    bool, migrate, false,
    "Create or migrate the tables of the database and exit. Servers do so themselves when they start, unless "
    "their role in PostgreSQL may not.");
ABSL_FLAG(
    std::string, copy_from, "",
    "Copy the log in this database, with everything that is stored with it, into the empty database of "
    "--store, "
    "compare the copy with the original, and exit. No server may use either. Uses TMPDIR for scratch space.");
ABSL_FLAG(int, max_watchers, 4096,
          "Maximum number of concurrent watch streams. Further streams are refused with RESOURCE_EXHAUSTED.");
ABSL_FLAG(absl::Duration, watch_bookmark_interval, absl::Seconds(10),
          "Interval between bookmarks on an idle watch stream.");
ABSL_FLAG(absl::Duration, watch_send_timeout, absl::Seconds(30),
          "Time that a watcher may take to read a message before the stream ends with WATCH_TOO_SLOW. If the "
          "watcher does not read this error either, the call is cancelled after twice this time.");
ABSL_FLAG(
    int, memory_limit, 0,
    "Memory in MiB that calls may hold: requests, and answers that clients have not taken. Further calls are "
    "refused with RESOURCE_EXHAUSTED. Caches have limits of their own. 0 means a quarter of the machine's "
    "memory, or of the control group's if that is less.");
ABSL_FLAG(
    absl::Duration, message_timeout, absl::Minutes(2),
    "Time that a gRPC client may take to send a message of a request, and to take a message of an answer, 1s "
    "to 24h. Then its call is cancelled.");
ABSL_FLAG(
    absl::Duration, max_connection_age, absl::ZeroDuration(),
    "Maximum age of a gRPC connection, 1s to 24h. An older connection is closed, and its calls get an hour "
    "to end. Clients then connect again, for example to another server behind a load balancer. 0 means no "
    "maximum. A maximum makes each call cost some 5% more.");
ABSL_FLAG(int, threads, 0, "Number of worker threads for calls. 0 means four per processor, and at least 8.");
ABSL_FLAG(int, queued_calls, 4096,
          "Maximum number of calls that wait for a worker thread. Further calls are refused with "
          "RESOURCE_EXHAUSTED.");
ABSL_FLAG(
    int, queued_writes, static_cast<int>(Limits().queued_writes),
    "Maximum number of writes that wait for a commit. Further writes are refused with RESOURCE_EXHAUSTED.");
ABSL_FLAG(int, max_document_bytes, static_cast<int>(Limits().document_bytes),
          "Maximum size of a document's content in bytes, at most 1 GiB.");
ABSL_FLAG(int, max_quote_bytes, static_cast<int>(Limits().quote_bytes), "Maximum size of a quote in bytes.");
ABSL_FLAG(int, max_claim_bytes, static_cast<int>(Limits().claim_bytes),
          "Maximum size of a claim or review as sent, in bytes.");
ABSL_FLAG(int, max_batch_claims, Limits().batch_claims, "Maximum number of claims in a batch.");
ABSL_FLAG(int, max_page_rows, Limits().page_rows,
          "Maximum number of rows on a page of a list. Larger page sizes are lowered to this limit.");
ABSL_FLAG(int, max_trace_nodes, static_cast<int>(Limits().trace_nodes),
          "Maximum number of nodes of one trace, and of all cached traces together.");
ABSL_FLAG(int, text_cache_mib, static_cast<int>(Limits().text_cache_bytes >> 20),
          "Document text cache size in MiB.");
ABSL_FLAG(int, record_cache_mib, static_cast<int>(verbatim::store::kRecordCacheBytes >> 20),
          "Record cache size in MiB. 0 disables the cache.");
ABSL_FLAG(absl::Duration, drain_timeout, absl::Seconds(30),
          "Time that calls in progress get after SIGTERM or SIGINT. Then they are cancelled. A second "
          "signal ends the process at once.");

namespace verbatim::verbatimd {
namespace {

// gRPC counts a message's bytes in an int. Half of its range leaves room for the parts that are not text.
constexpr int kMaxDocumentBytes = 1 << 30;

absl::Status CheckNumbers() {
  const IntFlag flags[] = {
      {"--max_watchers", absl::GetFlag(FLAGS_max_watchers)},
      {"--threads", absl::GetFlag(FLAGS_threads), 0},
      {"--queued_calls", absl::GetFlag(FLAGS_queued_calls)},
      {"--queued_writes", absl::GetFlag(FLAGS_queued_writes)},
      {"--max_document_bytes", absl::GetFlag(FLAGS_max_document_bytes)},
      {"--max_quote_bytes", absl::GetFlag(FLAGS_max_quote_bytes)},
      {"--max_claim_bytes", absl::GetFlag(FLAGS_max_claim_bytes)},
      {"--max_batch_claims", absl::GetFlag(FLAGS_max_batch_claims)},
      {"--max_page_rows", absl::GetFlag(FLAGS_max_page_rows)},
      {"--max_trace_nodes", absl::GetFlag(FLAGS_max_trace_nodes)},
      {"--text_cache_mib", absl::GetFlag(FLAGS_text_cache_mib)},
      {"--memory_limit", absl::GetFlag(FLAGS_memory_limit), 0},
      {"--record_cache_mib", absl::GetFlag(FLAGS_record_cache_mib), 0},
  };
  ABSL_RETURN_IF_ERROR(CheckLeast(flags));
  if (absl::GetFlag(FLAGS_max_document_bytes) > kMaxDocumentBytes) {
    return absl::InvalidArgumentError(
        absl::StrCat("--max_document_bytes must be at most ", kMaxDocumentBytes));
  }
  return absl::OkStatus();
}

// Converts the value of a flag from MiB to bytes.
size_t BytesOfMib(int mib) { return static_cast<size_t>(mib) << 20; }

registry::Limits LimitsFromFlags(int threads) {
  registry::Limits limits;
  limits.queued_writes = static_cast<size_t>(absl::GetFlag(FLAGS_queued_writes));
  limits.document_bytes = static_cast<size_t>(absl::GetFlag(FLAGS_max_document_bytes));
  limits.quote_bytes = static_cast<size_t>(absl::GetFlag(FLAGS_max_quote_bytes));
  limits.claim_bytes = static_cast<size_t>(absl::GetFlag(FLAGS_max_claim_bytes));
  limits.batch_claims = absl::GetFlag(FLAGS_max_batch_claims);
  limits.page_rows = absl::GetFlag(FLAGS_max_page_rows);
  limits.trace_nodes = absl::GetFlag(FLAGS_max_trace_nodes);
  limits.text_cache_bytes = BytesOfMib(absl::GetFlag(FLAGS_text_cache_mib));
  // The other three quarters of the threads remain for calls on other documents.
  limits.calls_at_documents = std::max(1, threads / 4);
  return limits;
}

absl::Status CheckListen() {
  const std::vector<std::string> listen = absl::GetFlag(FLAGS_listen);
  if (listen.empty()) return absl::InvalidArgumentError("--listen: no address given");
  for (const std::string& address : listen) {
    if (address == "unix:") return absl::InvalidArgumentError("--listen: no path after unix:");
  }
  return absl::OkStatus();
}

// Returns nothing for plaintext.
absl::StatusOr<std::optional<access::TlsFiles>> TlsFromFlags() {
  access::TlsFiles files{
      .certificate = absl::GetFlag(FLAGS_tls_cert),
      .key = absl::GetFlag(FLAGS_tls_key),
      .client_authorities = absl::GetFlag(FLAGS_tls_client_ca),
      .reload = std::chrono::seconds(absl::ToInt64Seconds(absl::GetFlag(FLAGS_tls_reload_interval)))};
  if (files.certificate.empty() != files.key.empty())
    return absl::InvalidArgumentError("--tls_cert and --tls_key must be given together");
  if (files.certificate.empty() && !files.client_authorities.empty())
    return absl::InvalidArgumentError("--tls_client_ca requires --tls_cert");
  if (absl::Status status = CheckSecondsToDay(absl::FromChrono(files.reload), "--tls_reload_interval");
      !status.ok())
    return status;
  if (files.certificate.empty()) return std::nullopt;
  if (!HasPort(absl::GetFlag(FLAGS_listen)))
    return absl::InvalidArgumentError("--tls_cert requires a HOST:PORT in --listen: unix:PATH has no TLS");
  return files;
}

// The largest call holds its message three times, and small calls must fit beside it.
absl::StatusOr<size_t> MemoryFromFlags(size_t document_bytes) {
  constexpr size_t kShareOfMemory = 4;
  constexpr size_t kTimesLargest = 4;
  const size_t least = kTimesLargest * (document_bytes + methods::kTextSlack);
  const int mib = absl::GetFlag(FLAGS_memory_limit);
  if (mib == 0) return std::max(least, sync::MemoryOfProcess() / kShareOfMemory);
  if (BytesOfMib(mib) < least) {
    return absl::InvalidArgumentError(absl::StrCat("--memory_limit must be at least ",
                                                   (least + (1 << 20) - 1) >> 20,
                                                   ", four times the size of the largest request"));
  }
  return BytesOfMib(mib);
}

[[noreturn]] void PrintAndExit(const std::string& text) {
  std::fputs(text.c_str(), stdout);
  std::exit(kDone);  // NOLINT(concurrency-mt-unsafe): before any thread
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
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--help" || argument == "-help" || argument == "-h") PrintAndExit(HelpText());
    if (argument == "--help=man") PrintAndExit(ManualPage());
  }
  if (absl::Status read = ReadEnvironment(); !read.ok()) return read;
  absl::FlagsUsageConfig config;
  config.version_string = [] { return std::string("verbatimd " VERBATIM_VERSION "\n"); };
  absl::SetFlagsUsageConfig(config);
  const std::vector<char*> rest = absl::ParseCommandLine(argc, argv);
  if (rest.size() > 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("unexpected argument \"", rest[1], "\": verbatimd takes only flags, see --help"));
  }
  if (absl::GetFlag(FLAGS_erasures) && !absl::GetFlag(FLAGS_fsck)) {
    return absl::InvalidArgumentError("--erasures requires --fsck");
  }
  return absl::OkStatus();
}

Command CommandFromFlags() {
  if (absl::GetFlag(FLAGS_fsck)) {
    return absl::GetFlag(FLAGS_erasures) ? Command::kListErasures : Command::kFsck;
  }
  if (absl::GetFlag(FLAGS_reindex)) return Command::kReindex;
  if (absl::GetFlag(FLAGS_compact)) return Command::kCompact;
  if (absl::GetFlag(FLAGS_check_config)) return Command::kCheckConfig;
  if (absl::GetFlag(FLAGS_migrate)) return Command::kMigrate;
  if (!absl::GetFlag(FLAGS_copy_from).empty()) return Command::kCopy;
  return Command::kServe;
}

absl::StatusOr<StoreOptions> StoreOptionsFromFlags() {
  const std::string uri = absl::GetFlag(FLAGS_store);
  const std::string path = store::FilesBeside(uri);
  const std::string key = absl::GetFlag(FLAGS_log_key);
  const std::string digest_key = absl::GetFlag(FLAGS_digest_key);
  const std::string index = absl::GetFlag(FLAGS_index);
  if (const std::string read = absl::GetFlag(FLAGS_store_read);
      !read.empty() && !(store::IsShared(read) && store::IsShared(uri))) {
    return absl::InvalidArgumentError(
        "--store_read must be the standby postgres://... of a --store of PostgreSQL");
  }
  auto witnesses = WitnessesFromFlags();
  if (!witnesses.ok()) return witnesses.status();
  // Keys beside a shared database would be keys of one server.
  const bool beside = !store::IsShared(uri);
  return StoreOptions{.uri = uri,
                      .read_uri = absl::GetFlag(FLAGS_store_read),
                      .copy_from = absl::GetFlag(FLAGS_copy_from),
                      .log_key = {.private_key = key.empty() && beside ? path + ".key" : key,
                                  .verifier_key = beside ? path + ".vkey" : "",
                                  .create = key.empty()},
                      .digest_key = digest_key.empty() && beside ? path + ".digestkey" : digest_key,
                      .create_digest_key = digest_key.empty(),
                      .log_origin = absl::GetFlag(FLAGS_log_origin),
                      .witnesses = *std::move(witnesses),
                      .index_folder = index.empty() ? path + ".index" : index,
                      .vectors_folder = (index.empty() ? path + ".index" : index) + ".vectors"};
}

absl::StatusOr<ServeOptions> ServeOptionsFromFlags() {
  ServeOptions options;
  if (absl::Status status = CheckNumbers(); !status.ok()) return status;
  if (absl::Status status = CheckListen(); !status.ok()) return status;
  auto tls = TlsFromFlags();
  if (!tls.ok()) return tls.status();
  auto store = StoreOptionsFromFlags();
  if (!store.ok()) return store.status();
  options.store = *std::move(store);
  if (options.store.log_key.private_key.empty())
    return absl::InvalidArgumentError("--log_key must be given with a PostgreSQL store");
  if (options.store.digest_key.empty())
    return absl::InvalidArgumentError("--digest_key must be given with a PostgreSQL store");
  options.record_cache_bytes = BytesOfMib(absl::GetFlag(FLAGS_record_cache_mib));
  options.server = {.listen = absl::GetFlag(FLAGS_listen), .tls = *std::move(tls)};
  if (absl::Status status = ReadAccessFlags(options); !status.ok()) return status;
  const auto message = SecondsFrom(absl::GetFlag(FLAGS_message_timeout), "--message_timeout");
  if (!message.ok()) return message.status();
  options.server.message_timeout = *message;
  if (const absl::Duration age = absl::GetFlag(FLAGS_max_connection_age); age != absl::ZeroDuration()) {
    const auto seconds = SecondsFrom(age, "--max_connection_age");
    if (!seconds.ok()) return seconds.status();
    options.server.max_connection_age = *seconds;
  }
  if (absl::Status status = ReadHttpFlags(options); !status.ok()) return status;
  options.dispatcher = {
      .threads = ThreadsFromFlags(),
      .queued_calls = static_cast<size_t>(absl::GetFlag(FLAGS_queued_calls)),
      .watch = {.max_watchers = static_cast<size_t>(absl::GetFlag(FLAGS_max_watchers)),
                .bookmark_interval = absl::ToChronoMilliseconds(absl::GetFlag(FLAGS_watch_bookmark_interval)),
                .send_timeout = absl::ToChronoMilliseconds(absl::GetFlag(FLAGS_watch_send_timeout))},
      .inline_reads = !store::IsShared(options.store.uri)};
  options.limits = LimitsFromFlags(options.dispatcher.threads);
  const auto memory = MemoryFromFlags(options.limits.document_bytes);
  if (!memory.ok()) return memory.status();
  options.dispatcher.memory_bytes = *memory;
  options.server.memory_bytes = *memory;
  auto embedder = EmbedderOptions({.url = absl::GetFlag(FLAGS_embedder_url),
                                   .model = absl::GetFlag(FLAGS_embedder_model),
                                   .key_file = absl::GetFlag(FLAGS_embedder_key_file),
                                   .ca_file = absl::GetFlag(FLAGS_embedder_ca),
                                   .timeout = absl::GetFlag(FLAGS_embedder_timeout),
                                   .memory_mib = absl::GetFlag(FLAGS_embedder_memory_mib)},
                                  options.store.vectors_folder, options.dispatcher.threads);
  if (!embedder.ok()) return embedder.status();
  options.embedder = *std::move(embedder);
  options.port_file = absl::GetFlag(FLAGS_port_file);
  if (!options.port_file.empty() && !HasPort(options.server.listen))
    return absl::InvalidArgumentError("--port_file requires a HOST:PORT in --listen");
  options.drain_timeout = absl::GetFlag(FLAGS_drain_timeout);
  if (absl::Status status = ReadStorageFlags(options); !status.ok()) return status;
  if (absl::Status status = ReadTelemetryFlags(options); !status.ok()) return status;
  if (absl::Status status = CheckExposure(options); !status.ok()) return status;
  return options;
}

}  // namespace verbatim::verbatimd
