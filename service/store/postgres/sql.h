#pragma once

#include <cstddef>
#include <vector>

// All SQL that is sent to PostgreSQL. Only constructs that PostgreSQL 13, Citus, YugabyteDB and CockroachDB
// accept: the list of constructs, with the documentation of each, is in service/README.md, and
// tests/store/postgres_sql_test.cc compares the statements with it.
//
// Integers are BIGINT; names, index keys and ids are TEXT COLLATE "C", which compares UTF-8 byte for byte;
// everything that may hold any byte is BYTEA. PostgreSQL indexes no value of more than 2,700 bytes; the
// longest index key has a URI of 2,048 bytes (proto/verbatim/v1). Parameters are cast, so that each engine
// infers the same types.
namespace verbatim::store::postgres {

// A statement that a connection prepares once, under its name.
struct Statement {
  const char* name;
  const char* sql;
};

namespace sql {

// Of each connection, in milliseconds. The second bounds how long a server that hangs between two messages of
// a commit can hold the row lock.
inline constexpr char kSetStatementTimeout[] = "SET statement_timeout = ";
inline constexpr char kSetIdleTimeout[] = "SET idle_in_transaction_session_timeout = ";

// Of a connection for maintenance, whose statements may take hours.
inline constexpr char kNoTimeout[] = "SET statement_timeout = 0";

inline constexpr char kBegin[] = "BEGIN ISOLATION LEVEL READ COMMITTED";
inline constexpr char kCommit[] = "COMMIT";
inline constexpr char kRollback[] = "ROLLBACK";

// Schema.
inline constexpr char kReadVersion[] = "SELECT version FROM verbatim_schema WHERE id = 1";
inline constexpr char kLockMigrations[] = "SELECT pg_advisory_xact_lock(6217966365)";
inline constexpr char kCreateVersions[] =
    "CREATE TABLE IF NOT EXISTS verbatim_schema (id BIGINT PRIMARY KEY, version BIGINT NOT NULL)";
inline constexpr char kFirstVersion[] =
    "INSERT INTO verbatim_schema (id, version) VALUES (1, 0) ON CONFLICT (id) DO NOTHING";
inline constexpr char kLockVersion[] = "SELECT version FROM verbatim_schema WHERE id = 1 FOR UPDATE";
inline constexpr char kNextVersion[] = "UPDATE verbatim_schema SET version = version + 1 WHERE id = 1";
inline constexpr char kReadSettings[] =
    "SELECT current_setting('server_encoding'), current_setting('synchronous_commit')";
// 1 if text without a collation is compared byte for byte.
inline constexpr char kComparesBytes[] =
    "SELECT CASE WHEN 'B' < 'a' AND 'Z' < '_' AND '_' < 'a' THEN 1 ELSE 0 END";

// Migration n, counted from 1, takes a database from version n-1 to n. Never change a released migration.
inline constexpr const char* kMigrations[] = {
    R"sql(
      CREATE TABLE entries (
        idx      BIGINT PRIMARY KEY,
        leaf     BYTEA NOT NULL,
        payload  BYTEA,
        previous BIGINT
      );
      CREATE TABLE attachments (
        idx   BIGINT NOT NULL,
        part  BIGINT NOT NULL,
        bytes BYTEA NOT NULL,
        PRIMARY KEY (idx, part)
      );
      CREATE TABLE resources (
        created BIGINT PRIMARY KEY,
        name    TEXT COLLATE "C" NOT NULL UNIQUE,
        latest  BIGINT NOT NULL
      );
      CREATE TABLE postings (
        term    TEXT COLLATE "C" NOT NULL,
        created BIGINT NOT NULL,
        PRIMARY KEY (term, created)
      );
      CREATE TABLE tallies (
        name  TEXT COLLATE "C" PRIMARY KEY,
        value BIGINT NOT NULL
      );
      CREATE TABLE requests (
        principal   TEXT COLLATE "C" NOT NULL,
        request_id  TEXT COLLATE "C" NOT NULL,
        fingerprint BYTEA NOT NULL,
        first_index BIGINT NOT NULL,
        entry_count BIGINT NOT NULL,
        PRIMARY KEY (principal, request_id)
      );
      CREATE TABLE hashes (
        position BIGINT PRIMARY KEY,
        hash     BYTEA NOT NULL
      );
      CREATE TABLE checkpoints (
        size BIGINT PRIMARY KEY,
        note TEXT NOT NULL
      );
      CREATE TABLE agreements (
        name  TEXT PRIMARY KEY,
        value TEXT NOT NULL
      );
      CREATE TABLE head (
        id        BIGINT PRIMARY KEY,
        size      BIGINT NOT NULL,
        last_time BIGINT NOT NULL,
        erasures  BIGINT NOT NULL,
        subtrees  BYTEA NOT NULL
      );
      INSERT INTO head (id, size, last_time, erasures, subtrees)
        VALUES (1, 0, -9223372036854775808, 0, ''::bytea);
    )sql",
};

// Head: one row. `subtrees` are the hashes from which the tree grows (log::GrowingTree), largest subtree
// first; `erasures` counts writes that erased payloads.
inline constexpr Statement kReadHead = {"read_head", "SELECT size, erasures FROM head WHERE id = 1"};
inline constexpr Statement kReadWholeHead = {
    "read_whole_head", "SELECT size, erasures, last_time, subtrees FROM head WHERE id = 1"};
inline constexpr Statement kLockHead = {
    "lock_head", "SELECT size, erasures, last_time, subtrees FROM head WHERE id = 1 FOR UPDATE"};
inline constexpr Statement kMoveHead = {
    "move_head",
    "UPDATE head SET size = $1::bigint, erasures = erasures + $2::bigint, last_time = $3::bigint, "
    "subtrees = $4::bytea WHERE id = 1"};
inline constexpr Statement kTouchHead = {"touch_head", "UPDATE head SET size = size WHERE id = 1"};

// What a group of writes needs to know.
inline constexpr Statement kFindResources = {
    "find_resources",
    "SELECT r.name, r.created, r.latest FROM unnest($1::text[]) AS k(name) "
    "JOIN resources r ON r.name = k.name COLLATE \"C\""};
inline constexpr Statement kFindRequests = {
    "find_requests",
    "SELECT r.principal, r.request_id, r.fingerprint, r.first_index, r.entry_count "
    "FROM unnest($1::text[], $2::text[]) AS k(principal, request_id) "
    "JOIN requests r ON r.principal = k.principal COLLATE \"C\" AND r.request_id = k.request_id COLLATE "
    "\"C\""};
inline constexpr Statement kFindTallies = {"find_tallies",
                                           "SELECT t.name, t.value FROM unnest($1::text[]) AS k(name) JOIN "
                                           "tallies t ON t.name = k.name COLLATE \"C\""};
inline constexpr Statement kFindLeaf = {"find_leaf", "SELECT leaf FROM entries WHERE idx = $1::bigint"};

// What it writes, a statement a table.
inline constexpr Statement kAddHashes = {"add_hashes",
                                         "INSERT INTO hashes (position, hash) SELECT k.position, k.hash "
                                         "FROM unnest($1::bigint[], $2::bytea[]) AS k(position, hash)"};
inline constexpr Statement kAddEntries = {
    "add_entries",
    "INSERT INTO entries (idx, leaf, payload, previous) SELECT k.idx, k.leaf, k.payload, k.previous "
    "FROM unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::bigint[]) AS k(idx, leaf, payload, previous)"};
inline constexpr Statement kAddAttachments = {
    "add_attachments",
    "INSERT INTO attachments (idx, part, bytes) SELECT k.idx, k.part, k.bytes "
    "FROM unnest($1::bigint[], $2::bigint[], $3::bytea[]) AS k(idx, part, bytes)"};
inline constexpr Statement kAddResources = {
    "add_resources",
    "INSERT INTO resources (created, name, latest) SELECT k.created, k.name, k.latest "
    "FROM unnest($1::bigint[], $2::text[], $3::bigint[]) AS k(created, name, latest)"};
inline constexpr Statement kMoveResources = {
    "move_resources",
    "UPDATE resources SET latest = k.latest FROM unnest($1::bigint[], $2::bigint[]) AS k(created, latest) "
    "WHERE resources.created = k.created"};
inline constexpr Statement kAddPostings = {"add_postings",
                                           "INSERT INTO postings (term, created) SELECT k.term, k.created "
                                           "FROM unnest($1::text[], $2::bigint[]) AS k(term, created)"};
inline constexpr Statement kRemovePostings = {
    "remove_postings",
    "DELETE FROM postings WHERE (term, created) IN (SELECT k.term COLLATE \"C\", k.created "
    "FROM unnest($1::text[], $2::bigint[]) AS k(term, created))"};
inline constexpr Statement kAddTallies = {
    "add_tallies",
    "INSERT INTO tallies (name, value) SELECT k.name, k.value FROM unnest($1::text[], $2::bigint[]) AS "
    "k(name, value) "
    "ON CONFLICT (name) DO UPDATE SET value = tallies.value + excluded.value"};
inline constexpr Statement kAddRequests = {
    "add_requests",
    "INSERT INTO requests (principal, request_id, fingerprint, first_index, entry_count) "
    "SELECT k.principal, k.request_id, k.fingerprint, k.first_index, k.entry_count "
    "FROM unnest($1::text[], $2::text[], $3::bytea[], $4::bigint[], $5::bigint[]) "
    "AS k(principal, request_id, fingerprint, first_index, entry_count)"};

// Erasure.
inline constexpr Statement kFindHistory = {
    "find_history",
    "WITH RECURSIVE history(idx, previous, leaf) AS ("
    "SELECT e.idx, e.previous, e.leaf FROM unnest($1::text[]) AS k(name) "
    "JOIN resources r ON r.name = k.name COLLATE \"C\" JOIN entries e ON e.idx = r.latest "
    "UNION ALL SELECT e.idx, e.previous, e.leaf FROM history h JOIN entries e ON e.idx = h.previous) "
    "SELECT idx, leaf FROM history"};
inline constexpr Statement kErasePayloads = {
    "erase_payloads", "UPDATE entries SET payload = NULL WHERE idx = ANY($1::bigint[])"};
inline constexpr Statement kEraseAttachments = {"erase_attachments",
                                                "DELETE FROM attachments WHERE idx = ANY($1::bigint[])"};
inline constexpr Statement kEraseFingerprints = {"erase_fingerprints",
                                                 "UPDATE requests SET fingerprint = ''::bytea FROM "
                                                 "unnest($1::text[], $2::text[]) AS k(principal, request_id) "
                                                 "WHERE requests.principal = k.principal COLLATE \"C\" AND "
                                                 "requests.request_id = k.request_id COLLATE \"C\""};

// Reads. The sums bound what is read to the bytes that a page may have, and one row more: it shows that more
// follow. So the second row is read even if the first is too large.
inline constexpr Statement kReadEntries = {
    "read_entries",
    "SELECT idx, leaf, payload FROM entries WHERE idx >= $1::bigint ORDER BY idx LIMIT $2::bigint"};
inline constexpr Statement kListEntries = {
    "list_entries",
    "SELECT x.idx, x.leaf, x.payload FROM (SELECT e.idx, e.leaf, e.payload, "
    "sum(octet_length(e.leaf) + coalesce(octet_length(e.payload), 0)) OVER (ORDER BY e.idx) "
    "- octet_length(e.leaf) - coalesce(octet_length(e.payload), 0) AS before "
    "FROM entries e WHERE e.idx >= $1::bigint AND e.idx < $1::bigint + $2::bigint) x "
    "WHERE x.before <= $3::bigint OR x.idx = $1::bigint + 1 ORDER BY x.idx"};
inline constexpr Statement kListLeaves = {
    "list_leaves",
    "SELECT idx, leaf, CASE WHEN payload IS NULL THEN NULL ELSE ''::bytea END FROM entries "
    "WHERE idx >= $1::bigint ORDER BY idx LIMIT $2::bigint"};
inline constexpr Statement kChangedLeaves = {
    "changed_leaves",
    "SELECT idx, leaf FROM entries WHERE idx >= $1::bigint AND idx < $2::bigint AND previous IS NOT NULL "
    "ORDER BY idx LIMIT $3::bigint"};
inline constexpr Statement kReadAttachment = {
    "read_attachment", "SELECT bytes FROM attachments WHERE idx = $1::bigint AND part = $2::bigint"};
inline constexpr Statement kReadRecord = {"read_record",
                                          "SELECT r.name, r.created, r.latest, e.payload, e.leaf FROM "
                                          "resources r JOIN entries e ON e.idx = r.latest "
                                          "WHERE r.name = $1::text COLLATE \"C\""};
inline constexpr Statement kReadSole = {"read_sole",
                                        "SELECT leaf, payload FROM entries WHERE idx = $1::bigint"};
inline constexpr Statement kReadRecords = {
    "read_records",
    "SELECT x.name, x.created, x.latest, x.payload, x.leaf, x.place FROM ("
    "SELECT k.place, r.name, r.created, r.latest, e.payload, e.leaf, "
    "sum(coalesce(octet_length(e.payload), 0)) OVER (ORDER BY k.place) AS bytes "
    "FROM unnest($1::text[]) WITH ORDINALITY AS k(name, place) "
    "LEFT JOIN resources r ON r.name = k.name COLLATE \"C\" LEFT JOIN entries e ON e.idx = r.latest) x "
    "WHERE x.bytes <= $2::bigint OR x.place = 1 ORDER BY x.place"};
inline constexpr Statement kFindRequest = {
    "find_request",
    "SELECT fingerprint, first_index, entry_count FROM requests "
    "WHERE principal = $1::text COLLATE \"C\" AND request_id = $2::text COLLATE \"C\""};
inline constexpr Statement kReadTallies = {
    "read_tallies",
    "SELECT coalesce(t.value, 0) FROM unnest($1::text[]) WITH ORDINALITY AS k(name, place) "
    "LEFT JOIN tallies t ON t.name = k.name COLLATE \"C\" ORDER BY k.place"};
inline constexpr Statement kReadHashes = {
    "read_hashes", "SELECT position, hash FROM hashes WHERE position = ANY($1::bigint[])"};
inline constexpr Statement kFindCheckpoint = {
    "find_checkpoint",
    "SELECT size, note FROM checkpoints WHERE size <= $1::bigint ORDER BY size DESC LIMIT 1"};
inline constexpr Statement kAddCheckpoint = {
    "add_checkpoint",
    "INSERT INTO checkpoints (size, note) VALUES ($1::bigint, $2::text) ON CONFLICT (size) DO NOTHING "
    "RETURNING size"};
inline constexpr Statement kReplaceCheckpoint = {
    "replace_checkpoint",
    "UPDATE checkpoints SET note = $2::text WHERE size = $1::bigint AND note = $3::text RETURNING size"};
inline constexpr Statement kAgree = {
    "agree",
    "INSERT INTO agreements (name, value) VALUES ($1::text, $2::text) ON CONFLICT (name) DO NOTHING"};
inline constexpr Statement kReadAgreement = {"read_agreement",
                                             "SELECT value FROM agreements WHERE name = $1::text"};

// State (Store::ReadState): name, number and value of rows after $1 and $2, at most $3.
inline constexpr Statement kStateHashes = {
    "state_hashes",
    "SELECT position, hash FROM hashes WHERE position > $1::bigint ORDER BY position LIMIT $2::bigint"};
inline constexpr Statement kStateHistory = {
    "state_history",
    "SELECT idx, previous FROM entries WHERE idx > $1::bigint ORDER BY idx LIMIT $2::bigint"};
inline constexpr Statement kStateResources = {"state_resources",
                                              "SELECT created, name, latest FROM resources WHERE created > "
                                              "$1::bigint ORDER BY created LIMIT $2::bigint"};
inline constexpr Statement kStatePostings = {
    "state_postings",
    "SELECT term, created FROM postings WHERE (term, created) > ($1::text COLLATE \"C\", $2::bigint) "
    "ORDER BY term, created LIMIT $3::bigint"};
inline constexpr Statement kStateTallies = {
    "state_tallies",
    "SELECT name, value FROM tallies WHERE name > $1::text COLLATE \"C\" ORDER BY name LIMIT $2::bigint"};
inline constexpr Statement kStateRequests = {
    "state_requests",
    "SELECT principal, request_id, fingerprint, first_index, entry_count FROM requests "
    "WHERE (principal, request_id) > ($1::text COLLATE \"C\", $2::text COLLATE \"C\") "
    "ORDER BY principal, request_id LIMIT $3::bigint"};
inline constexpr Statement kStateAttachments = {
    "state_attachments",
    "SELECT a.idx, a.part FROM (SELECT DISTINCT idx FROM attachments WHERE idx > $1::bigint ORDER BY idx "
    "LIMIT $2::bigint) x JOIN attachments a ON a.idx = x.idx ORDER BY a.idx, a.part"};

// Checks.
inline constexpr Statement kCheckEnd = {
    "check_end",
    "SELECT (SELECT coalesce(max(idx) + 1, 0) FROM entries), (SELECT coalesce(max(position) + 1, 0) FROM "
    "hashes), "
    "(SELECT coalesce(max(created) + 1, 0) FROM resources), (SELECT coalesce(max(idx) + 1, 0) FROM "
    "attachments), "
    "(SELECT coalesce(max(size), 0) FROM checkpoints), (SELECT size FROM head WHERE id = 1)"};
// Each reads all rows of a table, with the bytes that are stored apart from their rows.
inline constexpr const char* kReadAll[] = {
    "SELECT count(*), sum(octet_length(leaf || coalesce(payload, leaf))) FROM entries",
    "SELECT count(*), sum(octet_length(bytes || bytes)) FROM attachments",
    "SELECT count(*), sum(octet_length(hash || hash)) FROM hashes",
    "SELECT count(*), sum(octet_length(name)) FROM resources",
    "SELECT count(*), sum(octet_length(term)) FROM postings",
    "SELECT count(*), sum(octet_length(name)) FROM tallies",
    "SELECT count(*), sum(octet_length(fingerprint)) FROM requests",
    "SELECT count(*), sum(octet_length(note)) FROM checkpoints",
};

// Each rewrites a table without what was erased from it. Only PostgreSQL, Citus and YugabyteDB accept it;
// others remove erased rows by themselves (Compact).
inline constexpr const char* kCompact[] = {
    "VACUUM FULL entries",   "VACUUM FULL attachments", "VACUUM FULL requests", "VACUUM FULL postings",
    "VACUUM FULL resources", "VACUUM FULL tallies",     "VACUUM FULL head"};

}  // namespace sql

// The statement of a listing with this number of index keys, 1 to kMaxListingKeys: it reads the resources
// with the first key in order of creation, and looks up the others. Parameters: created after, limit, maximum
// bytes, the keys.
inline constexpr size_t kMaxListingKeys = 16;  // more than any filter has
const Statement& ListingStatement(size_t keys);

// All statements of the namespace sql above that are prepared, and those of ListingStatement.
const std::vector<Statement>& AllStatements();

}  // namespace verbatim::store::postgres
