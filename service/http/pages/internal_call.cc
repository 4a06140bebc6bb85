#include "http/pages/internal_call.h"

#include <cstdlib>
#include <optional>

#include "methods/stream.h"

namespace verbatim::http {
namespace {

// Runs a stream whose responses stay in the server. Keeps itself alive until the stream is done.
class Collector final : public methods::StreamTransport, public std::enable_shared_from_this<Collector> {
 public:
  Collector(std::shared_ptr<ApiRequest> request, const methods::Method& method, methods::Incoming message,
            absl::AnyInvocable<void(const google::protobuf::Message&)> take,
            absl::AnyInvocable<void(const absl::Status&) &&> done)
      : request_(std::move(request)),
        method_(method),
        message_(std::move(message)),
        take_(std::move(take)),
        done_(std::move(done)) {}

  void Begin() {
    self_ = shared_from_this();
    stream_ = request_->dispatcher().StartStream(method_, request_->MakeStreamCall());
    stream_->Begin(*this);
  }

  void StartRead() override {
    std::optional<methods::Incoming> next = std::exchange(message_, std::nullopt);
    stream_->OnRead(std::move(next));
  }
  void StartWrite(methods::Response message, bool) override {
    WithMessage(method_, std::move(message),
                [this](const google::protobuf::Message& response) { take_(response); });
    stream_->OnWritten(!request_->exchange().IsGone());
  }
  void StartAlarm(std::chrono::milliseconds delay) override {
    request_->exchange().After(delay, [self = shared_from_this()] { self->stream_->OnAlarm(); });
  }
  void SendHeaders() override {}
  void Finish(const absl::Status& status) override {
    // The stream is still in the call that finishes it.
    request_->exchange().Post([self = shared_from_this(), status]() mutable {
      self->stream_->OnDone();
      self->stream_.reset();
      std::move(self->done_)(status);
      self->self_.reset();
    });
  }
  void Abort() override {}

 private:
  const std::shared_ptr<ApiRequest> request_;
  const methods::Method& method_;
  std::optional<methods::Incoming> message_;
  absl::AnyInvocable<void(const google::protobuf::Message&)> take_;
  absl::AnyInvocable<void(const absl::Status&) &&> done_;
  std::unique_ptr<methods::Stream> stream_;
  std::shared_ptr<Collector> self_;
};

}  // namespace

const methods::Method& FindMethod(const MethodIndex& methods, std::string_view name) {
  std::string path = "/verbatim.v1." + std::string(name);
  path.replace(path.rfind('.'), 1, "/");
  const auto found = methods.find(path);
  if (found == methods.end()) std::abort();  // the contract has no such method
  return *found->second;
}

void CallStream(const std::shared_ptr<ApiRequest>& request, const methods::Method& method,
                methods::Incoming message, absl::AnyInvocable<void(const google::protobuf::Message&)> take,
                absl::AnyInvocable<void(const absl::Status&) &&> done) {
  std::make_shared<Collector>(request, method, std::move(message), std::move(take), std::move(done))->Begin();
}

}  // namespace verbatim::http
