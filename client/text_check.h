#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "client/bidi_call.h"
#include "verbatim/v1/match_service.grpc.pb.h"

namespace verbatim::client {

// Checks a text while it is being sent. The stream is not retried. One thread sends.
class TextCheck {
 public:
  // `on_response` is called for each response, in the order of the text, on a thread of the check.
  TextCheck(v1::MatchService::Stub& stub, v1::CheckTextOptions options,
            std::function<void(const v1::CheckTextResponse&)> on_response);

  // Sends the next part of the text: at most 16 MiB, cut at any byte. Blocks while the service applies flow
  // control. Returns false if the stream has ended. Finish then returns the cause.
  bool Send(std::string text);

  // Waits for the remaining responses and returns the status. Destroying the check without Finish cancels it.
  absl::Status Finish();

 private:
  BidiCall<v1::CheckTextRequest, v1::CheckTextResponse> call_;
  v1::CheckTextRequest next_;  // holds the options until they are sent
};

}  // namespace verbatim::client
