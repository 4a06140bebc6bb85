#include "methods/session_stream.h"

#include <chrono>
#include <deque>
#include <optional>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "sync/mutex.h"

namespace verbatim::methods {
namespace {

// Maximum number of responses that are ready and not written, and bytes of which on a stream no more become ready.
constexpr size_t kReadyResponses = 8;
constexpr size_t kReadyBytes = 16 << 10;

// Time that a stream's task works before it lets other tasks run.
constexpr std::chrono::milliseconds kTurn{10};

// At most one read, one write and one task are under way at a time. The next operations are chosen under the
// lock and started outside it, because a transport may report the end of an operation inside the call that
// starts it. A task reports its end and the next operations are chosen in the same critical section. Only
// operations under way keep the stream alive, so another thread may end the stream after that section.
class SessionStream final : public Stream, public SessionWork {
 public:
  SessionStream(std::unique_ptr<Session> session, sync::Executor& executor)
      : session_(std::move(session)), executor_(executor), window_(session_->window()) {}

  void Begin(StreamTransport& transport) override {
    transport_ = &transport;
    session_->Begin(*this);
    Update([] {});
  }

  void OnRead(std::optional<Incoming> message) override {
    Update([&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      reading_ = false;
      if (message) {
        inbox_bytes_ += message->bytes;
        inbox_.push_back(*std::move(message));
      } else {
        read_all_ = true;
      }
    });
  }

  void OnWritten(bool ok) override {
    Update([&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      writing_ = false;
      if (window_) {
        unanswered_bytes_ -= unanswered_.front();
        unanswered_.pop_front();
      }
      abandoned_ = abandoned_ || !ok;
    });
  }

  void OnAlarm() override {
    Update([&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      pausing_ = false;
      ready_ = true;
    });
  }

  void OnCancel() override {
    Update([&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { abandoned_ = true; });
  }

  void Started() override {
    sync::MutexLock lock(mutex_);
    ++working_elsewhere_;
  }

  void Respond(Response response) override {
    sync::MutexLock lock(mutex_);
    outbox_bytes_ += response.bytes();
    outbox_.push_back(std::move(response));
  }

  void Ended(bool more) override {
    Update([&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      --working_elsewhere_;
      ready_ = ready_ || more;
    });
  }

 private:
  // The operations to start.
  struct Steps {
    bool read = false;
    bool work = false;
    std::optional<std::chrono::milliseconds> pause;
    std::optional<Response> write;
    bool more_to_write = false;
    std::optional<absl::Status> finish;
  };

  // Applies `change` to the state, then starts the possible operations. The stream may be deleted when this
  // returns.
  template <typename Change>
  void Update(Change change) ABSL_LOCKS_EXCLUDED(mutex_) {
    Steps steps;
    {
      sync::MutexLock lock(mutex_);
      change();
      steps = Decide();
    }
    Start(std::move(steps));
  }

  // Returns whether the session can get the next message, or the end of the messages.
  bool CanTake() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (inbox_.empty()) return read_all_ && !end_taken_ && !busy_ && unanswered_.empty();
    return window_ ? unanswered_.size() < window_->messages && unanswered_bytes_ < window_->bytes : !busy_;
  }

  bool CanRead() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (reading_ || read_all_ || done_) return false;
    if (!window_) return inbox_.empty() && !busy_;
    return inbox_.size() + unanswered_.size() < window_->messages &&
           inbox_bytes_ + unanswered_bytes_ < window_->bytes;
  }

  // Returns whether the session may make more responses. A window bounds them by itself.
  bool CanRespond() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return window_ || (outbox_.size() < kReadyResponses && outbox_bytes_ < kReadyBytes);
  }

  Steps Decide() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    Steps steps;
    if (abandoned_) {
      outbox_.clear();
      outbox_bytes_ = 0;
      inbox_.clear();
      done_ = true;
    }
    if (!writing_ && !outbox_.empty()) {
      steps.write = std::move(outbox_.front());
      outbox_.pop_front();
      outbox_bytes_ -= steps.write->bytes();
      steps.more_to_write = !outbox_.empty();
      writing_ = true;
    }
    if (!working_ && !pausing_ && !done_ && CanRespond() && (ready_ || CanTake())) {
      steps.work = true;
      steps.pause = std::exchange(pause_, std::nullopt);
      pausing_ = steps.pause.has_value();
      working_ = !pausing_;
    }
    if (CanRead()) {
      steps.read = true;
      reading_ = true;
    }
    // An abandoned stream does not wait for a client that sends nothing.
    if (!finished_ && done_ && outbox_.empty() && (!reading_ || abandoned_) && !writing_ && !working_ &&
        !pausing_ && working_elsewhere_ == 0) {
      finished_ = true;
      steps.finish = outcome_;
    }
    return steps;
  }

  // Uses `this` only for the operations that it starts.
  void Start(Steps steps) ABSL_LOCKS_EXCLUDED(mutex_) {
    StreamTransport& transport = *transport_;
    if (steps.pause) {
      transport.StartAlarm(*steps.pause);
    } else if (steps.work) {
      executor_.Submit([this] { Work(); });
    }
    if (steps.write) transport.StartWrite(*std::move(steps.write), steps.more_to_write);
    if (steps.read) transport.StartRead();
    if (steps.finish) transport.Finish(*steps.finish);
  }

  // One turn: takes messages and makes responses.
  void Work() ABSL_LOCKS_EXCLUDED(mutex_) {
    const auto end = std::chrono::steady_clock::now() + kTurn;
    {
      sync::MutexLock lock(mutex_);
      more_ = more_ || std::exchange(ready_, false);
    }
    absl::StatusOr<bool> again = true;
    std::optional<std::chrono::milliseconds> pause;
    do {
      again = WorkOnce();
      pause = session_->TakePause();
    } while (again.ok() && *again && !pause && std::chrono::steady_clock::now() < end);
    Update([&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      working_ = false;
      pause_ = pause;
      if (!again.ok()) {
        outcome_ = again.status();
        done_ = true;
      } else {
        ready_ = ready_ || more_ || pause;
        done_ = done_ || (end_taken_ && !more_ && !ready_);
      }
    });
  }

  // Takes a message if the session can have one, otherwise lets the session work. Returns whether to
  // continue.
  absl::StatusOr<bool> WorkOnce() ABSL_LOCKS_EXCLUDED(mutex_) {
    std::optional<Incoming> message;
    bool end = false;
    {
      sync::MutexLock lock(mutex_);
      if (abandoned_ || !CanRespond()) return false;
      if (CanTake()) {
        end = inbox_.empty();
        if (!end) {
          message = std::move(inbox_.front());
          inbox_.pop_front();
          inbox_bytes_ -= message->bytes;
          if (window_) {
            unanswered_.push_back(message->bytes);
            unanswered_bytes_ += message->bytes;
          }
        }
        end_taken_ = end_taken_ || end;
      } else if (!more_) {
        return false;
      }
    }
    if (message || end) {
      absl::Status taken = end ? session_->End() : session_->Take(*std::move(message));
      if (!taken.ok()) return taken;
      if (end || !window_) SetMore(true);
      return true;
    }
    absl::StatusOr<Session::Progress> progress = session_->Next();
    if (!progress.ok()) return progress.status();
    SetMore(progress->more);
    if (progress->response) Write(*std::move(progress->response));
    return true;
  }

  void SetMore(bool more) ABSL_LOCKS_EXCLUDED(mutex_) {
    more_ = more;
    if (window_) return;
    sync::MutexLock lock(mutex_);
    busy_ = more;
  }

  // Writes the response, or keeps it until the previous response is written.
  void Write(Response response) ABSL_LOCKS_EXCLUDED(mutex_) {
    {
      sync::MutexLock lock(mutex_);
      if (writing_) {
        outbox_bytes_ += response.bytes();
        outbox_.push_back(std::move(response));
        return;
      }
      writing_ = true;
    }
    transport_->StartWrite(std::move(response), /*more_follows=*/false);
  }

  const std::unique_ptr<Session> session_;  // used by one task at a time
  bool more_ = false;                       // used by one task at a time; the session has more to do
  sync::Executor& executor_;
  const std::optional<Session::Window> window_;
  StreamTransport* transport_ = nullptr;

  sync::Mutex mutex_;
  std::deque<Incoming> inbox_ ABSL_GUARDED_BY(mutex_);
  size_t inbox_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  std::deque<Response> outbox_ ABSL_GUARDED_BY(mutex_);
  size_t outbox_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  bool busy_ ABSL_GUARDED_BY(mutex_) = false;  // without a window: the session works on the last message
  // With a window: sizes of the messages without a written response, in order, and their total.
  std::deque<size_t> unanswered_ ABSL_GUARDED_BY(mutex_);
  size_t unanswered_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  std::optional<std::chrono::milliseconds> pause_ ABSL_GUARDED_BY(mutex_);  // time until the next turn
  int working_elsewhere_ ABSL_GUARDED_BY(mutex_) = 0;
  bool ready_ ABSL_GUARDED_BY(mutex_) = false;  // Next may have something new
  bool reading_ ABSL_GUARDED_BY(mutex_) = false;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool working_ ABSL_GUARDED_BY(mutex_) = false;
  bool pausing_ ABSL_GUARDED_BY(mutex_) = false;
  bool read_all_ ABSL_GUARDED_BY(mutex_) = false;
  bool end_taken_ ABSL_GUARDED_BY(mutex_) = false;
  bool abandoned_ ABSL_GUARDED_BY(mutex_) = false;
  bool done_ ABSL_GUARDED_BY(mutex_) = false;  // nothing more is read or worked on
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status outcome_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

std::unique_ptr<Stream> MakeSessionStream(std::unique_ptr<Session> session, sync::Executor& executor) {
  return std::make_unique<SessionStream>(std::move(session), executor);
}

}  // namespace verbatim::methods
