#include "rpc/answer_stream.h"

#include <atomic>
#include <utility>

#include "rpc/status.h"

namespace verbatim::rpc {
namespace {

// One thing goes on at a time: making an answer, or writing it.
class AnswerCall final : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
 public:
  AnswerCall(std::unique_ptr<AnswerSession> session, sync::Executor& executor)
      : session_(std::move(session)), executor_(executor) {}

  void MakeNext() {
    executor_.Submit([this] { Make(); });
  }

 private:
  void Make() {
    if (cancelled_) return Finish(grpc::Status::CANCELLED);
    absl::StatusOr<std::optional<grpc::ByteBuffer>> answer = session_->Next();
    if (!answer.ok()) return Finish(ToGrpc(answer.status()));
    if (!answer->has_value()) return Finish(grpc::Status::OK);
    buffer_ = **std::move(answer);
    StartWrite(&buffer_);
  }

  void OnWriteDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::CANCELLED);
    MakeNext();
  }
  void OnCancel() override { cancelled_ = true; }
  void OnDone() override { delete this; }

  const std::unique_ptr<AnswerSession> session_;
  sync::Executor& executor_;
  grpc::ByteBuffer buffer_;  // gRPC's while it is written
  std::atomic<bool> cancelled_ = false;
};

}  // namespace

grpc::ServerWriteReactor<grpc::ByteBuffer>* StartAnswerStream(std::unique_ptr<AnswerSession> session,
                                                              sync::Executor& executor) {
  auto* call = new AnswerCall(std::move(session), executor);
  call->MakeNext();
  return call;
}

}  // namespace verbatim::rpc
