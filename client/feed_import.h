#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "client/bidi_call.h"
#include "verbatim/v1/provenance_service.grpc.pb.h"

namespace verbatim::client {

// Imports another tool's file. The service records or refuses each item independently while the file is being
// sent. The stream is not retried, but the caller can safely repeat it from the start: items that are already
// recorded stay as they are. One thread sends.
class FeedImport {
 public:
  // `on_response` is called once per item, in order, on a thread of the import.
  FeedImport(v1::ProvenanceService::Stub& stub, v1::ImportFeedOptions options,
             std::function<void(const v1::ImportFeedResponse&)> on_response);

  // Sends the next part of the file: at most 1 MiB, cut at any byte. Blocks while the service applies flow
  // control. Returns false if the stream has ended. Finish then returns the cause.
  bool Send(std::string part);

  // Waits for the remaining responses and returns the status. Destroying the import without Finish cancels
  // it.
  absl::Status Finish();

 private:
  BidiCall<v1::ImportFeedRequest, v1::ImportFeedResponse> call_;
};

}  // namespace verbatim::client
