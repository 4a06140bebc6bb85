#include "registry/document_gate.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace verbatim::registry {
namespace {

using std::chrono::milliseconds;

void Leave(absl::StatusOr<DocumentGate::Pass>& pass) { pass = absl::CancelledError(); }

TEST(DocumentGate, LetsClaimsInTogetherAndARevisionAlone) {
  DocumentGate gate(4, milliseconds(20));
  auto first = gate.Enter({"documents/a"});
  auto second = gate.Enter({"documents/b", "documents/a", "documents/a"});
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_TRUE(absl::IsAborted(gate.EnterAlone("documents/a").status())) << "two are inside";
  EXPECT_TRUE(gate.EnterAlone("documents/c").ok());
  Leave(first);
  Leave(second);
  auto alone = gate.EnterAlone("documents/a");
  ASSERT_TRUE(alone.ok());
  EXPECT_TRUE(absl::IsAborted(gate.Enter({"documents/b", "documents/a"}).status()));
  EXPECT_TRUE(absl::IsAborted(gate.EnterAlone("documents/a").status()));
  EXPECT_TRUE(gate.Enter({"documents/b"}).ok());
  Leave(alone);
  EXPECT_TRUE(gate.Enter({"documents/b", "documents/a"}).ok());
}

TEST(DocumentGate, IsOpenAgainAfterARevisionThatGaveUp) {
  DocumentGate gate(4, milliseconds(20));
  auto inside = gate.Enter({"documents/a"});
  EXPECT_FALSE(gate.EnterAlone("documents/a").ok());
  EXPECT_TRUE(gate.Enter({"documents/a"}).ok());
}

TEST(DocumentGate, LetsNoMoreWaitThanItsLimit) {
  DocumentGate gate(2);
  auto alone = gate.EnterAlone("documents/a");
  ASSERT_TRUE(alone.ok());
  std::atomic<int> entered = 0, refused = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      auto pass = gate.Enter({"documents/a"});
      if (pass.ok()) ++entered;
      if (absl::IsResourceExhausted(pass.status())) ++refused;
    });
  }
  while (refused < 6) std::this_thread::yield();
  EXPECT_TRUE(gate.Enter({"documents/b"}).ok()) << "nobody waits for this one";
  Leave(alone);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(entered, 2);
  EXPECT_EQ(refused, 6);
}

TEST(DocumentGate, KeepsThemApartWhateverTheThreads) {
  DocumentGate gate(4);
  std::atomic<int> claims = 0, revisions = 0, wrong = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 500; ++i) {
        if (t == 0) {
          auto pass = gate.EnterAlone("documents/a");
          if (!pass.ok() || ++revisions != 1 || claims != 0) ++wrong;
          --revisions;
        } else {
          auto pass = gate.Enter({"documents/a", "documents/" + std::to_string(i % 3)});
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
