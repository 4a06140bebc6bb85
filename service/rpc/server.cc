#include "rpc/server.h"

#include <grpc/grpc.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <set>
#include <string_view>
#include <thread>

#include "absl/time/clock.h"
#include "status/status_macros.h"

namespace verbatim::rpc {
namespace {

// Minimum interval between a client's pings, in milliseconds. Keepalives of clients in other languages must
// not count as abuse.
constexpr int kMinPingIntervalMillis = 10'000;

// Idle time after which a client is pinged, in milliseconds. This ends the watches of a client that has
// vanished.
constexpr int kKeepaliveMillis = 60'000;

// Time for the handshakes of TLS and HTTP/2, in milliseconds. The caller is unknown until then.
constexpr int kHandshakeMillis = 20'000;

// Calls of one connection at a time. A client that has more waits for the earlier ones to end. An open stream
// without a message takes about 30 KiB, and a client may hold a thousand watches. gRPC 1.51 applies this limit,
// and its limit of 8 KiB on metadata, only once the client has acknowledged the server's settings
// (deploy/README.md).
constexpr int kMaxStreams = 1024;

// Pings that come too early before the connection is closed.
constexpr int kMaxPingStrikes = 2;

// Time that the calls of a connection get once the connection is too old, in milliseconds. Watches continue on the
// next connection. No call is that long but watches and imports.
constexpr int kAgeGraceMillis = 60 * 60'000;

// Time that clients have, before their idle connections are closed, to see that the server ends.
constexpr absl::Duration kCourtesy = absl::Milliseconds(200);

// How often the server looks for calls that are under way while it drains.
constexpr absl::Duration kDrainTick = absl::Milliseconds(10);

absl::Status CannotListen(const std::string& address) {
  return absl::UnavailableError("cannot listen on " + address);
}

constexpr std::string_view kPathPrefix = "unix:";

// Returns whether `address` is unix:PATH and another server answers at that path. gRPC would take the path
// away from that server.
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

Server::Server(const ServerOptions& options, methods::Dispatcher& dispatcher, Health& health)
    : dispatcher_(dispatcher),
      health_(health),
      authenticator_(*options.authenticator),
      watch_(options.message_timeout) {
  std::set<const google::protobuf::ServiceDescriptor*> known;
  for (const methods::Method& method : dispatcher.methods()) {
    const google::protobuf::ServiceDescriptor* service = method.descriptor->service();
    if (!known.insert(service).second) continue;
    services_.push_back(std::make_unique<ContractService>(*service, dispatcher, authenticator_, watch_));
    service_names_.push_back(std::string(service->full_name()));
  }
}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const ServerOptions& options,
                                                      methods::Dispatcher& dispatcher, Health& health) {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  std::unique_ptr<Server> server(new Server(options, dispatcher, health));
  std::shared_ptr<grpc::ServerCredentials> plaintext = grpc::InsecureServerCredentials();
  std::shared_ptr<grpc::ServerCredentials> credentials = plaintext;
  if (options.tls) {
    ABSL_ASSIGN_OR_RETURN(credentials, MakeTlsCredentials(*options.tls, options.on_rejected_certificate));
  }
  grpc::ServerBuilder builder;
  std::vector<int> ports(options.listen.size());
  for (size_t i = 0; i < options.listen.size(); ++i) {
    if (IsTaken(options.listen[i])) return CannotListen(options.listen[i]);
    const bool is_path = options.listen[i].starts_with(kPathPrefix);
    builder.AddListeningPort(options.listen[i], is_path ? plaintext : credentials, &ports[i]);
  }
  for (const auto& service : server->services_) builder.RegisterService(service.get());
  builder.RegisterCallbackGenericService(&server->reflection_v1_);
  builder.SetMaxReceiveMessageSize(static_cast<int>(dispatcher.max_request_bytes()));
  // gRPC would decompress a message of any size to any size. Messages are decompressed when they are parsed, within
  // the bounds of their method (byte_buffer.cc). Of the codings, only gzip can be told from a message by its first
  // bytes; calls in another one are refused with UNIMPLEMENTED.
  builder.AddChannelArgument(GRPC_ARG_ENABLE_PER_MESSAGE_DECOMPRESSION, 0);
  for (int coding = 0; coding < GRPC_COMPRESS_ALGORITHMS_COUNT; ++coding) {
    if (coding != GRPC_COMPRESS_NONE && coding != GRPC_COMPRESS_GZIP)
      builder.SetCompressionAlgorithmSupportStatus(static_cast<grpc_compression_algorithm>(coding), false);
  }
  grpc::ResourceQuota quota("verbatimd");
  quota.Resize(options.memory_bytes);
  builder.SetResourceQuota(quota);
  // Without this option, two servers could listen on one port, and the kernel would split the connections
  // between them.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, kMinPingIntervalMillis);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMillis);
  builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, kHandshakeMillis);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kMaxStreams);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MAX_PING_STRIKES, kMaxPingStrikes);
  // Bounds on the age and on the idle time share a filter, which every call passes. It takes a twentieth of the
  // instructions of a short call, so it is there only if an operator asks for it.
  if (options.max_connection_age > std::chrono::milliseconds(0)) {
    builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS,
                               static_cast<int>(options.max_connection_age.count()));
    builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, kAgeGraceMillis);
  }
  // The service compresses no responses of gRPC.
  builder.AddChannelArgument(GRPC_ARG_ENABLE_PER_MESSAGE_COMPRESSION, 0);
  server->server_ = builder.BuildAndStart();
  // gRPC stops at the first address that it cannot listen on.
  for (size_t i = 0; i < options.listen.size(); ++i) {
    if (ports[i] == 0) return CannotListen(options.listen[i]);
    // gRPC reports a port for a path as well.
    if (server->port_ == 0 && !options.listen[i].starts_with(kPathPrefix)) server->port_ = ports[i];
  }
  if (server->server_ == nullptr) return absl::UnavailableError("cannot serve");
  server->reflection_v1_.Attach(server->server_->InProcessChannel({}));
  health.Attach(server->server_->GetHealthCheckService(), server->service_names_);
  return server;
}

Server::~Server() { Drain(absl::ZeroDuration()); }

void Server::Drain(absl::Duration patience) {
  if (server_ == nullptr) return;
  health_.Drain();
  dispatcher_.CloseWatches();
  reflection_v1_.Detach();
  const absl::Time end = absl::Now() + patience;
  std::atomic<bool> done = false;
  std::thread shutdown([&] {
    server_->Shutdown(absl::ToChronoTime(end));
    done = true;
  });
  // gRPC waits up to 20 s for each idle client to answer that it has seen the end. Without a call under way,
  // the answer changes nothing.
  const absl::Time courtesy = std::min(end, absl::Now() + kCourtesy);
  while (!done && absl::Now() < end && (absl::Now() < courtesy || watch_.Any())) absl::SleepFor(kDrainTick);
  if (!done) grpc_server_cancel_all_calls(server_->c_server());
  shutdown.join();
  server_->Wait();
  server_.reset();
}

}  // namespace verbatim::rpc
