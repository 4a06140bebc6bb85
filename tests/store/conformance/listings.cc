#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "fixture.h"

namespace verbatim::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_P(StoreConformance, ListsResourcesWithAllTermsInTheOrderOfCreation) {
  for (int i = 0; i < 6; ++i) {
    NewEntry entry = Create(absl::StrCat("r", i));
    entry.add_keys = {"all", i % 2 == 0 ? "even" : "odd"};
    if (i % 3 == 0) entry.add_keys.push_back("three");
    CommitOne(Of(std::move(entry)));
  }
  EXPECT_THAT(ListNames({"all"}), ElementsAre("r0", "r1", "r2", "r3", "r4", "r5"));
  EXPECT_THAT(ListNames({"even", "all"}), ElementsAre("r0", "r2", "r4"));
  EXPECT_THAT(ListNames({"three", "odd", "all"}), ElementsAre("r3"));
  EXPECT_THAT(ListNames({"all", "none"}), IsEmpty());
}

TEST_P(StoreConformance, ReplacingAResourceChangesItsTerms) {
  NewEntry entry = Create("a");
  entry.add_keys = {"stays", "goes"};
  CommitOne(Of(std::move(entry)));
  NewEntry next = Replace("a", 0, "two");
  next.add_keys = {"comes"};
  next.remove_keys = {"goes"};
  CommitOne(Of(std::move(next)));
  EXPECT_THAT(ListNames({"stays"}), ElementsAre("a"));
  EXPECT_THAT(ListNames({"comes"}), ElementsAre("a"));
  EXPECT_THAT(ListNames({"goes"}), IsEmpty());
}

// A simple model of the keys under which each resource is listed.
struct ListedModel {
  struct Resource {
    std::string name;
    LogIndex created;
    LogIndex latest;
    std::set<std::string> keys;
  };
  std::vector<Resource> resources;  // in the order of creation

  std::vector<std::string> List(const std::vector<std::string>& wanted) const {
    std::vector<std::string> listed;
    for (const Resource& resource : resources) {
      if (std::ranges::all_of(wanted, [&](const auto& key) { return resource.keys.contains(key); })) {
        listed.push_back(resource.name);
      }
    }
    return listed;
  }
  std::vector<StateRow> Rows() const {
    std::set<std::pair<std::string, LogIndex>> pairs;
    for (const Resource& resource : resources) {
      for (const std::string& key : resource.keys) pairs.emplace(key, resource.created);
    }
    std::vector<StateRow> rows;
    for (const auto& [key, at] : pairs) rows.push_back({key, at, ""});
    return rows;
  }
};

TEST_P(StoreConformance, ListsMatchASimpleModelUnderRandomWrites) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937 random(seed);
  auto below = [&](size_t bound) { return std::uniform_int_distribution<size_t>(0, bound - 1)(random); };
  auto some_terms = [&] {
    std::set<std::string> keys = {"all"};
    for (size_t i = below(8); i > 0; --i) keys.insert(absl::StrCat("t", below(30)));
    return keys;
  };
  ListedModel model;
  LogIndex size = 0;
  auto write_one = [&](std::vector<Write>& writes, std::set<size_t>& touched) {
    std::vector<ListedModel::Resource>& resources = model.resources;
    const std::set<std::string> keys = some_terms();
    if (resources.empty() || below(4) > 0) {
      NewEntry entry = Create(absl::StrCat("r", size));
      entry.add_keys.assign(keys.begin(), keys.end());
      touched.insert(resources.size());
      resources.push_back({entry.resource, size, size, keys});
      writes.push_back(Of(std::move(entry)));
    } else {
      // Half of the time, chooses one of the latest five resources.
      const size_t from = below(2) == 0 ? 0 : resources.size() - std::min<size_t>(resources.size(), 5);
      const size_t at = from + below(resources.size() - from);
      if (!touched.insert(at).second) return;
      ListedModel::Resource& changed = resources[at];
      NewEntry entry = Replace(changed.name, changed.latest, "again");
      std::ranges::set_difference(keys, changed.keys, std::back_inserter(entry.add_keys));
      std::ranges::set_difference(changed.keys, keys, std::back_inserter(entry.remove_keys));
      changed.latest = size;
      changed.keys = keys;
      writes.push_back(Of(std::move(entry)));
    }
    ++size;
  };
  for (int round = 0; round < 120; ++round) {
    std::vector<Write> writes;
    std::set<size_t> touched;
    // Most groups have a single write, and some have up to 300.
    for (size_t i = below(12) == 0 ? below(300) : 1; i > 0; --i) write_one(writes, touched);
    // Sometimes adds a write that must be refused.
    if (below(5) == 0 && !model.resources.empty()) {
      NewEntry refused = Create(model.resources[below(model.resources.size())].name);
      refused.add_keys = {"refused"};
      writes.push_back(Of(std::move(refused)));
    }
    if (!writes.empty()) Commit(std::move(writes));
    if (round % 40 == 39) Reopen();
    const std::vector<std::string> wanted = {absl::StrCat("t", below(30)), "all"};
    const std::vector<std::string> expected = model.List(wanted);
    std::vector<std::string> listed;
    Listing listing{
        .keys = wanted, .after = -1, .limit = 1 + static_cast<int64_t>(below(20)), .max_bytes = 1 << 20};
    while (true) {
      auto page = store_->List(listing);
      ASSERT_TRUE(page.ok()) << page.status();
      for (const Record& record : page->records) listed.push_back(record.resource);
      if (!page->more) break;
      listing.after = page->records.back().created;
    }
    ASSERT_EQ(listed, expected) << "round " << round;
  }
  EXPECT_THAT(ListNames({"refused"}), IsEmpty());
  std::vector<StateRow> rows;
  while (true) {
    auto page = store_->ReadState(StateTable::kIndexKeys,
                                  rows.empty() ? std::nullopt : std::optional(rows.back()), 7);
    ASSERT_TRUE(page.ok()) << page.status();
    if (page->empty()) break;
    rows.insert(rows.end(), page->begin(), page->end());
  }
  EXPECT_EQ(rows, model.Rows());
}

TEST_P(StoreConformance, PagesNeitherMissNorRepeatResourcesDuringWrites) {
  auto add = [&](int i) {
    NewEntry entry = Create(absl::StrCat("r", i));
    entry.add_keys = {"t"};
    CommitOne(Of(std::move(entry)));
  };
  for (int i = 0; i < 10; ++i) add(i);
  std::vector<std::string> seen;
  Listing listing{.keys = {"t"}, .after = -1, .limit = 3, .max_bytes = 1 << 20};
  for (int round = 0;; ++round) {
    auto page = store_->List(listing);
    ASSERT_TRUE(page.ok());
    for (const Record& record : page->records) seen.push_back(record.resource);
    if (!page->more) break;
    listing.after = page->records.back().created;
    // Replaces a resource that was already listed, and adds a new one.
    CommitOne(Of(Replace("r0", Get("r0")->latest, "again")));
    if (round < 2) add(10 + round);
  }
  std::vector<std::string> expected;
  for (int i = 0; i < 12; ++i) expected.push_back(absl::StrCat("r", i));
  EXPECT_EQ(seen, expected);
}

TEST_P(StoreConformance, EndsAPageAtItsByteLimitAfterAtLeastOneResource) {
  for (int i = 0; i < 3; ++i) {
    NewEntry entry = Create(absl::StrCat("r", i), std::string(1000, 'x'));
    entry.add_keys = {"t"};
    CommitOne(Of(std::move(entry)));
  }
  auto page = store_->List({.keys = {"t"}, .after = -1, .limit = 10, .max_bytes = 10});
  EXPECT_EQ(page->records.size(), 1u);
  EXPECT_TRUE(page->more);
  page = store_->List({.keys = {"t"}, .after = -1, .limit = 10, .max_bytes = 2999});
  EXPECT_EQ(page->records.size(), 2u) << "a third would exceed the limit";
  EXPECT_TRUE(page->more);
  page = store_->List({.keys = {"t"}, .after = 1, .limit = 10, .max_bytes = 10});
  EXPECT_EQ(page->records.size(), 1u);
  EXPECT_FALSE(page->more);
}

}  // namespace
}  // namespace verbatim::store
