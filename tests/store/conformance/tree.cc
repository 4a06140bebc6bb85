#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "fixture.h"
#include "log/merkle.h"

namespace verbatim::store {
namespace {

// Returns the hashes at these positions of the log's tree.
std::vector<log::Digest> Hashes(Store& store, const std::vector<uint64_t>& positions) {
  auto hashes = store.ReadHashes(positions);
  EXPECT_TRUE(hashes.ok()) << hashes.status();
  return hashes.value_or(std::vector<log::Digest>());
}

TEST_P(StoreConformance, StoresTheHashesOfTheTreeAlsoAcrossReopening) {
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
      << "a position beyond the end";
}

TEST_P(StoreConformance, ARefusedWriteStoresNoHash) {
  CommitOne(Of(Create("a")));
  Commit({Of(Create("a")), Of(Create("b")), Of(Replace("a", 7, "x"))});
  log::GrowingTree tree;
  tree.Append(log::HashLeaf(LeafOf("a")));
  std::vector<log::Digest> last = tree.Append(log::HashLeaf(LeafOf("b")));
  EXPECT_EQ(Hashes(*store_, {1, 2}), last);
  EXPECT_EQ(store_->ReadState(StateTable::kHashes, std::nullopt, 10)->size(), 3u);
}

}  // namespace
}  // namespace verbatim::store
