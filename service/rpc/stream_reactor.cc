#include "rpc/stream_reactor.h"

#include <grpcpp/alarm.h>

#include <chrono>
#include <optional>
#include <utility>

#include "rpc/byte_buffer.h"
#include "rpc/caller.h"
#include "rpc/status.h"

namespace verbatim::rpc {
namespace {

class StreamReactor final : public grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>,
                            public methods::StreamTransport {
 public:
  StreamReactor(std::unique_ptr<methods::Stream> stream, const methods::Dispatcher& dispatcher,
                CallWatch& watch, grpc::CallbackServerContext& context)
      : stream_(std::move(stream)),
        dispatcher_(dispatcher),
        watch_(watch),
        context_(context),
        read_(context),
        write_(context) {
    watch_.Add(read_);
    watch_.Add(write_);
  }

  void Begin() { stream_->Begin(*this); }

  void StartRead() override {
    read_.BeginWait();
    ServerBidiReactor::StartRead(&read_buffer_);
  }

  void StartWrite(methods::Response message, bool more_follows) override {
    write_buffer_ = ToByteBuffer(std::move(message));
    write_.BeginWait();
    // The first message takes the headers with it. gRPC 1.51 reports a write with headers as done only when the
    // headers are sent, but does not send them with this hint, so the next message would never come.
    if (more_follows && headers_sent_) {
      ServerBidiReactor::StartWrite(&write_buffer_, grpc::WriteOptions().set_buffer_hint());
    } else {
      headers_sent_ = true;
      ServerBidiReactor::StartWrite(&write_buffer_);
    }
  }

  void StartAlarm(std::chrono::milliseconds delay) override {
    alarm_.emplace();  // a new one: the last alarm's callback may not have returned yet
    alarm_->Set(std::chrono::system_clock::now() + delay, [this](bool) { stream_->OnAlarm(); });
  }

  void SendHeaders() override {
    headers_sent_ = true;
    StartSendInitialMetadata();
  }
  // gRPC reports a cancelled call as cancelled, regardless of the status.
  void Finish(const absl::Status& status) override {
    AddLogSize(context_, dispatcher_);
    ServerBidiReactor::Finish(ToGrpc(status));
  }
  void Abort() override { context_.TryCancel(); }

 private:
  void OnReadDone(bool ok) override {
    read_.EndWait();
    if (!ok) return stream_->OnRead(std::nullopt);
    methods::Incoming message = ToIncoming(read_buffer_);
    read_buffer_.Clear();
    stream_->OnRead(std::move(message));
  }
  void OnWriteDone(bool ok) override {
    write_.EndWait();
    stream_->OnWritten(ok);
  }
  void OnCancel() override { stream_->OnCancel(); }
  void OnDone() override {
    watch_.Remove(read_);
    watch_.Remove(write_);
    stream_->OnDone();
    delete this;
  }

  const std::unique_ptr<methods::Stream> stream_;
  const methods::Dispatcher& dispatcher_;
  CallWatch& watch_;
  grpc::CallbackServerContext& context_;  // valid until OnDone returns
  CallWatch::Watched read_;
  CallWatch::Watched write_;
  std::optional<grpc::Alarm> alarm_;
  bool headers_sent_ = false;      // used by one write at a time
  grpc::ByteBuffer read_buffer_;   // belongs to gRPC during a read
  grpc::ByteBuffer write_buffer_;  // belongs to gRPC during a write
};

}  // namespace

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* StartStream(
    std::unique_ptr<methods::Stream> stream, const methods::Dispatcher& dispatcher, CallWatch& watch,
    grpc::CallbackServerContext& context) {
  auto* reactor = new StreamReactor(std::move(stream), dispatcher, watch, context);
  reactor->Begin();
  return reactor;
}

}  // namespace verbatim::rpc
