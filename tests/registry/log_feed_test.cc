#include "registry/log/log_feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "log/leaf.h"
#include "support/temp_folder.h"
#include "verbatim/v1/log_service.pb.h"

namespace verbatim::registry {
namespace {

class LogFeedTest : public ::testing::Test {
 protected:
  LogFeedTest() : store_(*store::OpenStore("sqlite:" + folder_.Path("test.db"), 2)) {}

  // Appends entries `claims/N` for the next numbers.
  void Append(int count, const std::string& payload = "") {
    for (int i = 0; i < count; ++i) {
      std::vector<store::Write> writes(1);
      store::NewEntry& entry = writes[0].entries.emplace_back();
      entry.resource = "claims/" + std::to_string(size_++);
      entry.leaf = log::EncodeLeaf({.type = log::EntryType::kClaimCreated,
                                    .time_micros = 0,
                                    .payload_sha256 = log::Sha256(payload),
                                    .resource = entry.resource,
                                    .principal = "",
                                    .request_id = ""});
      entry.payload = payload;
      ASSERT_TRUE(store_->Commit(writes).ok());
    }
  }

  // Follows the log from `next` until `end`, as a watcher does.
  std::vector<int64_t> FollowTo(LogFeed& feed, int64_t next, int64_t end) {
    std::vector<int64_t> seen;
    while (next < end) {
      std::optional<LogFeed::Part> part = feed.ReadRecent(next);
      if (!part) part = *feed.Read(next);
      for (const auto& entry : part->entries) seen.push_back(entry->entry.index());
      next = part->next;
    }
    return seen;
  }

  test::TempFolder folder_;
  std::unique_ptr<store::Store> store_;
  sync::ErasableCaches caches_;
  int64_t size_ = 0;
};

TEST_F(LogFeedTest, SwitchesFromStorageToMemoryWithoutGapOrRepeat) {
  Append(600);
  LogFeed feed(*store_, caches_, std::chrono::milliseconds(5));
  feed.CountFollower(true);
  std::vector<int64_t> expected(1200);
  for (size_t i = 0; i < expected.size(); ++i) expected[i] = static_cast<int64_t>(i);
  auto writer = std::async(std::launch::async, [&] {
    for (int i = 0; i < 60; ++i) {
      Append(10);
      feed.Announce();
    }
  });
  EXPECT_EQ(FollowTo(feed, 0, 1200), expected);
  writer.wait();
  while (!feed.ReadRecent(1200)) std::this_thread::yield();  // until the feed has caught up
  EXPECT_FALSE(feed.ReadRecent(0).has_value()) << "only recent entries are in memory";
  feed.CountFollower(false);
  EXPECT_FALSE(feed.ReadRecent(1200).has_value()) << "nothing is kept without followers";
}

TEST_F(LogFeedTest, LimitsAPartByItsBytesAndMissesNothing) {
  Append(5, std::string(1 << 20, 'x'));
  Append(1);
  LogFeed feed(*store_, caches_, std::chrono::milliseconds(5));
  auto part = feed.Read(0);
  ASSERT_TRUE(part.ok());
  EXPECT_EQ(part->entries.size(), 3u) << "a fourth would exceed 4 MiB";
  EXPECT_TRUE(part->more);
  EXPECT_EQ(FollowTo(feed, 0, 6), (std::vector<int64_t>{0, 1, 2, 3, 4, 5}));
  feed.CountFollower(true);
  while (!feed.ReadRecent(6)) std::this_thread::yield();
  Append(5, std::string(1 << 20, 'x'));
  feed.Announce();
  EXPECT_EQ(FollowTo(feed, 6, 11), (std::vector<int64_t>{6, 7, 8, 9, 10}));
  feed.CountFollower(false);
}

TEST_F(LogFeedTest, NotifiesItsListenerOfNewEntriesAndEveryTick) {
  LogFeed feed(*store_, caches_, std::chrono::milliseconds(5));
  feed.CountFollower(true);
  std::promise<void> ticked, called;
  int ticks = 0;
  int calls = 0;
  feed.Follow(this, [&] {
    auto part = feed.ReadRecent(0);
    if (!part) return;  // the feed has not caught up yet
    if (part->entries.empty() && ++ticks == 3) ticked.set_value();
    if (!part->entries.empty() && ++calls == 1) called.set_value();
  });
  ticked.get_future().wait();
  Append(1);
  feed.Announce();
  called.get_future().wait();
  feed.StopFollowing(this);
  feed.CountFollower(false);
}

TEST_F(LogFeedTest, ConcatenatedMessagesAreOneMessage) {
  Append(3);
  LogFeed feed(*store_, caches_, std::chrono::milliseconds(5));
  auto part = feed.Read(0);
  ASSERT_TRUE(part.ok());
  std::string bytes;
  for (const auto& entry : part->entries) bytes += entry->message;
  v1::WatchResponse response;
  ASSERT_TRUE(response.ParseFromString(bytes));
  ASSERT_EQ(response.entries_size(), 3);
  EXPECT_EQ(response.entries(2).resource(), "claims/2");
  EXPECT_EQ(response.entries(2).index(), 2);
}

}  // namespace
}  // namespace verbatim::registry
