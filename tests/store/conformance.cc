#include "conformance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <random>
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "log/leaf.h"
#include "log/merkle.h"

namespace verbatim::store {
namespace {

using Outcome = WriteResult::Outcome;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string LeafOf(const std::string& resource) {
  log::Leaf leaf;
  leaf.resource = resource;
  return log::EncodeLeaf(leaf);
}

NewEntry Create(const std::string& resource, const std::string& payload = "payload") {
  NewEntry entry;
  entry.leaf = LeafOf(resource);
  entry.payload = payload;
  entry.resource = resource;
  return entry;
}

NewEntry Replace(const std::string& resource, LogIndex latest, const std::string& payload) {
  NewEntry entry = Create(resource, payload);
  entry.replaces = latest;
  return entry;
}

Write Of(std::vector<NewEntry> entries) { return Write{std::move(entries), std::nullopt, {}}; }

Write Of(NewEntry entry) {
  std::vector<NewEntry> entries;
  entries.push_back(std::move(entry));
  return Of(std::move(entries));
}

WriteResult Committed(LogIndex first, int64_t count) { return {Outcome::kCommitted, first, count, {}}; }

class StoreConformance : public ::testing::TestWithParam<BackendFactory> {
 protected:
  void SetUp() override {
    backend_ = GetParam().make();
    Reopen();
  }

  void Reopen() {
    store_.reset();
    auto opened = backend_->Open();
    ASSERT_TRUE(opened.ok()) << opened.status();
    store_ = *std::move(opened);
  }

  std::vector<WriteResult> Commit(std::vector<Write> writes) {
    auto results = store_->Commit(writes);
    EXPECT_TRUE(results.ok()) << results.status();
    return results.ok() ? *results : std::vector<WriteResult>{};
  }
  WriteResult CommitOne(Write write) {
    std::vector<Write> writes;
    writes.push_back(std::move(write));
    std::vector<WriteResult> results = Commit(std::move(writes));
    return results.empty() ? WriteResult{} : results.front();
  }
  std::optional<Record> Get(const std::string& name) {
    auto records = store_->Get(std::vector{name});
    EXPECT_TRUE(records.ok()) << records.status();
    return records.ok() ? records->front() : std::nullopt;
  }
  std::vector<std::string> ListNames(const std::vector<std::string>& keys) {
    auto page = store_->List({.keys = keys, .after = -1, .limit = 1000, .max_bytes = 1 << 30});
    EXPECT_TRUE(page.ok()) << page.status();
    std::vector<std::string> names;
    if (page.ok()) {
      for (const Record& record : page->records) names.push_back(record.resource);
    }
    return names;
  }
  int64_t Size() {
    auto size = store_->Size();
    EXPECT_TRUE(size.ok()) << size.status();
    return size.value_or(-1);
  }

  std::unique_ptr<Backend> backend_;
  std::unique_ptr<Store> store_;
};

TEST_P(StoreConformance, ANewStoreIsEmpty) {
  EXPECT_EQ(Size(), 0);
  EXPECT_EQ(Get("a"), std::nullopt);
  EXPECT_THAT(ListNames({"t"}), IsEmpty());
  EXPECT_THAT(*store_->ReadEntries(0, 10), IsEmpty());
}

TEST_P(StoreConformance, EntriesAreNumberedInTheOrderOfTheirWrites) {
  EXPECT_THAT(Commit({Of(Create("a")), Of({Create("b"), Create("c")})}),
              ElementsAre(Committed(0, 1), Committed(1, 2)));
  EXPECT_EQ(CommitOne(Of(Create("d"))), Committed(3, 1));
  EXPECT_EQ(Size(), 4);
  auto entries = store_->ReadEntries(1, 2);
  ASSERT_TRUE(entries.ok());
  EXPECT_THAT(*entries, ElementsAre(Entry{1, LeafOf("b"), "payload"}, Entry{2, LeafOf("c"), "payload"}));
  EXPECT_EQ(store_->ReadEntries(3, 10)->size(), 1u);
  EXPECT_THAT(*store_->ReadEntries(4, 10), IsEmpty());
}

TEST_P(StoreConformance, WhatWasCommittedIsThereAfterReopening) {
  NewEntry entry = Create("a", "state");
  entry.attachments = {"first", "second"};
  entry.add_keys = {"t"};
  entry.counters = {"n"};
  Write write = Of(std::move(entry));
  write.request = RequestKey{"p", "r", "f"};
  CommitOne(std::move(write));
  Reopen();
  EXPECT_EQ(Size(), 1);
  EXPECT_EQ(Get("a"), (Record{"a", 0, 0, "state"}));
  EXPECT_EQ(*store_->ReadAttachment(0, 1), "second");
  EXPECT_THAT(ListNames({"t"}), ElementsAre("a"));
  EXPECT_THAT(*store_->ReadCounters(std::vector<std::string>{"n"}), ElementsAre(1));
  EXPECT_EQ((*store_->FindRequest({"p", "r", "f"}))->outcome, Outcome::kRepeated);
}

TEST_P(StoreConformance, AResourceIsItsLatestEntry) {
  CommitOne(Of(Create("a", "one")));
  CommitOne(Of(Create("b", "other")));
  EXPECT_EQ(CommitOne(Of(Replace("a", 0, "two"))), Committed(2, 1));
  EXPECT_EQ(Get("a"), (Record{"a", 0, 2, "two"}));
  EXPECT_EQ(store_->ReadEntries(0, 1)->front().payload, "one") << "the log keeps what was";
}

TEST_P(StoreConformance, AResourceIsNotCreatedTwice) {
  CommitOne(Of(Create("a", "first")));
  EXPECT_EQ(CommitOne(Of(Create("a", "second"))), (WriteResult{Outcome::kExists, 0, 0, "a"}));
  EXPECT_EQ(Get("a")->payload, "first");
  EXPECT_EQ(Size(), 1);
}

TEST_P(StoreConformance, AStaleReplacementIsRefusedWithTheLatestEntry) {
  CommitOne(Of(Create("a", "one")));
  CommitOne(Of(Replace("a", 0, "two")));
  EXPECT_EQ(CommitOne(Of(Replace("a", 0, "three"))), (WriteResult{Outcome::kStale, 1, 0, "a"}));
  EXPECT_EQ(Get("a")->payload, "two");
}

TEST_P(StoreConformance, WhatDoesNotExistIsNotReplaced) {
  EXPECT_EQ(CommitOne(Of(Replace("a", 0, "x"))), (WriteResult{Outcome::kMissing, 0, 0, "a"}));
  EXPECT_EQ(Size(), 0);
}

TEST_P(StoreConformance, ARefusedWriteLeavesNothingAndHurtsNoneBesideIt) {
  CommitOne(Of(Create("taken")));
  NewEntry listed = Create("b");
  listed.add_keys = {"t"};
  listed.counters = {"n"};
  std::vector<WriteResult> results =
      Commit({Of(Create("a")), Of({std::move(listed), Create("taken")}), Of(Create("c"))});
  ASSERT_EQ(results.size(), 3u);
  EXPECT_EQ(results[0], Committed(1, 1));
  EXPECT_EQ(results[1].outcome, Outcome::kExists);
  EXPECT_EQ(results[2], Committed(2, 1));
  EXPECT_EQ(Get("b"), std::nullopt);
  EXPECT_THAT(ListNames({"t"}), IsEmpty());
  EXPECT_THAT(*store_->ReadCounters(std::vector<std::string>{"n"}), ElementsAre(0));
}

TEST_P(StoreConformance, LaterWritesOfAGroupSeeEarlierOnes) {
  std::vector<WriteResult> results =
      Commit({Of(Create("a", "one")), Of(Create("a", "again")), Of(Replace("a", 0, "two"))});
  ASSERT_EQ(results.size(), 3u);
  EXPECT_EQ(results[1].outcome, Outcome::kExists);
  EXPECT_EQ(results[2], Committed(1, 1));
  EXPECT_EQ(Get("a")->payload, "two");
}

TEST_P(StoreConformance, ARepeatedRequestIsAnsweredWithTheFirstEntries) {
  CommitOne(Of(Create("before")));
  Write write = Of({Create("a"), Create("b")});
  write.request = RequestKey{"p", "r", "f"};
  EXPECT_EQ(CommitOne(write), Committed(1, 2));
  EXPECT_EQ(CommitOne(write), (WriteResult{Outcome::kRepeated, 1, 2, {}}));
  EXPECT_EQ(Size(), 3);
}

TEST_P(StoreConformance, ARequestIdIsNotReusedForAnotherRequest) {
  Write first = Of(Create("a"));
  first.request = RequestKey{"p", "r", "f"};
  CommitOne(first);
  Write other = Of(Create("b"));
  other.request = RequestKey{"p", "r", "g"};
  EXPECT_EQ(CommitOne(other).outcome, Outcome::kRequestReused);
  EXPECT_EQ((*store_->FindRequest({"p", "r", "g"}))->outcome, Outcome::kRequestReused);
  EXPECT_EQ(Get("b"), std::nullopt);
}

TEST_P(StoreConformance, RequestIdsOfDifferentPrincipalsAreDifferent) {
  Write first = Of(Create("a"));
  first.request = RequestKey{"p", "r", "f"};
  Write second = Of(Create("b"));
  second.request = RequestKey{"q", "r", "g"};
  EXPECT_THAT(Commit({first, second}), ElementsAre(Committed(0, 1), Committed(1, 1)));
  EXPECT_EQ(*store_->FindRequest({"x", "r", "f"}), std::nullopt);
}

TEST_P(StoreConformance, ListsResourcesThatHaveEveryTermInTheOrderOfCreation) {
  for (int i = 0; i < 6; ++i) {
    NewEntry entry = Create(absl::StrCat("r", i));
    entry.add_keys = {"all", i % 2 == 0 ? "even" : "odd"};
    if (i % 3 == 0) entry.add_keys.push_back("three");
    CommitOne(Of(std::move(entry)));
  }
  EXPECT_THAT(ListNames({"all"}), ElementsAre("r0", "r1", "r2", "r3", "r4", "r5"));
  EXPECT_THAT(ListNames({"even", "all"}), ElementsAre("r0", "r2", "r4"));
  EXPECT_THAT(ListNames({"three", "odd", "all"}), ElementsAre("r3"));
  EXPECT_THAT(ListNames({"all", "none"}), IsEmpty());
}

TEST_P(StoreConformance, TermsChangeWithTheResource) {
  NewEntry entry = Create("a");
  entry.add_keys = {"stays", "goes"};
  CommitOne(Of(std::move(entry)));
  NewEntry next = Replace("a", 0, "two");
  next.add_keys = {"comes"};
  next.remove_keys = {"goes"};
  CommitOne(Of(std::move(next)));
  EXPECT_THAT(ListNames({"stays"}), ElementsAre("a"));
  EXPECT_THAT(ListNames({"comes"}), ElementsAre("a"));
  EXPECT_THAT(ListNames({"goes"}), IsEmpty());
}

// What resources are listed under, kept as plainly as can be.
struct ListedModel {
  struct Resource {
    std::string name;
    LogIndex created;
    LogIndex latest;
    std::set<std::string> keys;
  };
  std::vector<Resource> resources;  // in the order of creation

  std::vector<std::string> List(const std::vector<std::string>& wanted) const {
    std::vector<std::string> listed;
    for (const Resource& resource : resources) {
      if (std::ranges::all_of(wanted, [&](const auto& key) { return resource.keys.contains(key); })) {
        listed.push_back(resource.name);
      }
    }
    return listed;
  }
  std::vector<StateRow> Rows() const {
    std::set<std::pair<std::string, LogIndex>> pairs;
    for (const Resource& resource : resources) {
      for (const std::string& key : resource.keys) pairs.emplace(key, resource.created);
    }
    std::vector<StateRow> rows;
    for (const auto& [key, at] : pairs) rows.push_back({key, at, ""});
    return rows;
  }
};

TEST_P(StoreConformance, ListsAreThoseOfAPlainModelWhateverIsWritten) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937 random(seed);
  auto below = [&](size_t bound) { return std::uniform_int_distribution<size_t>(0, bound - 1)(random); };
  auto some_terms = [&] {
    std::set<std::string> keys = {"all"};
    for (size_t i = below(8); i > 0; --i) keys.insert(absl::StrCat("t", below(30)));
    return keys;
  };
  ListedModel model;
  LogIndex size = 0;
  auto write_one = [&](std::vector<Write>& writes, std::set<size_t>& touched) {
    std::vector<ListedModel::Resource>& resources = model.resources;
    const std::set<std::string> keys = some_terms();
    if (resources.empty() || below(4) > 0) {
      NewEntry entry = Create(absl::StrCat("r", size));
      entry.add_keys.assign(keys.begin(), keys.end());
      touched.insert(resources.size());
      resources.push_back({entry.resource, size, size, keys});
      writes.push_back(Of(std::move(entry)));
    } else {
      // One of the latest, as often as not.
      const size_t from = below(2) == 0 ? 0 : resources.size() - std::min<size_t>(resources.size(), 5);
      const size_t at = from + below(resources.size() - from);
      if (!touched.insert(at).second) return;
      ListedModel::Resource& changed = resources[at];
      NewEntry entry = Replace(changed.name, changed.latest, "again");
      std::ranges::set_difference(keys, changed.keys, std::back_inserter(entry.add_keys));
      std::ranges::set_difference(changed.keys, keys, std::back_inserter(entry.remove_keys));
      changed.latest = size;
      changed.keys = keys;
      writes.push_back(Of(std::move(entry)));
    }
    ++size;
  };
  for (int round = 0; round < 120; ++round) {
    std::vector<Write> writes;
    std::set<size_t> touched;
    // Single writes mostly, and groups of some hundreds.
    for (size_t i = below(12) == 0 ? below(300) : 1; i > 0; --i) write_one(writes, touched);
    // One that is refused for itself.
    if (below(5) == 0 && !model.resources.empty()) {
      NewEntry refused = Create(model.resources[below(model.resources.size())].name);
      refused.add_keys = {"refused"};
      writes.push_back(Of(std::move(refused)));
    }
    if (!writes.empty()) Commit(std::move(writes));
    if (round % 40 == 39) Reopen();
    const std::vector<std::string> wanted = {absl::StrCat("t", below(30)), "all"};
    const std::vector<std::string> expected = model.List(wanted);
    std::vector<std::string> listed;
    Listing listing{
        .keys = wanted, .after = -1, .limit = 1 + static_cast<int64_t>(below(20)), .max_bytes = 1 << 20};
    while (true) {
      auto page = store_->List(listing);
      ASSERT_TRUE(page.ok()) << page.status();
      for (const Record& record : page->records) listed.push_back(record.resource);
      if (!page->more) break;
      listing.after = page->records.back().created;
    }
    ASSERT_EQ(listed, expected) << "round " << round;
  }
  EXPECT_THAT(ListNames({"refused"}), IsEmpty());
  std::vector<StateRow> rows;
  while (true) {
    auto page = store_->ReadState(StateTable::kIndexKeys,
                                  rows.empty() ? std::nullopt : std::optional(rows.back()), 7);
    ASSERT_TRUE(page.ok()) << page.status();
    if (page->empty()) break;
    rows.insert(rows.end(), page->begin(), page->end());
  }
  EXPECT_EQ(rows, model.Rows());
}

TEST_P(StoreConformance, PagesMissAndRepeatNothingWhileOthersWrite) {
  auto add = [&](int i) {
    NewEntry entry = Create(absl::StrCat("r", i));
    entry.add_keys = {"t"};
    CommitOne(Of(std::move(entry)));
  };
  for (int i = 0; i < 10; ++i) add(i);
  std::vector<std::string> seen;
  Listing listing{.keys = {"t"}, .after = -1, .limit = 3, .max_bytes = 1 << 20};
  for (int round = 0;; ++round) {
    auto page = store_->List(listing);
    ASSERT_TRUE(page.ok());
    for (const Record& record : page->records) seen.push_back(record.resource);
    if (!page->more) break;
    listing.after = page->records.back().created;
    // A write of what was already listed and one of something new.
    CommitOne(Of(Replace("r0", Get("r0")->latest, "again")));
    if (round < 2) add(10 + round);
  }
  std::vector<std::string> expected;
  for (int i = 0; i < 12; ++i) expected.push_back(absl::StrCat("r", i));
  EXPECT_EQ(seen, expected);
}

TEST_P(StoreConformance, APageEndsAtItsBytesButHoldsAtLeastOne) {
  for (int i = 0; i < 3; ++i) {
    NewEntry entry = Create(absl::StrCat("r", i), std::string(1000, 'x'));
    entry.add_keys = {"t"};
    CommitOne(Of(std::move(entry)));
  }
  auto page = store_->List({.keys = {"t"}, .after = -1, .limit = 10, .max_bytes = 10});
  EXPECT_EQ(page->records.size(), 1u);
  EXPECT_TRUE(page->more);
  page = store_->List({.keys = {"t"}, .after = -1, .limit = 10, .max_bytes = 2999});
  EXPECT_EQ(page->records.size(), 2u) << "the third would bring it over that";
  EXPECT_TRUE(page->more);
  page = store_->List({.keys = {"t"}, .after = 1, .limit = 10, .max_bytes = 10});
  EXPECT_EQ(page->records.size(), 1u);
  EXPECT_FALSE(page->more);
}

TEST_P(StoreConformance, APageOfTheLogEndsAtItsBytesButHoldsAtLeastOne) {
  std::vector<NewEntry> entries;
  for (int i = 0; i < 3; ++i) entries.push_back(Create(absl::StrCat("r", i), std::string(1000, 'x')));
  const auto leaf = static_cast<int64_t>(entries[0].leaf.size());
  CommitOne(Of(std::move(entries)));
  auto numbers = [&](const EntryListing& listing) {
    auto page = store_->ListEntries(listing);
    EXPECT_TRUE(page.ok()) << page.status();
    std::vector<LogIndex> indexes;
    for (const Entry& entry : page->entries) indexes.push_back(entry.index);
    if (page->more) indexes.push_back(-1);
    return indexes;
  };
  EXPECT_THAT(numbers({.first = 0, .limit = 10, .max_bytes = 1 << 20}), ElementsAre(0, 1, 2));
  EXPECT_THAT(numbers({.first = 0, .limit = 3, .max_bytes = 1 << 20}), ElementsAre(0, 1, 2));
  EXPECT_THAT(numbers({.first = 1, .limit = 1, .max_bytes = 1 << 20}), ElementsAre(1, -1));
  EXPECT_THAT(numbers({.first = 0, .limit = 10, .max_bytes = 10}), ElementsAre(0, -1));
  EXPECT_THAT(numbers({.first = 0, .limit = 10, .max_bytes = 2 * (leaf + 1000)}), ElementsAre(0, 1, -1));
  EXPECT_THAT(numbers({.first = 2, .limit = 10, .max_bytes = 10}), ElementsAre(2));
  EXPECT_THAT(numbers({.first = 3, .limit = 10, .max_bytes = 10}), IsEmpty());
}

TEST_P(StoreConformance, LeavesAreListedWithoutTheirPayloadsAndSayWhichWereErased) {
  CommitOne(Of(Create("a", std::string(1000, 'x'))));
  NewEntry erasing = Replace("a", 0, "rest");
  erasing.erases = {"a"};
  CommitOne(Of(std::move(erasing)));
  auto page = store_->ListEntries({.first = 0, .limit = 10, .max_bytes = 500, .leaves_only = true});
  ASSERT_TRUE(page.ok()) << page.status();
  EXPECT_THAT(page->entries, ElementsAre(Entry{0, LeafOf("a"), std::nullopt}, Entry{1, LeafOf("a"), ""}));
}

TEST_P(StoreConformance, ResourcesAreReadUpToTheirBytesButOneAtLeast) {
  CommitOne(Of({Create("a", std::string(1000, 'x')), Create("b", std::string(1000, 'x'))}));
  const std::vector<std::string> names = {"a", "none", "b", "a"};
  auto read = [&](int64_t max_bytes) {
    auto records = store_->GetWithin(names, max_bytes);
    EXPECT_TRUE(records.ok()) << records.status();
    return *std::move(records);
  };
  EXPECT_EQ(read(3000), *store_->Get(names));
  EXPECT_THAT(read(2999), ElementsAre(Get("a"), std::nullopt, Get("b")));
  EXPECT_THAT(read(10), ElementsAre(Get("a")));
}

TEST_P(StoreConformance, NamesTermsAndRequestsAreComparedByteForByte) {
  // Upper and lower case, composed and decomposed é, a trailing space: all different.
  const std::vector<std::string> names = {"a", "A", "\u00e9", "e\u0301", "a ", "ａ"};
  for (const std::string& name : names) {
    NewEntry entry = Create(name, name);
    entry.add_keys = {"t" + name};
    entry.counters = {name};
    Write write = Of(std::move(entry));
    write.request = RequestKey{name, name, name};
    EXPECT_EQ(CommitOne(std::move(write)).outcome, Outcome::kCommitted) << name;
  }
  for (const std::string& name : names) {
    EXPECT_EQ(Get(name)->payload, name);
    EXPECT_THAT(ListNames({"t" + name}), ElementsAre(name));
  }
  EXPECT_THAT(*store_->ReadCounters(names), ElementsAre(1, 1, 1, 1, 1, 1));
}

TEST_P(StoreConformance, BytesComeBackAsTheyWent) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  NewEntry entry = Create("a", bytes);
  entry.leaf = bytes;
  entry.attachments = {bytes, ""};
  CommitOne(Of(std::move(entry)));
  EXPECT_EQ(store_->ReadEntries(0, 1)->front(), (Entry{0, bytes, bytes}));
  EXPECT_EQ(*store_->ReadAttachment(0, 0), bytes);
  EXPECT_EQ(*store_->ReadAttachment(0, 1), "");
  EXPECT_EQ(*store_->ReadAttachment(0, 2), std::nullopt);
  EXPECT_EQ(*store_->ReadAttachment(1, 0), std::nullopt);
}

TEST_P(StoreConformance, HoldsAttachmentsOfSixteenMebibytes) {
  std::string large(16 << 20, 'x');
  NewEntry entry = Create("a");
  entry.attachments = {large};
  CommitOne(Of(std::move(entry)));
  EXPECT_TRUE(*store_->ReadAttachment(0, 0) == large);
}

TEST_P(StoreConformance, ConcurrentWritersAndReadersSeeWholeWritesOnly) {
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

// What positions of the log's tree hold.
std::vector<log::Digest> Hashes(Store& store, const std::vector<uint64_t>& positions) {
  auto hashes = store.ReadHashes(positions);
  EXPECT_TRUE(hashes.ok()) << hashes.status();
  return hashes.value_or(std::vector<log::Digest>());
}

TEST_P(StoreConformance, RecallsWhatGetReads) {
  constexpr int kResources = 300;
  for (int i = 0; i < kResources; ++i) CommitOne(Of(Create(absl::StrCat("r", i), absl::StrCat("first ", i))));
  for (int i = 0; i < kResources; i += 3) {
    CommitOne(Of(Replace(absl::StrCat("r", i), i, absl::StrCat("second ", i))));
  }
  // Made and replaced in one group.
  const LogIndex next = *store_->Size();
  Commit({Of(Create("quick")), Of(Replace("quick", next, "slow"))});
  // A leaf that names another resource, which no reader may be led by.
  NewEntry misnamed = Create("misnamed", "its own");
  misnamed.leaf = LeafOf("r1");
  CommitOne(Of(std::move(misnamed)));
  for (int reopened = 0; reopened < 2; ++reopened) {
    for (int i = 0; i < kResources; ++i) {
      const std::string name = absl::StrCat("r", i);
      EXPECT_EQ(**store_->GetCached(name), *Get(name));
    }
    EXPECT_EQ((*store_->GetCached("quick"))->payload, "slow");
    EXPECT_EQ(**store_->GetCached("misnamed"), *Get("misnamed"));
    EXPECT_EQ(*store_->GetCached("r300"), nullptr);
    Reopen();
  }
}

TEST_P(StoreConformance, WhoReadsAfterAWriteSeesItOrALaterOne) {
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

TEST_P(StoreConformance, TheTreeOfTheLogGrowsWithItAlsoAcrossReopening) {
  log::GrowingTree tree;
  std::vector<log::Digest> expected;
  for (int i = 0; i < 20; ++i) {
    NewEntry entry = Create(absl::StrCat("r", i));
    for (const log::Digest& hash : tree.Append(log::HashLeaf(entry.leaf))) expected.push_back(hash);
    CommitOne(Of(std::move(entry)));
    if (i % 7 == 3) Reopen();
  }
  std::vector<uint64_t> positions;
  for (uint64_t position = 0; position < expected.size(); ++position) positions.push_back(position);
  EXPECT_EQ(Hashes(*store_, positions), expected);
  EXPECT_EQ(store_->ReadHashes(std::vector<uint64_t>{expected.size()}).status().code(),
            absl::StatusCode::kDataLoss)
      << "beyond the end";
}

TEST_P(StoreConformance, ARefusedWriteLeavesNoHash) {
  CommitOne(Of(Create("a")));
  Commit({Of(Create("a")), Of(Create("b")), Of(Replace("a", 7, "x"))});
  log::GrowingTree tree;
  tree.Append(log::HashLeaf(LeafOf("a")));
  std::vector<log::Digest> last = tree.Append(log::HashLeaf(LeafOf("b")));
  EXPECT_EQ(Hashes(*store_, {1, 2}), last);
  EXPECT_EQ(store_->ReadState(StateTable::kHashes, std::nullopt, 10)->size(), 3u);
}

TEST_P(StoreConformance, AWriteIsRefusedWhereATallyIsNotWhatItExpects) {
  NewEntry counted = Create("a");
  counted.counters = {"n"};
  CommitOne(Of(std::move(counted)));
  Write wrong = Of(Create("b"));
  wrong.preconditions = {{"other", 0}, {"n", 0}};
  EXPECT_EQ(CommitOne(wrong), (WriteResult{Outcome::kPreconditionFailed, 0, 1, "n"}));
  Write right = Of(Create("b"));
  right.preconditions = {{"other", 0}, {"n", 1}};
  EXPECT_EQ(CommitOne(right), Committed(1, 1));
}

TEST_P(StoreConformance, ExpectationsAreOfTheMomentBeforeTheWriteInTheSameGroup) {
  NewEntry counted = Create("a");
  counted.counters = {"n"};
  Write second = Of(Create("b"));
  second.preconditions = {{"n", 0}};
  EXPECT_THAT(Commit({Of(std::move(counted)), second}),
              ElementsAre(Committed(0, 1), WriteResult{Outcome::kPreconditionFailed, 0, 1, "n"}));
}

TEST_P(StoreConformance, ErasingTakesAllEarlierPayloadsAndAttachmentsOfTheResourcesAndNothingElse) {
  NewEntry a = Create("a", "first");
  a.attachments = {"text"};
  NewEntry b = Create("b", "other");
  b.attachments = {"kept"};
  CommitOne(Of({std::move(a), std::move(b)}));
  CommitOne(Of(Replace("a", 0, "second")));
  CommitOne(Of(Create("part of a", "third")));
  EXPECT_EQ((*store_->GetCached("a"))->payload, "second");
  EXPECT_EQ((*store_->GetCached("part of a"))->payload, "third");
  NewEntry eraser = Replace("a", 2, "what remains");
  eraser.erases = {"a", "part of a"};
  EXPECT_EQ(CommitOne(Of(std::move(eraser))), Committed(4, 1));
  for (int reopened = 0; reopened < 2; ++reopened) {
    auto entries = store_->ReadEntries(0, 10);
    ASSERT_EQ(entries->size(), 5u);
    EXPECT_EQ((*entries)[0].payload, std::nullopt);
    EXPECT_EQ((*entries)[0].leaf, LeafOf("a")) << "leaves stay";
    EXPECT_EQ((*entries)[1].payload, "other");
    EXPECT_EQ((*entries)[2].payload, std::nullopt);
    EXPECT_EQ((*entries)[3].payload, std::nullopt);
    EXPECT_EQ(Get("a")->payload, "what remains");
    EXPECT_EQ(Get("part of a")->payload, std::nullopt);
    EXPECT_EQ((*store_->GetCached("a"))->payload, "what remains");
    EXPECT_EQ((*store_->GetCached("part of a"))->payload, std::nullopt);
    EXPECT_EQ(*store_->ReadAttachment(0, 0), std::nullopt);
    EXPECT_EQ(*store_->ReadAttachment(1, 0), "kept");
    Reopen();
  }
}

TEST_P(StoreConformance, ErasingForgetsWhatTheRequestWasButNotThatItWas) {
  NewEntry entry = Create("a");
  log::Leaf leaf = *log::DecodeLeaf(entry.leaf);
  leaf.principal = "p";
  leaf.request_id = "r";
  entry.leaf = log::EncodeLeaf(leaf);
  Write write = Of(std::move(entry));
  write.request = RequestKey{"p", "r", "f"};
  CommitOne(write);
  NewEntry eraser = Replace("a", 0, "what remains");
  eraser.erases = {"a"};
  CommitOne(Of(std::move(eraser)));
  EXPECT_EQ(store_->ReadState(StateTable::kRequests, std::nullopt, 1)->front().value, " 0 1");
  EXPECT_EQ(CommitOne(write), (WriteResult{Outcome::kRepeated, 0, 1, {}}));
}

TEST_P(StoreConformance, CompactingChangesNothingThatIsRead) {
  NewEntry entry = Create("a", "payload");
  entry.attachments = {"text"};
  entry.add_keys = {"term"};
  CommitOne(Of(std::move(entry)));
  ASSERT_TRUE(store_->Compact().ok());
  EXPECT_EQ(Get("a")->payload, "payload");
  EXPECT_EQ(*store_->ReadAttachment(0, 0), "text");
  EXPECT_EQ(store_->List({.keys = {"term"}, .limit = 1, .max_bytes = 1})->records.size(), 1U);
  EXPECT_EQ(CommitOne(Of(Create("b"))), Committed(1, 1));
  Reopen();
  EXPECT_EQ(Size(), 2);
}

TEST_P(StoreConformance, ErasingWhatDoesNotExistIsRefused) {
  CommitOne(Of(Create("a", "first")));
  NewEntry eraser = Replace("a", 0, "second");
  eraser.erases = {"a", "b"};
  EXPECT_EQ(CommitOne(Of(std::move(eraser))), (WriteResult{Outcome::kMissing, 0, 0, "b"}));
  EXPECT_EQ(Get("a")->payload, "first");
}

TEST_P(StoreConformance, CheckpointsAreKeptBySize) {
  EXPECT_EQ(*store_->FindCheckpoint(100), std::nullopt);
  ASSERT_TRUE(store_->KeepCheckpoint({5, "five"}).ok());
  ASSERT_TRUE(store_->KeepCheckpoint({9, "nine"}).ok());
  ASSERT_TRUE(store_->KeepCheckpoint({5, "five again"}).ok());
  Reopen();
  EXPECT_EQ(*store_->FindCheckpoint(4), std::nullopt);
  EXPECT_EQ(*store_->FindCheckpoint(5), (KeptCheckpoint{5, "five again"}));
  EXPECT_EQ(*store_->FindCheckpoint(8), (KeptCheckpoint{5, "five again"}));
  EXPECT_EQ(*store_->FindCheckpoint(1000), (KeptCheckpoint{9, "nine"}));
}

TEST_P(StoreConformance, EveryRowOfTheStateCanBeReadPageByPage) {
  for (const char* name : {"a", "b", "c"}) {
    NewEntry entry = Create(name);
    entry.attachments.resize(2);
    entry.add_keys = {"all", absl::StrCat("only ", name)};
    entry.counters = {"n", absl::StrCat("n of ", name)};
    Write write = Of(std::move(entry));
    write.request = RequestKey{"p", name, "\xFF"};
    CommitOne(std::move(write));
  }
  CommitOne(Of(Replace("a", 0, "again")));
  auto names = [&](StateTable table) {
    std::vector<std::string> rows;
    std::optional<StateRow> after;
    while (true) {
      auto page = store_->ReadState(table, after, 1);  // one row a page
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok() || page->empty()) return rows;
      after = page->front();
      std::string value = table == StateTable::kHashes ? "" : page->front().value;
      rows.push_back(absl::StrCat(page->front().name, "|", page->front().number, "|", value));
    }
  };
  EXPECT_THAT(names(StateTable::kHistory), ElementsAre("|0|", "|1|", "|2|", "|3|0"));
  EXPECT_THAT(names(StateTable::kResources), ElementsAre("|0|a 3", "|1|b 1", "|2|c 2"));
  EXPECT_THAT(names(StateTable::kIndexKeys),
              ElementsAre("all|0|", "all|1|", "all|2|", "only a|0|", "only b|1|", "only c|2|"));
  EXPECT_THAT(names(StateTable::kCounters), ElementsAre("n|0|3", "n of a|0|1", "n of b|0|1", "n of c|0|1"));
  EXPECT_THAT(names(StateTable::kHashes), ::testing::SizeIs(7));
  std::string nul(1, '\0');
  EXPECT_THAT(names(StateTable::kRequests),
              ElementsAre("p" + nul + "a|0|FF 0 1", "p" + nul + "b|0|FF 1 1", "p" + nul + "c|0|FF 2 1"));
  EXPECT_THAT(names(StateTable::kAttachments), ElementsAre("|0|0 1", "|1|0 1", "|2|0 1"));
}

TEST_P(StoreConformance, AStorageThatIsWholePassesItsOwnCheck) {
  CommitOne(Of(Create("a")));
  EXPECT_TRUE(store_->CheckStorage().ok());
}

INSTANTIATE_TEST_SUITE_P(Backends, StoreConformance, ::testing::ValuesIn(Backends()),
                         [](const auto& instance) { return instance.param.name; });

}  // namespace

}  // namespace verbatim::store
