#include "sync/memory_budget.h"

#include <gmock/gmock.h>

#include <thread>
#include <vector>

namespace verbatim::sync {
namespace {

using Reservation = MemoryBudget::Reservation;

constexpr size_t kMiB = 1 << 20;

Reservation On(MemoryBudget& budget, const std::string& connection) {
  return {budget, [connection] { return connection; }};
}

TEST(MemoryBudget, RefusesWhatDoesNotFit) {
  MemoryBudget budget(8 * kMiB, 8 * kMiB);
  Reservation first = On(budget, "a");
  EXPECT_TRUE(first.TryResize(6 * kMiB));
  Reservation second = On(budget, "b");
  EXPECT_FALSE(second.TryResize(2 * kMiB));
  EXPECT_EQ(second.bytes(), 0u);
  EXPECT_TRUE(first.TryResize(5 * kMiB));
  EXPECT_TRUE(second.TryResize(2 * kMiB));
  EXPECT_EQ(budget.used(), 7 * kMiB);
}

TEST(MemoryBudget, KeepsAPartForSmallReservations) {
  MemoryBudget budget(8 * kMiB, 8 * kMiB);
  Reservation large = On(budget, "a");
  EXPECT_FALSE(large.TryResize(7 * kMiB + 1));
  EXPECT_TRUE(large.TryResize(7 * kMiB));
  std::vector<Reservation> small;
  for (size_t i = 0; i < kMiB / MemoryBudget::kSmallBytes; ++i) {
    small.push_back(On(budget, "a"));
    EXPECT_TRUE(small.back().TryResize(MemoryBudget::kSmallBytes));
  }
  Reservation last = On(budget, "a");
  EXPECT_FALSE(last.TryResize(1));
}

TEST(MemoryBudget, GivesEachConnectionAShareOfLargeReservations) {
  MemoryBudget budget(16 * kMiB, 4 * kMiB);
  Reservation first = On(budget, "a");
  EXPECT_TRUE(first.TryResize(3 * kMiB));
  Reservation second = On(budget, "a");
  EXPECT_FALSE(second.TryResize(2 * kMiB));
  EXPECT_TRUE(second.TryResize(kMiB));
  Reservation other = On(budget, "b");
  EXPECT_TRUE(other.TryResize(4 * kMiB));
  first = Reservation();
  EXPECT_TRUE(second.TryResize(4 * kMiB));
}

TEST(MemoryBudget, TakesWhatIsInUseAlready) {
  MemoryBudget budget(kMiB, kMiB);
  Reservation held = On(budget, "a");
  held.Resize(3 * kMiB);
  EXPECT_EQ(budget.used(), 3 * kMiB);
  Reservation small = On(budget, "b");
  EXPECT_FALSE(small.TryResize(1));
  held.Resize(0);
  EXPECT_TRUE(small.TryResize(1));
}

TEST(MemoryBudget, CountsNothingWithoutABudget) {
  Reservation uncounted;
  EXPECT_TRUE(uncounted.TryResize(size_t{1} << 60));
}

TEST(MemoryBudget, ReturnsEverythingAfterConcurrentUse) {
  MemoryBudget budget(8 * kMiB, 4 * kMiB);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&budget, t] {
      for (size_t i = 0; i < 2000; ++i) {
        Reservation held = On(budget, std::to_string(t % 2));
        (void)held.TryResize(i * 1024);
        (void)held.TryResize(i % 7 * 1024);
        EXPECT_LE(budget.used(), budget.bytes());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(budget.used(), 0u);
}

TEST(MemoryOfProcess, IsAtLeastSomeMegabytes) { EXPECT_GT(MemoryOfProcess(), 16 * kMiB); }

}  // namespace
}  // namespace verbatim::sync
