#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "registry/commit/document_locks.h"

namespace verbatim::registry {
namespace {

using std::chrono::milliseconds;

void Leave(absl::StatusOr<DocumentLocks::Lock>& pass) { pass = absl::CancelledError(); }

TEST(DocumentLocks, AdmitsClaimsTogetherAndARevisionAlone) {
  DocumentLocks gate(4, milliseconds(20));
  auto first = gate.LockShared({"documents/a"});
  auto second = gate.LockShared({"documents/b", "documents/a", "documents/a"});
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_TRUE(absl::IsAborted(gate.LockExclusive("documents/a").status())) << "two claims hold it";
  EXPECT_TRUE(gate.LockExclusive("documents/c").ok());
  Leave(first);
  Leave(second);
  auto alone = gate.LockExclusive("documents/a");
  ASSERT_TRUE(alone.ok());
  EXPECT_TRUE(absl::IsAborted(gate.LockShared({"documents/b", "documents/a"}).status()));
  EXPECT_TRUE(absl::IsAborted(gate.LockExclusive("documents/a").status()));
  EXPECT_TRUE(gate.LockShared({"documents/b"}).ok());
  Leave(alone);
  EXPECT_TRUE(gate.LockShared({"documents/b", "documents/a"}).ok());
}

TEST(DocumentLocks, AdmitsClaimsAgainAfterARevisionTimedOut) {
  DocumentLocks gate(4, milliseconds(20));
  auto inside = gate.LockShared({"documents/a"});
  EXPECT_FALSE(gate.LockExclusive("documents/a").ok());
  EXPECT_TRUE(gate.LockShared({"documents/a"}).ok());
}

TEST(DocumentLocks, RefusesMoreWaitingCallsThanItsLimit) {
  DocumentLocks gate(2);
  auto alone = gate.LockExclusive("documents/a");
  ASSERT_TRUE(alone.ok());
  std::atomic<int> entered = 0, refused = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      auto pass = gate.LockShared({"documents/a"});
      if (pass.ok()) ++entered;
      if (absl::IsResourceExhausted(pass.status())) ++refused;
    });
  }
  while (refused < 6) std::this_thread::yield();
  EXPECT_TRUE(gate.LockShared({"documents/b"}).ok()) << "no call waits for this document";
  Leave(alone);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(entered, 2);
  EXPECT_EQ(refused, 6);
}

TEST(DocumentLocks, ExcludesClaimsDuringARevisionUnderConcurrency) {
  DocumentLocks gate(4);
  std::atomic<int> claims = 0, revisions = 0, wrong = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 500; ++i) {
        if (t == 0) {
          auto pass = gate.LockExclusive("documents/a");
          if (!pass.ok() || ++revisions != 1 || claims != 0) ++wrong;
          --revisions;
        } else {
          auto pass = gate.LockShared({"documents/a", "documents/" + std::to_string(i % 3)});
          ++claims;
          if (!pass.ok() || revisions != 0) ++wrong;
          --claims;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace verbatim::registry
