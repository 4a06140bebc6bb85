#include "client/feed_import.h"

#include <utility>

namespace verbatim::client {

FeedImport::FeedImport(v1::ProvenanceService::Stub& stub, v1::ImportFeedOptions options,
                       std::function<void(const v1::ImportFeedResponse&)> on_response)
    : call_([&](grpc::ClientContext* context) { return stub.ImportFeed(context); }, std::move(on_response)) {
  v1::ImportFeedRequest first;
  *first.mutable_options() = std::move(options);
  call_.Write(first);
}

bool FeedImport::Send(std::string part) {
  v1::ImportFeedRequest request;
  request.set_data(std::move(part));
  return call_.Write(request);
}

absl::Status FeedImport::Finish() { return call_.Finish(); }

}  // namespace verbatim::client
