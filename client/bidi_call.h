#pragma once

#include <grpcpp/grpcpp.h>

#include <functional>
#include <memory>
#include <thread>
#include <utility>

#include "absl/status/status.h"
#include "client/refusal.h"

namespace verbatim::client {

// One bidirectional streaming call without deadline or retries. One thread writes requests. The call owns a
// second thread, which reads responses. This thread is needed because the service stops reading requests
// while nobody reads its responses.
template <typename Request, typename Response>
class BidiCall {
 public:
  using Stream = grpc::ClientReaderWriter<Request, Response>;

  // `start` starts the call with the given context. `on_response` is called for each response, in order, on
  // the reading thread.
  BidiCall(const std::function<std::unique_ptr<Stream>(grpc::ClientContext*)>& start,
           std::function<void(const Response&)> on_response)
      : stream_(start(&context_)), reader_([this, on_response = std::move(on_response)] {
          Response response;
          while (stream_->Read(&response)) on_response(response);
        }) {}

  // Cancels the call unless Finish was called.
  ~BidiCall() {
    if (!reader_.joinable()) return;
    context_.TryCancel();
    Finish().IgnoreError();
  }

  BidiCall(const BidiCall&) = delete;
  BidiCall& operator=(const BidiCall&) = delete;

  // Blocks while the service applies flow control. Returns false if the call has ended. Finish then returns
  // the cause.
  bool Write(const Request& request) { return stream_->Write(request); }

  // Signals the end of the requests, waits for the remaining responses and returns the status. Call it once.
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
