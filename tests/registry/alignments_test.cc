#include "registry/sources/alignments.h"

#include <gtest/gtest.h>

#include "text/unicode/indexed_text.h"

namespace verbatim::registry {
namespace {

RevisionText Revision(const sync::ErasableCaches& caches, const std::string& name, const std::string& text) {
  return {name,
          {},
          std::make_shared<const text::IndexedText>(text, std::vector{text::ByteRange{0, text.size()}}),
          caches.epoch()};
}

TEST(Alignments, AreCached) {
  sync::ErasableCaches caches;
  Alignments alignments(caches, 1 << 20);
  const RevisionText before = Revision(caches, "documents/a/revisions/1", "It was so.");
  const RevisionText after = Revision(caches, "documents/a/revisions/2", "It is so.");
  EXPECT_EQ(alignments.Get(before, after), alignments.Get(before, after));
}

TEST(Alignments, OfTextsReadBeforeAnErasureAreNotCached) {
  sync::ErasableCaches caches;
  Alignments alignments(caches, 1 << 20);
  const RevisionText before = Revision(caches, "documents/a/revisions/1", "It was so.");
  const RevisionText after = Revision(caches, "documents/a/revisions/2", "It is so.");
  caches.EraseAll();
  EXPECT_NE(alignments.Get(before, after), alignments.Get(before, after));
}

}  // namespace
}  // namespace verbatim::registry
