#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "fixture.h"
#include "log/leaf.h"

namespace verbatim::store {
namespace {

TEST_P(StoreConformance, ErasingRemovesAllEarlierPayloadsAndAttachmentsOfTheResourcesOnly) {
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
    EXPECT_EQ((*entries)[0].leaf, LeafOf("a", "first")) << "leaves stay";
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

TEST_P(StoreConformance, ErasingRemovesTheFingerprintOfTheRequestButKeepsItsId) {
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

TEST_P(StoreConformance, RefusesToEraseAMissingResource) {
  CommitOne(Of(Create("a", "first")));
  NewEntry eraser = Replace("a", 0, "second");
  eraser.erases = {"a", "b"};
  EXPECT_EQ(CommitOne(Of(std::move(eraser))), (WriteResult{Outcome::kMissing, 0, 0, "b"}));
  EXPECT_EQ(Get("a")->payload, "first");
}

TEST_P(StoreConformance, CompactingKeepsEverythingReadable) {
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

}  // namespace
}  // namespace verbatim::store
