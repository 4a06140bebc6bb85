#pragma once

#include <string>
#include <vector>

namespace verbatim::test {

// Bytes that somebody might hand out as a proof bundle, and what every verifier must answer.
struct OddBundle {
  std::string name;
  std::string verdict;  // PROVEN, FAILED, NOT_SHOWN or NEWER
  std::string bytes;
};

// The bundles of tests/data/odd_bundles.jsonl, which tests of verifiers in any language read: good bundles, and edits
// of them. The log's key is fixed, so that the bytes are always the same.
std::vector<OddBundle> OddBundles();

// The verifier key of their log.
std::string OddBundlesKey();

}  // namespace verbatim::test
