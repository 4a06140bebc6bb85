#include "rpc/stream_reactor.h"

#include <grpcpp/alarm.h>

#include <chrono>
#include <optional>
#include <utility>

#include "rpc/byte_buffer.h"
#include "rpc/status.h"

namespace verbatim::rpc {
namespace {

class StreamReactor final : public grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>,
                            public methods::StreamTransport {
 public:
  StreamReactor(std::unique_ptr<methods::Stream> stream, grpc::CallbackServerContext& context)
      : stream_(std::move(stream)), context_(context) {}

  void Begin() { stream_->Begin(*this); }

  void StartRead() override { ServerBidiReactor::StartRead(&read_buffer_); }

  void StartWrite(methods::Response message, bool more_follows) override {
    write_buffer_ = ToByteBuffer(std::move(message));
    if (more_follows) {
      ServerBidiReactor::StartWrite(&write_buffer_, grpc::WriteOptions().set_buffer_hint());
    } else {
      ServerBidiReactor::StartWrite(&write_buffer_);
    }
  }

  void StartAlarm(std::chrono::milliseconds delay) override {
    alarm_.emplace();  // a new one: the last alarm's callback may not have returned yet
    alarm_->Set(std::chrono::system_clock::now() + delay, [this](bool) { stream_->OnAlarm(); });
  }

  void SendHeaders() override { StartSendInitialMetadata(); }
  // gRPC reports a cancelled call as cancelled, regardless of the status.
  void Finish(const absl::Status& status) override { ServerBidiReactor::Finish(ToGrpc(status)); }
  void Abort() override { context_.TryCancel(); }

 private:
  void OnReadDone(bool ok) override {
    if (!ok) return stream_->OnRead(std::nullopt);
    methods::Incoming message = ToIncoming(read_buffer_);
    read_buffer_.Clear();
    stream_->OnRead(std::move(message));
  }
  void OnWriteDone(bool ok) override { stream_->OnWritten(ok); }
  void OnCancel() override { stream_->OnCancel(); }
  void OnDone() override {
    stream_->OnDone();
    delete this;
  }

  const std::unique_ptr<methods::Stream> stream_;
  grpc::CallbackServerContext& context_;  // valid until OnDone returns
  std::optional<grpc::Alarm> alarm_;
  grpc::ByteBuffer read_buffer_;   // belongs to gRPC during a read
  grpc::ByteBuffer write_buffer_;  // belongs to gRPC during a write
};

}  // namespace

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* StartStream(
    std::unique_ptr<methods::Stream> stream, grpc::CallbackServerContext& context) {
  auto* reactor = new StreamReactor(std::move(stream), context);
  reactor->Begin();
  return reactor;
}

}  // namespace verbatim::rpc
