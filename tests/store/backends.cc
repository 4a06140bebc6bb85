#include "conformance.h"
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

}  // namespace

std::vector<BackendFactory> Backends() {
  return {{"Sqlite", [] { return std::make_unique<SqliteBackend>(); }}};
}

}  // namespace verbatim::store
