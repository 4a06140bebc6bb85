// The backends that must pass the conformance suite. A new backend is a class and a line in Backends().

#include "conformance/fixture.h"
#include "conformance/suite.h"
#include "support/postgres.h"
#include "support/temp_folder.h"

namespace verbatim::store {
namespace {

class SqliteBackend final : public Backend {
 public:
  absl::StatusOr<std::unique_ptr<Store>> Open() override {
    return OpenStore("sqlite:" + folder_.Path("test.db"), 4);
  }

 private:
  test::TempFolder folder_;
};

class PostgresBackend final : public Backend {
 public:
  absl::StatusOr<std::unique_ptr<Store>> Open() override { return OpenStore(uri_, 4); }

 private:
  const std::string uri_ = test::PostgresServer::Shared().NewSchema();
};

std::vector<BackendFactory> Backends() {
  return {{"Sqlite", [] { return std::make_unique<SqliteBackend>(); }},
          {"Postgres", []() -> std::unique_ptr<Backend> {
             if (!test::PostgresServer::IsInstalled()) return nullptr;
             return std::make_unique<PostgresBackend>();
           }}};
}

INSTANTIATE_TEST_SUITE_P(Backends, StoreConformance, ::testing::ValuesIn(Backends()),
                         [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace verbatim::store
