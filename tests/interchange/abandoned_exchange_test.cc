// Exports and imports whose callers have gone away end with CANCELLED at every point where they check for
// cancellation.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

#include "interchange/exporter.h"
#include "interchange/feed_import.h"
#include "support/abandoned_calls.h"
#include "support/await.h"
#include "support/temp_folder.h"

namespace verbatim::interchange {
namespace {

using ::testing::Ge;
using ::testing::HasSubstr;

constexpr int kClaims = 5;

class AbandonedExchange : public ::testing::Test {
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
    document.mutable_document()->set_uri("https://example.com/brief");
    document.mutable_content()->set_data("Belarus freed fifty-two prisoners.");
    auto created = test::Await<v1::CreateDocumentResponse>(
        [&](auto done) { registry_->documents().Create({}, document, std::move(done)); });
    ASSERT_TRUE(created.ok()) << created.status();
  }
  void TearDown() override { registry_.reset(); }

  void AddClaims() {
    v1::BatchCreateClaimsRequest batch;
    for (int i = 0; i < kClaims; ++i) {
      v1::Claim& claim = *batch.add_requests()->mutable_claim();
      claim.set_text("Belarus released prisoners, report " + std::to_string(i));
      claim.add_citations()->set_revision("documents/brief");
      claim.mutable_citations(0)->set_quote("fifty-two prisoners");
    }
    auto added = test::Await<registry::SerializedMessage<v1::BatchCreateClaimsResponse>>(
        [&](auto done) { registry_->claims().BatchCreate({}, batch, std::move(done)); });
    ASSERT_TRUE(added.ok()) << added.status();
  }

  int64_t LogSize() { return registry_->log().Size().value_or(-1); }

  test::TempFolder folder_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<registry::Registry> registry_;
};

TEST_F(AbandonedExchange, ExportEndsAtEachPoll) {
  AddClaims();
  for (v1::ExchangeFormat format : {v1::EXCHANGE_FORMAT_PROV_JSON, v1::EXCHANGE_FORMAT_CLAIM_REVIEW,
                                    v1::EXCHANGE_FORMAT_WEB_ANNOTATION}) {
    v1::ExportClaimsRequest request;
    request.set_format(format);
    const int polls = test::CancelAtEachPoll(
        [&](const sync::CallContext& context) -> absl::StatusOr<std::optional<v1::ExportClaimsResponse>> {
          auto exporter = Exporter::Start(*registry_, request);
          if (!exporter.ok()) return exporter.status();
          return (*exporter)->Next(context);
        });
    EXPECT_THAT(polls, Ge(kClaims)) << v1::ExchangeFormat_Name(format);
  }
}

TEST_F(AbandonedExchange, ImportEndsAtEachPollAndRecordsNothing) {
  v1::ImportFeedOptions options;
  options.set_format(v1::EXCHANGE_FORMAT_WEB_ANNOTATION);
  const int64_t size = LogSize();
  std::optional<v1::ImportFeedResponse> response;
  const int polls = test::CancelAtEachPoll(
      [&](const sync::CallContext& context) -> absl::StatusOr<std::optional<v1::ImportFeedResponse>> {
        EXPECT_EQ(LogSize(), size) << "an abandoned import recorded something";
        auto import = FeedImport::Start(*registry_, {}, options);
        if (!import.ok()) return import.status();
        (*import)->Append(R"({"type": "Annotation", "bodyValue": "52 are free.", "target":
            {"source": "https://example.com/brief", "selector":
              {"type": "TextQuoteSelector", "exact": "freed fifty-two prisoners"}}})");
        (*import)->End();
        auto next = (*import)->Next(context);
        if (next.ok()) response = *next;
        return next;
      });
  EXPECT_THAT(polls, Ge(3)) << "for the item, its citation, and before it is recorded";
  ASSERT_TRUE(response.has_value());
  EXPECT_FALSE(response->has_error()) << response->error().message();
  EXPECT_EQ(LogSize(), size + 1);
}

TEST_F(AbandonedExchange, ImportEndsBeforeAMalformedItem) {
  v1::ImportFeedOptions options;
  options.set_format(v1::EXCHANGE_FORMAT_WEB_ANNOTATION);
  auto import = FeedImport::Start(*registry_, {}, options);
  ASSERT_TRUE(import.ok()) << import.status();
  (*import)->Append("{]");
  EXPECT_EQ((*import)->Next(test::CancelledAtPoll(0)).status().code(), absl::StatusCode::kCancelled);
  auto next = (*import)->Next();
  ASSERT_TRUE(next.ok() && next->has_value());
  EXPECT_THAT((*next)->error().message(), HasSubstr("brackets do not match"));
}

}  // namespace
}  // namespace verbatim::interchange
