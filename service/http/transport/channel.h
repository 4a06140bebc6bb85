#pragma once

#include <sys/types.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "http/transport/tls_context.h"

namespace verbatim::http {

// The outcome of an operation on a channel. `bytes` is set for kDone.
struct Io {
  enum class State {
    kDone,
    kAwaitRead,   // repeat it once the socket can be read
    kAwaitWrite,  // repeat it once the socket can be written
    kEnd,         // the peer has ended the connection, or it broke
  };
  State state = State::kEnd;
  size_t bytes = 0;
};

// Reads and writes the bytes of a connection over a non-blocking socket. The caller owns the socket. One
// thread at a time.
class Channel {
 public:
  virtual ~Channel() = default;

  // Completes the handshake, if there is one.
  virtual Io Handshake() = 0;
  // Reads up to `size` bytes, at least one.
  virtual Io Read(char* bytes, size_t size) = 0;
  // Writes a part of `first`, followed by `second` if all of `first` was written. If a write must wait,
  // repeat it with the same bytes.
  virtual Io Write(std::string_view first, std::string_view second) = 0;
  // Tells the peer that nothing more is sent.
  virtual void CloseWrite() = 0;
  // Whether there are received bytes that Read has not returned yet. The socket itself may have no more
  // bytes.
  virtual bool HasBuffered() const { return false; }
  // The name that TLS has authenticated, after the handshake. Empty if there is none.
  virtual std::string principal() const { return {}; }
};

std::unique_ptr<Channel> MakePlainChannel(int socket);
std::unique_ptr<Channel> MakeTlsChannel(int socket, std::shared_ptr<TlsContext> context);

}  // namespace verbatim::http
