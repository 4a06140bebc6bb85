#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "log/sha256.h"

// What must persist: the log with the hashes of its tree, and the state that follows from it.
//
// The log is a sequence of entries, each a leaf (the bytes that are hashed), a payload (what the leaf commits
// to) and attachments (bytes too large to be read with every payload, which the payload commits to). A
// resource is the entries that carry its name; its state is the payload of the latest. Terms are opaque words
// under which resources are listed; tallies are opaque names of counters. What they mean is for registry to
// know: there are no domain rules here. Leaves and hashes stay for ever; payloads and attachments can be
// erased.
//
// Names, terms, tallies and request keys are UTF-8 without NUL and are compared byte for byte. Leaves,
// payloads, attachments and fingerprints may hold any byte.
namespace verbatim::store {

// Position in the log, counted from 0.
using LogIndex = int64_t;

// One entry to append, with the change of state that it makes.
struct NewEntry {
  std::string leaf;
  // Nothing only in a copy of a log from which it was erased.
  std::optional<std::string> payload = "";
  std::vector<std::string> attachments;

  // Name of the resource that the entry writes.
  std::string resource;
  // Nothing: the resource is created and must not exist. Otherwise it must exist, and its latest entry must
  // be this one.
  std::optional<LogIndex> replaces;
  // Terms that the resource is listed under from now on, and those that it no longer is. No duplicates; what
  // is removed must be there.
  std::vector<std::string> add_keys;
  std::vector<std::string> remove_keys;
  // Counters that the entry adds one to.
  std::vector<std::string> counters;
  // Resources, which must exist, whose earlier entries lose their payloads and attachments for ever, and
  // whose requests lose their fingerprints: afterwards nothing that the storage uses holds those bytes, and
  // after Compact its unused space does not, either. The entry's own resource may be one of them; this entry
  // stays.
  std::vector<std::string> erases;
};

// A counter that must have this value before a write.
struct Precondition {
  std::string counter;
  int64_t value = 0;
};

// What makes a request repeatable. `fingerprint` tells one request from another under the same id.
struct RequestKey {
  std::string principal;
  std::string request_id;
  std::string fingerprint;
};

// A write: all of its entries are appended, in this order and without others between them, or none is.
struct Write {
  std::vector<NewEntry> entries;  // at least one; no two with the same resource
  std::optional<RequestKey> request;
  std::vector<Precondition> preconditions;
};

struct WriteResult {
  enum class Outcome {
    kCommitted,
    kRepeated,       // the request was committed before: `first_index` and `count` are those of then
    kRequestReused,  // another request was committed under this request id
    kExists,         // `resource` is to be created and exists
    kStale,  // `resource` is to be replaced and its latest entry is `first_index`, another one than expected
    kMissing,             // `resource` is to be replaced and does not exist
    kPreconditionFailed,  // the tally `resource` has another value than expected: `count`
  };
  Outcome outcome = Outcome::kCommitted;
  LogIndex first_index = 0;
  int64_t count = 0;
  std::string resource;

  friend bool operator==(const WriteResult&, const WriteResult&) = default;
};

// A resource as of its latest entry.
struct Record {
  std::string resource;
  LogIndex created = 0;                // index of its first entry; orders lists
  LogIndex latest = 0;                 // index of its latest entry
  std::optional<std::string> payload;  // of the latest entry; nothing if it was erased

  friend bool operator==(const Record&, const Record&) = default;
};

struct Entry {
  LogIndex index = 0;
  std::string leaf;
  std::optional<std::string> payload;  // nothing if it was erased

  friend bool operator==(const Entry&, const Entry&) = default;
};

// Which resources to list, and where to go on.
struct Listing {
  // Resources that have every one of these; at least one. Put the rarest first: the list is read along it.
  std::vector<std::string> keys;
  // Only resources whose `created` is greater; -1 from the start.
  LogIndex after = -1;
  int64_t limit = 0;  // resources at most; at least 1
  // The page ends before a resource with which its payloads would have more bytes together; it has at least
  // one resource if there is one.
  int64_t max_bytes = 0;
};

struct Page {
  std::vector<Record> records;
  bool more = false;  // whether the listing goes on after them
};

// Which entries of the log to list, and where to go on.
struct EntryListing {
  LogIndex first = 0;
  int64_t limit = 0;  // entries at most; at least 1
  // The page ends before an entry with which leaves and payloads would have more bytes together; it has at
  // least one entry if there is one.
  int64_t max_bytes = 0;
  // Payloads are not read: empty where there is one.
  bool leaves_only = false;
};

struct EntryPage {
  std::vector<Entry> entries;
  bool more = false;  // whether the log goes on after them
};

// A head of the log's tree that was signed and is to be kept, as the text of a signed note.
struct KeptCheckpoint {
  int64_t size = 0;
  std::string note;

  friend bool operator==(const KeptCheckpoint&, const KeptCheckpoint&) = default;
};

// What is stored beside leaves, payloads and attachments, all of which follows from them: for checks that
// compare it with what was derived anew.
enum class StateTable { kHashes, kHistory, kResources, kIndexKeys, kCounters, kRequests, kAttachments };

// One row of such a table. Rows are ordered by `name`, byte for byte, then by `number`; no two have both in
// common.
//
//   table      name                    number    value
//   hashes                             position  hash
//   history                            index     index of the resource's entry before, if there is one
//   resources                          created   name, a space, and the latest index
//   terms      term                    created
//   tallies    tally                             value
//   requests   principal, NUL, id                fingerprint, a space, first index, a space, number of
//                                                entries
//   attachments                        index     numbers of the entry's attachments, divided by spaces
struct StateRow {
  std::string name;
  int64_t number = -1;
  std::string value;

  friend bool operator==(const StateRow&, const StateRow&) = default;
};

// Errors of every method: UNAVAILABLE if the storage cannot be used now (disk full, I/O error, locked by
// others) and may be later; DATA_LOSS if what it holds is damaged; INTERNAL for a defect of ours. Messages
// name no SQL.
//
// Every method may be called from any thread. Commit calls follow one another; reads run beside them and see
// either all of a write or nothing of it. What Commit has answered is seen by every read that begins
// afterwards.
class Store {
 public:
  virtual ~Store() = default;

  // Appends the writes in order in one synchronous transaction: when it returns, they survive a crash and a
  // loss of power. Each write succeeds or is refused for itself, with one result a write; later writes see
  // the effects of earlier ones. An error means that nothing of any of them was stored. No writes at all tell
  // whether the storage can be written to.
  virtual absl::StatusOr<std::vector<WriteResult>> Commit(std::span<const Write> writes) = 0;

  // What became of an earlier request under this key: kRepeated, or kRequestReused; nothing if there was
  // none.
  virtual absl::StatusOr<std::optional<WriteResult>> FindRequest(const RequestKey& key) = 0;

  // Number of entries in the log.
  virtual absl::StatusOr<int64_t> Size() = 0;

  // Entries from `first` on, at most `limit` of them; fewer only at the end of the log.
  virtual absl::StatusOr<std::vector<Entry>> ReadEntries(LogIndex first, int64_t limit) = 0;

  // The same for who does not know how large they are.
  virtual absl::StatusOr<EntryPage> ListEntries(const EntryListing& listing) = 0;

  // Attachment number `part`, counted from 0, of an entry; nothing if there is none.
  virtual absl::StatusOr<std::optional<std::string>> ReadAttachment(LogIndex index, int64_t part) = 0;

  // The resources of these names, in their order; nothing for one that does not exist. All are of one moment.
  virtual absl::StatusOr<std::vector<std::optional<Record>>> Get(std::span<const std::string> resources) = 0;

  // The same of as many of the first of them as have payloads of `max_bytes` together; of one at least.
  virtual absl::StatusOr<std::vector<std::optional<Record>>> GetWithin(std::span<const std::string> resources,
                                                                       int64_t max_bytes) = 0;

  // The same as Get for one, from memory if it is kept there: for what is read often; null if it does not
  // exist. Get reads the storage's tables themselves, as those must who check them.
  virtual absl::StatusOr<std::shared_ptr<const Record>> GetCached(const std::string& resource) = 0;

  // In the order of creation.
  virtual absl::StatusOr<Page> List(const Listing& listing) = 0;

  // Values of the counters, in their order; 0 for one that was never added to.
  virtual absl::StatusOr<std::vector<int64_t>> ReadCounters(std::span<const std::string> counters) = 0;

  // Hashes of the log's tree at these positions (log/merkle.h), in their order. DATA_LOSS if one is not
  // there.
  virtual absl::StatusOr<std::vector<log::Digest>> ReadHashes(std::span<const uint64_t> positions) = 0;

  // Keeps a checkpoint, in the place of one of the same size.
  virtual absl::Status KeepCheckpoint(const KeptCheckpoint& checkpoint) = 0;

  // The kept checkpoint of the greatest size that is at most `size`; nothing if there is none.
  virtual absl::StatusOr<std::optional<KeptCheckpoint>> FindCheckpoint(int64_t size) = 0;

  // Rows of a table after the one named, at most `limit`; from the first on for nothing.
  virtual absl::StatusOr<std::vector<StateRow>> ReadState(StateTable table,
                                                          const std::optional<StateRow>& after,
                                                          int64_t limit) = 0;

  // Writes all of the storage anew, without what lies in its unused space. It takes as much room again while
  // it lasts, half a minute a gigabyte, say; nothing may be read or written meanwhile.
  virtual absl::Status Compact() = 0;

  // Reads all of the storage and checks what the storage engine itself can check. DATA_LOSS says what is
  // damaged.
  virtual absl::Status CheckStorage() = 0;
};

enum class Access {
  kReadWrite,  // creates and migrates the storage as needed
  kReadOnly,   // leaves it as it is, which must be of this version; Commit, KeepCheckpoint and Compact
               // must not be called
};

// Memory for records that are kept to be read again, unless said otherwise.
inline constexpr size_t kRecordCacheBytes = size_t{64} << 20;

// Opens the store that `uri` names, `sqlite:PATH`. `max_readers` bounds the number of connections that are
// kept for reading. Errors: INVALID_ARGUMENT for a URI that is none; FAILED_PRECONDITION if the file is not a
// Verbatim database, was written by a newer version, or is open in another process; DATA_LOSS if it is
// damaged; UNAVAILABLE if it cannot be opened.
absl::StatusOr<std::unique_ptr<Store>> OpenStore(std::string_view uri, int max_readers,
                                                 Access access = Access::kReadWrite,
                                                 size_t record_cache_bytes = kRecordCacheBytes);

// Where the store that `uri` names keeps files that belong to it, as the path of the database file; empty if
// it keeps none.
std::string FilesBeside(std::string_view uri);

}  // namespace verbatim::store
