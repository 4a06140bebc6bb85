#include "client/feed_import.h"

#include <utility>

#include "client/refusal.h"

namespace verbatim::client {

FeedImport::FeedImport(v1::ProvenanceService::Stub& stub, v1::ImportFeedOptions options,
                       std::function<void(const v1::ImportFeedResponse&)> on_answer)
    : stream_(stub.ImportFeed(&context_)), reader_([this, on_answer = std::move(on_answer)] {
        v1::ImportFeedResponse answer;
        while (stream_->Read(&answer)) on_answer(answer);
      }) {
  v1::ImportFeedRequest first;
  *first.mutable_options() = std::move(options);
  stream_->Write(first);
}

FeedImport::~FeedImport() {
  if (!reader_.joinable()) return;
  context_.TryCancel();
  Finish().IgnoreError();
}

bool FeedImport::Send(std::string part) {
  v1::ImportFeedRequest request;
  request.set_data(std::move(part));
  return stream_->Write(request);
}

absl::Status FeedImport::Finish() {
  stream_->WritesDone();
  reader_.join();
  return ToAbsl(stream_->Finish());
}

}  // namespace verbatim::client
