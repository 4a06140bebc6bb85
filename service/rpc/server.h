#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "match/matcher.h"
#include "registry/registry.h"
#include "rpc/claim_service.h"
#include "rpc/document_service.h"
#include "rpc/health.h"
#include "rpc/log_service.h"
#include "rpc/match_service.h"
#include "rpc/provenance_service.h"
#include "rpc/review_service.h"
#include "rpc/rights.h"
#include "rpc/tls.h"
#include "rpc/watches.h"
#include "sync/executor.h"

namespace verbatim::rpc {

struct ServerOptions {
  // Each HOST:PORT, with port 0 for any free one, or unix:PATH, a socket that nobody else has.
  std::vector<std::string> listen = {"127.0.0.1:0"};
  // By which each HOST:PORT is served; plaintext without.
  std::optional<TlsFiles> tls = std::nullopt;
  OnRejectedCertificate on_rejected_certificate = [](const std::string&, const std::string&) {};
  // Of callers whom TLS has authenticated. Those at a unix:PATH may do everything, as its owner may.
  Rights rights = {};
  int threads = 8;             // that work on calls
  size_t queued_calls = 4096;  // that wait for them
  WatchOptions watch = {};
};

// Verbatim's services, with health checks and reflection. Serves from Start until Drain.
class Server {
 public:
  // `registry`, `matcher` and `health` must outlive the server. UNAVAILABLE if it cannot listen at one of the
  // addresses, INVALID_ARGUMENT if something is wrong with the files of TLS.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const ServerOptions& options,
                                                       registry::Registry& registry, match::Matcher& matcher,
                                                       Health& health);

  // Drains at once if that was not done.
  ~Server();

  // Of the first address that has one; 0 if none has.
  int port() const { return port_; }

  // Takes no more calls and ends all watches; other calls under way may take until `patience` is over, then
  // they are cancelled. Returns when all have ended.
  void Drain(absl::Duration patience);

 private:
  Server(const ServerOptions& options, registry::Registry& registry, match::Matcher& matcher, Health& health);

  Health& health_;
  // Declared before the services and the server: stops last, when no call can submit to it any more.
  sync::Executor executor_;
  DocumentService documents_;
  ClaimService claims_;
  ReviewService reviews_;
  ProvenanceService provenance_;
  Watches watches_;
  LogService log_;
  MatchService match_;
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
};

}  // namespace verbatim::rpc
