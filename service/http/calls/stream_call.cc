#include "http/calls/stream_call.h"

#include <utility>

#include "http/calls/status_body.h"
#include "methods/gzip.h"
#include "methods/stream.h"

namespace verbatim::http {
namespace {

// Bytes that a compressed body may decompress to. A stream that is not compressed has no bound, but its client
// must send every byte.
constexpr size_t kMaxStreamBytes = size_t{64} << 30;

// Bytes that are decompressed in one turn. A compressed part of a body can become a thousand times longer, so
// it is not decompressed as a whole.
constexpr size_t kUnpackedBytes = 256 << 10;

// A streaming call. The stream's operations arrive on any thread and are passed to the connection's thread, which
// alone uses the members. The call keeps itself alive until the stream is done.
class StreamCall final : public methods::StreamTransport, public std::enable_shared_from_this<StreamCall> {
 public:
  StreamCall(std::shared_ptr<ApiRequest> request, std::unique_ptr<StreamFormat> format)
      : request_(std::move(request)), format_(std::move(format)) {}

  void Begin(const methods::Method& method) {
    self_ = shared_from_this();
    const std::optional<bool> gzip = IsGzip(request_->head().Find("content-encoding"));
    if (!gzip) {
      failure_ = ToStatus(Problem{415, "Content-Encoding must be gzip or identity"});
    } else if (*gzip) {
      gunzipper_ = std::make_unique<methods::Gunzipper>(kMaxStreamBytes);
    }
    stream_ = request_->dispatcher().StartStream(method, request_->MakeStreamCall());
    const std::weak_ptr<StreamCall> weak = shared_from_this();
    request_->exchange().OnGone([weak] {
      if (const auto alive = weak.lock()) alive->Cancel(absl::CancelledError("the client has gone"));
    });
    request_->AtDeadline([weak] {
      if (const auto alive = weak.lock())
        alive->Cancel(absl::DeadlineExceededError("the deadline of the call has passed"));
    });
    stream_->Begin(*this);
    if (!failure_.ok()) Cancel(failure_);
  }

  // StreamTransport. Operations are posted even on the connection's own thread. The stream allows an
  // operation to end inside the call that starts it, but then the calls would nest without a bound.
  void StartRead() override {
    Post([](StreamCall& call) {
      call.reading_ = true;
      call.Read();
    });
  }
  void StartWrite(methods::Response message, bool) override {
    request_->exchange().Post([self = shared_from_this(), message = std::move(message)]() mutable {
      self->WriteMessage(std::move(message));
    });
  }
  void StartAlarm(std::chrono::milliseconds delay) override {
    request_->exchange().After(delay, [self = shared_from_this()] {
      if (self->stream_ != nullptr) self->stream_->OnAlarm();
    });
  }
  void SendHeaders() override {
    Post([](StreamCall& call) { call.StartResponse(); });
  }
  void Finish(const absl::Status& status) override {
    Post([status](StreamCall& call) {
      call.outcome_ = status;
      call.FinishIfWritten();
    });
  }
  void Abort() override {
    Post([](StreamCall& call) { call.request_->exchange().Abort(); });
  }

 private:
  template <typename Task>
  void Post(Task task) {
    request_->exchange().Post([self = shared_from_this(), task = std::move(task)]() mutable { task(*self); });
  }

  // Gives the next message of the request to the stream, if the stream waits for it.
  void Read() {
    if (!reading_ || fetching_ || stream_ == nullptr) return;
    if (!failure_.ok()) return EndReading();
    absl::StatusOr<std::optional<methods::Incoming>> next = format_->Next();
    if (!next.ok()) return Cancel(next.status());
    if (*next) {
      reading_ = false;
      return stream_->OnRead(**std::move(next));
    }
    if (!packed_.empty()) return Unpack();
    if (all_fetched_) return EndReading();
    if (!request_->head().has_body) return Fetched({});
    fetching_ = true;
    request_->exchange().ReadSome([self = shared_from_this()](Exchange::Part part) {
      self->fetching_ = false;
      self->Fetched(std::move(part));
    });
  }

  void Fetched(Exchange::Part part) {
    if (stream_ == nullptr) return;
    if (part.problem) return Cancel(ToStatus(*part.problem));
    if (!part.bytes) {
      if (gunzipper_ != nullptr && !gunzipper_->complete())
        return Cancel(ToStatus(Problem{400, "the body is not gzip, or is cut"}));
      all_fetched_ = true;
      format_->FeedEnd();
    } else if (gunzipper_ != nullptr) {
      packed_ = *std::move(part.bytes);
      unpacked_ = 0;
    } else {
      format_->Feed(*std::move(part.bytes));
    }
    Read();
  }

  // Decompresses some bytes of the part that was received. Other connections get a turn before the next bytes.
  void Unpack() {
    if (std::exchange(unpacking_, true)) return;
    std::string plain;
    std::string_view rest = std::string_view(packed_).substr(unpacked_);
    const methods::Gunzipper::State state = gunzipper_->FeedSome(rest, plain, kUnpackedBytes);
    unpacked_ = packed_.size() - rest.size();
    if (rest.empty() && plain.size() < kUnpackedBytes) packed_.clear();
    Post([state, plain = std::move(plain)](StreamCall& call) mutable {
      call.unpacking_ = false;
      if (call.stream_ == nullptr) return;
      if (state == methods::Gunzipper::State::kMalformed)
        return call.Cancel(ToStatus(Problem{400, "the body is not gzip"}));
      if (state == methods::Gunzipper::State::kTooLong)
        return call.Cancel(ToStatus(Problem{413, "the decompressed body is too long"}));
      call.format_->Feed(std::move(plain));
      call.Read();
    });
  }

  void EndReading() {
    if (!std::exchange(reading_, false)) return;
    stream_->OnRead(std::nullopt);
  }

  // Ends the call early. The stream must not treat the part that it has read as the whole request. So the
  // stream is cancelled before it learns that there is no more to read.
  void Cancel(const absl::Status& status) {
    if (stream_ == nullptr || finished_) return;
    if (failure_.ok()) failure_ = status;
    if (!std::exchange(cancelled_, true)) stream_->OnCancel();
    if (stream_ != nullptr) EndReading();
  }

  void StartResponse() {
    if (std::exchange(started_, true)) return;
    request_->Start(format_->Head());
    if (request_->head().method == "HEAD") Cancel(absl::CancelledError("HEAD takes no messages"));
  }

  void WriteMessage(methods::Response message) {
    if (stream_ == nullptr) return;
    if (cancelled_) return stream_->OnWritten(false);
    StartResponse();
    writing_ = true;
    request_->exchange().Write(format_->Write(std::move(message)), [self = shared_from_this()](bool ok) {
      self->writing_ = false;
      if (self->stream_ == nullptr) return;
      self->stream_->OnWritten(ok && !self->cancelled_);
      self->FinishIfWritten();
    });
  }

  // Ends the response. The status follows the message that is being written.
  void FinishIfWritten() {
    if (!outcome_ || writing_ || stream_ == nullptr) return;
    finished_ = true;
    const absl::Status status = failure_.ok() ? *outcome_ : failure_;
    std::optional<Response> failure;
    if (!status.ok() && !started_) failure = format_->Failure(status);
    if (failure) {
      request_->Respond(*std::move(failure));
    } else {
      StartResponse();
      request_->exchange().Write(format_->End(status),
                                 [self = shared_from_this()](bool) { self->request_->exchange().End(); });
    }
    const std::unique_ptr<methods::Stream> stream = std::move(stream_);
    stream->OnDone();
    self_.reset();
  }

  const std::shared_ptr<ApiRequest> request_;
  const std::unique_ptr<StreamFormat> format_;
  std::shared_ptr<StreamCall> self_;               // until the stream is done
  std::unique_ptr<methods::Stream> stream_;        // null once it is done
  std::unique_ptr<methods::Gunzipper> gunzipper_;  // if the body is compressed
  std::string packed_;                             // the part of the body that is being decompressed
  size_t unpacked_ = 0;                            // bytes of it that are decompressed
  bool unpacking_ = false;                         // decompressed bytes are on their way to the format
  absl::Status failure_;                 // of the call as a whole; goes before the stream's own status
  std::optional<absl::Status> outcome_;  // the stream's own status
  bool reading_ = false;                 // the stream waits for a message
  bool fetching_ = false;                // the connection is being read
  bool all_fetched_ = false;
  bool started_ = false;  // the head of the response was sent
  bool writing_ = false;  // a message is being sent
  bool finished_ = false;
  bool cancelled_ = false;
};

}  // namespace

void StartStream(std::shared_ptr<ApiRequest> request, const methods::Method& method,
                 std::unique_ptr<StreamFormat> format) {
  std::make_shared<StreamCall>(std::move(request), std::move(format))->Begin(method);
}

}  // namespace verbatim::http
