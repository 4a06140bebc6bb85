#include "status/uri_schemes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "registry/records/entry_builder.h"
#include "registry_fixture.h"

namespace verbatim::registry {
namespace {

using ::testing::ElementsAre;

TEST(UriSchemes, AreRecognizedAsBrowsersDo) {
  for (const char* unsafe :
       {"javascript:alert(1)", "JavaScript:alert(1)", " java\tscript:alert(1)", "vbscript:x",
        "data:text/html,x", "blob:https://example.org/x", "file:///etc/passwd", "about:blank"}) {
    EXPECT_TRUE(IsUnsafeUri(unsafe)) << unsafe;
    EXPECT_FALSE(IsLinkable(unsafe)) << unsafe;
  }
  for (const char* safe : {"https://example.org", "http://x", "urn:isbn:1", "mailto:a@b", "dataset:1",
                           "doi:10.1/x", "files/x", "", "javascript", "claims/javascript:1"}) {
    EXPECT_FALSE(IsUnsafeUri(safe)) << safe;
  }
  EXPECT_TRUE(IsLinkable("HTTPS://example.org"));
  EXPECT_FALSE(IsLinkable("urn:isbn:1"));
}

TEST(UriSchemes, AreCheckedInEveryUriOfAClaim) {
  v1::Claim claim;
  claim.set_appearance_uri("javascript:1");
  claim.add_further_appearance_uris("https://example.org");
  claim.add_further_appearance_uris("data:2");
  claim.mutable_claimant()->set_uri("file:3");
  claim.mutable_claimant()->add_same_as("blob:4");
  claim.mutable_statement()->mutable_subject()->set_uri("about:5");
  claim.mutable_attribution()->add_derived_from("vbscript:6");
  claim.set_text("javascript: is a word here");
  Violations violations;
  CheckUriSchemes(claim, nullptr, "claim", violations);
  std::vector<std::string> fields = BadFields(violations.ToStatus());
  std::sort(fields.begin(), fields.end());
  EXPECT_THAT(fields, ElementsAre("claim.appearance_uri", "claim.attribution.derived_from[0]",
                                  "claim.claimant.same_as[0]", "claim.claimant.uri",
                                  "claim.further_appearance_uris[1]", "claim.statement.subject.uri"));
  Violations none;
  CheckUriSchemes(claim, &claim, "claim", none);
  EXPECT_TRUE(none.empty()) << "what is recorded stays";
}

class UnsafeUris : public RegistryFixture {};

TEST_F(UnsafeUris, AreRefusedInNewClaimsAndDocuments) {
  v1::CreateClaimRequest claim = NewClaimRequest("x");
  claim.mutable_claim()->set_appearance_uri("javascript:alert(1)");
  EXPECT_THAT(BadFields(CreateClaim(claim).status()), ElementsAre("claim.appearance_uri"));
  v1::CreateDocumentRequest document;
  document.mutable_content()->set_data("x");
  document.mutable_document()->set_uri("data:text/html,x");
  EXPECT_THAT(BadFields(CreateDocument(document).status()), ElementsAre("document.uri"));
  v1::UpdateDocumentRequest update;
  update.mutable_document()->set_name("documents/brief");
  update.mutable_document()->set_uri("file:///x");
  update.mutable_update_mask()->add_paths("uri");
  EXPECT_THAT(BadFields(registry_->documents().Update(caller_, update).status()),
              ElementsAre("document.uri"));
}

// Earlier versions recorded such URIs.
TEST_F(UnsafeUris, StayThroughUpdatesOfOtherFields) {
  v1::CreateClaimRequest request = NewClaimRequest("x");
  request.set_claim_id("old");
  ASSERT_TRUE(CreateClaim(request).ok());
  const std::string name = "claims/old";
  auto record = store_->GetUnchecked(name);
  ASSERT_TRUE(record.ok());
  StoredClaim before = *ReadStoredClaim((*record)->latest, (*record)->payload);
  StoredClaim after = before;
  after.claim.set_appearance_uri("javascript:alert(1)");
  const std::optional<store::RequestKey> none;
  const Environment environment = Environment::System();
  const WriteContext context{environment, caller_, none, 1};
  std::vector<store::Write> writes(1);
  writes[0].entries.push_back(MakeClaimEntry(log::EntryType::kClaimUpdated, after, &before, context));
  writes[0].entries[0].replaces = (*record)->latest;
  ASSERT_TRUE(store_->Commit(writes).ok());

  v1::UpdateClaimRequest update;
  update.mutable_claim()->set_name(name);
  update.mutable_claim()->set_text("y");
  update.mutable_update_mask()->add_paths("text");
  auto updated = registry_->claims().Update(caller_, update);
  ASSERT_TRUE(updated.ok()) << updated.status();
  EXPECT_EQ(updated->claim().appearance_uri(), "javascript:alert(1)");
  update.mutable_claim()->set_appearance_uri("javascript:alert(2)");
  update.mutable_update_mask()->add_paths("appearance_uri");
  EXPECT_THAT(BadFields(registry_->claims().Update(caller_, update).status()),
              ElementsAre("claim.appearance_uri"));
}

}  // namespace
}  // namespace verbatim::registry
