// Pages that older rules extracted another text from (Revision.text_rules).

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "log/leaf.h"
#include "log/sha256.h"
#include "registry/records/entry_builder.h"
#include "registry/sources/revisions.h"
#include "registry_fixture.h"
#include "text/html/html.h"

namespace verbatim::registry {
namespace {

constexpr char kPage[] = "<html><body><div>It is 52.</div><article>A teaser.</article></body></html>";

// A registry with documents/page, whose only revision older rules made of kPage.
class TextRules : public RegistryFixture {
 protected:
  void SetUp() override {
    RegistryFixture::SetUp();
    SourceText source;
    const std::string text = "It is 52.";
    source.text =
        std::make_shared<const text::IndexedText>(text, std::vector<text::ByteRange>{{0, text.size()}});
    source.text_sha256 = log::ToBytes(log::Sha256(text));
    source.media_type = "text/html";
    source.content = kPage;
    source.content_sha256 = log::ToBytes(log::Sha256(kPage));
    const Environment environment = Environment::System();
    const std::optional<store::RequestKey> no_request;
    const WriteContext context{environment, caller_, no_request, environment.now_micros()};
    v1::EntryPayload payload;
    payload.mutable_document()->set_name("documents/page");
    payload.mutable_document()->set_latest_revision("documents/page/revisions/1");
    payload.mutable_document()->set_revision_count(1);
    store::Write write;
    write.entries.push_back(
        MakeEntry(log::EntryType::kDocumentCreated, "documents/page", std::move(payload), context));
    const v1::Revision revision = MakeRevision("documents/page/revisions/1", source, context.now_micros);
    auto entry = RevisionEntry(revision, std::move(source), context, {});
    ASSERT_TRUE(entry.ok()) << entry.status();
    write.entries.push_back(*std::move(entry));
    auto committed = store_->Commit(std::span(&write, 1));
    ASSERT_TRUE(committed.ok()) << committed.status();
    ASSERT_EQ(committed->front().outcome, store::WriteResult::Outcome::kCommitted);
  }

  v1::CreateRevisionResponse ReadAgain() {
    v1::CreateRevisionRequest request;
    request.set_parent("documents/page");
    request.mutable_content()->set_media_type("text/html");
    request.mutable_content()->set_data(kPage);
    auto response = registry_->documents().CreateRevision(caller_, request);
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? *response : v1::CreateRevisionResponse();
  }
};

TEST_F(TextRules, SameContentWithAnotherTextIsANewRevision) {
  const v1::CreateRevisionResponse response = ReadAgain();
  EXPECT_FALSE(response.unchanged());
  EXPECT_EQ(response.revision().name(), "documents/page/revisions/2");
  EXPECT_EQ(response.revision().text_rules(), text::kHtmlRules);
  EXPECT_EQ(response.revision().content_sha256(), log::ToBytes(log::Sha256(kPage)));
  EXPECT_NE(response.revision().text_sha256(), response.revision().content_sha256());
}

TEST_F(TextRules, SameContentWithTheSameTextIsUnchanged) {
  const std::string name = ReadAgain().revision().name();
  const v1::CreateRevisionResponse response = ReadAgain();
  EXPECT_TRUE(response.unchanged());
  EXPECT_EQ(response.revision().name(), name);
}

}  // namespace
}  // namespace verbatim::registry
