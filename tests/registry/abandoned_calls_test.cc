// Calls whose callers have gone away end with CANCELLED at every point where they check for cancellation, and
// record nothing.

#include "support/abandoned_calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "registry/registry.h"
#include "support/await.h"
#include "support/temp_folder.h"

namespace verbatim::registry {
namespace {

using ::testing::Ge;

constexpr int kDocuments = 4;
constexpr int kClaims = 6;

// Six claims, each with a quote from four documents, and with evidence.
class AbandonedCalls : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = store::OpenStore("sqlite:" + folder_.Path("test.db"), 4);
    ASSERT_TRUE(opened.ok()) << opened.status();
    store_ = *std::move(opened);
    registry_ = std::make_unique<Registry>(*store_, Limits(), Environment::System(),
                                           LogIdentity{log::SigningKey::Generate(), "verbatim.test/log", {}},
                                           nullptr);
    std::string text = "Belarus freed fifty-two prisoners.";
    for (int i = 0; i < 3000; ++i)
      text += " A sentence.";  // more than the sentence tree hashes between polls
    for (int i = 0; i < kDocuments; ++i) {
      v1::CreateDocumentRequest request;
      request.set_document_id("d" + std::to_string(i));
      request.mutable_content()->set_data(text);
      auto created = test::Await<v1::CreateDocumentResponse>(
          [&](auto done) { registry_->documents().Create({}, request, std::move(done)); });
      ASSERT_TRUE(created.ok()) << created.status();
    }
    for (int i = 0; i < kClaims; ++i) AddClaim("c" + std::to_string(i));
  }
  void TearDown() override {
    registry_.reset();
    store_.reset();
  }

  void AddClaim(const std::string& id) {
    v1::CreateClaimRequest request;
    request.set_claim_id(id);
    request.mutable_claim()->set_text("A claim.");
    for (int i = 0; i < kDocuments; ++i) {
      v1::Citation& citation = *request.mutable_claim()->add_citations();
      citation.set_revision("documents/d" + std::to_string(i));
      citation.set_quote("freed fifty-two prisoners");
    }
    auto created = test::Await<SerializedMessage<v1::CreateClaimResponse>>(
        [&](auto done) { registry_->claims().Create({}, request, WhenFull::kRefuse, std::move(done)); });
    ASSERT_TRUE(created.ok()) << created.status();
    v1::CreateEvidenceRequest evidence;
    evidence.set_parent("claims/" + id);
    evidence.mutable_evidence()->set_stance(v1::EVIDENCE_STANCE_SUPPORTS);
    evidence.mutable_evidence()->mutable_citation()->set_revision("documents/d0");
    evidence.mutable_evidence()->mutable_citation()->set_quote("fifty-two");
    auto added = registry_->evidence().CreateEvidence({}, evidence);
    ASSERT_TRUE(added.ok()) << added.status();
  }

  // Returns the names of all nodes of a trace, read page by page.
  std::vector<std::string> Nodes(v1::TraceClaimRequest request) {
    std::vector<std::string> names;
    do {
      auto page = registry_->traces().TraceClaim(request);
      if (!page.ok()) {
        ADD_FAILURE() << page.status();
        return names;
      }
      for (const v1::ProvenanceNode& node : page->nodes()) names.push_back(node.name());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return names;
  }

  test::TempFolder folder_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Registry> registry_;
};

TEST_F(AbandonedCalls, VerifyClaimEndsAtEachPoll) {
  v1::VerifyClaimRequest request;
  request.set_name("claims/c0");
  const int polls = test::CancelAtEachPoll([&](const sync::CallContext& context) {
    return registry_->verification().VerifyClaim(request, context);
  });
  EXPECT_THAT(polls, Ge(5 * kDocuments)) << "four for each text, one for each citation";
}

TEST_F(AbandonedCalls, GetProofBundleEndsAtEachPoll) {
  v1::GetProofBundleRequest request;
  request.set_name("claims/c0");
  const int polls = test::CancelAtEachPoll([&](const sync::CallContext& context) {
    return registry_->provenance().GetProofBundle(request, context);
  });
  EXPECT_THAT(polls, Ge(4 * kDocuments)) << "one for each revision, and one for each 1,000 of its sentences";
}

TEST_F(AbandonedCalls, TraceClaimEndsAtEachPollAndLeavesNoIncompleteTrace) {
  v1::TraceClaimRequest request;
  request.set_name("documents/d0");
  request.set_page_size(1000);
  const int polls = test::CancelAtEachPoll(
      [&](const sync::CallContext& context) { return registry_->traces().TraceClaim(request, context); });
  EXPECT_THAT(polls, Ge(1 + kClaims)) << "one for each resource";

  // The second page continues the cached trace. An abandoned call must not leave that trace in the cache.
  const std::vector<std::string> nodes = Nodes(request);
  ASSERT_GT(nodes.size(), 2u * kClaims);
  request.set_page_size(2);
  for (int polls_before = 0;; ++polls_before) {
    request.clear_page_token();
    auto first = registry_->traces().TraceClaim(request);
    ASSERT_TRUE(first.ok()) << first.status();
    request.set_page_token(first->next_page_token());
    request.set_page_size(1000);
    const bool ended = registry_->traces().TraceClaim(request, test::CancelledAtPoll(polls_before)).ok();
    std::vector<std::string> all;
    for (const v1::ProvenanceNode& node : first->nodes()) all.push_back(node.name());
    for (const std::string& name : Nodes(request)) all.push_back(name);
    EXPECT_EQ(all, nodes) << polls_before;
    request.set_page_size(2);
    if (ended) break;
  }
}

TEST_F(AbandonedCalls, LocateQuoteEndsAtEachPoll) {
  v1::LocateQuoteRequest request;
  request.set_parent("documents/d0");
  request.set_quote("freed fifty-three prisoners");
  const int polls = test::CancelAtEachPoll(
      [&](const sync::CallContext& context) { return registry_->documents().LocateQuote(request, context); });
  EXPECT_THAT(polls, Ge(1));
}

TEST_F(AbandonedCalls, DraftClaimsEndsAtEachPoll) {
  v1::DraftClaimsRequest request;
  request.set_parent("documents/d0");
  // This call is cancelled at some polls only, because there is one poll per sentence.
  for (int polls : {0, 1, 100, 3000}) {
    const auto result = registry_->drafts().Draft(request, test::CancelledAtPoll(polls));
    EXPECT_TRUE(absl::IsCancelled(result.status())) << polls << ": " << result.status();
  }
  EXPECT_TRUE(registry_->drafts().Draft(request).ok());
}

TEST_F(AbandonedCalls, CreateDocumentEndsAtEachPollAndRecordsNothing) {
  const int64_t size = *store_->Size();
  int created = 0;
  const int polls = test::CancelAtEachPoll([&](const sync::CallContext& context) {
    v1::CreateDocumentRequest request;
    request.mutable_content()->set_media_type("text/html");
    request.mutable_content()->set_data("<p>Belarus freed fifty-two prisoners. The envoy left.</p>");
    auto result = test::Await<v1::CreateDocumentResponse>(
        [&](auto done) { registry_->documents().Create({}, request, std::move(done), context); });
    created += result.ok() ? 1 : 0;
    return result;
  });
  EXPECT_THAT(polls, Ge(4)) << "HTML, sentences, index, tree";
  EXPECT_EQ(created, 1);
  EXPECT_EQ(*store_->Size(), size + 2) << "the document and the revision of the call that succeeded";
}

TEST_F(AbandonedCalls, CreateRevisionAndCompareRevisionsEndAtEachPoll) {
  const int64_t size = *store_->Size();
  const int polls = test::CancelAtEachPoll([&](const sync::CallContext& context) {
    v1::CreateRevisionRequest request;
    request.set_parent("documents/d0");
    request.mutable_content()->set_data("A new beginning. Belarus freed fifty-one prisoners.");
    return registry_->documents().CreateRevision({}, request, context);
  });
  EXPECT_THAT(polls, Ge(4 + kClaims)) << "the text, and each claim that is anchored in it";
  EXPECT_EQ(*store_->Size(), size + 2 + kClaims) << "one revision was recorded";

  v1::CompareRevisionsRequest compare;
  compare.set_after("documents/d0");
  EXPECT_THAT(test::CancelAtEachPoll([&](const sync::CallContext& context) {
                return registry_->documents().CompareRevisions(compare, context);
              }),
              Ge(kClaims));
  auto whole = registry_->documents().CompareRevisions(compare);
  ASSERT_TRUE(whole.ok()) << whole.status();
  EXPECT_GT(whole->changes_size(), 0) << "no incomplete alignment was cached";
}

TEST_F(AbandonedCalls, EndAtTheDeadline) {
  const sync::CallContext late({}, sync::CallContext::Clock::now());
  v1::VerifyClaimRequest verify;
  verify.set_name("claims/c0");
  EXPECT_EQ(registry_->verification().VerifyClaim(verify, late).status().code(),
            absl::StatusCode::kDeadlineExceeded);
  v1::TraceClaimRequest trace;
  trace.set_name("claims/c0");
  EXPECT_EQ(registry_->traces().TraceClaim(trace, late).status().code(), absl::StatusCode::kDeadlineExceeded);
}

}  // namespace
}  // namespace verbatim::registry
