#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "methods/message.h"

namespace verbatim::methods {

// Lets a session finish work on other threads. Any thread.
class SessionWork {
 public:
  virtual ~SessionWork() = default;
  // Announces work that will end with Ended. The session is not destroyed in between. Call it from the
  // session's functions.
  virtual void Started() = 0;
  // For a session with a window: adds the response to the oldest message without one. Call it from the
  // session's functions or before Ended. The response is written when they return.
  virtual void Respond(Response response) = 0;
  // The work has ended. `more` asks for a call of Next. Do not use the session afterwards.
  virtual void Ended(bool more) = 0;
};

// The logic of a stream that takes messages and makes responses. SessionStream runs it. One thread at a time,
// except for work that the session itself starts on other threads.
class Session {
 public:
  struct Window {
    size_t messages = 0;
    size_t bytes = 0;
  };
  struct Progress {
    std::optional<Response> response = std::nullopt;
    bool more = false;  // call Next again now; if false, call it after the next message or SessionWork::Ended
  };

  virtual ~Session() = default;

  // Called before all other functions.
  virtual void Begin(SessionWork&) {}
  // Take gets the next message. End is called when there are no more. An error ends the stream with that
  // error.
  virtual absl::Status Take(Incoming message) = 0;
  virtual absl::Status End() = 0;
  // Works until the next response, but only for some milliseconds, because it holds a worker. The end of the
  // client is noticed only between two calls of Next. An error ends the stream with that error.
  virtual absl::StatusOr<Progress> Next() = 0;

  // If set, the session calls SessionWork::Respond once for each message. It gets messages while the messages
  // without a written response are below the window. End is called after the last response. By default, the
  // session gets a message when Next has no more to do.
  virtual std::optional<Window> window() const { return std::nullopt; }
  // If set, nothing calls the session for this long, then Next is called. Checked after each call of a
  // function above.
  virtual std::optional<std::chrono::milliseconds> TakePause() { return std::nullopt; }
};

}  // namespace verbatim::methods
