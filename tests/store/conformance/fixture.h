#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "log/leaf.h"
#include "store/store.h"
#include "suite.h"

namespace verbatim::store {

using Outcome = WriteResult::Outcome;

inline std::string LeafOf(const std::string& resource, const std::string& payload = "payload") {
  log::Leaf leaf;
  leaf.resource = resource;
  leaf.payload_sha256 = log::Sha256(payload);
  return log::EncodeLeaf(leaf);
}

// An entry that creates a resource.
inline NewEntry Create(const std::string& resource, const std::string& payload = "payload") {
  NewEntry entry;
  entry.leaf = LeafOf(resource, payload);
  entry.payload = payload;
  entry.resource = resource;
  return entry;
}

// An entry that replaces a resource whose latest entry is `latest`.
inline NewEntry Replace(const std::string& resource, LogIndex latest, const std::string& payload) {
  NewEntry entry = Create(resource, payload);
  entry.replaces = latest;
  return entry;
}

inline Write Of(std::vector<NewEntry> entries) { return Write{std::move(entries), std::nullopt, {}}; }

inline Write Of(NewEntry entry) {
  std::vector<NewEntry> entries;
  entries.push_back(std::move(entry));
  return Of(std::move(entries));
}

inline WriteResult Committed(LogIndex first, int64_t count) {
  return {Outcome::kCommitted, first, count, {}};
}

class StoreConformance : public ::testing::TestWithParam<BackendFactory> {
 protected:
  void SetUp() override {
    backend_ = GetParam().make();
    if (backend_ == nullptr) GTEST_SKIP() << "the server of this backend is not installed";
    Reopen();
  }

  void Reopen() {
    store_.reset();
    auto opened = backend_->Open();
    ASSERT_TRUE(opened.ok()) << opened.status();
    store_ = *std::move(opened);
  }

  std::vector<WriteResult> Commit(std::vector<Write> writes) {
    auto results = store_->Commit(writes);
    EXPECT_TRUE(results.ok()) << results.status();
    return results.ok() ? *results : std::vector<WriteResult>{};
  }
  WriteResult CommitOne(Write write) {
    std::vector<Write> writes;
    writes.push_back(std::move(write));
    std::vector<WriteResult> results = Commit(std::move(writes));
    return results.empty() ? WriteResult{} : results.front();
  }
  std::optional<Record> Get(const std::string& name) {
    auto records = store_->Get(std::vector{name});
    EXPECT_TRUE(records.ok()) << records.status();
    return records.ok() ? records->front() : std::nullopt;
  }
  std::vector<std::string> ListNames(const std::vector<std::string>& keys) {
    auto page = store_->List({.keys = keys, .after = -1, .limit = 1000, .max_bytes = 1 << 30});
    EXPECT_TRUE(page.ok()) << page.status();
    std::vector<std::string> names;
    if (page.ok()) {
      for (const Record& record : page->records) names.push_back(record.resource);
    }
    return names;
  }
  int64_t Size() {
    auto size = store_->Size();
    EXPECT_TRUE(size.ok()) << size.status();
    return size.value_or(-1);
  }

  std::unique_ptr<Backend> backend_;
  std::unique_ptr<Store> store_;
};

}  // namespace verbatim::store
