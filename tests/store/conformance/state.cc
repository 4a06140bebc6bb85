#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "fixture.h"

namespace verbatim::store {
namespace {

using ::testing::ElementsAre;

TEST_P(StoreConformance, ReadsEveryRowOfTheStatePageByPage) {
  for (const char* name : {"a", "b", "c"}) {
    NewEntry entry = Create(name);
    entry.attachments.resize(2);
    entry.add_keys = {"all", absl::StrCat("only ", name)};
    entry.counters = {"n", absl::StrCat("n of ", name)};
    Write write = Of(std::move(entry));
    write.request = RequestKey{"p", name, "\xFF"};
    CommitOne(std::move(write));
  }
  CommitOne(Of(Replace("a", 0, "again")));
  auto names = [&](StateTable table) {
    std::vector<std::string> rows;
    std::optional<StateRow> after;
    while (true) {
      auto page = store_->ReadState(table, after, 1);  // one row a page
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok() || page->empty()) return rows;
      after = page->front();
      std::string value = table == StateTable::kHashes ? "" : page->front().value;
      rows.push_back(absl::StrCat(page->front().name, "|", page->front().number, "|", value));
    }
  };
  EXPECT_THAT(names(StateTable::kHistory), ElementsAre("|0|", "|1|", "|2|", "|3|0"));
  EXPECT_THAT(names(StateTable::kResources), ElementsAre("|0|a 3", "|1|b 1", "|2|c 2"));
  EXPECT_THAT(names(StateTable::kIndexKeys),
              ElementsAre("all|0|", "all|1|", "all|2|", "only a|0|", "only b|1|", "only c|2|"));
  EXPECT_THAT(names(StateTable::kCounters), ElementsAre("n|0|3", "n of a|0|1", "n of b|0|1", "n of c|0|1"));
  EXPECT_THAT(names(StateTable::kHashes), ::testing::SizeIs(7));
  std::string nul(1, '\0');
  EXPECT_THAT(names(StateTable::kRequests),
              ElementsAre("p" + nul + "a|0|FF 0 1", "p" + nul + "b|0|FF 1 1", "p" + nul + "c|0|FF 2 1"));
  EXPECT_THAT(names(StateTable::kAttachments), ElementsAre("|0|0 1", "|1|0 1", "|2|0 1"));
}

TEST_P(StoreConformance, AnUndamagedStoragePassesItsOwnCheck) {
  CommitOne(Of(Create("a")));
  EXPECT_TRUE(store_->CheckStorage().ok());
}

}  // namespace
}  // namespace verbatim::store
