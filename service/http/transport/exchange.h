#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/functional/any_invocable.h"
#include "http/transport/message.h"
#include "http/transport/request_parser.h"

namespace verbatim::http {

// One request and its response. Whoever handles the request responds once: with Respond, or with Start, any
// number of Write, and End.
//
// Every function may be called on any thread; it starts its work and returns. Callbacks run on the connection's
// thread, which must not block. An exchange that is still referred to outlives the connection. When the
// connection has ended, the exchange's functions do nothing, and callbacks report the end of the connection.
class Exchange {
 public:
  // The next part of the body; nothing at the end of the body. A problem says why no more of the body will
  // come.
  struct Part {
    std::optional<std::string> bytes;
    std::optional<Problem> problem;
  };

  virtual ~Exchange() = default;

  virtual const RequestHead& head() const = 0;
  virtual const Peer& peer() const = 0;

  // Reads the whole body. A problem with status 413 if it is longer than `max_bytes`, and with status 429 if `admit`
  // returns false. `admit` gets the bytes of the body so far, as they come.
  virtual void ReadAll(size_t max_bytes, std::function<bool(size_t)> admit,
                       std::function<void(Part)> done) = 0;
  // Reads the next part of the body. One read at a time. The connection is read only as fast as parts are.
  virtual void ReadSome(std::function<void(Part)> done) = 0;

  // Sends a whole response.
  virtual void Respond(Response response) = 0;
  // Sends the head of a response whose body follows.
  virtual void Start(Response head) = 0;
  // Sends a part of the body. `done` gets false if the connection has ended. One write at a time.
  virtual void Write(std::string bytes, std::function<void(bool)> done) = 0;
  // Ends the response.
  virtual void End() = 0;
  // Ends the connection at once.
  virtual void Abort() = 0;

  // Whether the client is gone, or the connection was ended. From then on nothing that is sent arrives.
  virtual bool IsGone() const = 0;
  // Calls `gone` once when the client goes before the response is complete.
  virtual void OnGone(std::function<void()> gone) = 0;

  // Runs `task` on the connection's thread, and never inside this call.
  virtual void Post(absl::AnyInvocable<void()> task) = 0;
  // Runs `task` in the same way after `delay`. Does not run it if the server has stopped by then.
  virtual void After(std::chrono::milliseconds delay, std::function<void()> task) = 0;
};

// Takes each request that a server receives.
using Handler = std::function<void(std::shared_ptr<Exchange>)>;

}  // namespace verbatim::http
