#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "fixture.h"

namespace verbatim::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_P(StoreConformance, ANewStoreIsEmpty) {
  EXPECT_EQ(Size(), 0);
  EXPECT_EQ(Get("a"), std::nullopt);
  EXPECT_THAT(ListNames({"t"}), IsEmpty());
  EXPECT_THAT(*store_->ReadEntries(0, 10), IsEmpty());
}

TEST_P(StoreConformance, NumbersEntriesInTheOrderOfTheirWrites) {
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

TEST_P(StoreConformance, KeepsEverythingAcrossReopening) {
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

TEST_P(StoreConformance, ReturnsBytesUnchanged) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  NewEntry entry = Create("a", bytes);
  entry.leaf = bytes;
  entry.attachments = {bytes, ""};
  CommitOne(Of(std::move(entry)));
  EXPECT_EQ(store_->ReadEntriesUnchecked(0, 1)->front(), (Entry{0, bytes, bytes}));
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

TEST_P(StoreConformance, ComparesNamesTermsAndRequestsByteForByte) {
  // Each of these names differs from the others: by case, by a composed or decomposed é, by a trailing space,
  // or by a full-width letter.
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

TEST_P(StoreConformance, EndsAPageOfTheLogAtItsByteLimitAfterAtLeastOneEntry) {
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

TEST_P(StoreConformance, ListsLeavesWithoutPayloadsAndMarksErasedOnes) {
  CommitOne(Of(Create("a", std::string(1000, 'x'))));
  NewEntry erasing = Replace("a", 0, "rest");
  erasing.erases = {"a"};
  CommitOne(Of(std::move(erasing)));
  auto page = store_->ListEntries({.first = 0, .limit = 10, .max_bytes = 500, .leaves_only = true});
  ASSERT_TRUE(page.ok()) << page.status();
  EXPECT_THAT(page->entries, ElementsAre(Entry{0, LeafOf("a", std::string(1000, 'x')), std::nullopt},
                                         Entry{1, LeafOf("a", "rest"), ""}));
}

TEST_P(StoreConformance, RaisesTheTimesOfLeavesOnlyIfAsked) {
  const auto at = [](const std::string& resource, int64_t micros) {
    NewEntry entry = Create(resource);
    log::Leaf leaf = *log::DecodeLeaf(entry.leaf);
    leaf.time_micros = micros;
    entry.leaf = log::EncodeLeaf(leaf);
    return Of(std::move(entry));
  };
  const auto times = [&] {
    std::vector<int64_t> read;
    const auto entries = store_->ReadEntries(0, 10);
    for (const Entry& entry : *entries) read.push_back(log::DecodeLeaf(entry.leaf)->time_micros);
    return read;
  };
  Commit({at("a", 50), at("b", 40)});
  EXPECT_THAT(times(), ::testing::ElementsAre(50, 40));
  ASSERT_TRUE(store_->Commit(std::vector{at("c", 30), at("d", 60), at("e", 55)}, Times::kInOrder).ok());
  EXPECT_THAT(times(), ::testing::ElementsAre(50, 40, 40, 60, 60));
  Reopen();
  ASSERT_TRUE(store_->Commit(std::vector{at("f", 1)}, Times::kInOrder).ok());
  EXPECT_THAT(times(), ::testing::ElementsAre(50, 40, 40, 60, 60, 60));
}

}  // namespace
}  // namespace verbatim::store
