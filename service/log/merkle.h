#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "log/sha256.h"

// The Merkle tree of RFC 6962, section 2.1: its hashes, the order in which they are stored, and proofs. Pure
// arithmetic; the caller stores and reads the hashes.
//
// The hashes of all complete subtrees are stored. A complete subtree has 2^k leaves, the first of them at a
// multiple of 2^k. The hashes are stored in the order in which the subtrees become complete: after each leaf
// come the subtrees that it completes. The sequence is therefore append-only and has less than two hashes per
// leaf on average. The position of a hash follows from its place in the tree. Any proof in a tree of n leaves
// needs at most 2 log2(n) stored hashes.
namespace verbatim::log {

Digest HashLeaf(std::string_view leaf);
Digest HashChildren(const Digest& left, const Digest& right);
// The root of the tree without leaves.
Digest EmptyRoot();

// Leaves from `begin` up to, but not including, `end`. Not empty.
struct LeafRange {
  uint64_t begin = 0;
  uint64_t end = 0;

  friend bool operator==(const LeafRange&, const LeafRange&) = default;
};

// Number of stored hashes of a tree of `size` leaves.
uint64_t StoredHashes(uint64_t size);

// Returns the nodes whose hashes prove that leaf `index` is in the tree of `size` leaves, in the order of RFC
// 6962, section 2.1.1. REQUIRES: index < size.
std::vector<LeafRange> InclusionProof(uint64_t index, uint64_t size);

// Returns the root hash that an inclusion proof yields. It equals the root of the tree of `size` leaves if
// `leaf_hash` is the hash of leaf `index` and `proof` contains the hashes of the nodes of InclusionProof.
// REQUIRES: index < size, and one hash per node.
Digest RootFromInclusionProof(uint64_t index, uint64_t size, const Digest& leaf_hash,
                              std::span<const Digest> proof);

// Returns the nodes whose hashes prove that the tree of `from` leaves is a prefix of the tree of `to` leaves,
// as in section 2.1.2; empty if both sizes are the same. REQUIRES: 0 < from <= to.
std::vector<LeafRange> ConsistencyProof(uint64_t from, uint64_t to);

// Computes the hashes of nodes. Each hash is made from one or more stored hashes. Read the stored hashes at
// `positions()`, then pass them to Fold.
class NodeHashes {
 public:
  // Each node must belong to a tree of some size: it is a result of the functions above, or a whole tree.
  explicit NodeHashes(std::span<const LeafRange> nodes);

  // Positions in the sequence of stored hashes.
  const std::vector<uint64_t>& positions() const { return positions_; }

  // Returns the hashes of the nodes. REQUIRES: one stored hash per position, in order.
  std::vector<Digest> Fold(std::span<const Digest> stored) const;

 private:
  std::vector<size_t> counts_;  // number of stored hashes of each node
  std::vector<uint64_t> positions_;
};

// A tree that grows leaf by leaf. Keeps at most one hash per bit of its size.
class GrowingTree {
 public:
  GrowingTree() = default;

  // PositionsToResume returns the positions of the stored hashes that a tree of this size needs to continue.
  // Resume makes the tree from those hashes.
  static std::vector<uint64_t> PositionsToResume(uint64_t size);
  static GrowingTree Resume(uint64_t size, std::vector<Digest> stored);

  uint64_t size() const { return size_; }
  // The hashes that Resume takes.
  const std::vector<Digest>& subtrees() const { return subtrees_; }

  // Appends a leaf. Returns the hashes to store, in order: the hash of the leaf, then the hashes of the
  // subtrees that it completes. Computes less than two hashes per leaf on average.
  std::vector<Digest> Append(const Digest& leaf_hash);

  // The root of the current tree.
  Digest Root() const;

 private:
  uint64_t size_ = 0;
  std::vector<Digest> subtrees_;  // complete subtrees, largest first
};

}  // namespace verbatim::log
