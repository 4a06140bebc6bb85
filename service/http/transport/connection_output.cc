#include <boost/asio/post.hpp>
#include <charconv>
#include <ctime>
#include <utility>

#include "http/transport/connection.h"
#include "http/transport/connection_exchange.h"

// The sending of responses.
namespace verbatim::http {
namespace {

// The Date field of the current second.
std::string_view DateLine() {
  thread_local std::time_t second = 0;
  thread_local char line[64];
  thread_local size_t size = 0;
  const std::time_t now = std::time(nullptr);
  if (now != second) {
    std::tm parts{};
    gmtime_r(&now, &parts);
    size = std::strftime(line, sizeof line, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts);
    second = now;
  }
  return {line, size};
}

bool MayHaveBody(int status) { return status >= 200 && status != 204 && status != 304; }

}  // namespace

std::string Connection::HeadOf(const Response& response, std::optional<size_t> body_bytes) {
  const RequestHead& request = exchange_->head();
  std::string head;
  head.reserve(512);
  head += "HTTP/1.1 ";
  head += std::to_string(response.status);
  head += ' ';
  head += PhraseOf(response.status);
  head += "\r\n";
  head += DateLine();
  for (const Field& field : response.fields) {
    head += field.name;
    head += ": ";
    head += field.value;
    head += "\r\n";
  }
  if (MayHaveBody(response.status)) {
    if (body_bytes) {
      head += "Content-Length: ";
      head += std::to_string(*body_bytes);
      head += "\r\n";
    } else if (request.http11) {
      head += "Transfer-Encoding: chunked\r\n";
      chunked_ = true;
    } else {
      close_after_ = true;
    }
  }
  // What is left of the body would be read as the next request.
  if (loop_->draining || (body_bytes && !parser_->done())) close_after_ = true;
  if (close_after_) {
    head += "Connection: close\r\n";
  } else if (!request.http11) {
    head += "Connection: keep-alive\r\n";
  }
  head += "\r\n";
  return head;
}

void Connection::Respond(Response response) {
  if (state_ != State::kExchange || responding_) return;
  responding_ = true;
  held_ = std::move(response.held);
  std::string head = HeadOf(response, response.body.size());
  const bool with_body = exchange_->head().method != "HEAD" && MayHaveBody(response.status);
  Send(std::move(head), with_body ? std::move(response.body) : std::string(), nullptr, true);
}

void Connection::Start(Response head) {
  if (state_ != State::kExchange || responding_) return;
  responding_ = true;
  // The head is sent with the first part of the body, or alone if that part takes a while.
  out_head_ = HeadOf(head, std::nullopt);
  boost::asio::post(loop_->context, [self = shared_from_this(), exchange = exchange_] {
    if (self->exchange_ == exchange && self->state_ == State::kExchange) self->Flush();
  });
}

void Connection::Write(std::string bytes, std::function<void(bool)> done) {
  if (state_ != State::kExchange || !responding_ || last_) return done(false);
  if (bytes.empty() || exchange_->head().method == "HEAD") return Send({}, {}, std::move(done), false);
  if (chunked_) {
    char size[16];
    const auto end = std::to_chars(size, size + sizeof size, bytes.size(), 16).ptr;
    std::string framed(size, end);
    framed.reserve(framed.size() + bytes.size() + 4);
    framed += "\r\n";
    framed += bytes;
    framed += "\r\n";
    bytes = std::move(framed);
  }
  Send({}, std::move(bytes), std::move(done), false);
}

void Connection::End() {
  if (state_ != State::kExchange || !responding_ || last_) return;
  if (!parser_->done()) close_after_ = true;
  Send({}, chunked_ && exchange_->head().method != "HEAD" ? "0\r\n\r\n" : "", nullptr, true);
}

void Connection::Send(std::string head, std::string body, std::function<void(bool)> done, bool last) {
  const bool idle = out_head_.size() + out_body_.size() == out_done_;
  if (idle) {
    out_head_ = std::move(head);
    out_body_ = std::move(body);
    out_done_ = 0;
  } else {  // the head, or a last part that was not awaited, is still to be sent
    out_body_ += head;
    out_body_ += body;
  }
  on_written_ = std::move(done);
  last_ = last;
  Flush();
}

void Connection::Flush() {
  while (out_done_ < out_head_.size() + out_body_.size()) {
    const std::string_view head = out_head_;
    const std::string_view body = out_body_;
    const size_t of_head = std::min(out_done_, head.size());
    const std::string_view rest_of_body = body.substr(out_done_ - of_head);
    const std::string_view rest_of_head = head.substr(of_head);
    const Io io = rest_of_head.empty() ? channel_->Write(rest_of_body, {})
                                       : channel_->Write(rest_of_head, rest_of_body);
    if (io.state == Io::State::kEnd) return Close();
    if (io.state != Io::State::kDone) {
      if (write_deadline_ == kNever) write_deadline_ = Clock::now() + shared_->options.idle_timeout;
      return io.state == Io::State::kAwaitWrite ? AwaitWrite() : AwaitRead();
    }
    out_done_ += io.bytes;
    write_deadline_ = kNever;
  }
  std::string().swap(out_head_);
  std::string().swap(out_body_);
  out_done_ = 0;
  write_deadline_ = kNever;
  // The callback may write again. It is posted, so that a long response does not nest calls without a bound.
  if (on_written_) {
    boost::asio::post(loop_->context, [done = std::exchange(on_written_, nullptr)] { done(true); });
  }
  if (last_ && state_ == State::kExchange) FinishExchange();
}

void Connection::FinishExchange() {
  const auto exchange = std::exchange(exchange_, nullptr);
  if (exchange != nullptr) exchange->Leave(/*gone=*/false);
  const auto on_body = std::exchange(on_body_, nullptr);
  held_.reset();
  if (close_after_ || loop_->draining || end_received_ || !parser_->done()) {
    CloseGently();
  } else {
    parser_.reset();
    state_ = State::kHead;
    read_deadline_ = Clock::now() + shared_->options.idle_timeout;
    if (!parsing_) {
      Parse();
      Resume();
    }
  }
  if (on_body) on_body({{}, Problem{499, "the response is complete"}});
}

}  // namespace verbatim::http
