#include "http/transport/server.h"

#include <sys/stat.h>

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "http/transport/connection.h"
#include "http/transport/connection_exchange.h"
#include "status/status_macros.h"

namespace verbatim::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// How often deadlines are checked.
constexpr std::chrono::milliseconds kTick{500};

// Pause after a connection could not be accepted, such as for lack of file descriptors.
constexpr std::chrono::milliseconds kAcceptPause{100};

// Connections that wait to be accepted.
constexpr int kBacklog = 1024;

// What changes when a file is replaced.
using FileVersion = std::tuple<ino_t, time_t, long, off_t>;
std::vector<FileVersion> VersionsOf(const access::TlsFiles& files) {
  std::vector<FileVersion> versions;
  for (const std::string& path : {files.certificate, files.key, files.client_authorities}) {
    struct stat file {};
    if (!path.empty() && stat(path.c_str(), &file) == 0)
      versions.emplace_back(file.st_ino, file.st_mtim.tv_sec, file.st_mtim.tv_nsec, file.st_size);
  }
  return versions;
}

// The IP address of the other end, as text; empty if the connection has ended.
std::string AddressOf(const tcp::socket& socket) {
  error_code error;
  const tcp::endpoint peer = socket.remote_endpoint(error);
  return error ? "" : peer.address().to_string();
}

struct Address {
  std::string host;
  std::string port;
};

absl::StatusOr<Address> ParseAddress(const std::string& listen) {
  const size_t colon = listen.rfind(':');
  Address address;
  if (colon != std::string::npos) {
    address = {listen.substr(0, colon), listen.substr(colon + 1)};
    if (address.host.size() > 2 && address.host.front() == '[' && address.host.back() == ']')
      address.host = address.host.substr(1, address.host.size() - 2);
  }
  if (address.host.empty() || address.port.empty() ||
      !std::ranges::all_of(address.port, [](char c) { return c >= '0' && c <= '9'; }))
    return absl::InvalidArgumentError(
        absl::StrCat("the HTTP address must be HOST:PORT, not \"", listen, "\""));
  return address;
}

}  // namespace

class Server::Impl {
 public:
  explicit Impl(const ServerOptions& options, Handler handler) : shared_(std::make_shared<Shared>()) {
    shared_->options = options;
    shared_->handler = std::move(handler);
  }

  absl::Status Listen() {
    const ServerOptions& options = shared_->options;
    const int processors = static_cast<int>(std::thread::hardware_concurrency());
    const int threads = options.threads > 0 ? options.threads : std::clamp(processors, 2, 8);
    for (int i = 0; i < threads; ++i) loops_.push_back(std::make_shared<Loop>());
    if (options.tls) {
      ABSL_ASSIGN_OR_RETURN(tls_, TlsContext::Make(*options.tls, options.on_rejected_certificate));
      tls_versions_ = VersionsOf(*options.tls);
    }
    ABSL_ASSIGN_OR_RETURN(const Address address, ParseAddress(options.listen));
    error_code error;
    tcp::resolver resolver(loops_[0]->context);
    const auto found = resolver.resolve(address.host, address.port,
                                        tcp::resolver::passive | tcp::resolver::numeric_service, error);
    if (error || found.empty()) return CannotListen(error);
    const tcp::endpoint endpoint = *found.begin();
    acceptor_.emplace(loops_[0]->context);
    acceptor_->open(endpoint.protocol(), error);
    if (!error) acceptor_->set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_->bind(endpoint, error);
    if (!error) acceptor_->listen(kBacklog, error);
    if (error) return CannotListen(error);
    port_ = acceptor_->local_endpoint(error).port();
    return absl::OkStatus();
  }

  void Run() {
    Accept();
    for (const auto& loop : loops_) {
      Tick(loop, std::make_shared<asio::steady_timer>(loop->context));
      threads_.emplace_back([loop] { loop->context.run(); });
    }
    if (tls_ != nullptr) ReloadLater(std::make_shared<asio::steady_timer>(loops_[0]->context));
  }

  int port() const { return port_; }

  void StopAccepting() {
    if (threads_.empty()) return;
    asio::post(loops_[0]->context, [this] {
      error_code ignored;
      acceptor_->close(ignored);
    });
    for (const auto& loop : loops_) {
      asio::post(loop->context, [loop] {
        loop->draining = true;
        const auto connections = loop->connections;
        for (const auto& connection : connections) connection->Drain();
      });
    }
  }

  void Drain(absl::Duration patience) {
    if (threads_.empty()) return;
    StopAccepting();
    const auto end = std::chrono::steady_clock::now() + absl::ToChronoMilliseconds(patience);
    while (shared_->connections.load() > 0 && std::chrono::steady_clock::now() < end)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    for (const auto& loop : loops_) {
      asio::post(loop->context, [loop] {
        const auto connections = loop->connections;
        for (const auto& connection : connections) connection->Close();
      });
    }
    // Calls that are cancelled by now still need the loops in order to end.
    for (const auto& loop : loops_) {
      while (loop->exchanges.load() > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      loop->stopped.store(true);
      loop->context.stop();
    }
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
    // Handlers that still wait refer to the loop, so the loop would never be freed.
    for (const auto& loop : loops_) {
      loop->context.restart();
      while (loop->context.poll_one() > 0) {
      }
    }
  }

 private:
  absl::Status CannotListen(const error_code& error) const {
    return absl::UnavailableError(
        absl::StrCat("cannot listen for HTTP on ", shared_->options.listen, ": ", error.message()));
  }

  void Accept() {
    const std::shared_ptr<Loop> loop = loops_[next_++ % loops_.size()];
    acceptor_->async_accept(loop->context, [this, loop](const error_code& error, tcp::socket socket) {
      if (!acceptor_->is_open()) return;
      if (error) {
        auto pause = std::make_shared<asio::steady_timer>(loops_[0]->context, kAcceptPause);
        pause->async_wait([this, pause](const error_code& ended) {
          if (!ended && acceptor_->is_open()) Accept();
        });
        return;
      }
      Welcome(loop, std::move(socket));
      Accept();
    });
  }

  void Welcome(const std::shared_ptr<Loop>& loop, tcp::socket socket) {
    // Without a slot, the client sees the end of its connection, as it does when the backlog is full.
    if (shared_->connections.load() >= shared_->options.max_connections) return;
    error_code error;
    socket.non_blocking(true, error);
    if (!error) socket.set_option(tcp::no_delay(true), error);
    const tcp::endpoint local = error ? tcp::endpoint() : socket.local_endpoint(error);
    if (error) return;
    const auto address = local.address();
    const bool loopback = address.is_loopback() ||
                          (address.is_v6() && address.to_v6().is_v4_mapped() &&
                           asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).is_loopback());
    const int handle = socket.native_handle();
    auto channel = tls_ ? MakeTlsChannel(handle, tls_) : MakePlainChannel(handle);
    Peer peer{{}, tls_ != nullptr, loopback, AddressOf(socket)};
    auto connection =
        std::make_shared<Connection>(loop, shared_, std::move(socket), std::move(channel), std::move(peer));
    asio::post(loop->context, [loop, connection] {
      loop->connections.insert(connection);
      connection->Begin();
    });
  }

  static void Tick(const std::shared_ptr<Loop>& loop, const std::shared_ptr<asio::steady_timer>& timer) {
    timer->expires_after(kTick);
    timer->async_wait([weak = std::weak_ptr<Loop>(loop), timer](const error_code& error) {
      const auto alive = weak.lock();
      if (error || alive == nullptr || alive->stopped.load()) return;
      const auto now = Connection::Clock::now();
      const std::vector<std::shared_ptr<Connection>> connections(alive->connections.begin(),
                                                                 alive->connections.end());
      for (const auto& connection : connections) connection->Tick(now);
      Tick(alive, timer);
    });
  }

  // Reads the TLS files again when they change. Until they can be read, the server keeps the earlier ones.
  void ReloadLater(const std::shared_ptr<asio::steady_timer>& timer) {
    timer->expires_after(shared_->options.tls->reload);
    timer->async_wait([this, timer](const error_code& error) {
      if (error || loops_[0]->stopped.load()) return;
      const access::TlsFiles& files = *shared_->options.tls;
      if (auto versions = VersionsOf(files); versions != tls_versions_) {
        auto context = TlsContext::Make(files, shared_->options.on_rejected_certificate);
        if (context.ok()) {
          tls_ = *std::move(context);
          tls_versions_ = versions;
        } else if (failed_versions_ != versions) {
          shared_->options.on_failed_reload(context.status());
        }
        failed_versions_ = std::move(versions);
      }
      ReloadLater(timer);
    });
  }

  const std::shared_ptr<Shared> shared_;
  std::vector<std::shared_ptr<Loop>> loops_;
  std::optional<tcp::acceptor> acceptor_;  // used by the thread of the first loop, like the members below
  size_t next_ = 0;
  std::shared_ptr<TlsContext> tls_;
  std::vector<FileVersion> tls_versions_;
  std::vector<FileVersion>
      failed_versions_;  // of the last reload, which failed if they are not tls_versions_
  int port_ = 0;
  std::vector<std::thread> threads_;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
// NOLINTNEXTLINE(bugprone-exception-escape): Asio throws here only if memory is exhausted, which ends the process
Server::~Server() { Drain(absl::ZeroDuration()); }

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const ServerOptions& options, Handler handler) {
  auto impl = std::make_unique<Impl>(options, std::move(handler));
  ABSL_RETURN_IF_ERROR(impl->Listen());
  impl->Run();
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

int Server::port() const { return impl_->port(); }
void Server::StopAccepting() { impl_->StopAccepting(); }
void Server::Drain(absl::Duration patience) { impl_->Drain(patience); }

}  // namespace verbatim::http
