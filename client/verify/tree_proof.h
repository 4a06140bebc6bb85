#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

// Verifies Merkle tree proofs (RFC 9162, section 2.1). service/log/merkle makes the proofs. The verifier
// shares no code with service/log/merkle, so that one mistake cannot pass both. Hashes are 32 bytes.
// Functions are thread-safe.
namespace verbatim::verify {

std::string HashOfLeaf(std::string_view leaf);

// Verifies that the leaf of this hash is at `index` in the tree of `size` leaves with this root (section
// 2.1.3.2). Returns INVALID_ARGUMENT, with the reason, if the proof is wrong.
absl::Status VerifyInclusion(uint64_t index, uint64_t size, std::string_view leaf_hash,
                             const std::vector<std::string>& proof, std::string_view root);

// Verifies that the tree of `to` leaves begins with the tree of `from` leaves (section 2.1.4.2). Returns
// INVALID_ARGUMENT, with the reason, if the proof is wrong. `from` must not be 0, because an empty tree
// proves nothing.
absl::Status VerifyConsistency(uint64_t from, uint64_t to, const std::vector<std::string>& proof,
                               std::string_view from_root, std::string_view to_root);

}  // namespace verbatim::verify
