#include "serving/load.h"

#include <algorithm>
#include <atomic>
#include <latch>
#include <mutex>
#include <optional>
#include <random>
#include <thread>

#include "support/fail.h"

namespace verbatim::bench {
namespace {

// A bidirectional stream, from its first request to its end.
class StreamCall final : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  explicit StreamCall(const std::vector<grpc::ByteBuffer>& requests) : requests_(requests) {}

  void Run(grpc::GenericStub& stub, const std::string& method) {
    stub.PrepareBidiStreamingCall(&context_, method, {}, this);
    WriteNext();
    StartRead(&answer_);
    StartCall();
    done_.wait();
  }

  const grpc::Status& status() const { return status_; }
  std::vector<grpc::ByteBuffer> TakeAnswers() { return std::move(answers_); }

 private:
  void WriteNext() {
    if (next_ == requests_.size()) return StartWritesDone();
    StartWrite(&requests_[next_++]);
  }
  void OnWriteDone(bool ok) override {
    if (ok) WriteNext();
  }
  void OnReadDone(bool ok) override {
    if (!ok) return;
    answers_.push_back(answer_);
    answer_.Clear();
    StartRead(&answer_);
  }
  void OnDone(const grpc::Status& status) override {
    status_ = status;
    done_.count_down();
  }

  const std::vector<grpc::ByteBuffer>& requests_;
  grpc::ClientContext context_;
  size_t next_ = 0;
  grpc::ByteBuffer answer_;
  std::vector<grpc::ByteBuffer> answers_;
  grpc::Status status_;
  std::latch done_{1};
};

// Calls in the first part of a run do not count: after a second without work, such as the other side's turn,
// gRPC's callback threads sleep for 100 ms at a time (grpc/grpc pull request 25169).
constexpr std::chrono::milliseconds kLeadIn(150);

// The shared state of the calls of one run.
class Run {
 public:
  Run(Target& target, const NextCall& next, Clock::duration duration)
      : begin(Clock::now()), start(begin + kLeadIn), end(start + duration), target_(target), next_(next) {}

  // Only calls whose intended start is between `start` and `end` count.
  const Clock::time_point begin, start, end;

  // A caller has at most one call at a time.
  class Caller {
   public:
    explicit Caller(Run& run) : run_(run) { latencies_.reserve(1 << 10); }

    // Makes a call whose intended start is `intended`. Calls `then` on a gRPC thread once the answer is
    // recorded.
    void Start(Clock::time_point intended, std::function<void()> then) {
      intended_ = intended;
      then_ = std::move(then);
      context_.emplace();
      run_.target_.Authorize(*context_);
      response_.Clear();
      const uint64_t number = run_.started_.fetch_add(1, std::memory_order_relaxed);
      call_ = run_.next_(number);
      run_.target_.stub(number).UnaryCall(&*context_, call_.method, {}, &call_.request, &response_,
                                          [this](const grpc::Status& status) { Note(status); });
    }

    std::vector<int64_t>& latencies() { return latencies_; }

   private:
    void Note(const grpc::Status& status) {
      if (status.ok()) {
        if (intended_ >= run_.start)
          latencies_.push_back(
              std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - intended_).count());
      } else {
        run_.NoteFailure(status);
      }
      then_();
    }

    Run& run_;
    std::optional<grpc::ClientContext> context_;
    Call call_;
    grpc::ByteBuffer response_;
    Clock::time_point intended_;
    std::function<void()> then_;
    std::vector<int64_t> latencies_;
  };

  void NoteFailure(const grpc::Status& status) {
    std::lock_guard lock(mutex_);
    if (failed_++ == 0) first_failure_ = status.error_message();
  }

  LoadResult Result(std::vector<std::unique_ptr<Caller>>& callers) {
    const auto took = Clock::now() - start;
    LoadResult result;
    for (auto& caller : callers) {
      result.latencies.insert(result.latencies.end(), caller->latencies().begin(), caller->latencies().end());
    }
    std::sort(result.latencies.begin(), result.latencies.end());
    result.per_second =
        static_cast<double>(result.latencies.size()) / std::chrono::duration<double>(took).count();
    std::lock_guard lock(mutex_);
    result.failed = failed_;
    result.first_failure = first_failure_;
    return result;
  }

 private:
  Target& target_;
  const NextCall& next_;
  std::atomic<uint64_t> started_ = 0;
  std::mutex mutex_;
  int64_t failed_ = 0;
  std::string first_failure_;
};

}  // namespace

grpc::ByteBuffer BytesOf(const google::protobuf::Message& message) {
  grpc::Slice slice(message.SerializeAsString());
  return {&slice, 1};
}

Call MakeCall(const std::string& method, const google::protobuf::Message& request) {
  return {method, BytesOf(request)};
}

Target::Target(const std::string& address, int connections, std::string token)
    : authorization_(token.empty() ? "" : "Bearer " + token) {
  for (int i = 0; i < connections; ++i) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    arguments.SetMaxReceiveMessageSize(-1);
    auto channel = grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
    if (!channel->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(30))) {
      test::Fail("no connection to " + address);
    }
    stubs_.push_back(std::make_unique<grpc::GenericStub>(channel));
  }
}

grpc::ByteBuffer Target::CallOnce(const Call& call) {
  grpc::ClientContext context;
  Authorize(context);
  grpc::ByteBuffer response;
  grpc::Status result;
  std::latch done(1);
  stub(0).UnaryCall(&context, call.method, {}, &call.request, &response, [&](const grpc::Status& status) {
    result = status;
    done.count_down();
  });
  done.wait();
  if (!result.ok()) test::Fail(call.method + ": " + result.error_message());
  return response;
}

std::vector<grpc::ByteBuffer> Target::Stream(const std::string& method,
                                             const std::vector<grpc::ByteBuffer>& requests) {
  StreamCall call(requests);
  call.Run(stub(0), method);
  if (!call.status().ok()) test::Fail(method + ": " + call.status().error_message());
  return call.TakeAnswers();
}

double LoadResult::Percentile(double share) const {
  if (latencies.empty()) return 0;
  auto rank = static_cast<size_t>(share * static_cast<double>(latencies.size()));
  return static_cast<double>(latencies[std::min(rank, latencies.size() - 1)]) / 1000;
}

LoadResult RunClosedLoop(Target& target, const NextCall& next, int in_flight, Clock::duration duration) {
  Run run(target, next, duration);
  std::vector<std::unique_ptr<Run::Caller>> callers;
  for (int i = 0; i < in_flight; ++i) callers.push_back(std::make_unique<Run::Caller>(run));
  std::latch running(in_flight);
  std::vector<std::function<void()>> loops(callers.size());
  for (size_t i = 0; i < callers.size(); ++i) {
    loops[i] = [&running, &loop = loops[i], &caller = *callers[i], end = run.end] {
      const auto now = Clock::now();
      if (now >= end) return running.count_down();
      caller.Start(now, std::ref(loop));
    };
  }
  for (auto& loop : loops) loop();
  running.wait();
  return run.Result(callers);
}

LoadResult RunOpenLoop(Target& target, const NextCall& next, double per_second, Clock::duration duration) {
  Run run(target, next, duration);
  std::mutex mutex;
  std::vector<std::unique_ptr<Run::Caller>> callers;  // as many callers as were needed at the same time
  std::vector<Run::Caller*> idle;
  std::mt19937_64 random(1);
  std::exponential_distribution<double> gap(per_second);
  auto intended = run.begin;
  while (intended < run.end) {
    std::this_thread::sleep_until(intended);
    Run::Caller* caller = nullptr;
    {
      std::lock_guard lock(mutex);
      if (idle.empty()) {
        callers.push_back(std::make_unique<Run::Caller>(run));
        idle.push_back(callers.back().get());
      }
      caller = idle.back();
      idle.pop_back();
    }
    caller->Start(intended, [&mutex, &idle, caller] {
      std::lock_guard lock(mutex);
      idle.push_back(caller);
    });
    intended += std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(gap(random)));
  }
  while (true) {
    {
      std::lock_guard lock(mutex);
      if (idle.size() == callers.size()) break;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return run.Result(callers);
}

}  // namespace verbatim::bench
