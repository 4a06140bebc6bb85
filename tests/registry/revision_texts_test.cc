#include "registry/sources/revision_texts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "registry/registry.h"
#include "support/await.h"
#include "support/run_sql.h"
#include "support/temp_folder.h"

namespace verbatim::registry {
namespace {

constexpr char kRevision[] = "documents/brief/revisions/1";

// A document in a database that is reopened for each read, so that nothing is cached.
class RevisionTextsTest : public ::testing::Test {
 protected:
  RevisionTextsTest() {
    auto opened = store::OpenStore(Uri(), 1);
    Registry registry(**opened, Limits(), Environment::System(),
                      LogIdentity{log::SigningKey::Generate(), "verbatim.test/log", {}}, nullptr);
    v1::CreateDocumentRequest request;
    request.set_document_id("brief");
    request.mutable_content()->set_data("Belarus freed prisoners. The airline would fly again.");
    auto created = test::Await<v1::CreateDocumentResponse>(
        [&](auto done) { registry.documents().Create({"CN=desk"}, request, std::move(done)); });
    EXPECT_TRUE(created.ok()) << created.status();
  }

  std::string Uri() const { return "sqlite:" + path_; }

  absl::StatusOr<RevisionText> Read() {
    auto opened = store::OpenStore(Uri(), 1, store::Access::kReadOnly);
    if (!opened.ok()) return opened.status();
    sync::ErasableCaches caches;
    return RevisionTexts(**opened, caches, 1 << 20).Read(kRevision, "name");
  }

  test::TempFolder folder_;
  const std::string path_ = folder_.Path("test.db");
};

TEST_F(RevisionTextsTest, ReadsATextWithItsSentences) {
  auto read = Read();
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->text->Slice(read->text->sentences().at(1)), "The airline would fly again.");
}

TEST_F(RevisionTextsTest, RejectsATextThatWasChangedOnDisk) {
  test::RunSql(
      path_, "UPDATE attachments SET bytes = CAST(replace(bytes, 'freed', 'jails') AS BLOB) WHERE part = 0");
  EXPECT_EQ(Read().status().code(), absl::StatusCode::kDataLoss);
}

TEST_F(RevisionTextsTest, RejectsSentencesBeyondTheEndOfTheText) {
  for (const char* ranges :
       {"x'0018c801'", "x'ffffffffffffffffff0101'", "x'00ffffffffffffffffff01'", "x'00'"}) {
    test::RunSql(path_, std::string("UPDATE attachments SET bytes = ") + ranges + " WHERE part = 1");
    EXPECT_EQ(Read().status().code(), absl::StatusCode::kDataLoss) << ranges;
  }
}

}  // namespace
}  // namespace verbatim::registry
