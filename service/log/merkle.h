#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "log/sha256.h"

// The Merkle tree of RFC 6962, section 2.1: its hashes, how they are kept, and the proofs made of them. All
// of it is arithmetic; whoever keeps the hashes reads and writes them.
//
// Kept are the hashes of all complete subtrees (2^k leaves, the first at a multiple of 2^k), in the order in
// which they become complete: each leaf is followed by the subtrees that it completes. So the sequence only
// grows, by less than two hashes a leaf on average, a hash's position follows from its place in the tree, and
// any proof of a tree of n leaves is made from at most 2 log2(n) of them.
namespace verbatim::log {

Digest HashLeaf(std::string_view leaf);
Digest HashChildren(const Digest& left, const Digest& right);
// Of the tree without leaves.
Digest EmptyRoot();

// Leaves `begin` to `end`, without the latter. Not empty.
struct LeafRange {
  uint64_t begin = 0;
  uint64_t end = 0;

  friend bool operator==(const LeafRange&, const LeafRange&) = default;
};

// How many hashes are kept of a tree of `size` leaves.
uint64_t StoredHashes(uint64_t size);

// The nodes whose hashes are the proof that leaf `index` stands in the tree of `size` leaves, in the order of
// RFC 6962, section 2.1.1. REQUIRES: index < size.
std::vector<LeafRange> InclusionProof(uint64_t index, uint64_t size);

// The root hash that the proof leads to: that of the tree of `size` leaves if `leaf_hash` is the hash of its
// leaf `index` and `proof` the hashes of those nodes. REQUIRES: index < size, and as many hashes as nodes.
Digest RootFromInclusionProof(uint64_t index, uint64_t size, const Digest& leaf_hash,
                              std::span<const Digest> proof);

// The nodes whose hashes are the proof that the tree of `from` leaves is the start of that of `to` leaves,
// section 2.1.2; empty if they are the same. REQUIRES: 0 < from <= to.
std::vector<LeafRange> ConsistencyProof(uint64_t from, uint64_t to);

// Hashes of nodes of the tree, each made of one or more stored ones: ask for `positions()`, then Fold what
// was found there.
class NodeHashes {
 public:
  // Each node must be one of a tree of some size: what the functions above return, or the whole tree.
  explicit NodeHashes(std::span<const LeafRange> nodes);

  // Positions in the sequence of stored hashes.
  const std::vector<uint64_t>& positions() const { return positions_; }

  // The nodes' hashes. REQUIRES: as many as there are positions, in their order.
  std::vector<Digest> Fold(std::span<const Digest> stored) const;

 private:
  std::vector<size_t> counts_;  // of stored hashes, of each node
  std::vector<uint64_t> positions_;
};

// A tree that grows, leaf by leaf. It holds one hash for each bit of its size.
class GrowingTree {
 public:
  GrowingTree() = default;

  // Positions of the stored hashes that a tree of this size goes on from, and the tree that they make.
  static std::vector<uint64_t> PositionsToResume(uint64_t size);
  static GrowingTree Resume(uint64_t size, std::vector<Digest> stored);

  uint64_t size() const { return size_; }

  // Appends a leaf. Returns the hashes to store, in order: the leaf's own, then those of the subtrees that it
  // completes. Less than two hashes are computed a leaf on average.
  std::vector<Digest> Append(const Digest& leaf_hash);

  // Of the tree as it is now.
  Digest Root() const;

 private:
  uint64_t size_ = 0;
  std::vector<Digest> subtrees_;  // complete, largest first
};

}  // namespace verbatim::log
