// Matches whose callers have gone away end with CANCELLED at every point where they check for cancellation.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <memory>
#include <string>

#include "match/claim_index.h"
#include "match/matcher.h"
#include "match/text_check.h"
#include "support/abandoned_calls.h"
#include "support/await.h"
#include "support/temp_folder.h"

namespace verbatim::match {
namespace {

using ::testing::Ge;

constexpr int kCandidates = 12;

class AbandonedMatches : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = store::OpenStore("sqlite:" + folder_.Path("test.db"), 4);
    ASSERT_TRUE(opened.ok()) << opened.status();
    store_ = *std::move(opened);
    registry_ = std::make_unique<registry::Registry>(
        *store_, registry::Limits(), registry::Environment::System(),
        registry::LogIdentity{log::SigningKey::Generate(), "verbatim.test/log", {}}, [](bool) {});
    v1::CreateDocumentRequest document;
    document.set_document_id("brief");
    document.mutable_content()->set_data("Belarus freed fifty-two prisoners.");
    auto created = test::Await<v1::CreateDocumentResponse>(
        [&](auto done) { registry_->documents().Create({}, document, std::move(done)); });
    ASSERT_TRUE(created.ok()) << created.status();
    v1::BatchCreateClaimsRequest batch;
    for (int i = 0; i < kCandidates; ++i) {
      v1::Claim& claim = *batch.add_requests()->mutable_claim();
      claim.set_text("Belarus released prisoners, report " + std::to_string(i));
      claim.add_citations()->set_revision("documents/brief");
      claim.mutable_citations(0)->set_quote("fifty-two prisoners");
    }
    auto added = test::Await<registry::SerializedMessage<v1::BatchCreateClaimsResponse>>(
        [&](auto done) { registry_->claims().BatchCreate({}, batch, std::move(done)); });
    ASSERT_TRUE(added.ok()) << added.status();
    index_ = std::make_unique<ClaimIndex>(*registry_, ClaimIndex::Options{.folder = folder_.Path("index")});
    matcher_ = std::make_unique<Matcher>(*registry_, *index_);
    ASSERT_TRUE(index_->AwaitBuilt().ok());
  }
  void TearDown() override {
    matcher_.reset();
    index_.reset();
    registry_.reset();
  }

  test::TempFolder folder_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<registry::Registry> registry_;
  std::unique_ptr<ClaimIndex> index_;
  std::unique_ptr<Matcher> matcher_;
};

TEST_F(AbandonedMatches, MatchEndsAtEachPoll) {
  v1::MatchClaimsRequest request;
  request.set_text("Belarus released fifty-two prisoners");
  const int polls = test::CancelAtEachPoll(
      [&](const sync::CallContext& context) { return matcher_->Match(request, context); });
  EXPECT_THAT(polls, Ge(kCandidates + 10)) << "one for each candidate, and one for each match";
}

TEST_F(AbandonedMatches, TextCheckEndsAtEachPoll) {
  const int polls =
      test::CancelAtEachPoll([&](const sync::CallContext& context) -> absl::StatusOr<TextCheck::Checked> {
        auto check = matcher_->Check({});
        if (!check.ok()) return check.status();
        (*check)->Append("Belarus released fifty-two prisoners. It was warm.");
        (*check)->End();
        return (*check)->Next(context);
      });
  EXPECT_THAT(polls, Ge(kCandidates + 1)) << "one for each candidate";
}

TEST_F(AbandonedMatches, ReadEndsWhileItWaitsForTheIndex) {
  // An index that was found damaged, and whose rebuild waits for this test.
  std::promise<void> release;
  auto released = release.get_future().share();
  ClaimIndex::Options options{.folder = folder_.Path("damaged"),
                              .on_event = [released](const auto&) { released.wait(); }};
  options.patience = std::chrono::minutes(5);
  ClaimIndex index(*registry_, options);
  ASSERT_TRUE(index.AwaitBuilt().ok());
  EXPECT_FALSE(index.Failed(absl::DataLossError("as a reader found")).ok());
  EXPECT_EQ(index.Read(1, "min_log_size", test::CancelledAtPoll(3)).status().code(),
            absl::StatusCode::kCancelled);
  release.set_value();
  EXPECT_TRUE(index.Read(1, "min_log_size").ok());
}

}  // namespace
}  // namespace verbatim::match
