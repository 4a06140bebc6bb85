#include "http/transport/channel.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "access/certificate_name.h"
#include "status/free_with.h"

namespace verbatim::http {
namespace {

// Short bodies are joined with their head, so that both leave in one TLS record.
constexpr size_t kJoinedBytes = 16 << 10;

Io FailedIo(Io::State waiting) {
  return {errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? waiting : Io::State::kEnd};
}

class PlainChannel final : public Channel {
 public:
  explicit PlainChannel(int socket) : socket_(socket) {}

  Io Handshake() override { return {Io::State::kDone}; }

  Io Read(char* bytes, size_t size) override {
    const ssize_t got = recv(socket_, bytes, size, 0);
    if (got > 0) return {Io::State::kDone, static_cast<size_t>(got)};
    if (got == 0) return {Io::State::kEnd};
    return FailedIo(Io::State::kAwaitRead);
  }

  Io Write(std::string_view first, std::string_view second) override {
    iovec parts[2] = {{const_cast<char*>(first.data()), first.size()},
                      {const_cast<char*>(second.data()), second.size()}};
    msghdr message{};
    message.msg_iov = parts;
    message.msg_iovlen = second.empty() ? 1 : 2;
    const ssize_t sent = sendmsg(socket_, &message, MSG_NOSIGNAL);
    if (sent >= 0) return {Io::State::kDone, static_cast<size_t>(sent)};
    return FailedIo(Io::State::kAwaitWrite);
  }

  void CloseWrite() override { shutdown(socket_, SHUT_WR); }

 private:
  const int socket_;
};

class TlsChannel final : public Channel {
 public:
  TlsChannel(int socket, std::shared_ptr<TlsContext> context)
      : socket_(socket), context_(std::move(context)), ssl_(SSL_new(context_->get())) {
    if (ssl_ == nullptr) return;
    SSL_set_fd(ssl_.get(), socket);
    SSL_set_accept_state(ssl_.get());
    SSL_set_app_data(ssl_.get(), context_.get());
  }

  Io Handshake() override {
    if (ssl_ == nullptr) return {};
    ERR_clear_error();
    return Result(SSL_do_handshake(ssl_.get()));
  }

  Io Read(char* bytes, size_t size) override {
    ERR_clear_error();
    return Result(SSL_read(ssl_.get(), bytes, static_cast<int>(std::min<size_t>(size, 1 << 30))));
  }

  Io Write(std::string_view first, std::string_view second) override {
    ERR_clear_error();
    if (second.empty() || first.size() + second.size() > kJoinedBytes)
      return Result(
          SSL_write(ssl_.get(), first.data(), static_cast<int>(std::min<size_t>(first.size(), 1 << 30))));
    std::string joined(first);
    joined += second;
    return Result(SSL_write(ssl_.get(), joined.data(), static_cast<int>(joined.size())));
  }

  void CloseWrite() override {
    ERR_clear_error();
    SSL_shutdown(ssl_.get());
    ERR_clear_error();
    shutdown(socket_, SHUT_WR);
  }

  bool HasBuffered() const override { return ssl_ != nullptr && SSL_pending(ssl_.get()) > 0; }

  std::string principal() const override {
    const X509* certificate = SSL_get0_peer_certificate(ssl_.get());
    return certificate == nullptr ? std::string() : access::NameIn(certificate);
  }

 private:
  Io Result(int result) {
    if (result > 0) return {Io::State::kDone, static_cast<size_t>(result)};
    switch (SSL_get_error(ssl_.get(), result)) {
      case SSL_ERROR_WANT_READ:
        return {Io::State::kAwaitRead};
      case SSL_ERROR_WANT_WRITE:
        return {Io::State::kAwaitWrite};
      default:
        ERR_clear_error();
        return {Io::State::kEnd};
    }
  }

  const int socket_;
  const std::shared_ptr<TlsContext> context_;
  const std::unique_ptr<SSL, FreeWith<SSL_free>> ssl_;
};

}  // namespace

std::unique_ptr<Channel> MakePlainChannel(int socket) { return std::make_unique<PlainChannel>(socket); }

std::unique_ptr<Channel> MakeTlsChannel(int socket, std::shared_ptr<TlsContext> context) {
  return std::make_unique<TlsChannel>(socket, std::move(context));
}

}  // namespace verbatim::http
