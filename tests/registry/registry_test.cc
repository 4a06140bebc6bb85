#include "registry/registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "log/leaf.h"
#include "registry_fixture.h"
#include "verbatim/v1/log_entry.pb.h"

namespace verbatim::registry {
namespace {

class RegistryTest : public RegistryFixture {
 protected:
  absl::StatusOr<v1::Claim> Create(const std::string& text, const std::string& request_id) {
    v1::CreateClaimRequest request = NewClaimRequest(text);
    request.set_request_id(request_id);
    auto response = CreateClaim(request);
    if (!response.ok()) return response.status();
    return response->claim();
  }
};

TEST_F(RegistryTest, EveryWriteAppendsAnEntryWhoseLeafCommitsToItsPayload) {
  auto claim = Create("A claim", "r-1");
  ASSERT_TRUE(claim.ok()) << claim.status();
  auto entries = store_->ReadEntries(0, 10);
  ASSERT_TRUE(entries.ok());
  ASSERT_EQ(entries->size(), 3u) << "the document, its revision, the claim";
  const log::EntryType types[] = {log::EntryType::kDocumentCreated, log::EntryType::kRevisionCreated,
                                  log::EntryType::kClaimCreated};
  for (size_t i = 0; i < entries->size(); ++i) {
    const store::Entry& entry = (*entries)[i];
    auto leaf = log::DecodeLeaf(entry.leaf);
    ASSERT_TRUE(leaf.has_value());
    EXPECT_EQ(leaf->type, types[i]);
    EXPECT_EQ(leaf->payload_sha256, log::Sha256(*entry.payload));
    EXPECT_EQ(leaf->principal, "CN=desk");
    v1::EntryPayload payload;
    ASSERT_TRUE(payload.ParseFromString(*entry.payload));
    EXPECT_EQ(payload.salt().size(), 32u);
  }
  auto leaf = log::DecodeLeaf(entries->back().leaf);
  EXPECT_EQ(leaf->resource, claim->name());
  EXPECT_EQ(leaf->request_id, "r-1");
}

TEST_F(RegistryTest, SupportsConcurrentWritesAndReads) {
  constexpr int kThreads = 6;
  constexpr int kEach = 30;
  std::atomic<int> failed = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        // Two threads share each request id: one of them records the claim, the other gets the same response.
        std::string id = "r-" + std::to_string(t / 2) + "-" + std::to_string(i);
        auto claim = Create("claim " + id, id);
        v1::GetClaimRequest get;
        if (claim.ok()) get.set_name(claim->name());
        auto got = ParseMessage(registry_->claims().Get(get));
        if (!got.ok() || got->claim().SerializeAsString() != claim->SerializeAsString()) ++failed;
        v1::LocateQuoteRequest locate;
        locate.set_parent("documents/brief");
        locate.set_quote("fifty two");
        if (!registry_->documents().LocateQuote(locate).ok()) ++failed;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(*store_->Size(), 2 + kThreads / 2 * kEach);
}

}  // namespace
}  // namespace verbatim::registry
