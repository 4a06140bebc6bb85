#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "log/merkle.h"
#include "log/sha256.h"
#include "text/unicode/indexed_text.h"
#include "text/unicode/stop.h"

namespace verbatim::registry {

// The Merkle tree over a revision's sentences. The revision's entry commits to the tree's root
// (EntryPayload.sentences_root), so that a sentence and its position can be proven without the text.
class SentenceTree {
 public:
  // Takes about 0.7 µs per sentence. If `should_stop` ends the work, the tree is incomplete: do not use it.
  explicit SentenceTree(const text::IndexedText& text, const text::ShouldStop& should_stop = {});

  log::Digest root() const { return tree_.Root(); }

  // Returns the inclusion proof of a sentence. REQUIRES: there is a sentence `index`.
  std::vector<log::Digest> Prove(size_t index) const;

 private:
  log::GrowingTree tree_;
  std::vector<log::Digest> stored_;  // by position (log/merkle.h)
};

// Returns the bytes that are hashed for a sentence: its start and end as 8 bytes each, big-endian, then its
// text.
std::string SentenceLeaf(text::ByteRange range, std::string_view sentence);

}  // namespace verbatim::registry
