#pragma once

#include <chrono>
#include <optional>

#include "absl/status/status.h"
#include "methods/message.h"

// Streaming calls, in the shape of gRPC's reactors without gRPC.
namespace verbatim::methods {

// The operations that a stream starts on its transport. Each function starts an operation and returns at
// once; the transport may report the end of the operation before the function returns. At most one read, one
// write and one alarm are under way at a time. Any thread.
class StreamTransport {
 public:
  virtual ~StreamTransport() = default;

  // Ends with Stream::OnRead.
  virtual void StartRead() = 0;
  // Ends with Stream::OnWritten. If `more_follows`, another write comes right after, and the transport may
  // send both together.
  virtual void StartWrite(Response message, bool more_follows) = 0;
  // Ends with Stream::OnAlarm.
  virtual void StartAlarm(std::chrono::milliseconds delay) = 0;
  // Tells the client, before the first message, that the server has taken the call.
  virtual void SendHeaders() = 0;
  // Ends the call. Start no operation afterwards. May be called while a read or a write is under way. The
  // status is sent after the message of that write. The read ends with OnRead, or not at all.
  virtual void Finish(const absl::Status& status) = 0;
  // Ends the call as if the client had cancelled it. This is for a client that reads nothing. May be called
  // at any time before OnDone.
  virtual void Abort() = 0;
};

// The server's side of one call. The transport calls these functions on any thread, some of them
// concurrently.
class Stream {
 public:
  virtual ~Stream() = default;

  // The call begins. `transport` is valid until OnDone.
  virtual void Begin(StreamTransport& transport) = 0;
  // Takes the message that was read; nothing after the last message, or if the call is cancelled.
  virtual void OnRead(std::optional<Incoming> message) = 0;
  // `ok` is false if the call is cancelled.
  virtual void OnWritten(bool ok) = 0;
  virtual void OnAlarm() {}
  // The client has cancelled, or the deadline has passed. Operations under way end as well.
  virtual void OnCancel() = 0;
  // The call has ended and nothing is under way. This is the last call: the transport then deletes the
  // stream.
  virtual void OnDone() {}
};

}  // namespace verbatim::methods
