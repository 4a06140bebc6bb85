#include <string>

#include "absl/strings/str_cat.h"
#include "store/postgres/connection.h"
#include "store/postgres/postgres_store.h"
#include "store/sqlite/sqlite_store.h"
#include "store/store.h"

namespace verbatim::store {

namespace {

constexpr std::string_view kSqlite = "sqlite:";

// Returns the PATH of sqlite:PATH.
absl::StatusOr<std::string> PathOf(std::string_view uri) {
  if (!uri.starts_with(kSqlite)) {
    return absl::InvalidArgumentError(
        absl::StrCat("the store must be sqlite:PATH or postgres://..., not \"", WithoutPassword(uri), "\""));
  }
  std::string path(uri.substr(kSqlite.size()));
  if (path.empty() || path == ":memory:" || path.starts_with("file:")) {
    return absl::InvalidArgumentError("sqlite: requires the path of a file, not \"" + path + "\"");
  }
  return path;
}

absl::Status CannotUse(std::string_view what, const absl::Status& status) {
  return absl::Status(status.code(),
                      absl::StrCat("cannot use ", std::string(what),
                                   " as a Verbatim database: ", std::string(status.message())));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenStore(std::string_view uri, int max_readers, Access access,
                                                 size_t record_cache_bytes, const Patience& patience) {
  if (IsShared(uri)) {
    auto store = OpenPostgresStore(std::string(uri), max_readers, access, record_cache_bytes, patience);
    return store.ok() ? std::move(store) : CannotUse(WithoutPassword(uri), store.status());
  }
  absl::StatusOr<std::string> path = PathOf(uri);
  if (!path.ok()) return path.status();
  auto store = OpenSqliteStore(*path, max_readers, access, record_cache_bytes);
  return store.ok() ? std::move(store) : CannotUse(*path, store.status());
}

bool IsShared(std::string_view uri) {
  return uri.starts_with("postgres://") || uri.starts_with("postgresql://");
}

std::string FilesBeside(std::string_view uri) {
  return IsShared(uri) ? "verbatim" : PathOf(uri).value_or("");
}

std::string WithoutPassword(std::string_view uri) { return postgres::WithoutPassword(uri); }

}  // namespace verbatim::store
