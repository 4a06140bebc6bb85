#include "log/merkle.h"

#include <gtest/gtest.h>

#include <bit>
#include <numeric>
#include <string>

namespace verbatim::log {
namespace {

// A slow reference, written directly from RFC 6962, section 2.1. Computes the tree over `leaves`, its
// inclusion proofs and its consistency proofs.
class Reference {
 public:
  explicit Reference(uint64_t size) {
    for (uint64_t i = 0; i < size; ++i) leaves_.push_back("leaf " + std::to_string(i));
  }

  const std::string& leaf(uint64_t index) const { return leaves_[index]; }

  Digest Hash(uint64_t begin, uint64_t end) const {
    if (begin == end) return Sha256("");
    if (end - begin == 1) return Sha256(std::string(1, '\0') + leaves_[begin]);
    uint64_t k = Split(end - begin);
    return Sha256(std::string(1, '\1') + ToBytes(Hash(begin, begin + k)) + ToBytes(Hash(begin + k, end)));
  }

  std::vector<Digest> Path(uint64_t m, uint64_t begin, uint64_t end) const {
    if (end - begin == 1) return {};
    uint64_t k = Split(end - begin);
    bool left = m < k;
    std::vector<Digest> path = left ? Path(m, begin, begin + k) : Path(m - k, begin + k, end);
    path.push_back(left ? Hash(begin + k, end) : Hash(begin, begin + k));
    return path;
  }

  std::vector<Digest> SubProof(uint64_t m, uint64_t begin, uint64_t end, bool known) const {
    if (m == end - begin) return known ? std::vector<Digest>{} : std::vector<Digest>{Hash(begin, end)};
    uint64_t k = Split(end - begin);
    bool left = m <= k;
    std::vector<Digest> proof =
        left ? SubProof(m, begin, begin + k, known) : SubProof(m - k, begin + k, end, false);
    proof.push_back(left ? Hash(begin + k, end) : Hash(begin, begin + k));
    return proof;
  }

 private:
  static uint64_t Split(uint64_t n) {
    uint64_t k = 1;
    while (2 * k < n) k *= 2;
    return k;
  }

  std::vector<std::string> leaves_;
};

// 64 + 8 + 2 + 1, for subtrees of several sizes.
constexpr uint64_t kLeaves = 75;

class Merkle : public ::testing::Test {
 protected:
  Merkle() {
    for (uint64_t i = 0; i < kLeaves; ++i) {
      for (const Digest& hash : tree_.Append(HashLeaf(reference_.leaf(i)))) stored_.push_back(hash);
    }
  }

  std::vector<Digest> Read(const std::vector<uint64_t>& positions) {
    std::vector<Digest> hashes;
    for (uint64_t position : positions) hashes.push_back(stored_.at(position));
    return hashes;
  }
  std::vector<Digest> Hashes(const std::vector<LeafRange>& nodes) {
    NodeHashes hashes(nodes);
    return hashes.Fold(Read(hashes.positions()));
  }

  const Reference reference_{kLeaves};
  GrowingTree tree_;
  std::vector<Digest> stored_;
};

TEST_F(Merkle, TheEmptyTreeHasTheHashOfNothing) {
  EXPECT_EQ(ToHex(GrowingTree().Root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(StoredHashes(0), 0u);
}

TEST_F(Merkle, RootsMatchTheRfcAtEverySize) {
  GrowingTree tree;
  for (uint64_t size = 1; size <= kLeaves; ++size) {
    tree.Append(HashLeaf(reference_.leaf(size - 1)));
    EXPECT_EQ(tree.Root(), reference_.Hash(0, size)) << size;
    EXPECT_EQ(Hashes({{0, size}}).front(), reference_.Hash(0, size)) << size;
  }
}

TEST_F(Merkle, InclusionProofsMatchTheRfcForEveryLeafAtEverySize) {
  for (uint64_t size = 1; size <= kLeaves; ++size) {
    for (uint64_t index = 0; index < size; ++index) {
      EXPECT_EQ(Hashes(InclusionProof(index, size)), reference_.Path(index, 0, size)) << index << " " << size;
    }
  }
}

TEST_F(Merkle, InclusionProofsVerifyForTheirOwnLeafOnly) {
  for (uint64_t size = 1; size <= kLeaves; ++size) {
    for (uint64_t index = 0; index < size; ++index) {
      std::vector<Digest> path = reference_.Path(index, 0, size);
      Digest leaf = HashLeaf(reference_.leaf(index));
      EXPECT_EQ(RootFromInclusionProof(index, size, leaf, path), reference_.Hash(0, size))
          << index << " " << size;
      leaf[0] ^= 1;
      EXPECT_NE(RootFromInclusionProof(index, size, leaf, path), reference_.Hash(0, size));
    }
  }
}

TEST_F(Merkle, ConsistencyProofsMatchTheRfcForEveryPairOfSizes) {
  for (uint64_t to = 1; to <= kLeaves; ++to) {
    for (uint64_t from = 1; from <= to; ++from) {
      EXPECT_EQ(Hashes(ConsistencyProof(from, to)), reference_.SubProof(from, 0, to, true))
          << from << " " << to;
    }
  }
}

TEST_F(Merkle, ATreeContinuesFromItsStoredHashes) {
  for (uint64_t size = 0; size < kLeaves; ++size) {
    GrowingTree tree = GrowingTree::Resume(size, Read(GrowingTree::PositionsToResume(size)));
    std::vector<Digest> added = tree.Append(HashLeaf(reference_.leaf(size)));
    EXPECT_EQ(tree.Root(), reference_.Hash(0, size + 1));
    for (size_t i = 0; i < added.size(); ++i) EXPECT_EQ(added[i], stored_.at(StoredHashes(size) + i));
    EXPECT_EQ(StoredHashes(size) + added.size(), StoredHashes(size + 1));
  }
}

TEST_F(Merkle, AppendingStoresUnderTwoHashesALeafAndProofsReadLogarithmicallyMany) {
  EXPECT_LT(StoredHashes(kLeaves), 2 * kLeaves);
  for (uint64_t size :
       {uint64_t{1'000}, uint64_t{1'000'000}, (uint64_t{1} << 40) + 12345, (uint64_t{1} << 62) - 1}) {
    auto levels = static_cast<size_t>(std::bit_width(size));
    for (uint64_t index : {uint64_t{0}, size / 3, size - 1}) {
      EXPECT_LE(NodeHashes(InclusionProof(index, size)).positions().size(), 2 * levels) << size;
    }
    EXPECT_LE(NodeHashes(ConsistencyProof(size / 3 + 1, size)).positions().size(), 2 * levels) << size;
  }
}

}  // namespace
}  // namespace verbatim::log
