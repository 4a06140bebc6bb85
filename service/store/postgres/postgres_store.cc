#include "store/postgres/postgres_store.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "status/absl_view.h"
#include "status/status_macros.h"
#include "store/damage_report.h"
#include "store/pages.h"
#include "store/payloads.h"
#include "store/postgres/connection.h"
#include "store/postgres/endpoint.h"
#include "store/postgres/known_head.h"
#include "store/postgres/log_end.h"
#include "store/postgres/pool.h"
#include "store/postgres/schema.h"
#include "store/postgres/state.h"
#include "store/postgres/writer.h"
#include "store/record_cache.h"
#include "store/repeated_request.h"
#include "sync/mutex.h"
#include "tracing/span.h"

namespace verbatim::store {
namespace {

namespace sql = postgres::sql;
using postgres::Rows;
using postgres::Server;

class PostgresStore final : public Store {
 public:
  PostgresStore(const std::string& uri, int max_readers, Access access, size_t record_cache_bytes,
                const Patience& patience)
      : access_(access),
        endpoint_(uri, ServerFor(access), patience),
        writer_(endpoint_),
        readers_(endpoint_, max_readers),
        head_reader_(endpoint_, 1),
        records_(record_cache_bytes),
        head_(head_reader_, records_) {}

  static Server ServerFor(Access access) {
    if (access == Access::kReadWrite) return Server::kWritable;
    return access == Access::kReadOneServer ? Server::kOne : Server::kAny;
  }

  absl::StatusOr<std::vector<WriteResult>> Commit(std::span<const Write> writes, Times times) override {
    sync::MutexLock lock(writer_mutex_);
    if (access_ != Access::kReadWrite) return ReadOnly();
    // A tree that is built on damaged hashes could never be proved.
    if (damage().IsLogDamaged()) return absl::DataLossError("the log is damaged");
    const RecordCache::Writing writing(records_, ChangedResources(writes));
    absl::StatusOr<postgres::Writer::Committed> committed = writer_.Commit(writes, times);
    metrics().Count(committed.status());
    if (!committed.ok()) return committed.status();
    metrics().sync_seconds().Observe(writer_.last_sync());
    // The writer must see its entries as known. An error does not matter: the writes are committed.
    if (!head_.NoteCommit(committed->before, committed->after)) head_.Confirm().status().IgnoreError();
    return std::move(committed->results);
  }

  absl::StatusOr<int64_t> Confirm() override {
    tracing::Step step("read_head", kSystem);
    absl::StatusOr<int64_t> size = head_.Confirm();
    if (!size.ok()) step.SetFailed();
    return size;
  }
  void ConfirmLater(Confirmed done) override { head_.ConfirmLater(std::move(done)); }
  bool MayChange() const override { return true; }
  int64_t KnownSize() const override { return head_.size(); }
  void Listen(OthersListener listener) override { head_.Listen(std::move(listener)); }

  absl::StatusOr<std::string> Agree(const std::string& name, const std::string& value) override {
    if (access_ == Access::kReadWrite)
      ABSL_RETURN_IF_ERROR(Query(sql::kAgree, std::string_view(name), std::string_view(value)).status());
    ABSL_ASSIGN_OR_RETURN(Rows rows, Query(sql::kReadAgreement, std::string_view(name)));
    if (!rows.Next())
      return absl::FailedPreconditionError("a value that the servers of a log agree on is missing");
    return rows.Bytes(0);
  }

  absl::StatusOr<bool> KeepCheckpoint(const KeptCheckpoint& checkpoint,
                                      const std::optional<std::string>& before) override {
    if (access_ != Access::kReadWrite) return ReadOnly();
    const std::string_view note = checkpoint.note;
    ABSL_ASSIGN_OR_RETURN(
        Rows rows, before ? Query(sql::kReplaceCheckpoint, checkpoint.size, note, std::string_view(*before))
                          : Query(sql::kAddCheckpoint, checkpoint.size, note));
    return rows.Next();
  }

  absl::StatusOr<std::optional<WriteResult>> FindRequest(const RequestKey& key) override {
    for (const std::string* principal : {&key.principal, &key.earlier_principal}) {
      if (principal->empty() && principal == &key.earlier_principal) continue;
      ABSL_ASSIGN_OR_RETURN(Rows rows, Query(sql::kFindRequest, std::string_view(*principal),
                                             std::string_view(key.request_id)));
      if (rows.Next()) return RepeatedResult(key, rows.View(0), rows.Integer(1), rows.Integer(2));
    }
    return std::nullopt;
  }

  absl::StatusOr<int64_t> Size() override {
    ABSL_ASSIGN_OR_RETURN(Rows rows, Query(sql::kReadHead));
    if (!rows.Next()) return absl::DataLossError("the head of the log is missing");
    return rows.Integer(0);
  }

  absl::StatusOr<std::vector<Entry>> ReadEntries(LogIndex first, int64_t limit) override {
    ABSL_ASSIGN_OR_RETURN(Rows rows, Query(sql::kReadEntries, first, limit));
    std::vector<Entry> entries;
    while (rows.Next()) {
      absl::StatusOr<Entry> entry = CheckedEntry(rows);
      if (!entry.ok()) return ReportDamage(*this, entry.status());
      entries.push_back(*std::move(entry));
    }
    return entries;
  }

  absl::StatusOr<std::vector<Entry>> ReadEntriesUnchecked(LogIndex first, int64_t limit) override {
    ABSL_ASSIGN_OR_RETURN(Rows rows, Query(sql::kReadEntries, first, limit));
    std::vector<Entry> entries;
    while (rows.Next()) entries.push_back(UncheckedEntry(rows));
    return entries;
  }

  absl::StatusOr<EntryPage> ListEntries(const EntryListing& listing) override {
    if (listing.limit < 1) return absl::InternalError("a listing of entries requires a limit of at least 1");
    ABSL_ASSIGN_OR_RETURN(
        Rows rows, listing.leaves_only
                       ? Query(sql::kListLeaves, listing.first, listing.limit + 1)
                       : Query(sql::kListEntries, listing.first, listing.limit + 1, listing.max_bytes));
    absl::StatusOr<EntryPage> page = ReadEntryPage(rows, listing);
    if (!page.ok()) return ReportDamage(*this, page.status());
    return page;
  }

  absl::StatusOr<std::optional<std::string>> ReadAttachment(LogIndex index, int64_t part) override {
    ABSL_ASSIGN_OR_RETURN(Rows rows, Query(sql::kReadAttachment, index, part));
    return rows.Next() ? std::optional(rows.Bytes(0)) : std::nullopt;
  }

  absl::StatusOr<std::vector<std::optional<Record>>> Get(std::span<const std::string> resources) override {
    return GetWithin(resources, std::numeric_limits<int64_t>::max());
  }

  absl::StatusOr<std::vector<std::optional<Record>>> GetWithin(std::span<const std::string> resources,
                                                               int64_t max_bytes) override {
    ABSL_ASSIGN_OR_RETURN(Rows rows, Query(sql::kReadRecords, postgres::TextArray(resources), max_bytes));
    std::vector<std::optional<Record>> records;
    records.reserve(resources.size());
    while (rows.Next()) {
      if (rows.IsNull(0)) {
        records.emplace_back();
        continue;
      }
      absl::StatusOr<Record> record = CheckedRecord(rows);
      if (!record.ok()) return ReportDamage(*this, record.status());
      records.push_back(*std::move(record));
    }
    return records;
  }

  absl::StatusOr<std::optional<Record>> GetUnchecked(const std::string& resource) override {
    ABSL_ASSIGN_OR_RETURN(Rows rows, Query(sql::kReadRecord, std::string_view(resource)));
    if (!rows.Next()) return std::nullopt;
    return Record{rows.Bytes(0), rows.Integer(1), rows.Integer(2), rows.OptionalBytes(3)};
  }

  absl::StatusOr<std::shared_ptr<const Record>> GetCached(const std::string& resource) override {
    RecordCache::Found found = records_.Find(resource);
    if (found.record != nullptr) {
      metrics().record_hits().Add();
      return std::move(found.record);
    }
    metrics().record_misses().Add();
    std::shared_ptr<const Record> record;
    if (found.sole_entry) {
      ABSL_ASSIGN_OR_RETURN(record, ReadSole(resource, *found.sole_entry));
    }
    if (record == nullptr) {
      ABSL_ASSIGN_OR_RETURN(record, ReadRecord(resource));
    }
    if (record != nullptr) records_.Keep(record, found.generation);
    return record;
  }

  absl::StatusOr<Page> List(const Listing& listing) override {
    if (listing.keys.empty() || listing.keys.size() > postgres::kMaxListingKeys || listing.limit < 1) {
      return absl::InternalError("a listing requires 1 to 16 index keys and a limit of at least 1");
    }
    PageReader page(listing);
    Rows rows;
    const tracing::Step step("list", kSystem);
    ABSL_RETURN_IF_ERROR(readers_.Run([&](postgres::Connection& connection) -> absl::Status {
      postgres::Parameters parameters;
      parameters.Add(listing.after);
      parameters.Add(page.rows_left());
      parameters.Add(listing.max_bytes);
      for (const std::string& key : listing.keys) parameters.Add(std::string_view(key));
      connection.SendPrepared(postgres::ListingStatement(listing.keys.size()), parameters);
      ABSL_ASSIGN_OR_RETURN(std::vector<Rows> exchanged, connection.Exchange());
      rows = std::move(exchanged.front());
      return absl::OkStatus();
    }));
    if (const absl::StatusOr<bool> added = page.Add(rows); !added.ok())
      return ReportDamage(*this, added.status());
    return page.Take();
  }

  absl::StatusOr<std::vector<int64_t>> ReadCounters(std::span<const std::string> counters) override {
    ABSL_ASSIGN_OR_RETURN(Rows rows, Query(sql::kReadTallies, postgres::TextArray(counters)));
    std::vector<int64_t> values;
    while (rows.Next()) values.push_back(rows.Integer(0));
    return values;
  }

  absl::StatusOr<std::vector<log::Digest>> ReadHashes(std::span<const uint64_t> positions) override {
    const std::vector<int64_t> asked(positions.begin(), positions.end());
    ABSL_ASSIGN_OR_RETURN(Rows rows, Query(sql::kReadHashes, postgres::BigintArray(asked)));
    std::map<int64_t, log::Digest> found;
    while (rows.Next()) {
      if (const auto hash = log::DigestFromBytes(rows.View(1))) found.emplace(rows.Integer(0), *hash);
    }
    std::vector<log::Digest> hashes;
    hashes.reserve(asked.size());
    for (const int64_t position : asked) {
      const auto hash = found.find(position);
      if (hash == found.end()) {
        constexpr std::string_view kMissing = "a hash of the log's tree is missing";
        damage().AddLog(kMissing);
        return absl::DataLossError(Absl(kMissing));
      }
      hashes.push_back(hash->second);
    }
    return hashes;
  }

  absl::StatusOr<std::optional<KeptCheckpoint>> FindCheckpoint(int64_t size) override {
    ABSL_ASSIGN_OR_RETURN(Rows rows, Query(sql::kFindCheckpoint, size));
    if (!rows.Next()) return std::nullopt;
    return KeptCheckpoint{rows.Integer(0), rows.Bytes(1)};
  }

  absl::StatusOr<std::vector<StateRow>> ReadState(StateTable table, const std::optional<StateRow>& after,
                                                  int64_t limit) override {
    return postgres::ReadStateRows(readers_, table, after, limit);
  }

  absl::Status Compact() override {
    sync::MutexLock lock(writer_mutex_);
    if (access_ != Access::kReadWrite) return ReadOnly();
    return RunAll(sql::kCompact);
  }

  absl::Status CheckStorage() override { return RunAll(sql::kReadAll); }

  std::string RestoreCommand(LogIndex index, std::optional<int64_t> attachment) const override {
    const std::string_view table = attachment ? "attachments" : "entries";
    const std::string_view column = attachment ? "bytes" : "payload";
    const std::string part = attachment ? absl::StrCat(" AND part = ", *attachment) : "";
    return absl::Substitute(
        "psql BACKUP -c \"COPY (SELECT $2 FROM $1 WHERE idx = $3$4) TO STDOUT\" | psql '$0' -1 -c "
        "\"CREATE TEMPORARY TABLE restored (bytes BYTEA)\" -c \"COPY restored FROM STDIN\" -c \"UPDATE $1 "
        "SET $2 = "
        "(SELECT bytes FROM restored) WHERE idx = $3$4\"",
        postgres::WithoutPassword(endpoint_.uri()), Absl(table), Absl(column), index, part);
  }

 private:
  // In spans, whose names are those of prepared statements.
  static constexpr std::string_view kSystem = "postgresql";

  template <typename... Values>
  absl::StatusOr<Rows> Query(const postgres::Statement& statement, const Values&... values) {
    tracing::Step step(statement.name, kSystem);
    absl::StatusOr<Rows> rows = readers_.Query(statement, values...);
    metrics().Count(rows.status());
    if (!rows.ok()) step.SetFailed();
    return rows;
  }

  absl::StatusOr<std::shared_ptr<const Record>> ReadRecord(const std::string& resource) {
    ABSL_ASSIGN_OR_RETURN(Rows rows, Query(sql::kReadRecord, std::string_view(resource)));
    if (!rows.Next()) return nullptr;
    absl::StatusOr<Record> record = CheckedRecord(rows);
    if (!record.ok()) return ReportDamage(*this, record.status());
    return std::make_shared<const Record>(*std::move(record));
  }

  // Reads a resource from its only entry, if `index` is that entry. Returns null if the entry belongs to
  // another resource, or if its payload was erased or is damaged: ReadRecord reports damage.
  absl::StatusOr<std::shared_ptr<const Record>> ReadSole(const std::string& resource, LogIndex index) {
    ABSL_ASSIGN_OR_RETURN(Rows rows, Query(sql::kReadSole, index));
    if (!rows.Next() || rows.IsNull(1)) return nullptr;
    Record record{resource, index, index, rows.Bytes(1)};
    if (!Matches(rows.View(0), resource, record.payload)) return nullptr;
    return std::make_shared<const Record>(std::move(record));
  }

  // Runs statements that may take long, on a connection of their own.
  absl::Status RunAll(std::span<const char* const> statements) {
    ABSL_ASSIGN_OR_RETURN(auto connection, endpoint_.OpenUnchecked());
    ABSL_RETURN_IF_ERROR(connection->Execute(sql::kNoTimeout));
    for (const char* statement : statements) ABSL_RETURN_IF_ERROR(connection->Execute(statement));
    return absl::OkStatus();
  }

  static absl::Status ReadOnly() { return absl::InternalError("the store is read-only"); }

  const Access access_;
  postgres::Endpoint endpoint_;
  sync::Mutex writer_mutex_;
  postgres::Writer writer_ ABSL_GUARDED_BY(writer_mutex_);
  postgres::Pool readers_;
  postgres::Pool head_reader_;  // so that the head can be read while slow reads use all others
  RecordCache records_;
  postgres::KnownHead head_;  // last member: its thread uses the others
};

absl::Status Prepare(const std::string& uri, Access access, const Patience& patience) {
  postgres::Endpoint endpoint(uri, PostgresStore::ServerFor(access), patience);
  ABSL_ASSIGN_OR_RETURN(auto connection, endpoint.OpenUnchecked());
  ABSL_RETURN_IF_ERROR(connection->Execute(sql::kNoTimeout));
  ABSL_RETURN_IF_ERROR(postgres::CheckSettings(*connection));
  if (access != Access::kReadWrite) return postgres::CheckSchema(*connection);
  ABSL_RETURN_IF_ERROR(postgres::Migrate(*connection));
  // Behind a pooler that shares sessions, the second of two connections finds the statement of the first.
  ABSL_ASSIGN_OR_RETURN(auto first, endpoint.Open());
  ABSL_RETURN_IF_ERROR(endpoint.Open().status());
  return postgres::CheckLogEnd(*connection);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenPostgresStore(const std::string& uri, int max_readers,
                                                         Access access, size_t record_cache_bytes,
                                                         const Patience& patience) {
  ABSL_RETURN_IF_ERROR(Prepare(uri, access, patience));
  auto store = std::make_unique<PostgresStore>(uri, max_readers, access, record_cache_bytes, patience);
  ABSL_RETURN_IF_ERROR(store->Confirm().status());
  return store;
}

}  // namespace verbatim::store
