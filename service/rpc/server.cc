#include "rpc/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <string_view>

#include "absl/time/clock.h"

namespace verbatim::rpc {
namespace {

// What a request may have beside a document's text: its other fields, and gRPC's frames. It also lets a batch
// of claims be larger than one document.
constexpr size_t kRequestOverhead = 16 << 20;

// How often a client may ping, milliseconds, so that keepalives of clients in other languages are not taken
// for abuse.
constexpr int kMinPingIntervalMillis = 10'000;

// After how long without a word a client is pinged, milliseconds: one that is gone without a word holds its
// watches no longer than that.
constexpr int kKeepaliveMillis = 60'000;

// How long a connection may take until TLS and HTTP/2 are agreed on, milliseconds: nobody is known before.
constexpr int kHandshakeMillis = 20'000;

absl::Status CannotListen(const std::string& address) {
  return absl::UnavailableError("cannot listen on " + address);
}

constexpr std::string_view kPathPrefix = "unix:";

// Whether another server answers at `address`, if that is unix:PATH: gRPC takes a socket's path from whoever
// has it.
bool IsTaken(const std::string& address) {
  sockaddr_un socket_address = {.sun_family = AF_UNIX, .sun_path = {}};
  const std::string_view path =
      std::string_view(address).substr(std::min(address.size(), kPathPrefix.size()));
  if (!address.starts_with(kPathPrefix) || path.size() >= sizeof(socket_address.sun_path)) return false;
  path.copy(socket_address.sun_path, path.size());
  const int socket_fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket_fd < 0) return false;
  const bool taken =
      connect(socket_fd, reinterpret_cast<const sockaddr*>(&socket_address), sizeof(socket_address)) == 0;
  close(socket_fd);
  return taken;
}

}  // namespace

Server::Server(const ServerOptions& options, registry::Registry& registry, match::Matcher& matcher,
               Health& health)
    : health_(health),
      executor_(options.threads, options.queued_calls),
      documents_(registry.documents(), executor_),
      claims_(registry.claims(), registry.drafts(), executor_),
      reviews_(registry.reviews(), executor_),
      provenance_(registry, executor_),
      watches_(registry.log(), registry.feed(), executor_, options.watch),
      log_(registry.log(), watches_, executor_),
      match_(matcher, executor_) {}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const ServerOptions& options,
                                                      registry::Registry& registry, match::Matcher& matcher,
                                                      Health& health) {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  std::unique_ptr<Server> server(new Server(options, registry, matcher, health));
  std::shared_ptr<grpc::ServerCredentials> plaintext = grpc::InsecureServerCredentials();
  std::shared_ptr<grpc::ServerCredentials> credentials = plaintext;
  if (options.tls) {
    auto tls = MakeTlsCredentials(*options.tls, options.on_rejected_certificate);
    if (!tls.ok()) return tls.status();
    credentials = *std::move(tls);
    if (!options.rights.empty()) credentials->SetAuthMetadataProcessor(MakeGuard(options.rights));
  }
  grpc::ServerBuilder builder;
  std::vector<int> ports(options.listen.size());
  for (size_t i = 0; i < options.listen.size(); ++i) {
    if (IsTaken(options.listen[i])) return CannotListen(options.listen[i]);
    const bool is_path = options.listen[i].starts_with(kPathPrefix);
    builder.AddListeningPort(options.listen[i], is_path ? plaintext : credentials, &ports[i]);
  }
  builder.RegisterService(&server->documents_);
  builder.RegisterService(&server->claims_);
  builder.RegisterService(&server->reviews_);
  builder.RegisterService(&server->provenance_);
  builder.RegisterService(&server->log_);
  builder.RegisterService(&server->match_);
  builder.SetMaxReceiveMessageSize(static_cast<int>(registry.limits().document_bytes + kRequestOverhead));
  // Two servers on one port would share its connections by chance.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, kMinPingIntervalMillis);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMillis);
  builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, kHandshakeMillis);
  server->server_ = builder.BuildAndStart();
  // It stops at the first that it cannot have.
  for (size_t i = 0; i < options.listen.size(); ++i) {
    if (ports[i] == 0) return CannotListen(options.listen[i]);
    // gRPC gives a path a port, too.
    if (server->port_ == 0 && !options.listen[i].starts_with(kPathPrefix)) server->port_ = ports[i];
  }
  if (server->server_ == nullptr) return absl::UnavailableError("cannot serve");
  health.Attach(server->server_->GetHealthCheckService());
  return server;
}

Server::~Server() { Drain(absl::ZeroDuration()); }

void Server::Drain(absl::Duration patience) {
  if (server_ == nullptr) return;
  health_.Drain();
  watches_.Close();
  server_->Shutdown(absl::ToChronoTime(absl::Now() + patience));
  server_->Wait();
  server_.reset();
}

}  // namespace verbatim::rpc
