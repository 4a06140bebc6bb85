#include "rpc/check_text.h"

#include <memory>
#include <optional>
#include <utility>

#include "rpc/parsing.h"
#include "rpc/part_stream.h"
#include "verbatim/v1/match_service.pb.h"

namespace verbatim::rpc {
namespace {

class CheckSession final : public PartSession {
 public:
  explicit CheckSession(match::Matcher& matcher) : matcher_(matcher) {}

  absl::Status Take(const grpc::ByteBuffer& part) override {
    v1::CheckTextRequest request;
    absl::Status status = ParseRequest(part, request);
    if (status.ok()) status = Begin(request);
    if (status.ok()) check_->Append(request.text());
    return status;
  }

  absl::Status End() override {
    absl::Status status = Begin({});
    if (status.ok()) check_->End();
    return status;
  }

  absl::StatusOr<PartProgress> Next() override {
    auto checked = check_->Next();
    if (!checked.ok()) return checked.status();
    PartProgress progress;
    progress.more = checked->more;
    if (checked->answer) progress.answer = SerializeResponse(*checked->answer);
    return progress;
  }

 private:
  // The first message says how to check.
  absl::Status Begin(const v1::CheckTextRequest& first) {
    if (check_ != nullptr) return absl::OkStatus();
    auto begun = matcher_.Check(first.options());
    if (!begun.ok()) return begun.status();
    check_ = *std::move(begun);
    return absl::OkStatus();
  }

  match::Matcher& matcher_;
  std::unique_ptr<match::TextCheck> check_;
};

}  // namespace

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* StartCheck(match::Matcher& matcher,
                                                                        sync::Executor& executor,
                                                                        grpc::CallbackServerContext&) {
  return StartPartStream(std::make_unique<CheckSession>(matcher), executor);
}

}  // namespace verbatim::rpc
