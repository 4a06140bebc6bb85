#include "rpc/reflection_v1.h"

#include <utility>

namespace verbatim::rpc {
namespace {

constexpr char kV1[] = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
constexpr char kV1Alpha[] = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";

// Passes on one message after the other. Reflection answers each request with one response and keeps nothing
// between two requests, so each request is a call of its own.
class Forward final : public grpc::ServerGenericBidiReactor {
 public:
  explicit Forward(std::shared_ptr<grpc::GenericStub> stub) : stub_(std::move(stub)) { StartRead(&request_); }

  void OnReadDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::OK);
    context_ = std::make_unique<grpc::ClientContext>();
    response_.Clear();
    stub_->UnaryCall(context_.get(), kV1Alpha, {}, &request_, &response_, [this](const grpc::Status& status) {
      status.ok() ? StartWrite(&response_) : Finish(status);
    });
  }
  void OnWriteDone(bool ok) override { ok ? StartRead(&request_) : Finish(grpc::Status::CANCELLED); }
  void OnDone() override { delete this; }

 private:
  const std::shared_ptr<grpc::GenericStub> stub_;
  std::unique_ptr<grpc::ClientContext> context_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer response_;
};

}  // namespace

void ReflectionV1::Attach(const std::shared_ptr<grpc::Channel>& channel) {
  sync::MutexLock lock(mutex_);
  stub_ = std::make_shared<grpc::GenericStub>(channel);
}

void ReflectionV1::Detach() {
  sync::MutexLock lock(mutex_);
  stub_.reset();
}

grpc::ServerGenericBidiReactor* ReflectionV1::CreateReactor(grpc::GenericCallbackServerContext* context) {
  std::shared_ptr<grpc::GenericStub> stub;
  if (context->method() == kV1) {
    sync::MutexLock lock(mutex_);
    stub = stub_;
  }
  return stub == nullptr ? grpc::CallbackGenericService::CreateReactor(context)
                         : new Forward(std::move(stub));
}

}  // namespace verbatim::rpc
