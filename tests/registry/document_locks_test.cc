#include "registry/commit/document_locks.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace verbatim::registry {
namespace {

using std::chrono::milliseconds;

void Release(absl::StatusOr<DocumentLocks::Lock>& lock) { lock = absl::CancelledError(); }

TEST(DocumentLocks, ClaimsShareADocumentAndARevisionHasItExclusively) {
  DocumentLocks locks(4, milliseconds(20));
  auto first = locks.LockShared({"documents/a"});
  auto second = locks.LockShared({"documents/b", "documents/a", "documents/a"});
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_TRUE(absl::IsAborted(locks.LockExclusive("documents/a").status())) << "two are inside";
  EXPECT_TRUE(locks.LockExclusive("documents/c").ok());
  Release(first);
  Release(second);
  auto alone = locks.LockExclusive("documents/a");
  ASSERT_TRUE(alone.ok());
  EXPECT_TRUE(absl::IsAborted(locks.LockShared({"documents/b", "documents/a"}).status()));
  EXPECT_TRUE(absl::IsAborted(locks.LockExclusive("documents/a").status()));
  EXPECT_TRUE(locks.LockShared({"documents/b"}).ok());
  Release(alone);
  EXPECT_TRUE(locks.LockShared({"documents/b", "documents/a"}).ok());
}

TEST(DocumentLocks, ARevisionThatTimesOutLeavesNoLock) {
  DocumentLocks locks(4, milliseconds(20));
  auto inside = locks.LockShared({"documents/a"});
  EXPECT_FALSE(locks.LockExclusive("documents/a").ok());
  EXPECT_TRUE(locks.LockShared({"documents/a"}).ok());
}

TEST(DocumentLocks, OnlySoManyCallsWait) {
  DocumentLocks locks(2);
  auto alone = locks.LockExclusive("documents/a");
  ASSERT_TRUE(alone.ok());
  std::atomic<int> entered = 0, refused = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      auto lock = locks.LockShared({"documents/a"});
      if (lock.ok()) ++entered;
      if (absl::IsResourceExhausted(lock.status())) ++refused;
    });
  }
  while (refused < 6) std::this_thread::yield();
  EXPECT_TRUE(locks.LockShared({"documents/b"}).ok()) << "no call waits for this document";
  Release(alone);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(entered, 2);
  EXPECT_EQ(refused, 6);
}

TEST(DocumentLocks, ClaimsAndRevisionsNeverOverlap) {
  DocumentLocks locks(4);
  std::atomic<int> claims = 0, revisions = 0, wrong = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 500; ++i) {
        if (t == 0) {
          auto lock = locks.LockExclusive("documents/a");
          if (!lock.ok() || ++revisions != 1 || claims != 0) ++wrong;
          --revisions;
        } else {
          auto lock = locks.LockShared({"documents/a", "documents/" + std::to_string(i % 3)});
          ++claims;
          if (!lock.ok() || revisions != 0) ++wrong;
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
