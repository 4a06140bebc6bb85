#include "registry/commit/commit_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <optional>
#include <thread>

#include "log/leaf.h"
#include "status/errors.h"
#include "support/status_details.h"
#include "support/temp_folder.h"
#include "sync/mutex.h"

namespace verbatim::registry {
namespace {

using Outcome = store::WriteResult::Outcome;

store::Write Create(const std::string& resource) {
  store::Write write;
  store::NewEntry& entry = write.entries.emplace_back();
  entry.resource = resource;
  entry.payload = "payload";
  log::Leaf leaf;
  leaf.resource = resource;
  leaf.payload_sha256 = log::Sha256(*entry.payload);
  entry.leaf = log::EncodeLeaf(leaf);
  return write;
}

// A real store whose commits can be delayed or made to fail.
class FaultyStore final : public store::Store {
 public:
  explicit FaultyStore(std::unique_ptr<store::Store> store) : store_(std::move(store)) {}

  absl::StatusOr<std::vector<store::WriteResult>> Commit(std::span<const store::Write> writes,
                                                         store::Times times) override {
    ++begun;
    sync::MutexLock lock(gate);
    largest_group = std::max<size_t>(largest_group, writes.size());
    if (failing) return absl::UnavailableError("disk full");
    for (const store::Write& write : writes) {
      if (write.entries[0].resource == "poison") return absl::InternalError("cannot store this");
    }
    return store_->Commit(writes, times);
  }
  absl::StatusOr<std::optional<store::WriteResult>> FindRequest(const store::RequestKey& key) override {
    return store_->FindRequest(key);
  }
  absl::StatusOr<int64_t> Size() override { return store_->Size(); }
  absl::StatusOr<std::vector<store::Entry>> ReadEntriesUnchecked(store::LogIndex first,
                                                                 int64_t limit) override {
    return store_->ReadEntriesUnchecked(first, limit);
  }
  absl::StatusOr<std::optional<store::Record>> GetUnchecked(const std::string& resource) override {
    return store_->GetUnchecked(resource);
  }
  std::string RestoreCommand(store::LogIndex index, std::optional<int64_t> attachment) const override {
    return store_->RestoreCommand(index, attachment);
  }
  absl::StatusOr<std::vector<store::Entry>> ReadEntries(store::LogIndex first, int64_t limit) override {
    return store_->ReadEntries(first, limit);
  }
  absl::StatusOr<store::EntryPage> ListEntries(const store::EntryListing& listing) override {
    return store_->ListEntries(listing);
  }
  absl::StatusOr<std::optional<std::string>> ReadAttachment(store::LogIndex index, int64_t part) override {
    return store_->ReadAttachment(index, part);
  }
  absl::StatusOr<std::vector<std::optional<store::Record>>> Get(
      std::span<const std::string> resources) override {
    return store_->Get(resources);
  }
  absl::StatusOr<std::vector<std::optional<store::Record>>> GetWithin(std::span<const std::string> resources,
                                                                      int64_t max_bytes) override {
    return store_->GetWithin(resources, max_bytes);
  }
  absl::StatusOr<std::shared_ptr<const store::Record>> GetCached(const std::string& resource) override {
    return store_->GetCached(resource);
  }
  absl::StatusOr<store::Page> List(const store::Listing& listing) override { return store_->List(listing); }
  absl::StatusOr<std::vector<int64_t>> ReadCounters(std::span<const std::string> counters) override {
    return store_->ReadCounters(counters);
  }
  absl::StatusOr<std::vector<log::Digest>> ReadHashes(std::span<const uint64_t> positions) override {
    return store_->ReadHashes(positions);
  }
  absl::StatusOr<int64_t> Confirm() override { return store_->Confirm(); }
  int64_t KnownSize() const override { return store_->KnownSize(); }
  void Listen(store::OthersListener listener) override { store_->Listen(std::move(listener)); }
  absl::StatusOr<std::string> Agree(const std::string& name, const std::string& value) override {
    return store_->Agree(name, value);
  }
  absl::StatusOr<bool> KeepCheckpoint(const store::KeptCheckpoint& checkpoint,
                                      const std::optional<std::string>& before) override {
    return store_->KeepCheckpoint(checkpoint, before);
  }
  absl::Status Compact() override { return store_->Compact(); }
  absl::StatusOr<std::optional<store::KeptCheckpoint>> FindCheckpoint(int64_t size) override {
    return store_->FindCheckpoint(size);
  }
  absl::StatusOr<std::vector<store::StateRow>> ReadState(store::StateTable table,
                                                         const std::optional<store::StateRow>& after,
                                                         int64_t limit) override {
    return store_->ReadState(table, after, limit);
  }
  absl::Status CheckStorage() override { return store_->CheckStorage(); }

  sync::Mutex gate;            // commits wait while a test holds it
  std::atomic<int> begun = 0;  // commits, including those that wait
  std::atomic<bool> failing = false;
  std::atomic<size_t> largest_group = 0;

 private:
  std::unique_ptr<store::Store> store_;
};

class CommitQueueTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = store::OpenStore("sqlite:" + folder_.Path("test.db"), 2);
    ASSERT_TRUE(opened.ok()) << opened.status();
    store_ = std::make_unique<FaultyStore>(*std::move(opened));
  }

  const Environment environment_ = Environment::System();
  test::TempFolder folder_;
  std::unique_ptr<FaultyStore> store_;
};

TEST_F(CommitQueueTest, CommitsWaitingWritesTogetherAndInOrder) {
  std::vector<store::LogIndex> indexes(200, -1);
  {
    CommitQueue queue(*store_, environment_, Limits(), {}, {});
    sync::MutexLock lock(store_->gate);
    for (size_t i = 0; i < indexes.size(); ++i) {
      queue.Submit(
          Create("r" + std::to_string(i)), WhenFull::kRefuse,
          [&index = indexes[i]](absl::StatusOr<store::WriteResult> result) { index = result->first_index; });
    }
    lock.Release();
  }
  // The queue's destructor has answered all writes.
  for (size_t i = 0; i < indexes.size(); ++i) EXPECT_EQ(indexes[i], static_cast<store::LogIndex>(i));
  EXPECT_GE(store_->largest_group, 100u);
}

TEST_F(CommitQueueTest, AnswersALargeGroupWhileTheNextIsCommitted) {
  CommitQueue queue(*store_, environment_, Limits(), {}, {});
  std::promise<void> proceed;
  std::shared_future<void> may_proceed = proceed.get_future();
  std::atomic<int> answered = 0;
  {
    sync::MutexLock lock(store_->gate);
    queue.Submit(Create("first"), WhenFull::kRefuse, [](const absl::StatusOr<store::WriteResult>&) {});
    while (store_->begun == 0) std::this_thread::yield();
    // All of these writes are committed together, after the first write.
    for (int i = 0; i < 200; ++i) {
      queue.Submit(Create("r" + std::to_string(i)), WhenFull::kRefuse,
                   [&](absl::StatusOr<store::WriteResult> result) {
                     if (answered == 100) may_proceed.wait();
                     answered += result.ok();
                   });
    }
  }
  while (answered < 100) std::this_thread::yield();
  EXPECT_EQ(queue.SubmitAndWait(Create("next"))->outcome, Outcome::kCommitted);
  EXPECT_EQ(answered, 100);
  proceed.set_value();
  while (answered < 200) std::this_thread::yield();
}

TEST_F(CommitQueueTest, RefusesOrBlocksWhenFull) {
  Limits limits;
  limits.queued_writes = 2;
  CommitQueue queue(*store_, environment_, limits, {}, {});
  std::atomic<int> committed = 0;
  auto count = [&](absl::StatusOr<store::WriteResult> result) { committed += result.ok(); };
  sync::MutexLock lock(store_->gate);
  // The committer may have taken one write already, so two writes wait.
  int sent = 0;
  absl::Status refusal;
  while (refusal.ok()) {
    queue.Submit(Create("r" + std::to_string(sent)), WhenFull::kRefuse,
                 [&](absl::StatusOr<store::WriteResult> result) {
                   if (result.ok())
                     ++committed;
                   else
                     refusal = result.status();
                 });
    ++sent;
    ASSERT_LE(sent, 10);
  }
  EXPECT_TRUE(absl::IsResourceExhausted(refusal)) << refusal;
  std::thread waiter([&] { queue.Submit(Create("waits"), WhenFull::kWait, count); });
  lock.Release();
  waiter.join();
  EXPECT_TRUE(queue.SubmitAndWait(Create("last")).ok());
  EXPECT_EQ(committed, sent - 1 + 1);
}

TEST_F(CommitQueueTest, ReportsWhenTheStoreBecomesUnavailableAndAvailableAgain) {
  std::vector<bool> told;
  std::promise<void> back;
  CommitQueue queue(*store_, environment_, Limits(), {},
                    {.on_commit = nullptr, .on_availability = [&](bool available) {
                       told.push_back(available);
                       if (available) back.set_value();
                     }});
  store_->failing = true;
  EXPECT_TRUE(absl::IsUnavailable(queue.SubmitAndWait(Create("a")).status()));
  EXPECT_TRUE(absl::IsUnavailable(queue.SubmitAndWait(Create("a")).status()));
  store_->failing = false;
  back.get_future().wait();  // no write is needed, because the queue probes the store
  EXPECT_THAT(told, ::testing::ElementsAre(false, true));
  EXPECT_EQ(queue.SubmitAndWait(Create("a"))->outcome, Outcome::kCommitted);
}

// Clocks that a test sets.
struct TestClocks {
  std::atomic<int64_t> wall = 1'000'000'000'000'000;
  std::atomic<int64_t> boot = 0;
  Environment environment() {
    Environment sources = Environment::System();
    sources.now_micros = [this] { return wall.load(); };
    sources.boot_micros = [this] { return boot.load(); };
    return sources;
  }
  void Pass(std::chrono::microseconds time) {
    wall += time.count();
    boot += time.count();
  }
};

store::Write CreateAt(const std::string& resource, int64_t time) {
  store::Write write = Create(resource);
  log::Leaf leaf = *log::DecodeLeaf(write.entries.front().leaf);
  leaf.time_micros = time;
  write.entries.front().leaf = log::EncodeLeaf(leaf);
  return write;
}

TEST_F(CommitQueueTest, AnEntrysTimeIsNeverBeforeItsPredecessors) {
  const auto times = [&] {
    std::vector<int64_t> read;
    const auto entries = store_->ReadEntries(0, 10);
    for (const store::Entry& entry : *entries) {
      read.push_back(log::DecodeLeaf(entry.leaf)->time_micros);
    }
    return read;
  };
  {
    CommitQueue queue(*store_, environment_, Limits(), {}, {});
    EXPECT_TRUE(queue.SubmitAndWait(CreateAt("a", 50)).ok());
    EXPECT_TRUE(queue.SubmitAndWait(CreateAt("b", 40)).ok());
    EXPECT_TRUE(queue.SubmitAndWait(CreateAt("c", 60)).ok());
  }
  EXPECT_THAT(times(), ::testing::ElementsAre(50, 50, 60));
  CommitQueue queue(*store_, environment_, Limits(), {}, {});
  EXPECT_TRUE(queue.SubmitAndWait(CreateAt("d", 10)).ok());
  EXPECT_THAT(times(), ::testing::ElementsAre(50, 50, 60, 60)) << "also after a restart";
}

TEST_F(CommitQueueTest, RefusesAClockThatJumpsAheadUntilItIsSetBack) {
  TestClocks clocks;
  const Environment environment = clocks.environment();
  std::vector<std::optional<int64_t>> changes;
  const ClockOptions options{.on_change = [&](std::optional<int64_t> to) { changes.push_back(to); }};
  std::optional<CommitQueue> queue;
  queue.emplace(*store_, environment, Limits(), options, CommitQueue::Listeners{});
  int next = 0;
  const auto write = [&] { return queue->SubmitAndWait(Create(std::to_string(next++))).status(); };
  EXPECT_TRUE(write().ok());
  clocks.Pass(std::chrono::hours(200));
  EXPECT_TRUE(write().ok()) << "time passed on both clocks";
  clocks.wall += std::chrono::microseconds(std::chrono::minutes(59)).count();
  EXPECT_TRUE(write().ok());
  clocks.wall -= std::chrono::microseconds(std::chrono::hours(10)).count();
  EXPECT_TRUE(write().ok()) << "a clock may be set back";
  const int64_t jump = std::chrono::microseconds(std::chrono::minutes(61)).count();
  clocks.wall += jump;
  const int64_t jumped_to = clocks.wall;
  for (int i = 0; i < 2; ++i) {
    const absl::Status refused = write();
    EXPECT_TRUE(absl::IsUnavailable(refused)) << refused;
    EXPECT_EQ(test::ReasonOf(ToRpcStatus(refused)), "CLOCK_JUMPED");
    clocks.Pass(std::chrono::hours(3));
  }
  EXPECT_THAT(changes, ::testing::ElementsAre(jumped_to));

  // A restart alone does not accept the clock.
  ClockOptions after_restart = options;
  after_restart.jumped_to = jumped_to;
  queue.reset();
  queue.emplace(*store_, environment, Limits(), after_restart, CommitQueue::Listeners{});
  EXPECT_TRUE(absl::IsUnavailable(write()));
  clocks.wall = jumped_to - jump;
  EXPECT_TRUE(write().ok());
  EXPECT_THAT(changes, ::testing::ElementsAre(jumped_to, std::nullopt));
  EXPECT_EQ(*store_->Size(), 5);
}

TEST_F(CommitQueueTest, AFailingWriteDoesNotFailTheOthersOfItsGroup) {
  CommitQueue queue(*store_, environment_, Limits(), {}, {});
  std::atomic<int> committed = 0;
  std::atomic<int> failed = 0;
  auto count = [&](absl::StatusOr<store::WriteResult> result) { ++(result.ok() ? committed : failed); };
  {
    sync::MutexLock lock(store_->gate);
    for (const char* name : {"a", "b", "poison", "c", "d"})
      queue.Submit(Create(name), WhenFull::kRefuse, count);
  }
  EXPECT_TRUE(queue.SubmitAndWait(Create("e")).ok());
  EXPECT_EQ(committed, 4);
  EXPECT_EQ(failed, 1);
}

}  // namespace
}  // namespace verbatim::registry
