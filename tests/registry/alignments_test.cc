#include "registry/sources/alignments.h"

#include <gtest/gtest.h>

#include "text/unicode/indexed_text.h"

namespace verbatim::registry {
namespace {

RevisionText Revision(const std::string& name, const std::string& text) {
  return {name,
          {},
          std::make_shared<const text::IndexedText>(text, std::vector{text::ByteRange{0, text.size()}})};
}

TEST(Alignments, AreCached) {
  Alignments alignments(1 << 20);
  const RevisionText before = Revision("documents/a/revisions/1", "It was so.");
  const RevisionText after = Revision("documents/a/revisions/2", "It is so.");
  EXPECT_EQ(alignments.Get(before, after), alignments.Get(before, after));
}

TEST(Alignments, OfAnErasedDocumentAreNotCached) {
  Alignments alignments(1 << 20);
  const RevisionText before = Revision("documents/a/revisions/1", "It was so.");
  const RevisionText after = Revision("documents/a/revisions/2", "It is so.");
  alignments.Forget("documents/a");
  EXPECT_NE(alignments.Get(before, after), alignments.Get(before, after));
}

}  // namespace
}  // namespace verbatim::registry
