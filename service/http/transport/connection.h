#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>

#include "http/transport/channel.h"
#include "http/transport/exchange.h"
#include "http/transport/request_parser.h"
#include "http/transport/server.h"

// Includes Boost's headers: only server.cc and connection*.cc include it.
namespace verbatim::http {

class Connection;
class ConnectionExchange;

// A thread of the server and the connections that it serves. Only the thread itself uses `connections`.
struct Loop {
  boost::asio::io_context context{1};
  std::unordered_set<std::shared_ptr<Connection>> connections;
  bool draining = false;
  std::atomic<int> exchanges{0};     // that somebody refers to
  std::atomic<bool> stopped{false};  // nothing runs any more
  // Where sockets are read into; between two reads it holds nothing.
  std::string scratch = std::string(64 << 10, '\0');
};

// What all connections share.
struct Shared {
  ServerOptions options;
  Handler handler;
  std::atomic<size_t> connections{0};  // open ones
};

// One connection: requests one after the other, each answered before the next is parsed. All functions run on
// the loop's thread.
class Connection final : public std::enable_shared_from_this<Connection> {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr Clock::time_point kNever = Clock::time_point::max();

  Connection(std::shared_ptr<Loop> loop, std::shared_ptr<Shared> shared, boost::asio::ip::tcp::socket socket,
             std::unique_ptr<Channel> channel, Peer peer);
  ~Connection();

  void Begin();
  // Closes the connection if it is late.
  void Tick(Clock::time_point now);
  // Ends the connection: at once unless a request is under way, whose head has arrived.
  void Drain();
  void Close();

 private:
  friend class ConnectionExchange;

  enum class State {
    kHandshake,
    kHead,      // waits for a request, or reads its head
    kExchange,  // the handler has the request
    kLinger,    // everything is sent; drops what the client still sends, so that it can read the response
    kClosed,
  };

  void AwaitRead();
  void AwaitWrite();
  void OnReadable();
  void OnWritable();
  void OnEnd();
  void Resume();
  void Shake();
  void Parse();
  void BeginExchange();
  // Gives the body that was read to whoever reads it.
  void FeedBody();
  void RefuseBody(size_t limit);
  void RefuseRequest(const Problem& problem);

  // The exchange's operations.
  void ReadBody(std::optional<size_t> all, std::function<bool(size_t)> admit,
                std::function<void(Exchange::Part)> done);
  void Send(std::string head, std::string body, std::function<void(bool)> done, bool last);
  void Flush();
  void FinishExchange();
  void CloseGently();
  std::string HeadOf(const Response& response, std::optional<size_t> body_bytes);
  void Respond(Response response);
  void Start(Response head);
  void Write(std::string bytes, std::function<void(bool)> done);
  void End();

  const std::shared_ptr<Loop> loop_;
  const std::shared_ptr<Shared> shared_;
  boost::asio::ip::tcp::socket socket_;
  const std::unique_ptr<Channel> channel_;
  std::shared_ptr<const Peer> peer_;

  State state_ = State::kHandshake;
  Clock::time_point read_deadline_;   // of the bytes that are awaited
  Clock::time_point write_deadline_;  // of the bytes that are being sent
  bool parsing_ = false;
  bool end_received_ = false;  // the client sends nothing more
  bool awaiting_read_ = false;
  bool awaiting_write_ = false;
  std::string input_;  // received and not parsed
  std::unique_ptr<RequestParser> parser_;
  std::shared_ptr<ConnectionExchange> exchange_;

  // The reading of the body.
  std::function<void(Exchange::Part)> on_body_;
  std::optional<size_t> read_all_;     // the limit, if the whole body is to be read
  std::function<bool(size_t)> admit_;  // if the whole body is to be read
  std::string body_;                   // so far, if the whole body is to be read

  // The response.
  std::string out_head_;
  std::string out_body_;
  size_t out_done_ = 0;  // bytes of both that were sent
  std::function<void(bool)> on_written_;
  std::shared_ptr<void> held_;  // of the response
  bool responding_ = false;
  bool chunked_ = false;
  bool last_ = false;         // what is being sent ends the response
  bool close_after_ = false;  // the connection ends with this response
};

}  // namespace verbatim::http
