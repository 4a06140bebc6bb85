#include "verbatimd/serve.h"

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <climits>
#include <cstdio>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "access/authenticator.h"
#include "access/policy_reload.h"
#include "http/api.h"
#include "http/calls/status_body.h"
#include "http/transport/server.h"
#include "match/claim_index.h"
#include "match/claim_texts.h"
#include "match/embedding/claim_vectors.h"
#include "match/embedding/kept_vectors.h"
#include "match/embedding/vector_files.h"
#include "match/matcher.h"
#include "methods/dispatcher.h"
#include "outbound/http_client.h"
#include "registry/registry.h"
#include "rpc/health.h"
#include "rpc/server.h"
#include "store/store.h"
#include "tracing/tracer.h"
#include "verbatimd/access_log.h"
#include "verbatimd/clock_mark.h"
#include "verbatimd/exposure.h"
#include "verbatimd/index_events.h"
#include "verbatimd/log_identity.h"
#include "verbatimd/log_line.h"
#include "verbatimd/metrics_port.h"
#include "verbatimd/port_check.h"
#include "verbatimd/service_metrics.h"
#include "verbatimd/standby.h"

namespace verbatim::verbatimd {
namespace {

// Bound on the lines about rejected credentials, since everybody can send credentials.
constexpr int kRejectionsPerSecond = 10;

// Writes a temporary file and renames it, so that a waiting reader never sees a partial number.
bool WritePortFile(const std::string& path, int port) {
  std::string fresh = absl::StrCat(path, ".", getpid());
  {
    std::ofstream file(fresh);
    file << port << '\n';
    if (!file.flush()) return false;
  }
  return std::rename(fresh.c_str(), path.c_str()) == 0;
}

// The main thread takes SIGTERM and SIGINT with sigwait; all later threads inherit this mask.
sigset_t BlockEndSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  return signals;
}

// Returns after the first signal. After the return, a second signal ends the process.
void AwaitEndSignal(const sigset_t& signals) {
  int received = 0;
  sigwait(&signals, &received);
  LogLine(Severity::kInfo, "draining", {{"signal", received == SIGTERM ? "SIGTERM" : "SIGINT"}});
  std::thread([signals] {
    int again = 0;
    sigwait(&signals, &again);
    LogLine(Severity::kWarning, "ended at once by a second signal");
    _exit(128 + again);
  }).detach();
}

// Raises the limit of open files to the maximum that the system allows. Each connection takes a descriptor,
// and gRPC stops listening permanently if no descriptor is left. Shells and service managers set the limit
// low.
void RaiseFileLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
    LogLine(Severity::kWarning, "cannot raise the limit of open files",
            {{"reason", std::generic_category().message(errno)}});
}

void WarnIfPlaintext(const rpc::ServerOptions& options, const HttpOptions& http) {
  if (options.tls) return;
  std::vector<std::string> addresses = options.listen;
  if (http.server) addresses.push_back(http.server->listen);
  for (const std::string& address : addresses) {
    if (!IsReachableByOthers(address)) continue;
    LogLine(Severity::kWarning, "serving without TLS or authentication on a non-loopback address",
            {{"listen", address}});
  }
}

void WarnOfNamesWithoutKind(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    LogLine(
        Severity::kWarning,
        "a name in --writers or --erasers has no kind (dns:, email:, uri:, ip:, cn:) and matches all of them",
        {{"name", name}});
  }
}

absl::Status CheckPortsAreFree(const ServeOptions& options) {
  for (const std::string& address : options.server.listen) {
    if (absl::Status free = CheckPortIsFree(address, "--listen"); !free.ok()) return free;
  }
  if (!options.metrics.listen.empty()) {
    if (absl::Status free = CheckPortIsFree(options.metrics.listen, "--metrics_listen"); !free.ok())
      return free;
  }
  // If the default address of HTTP is taken, the server serves gRPC alone.
  if (!options.http.server || options.http.optional) return absl::OkStatus();
  return CheckPortIsFree(options.http.server->listen, "--http_listen");
}

// Returns null if no HTTP is to be served.
absl::StatusOr<std::unique_ptr<http::Server>> StartHttp(const HttpOptions& options, const http::Api& api) {
  if (!options.server) return nullptr;
  auto server = http::Server::Start(
      *options.server, [&api](std::shared_ptr<http::Exchange> exchange) { api.Handle(std::move(exchange)); });
  if (server.ok() || !options.optional || !absl::IsUnavailable(server.status())) return server;
  LogLine(Severity::kWarning, "serving gRPC alone, because the default address of HTTP is taken",
          {{"http_listen", options.server->listen}});
  return nullptr;
}

void LogServing(const ServeOptions& options, int port, int http_port, int metrics_port,
                const std::string& verifier_key) {
  const rpc::ServerOptions& server = options.server;
  LogLine(Severity::kInfo, "serving",
          {{"listen", absl::StrJoin(server.listen, ",")},
           {"port", absl::StrCat(port)},
           {"http_port", absl::StrCat(http_port)},
           {"metrics_port", absl::StrCat(metrics_port)},
           {"tls", !server.tls                               ? "none"
                   : server.tls->client_authorities.empty()  ? "server"
                   : server.tls->requires_client_certificate ? "mutual"
                                                             : "optional"},
           {"writers", absl::StrJoin(options.access.policy.writers(), ",")},
           {"erasers", absl::StrJoin(options.access.policy.erasers(), ",")},
           {"policy", options.access.reload ? options.access.reload->path : ""},
           {"store", store::WithoutPassword(options.store.uri)},
           {"verifier_key", verifier_key}});
}

// Logs the rejected credentials of a call, also without --access_log.
void LogRejection(const methods::CallRecord& call) {
  static auto* const throttle = new LineThrottle(kRejectionsPerSecond);  // calls may end as main returns
  const std::optional<int64_t> dropped = throttle->Admit();
  if (!dropped) return;
  LogLine(Severity::kWarning, "rejected the credentials of a call",
          {{"method", call.method.full_name()},
           {"reason", call.caller.rejection},
           {"request_id", call.tags.request_id},
           {"trace_id", call.tags.trace.IsValid() ? tracing::HexOf(call.tags.trace.trace_id) : ""},
           {"not_logged", absl::StrCat(*dropped)}});
}

void LogPolicy(const std::string& path, const absl::Status& state) {
  if (state.ok()) return LogLine(Severity::kInfo, "the changed policy is in force", {{"policy", path}});
  LogLine(Severity::kError, "the changed policy file cannot be used; the earlier policy stays in force",
          {{"policy", path}, {"error", std::string(state.message())}});
}

// The line of /readyz about the policy file; empty if the file is in force.
std::string PolicyLine(const std::optional<access::PolicyReload>& reload) {
  return reload && !reload->state().ok() ? "the policy file cannot be used; an earlier policy is in force\n"
                                         : "";
}

// The lines of /readyz about issuers whose keys could not be loaded; empty if there is none. The reasons are in
// the log.
std::string IssuerLines(const access::Policy& policy) {
  if (policy.verifier() == nullptr) return "";
  const size_t problems = policy.verifier()->Problems().size();
  return problems == 0 ? "" : absl::StrCat("issuers whose keys cannot be loaded: ", problems, "\n");
}

std::shared_ptr<access::PolicyLoader> MakePolicyLoader(const AccessOptions& options) {
  access::oidc::VerifierOptions verifier;
  verifier.ca_file = options.issuers_ca;
  verifier.log = [](const std::string& line) {
    LogLine(Severity::kInfo, "keys of an issuer", {{"event", line}});
  };
  return std::make_shared<access::PolicyLoader>(options.reload->path, std::move(verifier));
}

void LogDamage(const store::DamageLog::Finding& finding) {
  if (finding.resource.empty()) {
    LogLine(Severity::kError, "the log is damaged; the server signs and records nothing more",
            {{"damage", finding.what}});
    return;
  }
  LogLine(Severity::kError, "stored bytes are damaged; restore them from a backup",
          {{"resource", finding.resource},
           {"log_index", absl::StrCat(finding.log_index)},
           {"damage", finding.what}});
}

void LogScrub(const absl::StatusOr<registry::ScrubReport>& report) {
  if (!report.ok()) {
    LogLine(Severity::kWarning, "scrubbing ended early", {{"error", std::string(report.status().message())}});
    return;
  }
  LogLine(report->damaged == 0 ? Severity::kInfo : Severity::kError, "scrubbed the storage",
          {{"entries", absl::StrCat(report->entries)},
           {"bytes", absl::StrCat(report->bytes)},
           {"damaged", absl::StrCat(report->damaged)}});
}

// The lines of /readyz about damage; empty if there is none.
std::string DamageLines(const store::DamageLog::Counts& counts) {
  std::string lines;
  if (counts.resources > 0) absl::StrAppend(&lines, "damaged resources: ", counts.resources, "\n");
  if (counts.log) absl::StrAppend(&lines, "the log is damaged\n");
  return lines;
}

std::unique_ptr<match::embedding::ClaimVectors> OpenVectors(const ServeOptions& options,
                                                            match::ClaimTexts& texts) {
  match::embedding::ClaimVectors::Options embedder = *options.embedder;
  embedder.on_event = LogEmbedderEvent;
  LogLine(Severity::kInfo, "sending texts of claims and of searches to the embedder",
          {{"url", embedder.embedder.url}, {"model", embedder.embedder.model}});
  if (outbound::IsPlaintextToOthers(embedder.embedder.url)) {
    LogLine(Severity::kWarning, "sending texts to the embedder without TLS",
            {{"url", embedder.embedder.url}});
  }
  return std::make_unique<match::embedding::ClaimVectors>(texts, std::move(embedder));
}

std::string HostName() {
  char name[HOST_NAME_MAX + 1] = {};
  return gethostname(name, HOST_NAME_MAX) == 0 ? name : "";
}

std::unique_ptr<tracing::Tracer> MakeTracer(const TracesOptions& traces) {
  if (outbound::IsPlaintextToOthers(traces.url))
    LogLine(Severity::kWarning, "sending traces without TLS", {{"url", traces.url}});
  return std::make_unique<tracing::Tracer>(
      tracing::Tracer::Options{.url = traces.url,
                               .ca_file = traces.ca_file,
                               .sample_ratio = traces.sample_ratio,
                               .version = VERBATIM_VERSION,
                               .resource = {{"service.name", "verbatimd"},
                                            {"service.version", VERBATIM_VERSION},
                                            {"host.name", HostName()}},
                               .on_change = [url = traces.url](const absl::Status& state) {
                                 if (state.ok())
                                   return LogLine(Severity::kInfo, "sending traces again", {{"url", url}});
                                 LogLine(Severity::kWarning, "cannot send traces",
                                         {{"url", url}, {"error", std::string(state.message())}});
                               }});
}

}  // namespace

ExitCode Serve(ServeOptions options) {
  options.server.on_rejected_certificate = [](const std::string& reason, const std::string& subject) {
    LogLine(Severity::kWarning, "rejected a client certificate", {{"reason", reason}, {"subject", subject}});
  };
  const sigset_t signals = BlockEndSignals();
  RedirectGrpcLog();
  RaiseFileLimit();

  if (absl::Status free = CheckPortsAreFree(options); !free.ok()) return Fail(kCannotStart, free);
  // This may take long, because a store of an earlier schema is migrated first.
  LogLine(Severity::kInfo, "opening the store", {{"store", store::WithoutPassword(options.store.uri)}});
  absl::StatusOr<std::unique_ptr<store::Store>> store =
      store::OpenStore(options.store.uri, options.store_connections, store::Access::kReadWrite,
                       options.record_cache_bytes, options.store_patience);
  if (!store.ok()) return Fail(kCannotStart, store.status());
  absl::StatusOr<registry::LogIdentity> identity = OpenLogIdentity(**store, options.store);
  if (!identity.ok()) {
    return Fail(absl::IsInvalidArgument(identity.status()) ? kBadFlag : kCannotStart, identity.status());
  }
  absl::StatusOr<registry::ClockOptions> clock = OpenClock(options.clock);
  if (!clock.ok()) return Fail(kCannotStart, clock.status());
  registry::Environment environment = registry::Environment::System();
  absl::StatusOr<std::string> digest_key = OpenDigestKey(**store, options.store);
  if (!digest_key.ok()) {
    return Fail(absl::IsInvalidArgument(digest_key.status()) ? kBadFlag : kCannotStart, digest_key.status());
  }
  environment.digest_key = *std::move(digest_key);
  const std::string verifier_key = identity->verifier().ToText();
  std::unique_ptr<OpenedStandby> standby;
  if (!options.store.read_uri.empty()) {
    auto opened = OpenedStandby::Open(options, *identity, environment);
    if (!opened.ok()) return Fail(kCannotStart, opened.status());
    standby = *std::move(opened);
  }
  rpc::Health health;
  // Outlives everything that works for calls.
  std::unique_ptr<tracing::Tracer> tracer;
  if (options.traces) tracer = MakeTracer(*options.traces);
  options.dispatcher.tracer = tracer.get();
  registry::Registry registry(
      **store, options.limits, std::move(environment), *std::move(identity),
      [&](bool available) {
        LogLine(available ? Severity::kInfo : Severity::kError,
                available ? "the storage is available again" : "the storage is unavailable");
        health.SetStoreAvailable(available);
      },
      *std::move(clock));
  match::ClaimIndex index(registry, {.folder = options.store.index_folder, .on_event = LogIndexEvent});
  match::ClaimTexts claim_texts(index);
  std::unique_ptr<match::embedding::ClaimVectors> vectors;
  std::unique_ptr<match::embedding::KeptVectors> kept_vectors;
  if (options.embedder) {
    vectors = OpenVectors(options, claim_texts);
  } else {
    kept_vectors = std::make_unique<match::embedding::KeptVectors>(
        claim_texts, match::embedding::KeptVectors::Options{.folder = options.store.vectors_folder,
                                                            .on_event = LogKeptVectorsEvent});
  }
  match::Matcher matcher(registry, index, vectors.get());
  std::shared_ptr<access::PolicyLoader> policy_loader;
  if (options.access.reload) {
    policy_loader = MakePolicyLoader(options.access);
    absl::StatusOr<access::Policy> policy = policy_loader->Load(options.access.reload->text);
    if (!policy.ok())
      return Fail(kBadFlag,
                  absl::StrCat("--policy: ", options.access.reload->path, ": ", policy.status().message()));
    options.access.policy = *std::move(policy);
    options.access.reload->loader = policy_loader;
  }
  access::Authenticator authenticator(options.access.policy, options.access.proxies);
  options.server.authenticator = options.http.api.authenticator = &authenticator;
  std::optional<access::PolicyReload> policy_reload;
  if (options.access.reload) {
    options.access.reload->on_change = [path = options.access.reload->path](const absl::Status& state) {
      LogPolicy(path, state);
    };
    policy_reload.emplace(*options.access.reload, authenticator);
    options.dispatcher.on_call_done = [](const methods::CallRecord& call) {
      if (!call.caller.rejection.empty()) LogRejection(call);
    };
  }
  std::optional<AccessLog> access_log;
  if (options.access_log) {
    access_log.emplace();
    options.dispatcher.on_call_done = [&access_log](const methods::CallRecord& call) {
      access_log->Add(call);
    };
  }
  methods::Dispatcher dispatcher(options.dispatcher, registry, matcher,
                                 standby ? std::optional(standby->reads()) : std::nullopt);
  options.http.api.is_ready = [&health] { return health.IsServing(); };
  options.http.api.readiness_details = [&store, &policy_reload, &authenticator] {
    return DamageLines((*store)->damage().counts()) + PolicyLine(policy_reload) +
           IssuerLines(*authenticator.policy());
  };
  (*store)->damage().Listen([&health](const store::DamageLog::Finding& finding) {
    LogDamage(finding);
    if (finding.resource.empty()) health.SetLogDamaged();
  });
  std::optional<registry::Scrub> scrub;
  if (options.scrub_interval > std::chrono::seconds(0)) {
    scrub.emplace(**store, registry::ScrubOptions{.interval = options.scrub_interval}, LogScrub);
  }
  if (options.http.server) {
    options.http.server->on_rejected_certificate = options.server.on_rejected_certificate;
    options.http.server->on_failed_reload = [](const absl::Status& error) {
      LogLine(Severity::kError, "the changed TLS files cannot be used over HTTP; using the earlier ones",
              {{"error", std::string(error.message())}});
    };
  }
  absl::StatusOr<std::unique_ptr<rpc::Server>> server =
      rpc::Server::Start(options.server, dispatcher, health);
  if (!server.ok()) {
    return Fail(absl::IsInvalidArgument(server.status()) ? kBadFlag : kCannotStart, server.status());
  }
  const http::Api api(std::move(options.http.api), dispatcher);
  absl::StatusOr<std::unique_ptr<http::Server>> http = StartHttp(options.http, api);
  if (!http.ok()) {
    return Fail(absl::IsInvalidArgument(http.status()) ? kBadFlag : kCannotStart, http.status());
  }
  const int http_port = *http == nullptr ? 0 : (*http)->port();
  WarnIfPlaintext(options.server, options.http);
  WarnOfNamesWithoutKind(options.access.principals_without_kind);
  const MeteredServer metered{**store, registry, index, dispatcher, health};
  std::unique_ptr<MetricsPort> metrics_port;
  if (!options.metrics.listen.empty()) {
    auto started =
        MetricsPort::Start(options.metrics.listen, {.metrics = [&metered] { return MetricsText(metered); },
                                                    .is_ready = [&health] { return health.IsServing(); }});
    if (!started.ok()) {
      return Fail(absl::IsInvalidArgument(started.status()) ? kBadFlag : kCannotStart,
                  absl::StrCat("--metrics_listen: ", started.status().message()));
    }
    metrics_port = *std::move(started);
  }
  // The file of the gRPC port comes last: who waits for it finds the others, too.
  const std::pair<std::string, int> port_files[] = {
      {metrics_port == nullptr ? "" : options.metrics.port_file,
       metrics_port == nullptr ? 0 : metrics_port->port()},
      {*http == nullptr ? "" : options.http.port_file, http_port},
      {options.port_file, (*server)->port()}};
  for (const auto& [file, port] : port_files) {
    if (file.empty() || WritePortFile(file, port)) continue;
    return Fail(kCannotStart,
                absl::StrCat("cannot write ", file, ": ", std::generic_category().message(errno)));
  }
  LogServing(options, (*server)->port(), http_port, metrics_port == nullptr ? 0 : metrics_port->port(),
             verifier_key);

  AwaitEndSignal(signals);
  const absl::Time end = absl::Now() + options.drain_timeout;
  if (*http != nullptr) (*http)->StopAccepting();
  (*server)->Drain(options.drain_timeout);  // also ends the watches, of both ports
  if (*http != nullptr) (*http)->Drain(std::max(absl::ZeroDuration(), end - absl::Now()));
  return kDone;
}

}  // namespace verbatim::verbatimd
