#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "client/bidi_call.h"
#include "verbatim/v1/provenance_service.grpc.pb.h"

namespace verbatim::client {

// A file of another tool, whose items the service records or refuses one by one while it is being sent. It is not
// retried. The caller can send the file again from its start: recorded items are found unchanged. One thread sends.
class FeedImport {
 public:
  // `on_response` is called once per item, in order, on a thread of the import.
  FeedImport(v1::ProvenanceService::Stub& stub, v1::ImportFeedOptions options,
             std::function<void(const v1::ImportFeedResponse&)> on_response);

  // Sends the next part of the file: at most 1 MiB, cut at any byte. Blocks while the service applies flow
  // control. False if the stream has ended; Finish returns why.
  bool Send(std::string part);

  // Ends the file and waits for the remaining responses. An import that is destroyed without Finish is cancelled.
  absl::Status Finish();

 private:
  BidiCall<v1::ImportFeedRequest, v1::ImportFeedResponse> call_;
};

}  // namespace verbatim::client
