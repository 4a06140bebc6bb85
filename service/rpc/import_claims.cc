#include "rpc/import_claims.h"

#include <grpcpp/alarm.h>

#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "access/caller.h"
#include "google/protobuf/wire_format_lite.h"
#include "rpc/parsing.h"
#include "rpc/status.h"
#include "rpc/unary.h"
#include "status/errors.h"
#include "sync/mutex.h"
#include "verbatim/v1/claim_service.pb.h"

namespace verbatim::rpc {
namespace {

// Requests of one stream that are read and not yet answered, and their bytes. As many as the committer takes
// at once, so that one stream alone fills its groups.
constexpr size_t kWindowRequests = 1024;
constexpr size_t kWindowBytes = 8 << 20;

// Requests after which the stream's task makes way for other tasks.
constexpr int kRequestsPerTurn = 64;

// After how long a stream goes on that met a limit of the server, as too many calls that wait for a document.
constexpr std::chrono::milliseconds kPause(20);

// An ImportClaimsResponse. The claim in it is that of the CreateClaimResponse, byte for byte under another
// tag.
std::string AnswerTo(int64_t index,
                     const absl::StatusOr<registry::SerializedMessage<v1::CreateClaimResponse>>& created) {
  v1::ImportClaimsResponse response;
  response.set_index(index);
  if (!created.ok()) {
    *response.mutable_error() = ToRpcStatus(created.status());
    return response.SerializeAsString();
  }
  using google::protobuf::internal::WireFormatLite;
  constexpr auto TagOf = [](int field) {
    return WireFormatLite::MakeTag(field, WireFormatLite::WIRETYPE_LENGTH_DELIMITED);
  };
  constexpr uint32_t kFrom = TagOf(v1::CreateClaimResponse::kClaimFieldNumber);
  constexpr uint32_t kTo = TagOf(v1::ImportClaimsResponse::kClaimFieldNumber);
  static_assert(kFrom < 0x80 && kTo < 0x80, "tags of one byte");
  std::string bytes = response.SerializeAsString();
  const std::string& claim = created->bytes;  // with its tag, and nothing else
  bytes.reserve(bytes.size() + claim.size());
  bytes.push_back(static_cast<char>(kTo));
  return bytes.append(claim, 1);
}

// Each of reading, writing and working goes on by at most one at a time, and the call is finished when none
// of them is under way and nothing is left to answer. What is to be started is decided under the lock and
// started outside it, for gRPC may run a completion inside the call that starts the operation. It is decided
// under the same lock under which a task says that it is done, or an answer is handed over: nothing but what
// is under way keeps the call alive, and from then on another thread may end it.
class ImportCall final : public grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  ImportCall(registry::Claims& claims, sync::Executor& executor, grpc::CallbackServerContext& context)
      : claims_(claims), executor_(executor), caller_(CallerOf(context)) {}

  void Begin() ABSL_LOCKS_EXCLUDED(mutex_) {
    Steps steps;
    {
      sync::MutexLock lock(mutex_);
      steps = Decide();
    }
    Start(steps);
  }

 private:
  struct Request {
    int64_t index;
    grpc::ByteBuffer bytes;
  };
  struct Steps {
    bool read = false;
    bool write = false;
    bool more_to_write = false;  // the answer after that one is ready
    bool work = false;
    bool pause = false;  // before that work
    bool finish = false;
  };

  // What can be started now; it is under way from here on. To be started by the caller.
  Steps Decide() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    Steps steps;
    if (abandoned_) DropWhatWaits();
    steps.read = !reading_ && !read_all_ && answers_.size() < kWindowRequests && bytes_ < kWindowBytes;
    steps.write = !writing_ && !answers_.empty() && answers_.front().has_value();
    steps.more_to_write = steps.write && answers_.size() > 1 && answers_[1].has_value();
    steps.work = !working_ && !inbox_.empty();
    steps.pause = steps.work && pause_;
    reading_ = reading_ || steps.read;
    writing_ = writing_ || steps.write;
    working_ = working_ || steps.work;
    pause_ = pause_ && !steps.work;
    if (steps.write) write_buffer_ = *std::move(answers_.front());
    steps.finish = !finished_ && read_all_ && answers_.empty() && !reading_ && !writing_ && !working_;
    finished_ = finished_ || steps.finish;
    return steps;
  }

  // Does not use `this` but for what it starts. After a cancellation gRPC answers with that, whatever is said
  // here.
  void Start(const Steps& steps) ABSL_LOCKS_EXCLUDED(mutex_) {
    if (steps.work && !steps.pause) executor_.Submit([this] { Work(); });
    if (steps.pause) {
      alarm_.emplace();  // anew: the last one may not have quite returned
      alarm_->Set(std::chrono::system_clock::now() + kPause,
                  [this](bool) { executor_.Submit([this] { Work(); }); });
    }
    // What is written next goes out together with it.
    if (steps.write && steps.more_to_write)
      StartWrite(&write_buffer_, grpc::WriteOptions().set_buffer_hint());
    if (steps.write && !steps.more_to_write) StartWrite(&write_buffer_);
    if (steps.read) StartRead(&read_buffer_);
    if (steps.finish) Finish(grpc::Status::OK);
  }

  void OnReadDone(bool ok) override {
    Steps steps;
    {
      sync::MutexLock lock(mutex_);
      reading_ = false;
      if (ok) {
        bytes_ += read_buffer_.Length();
        sizes_.push_back(read_buffer_.Length());
        inbox_.push_back({next_index_++, read_buffer_});
        read_buffer_.Clear();
        answers_.emplace_back();
      } else {
        read_all_ = true;
      }
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
      PopAnswer();
      steps = Decide();
    }
    Start(steps);
  }

  void OnCancel() override {
    {
      sync::MutexLock lock(mutex_);
      abandoned_ = true;
    }
    // A read under way fails after this, and goes on from there.
  }

  void OnDone() override { delete this; }

  void Work() {
    for (int i = 0; i < kRequestsPerTurn; ++i) {
      std::optional<Request> request = TakeRequest();
      if (!request) break;
      Import(*request);
    }
    Steps steps;
    {
      sync::MutexLock lock(mutex_);
      working_ = false;
      steps = Decide();
    }
    Start(steps);
  }

  std::optional<Request> TakeRequest() {
    sync::MutexLock lock(mutex_);
    if (inbox_.empty() || pause_ || abandoned_) return std::nullopt;
    Request request = std::move(inbox_.front());
    inbox_.pop_front();
    return request;
  }

  void Import(const Request& request) {
    v1::ImportClaimsRequest message;
    absl::Status parsed = ParseRequest(request.bytes, message);
    if (!parsed.ok()) return Answer(request.index, parsed);
    claims_.Create(
        caller_, std::move(*message.mutable_request()), registry::WhenFull::kWait,
        [this, request](const absl::StatusOr<registry::SerializedMessage<v1::CreateClaimResponse>>& created) {
          // A stream is slowed down by limits, and not refused.
          if (absl::IsResourceExhausted(created.status())) return TryAgainLater(request);
          Answer(request.index, created);
        });
  }

  void TryAgainLater(const Request& request) {
    Steps steps;
    {
      sync::MutexLock lock(mutex_);
      inbox_.push_front(request);
      pause_ = true;
      steps = Decide();
    }
    Start(steps);
  }

  void Answer(int64_t index,
              const absl::StatusOr<registry::SerializedMessage<v1::CreateClaimResponse>>& created) {
    grpc::ByteBuffer bytes = TakeBytes(AnswerTo(index, created));
    Steps steps;
    {
      sync::MutexLock lock(mutex_);
      int64_t first = next_index_ - static_cast<int64_t>(answers_.size());
      answers_[static_cast<size_t>(index - first)] = std::move(bytes);
      steps = Decide();
    }
    Start(steps);
  }

  void PopAnswer() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    answers_.pop_front();
    bytes_ -= sizes_.front();
    sizes_.pop_front();
  }

  // Nobody takes the answers any more: requests that were not begun are forgotten, and answers that are ready
  // are.
  void DropWhatWaits() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    int64_t first = next_index_ - static_cast<int64_t>(answers_.size());
    for (const Request& request : inbox_) answers_[static_cast<size_t>(request.index - first)].emplace();
    inbox_.clear();
    while (!writing_ && !answers_.empty() && answers_.front().has_value()) PopAnswer();
  }

  registry::Claims& claims_;
  sync::Executor& executor_;
  const access::Caller caller_;
  std::optional<grpc::Alarm> alarm_;
  grpc::ByteBuffer read_buffer_;   // gRPC's while reading_
  grpc::ByteBuffer write_buffer_;  // gRPC's while writing_

  sync::Mutex mutex_;
  int64_t next_index_ ABSL_GUARDED_BY(mutex_) = 0;
  std::deque<Request> inbox_ ABSL_GUARDED_BY(mutex_);
  // One for each request that is read and whose answer is not written, in order; empty until it is answered.
  std::deque<std::optional<grpc::ByteBuffer>> answers_ ABSL_GUARDED_BY(mutex_);
  std::deque<size_t> sizes_ ABSL_GUARDED_BY(mutex_);  // of the same requests
  size_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;          // their sum
  bool reading_ ABSL_GUARDED_BY(mutex_) = false;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool working_ ABSL_GUARDED_BY(mutex_) = false;
  bool pause_ ABSL_GUARDED_BY(mutex_) = false;  // before the next work
  bool read_all_ ABSL_GUARDED_BY(mutex_) = false;
  bool abandoned_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* StartImport(
    registry::Claims& claims, sync::Executor& executor, grpc::CallbackServerContext& context) {
  auto* call = new ImportCall(claims, executor, context);
  call->Begin();
  return call;
}

}  // namespace verbatim::rpc
