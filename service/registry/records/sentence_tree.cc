#include "registry/records/sentence_tree.h"

namespace verbatim::registry {
namespace {

constexpr int kSentencesPerPoll = 1000;

void PutOffset(std::string& out, size_t offset) {
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>(offset >> shift & 0xFF));
}

}  // namespace

std::string SentenceLeaf(text::ByteRange range, std::string_view sentence) {
  std::string leaf;
  leaf.reserve(16 + sentence.size());
  PutOffset(leaf, range.start);
  PutOffset(leaf, range.end);
  leaf.append(sentence);
  return leaf;
}

SentenceTree::SentenceTree(const text::IndexedText& text, const text::ShouldStop& should_stop) {
  text::StopPoll poll(should_stop, kSentencesPerPoll);
  for (const text::ByteRange& range : text.sentences()) {
    if (poll.Step()) return;
    std::vector<log::Digest> hashes = tree_.Append(log::HashLeaf(SentenceLeaf(range, text.Slice(range))));
    stored_.insert(stored_.end(), hashes.begin(), hashes.end());
  }
}

std::vector<log::Digest> SentenceTree::Prove(size_t index) const {
  log::NodeHashes nodes(log::InclusionProof(index, tree_.size()));
  std::vector<log::Digest> hashes;
  hashes.reserve(nodes.positions().size());
  for (uint64_t position : nodes.positions()) hashes.push_back(stored_[position]);
  return nodes.Fold(hashes);
}

}  // namespace verbatim::registry
