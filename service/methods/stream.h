#pragma once

#include <chrono>
#include <optional>

#include "absl/status/status.h"
#include "methods/message.h"

// Streaming calls, in the shape of gRPC's reactors without gRPC.
namespace verbatim::methods {

// What a stream asks of its transport. Each function starts an operation and returns at once; the transport may report the
// end of the operation before the function returns. At most one read, one write and one alarm are under way at a time. Any
// thread.
class StreamTransport {
 public:
  virtual ~StreamTransport() = default;

  // Ends with Stream::OnRead.
  virtual void StartRead() = 0;
  // Ends with Stream::OnWritten. `more_follows`: another write comes right after, so that the transport may send both
  // together.
  virtual void StartWrite(Response message, bool more_follows) = 0;
  // Ends with Stream::OnAlarm.
  virtual void StartAlarm(std::chrono::milliseconds delay) = 0;
  // Tells the client that the server has taken the call, before the first message.
  virtual void SendHeaders() = 0;
  // Ends the call. Nothing may be started after it. It may be called while a write is under way. Then the status is sent
  // behind that message.
  virtual void Finish(const absl::Status& status) = 0;
  // Ends the call without its client, as if the client had cancelled it. For a client that takes nothing. Any time before
  // OnDone.
  virtual void Abort() = 0;
};

// The server's side of one call. The transport calls these functions, on any thread, some at the same time.
class Stream {
 public:
  virtual ~Stream() = default;

  // The call begins. `transport` is valid until OnDone.
  virtual void Begin(StreamTransport& transport) = 0;
  // The message that was read; nothing after the last, or if the call is cancelled.
  virtual void OnRead(std::optional<Incoming> message) = 0;
  // `ok` is false if the call is cancelled.
  virtual void OnWritten(bool ok) = 0;
  virtual void OnAlarm() {}
  // The client has cancelled, or the deadline has passed. Operations under way end as well.
  virtual void OnCancel() = 0;
  // The call has ended and nothing is under way. The last call: the transport deletes the stream after it.
  virtual void OnDone() {}
};

}  // namespace verbatim::methods
