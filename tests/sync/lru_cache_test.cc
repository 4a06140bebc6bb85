#include "sync/lru_cache.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace verbatim::sync {
namespace {

using Cache = LruCache<std::string, int>;

bool Has(Cache& cache, const std::string& key, int value) {
  const int* found = cache.Find(key);
  return found != nullptr && *found == value;
}

TEST(LruCache, EvictsTheLeastRecentlyUsedValues) {
  Cache cache(10);
  cache.Put("a", 1, 4);
  cache.Put("b", 2, 4);
  EXPECT_TRUE(Has(cache, "a", 1));
  cache.Put("c", 3, 4);
  EXPECT_EQ(cache.Find("b"), nullptr);
  EXPECT_TRUE(Has(cache, "a", 1));
  EXPECT_TRUE(Has(cache, "c", 3));
  EXPECT_EQ(cache.size(), 2u);
  EXPECT_EQ(cache.cost(), 8u);
}

TEST(LruCache, EvictsAsManyAsANewValueNeeds) {
  Cache cache(10);
  for (const char* key : {"a", "b", "c", "d", "e"}) cache.Put(key, 1, 2);
  cache.Put("f", 2, 7);
  EXPECT_TRUE(Has(cache, "f", 2));
  EXPECT_TRUE(Has(cache, "e", 1));
  EXPECT_EQ(cache.size(), 2u);
  EXPECT_EQ(cache.cost(), 9u);
}

TEST(LruCache, ReplacesAValueAndItsCost) {
  Cache cache(10);
  cache.Put("a", 1, 9);
  cache.Put("a", 2, 3);
  EXPECT_TRUE(Has(cache, "a", 2));
  EXPECT_EQ(cache.cost(), 3u);
  EXPECT_EQ(cache.size(), 1u);
}

TEST(LruCache, SkipsAnOversizedValueAndKeepsTheOthers) {
  Cache cache(10);
  cache.Put("a", 1, 4);
  cache.Put("b", 2, 11);
  EXPECT_EQ(cache.Find("b"), nullptr);
  EXPECT_TRUE(Has(cache, "a", 1));
  cache.Put("a", 3, 11);
  EXPECT_EQ(cache.Find("a"), nullptr) << "the old value must not outlive its replacement";
  EXPECT_EQ(cache.cost(), 0u);
}

TEST(LruCache, KeepsAnOversizedValueUntilTheNextIfTold) {
  Cache cache(10, Oversized::kKeepLatest);
  cache.Put("a", 1, 4);
  cache.Put("b", 2, 11);
  EXPECT_EQ(cache.Find("a"), nullptr);
  EXPECT_TRUE(Has(cache, "b", 2));
  cache.Put("c", 3, 1);
  EXPECT_EQ(cache.Find("b"), nullptr);
  EXPECT_TRUE(Has(cache, "c", 3));
  EXPECT_EQ(cache.cost(), 1u);
}

TEST(LruCache, TakesAndErasesValues) {
  LruCache<std::string, std::unique_ptr<int>> cache(10);
  cache.Put("a", std::make_unique<int>(1), 2);
  cache.Put("b", std::make_unique<int>(2), 3);
  cache.Put("c", std::make_unique<int>(3), 4);
  EXPECT_EQ(*cache.Take("a").value(), 1);
  EXPECT_FALSE(cache.Take("a").has_value());
  EXPECT_EQ(cache.cost(), 7u);
  cache.EraseIf([](const std::string& key, const auto& value) { return key == "b" && *value == 2; });
  EXPECT_EQ(cache.Find("b"), nullptr);
  EXPECT_NE(cache.Find("c"), nullptr);
  EXPECT_EQ(cache.cost(), 4u);
}

TEST(LruCache, OfNoCapacityIsEmpty) {
  Cache cache(0);
  cache.Put("a", 1, 1);
  EXPECT_EQ(cache.size(), 0u);
  cache.Put("b", 2, 0);
  EXPECT_TRUE(Has(cache, "b", 2)) << "free values fit";
}

}  // namespace
}  // namespace verbatim::sync
