#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "fixture.h"

namespace verbatim::store {
namespace {

using ::testing::ElementsAre;

TEST_P(StoreConformance, ConcurrentReadersSeeWholeWritesOnly) {
  constexpr int kWriters = 4;
  constexpr int kWrites = 50;
  std::atomic<bool> writing = true;
  std::atomic<int> torn = 0;
  std::thread reader([&] {
    while (writing) {
      auto records = store_->Get(std::vector<std::string>{"w0-0-left", "w0-0-right"});
      if (!records.ok() || (*records)[0].has_value() != (*records)[1].has_value()) ++torn;
      auto size = store_->Size();
      if (!size.ok() || *size % 2 != 0) ++torn;
    }
  });
  std::vector<std::thread> writers;
  for (int w = 0; w < kWriters; ++w) {
    writers.emplace_back([&, w] {
      for (int i = 0; i < kWrites; ++i) {
        std::string name = absl::StrCat("w", w, "-", i);
        NewEntry left = Create(name + "-left");
        NewEntry right = Create(name + "-right");
        left.counters = {"all"};
        right.counters = {"all"};
        std::vector<Write> writes;
        std::vector<NewEntry> entries;
        entries.push_back(std::move(left));
        entries.push_back(std::move(right));
        writes.push_back(Of(std::move(entries)));
        auto results = store_->Commit(writes);
        if (!results.ok() || results->front().outcome != Outcome::kCommitted) ++torn;
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  writing = false;
  reader.join();
  EXPECT_EQ(torn, 0);
  EXPECT_EQ(Size(), kWriters * kWrites * 2);
  EXPECT_THAT(*store_->ReadCounters(std::vector<std::string>{"all"}), ElementsAre(kWriters * kWrites * 2));
}

TEST_P(StoreConformance, AReadAfterAWriteSeesItOrALaterOne) {
  constexpr LogIndex kWrites = 200;
  CommitOne(Of(Create("a")));
  std::atomic<LogIndex> acknowledged = 0;
  std::atomic<int> stale = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (acknowledged < kWrites) {
        const LogIndex least = acknowledged;
        auto recalled = store_->GetCached("a");
        if (!recalled.ok() || !*recalled || (*recalled)->latest < least) ++stale;
      }
    });
  }
  for (LogIndex i = 1; i <= kWrites; ++i) {
    CommitOne(Of(Replace("a", i - 1, "changed")));
    acknowledged = i;
  }
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(stale, 0);
}

}  // namespace
}  // namespace verbatim::store
