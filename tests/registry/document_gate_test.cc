#include "registry/document_gate.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace verbatim::registry {
namespace {

using std::chrono::milliseconds;

TEST(DocumentGate, LetsClaimsInTogetherAndARevisionAlone) {
  DocumentGate gate(milliseconds(20));
  auto first = gate.Enter({"documents/a"});
  auto second = gate.Enter({"documents/b", "documents/a", "documents/a"});
  ASSERT_TRUE(first && second);
  EXPECT_FALSE(gate.EnterAlone("documents/a")) << "two are inside";
  EXPECT_TRUE(gate.EnterAlone("documents/c"));
  first.reset();
  second.reset();
  auto alone = gate.EnterAlone("documents/a");
  ASSERT_TRUE(alone);
  EXPECT_FALSE(gate.Enter({"documents/b", "documents/a"}));
  EXPECT_FALSE(gate.EnterAlone("documents/a"));
  EXPECT_TRUE(gate.Enter({"documents/b"}));
  alone.reset();
  EXPECT_TRUE(gate.Enter({"documents/b", "documents/a"}));
}

TEST(DocumentGate, IsOpenAgainAfterARevisionThatGaveUp) {
  DocumentGate gate(milliseconds(20));
  auto inside = gate.Enter({"documents/a"});
  EXPECT_FALSE(gate.EnterAlone("documents/a"));
  EXPECT_TRUE(gate.Enter({"documents/a"}));
}

TEST(DocumentGate, KeepsThemApartWhateverTheThreads) {
  DocumentGate gate;
  std::atomic<int> claims = 0, revisions = 0, wrong = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 500; ++i) {
        if (t == 0) {
          auto pass = gate.EnterAlone("documents/a");
          if (!pass || ++revisions != 1 || claims != 0) ++wrong;
          --revisions;
        } else {
          auto pass = gate.Enter({"documents/a", "documents/" + std::to_string(i % 3)});
          ++claims;
          if (!pass || revisions != 0) ++wrong;
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
