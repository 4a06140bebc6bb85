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

// The tree over a revision's sentences, to whose root the revision's entry commits
// (EntryPayload.sentences_root): with it a sentence, and where it stands, is proven without the text.
class SentenceTree {
 public:
  // Takes about 0.7 µs per sentence. If `should_stop` ends the work, the tree is incomplete: do not use it.
  explicit SentenceTree(const text::IndexedText& text, const text::ShouldStop& should_stop = {});

  log::Digest root() const { return tree_.Root(); }

  // The inclusion proof of a sentence. REQUIRES: there is one of this index.
  std::vector<log::Digest> Prove(size_t index) const;

 private:
  log::GrowingTree tree_;
  std::vector<log::Digest> stored_;  // by position, as log/merkle.h has it
};

// What is hashed of a sentence: where it begins and ends, 8 bytes each, big-endian, and its bytes.
std::string SentenceLeaf(text::ByteRange range, std::string_view sentence);

}  // namespace verbatim::registry
