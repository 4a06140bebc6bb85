#include "store/record_cache.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace verbatim::store {
namespace {

std::shared_ptr<const Record> RecordOf(const std::string& name, LogIndex latest, size_t bytes = 10) {
  return std::make_shared<const Record>(Record{name, 0, latest, std::string(bytes, 'x')});
}

// Does what a reader does after a miss: reads the record elsewhere and keeps it.
void Read(RecordCache& cache, const std::shared_ptr<const Record>& record) {
  cache.Keep(record, cache.Find(record->resource).generation);
}

TEST(RecordCache, FindsARecordUntilItsResourceIsWritten) {
  RecordCache cache(1 << 20);
  EXPECT_FALSE(cache.Find("claims/a").record);
  Read(cache, RecordOf("claims/a", 7));
  Read(cache, RecordOf("claims/b", 8));
  ASSERT_TRUE(cache.Find("claims/a").record);
  EXPECT_EQ(cache.Find("claims/a").record->latest, 7);
  EXPECT_EQ(cache.Find("claims/a").record->payload, std::string(10, 'x'));
  { RecordCache::Writing writing(cache, {"claims/a"}); }
  EXPECT_FALSE(cache.Find("claims/a").record);
  EXPECT_TRUE(cache.Find("claims/b").record);
}

TEST(RecordCache, TellsAnErasedPayloadFromAnEmptyOne) {
  RecordCache cache(1 << 20);
  Read(cache, std::make_shared<const Record>(Record{"claims/erased", 1, 2, std::nullopt}));
  Read(cache, std::make_shared<const Record>(Record{"claims/empty", 1, 2, ""}));
  EXPECT_EQ(cache.Find("claims/erased").record->payload, std::nullopt);
  EXPECT_EQ(cache.Find("claims/empty").record->payload, "");
}

TEST(RecordCache, DropsARecordThatWasReadBeforeAWrite) {
  RecordCache cache(1 << 20);
  const uint64_t generation = cache.Find("claims/a").generation;
  const std::shared_ptr<const Record> old = RecordOf("claims/a", 7);
  { RecordCache::Writing writing(cache, {"claims/a"}); }  // between the reader's Find and its Keep
  cache.Keep(old, generation);
  EXPECT_FALSE(cache.Find("claims/a").record);
}

TEST(RecordCache, NeitherFindsNorKeepsARecordDuringItsWrite) {
  RecordCache cache(1 << 20);
  Read(cache, RecordOf("claims/a", 7));
  {
    RecordCache::Writing writing(cache, {"claims/a", "claims/a"});
    EXPECT_FALSE(cache.Find("claims/a").record);
    Read(cache, RecordOf("claims/a", 7));
    EXPECT_FALSE(cache.Find("claims/a").record);
    Read(cache, RecordOf("claims/b", 8));
    EXPECT_TRUE(cache.Find("claims/b").record);
  }
  Read(cache, RecordOf("claims/a", 9));
  EXPECT_EQ(cache.Find("claims/a").record->latest, 9);
}

TEST(RecordCache, KnowsASoleEntryUntilItsResourceIsWritten) {
  RecordCache cache(1 << 20);
  cache.NoteSoleEntry("claims/a", 7);
  EXPECT_EQ(cache.Find("claims/a").sole_entry, 7);
  EXPECT_EQ(cache.Find("claims/b").sole_entry, std::nullopt);
  {
    RecordCache::Writing writing(cache, {"claims/a"});
    EXPECT_EQ(cache.Find("claims/a").sole_entry, std::nullopt);
    cache.NoteSoleEntry("claims/a", 7);
    EXPECT_EQ(cache.Find("claims/a").sole_entry, std::nullopt);
  }
  EXPECT_EQ(cache.Find("claims/a").sole_entry, std::nullopt);
}

TEST(RecordCache, KnowsTheSoleEntriesOfEvictedRecords) {
  RecordCache cache(1 << 20);
  constexpr int kRecords = 4000;
  const auto record = [](int i) {
    return std::make_shared<const Record>(
        Record{"claims/" + std::to_string(i), i, i % 2 == 0 ? i : i + kRecords, std::string(1000, 'x')});
  };
  for (int i = 0; i < kRecords; ++i) Read(cache, record(i));
  int evicted = 0;
  int known = 0;
  for (int i = 0; i < kRecords; i += 2) {
    const RecordCache::Found found = cache.Find(record(i)->resource);
    if (found.record) continue;
    ++evicted;
    known += found.sole_entry == i ? 1 : 0;
  }
  EXPECT_GT(evicted, kRecords / 4);
  EXPECT_GE(known, evicted * 9 / 10);
  for (int i = 1; i < kRecords; i += 2) {
    EXPECT_NE(cache.Find(record(i)->resource).sole_entry, i + kRecords)
        << "the resource has an earlier entry, too";
  }
}

constexpr size_t kCapacity = 1 << 20;
constexpr int kTooMany = 4000;  // records of 1000 bytes, four times what fits

std::shared_ptr<const Record> NumberedRecord(int number) {
  return RecordOf("claims/" + std::to_string(number), number, 1000);
}

TEST(RecordCache, KeepsAUsedRecordWhileOthersAreEvicted) {
  RecordCache cache(kCapacity);
  Read(cache, RecordOf("claims/used", 1, 1000));
  for (int i = 0; i < kTooMany; ++i) {
    ASSERT_TRUE(cache.Find("claims/used").record) << "after " << i;
    Read(cache, NumberedRecord(i));
  }
  int kept = 0;
  for (int i = 0; i < kTooMany; ++i) kept += cache.Find(NumberedRecord(i)->resource).record ? 1 : 0;
  EXPECT_LE(kept * 1000, static_cast<int>(kCapacity));
  EXPECT_GE(kept * 1000, static_cast<int>(kCapacity) / 2);
}

TEST(RecordCache, PrefersARecordThatReturnsToThoseReadOnce) {
  RecordCache cache(kCapacity);
  Read(cache, RecordOf("claims/returns", 1, 1000));
  constexpr int kJustTooMany = 750;
  for (int i = 0; i < kJustTooMany; ++i) Read(cache, NumberedRecord(i));
  ASSERT_FALSE(cache.Find("claims/returns").record) << "it was read only once";
  Read(cache, RecordOf("claims/returns", 2, 1000));
  for (int i = 0; i < kTooMany; ++i) Read(cache, NumberedRecord(kJustTooMany + i));
  EXPECT_TRUE(cache.Find("claims/returns").record);
}

TEST(RecordCache, EvictsAUsedRecordOnceOthersAreUsed) {
  RecordCache cache(kCapacity);
  for (int round = 0; round < 5; ++round) {
    Read(cache, RecordOf("claims/used", 1, 1000));
    cache.Find("claims/used");
  }
  for (int i = 0; i < kTooMany; ++i) {
    Read(cache, NumberedRecord(i));
    cache.Find(NumberedRecord(i)->resource);
  }
  EXPECT_FALSE(cache.Find("claims/used").record);
}

TEST(RecordCache, KeepsNothingLargerThanItsCapacity) {
  RecordCache cache(1 << 20);
  Read(cache, RecordOf("claims/large", 1, 1 << 20));
  EXPECT_FALSE(cache.Find("claims/large").record);
  RecordCache none(0);
  Read(none, RecordOf("claims/a", 1));
  EXPECT_FALSE(none.Find("claims/a").record);
}

// The store guarantees that a read that begins after a write was seen returns this write or a later write.
TEST(RecordCache, NeverReturnsAStateOlderThanAWriteThatWasSeen) {
  constexpr LogIndex kWrites = 20'000;
  RecordCache cache(1 << 20);
  std::atomic<LogIndex> stored = 0;
  std::atomic<LogIndex> seen = 0;
  std::atomic<int> stale = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (seen < kWrites) {
        const LogIndex least = seen;
        RecordCache::Found found = cache.Find("claims/a");
        if (!found.record) {
          found.record = RecordOf("claims/a", stored);
          cache.Keep(found.record, found.generation);
        }
        if (found.record->latest < least) ++stale;
      }
    });
  }
  for (LogIndex i = 1; i <= kWrites; ++i) {
    RecordCache::Writing writing(cache, {"claims/a"});
    stored = i;
    seen = i;  // other readers can see it before the write has ended
  }
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(stale, 0);
}

}  // namespace
}  // namespace verbatim::store
