// What every read does with payloads that their leaves do not commit to.

#include <gmock/gmock.h>

#include "fixture.h"
#include "status/errors.h"

namespace verbatim::store {
namespace {

using ::testing::ElementsAre;

// An entry whose stored payload has changed since its leaf was made.
NewEntry Damaged(const std::string& resource) {
  NewEntry entry = Create(resource, "payload");
  entry.payload = "paylord";
  return entry;
}

void ExpectDamage(const absl::Status& status, const std::string& resource, LogIndex index) {
  const auto damaged = DamagedResourceOf(status);
  ASSERT_TRUE(damaged) << status;
  EXPECT_EQ(damaged->name, resource);
  EXPECT_EQ(damaged->log_index, index);
}

TEST_P(StoreConformance, NeverReturnsADamagedPayload) {
  CommitOne(Of(Create("a")));
  CommitOne(Of(Damaged("b")));
  NewEntry misnamed = Create("c");
  misnamed.leaf = LeafOf("a");
  CommitOne(Of(std::move(misnamed)));
  for (int reopened = 0; reopened < 2; ++reopened) {
    for (int read = 0; read < 2; ++read) {
      ExpectDamage(store_->Get(std::vector<std::string>{"b"}).status(), "b", 1);
      ExpectDamage(store_->GetCached("b").status(), "b", 1);
      ExpectDamage(store_->GetCached("c").status(), "c", 2);
    }
    ExpectDamage(store_->Get(std::vector<std::string>{"a", "b"}).status(), "b", 1);
    ExpectDamage(store_->GetWithin(std::vector<std::string>{"a", "b"}, 1000).status(), "b", 1);
    ExpectDamage(store_->ReadEntries(0, 3).status(), "b", 1);
    EXPECT_TRUE(store_->GetCached("a").ok());
    EXPECT_EQ(store_->ReadEntriesUnchecked(1, 1)->front().payload, "paylord");
    EXPECT_EQ((*store_->GetUnchecked("b"))->payload, "paylord");
    EXPECT_EQ(store_->damage().counts().resources, 2);
    EXPECT_FALSE(store_->damage().IsLogDamaged()) << "the leaves still have their hashes";
    Reopen();
  }
}

TEST_P(StoreConformance, PagesEndBeforeDamageAndGoOnBehindIt) {
  for (const char* name : {"a", "b", "c"}) {
    NewEntry entry = name == std::string("b") ? Damaged("b") : Create(name);
    entry.add_keys = {"key"};
    CommitOne(Of(std::move(entry)));
  }
  Listing listing{.keys = {"key"}, .after = -1, .limit = 10, .max_bytes = 1000};
  auto page = store_->List(listing);
  ASSERT_TRUE(page.ok()) << page.status();
  EXPECT_THAT(page->records, ElementsAre(Record{"a", 0, 0, "payload"}));
  EXPECT_TRUE(page->more);
  listing.after = 0;
  ExpectDamage(store_->List(listing).status(), "b", 1);
  listing.after = 1;
  EXPECT_THAT(store_->List(listing)->records, ElementsAre(Record{"c", 2, 2, "payload"}));

  EntryListing entries{.first = 0, .limit = 10, .max_bytes = 1000};
  EXPECT_THAT(store_->ListEntries(entries)->entries, ElementsAre(Entry{0, LeafOf("a"), "payload"}));
  entries.first = 1;
  ExpectDamage(store_->ListEntries(entries).status(), "b", 1);
  entries.leaves_only = true;
  EXPECT_EQ(store_->ListEntries(entries)->entries.size(), 2u) << "leaves are readable";
}

TEST_P(StoreConformance, AppendsNothingToADamagedLog) {
  CommitOne(Of(Create("a")));
  store_->damage().AddLog("a test says so");
  EXPECT_EQ(store_->Commit(std::vector{Of(Create("b"))}).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(Size(), 1);
}

}  // namespace
}  // namespace verbatim::store
