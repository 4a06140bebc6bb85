// The thread that feeds the vectors, and searches in them, with an embedder over a real socket.

#include "match/embedding/claim_vectors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "support/embedder.h"
#include "support/eventually.h"
#include "support/temp_folder.h"

namespace verbatim::match::embedding {
namespace {

using Kind = ClaimVectors::Event::Kind;
using std::chrono::milliseconds;
using std::chrono::seconds;

// Texts by key.
class FakeTexts final : public TextSource {
 public:
  void Set(const std::string& key, const std::string& text) {
    const std::lock_guard lock(mutex_);
    texts_[key] = text;
    ++position_;
  }
  void Remove(const std::string& key) {
    const std::lock_guard lock(mutex_);
    texts_.erase(key);
    ++position_;
  }
  absl::StatusOr<int64_t> Position() override {
    const std::lock_guard lock(mutex_);
    return position_;
  }
  absl::StatusOr<std::vector<std::string>> Keys() override {
    const std::lock_guard lock(mutex_);
    ++looks_;
    if (fails_.exchange(false)) return absl::UnavailableError("the index is being built");
    std::vector<std::string> keys;
    for (const auto& [key, text] : texts_) keys.push_back(key);
    return keys;
  }
  absl::StatusOr<std::vector<std::string>> Texts(std::span<const std::string> keys) override {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> texts;
    for (const std::string& key : keys) texts.push_back(texts_.contains(key) ? texts_.at(key) : "");
    return texts;
  }

  std::atomic<bool> fails_ = false;  // the next call of Keys
  std::atomic<int> looks_ = 0;       // calls of Keys

 private:
  std::mutex mutex_;
  std::map<std::string, std::string> texts_;
  int64_t position_ = 1;
};

class ClaimVectorsTest : public ::testing::Test {
 protected:
  void Open() {
    vectors_.reset();
    options_.embedder = {.url = embedder_.url(), .model = "trigrams", .key_file = "", .ca_file = ""};
    options_.folder = folder_.Path("vectors");
    options_.poll_interval = milliseconds(5);
    options_.first_retry = milliseconds(20);
    options_.max_retry = milliseconds(100);
    options_.on_event = [this](const ClaimVectors::Event& event) {
      const std::lock_guard lock(mutex_);
      ++events_[event.kind];
    };
    vectors_ = std::make_unique<ClaimVectors>(source_, options_);
  }
  Meaning Search(const std::string& text) {
    return vectors_->Search(text, 3, {}, source_.Position().value_or(0), {});
  }
  bool Completes() {
    return test::Eventually([&] { return Search("probe").coverage == Coverage::kComplete; });
  }
  int CountOf(Kind kind) {
    const std::lock_guard lock(mutex_);
    return events_[kind];
  }

  test::EmbedderProcess embedder_;
  test::TempFolder folder_;
  FakeTexts source_;
  ClaimVectors::Options options_;
  std::mutex mutex_;
  std::map<Kind, int> events_;
  std::unique_ptr<ClaimVectors> vectors_;  // last: its thread uses the others
};

TEST_F(ClaimVectorsTest, FollowsTheTextsOfItsSource) {
  source_.Set("prisoners", "Belarus freed prisoners");
  source_.Set("wheat", "Wheat prices doubled");
  Open();
  ASSERT_TRUE(Completes());
  EXPECT_EQ(Search("Wheat price double").nearest[0].key, "wheat");
  source_.Set("chess", "The school teaches chess");
  ASSERT_TRUE(Completes());
  const Meaning meaning = Search("Schools teach chess");
  EXPECT_EQ(meaning.nearest[0].key, "chess");
  EXPECT_GT(meaning.nearest[0].similarity, meaning.background);
  EXPECT_LT(meaning.nearest[1].similarity, meaning.background) << "unrelated";
  source_.Remove("chess");
  ASSERT_TRUE(Completes());
  EXPECT_NE(Search("Schools teach chess").nearest[0].key, "chess");
}

TEST_F(ClaimVectorsTest, RequestsManyTextsInBoundedBatches) {
  for (int i = 0; i < 500; ++i) {
    const std::string key = "key " + std::to_string(i);
    source_.Set(key, key + " " + std::string(static_cast<size_t>(i) * 10, 'x'));
  }
  Open();
  ASSERT_TRUE(Completes());
  EXPECT_LE(embedder_.Count("batch"), static_cast<int>(kMaxTexts));
  EXPECT_LE(embedder_.Count("longest"), static_cast<int>(kMaxTextBytes));
}

TEST_F(ClaimVectorsTest, SkipsATextThatIsRefusedInAnyLength) {
  embedder_.Set("answer=refuse_word");
  source_.Set("good", "Wheat prices doubled");
  source_.Set("bad", "unspeakable " + std::string(1000, 'x'));
  source_.Set("other", "The school teaches chess");
  Open();
  ASSERT_TRUE(test::Eventually([&] { return CountOf(Kind::kRefused) == 1; }));
  EXPECT_TRUE(test::Eventually([&] { return Search("chess").nearest.size() == 2; }));
  EXPECT_EQ(Search("chess").coverage, Coverage::kPartial);
  const int requests = embedder_.Count("requests");
  source_.Set("third", "Bees in gardens");
  EXPECT_TRUE(test::Eventually([&] { return Search("chess").nearest.size() == 3; }));
  EXPECT_EQ(Search("Bees").nearest[0].key, "third");
  EXPECT_GT(embedder_.Count("requests"), requests);
  EXPECT_EQ(CountOf(Kind::kRefused), 1);
}

TEST_F(ClaimVectorsTest, FillsItsMemoryAndNoMore) {
  options_.memory_bytes = 20 * (256 * sizeof(float) + 512);
  for (int i = 0; i < 50; ++i) source_.Set("key " + std::to_string(i), "text " + std::to_string(i));
  Open();
  ASSERT_TRUE(test::Eventually([&] { return CountOf(Kind::kFull) == 1; }));
  EXPECT_EQ(Search("text 1").coverage, Coverage::kPartial);
  const int texts = embedder_.Count("texts");
  for (const std::string key : {"one more", "another"}) {
    const int looks = source_.looks_;
    source_.Set(key, key);
    ASSERT_TRUE(test::Eventually([&] { return source_.looks_ > looks; }));
  }
  EXPECT_EQ(embedder_.Count("texts"), texts) << "no text is sent in vain";
  for (int i = 0; i < 40; ++i) source_.Remove("key " + std::to_string(i));
  EXPECT_TRUE(Completes());
  EXPECT_EQ(CountOf(Kind::kFull), 1);
}

TEST_F(ClaimVectorsTest, DoesNotLetSearchesWaitWithoutBound) {
  source_.Set("wheat", "Wheat prices doubled");
  options_.search_timeout = milliseconds(1000);
  options_.max_searches = 2;
  Open();
  ASSERT_TRUE(Completes());
  embedder_.Set("delay=30");
  std::vector<std::thread> threads;
  std::atomic<int> quick = 0;
  for (int i = 0; i < 12; ++i) {
    threads.emplace_back([&] {
      const auto start = std::chrono::steady_clock::now();
      EXPECT_EQ(Search("Wheat").coverage, Coverage::kNone);
      quick += std::chrono::steady_clock::now() - start < milliseconds(500);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(quick, 10);
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 100; ++i) EXPECT_EQ(Search("Wheat").coverage, Coverage::kNone);
  EXPECT_LT(std::chrono::steady_clock::now() - start, milliseconds(500)) << "no search waits any more";
  vectors_.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - start, seconds(10))
      << "its end does not wait for the embedder";
}

TEST_F(ClaimVectorsTest, KeepsVectorsWhileItsSourceCannotBeRead) {
  source_.Set("wheat", "Wheat prices doubled");
  Open();
  ASSERT_TRUE(Completes());
  source_.fails_ = true;
  source_.Set("chess", "The school teaches chess");
  ASSERT_TRUE(Completes());
  EXPECT_EQ(Search("Wheat price").nearest[0].key, "wheat");
}

TEST_F(ClaimVectorsTest, ReplacesDamagedFiles) {
  source_.Set("wheat", "Wheat prices doubled");
  Open();
  ASSERT_TRUE(Completes());
  vectors_.reset();
  std::filesystem::resize_file(folder_.Path("vectors") + "/vectors-1", 100);
  Open();
  ASSERT_TRUE(Completes());
  EXPECT_EQ(CountOf(Kind::kRebuilding), 1);
  EXPECT_EQ(Search("Wheat price").nearest[0].key, "wheat");
}

TEST_F(ClaimVectorsTest, ReportsAnOutageOnceAndItsEnd) {
  Open();
  ASSERT_TRUE(Completes());
  embedder_.Set("answer=error");
  ASSERT_TRUE(test::Eventually([&] { return Search("text").coverage == Coverage::kNone; }));
  const int requests = embedder_.Count("requests");
  ASSERT_TRUE(test::Eventually([&] { return embedder_.Count("requests") >= requests + 3; }));
  EXPECT_EQ(CountOf(Kind::kUnavailable), 1);
  embedder_.Set("answer=ok");
  ASSERT_TRUE(Completes());
  EXPECT_EQ(CountOf(Kind::kAvailable), 1);
}

}  // namespace
}  // namespace verbatim::match::embedding
