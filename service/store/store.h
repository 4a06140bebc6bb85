#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "log/sha256.h"
#include "store/damage_log.h"
#include "store/store_metrics.h"

// Stores what must persist: the log with the hashes of its tree, and the state derived from the log.
//
// The log is a sequence of entries. An entry has a leaf (the bytes that are hashed), a payload (which the
// leaf commits to) and attachments (bytes too large to be read with every payload, which the payload commits
// to). A resource is the set of entries that carry its name; its state is the payload of the latest one.
// Resources are listed under opaque index keys, and counters have opaque names. Registry defines the meaning
// of keys and names; the store has no domain rules. Leaves and hashes are permanent; payloads and attachments
// can be erased.
//
// Names, index keys, counter names and request keys are UTF-8 without NUL and are compared byte for byte.
// Leaves, payloads, attachments and fingerprints may contain any byte.
namespace verbatim::store {

// Position in the log, counted from 0.
using LogIndex = int64_t;

// One entry to append, and the state change that it makes.
struct NewEntry {
  std::string leaf;
  // nullopt only when copying a log from which the payload was erased.
  std::optional<std::string> payload = "";
  std::vector<std::string> attachments;

  // Name of the resource that the entry writes.
  std::string resource;
  // nullopt: the resource must not exist and is created. Otherwise it must exist and this must be its latest
  // entry.
  std::optional<LogIndex> replaces;
  // Index keys to list the resource under from now on, and keys to remove. No duplicates; a key to remove
  // must be present.
  std::vector<std::string> add_keys;
  std::vector<std::string> remove_keys;
  // Counters that the entry increments by one.
  std::vector<std::string> counters;
  // Resources whose earlier entries permanently lose their payloads and attachments, and whose requests lose
  // their fingerprints. The resources must exist. After the write, the used part of the storage does not
  // contain those bytes. After Compact, the unused part does not contain them either. If the list contains
  // the entry's own resource, this entry still keeps its payload.
  std::vector<std::string> erases;
};

// A value that a counter must have before a write.
struct Precondition {
  std::string counter;
  int64_t value = 0;
};

// Identifies a request, so that it can be retried. `fingerprint` distinguishes different requests with the
// same id. A request is the same, too, if it was stored with `earlier_fingerprint`, unless that is empty:
// earlier versions made other fingerprints.
struct RequestKey {
  std::string principal;
  std::string request_id;
  std::string fingerprint;
  // The name that the principal had earlier; empty if it had none. Requests are found under both names, and
  // stored under `principal`.
  std::string earlier_principal = {};
  std::string earlier_fingerprint = {};
};

// All entries are appended, in order and without other entries between them, or none is appended.
struct Write {
  std::vector<NewEntry> entries;  // at least one; no two with the same resource
  std::optional<RequestKey> request;
  std::vector<Precondition> preconditions;
};

// What Commit does with the times in leaves.
enum class Times {
  kAsGiven,  // keeps them: for copies of a log
  kInOrder,  // raises a time that is before that of the previous entry (log::RaiseTime)
};

struct WriteResult {
  enum class Outcome {
    kCommitted,
    kRepeated,            // the request was committed before, with this `first_index` and `count`
    kRequestReused,       // another request was committed with this request id
    kExists,              // `resource` must not exist, but does
    kStale,               // `resource` has the latest entry `first_index` instead of the expected one
    kMissing,             // `resource` must exist, but does not
    kPreconditionFailed,  // the counter `resource` has the value `count` instead of the expected one
  };
  Outcome outcome = Outcome::kCommitted;
  LogIndex first_index = 0;
  int64_t count = 0;
  std::string resource;

  friend bool operator==(const WriteResult&, const WriteResult&) = default;
};

// The state of a resource.
struct Record {
  std::string resource;
  LogIndex created = 0;                // index of its first entry; defines the order of listings
  LogIndex latest = 0;                 // index of its latest entry
  std::optional<std::string> payload;  // payload of the latest entry; nullopt if erased

  friend bool operator==(const Record&, const Record&) = default;
};

struct Entry {
  LogIndex index = 0;
  std::string leaf;
  std::optional<std::string> payload;  // nullopt if erased

  friend bool operator==(const Entry&, const Entry&) = default;
};

// A page of resources to read.
struct Listing {
  // Lists resources that have all of these keys. At least one. Put the rarest first: the listing scans it.
  std::vector<std::string> keys;
  // Lists only resources with a greater `created`; -1 for the first page.
  LogIndex after = -1;
  int64_t limit = 0;  // maximum number of resources; at least 1
  // The page ends before the resource that would take the sum of payload sizes over this limit. A page
  // contains at least one resource if there is one.
  int64_t max_bytes = 0;
};

struct Page {
  std::vector<Record> records;
  bool more = false;  // whether more resources follow
};

// A page of log entries to read.
struct EntryListing {
  LogIndex first = 0;
  int64_t limit = 0;  // maximum number of entries; at least 1
  // The page ends before the entry that would take the sum of leaf and payload sizes over this limit. A page
  // contains at least one entry if there is one.
  int64_t max_bytes = 0;
  // Does not read payloads. Payloads that are not erased become empty strings.
  bool leaves_only = false;
};

struct EntryPage {
  std::vector<Entry> entries;
  bool more = false;  // whether more entries follow
};

// A signed head of the log's tree to store, as the text of a signed note.
struct KeptCheckpoint {
  int64_t size = 0;
  std::string note;

  friend bool operator==(const KeptCheckpoint&, const KeptCheckpoint&) = default;
};

// Tables derived from leaves, payloads and attachments. Checks derive the same tables again and compare.
enum class StateTable { kHashes, kHistory, kResources, kIndexKeys, kCounters, kRequests, kAttachments };

// One row of such a table. Rows are sorted by `name`, byte for byte, then by `number`; the two together are
// unique.
//
//   table        name                number     value
//   hashes                           position   hash
//   history                          index      index of the resource's previous entry, if any
//   resources                        created    name, space, latest index
//   terms        index key           created
//   tallies      counter                        value
//   requests     principal, NUL, id             fingerprint (upper-case hex), space, first index, space,
//                                               number of entries
//   attachments                      index      numbers of the entry's attachments, separated by spaces
struct StateRow {
  std::string name;
  int64_t number = -1;
  std::string value;

  friend bool operator==(const StateRow&, const StateRow&) = default;
};

// What a store reports about other processes that use the same storage. The functions may be empty, must not
// block and must not call the store.
struct OthersListener {
  // Others appended entries, some of which erased payloads if `erased` is set. Called before Confirm counts
  // them.
  std::function<void(bool erased)> on_entries;
  // The storage cannot be reached (false), or can be reached again (true). Assumed reachable at first; if it is not, called at
  // once.
  std::function<void(bool)> on_reachable;
};

// Errors of every method: UNAVAILABLE if the storage cannot be used now but may be later (disk full, I/O
// error, locked by others); DATA_LOSS if the stored data is damaged; INTERNAL for a defect in Verbatim.
// Messages contain no SQL.
//
// Reads compare each payload with the digest in its entry's leaf, before they return or cache it. A payload
// that does not match is DATA_LOSS: ResourceDamaged (status/errors.h) names the resource. Only the methods
// named Unchecked skip the comparison. Every finding is recorded in damage().
//
// Any thread may call any method. Commits run one at a time. Reads run concurrently and see all of a write or
// nothing of it. A read that begins after Commit returned sees that commit, and except for GetCached also the
// commits of other processes that use the same storage.
class Store {
 public:
  virtual ~Store() = default;

  // Appends the writes in order, in one synchronous transaction: once this returns, they survive a crash and
  // a loss of power. Each write succeeds or is rejected on its own, with one result per write, and sees the
  // effects of the writes before it. After an error, nothing of any write is stored. An empty list checks
  // that the storage is writable.
  virtual absl::StatusOr<std::vector<WriteResult>> Commit(std::span<const Write> writes, Times times) = 0;
  absl::StatusOr<std::vector<WriteResult>> Commit(std::span<const Write> writes) {
    return Commit(writes, Times::kAsGiven);
  }

  // Returns the outcome of an earlier request with this key: kRepeated or kRequestReused; nothing if there
  // was none.
  virtual absl::StatusOr<std::optional<WriteResult>> FindRequest(const RequestKey& key) = 0;

  // Returns the number of entries in the log.
  virtual absl::StatusOr<int64_t> Size() = 0;

  // Returns at most `limit` entries from `first` on; fewer only at the end of the log.
  virtual absl::StatusOr<std::vector<Entry>> ReadEntries(LogIndex first, int64_t limit) = 0;

  // Like ReadEntries, but returns damaged payloads. Only for audits, which compare the payloads themselves.
  virtual absl::StatusOr<std::vector<Entry>> ReadEntriesUnchecked(LogIndex first, int64_t limit) = 0;

  // Returns the entries that `listing` selects, with a limit on their number and on their bytes. The page
  // ends before an entry with a damaged payload; a page that begins with it is DATA_LOSS.
  virtual absl::StatusOr<EntryPage> ListEntries(const EntryListing& listing) = 0;

  // Returns attachment number `part`, counted from 0, of an entry; nothing if the attachment does not exist.
  virtual absl::StatusOr<std::optional<std::string>> ReadAttachment(LogIndex index, int64_t part) = 0;

  // Returns the resources with these names, in the given order; nothing for a name that does not exist. Reads
  // one snapshot.
  virtual absl::StatusOr<std::vector<std::optional<Record>>> Get(std::span<const std::string> resources) = 0;

  // Like Get, for one resource, but returns a damaged payload. Only for audits, and to find the place of a
  // damaged resource.
  virtual absl::StatusOr<std::optional<Record>> GetUnchecked(const std::string& resource) = 0;

  // Like Get, but returns only the first resources of the list, as many as have at most `max_bytes` of
  // payloads together. Returns at least one resource.
  virtual absl::StatusOr<std::vector<std::optional<Record>>> GetWithin(std::span<const std::string> resources,
                                                                       int64_t max_bytes) = 0;

  // Returns one resource, from the cache if possible; null if the resource does not exist. Use this method
  // for frequent reads. Get always reads the stored tables, as checks require. Of what other processes wrote,
  // sees at least the first KnownSize() entries of the log.
  virtual absl::StatusOr<std::shared_ptr<const Record>> GetCached(const std::string& resource) = 0;

  // Returns resources in order of creation. The page ends before a damaged resource; a page that begins with
  // it is DATA_LOSS.
  virtual absl::StatusOr<Page> List(const Listing& listing) = 0;

  // Returns the values of the counters, in the given order; 0 for an unknown counter.
  virtual absl::StatusOr<std::vector<int64_t>> ReadCounters(std::span<const std::string> counters) = 0;

  // Returns the hashes of the log's tree at these positions (log/merkle.h), in the given order. DATA_LOSS if
  // one is missing.
  virtual absl::StatusOr<std::vector<log::Digest>> ReadHashes(std::span<const uint64_t> positions) = 0;

  // Finds out what other processes have written. Returns the new KnownSize(), which counts every entry that
  // was acknowledged anywhere before this call.
  virtual absl::StatusOr<int64_t> Confirm() = 0;

  // Returns a number of entries that are in the log for certain. Does not read the storage.
  virtual int64_t KnownSize() const = 0;

  // Reports to `listener` from now on, and no longer to the one before. After this returns, the one before is
  // not called any more.
  virtual void Listen(OthersListener listener) = 0;

  // Stores `value` under `name` unless there is a value already. Returns the stored value. The processes that
  // share a storage agree on their keys in this way. A storage that only one process can use returns `value`.
  // A read-only store stores nothing; FAILED_PRECONDITION if there is no value.
  virtual absl::StatusOr<std::string> Agree(const std::string& name, const std::string& value) = 0;

  // Stores a checkpoint if the stored checkpoint of the same size has the note `before`, or if there is none
  // and `before` is nothing. Returns whether it is stored.
  virtual absl::StatusOr<bool> KeepCheckpoint(const KeptCheckpoint& checkpoint,
                                              const std::optional<std::string>& before) = 0;

  // Returns the stored checkpoint with the greatest size up to `size`; nothing if there is none.
  virtual absl::StatusOr<std::optional<KeptCheckpoint>> FindCheckpoint(int64_t size) = 0;

  // Returns at most `limit` rows of a table that follow `after`, or the first rows if `after` is empty.
  virtual absl::StatusOr<std::vector<StateRow>> ReadState(StateTable table,
                                                          const std::optional<StateRow>& after,
                                                          int64_t limit) = 0;

  // Rewrites the storage without its unused space. Needs free disk space of the same size and takes about
  // half a minute per gigabyte. Nothing may be read or written during the call.
  virtual absl::Status Compact() = 0;

  // Reads the whole storage and runs the storage engine's own checks. DATA_LOSS says what is damaged.
  virtual absl::Status CheckStorage() = 0;

  // Returns the shell command with which an operator restores a part of an entry from a backup while nobody
  // uses the store. `attachment` is the number of the attachment; nothing for the payload.
  virtual std::string RestoreCommand(LogIndex index, std::optional<int64_t> attachment) const = 0;

  // Like Confirm, but calls `done` with the result, on any thread, so that no thread waits for each of many
  // callers. `done` must not block.
  using Confirmed = absl::AnyInvocable<void(absl::StatusOr<int64_t>) &&>;
  virtual void ConfirmLater(Confirmed done) { std::move(done)(Confirm()); }

  // Whether other processes may write to the same storage. If not, Confirm returns at once.
  virtual bool MayChange() const { return false; }

  // The damage found since the store was opened. Commit returns DATA_LOSS once the log itself is damaged.
  DamageLog& damage() { return damage_; }

  // What the backend counts about its work since it was opened.
  StoreMetrics& metrics() { return metrics_; }

 private:
  DamageLog damage_;
  StoreMetrics metrics_;
};

enum class Access {
  kReadWrite,  // creates and migrates the storage as needed
  kReadOnly,   // requires the current schema and changes nothing; Commit, KeepCheckpoint and Compact must not
               // be called
  // As kReadOnly, to read all of a log: if the connection to a server breaks, every later call returns UNAVAILABLE, because
  // another server, or the same one after a repair, may have another log.
  kReadOneServer,
};

// Default memory for cached records.
inline constexpr size_t kRecordCacheBytes = size_t{64} << 20;

// How long a store waits for a database server. SQLite has none.
struct Patience {
  // For the answer to a statement. The server ends the statement shortly before.
  std::chrono::milliseconds answer{10'000};
  // For a server that is away, such as during a failover: operations are repeated for so long.
  std::chrono::milliseconds retries{8'000};
};

// Opens the store at `uri`: `sqlite:PATH`, or `postgres://...` or `postgresql://...` as libpq reads it.
// `max_readers` bounds the number of open read connections. Errors: INVALID_ARGUMENT for a malformed URI;
// FAILED_PRECONDITION if the database is not Verbatim's, was written by a newer version, or is open in
// another process that does not share it; DATA_LOSS if it is damaged, or, with kReadWrite, if entries at the
// end of the log are gone; UNAVAILABLE if it cannot be opened.
absl::StatusOr<std::unique_ptr<Store>> OpenStore(std::string_view uri, int max_readers,
                                                 Access access = Access::kReadWrite,
                                                 size_t record_cache_bytes = kRecordCacheBytes,
                                                 const Patience& patience = {});

// Whether several processes may use the store at `uri` at the same time.
bool IsShared(std::string_view uri);

// Returns what the paths of a process's own files begin with, such as its index: the path of the store's
// database file; for a shared store, `verbatim` in the working folder. An empty string for a malformed URI.
std::string FilesBeside(std::string_view uri);

// Returns `uri` without its password, for logs.
std::string WithoutPassword(std::string_view uri);

}  // namespace verbatim::store
