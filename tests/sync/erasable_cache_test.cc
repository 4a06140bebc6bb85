#include "sync/erasable_cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace verbatim::sync {
namespace {

// A cache that puts values in the current epoch.
template <typename Value = int>
class Cache : public ErasableCache<std::string, Value> {
 public:
  explicit Cache(size_t capacity, Oversized oversized = Oversized::kSkip)
      : ErasableCache<std::string, Value>(Caches(), "values", capacity, oversized) {}
  void Put(std::string key, Value value, size_t cost) {
    ErasableCache<std::string, Value>::Put(std::move(key), std::move(value), cost, Caches().epoch());
  }

 private:
  static ErasableCaches& Caches() {
    static ErasableCaches caches;
    return caches;
  }
};

bool Has(Cache<>& cache, const std::string& key, int value) { return cache.Find(key) == value; }

TEST(ErasableCache, EvictsTheLeastRecentlyUsedValues) {
  Cache<> cache(10);
  cache.Put("a", 1, 4);
  cache.Put("b", 2, 4);
  EXPECT_TRUE(Has(cache, "a", 1));
  cache.Put("c", 3, 4);
  EXPECT_FALSE(cache.Find("b").has_value());
  EXPECT_TRUE(Has(cache, "a", 1));
  EXPECT_TRUE(Has(cache, "c", 3));
  EXPECT_EQ(cache.size(), 2u);
  EXPECT_EQ(cache.cost(), 8u);
}

TEST(ErasableCache, EvictsAsManyAsANewValueNeeds) {
  Cache<> cache(10);
  for (const char* key : {"a", "b", "c", "d", "e"}) cache.Put(key, 1, 2);
  cache.Put("f", 2, 7);
  EXPECT_TRUE(Has(cache, "f", 2));
  EXPECT_TRUE(Has(cache, "e", 1));
  EXPECT_EQ(cache.size(), 2u);
  EXPECT_EQ(cache.cost(), 9u);
}

TEST(ErasableCache, ReplacesAValueAndItsCost) {
  Cache<> cache(10);
  cache.Put("a", 1, 9);
  cache.Put("a", 2, 3);
  EXPECT_TRUE(Has(cache, "a", 2));
  EXPECT_EQ(cache.cost(), 3u);
  EXPECT_EQ(cache.size(), 1u);
}

TEST(ErasableCache, SkipsAnOversizedValueAndKeepsTheOthers) {
  Cache<> cache(10);
  cache.Put("a", 1, 4);
  cache.Put("b", 2, 11);
  EXPECT_FALSE(cache.Find("b").has_value());
  EXPECT_TRUE(Has(cache, "a", 1));
  cache.Put("a", 3, 11);
  EXPECT_FALSE(cache.Find("a").has_value()) << "the old value must not outlive its replacement";
  EXPECT_EQ(cache.cost(), 0u);
}

TEST(ErasableCache, KeepsAnOversizedValueUntilTheNextIfTold) {
  Cache<> cache(10, Oversized::kKeepLatest);
  cache.Put("a", 1, 4);
  cache.Put("b", 2, 11);
  EXPECT_FALSE(cache.Find("a").has_value());
  EXPECT_TRUE(Has(cache, "b", 2));
  cache.Put("c", 3, 1);
  EXPECT_FALSE(cache.Find("b").has_value());
  EXPECT_TRUE(Has(cache, "c", 3));
  EXPECT_EQ(cache.cost(), 1u);
}

TEST(ErasableCache, TakesValues) {
  Cache<std::unique_ptr<int>> cache(10);
  cache.Put("a", std::make_unique<int>(1), 2);
  cache.Put("b", std::make_unique<int>(2), 3);
  EXPECT_EQ(*cache.Take("a").value(), 1);
  EXPECT_FALSE(cache.Take("a").has_value());
  EXPECT_EQ(cache.cost(), 3u);
}

TEST(ErasableCache, OfNoCapacityIsEmpty) {
  Cache<> cache(0);
  cache.Put("a", 1, 1);
  EXPECT_EQ(cache.size(), 0u);
  cache.Put("b", 2, 0);
  EXPECT_TRUE(Has(cache, "b", 2)) << "free values fit";
}

TEST(ErasableCaches, EmptiesAllOfThem) {
  ErasableCaches caches;
  ErasableCache<int, int> first(caches, "first values", 10);
  ErasableCache<int, int> second(caches, "second values", 10);
  first.Put(1, 2, 3, caches.epoch());
  second.Put(1, 2, 3, caches.epoch());
  caches.EraseAll();
  EXPECT_EQ(first.size() + second.size(), 0u);
  EXPECT_EQ(first.cost() + second.cost(), 0u);
}

TEST(ErasableCaches, RefuseWhatWasReadBeforeAnErasure) {
  ErasableCaches caches;
  ErasableCache<int, int> cache(caches, "values", 10);
  const ErasableCaches::Epoch before = caches.epoch();
  caches.EraseAll();
  cache.Put(1, 2, 3, before);
  cache.Put(2, 2, 3, {});
  EXPECT_EQ(cache.size(), 0u);
  cache.Put(3, 2, 3, caches.epoch());
  EXPECT_EQ(cache.size(), 1u);
}

TEST(ErasableCaches, NameTheCachesThatExist) {
  ErasableCaches caches;
  const ErasableCache<int, int> values(caches, "values", 10);
  {
    const ErasableCache<int, int> keys(caches, "keys", 10);
    EXPECT_THAT(caches.Names(), ::testing::ElementsAre("keys", "values"));
  }
  EXPECT_THAT(caches.Names(), ::testing::ElementsAre("values"));
}

TEST(ErasableCaches, TellHowOftenTheyHadAValue) {
  ErasableCaches caches;
  ErasableCache<std::string, int> used(caches, "used values", 10);
  ErasableCache<std::string, int> unused(caches, "unused values", 10);
  used.Put("a", 1, 1, caches.epoch());
  EXPECT_TRUE(used.Find("a").has_value());
  EXPECT_FALSE(used.Find("b").has_value());
  EXPECT_TRUE(used.Take("a").has_value());
  EXPECT_FALSE(used.Take("a").has_value());
  const std::vector<ErasableCaches::Usage> usages = caches.Usages();
  ASSERT_EQ(usages.size(), 1u);
  EXPECT_EQ(usages.front().name, "used values");
  EXPECT_EQ(usages.front().hits, 2u);
  EXPECT_EQ(usages.front().misses, 2u);
}

}  // namespace
}  // namespace verbatim::sync
