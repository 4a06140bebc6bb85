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
  // Work begins that will end with Ended. The session is not destroyed in between. Call it from the session's functions.
  virtual void Started() = 0;
  // The work has ended: Next may have something new. Do not use the session after it.
  virtual void Ended() = 0;
};

// The logic of a stream that takes messages and makes responses: SessionStream runs it. One thread at a time; other threads
// only where a session starts work of its own.
class Session {
 public:
  // Messages that were taken and are not wholly worked on.
  struct Load {
    size_t messages = 0;
    size_t bytes = 0;
  };
  struct Progress {
    std::optional<Response> response = std::nullopt;
    bool more = false;  // call Next again; otherwise after the next message, or after SessionWork::Ended
  };

  virtual ~Session() = default;

  // Before all others.
  virtual void Begin(SessionWork&) {}
  // The next message, and that there are no more. An error ends the stream with it.
  virtual absl::Status Take(const Incoming& message) = 0;
  virtual absl::Status End() = 0;
  // Works until the next response, or for some milliseconds at most: a worker is held meanwhile, and a client that is gone
  // is noticed between calls. An error ends the stream with it.
  virtual absl::StatusOr<Progress> Next() = 0;

  // Messages are read ahead while the load and what waits to be taken are below this.
  virtual Load max_load() const { return {.messages = 1, .bytes = size_t{1} << 30}; }
  // The load, for a session with a larger max_load: by default one message until Next says that there is no more to do.
  virtual std::optional<Load> load() const { return std::nullopt; }
  // If set, the session is left alone for this long, and Next is called then. Asked after each of the functions above.
  virtual std::optional<std::chrono::milliseconds> TakePause() { return std::nullopt; }
};

}  // namespace verbatim::methods
