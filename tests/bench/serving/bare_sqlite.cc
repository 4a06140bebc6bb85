#include "serving/bare_sqlite.h"

#include <openssl/sha.h>
#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "serving/sqlite.h"
#include "support/fail.h"

namespace verbatim::bench {

std::vector<ClaimRows> ReadLastClaims(const std::string& database, int64_t count) {
  Sqlite sqlite(database);
  std::vector<ClaimRows> claims;
  Statement entries(
      sqlite,
      "SELECT e.idx, e.leaf, e.payload, r.name FROM entries e JOIN resources r ON r.created = e.idx "
      "WHERE r.name LIKE 'claims/%' ORDER BY e.idx DESC LIMIT ?");
  entries.Bind(1, count);
  while (entries.Step()) {
    claims.push_back({entries.Integer(0), entries.Bytes(1), entries.Bytes(2), entries.Bytes(3), {}, {}, {}});
  }
  std::reverse(claims.begin(), claims.end());
  const std::string first = std::to_string(claims.empty() ? 0 : claims.front().index);
  sqlite.Execute(
      "CREATE TEMP TABLE claim_terms AS SELECT p.created, t.term FROM postings p JOIN terms t ON t.id = "
      "p.term_id WHERE p.created >= " +
      first +
      " UNION ALL SELECT p.created, t.term FROM recent_postings p JOIN terms t ON t.id = p.term_id WHERE "
      "p.created >= " +
      first + "; CREATE INDEX claim_terms_created ON claim_terms (created)");
  Statement terms_of(sqlite, "SELECT term FROM claim_terms WHERE created = ? ORDER BY term");
  Statement hashes(
      sqlite, "SELECT position, hash FROM hashes WHERE position >= ? AND position < ? ORDER BY position");
  // A tree of RFC 6962 over n entries has 2n - popcount(n) hashes.
  const auto stored = [](int64_t entries_before) {
    return 2 * entries_before - __builtin_popcountll(static_cast<uint64_t>(entries_before));
  };
  for (ClaimRows& claim : claims) {
    terms_of.Bind(1, claim.index);
    while (terms_of.Step()) {
      const std::string term = terms_of.Bytes(0);
      if (absl::StartsWith(term, "claims document=")) {
        claim.tally = "claims of " + term.substr(std::string_view("claims document=").size());
      }
      claim.terms.push_back(term);
    }
    hashes.Bind(1, stored(claim.index));
    hashes.Bind(2, stored(claim.index + 1));
    while (hashes.Step()) claim.hashes.emplace_back(hashes.Integer(0), hashes.Bytes(1));
  }
  return claims;
}

void CopyWithout(const std::string& database, const std::vector<ClaimRows>& claims, const std::string& copy) {
  for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(copy + suffix);
  {
    Sqlite from(database);
    from.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
  }
  std::filesystem::copy_file(database, copy);
  Sqlite sqlite(copy);
  const int64_t first = claims.front().index;
  sqlite.Execute("BEGIN");
  for (const char* table : {"postings", "recent_postings", "resources"}) {
    sqlite.Execute(absl::StrCat("DELETE FROM ", table, " WHERE created >= ", first));
  }
  sqlite.Execute(
      "DELETE FROM terms WHERE id NOT IN (SELECT term_id FROM postings UNION ALL SELECT term_id FROM "
      "recent_postings)");
  sqlite.Execute(absl::StrCat("DELETE FROM entries WHERE idx >= ", first));
  sqlite.Execute(absl::StrCat("DELETE FROM hashes WHERE position >= ", claims.front().hashes.front().first));
  sqlite.Execute("COMMIT; VACUUM");
}

Clock::duration InsertClaims(const std::string& database, const std::vector<ClaimRows>& claims,
                             size_t group) {
  Sqlite sqlite(database);
  sqlite.MakeDurable();
  Statement entry(sqlite, "INSERT INTO entries (idx, leaf, payload, previous) VALUES (?, ?, ?, NULL)");
  Statement resource(sqlite, "INSERT INTO resources (created, name, latest) VALUES (?, ?, ?)");
  Statement hash(sqlite, "INSERT INTO hashes (position, hash) VALUES (?, ?)");
  Statement find_term(sqlite, "SELECT id FROM terms WHERE term = ?");
  Statement term(sqlite, "INSERT INTO terms (term) VALUES (?)");
  Statement posting(sqlite, "INSERT INTO postings (term_id, created) VALUES (?, ?)");
  Statement tally(sqlite,
                  "INSERT INTO tallies (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = "
                  "tallies.value + 1");
  Statement begin(sqlite, "BEGIN IMMEDIATE");
  Statement commit(sqlite, "COMMIT");
  const auto start = Clock::now();
  for (size_t first = 0; first < claims.size(); first += group) {
    begin.Step();
    const size_t end = std::min(claims.size(), first + group);
    for (size_t i = first; i < end; ++i) {
      const ClaimRows& claim = claims[i];
      for (const auto& [position, bytes] : claim.hashes) {
        hash.Bind(1, position);
        hash.Blob(2, bytes);
        hash.Step();
      }
      entry.Bind(1, claim.index);
      entry.Blob(2, claim.leaf);
      entry.Blob(3, claim.payload);
      entry.Step();
      resource.Bind(1, claim.index);
      resource.Text(2, claim.name);
      resource.Bind(3, claim.index);
      resource.Step();
      for (const std::string& text : claim.terms) {
        find_term.Text(1, text);
        int64_t id = 0;
        if (find_term.Step()) {
          id = find_term.Integer(0);
          find_term.Reset();
        } else {
          term.Text(1, text);
          term.Step();
          id = sqlite.LastRowId();
        }
        posting.Bind(1, id);
        posting.Bind(2, claim.index);
        posting.Step();
      }
      tally.Text(1, claim.tally);
      tally.Step();
    }
    commit.Step();
  }
  return Clock::now() - start;
}

void ReadClaims(const std::string& database,
                const std::function<void(const std::string& name, const std::string& payload)>& take) {
  Sqlite sqlite(database);
  Statement claims(
      sqlite,
      "SELECT r.name, e.payload FROM resources r JOIN entries e ON e.idx = r.created WHERE r.name LIKE "
      "'claims/bench-%' ORDER BY r.created");
  while (claims.Step()) take(claims.Bytes(0), claims.Bytes(1));
}

struct BareDocuments::Parts {
  explicit Parts(const std::string& path) : sqlite(path) {
    sqlite.MakeDurable();
    sqlite.Execute("CREATE TABLE documents (sha256 BLOB, text BLOB, sentences BLOB)");
    UErrorCode error = U_ZERO_ERROR;
    sentences.reset(icu::BreakIterator::createSentenceInstance(icu::Locale::getEnglish(), error));
    if (U_FAILURE(error)) test::Fail("ICU has no rules for sentences");
  }
  Sqlite sqlite;
  std::unique_ptr<icu::BreakIterator> sentences;
};

BareDocuments::BareDocuments(const std::string& database) : parts_(std::make_unique<Parts>(database)) {}
BareDocuments::~BareDocuments() = default;

void BareDocuments::Add(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest);
  UErrorCode error = U_ZERO_ERROR;
  UText* utext = utext_openUTF8(nullptr, text.data(), static_cast<int64_t>(text.size()), &error);
  parts_->sentences->setText(utext, error);
  std::vector<int32_t> boundaries;
  for (int32_t at = parts_->sentences->first(); at != icu::BreakIterator::DONE;
       at = parts_->sentences->next()) {
    boundaries.push_back(at);
  }
  utext_close(utext);
  if (U_FAILURE(error)) test::Fail("ICU cannot read the text");
  Statement insert(parts_->sqlite, "INSERT INTO documents (sha256, text, sentences) VALUES (?, ?, ?)");
  insert.Blob(1, {reinterpret_cast<const char*>(digest), sizeof digest});
  insert.Blob(2, text);
  insert.Blob(3,
              {reinterpret_cast<const char*>(boundaries.data()), boundaries.size() * sizeof boundaries[0]});
  insert.Step();
}

}  // namespace verbatim::bench
