#include "store/sqlite/connection.h"

#include <utility>

namespace verbatim::store {
namespace {

// How long a statement waits for a lock of another process (a backup, a sqlite3 shell), in milliseconds.
constexpr int kBusyTimeoutMillis = 5000;

}  // namespace

absl::Status StatusOfSqlite(int code, std::string_view what) {
  std::string message(what);
  message.append(": ").append(sqlite3_errstr(code));
  switch (code & 0xFF) {  // the primary code; the higher bits give details
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
      return absl::OkStatus();
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_NOMEM:
      return absl::UnavailableError(message);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return absl::DataLossError(message);
    default:
      return absl::InternalError(message);
  }
}

absl::StatusOr<std::unique_ptr<Connection>> Connection::Open(const std::string& path, Mode mode) {
  // Disables memory statistics, which nobody reads and which cost a global lock per allocation. If other code
  // has already initialised SQLite, SQLite rejects this setting, which is harmless.
  [[maybe_unused]] static const int without_statistics = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  flags |= mode == Mode::kReadWrite ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  sqlite3* database = nullptr;
  int code = sqlite3_open_v2(path.c_str(), &database, flags, nullptr);
  std::unique_ptr<Connection> connection(new Connection(database));  // owns the handle even after an error
  if (code != SQLITE_OK) return StatusOfSqlite(code, "cannot open " + path);
  connection->SetWaiting(true);
  return connection;
}

void Connection::SetWaiting(bool waits) {
  sqlite3_busy_timeout(database_.get(), waits ? kBusyTimeoutMillis : 0);
}

void Connection::Execute(const char* sql) {
  if (ok()) Note(sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr));
}

absl::Status Connection::TakeStatus() { return std::exchange(status_, absl::OkStatus()); }

sqlite3_stmt* Connection::Prepare(std::string_view sql) {
  if (!ok()) return nullptr;
  auto found = statements_.find(absl::string_view(sql.data(), sql.size()));
  if (found != statements_.end()) return found->second.get();
  sqlite3_stmt* statement = nullptr;
  Note(sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                          SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
  if (statement != nullptr) statements_.emplace(sql, statement);
  return statement;
}

void Connection::Bind(sqlite3_stmt* statement, int& position, std::string_view text) {
  Note(sqlite3_bind_text64(statement, ++position, text.data() == nullptr ? "" : text.data(), text.size(),
                           SQLITE_STATIC, SQLITE_UTF8));
}

void Connection::Bind(sqlite3_stmt* statement, int& position, Blob blob) {
  Note(sqlite3_bind_blob64(statement, ++position, blob.bytes.data() == nullptr ? "" : blob.bytes.data(),
                           blob.bytes.size(), SQLITE_STATIC));
}

void Connection::Bind(sqlite3_stmt* statement, int& position, int64_t value) {
  Note(sqlite3_bind_int64(statement, ++position, value));
}

void Connection::Bind(sqlite3_stmt* statement, int& position, std::span<const int64_t> values) {
  for (int64_t value : values) Bind(statement, position, value);
}

void Connection::Note(int code) {
  if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return;
  if (status_.ok()) status_ = StatusOfSqlite(code, "storage");
}

Rows::~Rows() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

bool Rows::Next() {
  if (statement_ == nullptr || !connection_.ok()) return false;
  int code = sqlite3_step(statement_);
  connection_.Note(code);
  return code == SQLITE_ROW;
}

std::string Rows::Bytes(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  if (bytes == nullptr) return {};  // an empty value
  return std::string(static_cast<const char*>(bytes), sqlite3_column_bytes(statement_, column));
}

}  // namespace verbatim::store
