#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "access/policy.h"
#include "access/policy_reload.h"
#include "access/trusted_proxies.h"
#include "http/api.h"
#include "http/transport/server.h"
#include "log/note.h"
#include "match/embedding/claim_vectors.h"
#include "methods/dispatcher.h"
#include "registry/registry.h"
#include "rpc/server.h"
#include "store/log_key.h"
#include "store/store.h"
#include "verbatimd/clock_mark.h"

// The command line. Only flags.cc and the files *_flags.cc read flags; all other code takes the structs
// below.
namespace verbatim::verbatimd {

enum class Command { kServe, kFsck, kListErasures, kReindex, kCompact, kCheckConfig, kMigrate, kCopy };

// The location of the data. Every command takes these options.
struct StoreOptions {
  std::string uri;        // --store
  std::string read_uri;   // --store_read; empty without a standby
  std::string copy_from;  // --copy_from
  store::LogKeyFiles
      log_key;             // `create`: whether a new log may get a key. Paths may be empty for a shared store
  std::string digest_key;  // path (store/digest_key.h)
  bool create_digest_key = false;
  std::string log_origin;
  std::vector<log::VerifierKey> witnesses;
  std::string index_folder;
  std::string vectors_folder;  // beside the index
};

// The HTTP port.
struct HttpOptions {
  std::optional<http::ServerOptions> server = std::nullopt;  // nothing if it is turned off
  http::ApiOptions api = {};
  bool optional = false;       // the address may be taken
  std::string port_file = {};  // empty: no port file is written
};

// Who may do what.
struct AccessOptions {
  access::Policy policy = {};  // in force at first, unless there is a policy file
  // Of a policy file. `on_change` and `loader` are not set.
  std::optional<access::PolicyReload::Options> reload = std::nullopt;
  std::string issuers_ca;  // PEM file of the CAs of issuers; empty for the system's
  access::TrustedProxies proxies = {};
  bool insecure_anyone = false;  // whether others may be served without TLS and without known callers
  // Names in --writers and --erasers that stand for principals of all kinds.
  std::vector<std::string> principals_without_kind = {};
};

// The port of the metrics.
struct MetricsOptions {
  std::string listen = {};     // empty: no metrics are served
  std::string port_file = {};  // empty: no port file is written
};

// Where spans of calls are sent, and of how many calls.
struct TracesOptions {
  std::string url;
  double sample_ratio = 0;  // 0 to 1
  std::string ca_file;      // empty for the system's
};

struct ServeOptions {
  StoreOptions store;
  std::optional<match::embedding::ClaimVectors::Options> embedder;  // `on_event` is not set
  size_t record_cache_bytes = 0;
  int store_connections = 1;  // for reads
  store::Patience store_patience;
  registry::Limits limits;
  rpc::ServerOptions server;
  HttpOptions http;
  AccessOptions access;
  methods::DispatcherOptions dispatcher;
  MetricsOptions metrics;
  std::optional<TracesOptions> traces;
  bool access_log = false;
  std::string port_file;  // empty: no port file is written
  absl::Duration drain_timeout;
  ClockMarkOptions clock;
  std::chrono::seconds scrub_interval{0};  // 0: no scrubs
};

// Reads the environment and parses the command line, which overrides it. Ends the process for --help and
// --version (with 0) and for a flag that Abseil cannot parse (with 1). INVALID_ARGUMENT if an argument is not
// a flag, or a variable is wrong.
absl::Status ParseFlags(int argc, char** argv);

Command CommandFromFlags();

// INVALID_ARGUMENT names the wrong flag.
absl::StatusOr<StoreOptions> StoreOptionsFromFlags();
absl::StatusOr<ServeOptions> ServeOptionsFromFlags();

}  // namespace verbatim::verbatimd
