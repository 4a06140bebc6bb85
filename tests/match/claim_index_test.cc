// The index that follows the log, without gRPC, so that these tests also run under ThreadSanitizer.

#include "match/claim_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "match/matcher.h"
#include "support/await.h"
#include "support/eventually.h"
#include "support/temp_folder.h"

namespace verbatim::match {
namespace {

class ClaimIndexTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = store::OpenStore("sqlite:" + folder_.Path("test.db"), 4);
    ASSERT_TRUE(opened.ok()) << opened.status();
    store_ = *std::move(opened);
    registry_ = std::make_unique<registry::Registry>(
        *store_, registry::Limits(), registry::Environment::System(),
        registry::LogIdentity{log::SigningKey::Generate(), "verbatim.test/log", {}}, [](bool) {});
    v1::CreateDocumentRequest request;
    request.set_document_id("brief");
    request.mutable_content()->set_data("Belarus freed fifty-two prisoners.");
    auto created = test::Await<v1::CreateDocumentResponse>(
        [&](auto done) { registry_->documents().Create({}, request, std::move(done)); });
    ASSERT_TRUE(created.ok()) << created.status();
    Open();
  }
  void TearDown() override {
    index_.reset();
    registry_.reset();
  }

  void Open() {
    index_.reset();
    index_ = std::make_unique<ClaimIndex>(
        *registry_,
        ClaimIndex::Options{.folder = folder_.Path("index"), .on_event = [this](const auto& event) {
                              rebuilds_ += event.kind == ClaimIndex::Event::Kind::kRebuilding;
                            }});
  }

  // Records a claim and returns the size of the log with it.
  int64_t Record(const std::string& text) {
    v1::CreateClaimRequest request;
    request.mutable_claim()->set_text(text);
    request.mutable_claim()->add_citations()->set_revision("documents/brief");
    request.mutable_claim()->mutable_citations(0)->set_quote("fifty-two");
    auto response = registry::ParseMessage(
        test::Await<registry::SerializedMessage<v1::CreateClaimResponse>>([&](auto done) {
          registry_->claims().Create({}, request, registry::WhenFull::kWait, std::move(done));
        }));
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? response->claim().log_index() + 1 : 0;
  }

  bool Finds(const std::string& word, int64_t min_log_size) {
    auto lease = index_->Read(min_log_size, "min_log_size");
    EXPECT_TRUE(lease.ok()) << lease.status();
    if (!lease.ok()) return false;
    EXPECT_GE((*lease)->position().log_size, min_log_size);
    auto hits = (*lease)->Search({{word}, {}, 10});
    EXPECT_TRUE(hits.ok()) << hits.status();
    return hits.ok() && !hits->empty();
  }

  test::TempFolder folder_;
  std::atomic<int> rebuilds_ = 0;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<registry::Registry> registry_;
  std::unique_ptr<ClaimIndex> index_;
};

TEST_F(ClaimIndexTest, ShowsEachWriterItsOwnClaimAtOnceDuringOtherWritesAndReads) {
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([this, thread] {
      for (int i = 0; i < 20; ++i) {
        // An ending that the stemmer does not remove.
        const std::string word = {'w', static_cast<char>('a' + thread), static_cast<char>('a' + i), 'k'};
        const int64_t size = Record("It was " + word);
        EXPECT_TRUE(Finds(word, size)) << word;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_F(ClaimIndexTest, ContinuesWhereItWasAfterReopening) {
  const int64_t first = Record("It was alpha");
  EXPECT_TRUE(Finds("alpha", first));
  index_.reset();
  const int64_t second = Record("It was omega");
  Open();
  EXPECT_TRUE(Finds("omega", second));
  EXPECT_TRUE(Finds("alpha", 0));
  EXPECT_EQ(rebuilds_, 0);
}

TEST_F(ClaimIndexTest, IsRebuiltWhenAReaderFindsItDamaged) {
  const int64_t size = Record("It was alpha");
  EXPECT_TRUE(Finds("alpha", size));
  EXPECT_EQ(index_->Failed(absl::DataLossError("as a reader found")).code(), absl::StatusCode::kUnavailable);
  EXPECT_TRUE(test::Eventually([&] { return rebuilds_ > 0; }));
  EXPECT_EQ(rebuilds_, 1);
  EXPECT_TRUE(Finds("alpha", size));
}

TEST_F(ClaimIndexTest, RecoversFromACrashDuringCompaction) {
  const int64_t size = Record("It was alpha");
  EXPECT_TRUE(Finds("alpha", size));
  index_.reset();
  std::filesystem::copy(folder_.Path("index"), folder_.Path("index.new"));
  std::filesystem::rename(folder_.Path("index"), folder_.Path("index.old"));
  Open();
  EXPECT_TRUE(Finds("alpha", size));
  EXPECT_FALSE(std::filesystem::exists(folder_.Path("index.old")));
  EXPECT_FALSE(std::filesystem::exists(folder_.Path("index.new")));
}

TEST_F(ClaimIndexTest, RefusesASizeBeyondTheLog) {
  auto lease = index_->Read(1000, "min_log_size");
  EXPECT_EQ(lease.status().code(), absl::StatusCode::kOutOfRange);
}

TEST_F(ClaimIndexTest, IsUnavailableWhileAnotherUsesItsFolder) {
  EXPECT_TRUE(index_->AwaitBuilt().ok());
  ClaimIndex second(*registry_, {.folder = folder_.Path("index")});
  EXPECT_EQ(second.AwaitBuilt().status().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace verbatim::match
