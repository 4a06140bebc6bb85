#include "rpc/check_text.h"

#include <deque>
#include <memory>
#include <optional>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "rpc/parsing.h"
#include "rpc/status.h"
#include "sync/mutex.h"
#include "verbatim/v1/match_service.pb.h"

namespace verbatim::rpc {
namespace {

// Findings that are ready and not written yet.
constexpr size_t kReadyAnswers = 8;

// Answers after which the stream's task makes way for other tasks.
constexpr int kAnswersPerTurn = 16;

// Each of reading, writing and checking goes on by at most one at a time, and reading not beside checking.
// What is to be started is decided under the lock and started outside it, for gRPC may run a completion
// inside the call that starts the operation.
class CheckCall final : public grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  CheckCall(match::Matcher& matcher, Executor& executor) : matcher_(matcher), executor_(executor) {}

  // Decides what can be started now and starts it. The last use of `this` on every path, for it may end the
  // call.
  void Step() ABSL_LOCKS_EXCLUDED(mutex_) {
    bool read = false;
    bool write = false;
    bool work = false;
    bool finish = false;
    absl::Status outcome;
    {
      sync::MutexLock lock(mutex_);
      if (abandoned_) {
        answers_.clear();
        done_ = true;
      }
      write = !writing_ && !answers_.empty();
      work = !working_ && !reading_ && has_text_ && !done_ && answers_.size() < kReadyAnswers;
      read = !reading_ && !working_ && !work && !has_text_ && !done_;
      if (write) {
        write_buffer_ = answers_.front();
        answers_.pop_front();
      }
      reading_ = reading_ || read;
      writing_ = writing_ || write;
      working_ = working_ || work;
      finish = !finished_ && done_ && answers_.empty() && !reading_ && !writing_ && !working_;
      finished_ = finished_ || finish;
      if (finish) outcome = outcome_;
    }
    if (work) executor_.Submit([this] { Work(); });
    if (write) StartWrite(&write_buffer_);
    if (read) StartRead(&read_buffer_);
    if (finish)
      Finish(ToGrpc(outcome));  // after a cancellation gRPC answers with that, whatever is said here
  }

 private:
  void OnReadDone(bool ok) override {
    {
      sync::MutexLock lock(mutex_);
      reading_ = false;
      has_text_ = true;
      read_all_ = !ok;
    }
    Step();
  }

  void OnWriteDone(bool ok) override {
    {
      sync::MutexLock lock(mutex_);
      writing_ = false;
      abandoned_ = abandoned_ || !ok;
    }
    Step();
  }

  void OnCancel() override {
    {
      sync::MutexLock lock(mutex_);
      abandoned_ = true;
    }
    Step();
  }

  void OnDone() override { delete this; }

  void Work() {
    absl::StatusOr<bool> more = true;
    if (!taken_) {
      absl::Status taken = Take();
      if (!taken.ok()) more = taken;
    }
    for (int i = 0; more.ok() && *more && i < kAnswersPerTurn; ++i) more = CheckSome();
    {
      sync::MutexLock lock(mutex_);
      working_ = false;
      if (!more.ok()) outcome_ = more.status();
      if (!more.ok() || (!*more && read_all_)) done_ = true;
      if (!more.ok() || !*more) {
        has_text_ = false;
        taken_ = false;
      }
    }
    Step();
  }

  // Hands what was read last to the check, which begins with the first message.
  absl::Status Take() {
    taken_ = true;
    v1::CheckTextRequest request;
    bool last = false;
    {
      sync::MutexLock lock(mutex_);
      last = read_all_;
    }
    if (!last) {
      absl::Status parsed = ParseRequest(read_buffer_, request);
      read_buffer_.Clear();
      if (!parsed.ok()) return parsed;
    }
    if (check_ == nullptr) {
      auto begun = matcher_.Check(request.options());
      if (!begun.ok()) return begun.status();
      check_ = *std::move(begun);
    }
    if (last) {
      check_->End();
      return absl::OkStatus();
    }
    check_->Append(request.text());
    return absl::OkStatus();
  }

  // Whether there may be more to check in what has come.
  absl::StatusOr<bool> CheckSome() {
    {
      sync::MutexLock lock(mutex_);
      if (abandoned_) return false;
      if (answers_.size() >= kReadyAnswers) return true;
    }
    auto answer = check_->Next();
    if (!answer.ok()) return answer.status();
    if (!answer->has_value()) return false;
    grpc::ByteBuffer bytes = SerializeResponse(**answer);
    bool write = false;
    {
      sync::MutexLock lock(mutex_);
      answers_.push_back(std::move(bytes));
      write = !writing_;
      if (write) {
        writing_ = true;
        write_buffer_ = answers_.front();
        answers_.pop_front();
      }
    }
    if (write) StartWrite(&write_buffer_);
    return true;
  }

  match::Matcher& matcher_;
  Executor& executor_;
  grpc::ByteBuffer read_buffer_;   // gRPC's while reading_, then the check's
  grpc::ByteBuffer write_buffer_;  // gRPC's while writing_

  // The working task's alone.
  std::unique_ptr<match::TextCheck> check_;
  bool taken_ = false;  // what was read last was handed to the check

  sync::Mutex mutex_;
  std::deque<grpc::ByteBuffer> answers_ ABSL_GUARDED_BY(mutex_);
  bool has_text_ ABSL_GUARDED_BY(mutex_) = false;  // something was read that is not wholly checked
  bool reading_ ABSL_GUARDED_BY(mutex_) = false;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool working_ ABSL_GUARDED_BY(mutex_) = false;
  bool read_all_ ABSL_GUARDED_BY(mutex_) = false;
  bool abandoned_ ABSL_GUARDED_BY(mutex_) = false;
  bool done_ ABSL_GUARDED_BY(mutex_) = false;  // nothing more is to be read or checked
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status outcome_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* StartCheck(match::Matcher& matcher,
                                                                        Executor& executor,
                                                                        grpc::CallbackServerContext&) {
  auto* call = new CheckCall(matcher, executor);
  call->Step();
  return call;
}

}  // namespace verbatim::rpc
