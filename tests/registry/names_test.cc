#include "status/names.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace verbatim::registry {
namespace {

TEST(Names, AcceptIdsOfAFixedForm) {
  for (const char* id : {"a", "0", "brief-2025", "01a2091c-b022-75e9-8a94-f3b57f7240b4"})
    EXPECT_TRUE(IsValidId(id)) << id;
  EXPECT_TRUE(IsValidId(std::string(63, 'a')));
  EXPECT_FALSE(IsValidId(std::string(64, 'a')));
  for (const char* id : {"", "-a", "a-", "A", "a_b", "a/b", "é", "a b"}) EXPECT_FALSE(IsValidId(id)) << id;
}

TEST(Names, HaveAFormForEachKindOfResource) {
  EXPECT_TRUE(IsDocumentName("documents/a"));
  EXPECT_FALSE(IsDocumentName("documents/a/revisions/1"));
  EXPECT_TRUE(IsRevisionName("documents/a/revisions/1"));
  for (const char* name : {"documents/a/revisions/0", "documents/a/revisions/01", "documents/a/revisions/-1",
                           "documents/a/revisions/", "documents/a/revisions/1/sentences/2",
                           "documents//revisions/1", "documents/a/revisions/9999999999999999999"}) {
    EXPECT_FALSE(IsRevisionName(name)) << name;
  }
  EXPECT_TRUE(IsClaimName("claims/a"));
  EXPECT_FALSE(IsClaimName("claims/a/reviews/b"));
  EXPECT_TRUE(IsEvidenceName("claims/a/evidence/b"));
  EXPECT_TRUE(IsReviewName("claims/a/reviews/b"));
  EXPECT_TRUE(IsLinkName("claims/a/links/b"));
  for (const char* name :
       {"claims/a/reviews/", "claims//reviews/b", "claims/a/reviews/b/c", "documents/a/reviews/b",
        "claims/-/reviews/b", "claims/a/b/reviews/c", "claims/a/evidence/b"}) {
    EXPECT_FALSE(IsReviewName(name)) << name;
  }
  EXPECT_EQ(ClaimOf("claims/a/links/b"), "claims/a");
  EXPECT_EQ(ClaimOf("claims/a"), "claims/a");
  EXPECT_EQ(ClaimOf("documents/a"), "");
  EXPECT_EQ(DocumentOfRevision("documents/a/revisions/12"), "documents/a");
  EXPECT_EQ(NumberOfRevision("documents/a/revisions/12"), 12);
}

// This name has the longest id and the largest number.
TEST(Names, AreRecognizedWhenBuilt) {
  constexpr int64_t kLargest = 999'999'999'999'999'999;
  const std::string id(63, 'x');
  const std::string document = DocumentName(id);
  const std::string revision = RevisionName(document, kLargest);
  const std::string claim = ClaimName(id);
  EXPECT_TRUE(IsDocumentName(document));
  EXPECT_TRUE(IsRevisionName(revision));
  EXPECT_EQ(DocumentOfRevision(revision), document);
  EXPECT_EQ(NumberOfRevision(revision), kLargest);
  EXPECT_EQ(SentenceName(revision, 7), revision + "/sentences/7");
  EXPECT_TRUE(IsEvidenceName(EvidenceName(claim, id)));
  EXPECT_TRUE(IsReviewName(ReviewName(claim, id)));
  EXPECT_TRUE(IsLinkName(LinkName(claim, id)));
  for (const std::string& name :
       {document, revision, claim, EvidenceName(claim, id), ReviewName(claim, id), LinkName(claim, id)}) {
    EXPECT_TRUE(IsResourceName(name)) << name;
  }
  for (const std::string& part : {EvidenceName(claim, id), ReviewName(claim, id), LinkName(claim, id)}) {
    EXPECT_EQ(ClaimOf(part), claim);
  }
}

TEST(Names, OfSentencesAndOfAllClaimsAreNotResourceNames) {
  for (const std::string name : {"", "documents", "claims/-", "documents/a/revisions/1/sentences/0"}) {
    EXPECT_FALSE(IsResourceName(name)) << name;
  }
}

TEST(Names, HaveATypeForEachKindOfResource) {
  EXPECT_EQ(TypeOf("documents/a"), "verbatim/Document");
  EXPECT_EQ(TypeOf("documents/a/revisions/1"), "verbatim/Revision");
  EXPECT_EQ(TypeOf("documents/a/revisions/1/sentences/0"), "verbatim/Sentence");
  EXPECT_EQ(TypeOf("claims/a"), "verbatim/Claim");
  EXPECT_EQ(TypeOf("claims/a/evidence/b"), "verbatim/Evidence");
  EXPECT_EQ(TypeOf("claims/a/reviews/b"), "verbatim/Review");
  EXPECT_EQ(TypeOf("claims/a/links/b"), "verbatim/Link");
  EXPECT_EQ(TypeOf("pages/a"), "verbatim/Page");
  for (const char* name : {"", "/", "checkpoint with a cosignature", "claims", "a/b"}) {
    EXPECT_EQ(TypeOf(name), "verbatim/Checkpoint") << name;
  }
}

}  // namespace
}  // namespace verbatim::registry
