#pragma once

#include <grpcpp/grpcpp.h>

#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "verbatim/v1/provenance_service.grpc.pb.h"

namespace verbatim::client {

// A file of another tool whose items are recorded, each for itself, while it is sent. It is not retried, and
// need not be: sent again from its start, what was recorded is found unchanged. One thread sends.
class FeedImport {
 public:
  // `on_answer` is called once an item, in their order, on a thread of the import's own.
  FeedImport(v1::ProvenanceService::Stub& stub, v1::ImportFeedOptions options,
             std::function<void(const v1::ImportFeedResponse&)> on_answer);
  // Gives the import up if Finish was not called.
  ~FeedImport();

  // Sends the next part of the file, of at most 1 MiB, cut anywhere. Waits while the service takes no more.
  // False if the stream has ended; Finish says why.
  bool Send(std::string part);

  // Says that nothing more comes and waits for all answers.
  absl::Status Finish();

 private:
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReaderWriter<v1::ImportFeedRequest, v1::ImportFeedResponse>> stream_;
  std::thread reader_;
};

}  // namespace verbatim::client
