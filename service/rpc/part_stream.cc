#include "rpc/part_stream.h"

#include <deque>
#include <memory>
#include <optional>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "rpc/status.h"
#include "sync/mutex.h"

namespace verbatim::rpc {
namespace {

// Answers that are ready and not written yet.
constexpr size_t kReadyAnswers = 8;

// Calls of PartSession::Next after which the stream's task makes way for other tasks.
constexpr int kStepsPerTurn = 16;

// Each of reading, writing and working goes on by at most one at a time, and reading not beside working.
// What is to be started is decided under the lock and started outside it, for gRPC may run a completion
// inside the call that starts the operation. It is decided under the same lock under which a task says that
// it is done: nothing but what is under way keeps the call alive, and from then on another thread may end it.
class PartCall final : public grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  PartCall(std::unique_ptr<PartSession> session, sync::Executor& executor)
      : session_(std::move(session)), executor_(executor) {}

  void Begin() ABSL_LOCKS_EXCLUDED(mutex_) {
    Steps steps;
    {
      sync::MutexLock lock(mutex_);
      steps = Decide();
    }
    Start(steps);
  }

 private:
  struct Steps {
    bool read = false;
    bool write = false;
    bool work = false;
    std::optional<absl::Status> finish;
  };

  // What can be started now; it is under way from here on. To be started by the caller.
  Steps Decide() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    Steps steps;
    if (abandoned_) {
      answers_.clear();
      done_ = true;
    }
    steps.write = !writing_ && !answers_.empty();
    steps.work = !working_ && !reading_ && has_part_ && !done_ && answers_.size() < kReadyAnswers;
    steps.read = !reading_ && !working_ && !steps.work && !has_part_ && !done_;
    if (steps.write) {
      write_buffer_ = answers_.front();
      answers_.pop_front();
    }
    reading_ = reading_ || steps.read;
    writing_ = writing_ || steps.write;
    working_ = working_ || steps.work;
    if (!finished_ && done_ && answers_.empty() && !reading_ && !writing_ && !working_) {
      finished_ = true;
      steps.finish = outcome_;
    }
    return steps;
  }

  // Does not use `this` but for what it starts. After a cancellation gRPC answers with that, whatever the
  // outcome.
  void Start(const Steps& steps) ABSL_LOCKS_EXCLUDED(mutex_) {
    if (steps.work) executor_.Submit([this] { Work(); });
    if (steps.write) StartWrite(&write_buffer_);
    if (steps.read) StartRead(&read_buffer_);
    if (steps.finish) Finish(ToGrpc(*steps.finish));
  }

  void OnReadDone(bool ok) override {
    Steps steps;
    {
      sync::MutexLock lock(mutex_);
      reading_ = false;
      has_part_ = true;
      read_all_ = !ok;
      steps = Decide();
    }
    Start(steps);
  }

  void OnWriteDone(bool ok) override {
    Steps steps;
    {
      sync::MutexLock lock(mutex_);
      writing_ = false;
      abandoned_ = abandoned_ || !ok;
      steps = Decide();
    }
    Start(steps);
  }

  void OnCancel() override {
    Steps steps;
    {
      sync::MutexLock lock(mutex_);
      abandoned_ = true;
      steps = Decide();
    }
    Start(steps);
  }

  void OnDone() override { delete this; }

  void Work() {
    absl::StatusOr<bool> more = true;
    if (!taken_) {
      absl::Status taken = Take();
      if (!taken.ok()) more = taken;
    }
    for (int i = 0; more.ok() && *more && i < kStepsPerTurn; ++i) more = WorkOn();
    Steps steps;
    {
      sync::MutexLock lock(mutex_);
      working_ = false;
      if (!more.ok()) outcome_ = more.status();
      if (!more.ok() || (!*more && read_all_)) done_ = true;
      if (!more.ok() || !*more) {
        has_part_ = false;
        taken_ = false;
      }
      steps = Decide();
    }
    Start(steps);
  }

  // Hands over what was read last.
  absl::Status Take() {
    taken_ = true;
    bool last = false;
    {
      sync::MutexLock lock(mutex_);
      last = read_all_;
    }
    if (last) return session_->End();
    absl::Status taken = session_->Take(read_buffer_);
    read_buffer_.Clear();
    return taken;
  }

  // Whether there may be more to do with what has come.
  absl::StatusOr<bool> WorkOn() {
    {
      sync::MutexLock lock(mutex_);
      if (abandoned_) return false;
      if (answers_.size() >= kReadyAnswers) return true;
    }
    absl::StatusOr<PartProgress> progress = session_->Next();
    if (!progress.ok()) return progress.status();
    if (!progress->answer) return progress->more;
    bool write = false;
    {
      sync::MutexLock lock(mutex_);
      answers_.push_back(*std::move(progress->answer));
      write = !writing_;
      if (write) {
        writing_ = true;
        write_buffer_ = answers_.front();
        answers_.pop_front();
      }
    }
    if (write) StartWrite(&write_buffer_);
    return progress->more;
  }

  const std::unique_ptr<PartSession> session_;  // the working task's alone
  bool taken_ = false;                          // likewise: what was read last was handed over
  sync::Executor& executor_;
  grpc::ByteBuffer read_buffer_;   // gRPC's while reading_, then the working task's
  grpc::ByteBuffer write_buffer_;  // gRPC's while writing_

  sync::Mutex mutex_;
  std::deque<grpc::ByteBuffer> answers_ ABSL_GUARDED_BY(mutex_);
  bool has_part_ ABSL_GUARDED_BY(mutex_) = false;  // something was read that is not wholly worked on
  bool reading_ ABSL_GUARDED_BY(mutex_) = false;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool working_ ABSL_GUARDED_BY(mutex_) = false;
  bool read_all_ ABSL_GUARDED_BY(mutex_) = false;
  bool abandoned_ ABSL_GUARDED_BY(mutex_) = false;
  bool done_ ABSL_GUARDED_BY(mutex_) = false;  // nothing more is to be read or worked on
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status outcome_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* StartPartStream(
    std::unique_ptr<PartSession> session, sync::Executor& executor) {
  auto* call = new PartCall(std::move(session), executor);
  call->Begin();
  return call;
}

}  // namespace verbatim::rpc
