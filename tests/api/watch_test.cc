#include <atomic>
#include <chrono>
#include <fstream>
#include <thread>

#include "fixture.h"
#include "methods/dispatcher.h"

namespace verbatim::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// One stream of Watch.
class Watcher {
 public:
  Watcher(v1::LogService::Stub& log, const v1::WatchRequest& request)
      : stream_(log.Watch(&context_, request)) {}
  ~Watcher() {
    context_.TryCancel();
    v1::WatchResponse ignored;
    while (!finished_ && stream_->Read(&ignored)) {
    }
    if (!finished_) stream_->Finish();
  }

  // Returns the next message, or nullopt at the end of the stream.
  std::optional<v1::WatchResponse> Read() {
    v1::WatchResponse response;
    if (!stream_->Read(&response)) return std::nullopt;
    return response;
  }
  // Returns the indexes of the next `count` entries.
  std::vector<int64_t> Take(size_t count) {
    std::vector<int64_t> indexes;
    while (indexes.size() < count) {
      std::optional<v1::WatchResponse> response = Read();
      if (!response) break;
      for (const v1::LogEntry& entry : response->entries()) indexes.push_back(entry.index());
    }
    return indexes;
  }
  grpc::Status Finish() {
    finished_ = true;
    return stream_->Finish();
  }

 private:
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<v1::WatchResponse>> stream_;
  bool finished_ = false;
};

v1::WatchRequest From(int64_t index) {
  v1::WatchRequest request;
  request.set_start_index(index);
  return request;
}

class WatchTest : public ApiTest {
 protected:
  WatchTest() { AddDocument("brief", kBrief); }

  void AddClaims(int count) {
    v1::BatchCreateClaimsRequest request;
    for (int i = 0; i < count; ++i) *request.add_requests() = ClaimOn("brief", "freed fifty-two prisoners");
    grpc::ClientContext context;
    v1::BatchCreateClaimsResponse response;
    ASSERT_TRUE(claims_->BatchCreateClaims(&context, request, &response).ok());
  }

  static std::vector<int64_t> Range(int64_t first, int64_t end) {
    std::vector<int64_t> range;
    for (int64_t i = first; i < end; ++i) range.push_back(i);
    return range;
  }
};

TEST_F(WatchTest, SendsStoredEntriesAndThenNewOnes) {
  AddClaims(10);
  Watcher watcher(*log_, From(3));
  EXPECT_EQ(watcher.Take(9), Range(3, 12));
  AddClaims(5);
  EXPECT_EQ(watcher.Take(5), Range(12, 17));
}

TEST_F(WatchTest, MovesFromStoredToLiveEntriesWithoutGapOrRepeatDuringWrites) {
  AddClaims(1000);
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (int i = 0; i < 60; ++i) AddClaims(50);
    done = true;
  });
  std::vector<std::thread> watchers;
  for (int64_t start : {0, 0, 500, 1001}) {
    watchers.emplace_back([&, start] {
      Watcher watcher(*log_, From(start));
      EXPECT_EQ(watcher.Take(static_cast<size_t>(4002 - start)), Range(start, 4002));
    });
  }
  for (std::thread& watcher : watchers) watcher.join();
  writer.join();
}

TEST_F(WatchTest, SendsPayloadsUnlessLeavesOnlyIsSet) {
  AddClaims(1);
  v1::WatchRequest request = From(0);
  Watcher whole(*log_, request);
  request.set_leaves_only(true);
  Watcher leaves(*log_, request);
  EXPECT_NE(whole.Read()->entries(0).payload(), "");
  v1::WatchResponse response = *leaves.Read();
  EXPECT_EQ(response.entries(0).payload(), "");
  EXPECT_NE(response.entries(0).leaf(), "");
  EXPECT_EQ(response.next_index(), 3);
}

TEST_F(WatchTest, FiltersByTypeResourceAndDocument) {
  AddDocument("other", kBrief);                                         // 2, 3
  v1::Claim claim = AddClaim(ClaimOn("other", "fifty-two prisoners"));  // 4
  AddClaims(1);                                                         // 5
  grpc::ClientContext context;
  v1::RetractClaimRequest retract;
  retract.set_name(claim.name());
  retract.set_reason("twice");
  v1::RetractClaimResponse retracted;
  ASSERT_TRUE(claims_->RetractClaim(&context, retract, &retracted).ok());  // 6
  auto matches = [&](const v1::LogEntryFilter& filter, size_t count) {
    v1::WatchRequest request = From(0);
    *request.mutable_filter() = filter;
    return Watcher(*log_, request).Take(count);
  };
  v1::LogEntryFilter filter;
  filter.add_types(v1::ENTRY_TYPE_CLAIM_RETRACTED);
  filter.add_types(v1::ENTRY_TYPE_DOCUMENT_CREATED);
  EXPECT_THAT(matches(filter, 3), ElementsAre(0, 2, 6));
  filter.Clear();
  filter.set_document("documents/other");
  EXPECT_THAT(matches(filter, 4), ElementsAre(2, 3, 4, 6));
  filter.Clear();
  filter.set_resource(claim.name());
  EXPECT_THAT(matches(filter, 2), ElementsAre(4, 6));
  filter.add_types(v1::ENTRY_TYPE_CLAIM_RETRACTED);
  EXPECT_THAT(matches(filter, 1), ElementsAre(6));
}

TEST_F(WatchTest, ABookmarkMovesPastEntriesThatTheFilterDrops) {
  watch_options_.bookmark_interval = std::chrono::milliseconds(20);
  Start();
  v1::WatchRequest request = From(0);
  request.mutable_filter()->set_document("documents/none");
  Watcher watcher(*log_, request);
  AddClaims(400);
  std::optional<v1::WatchResponse> bookmark;
  do {
    bookmark = watcher.Read();
    ASSERT_TRUE(bookmark.has_value());
    EXPECT_THAT(bookmark->entries(), IsEmpty());
  } while (bookmark->next_index() < 402);
  EXPECT_EQ(bookmark->next_index(), 402);
}

TEST_F(WatchTest, SendsTheErasureAndNoLongerTheErasedPayloads) {
  Watcher live(*log_, From(0));  // so that the feed keeps recent entries in memory
  EXPECT_EQ(live.Take(2), Range(0, 2));
  AddClaims(3);
  EXPECT_EQ(live.Take(3), Range(2, 5));
  grpc::ClientContext context;
  v1::EraseDocumentRequest request;
  request.set_name("documents/brief");
  request.set_requested_by("a court");
  request.set_reason("an order");
  v1::EraseDocumentResponse response;
  ASSERT_TRUE(documents_->EraseDocument(&context, request, &response).ok());
  EXPECT_EQ(live.Take(4), Range(5, 9));
  Watcher later(*log_, From(0));
  std::vector<v1::LogEntry> entries;
  while (entries.size() < 9) {
    std::optional<v1::WatchResponse> message = later.Read();
    ASSERT_TRUE(message.has_value());
    entries.insert(entries.end(), message->entries().begin(), message->entries().end());
  }
  for (size_t i = 0; i < 5; ++i) {
    EXPECT_TRUE(entries[i].erased()) << i;
    EXPECT_EQ(entries[i].payload(), "") << i;
  }
  EXPECT_EQ(entries[5].type(), v1::ENTRY_TYPE_DOCUMENT_ERASED);
  EXPECT_EQ(entries[8].type(), v1::ENTRY_TYPE_CLAIM_REDACTED);
}

TEST_F(WatchTest, RefusesInvalidRequestsAndNamesTheFields) {
  auto refusal = [&](const v1::WatchRequest& request) {
    Watcher watcher(*log_, request);
    EXPECT_FALSE(watcher.Read().has_value());
    return watcher.Finish();
  };
  EXPECT_EQ(refusal(From(3)).error_code(), grpc::StatusCode::OUT_OF_RANGE);
  EXPECT_THAT(BadFields(refusal(From(-1))), ElementsAre("start_index"));
  v1::WatchRequest request = From(0);
  request.mutable_filter()->set_document("brief");
  request.mutable_filter()->set_resource("x");
  request.mutable_filter()->add_types(v1::ENTRY_TYPE_UNSPECIFIED);
  EXPECT_THAT(BadFields(refusal(request)),
              ::testing::UnorderedElementsAre("filter.types[0]", "filter.resource", "filter.document"));
}

TEST_F(WatchTest, RefusesMoreWatchersThanTheLimit) {
  watch_options_.max_watchers = 2;
  Start();
  Watcher first(*log_, From(0));
  Watcher second(*log_, From(0));
  EXPECT_TRUE(first.Read() && second.Read());
  Watcher third(*log_, From(0));
  EXPECT_FALSE(third.Read().has_value());
  EXPECT_EQ(third.Finish().error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(WatchTest, ASlowWatcherIsToldWhereToResumeAndMissesNothing) {
  watch_options_.send_timeout = std::chrono::seconds(1);
  Start();
  // More than fits into the transport's buffers.
  for (int i = 0; i < 20; ++i) AddClaims(1000);
  int too_slow = 0;
  // If the buffers of a stream stay full for send_timeout, the server closes it with WATCH_TOO_SLOW. After
  // twice that time, it cancels the stream. The time until the buffers are full depends on the machine, so
  // the pause grows until one attempt ends between these two times. In every attempt the watcher must miss
  // nothing.
  for (int attempt = 0; too_slow == 0; ++attempt) {
    ASSERT_LT(attempt, 20) << "no attempt ended with WATCH_TOO_SLOW";
    const std::chrono::milliseconds pause(1500 + 500 * attempt);
    std::vector<int64_t> seen;
    for (int64_t next = 0; next < 20'002;) {
      Watcher watcher(*log_, From(next));
      if (next == 0) std::this_thread::sleep_for(pause);
      while (next < 20'002) {
        std::optional<v1::WatchResponse> response = watcher.Read();
        if (!response) {
          grpc::Status status = watcher.Finish();
          if (status.error_code() == grpc::StatusCode::CANCELLED) break;
          ASSERT_EQ(status.error_code(), grpc::StatusCode::ABORTED) << status.error_message();
          EXPECT_EQ(ReasonOf(status), "WATCH_TOO_SLOW");
          EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(status).metadata().at("next_index"),
                    std::to_string(next));
          ++too_slow;
          break;
        }
        for (const v1::LogEntry& entry : response->entries()) seen.push_back(entry.index());
        next = response->next_index();
      }
    }
    EXPECT_EQ(seen, Range(0, 20'002));
  }
}

TEST_F(WatchTest, AWatcherThatStopsReadingLosesItsPlaceToAnother) {
  watch_options_.max_watchers = 1;
  watch_options_.send_timeout = std::chrono::milliseconds(100);
  Start();
  // More than fits into the transport's buffers.
  for (int i = 0; i < 20; ++i) AddClaims(1000);
  Watcher idle(*log_, From(0));
  ASSERT_TRUE(idle.Read().has_value());
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(2);
  bool accepted = false;
  while (std::chrono::steady_clock::now() < deadline) {
    Watcher other(*log_, From(0));
    accepted = other.Read().has_value();
    if (accepted) break;
    EXPECT_EQ(other.Finish().error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  }
  EXPECT_TRUE(accepted);
  while (idle.Read()) {
  }
  EXPECT_EQ(idle.Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(WatchTest, AServerThatShutsDownSaysWhereToResume) {
  Watcher watcher(*log_, From(0));
  EXPECT_EQ(watcher.Take(2), Range(0, 2));
  std::thread drain([&] { server_->Drain(absl::Seconds(20)); });
  EXPECT_FALSE(watcher.Read().has_value());
  grpc::Status status = watcher.Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(ReasonOf(status), "SERVER_ENDS");
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(status).metadata().at("next_index"), "2");
  drain.join();
}

// The watch begins after the server closed its watches, so no task has handled it yet.
TEST_F(WatchTest, AServerThatShutsDownBeforeTheWatchBeginsSaysWhereToResume) {
  dispatcher_->CloseWatches();
  Watcher watcher(*log_, From(1));
  EXPECT_FALSE(watcher.Read().has_value());
  const grpc::Status status = watcher.Finish();
  EXPECT_EQ(ReasonOf(status), "SERVER_ENDS");
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(status).metadata().at("next_index"), "1");
}

// Returns the number of threads of this process, which runs the server and a client with one completion
// queue.
int CountThreads() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("Threads:", 0) == 0) return std::stoi(line.substr(8));
  }
  return -1;
}

TEST_F(WatchTest, AThousandIdleWatchersNeedNoThreadsOfTheirOwn) {
  constexpr size_t kWatchers = 1000;
  grpc::CompletionQueue queue;
  struct Stream {
    grpc::ClientContext context;
    std::unique_ptr<grpc::ClientAsyncReader<v1::WatchResponse>> reader;
    v1::WatchResponse response;
    grpc::Status status;
  };
  std::vector<std::unique_ptr<Stream>> streams;
  auto wait = [&](size_t events) {
    for (size_t i = 0; i < events; ++i) {
      void* tag = nullptr;
      bool ok = false;
      ASSERT_TRUE(queue.Next(&tag, &ok));
      ASSERT_TRUE(ok);
    }
  };
  auto start = [&](size_t count) {
    for (size_t i = 0; i < count; ++i) {
      Stream& stream = *streams.emplace_back(std::make_unique<Stream>());
      stream.reader = log_->AsyncWatch(&stream.context, From(2), &queue, &stream);
    }
    wait(count);
  };
  start(10);
  int threads = CountThreads();
  start(kWatchers - 10);
  // gRPC adds and removes some threads with the load. No thread belongs to a watcher.
  EXPECT_LT(CountThreads(), threads + 32);
  for (auto& stream : streams) stream->reader->Read(&stream->response, stream.get());
  AddClaims(1);
  wait(kWatchers);
  for (const auto& stream : streams) {
    ASSERT_EQ(stream->response.entries_size(), 1);
    EXPECT_EQ(stream->response.entries(0).index(), 2);
  }
  for (auto& stream : streams) {
    stream->context.TryCancel();
    stream->reader->Finish(&stream->status, stream.get());
  }
  wait(kWatchers);
}

}  // namespace
}  // namespace verbatim::test
