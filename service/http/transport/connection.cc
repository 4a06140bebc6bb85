#include "http/transport/connection.h"

#include <boost/asio/post.hpp>
#include <utility>

#include "http/transport/connection_exchange.h"

// The life of a connection: handshake, heads and bodies of requests. connection_output.cc sends the responses.
namespace verbatim::http {
namespace {

using boost::asio::ip::tcp;

// Time for the handshake of TLS, and for the head of a request once its first byte has come. The caller is
// unknown until then. The gRPC port allows the same time for handshakes.
constexpr std::chrono::seconds kHeadTimeout{20};

// Time that a client gets to read a response to a request that was not read to its end.
constexpr std::chrono::seconds kLingerTimeout{2};

// Bytes of later requests that are read while a request is handled.
constexpr size_t kMaxReadAhead = 64 << 10;

}  // namespace

Connection::Connection(std::shared_ptr<Loop> loop, std::shared_ptr<Shared> shared, tcp::socket socket,
                       std::unique_ptr<Channel> channel, Peer peer)
    : loop_(std::move(loop)),
      shared_(std::move(shared)),
      socket_(std::move(socket)),
      channel_(std::move(channel)),
      peer_(std::make_shared<Peer>(std::move(peer))),
      read_deadline_(Clock::now() + kHeadTimeout),
      write_deadline_(kNever) {
  shared_->connections.fetch_add(1);
}

Connection::~Connection() { shared_->connections.fetch_sub(1); }

void Connection::Begin() { Shake(); }

void Connection::Shake() {
  const Io io = channel_->Handshake();
  switch (io.state) {
    case Io::State::kAwaitRead:
      return AwaitRead();
    case Io::State::kAwaitWrite:
      return AwaitWrite();
    case Io::State::kEnd:
      return Close();
    case Io::State::kDone:
      break;
  }
  if (peer_->tls) {
    Peer peer = *peer_;
    peer.principal = channel_->principal();
    peer_ = std::make_shared<Peer>(std::move(peer));
  }
  state_ = State::kHead;
  read_deadline_ = Clock::now() + shared_->options.idle_timeout;
  if (loop_->draining) return Close();
  channel_->HasBuffered() ? OnReadable() : AwaitRead();
}

void Connection::AwaitRead() {
  if (awaiting_read_ || state_ == State::kClosed) return;
  awaiting_read_ = true;
  socket_.async_wait(tcp::socket::wait_read,
                     [self = shared_from_this()](const boost::system::error_code& error) {
                       self->awaiting_read_ = false;
                       if (!error && self->state_ != State::kClosed) self->OnReadable();
                     });
}

void Connection::AwaitWrite() {
  if (awaiting_write_ || state_ == State::kClosed) return;
  awaiting_write_ = true;
  socket_.async_wait(tcp::socket::wait_write,
                     [self = shared_from_this()](const boost::system::error_code& error) {
                       self->awaiting_write_ = false;
                       if (!error && self->state_ != State::kClosed) self->OnWritable();
                     });
}

void Connection::OnWritable() {
  if (state_ == State::kHandshake) return Shake();
  Flush();
}

void Connection::OnReadable() {
  if (state_ == State::kHandshake) return Shake();
  do {
    const Io io = channel_->Read(loop_->scratch.data(), loop_->scratch.size());
    switch (io.state) {
      case Io::State::kAwaitRead:
        return AwaitRead();
      case Io::State::kAwaitWrite:
        return AwaitWrite();
      case Io::State::kEnd:
        return OnEnd();
      case Io::State::kDone:
        break;
    }
    if (state_ != State::kLinger) input_.append(loop_->scratch, 0, io.bytes);
  } while (channel_->HasBuffered() && input_.size() < kMaxReadAhead);
  if (state_ == State::kHead) Parse();
  if (state_ == State::kExchange && on_body_) FeedBody();
  Resume();
}

// Waits for more bytes if a reader needs them, or if they would show that the client has ended the
// connection.
void Connection::Resume() {
  const bool wants_body = state_ == State::kExchange && !parser_->done();
  if (state_ == State::kHead || state_ == State::kLinger || (wants_body && on_body_) ||
      (state_ == State::kExchange && !wants_body && !end_received_ && input_.size() < kMaxReadAhead)) {
    channel_->HasBuffered() && state_ != State::kExchange
        ? boost::asio::post(loop_->context,
                            [self = shared_from_this()] {
                              if (self->state_ != State::kClosed) self->OnReadable();
                            })
        : AwaitRead();
  }
}

void Connection::OnEnd() {
  end_received_ = true;
  if (state_ == State::kHead && parser_ != nullptr)
    return RefuseRequest({400, "the connection ended inside the request's head"});
  if (state_ == State::kExchange && on_body_)
    return std::exchange(on_body_, nullptr)({{}, Problem{400, "the connection ended inside the body"}});
  Close();
}

// Parses the heads of the requests that were received. Parses a head only when the request before it is
// answered.
void Connection::Parse() {
  if (parsing_) return;  // the loop below continues
  parsing_ = true;
  while (state_ == State::kHead && !input_.empty()) {
    if (parser_ == nullptr) {
      parser_ = std::make_unique<RequestParser>(shared_->options.max_head_bytes);
      read_deadline_ = Clock::now() + kHeadTimeout;
    }
    RequestParser::Result result = parser_->Feed(input_);
    input_.erase(0, result.used);
    if (result.problem) {
      RefuseRequest(*result.problem);
      break;
    }
    if (!parser_->head_done()) {
      if (result.used == 0) break;
      continue;
    }
    BeginExchange();
  }
  if (input_.empty()) std::string().swap(input_);  // an idle connection keeps no buffer
  parsing_ = false;
}

void Connection::BeginExchange() {
  state_ = State::kExchange;
  read_deadline_ = kNever;
  responding_ = chunked_ = last_ = false;
  close_after_ = !parser_->head().keep_alive;
  exchange_ =
      std::make_shared<ConnectionExchange>(shared_from_this(), loop_, std::move(parser_->head()), peer_);
  const std::string_view expected = exchange_->head().Find("expect");
  if (!expected.empty() && !SameName(expected, "100-continue")) {
    close_after_ = true;
    return Respond(shared_->options.refuse({417, "the only expectation that is met is 100-continue"}));
  }
  shared_->handler(exchange_);
}

void Connection::RefuseRequest(const Problem& problem) {
  state_ = State::kExchange;
  responding_ = chunked_ = last_ = false;
  close_after_ = true;
  read_deadline_ = kNever;
  if (parser_ == nullptr) parser_ = std::make_unique<RequestParser>(shared_->options.max_head_bytes);
  exchange_ =
      std::make_shared<ConnectionExchange>(shared_from_this(), loop_, std::move(parser_->head()), peer_);
  Respond(shared_->options.refuse(problem));
}

void Connection::ReadBody(std::optional<size_t> all, std::function<bool(size_t)> admit,
                          std::function<void(Exchange::Part)> done) {
  if (state_ != State::kExchange) return done({{}, Problem{499, "the connection has ended"}});
  const RequestHead& head = exchange_->head();
  on_body_ = std::move(done);
  read_all_ = all;
  admit_ = std::move(admit);
  if (all && head.content_length.value_or(0) > *all) return RefuseBody(*all);
  const auto& options = shared_->options;
  read_deadline_ = Clock::now() + (all ? options.request_timeout : options.idle_timeout);
  if (!parser_->done() && input_.empty() && !responding_ && head.Has("expect") && head.http11) {
    // This line is short enough to fit into the socket's buffer. If it does not fit, the client sends the
    // body after a while.
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    channel_->Write(kContinue, {});
  }
  FeedBody();
  Resume();
}

void Connection::RefuseBody(size_t limit) {
  admit_ = nullptr;
  std::exchange(on_body_, nullptr)(
      {{}, Problem{413, "the body is longer than the " + std::to_string(limit) + " bytes allowed"}});
}

void Connection::FeedBody() {
  while (!parser_->done() && !input_.empty()) {
    RequestParser::Result result = parser_->Feed(input_);
    input_.erase(0, result.used);
    if (result.problem) {
      close_after_ = true;
      return std::exchange(on_body_, nullptr)({{}, *std::move(result.problem)});
    }
    if (result.used == 0) break;
  }
  if (read_all_) {
    body_.empty() ? body_ = parser_->TakeBody() : body_ += parser_->TakeBody();
    if (body_.size() > *read_all_) return RefuseBody(*read_all_);
    if (admit_ && !admit_(body_.size())) {
      std::string().swap(body_);
      admit_ = nullptr;
      close_after_ = true;
      return std::exchange(on_body_, nullptr)({{}, NoMemoryForRequest()});
    }
    if (!parser_->done()) return;
  } else if (parser_->body_bytes() == 0 && !parser_->done()) {
    return;
  }
  read_deadline_ = kNever;
  admit_ = nullptr;
  Exchange::Part part;
  if (read_all_) {
    part.bytes = std::exchange(body_, {});
  } else if (parser_->body_bytes() > 0) {
    part.bytes = parser_->TakeBody();
  }
  std::exchange(on_body_, nullptr)(std::move(part));
}

void Connection::Tick(Clock::time_point now) {
  if (now >= write_deadline_) return Close();
  if (now < read_deadline_) return;
  switch (state_) {
    case State::kHead:
      return parser_ == nullptr ? Close() : RefuseRequest({408, "the head of the request took too long"});
    case State::kExchange:
      read_deadline_ = kNever;
      if (!on_body_) return;
      close_after_ = true;
      return std::exchange(on_body_, nullptr)({{}, Problem{408, "the body of the request took too long"}});
    case State::kHandshake:
    case State::kLinger:
    case State::kClosed:
      return Close();
  }
}

void Connection::Drain() {
  if (state_ == State::kHandshake || state_ == State::kHead || state_ == State::kLinger) Close();
}

// Ends a connection after everything was sent.
void Connection::CloseGently() {
  if (end_received_ || (parser_ != nullptr && parser_->done() && input_.empty())) {
    channel_->CloseWrite();
    return Close();
  }
  // Closing a socket with unread bytes resets the connection, and the client may lose the response.
  channel_->CloseWrite();
  state_ = State::kLinger;
  read_deadline_ = Clock::now() + kLingerTimeout;
  write_deadline_ = kNever;
  AwaitRead();
}

void Connection::Close() {
  if (state_ == State::kClosed) return;
  state_ = State::kClosed;
  const auto self = shared_from_this();
  boost::system::error_code ignored;
  socket_.close(ignored);
  loop_->connections.erase(self);
  // Callbacks come last: they may release what refers to this connection.
  const auto exchange = std::exchange(exchange_, nullptr);
  const auto on_body = std::exchange(on_body_, nullptr);
  const auto on_written = std::exchange(on_written_, nullptr);
  held_.reset();
  admit_ = nullptr;
  if (exchange != nullptr) exchange->Leave(/*gone=*/true);
  if (on_body) on_body({{}, Problem{499, "the connection has ended"}});
  if (on_written) on_written(false);
}

}  // namespace verbatim::http
