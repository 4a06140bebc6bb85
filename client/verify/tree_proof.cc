#include "verify/tree_proof.h"

#include "log/sha256.h"

namespace verbatim::verify {
namespace {

constexpr size_t kHashBytes = 32;

std::string Join(std::string_view left, std::string_view right) {
  return log::ToBytes(log::Sha256(std::string(1, '\x01').append(left).append(right)));
}

bool AllAreHashes(const std::vector<std::string>& proof) {
  for (const std::string& hash : proof) {
    if (hash.size() != kHashBytes) return false;
  }
  return true;
}

}  // namespace

std::string HashOfLeaf(std::string_view leaf) {
  return log::ToBytes(log::Sha256(std::string(1, '\x00').append(leaf)));
}

absl::Status VerifyInclusion(uint64_t index, uint64_t size, std::string_view leaf_hash,
                             const std::vector<std::string>& proof, std::string_view root) {
  if (index >= size) return absl::InvalidArgumentError("the index is beyond the tree");
  if (!AllAreHashes(proof) || leaf_hash.size() != kHashBytes) {
    return absl::InvalidArgumentError("the proof contains an invalid hash");
  }
  // The variables have the names that the RFC uses. fn walks up from the leaf, sn walks up from the last
  // leaf, and r is the hash so far.
  uint64_t fn = index;
  uint64_t sn = size - 1;
  std::string r(leaf_hash);
  for (const std::string& p : proof) {
    if (sn == 0) return absl::InvalidArgumentError("the proof is too long");
    if (fn % 2 == 1 || fn == sn) {
      r = Join(p, r);
      while (fn % 2 == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      r = Join(r, p);
    }
    fn >>= 1;
    sn >>= 1;
  }
  if (sn != 0) return absl::InvalidArgumentError("the proof is too short");
  if (r != root) return absl::InvalidArgumentError("the proof leads to another root hash");
  return absl::OkStatus();
}

absl::Status VerifyConsistency(uint64_t from, uint64_t to, const std::vector<std::string>& proof,
                               std::string_view from_root, std::string_view to_root) {
  if (from == 0) return absl::InvalidArgumentError("an empty tree proves nothing");
  if (from > to) return absl::InvalidArgumentError("the tree has become smaller");
  if (!AllAreHashes(proof)) {
    return absl::InvalidArgumentError("the proof contains an invalid hash");
  }
  if (from == to) {
    if (!proof.empty()) return absl::InvalidArgumentError("the proof is too long");
    if (from_root != to_root)
      return absl::InvalidArgumentError("two trees of one size have different root hashes");
    return absl::OkStatus();
  }
  // If the smaller root is a node of the larger tree, the proof does not contain it, and the RFC prepends it.
  bool is_node = (from & (from - 1)) == 0;
  if (!is_node && proof.empty()) return absl::InvalidArgumentError("the proof is too short");
  size_t next = is_node ? 0 : 1;
  std::string fr(is_node ? from_root : proof.front());
  std::string sr = fr;
  uint64_t fn = from - 1;
  uint64_t sn = to - 1;
  while (fn % 2 == 1) {
    fn >>= 1;
    sn >>= 1;
  }
  for (; next < proof.size(); ++next) {
    const std::string& c = proof[next];
    if (sn == 0) return absl::InvalidArgumentError("the proof is too long");
    if (fn % 2 == 1 || fn == sn) {
      fr = Join(c, fr);
      sr = Join(c, sr);
      while (fn % 2 == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      sr = Join(sr, c);
    }
    fn >>= 1;
    sn >>= 1;
  }
  if (sn != 0) return absl::InvalidArgumentError("the proof is too short");
  if (fr != from_root)
    return absl::InvalidArgumentError("the proof leads to another root hash of the smaller tree");
  if (sr != to_root)
    return absl::InvalidArgumentError("the proof leads to another root hash of the larger tree");
  return absl::OkStatus();
}

}  // namespace verbatim::verify
