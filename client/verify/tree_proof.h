#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

// Proofs of a log's tree, checked as RFC 9162, section 2.1, says. Written apart from service/log/merkle,
// which makes them, so that one mistake cannot pass both. Hashes are 32 bytes. Any thread.
namespace verbatim::verify {

std::string HashOfLeaf(std::string_view leaf);

// That a leaf of this hash stands at `index` in the tree of `size` leaves with this root (section 2.1.3.2).
// INVALID_ARGUMENT says what is wrong.
absl::Status VerifyInclusion(uint64_t index, uint64_t size, std::string_view leaf_hash,
                             const std::vector<std::string>& proof, std::string_view root);

// That the tree of `from` leaves is the start of the tree of `to` leaves (section 2.1.4.2). A tree without
// leaves proves nothing and is refused.
absl::Status VerifyConsistency(uint64_t from, uint64_t to, const std::vector<std::string>& proof,
                               std::string_view from_root, std::string_view to_root);

}  // namespace verbatim::verify
