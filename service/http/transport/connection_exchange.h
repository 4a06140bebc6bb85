#pragma once

#include <atomic>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <utility>

#include "http/transport/connection.h"

namespace verbatim::http {

// An exchange on a connection. It passes every call to the connection's thread.
class ConnectionExchange final : public Exchange, public std::enable_shared_from_this<ConnectionExchange> {
 public:
  ConnectionExchange(std::shared_ptr<Connection> connection, std::shared_ptr<Loop> loop, RequestHead head,
                     std::shared_ptr<const Peer> peer)
      : loop_(std::move(loop)),
        head_(std::move(head)),
        peer_(std::move(peer)),
        connection_(std::move(connection)) {
    loop_->exchanges.fetch_add(1);
  }
  ~ConnectionExchange() override { loop_->exchanges.fetch_sub(1); }

  const RequestHead& head() const override { return head_; }
  const Peer& peer() const override { return *peer_; }

  void ReadAll(size_t max_bytes, std::function<bool(size_t)> admit, std::function<void(Part)> done) override {
    Read(max_bytes, std::move(admit), std::move(done));
  }
  void ReadSome(std::function<void(Part)> done) override { Read(std::nullopt, nullptr, std::move(done)); }

  void Respond(Response response) override {
    Run([response = std::move(response)](Connection& connection) mutable {
      connection.Respond(std::move(response));
    });
  }
  void Start(Response head) override {
    Run([head = std::move(head)](Connection& connection) mutable { connection.Start(std::move(head)); });
  }
  void Write(std::string bytes, std::function<void(bool)> done) override {
    Dispatch([self = shared_from_this(), bytes = std::move(bytes), done = std::move(done)]() mutable {
      if (self->connection_ == nullptr) return done(false);
      std::shared_ptr<Connection>(self->connection_)->Write(std::move(bytes), std::move(done));
    });
  }
  void End() override {
    Run([](Connection& connection) { connection.End(); });
  }
  void Abort() override {
    Run([](Connection& connection) { connection.Close(); });
  }

  bool IsGone() const override { return gone_.load(std::memory_order_relaxed); }
  void OnGone(std::function<void()> gone) override {
    Dispatch([self = shared_from_this(), gone = std::move(gone)]() mutable {
      if (self->IsGone()) return gone();
      if (self->connection_ != nullptr) self->on_gone_ = std::move(gone);
    });
  }

  void Post(absl::AnyInvocable<void()> task) override {
    if (loop_->stopped.load()) return;
    boost::asio::post(loop_->context, [task = Movable(std::move(task))]() mutable { (*task)(); });
  }
  void After(std::chrono::milliseconds delay, std::function<void()> task) override {
    Post([loop = loop_, delay, task = std::move(task)]() mutable {
      auto timer = std::make_shared<boost::asio::steady_timer>(loop->context, delay);
      timer->async_wait([timer, task = std::move(task)](const boost::system::error_code& error) {
        if (!error) task();
      });
    });
  }

  // The connection is done with this exchange. On its thread.
  void Leave(bool gone) {
    gone_.store(gone, std::memory_order_relaxed);
    const auto on_gone = std::exchange(on_gone_, nullptr);
    const auto connection = std::exchange(connection_, nullptr);
    if (gone && on_gone) on_gone();
  }

 private:
  // Boost.Asio's handlers must be copyable or cheap to move; this is both.
  static std::shared_ptr<absl::AnyInvocable<void()>> Movable(absl::AnyInvocable<void()> task) {
    return std::make_shared<absl::AnyInvocable<void()>>(std::move(task));
  }

  template <typename Task>
  void Dispatch(Task task) {
    if (loop_->stopped.load()) return;
    boost::asio::dispatch(loop_->context, std::move(task));
  }
  template <typename Task>
  void Run(Task task) {
    Dispatch([self = shared_from_this(), task = std::move(task)]() mutable {
      if (self->connection_ != nullptr) task(*std::shared_ptr<Connection>(self->connection_));
    });
  }
  void Read(std::optional<size_t> all, std::function<bool(size_t)> admit, std::function<void(Part)> done) {
    Dispatch([self = shared_from_this(), all, admit = std::move(admit), done = std::move(done)]() mutable {
      if (self->connection_ == nullptr) return done({{}, Problem{499, "the connection has ended"}});
      std::shared_ptr<Connection>(self->connection_)->ReadBody(all, std::move(admit), std::move(done));
    });
  }

  const std::shared_ptr<Loop> loop_;
  const RequestHead head_;
  const std::shared_ptr<const Peer> peer_;
  std::atomic<bool> gone_{false};
  // Used by the connection's thread alone.
  std::shared_ptr<Connection> connection_;  // null once the response is complete, or the connection has ended
  std::function<void()> on_gone_;
};

}  // namespace verbatim::http
