#pragma once

#include <grpcpp/grpcpp.h>

#include <functional>
#include <memory>
#include <thread>
#include <utility>

#include "absl/status/status.h"
#include "client/refusal.h"

namespace verbatim::client {

// One call that streams both ways. The caller's thread writes requests, and a thread of the call reads the
// responses: the service stops reading requests while its responses are not read. There is no deadline and no
// retry. One thread writes.
template <typename Request, typename Response>
class BidiCall {
 public:
  using Stream = grpc::ClientReaderWriter<Request, Response>;

  // `start` begins the call on a stub, with the context it is given. `on_response` gets each response, in order,
  // on the reading thread.
  BidiCall(const std::function<std::unique_ptr<Stream>(grpc::ClientContext*)>& start,
           std::function<void(const Response&)> on_response)
      : stream_(start(&context_)), reader_([this, on_response = std::move(on_response)] {
          Response response;
          while (stream_->Read(&response)) on_response(response);
        }) {}

  // Cancels the call unless Finish was called. Waits for the reading thread.
  ~BidiCall() {
    if (!reader_.joinable()) return;
    context_.TryCancel();
    Finish().IgnoreError();
  }

  BidiCall(const BidiCall&) = delete;
  BidiCall& operator=(const BidiCall&) = delete;

  // Blocks while the service applies flow control. False if the call has ended; Finish returns why.
  bool Write(const Request& request) { return stream_->Write(request); }

  // Ends the requests, waits for the remaining responses and returns the call's status. Call it once.
  absl::Status Finish() {
    stream_->WritesDone();
    reader_.join();
    return ToAbsl(stream_->Finish());
  }

 private:
  grpc::ClientContext context_;
  std::unique_ptr<Stream> stream_;
  std::thread reader_;
};

}  // namespace verbatim::client
