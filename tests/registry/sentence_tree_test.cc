#include "registry/records/sentence_tree.h"

#include <gtest/gtest.h>

#include "text/sentences/sentences.h"

namespace verbatim::registry {
namespace {

TEST(SentenceTree, IsTheTreeOfRfc6962OverSpansAndBytes) {
  const std::string text = "One. Two is longer. Three.";
  text::IndexedText indexed(text, text::FindSentences(text, "en"));
  ASSERT_EQ(indexed.sentences().size(), 3u);
  SentenceTree tree(indexed);
  using log::HashChildren;
  using log::HashLeaf;
  auto leaf = [](char start, char end, const std::string& words) {
    return HashLeaf(std::string(7, '\0') + start + std::string(7, '\0') + end + words);
  };
  log::Digest one = leaf(0, 4, "One.");
  log::Digest two = leaf(5, 19, "Two is longer.");
  log::Digest three = leaf(20, 26, "Three.");
  EXPECT_EQ(tree.root(), HashChildren(HashChildren(one, two), three));
  EXPECT_EQ(tree.Prove(0), (std::vector{two, three}));
  EXPECT_EQ(tree.Prove(2), (std::vector{HashChildren(one, two)}));
}

TEST(SentenceTree, OfNoSentencesHasTheRootOfTheEmptyTree) {
  EXPECT_EQ(SentenceTree(text::IndexedText(" ", {})).root(), log::EmptyRoot());
}

}  // namespace
}  // namespace verbatim::registry
