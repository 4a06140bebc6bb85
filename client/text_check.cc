#include "client/text_check.h"

#include <utility>

namespace verbatim::client {

TextCheck::TextCheck(v1::MatchService::Stub& stub, v1::CheckTextOptions options,
                     std::function<void(const v1::CheckTextResponse&)> on_response)
    : call_([&](grpc::ClientContext* context) { return stub.CheckText(context); }, std::move(on_response)) {
  *next_.mutable_options() = std::move(options);
}

bool TextCheck::Send(std::string text) {
  next_.set_text(std::move(text));
  const bool sent = call_.Write(next_);
  next_.clear_options();
  return sent;
}

absl::Status TextCheck::Finish() {
  if (next_.has_options()) Send("");  // send the options even if the text is empty
  return call_.Finish();
}

}  // namespace verbatim::client
