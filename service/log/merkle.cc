#include "log/merkle.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <string>
#include <utility>

namespace verbatim::log {
namespace {

// Domain separation of leaves and nodes, RFC 6962, section 2.1.
constexpr char kLeafPrefix = '\x00';
constexpr char kNodePrefix = '\x01';

// Combines, from the right, the hashes of a row of complete subtrees. The largest subtree comes first in the
// row.
Digest FoldRow(std::span<const Digest> row) {
  Digest hash = row.back();
  for (size_t i = row.size() - 1; i-- > 0;) hash = HashChildren(row[i], hash);
  return hash;
}

// Returns the complete subtrees of a node, left to right. In a node of an RFC 6962 tree their sizes decrease.
std::vector<LeafRange> CompleteSubtrees(LeafRange node) {
  std::vector<LeafRange> subtrees;
  while (node.begin < node.end) {
    uint64_t leaves = std::bit_floor(node.end - node.begin);
    subtrees.push_back({node.begin, node.begin + leaves});
    node.begin += leaves;
  }
  return subtrees;
}

// Returns the position of a complete subtree's hash. The hashes of the smaller subtrees that end with the
// same leaf come before it.
uint64_t PositionOf(LeafRange subtree) {
  auto level = static_cast<uint64_t>(std::countr_zero(subtree.end - subtree.begin));
  return StoredHashes(subtree.end - 1) + level;
}

// Returns the end of a node's first child. The child's size is the largest power of two below the node's
// size.
uint64_t SplitOf(LeafRange node) { return node.begin + std::bit_floor(node.end - node.begin - 1); }

}  // namespace

Digest HashLeaf(std::string_view leaf) {
  std::string bytes;
  bytes.reserve(1 + leaf.size());
  bytes.push_back(kLeafPrefix);
  bytes.append(leaf);
  return Sha256(bytes);
}

Digest HashChildren(const Digest& left, const Digest& right) {
  std::array<char, 1 + 2 * sizeof(Digest)> bytes;
  bytes[0] = kNodePrefix;
  std::copy(left.begin(), left.end(), bytes.begin() + 1);
  std::copy(right.begin(), right.end(), bytes.begin() + 1 + left.size());
  return Sha256({bytes.data(), bytes.size()});
}

Digest EmptyRoot() { return Sha256(""); }

uint64_t StoredHashes(uint64_t size) { return 2 * size - static_cast<uint64_t>(std::popcount(size)); }

std::vector<LeafRange> InclusionProof(uint64_t index, uint64_t size) {
  assert(index < size);
  std::vector<LeafRange> siblings;
  LeafRange node{0, size};
  while (node.end - node.begin > 1) {
    uint64_t split = SplitOf(node);
    if (index < split) {
      siblings.push_back({split, node.end});
      node.end = split;
    } else {
      siblings.push_back({node.begin, split});
      node.begin = split;
    }
  }
  std::reverse(siblings.begin(), siblings.end());
  return siblings;
}

Digest RootFromInclusionProof(uint64_t index, uint64_t size, const Digest& leaf_hash,
                              std::span<const Digest> proof) {
  std::vector<LeafRange> siblings = InclusionProof(index, size);
  assert(siblings.size() == proof.size());
  Digest hash = leaf_hash;
  for (size_t i = 0; i < siblings.size(); ++i) {
    // A sibling does not contain the leaf, so the sibling is entirely to the right or to the left of the
    // leaf.
    hash = siblings[i].begin > index ? HashChildren(hash, proof[i]) : HashChildren(proof[i], hash);
  }
  return hash;
}

std::vector<LeafRange> ConsistencyProof(uint64_t from, uint64_t to) {
  assert(0 < from && from <= to);
  std::vector<LeafRange> nodes;
  LeafRange node{0, to};
  while (node.end != from) {
    uint64_t split = SplitOf(node);
    if (from <= split) {
      nodes.push_back({split, node.end});
      node.end = split;
    } else {
      nodes.push_back({node.begin, split});
      node.begin = split;
    }
  }
  // The verifier knows the root of the smaller tree, but not the root of a part of it.
  if (node.begin > 0) nodes.push_back(node);
  std::reverse(nodes.begin(), nodes.end());
  return nodes;
}

NodeHashes::NodeHashes(std::span<const LeafRange> nodes) {
  for (const LeafRange& node : nodes) {
    std::vector<LeafRange> subtrees = CompleteSubtrees(node);
    counts_.push_back(subtrees.size());
    for (const LeafRange& subtree : subtrees) positions_.push_back(PositionOf(subtree));
  }
}

std::vector<Digest> NodeHashes::Fold(std::span<const Digest> stored) const {
  assert(stored.size() == positions_.size());
  std::vector<Digest> hashes;
  hashes.reserve(counts_.size());
  for (size_t count : counts_) {
    hashes.push_back(FoldRow(stored.first(count)));
    stored = stored.subspan(count);
  }
  return hashes;
}

std::vector<uint64_t> GrowingTree::PositionsToResume(uint64_t size) {
  std::vector<uint64_t> positions;
  for (const LeafRange& subtree : CompleteSubtrees({0, size})) positions.push_back(PositionOf(subtree));
  return positions;
}

GrowingTree GrowingTree::Resume(uint64_t size, std::vector<Digest> stored) {
  assert(stored.size() == static_cast<size_t>(std::popcount(size)));
  GrowingTree tree;
  tree.size_ = size;
  tree.subtrees_ = std::move(stored);
  return tree;
}

std::vector<Digest> GrowingTree::Append(const Digest& leaf_hash) {
  std::vector<Digest> stored = {leaf_hash};
  // Each trailing one bit of the size is a complete subtree. The new leaf completes a subtree of twice that
  // size.
  for (int completed = std::countr_one(size_); completed > 0; --completed) {
    stored.push_back(HashChildren(subtrees_.back(), stored.back()));
    subtrees_.pop_back();
  }
  subtrees_.push_back(stored.back());
  ++size_;
  return stored;
}

Digest GrowingTree::Root() const { return subtrees_.empty() ? EmptyRoot() : FoldRow(subtrees_); }

}  // namespace verbatim::log
