#pragma once

#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "http/calls/api_request.h"
#include "methods/method.h"

namespace verbatim::http {

// How a protocol puts the messages of a stream into bodies. One thread at a time.
class StreamFormat {
 public:
  virtual ~StreamFormat() = default;

  // Takes bytes of the request's body, and its end.
  virtual void Feed(std::string bytes) = 0;
  virtual void FeedEnd() = 0;
  // Returns the next message of the request; nothing if more bytes are needed, or if there are no more. An error
  // ends the call.
  virtual absl::StatusOr<std::optional<methods::Incoming>> Next() = 0;

  // The head of the response.
  virtual Response Head() = 0;
  virtual std::string Write(methods::Response message) = 0;
  // What follows the last message.
  virtual std::string End(const absl::Status& status) = 0;
  // The whole response to a call that fails before its first message. Nothing if Head and End say it.
  virtual std::optional<Response> Failure(const absl::Status&) { return std::nullopt; }
};

// Calls a streaming method through the dispatcher. On the connection's thread.
void StartStream(std::shared_ptr<ApiRequest> request, const methods::Method& method,
                 std::unique_ptr<StreamFormat> format);

}  // namespace verbatim::http
