#include <string>

#include "store/sqlite/sqlite_store.h"
#include "store/store.h"

namespace verbatim::store {

namespace {

// Returns the PATH of sqlite:PATH.
absl::StatusOr<std::string> PathOf(std::string_view uri) {
  constexpr std::string_view kSqlite = "sqlite:";
  if (!uri.starts_with(kSqlite)) {
    return absl::InvalidArgumentError("the store must be sqlite:PATH, not \"" + std::string(uri) + "\"");
  }
  std::string path(uri.substr(kSqlite.size()));
  if (path.empty() || path == ":memory:" || path.starts_with("file:")) {
    return absl::InvalidArgumentError("sqlite: requires the path of a file, not \"" + path + "\"");
  }
  return path;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenStore(std::string_view uri, int max_readers, Access access,
                                                 size_t record_cache_bytes) {
  absl::StatusOr<std::string> path = PathOf(uri);
  if (!path.ok()) return path.status();
  absl::StatusOr<std::unique_ptr<Store>> store =
      OpenSqliteStore(*path, max_readers, access, record_cache_bytes);
  if (store.ok()) return store;
  std::string message =
      "cannot use " + *path + " as a Verbatim database: " + std::string(store.status().message());
  return absl::Status(store.status().code(), message);
}

std::string FilesBeside(std::string_view uri) { return PathOf(uri).value_or(""); }

}  // namespace verbatim::store
