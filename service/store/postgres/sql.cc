#include "store/postgres/sql.h"

#include <string>

#include "absl/strings/str_cat.h"

namespace verbatim::store::postgres {
namespace {

struct Listing {
  std::string name;
  std::string sql;
};

Listing MakeListing(size_t keys) {
  Listing made;
  made.name = absl::StrCat("list_", keys);
  made.sql =
      "SELECT x.name, x.created, x.latest, x.payload, x.leaf FROM (SELECT r.name, r.created, r.latest, "
      "e.payload, "
      "e.leaf, sum(coalesce(octet_length(e.payload), 0)) OVER (ORDER BY r.created) "
      "- coalesce(octet_length(e.payload), 0) AS before, row_number() OVER (ORDER BY r.created) AS place "
      "FROM (SELECT p.created FROM postings p "
      "WHERE p.term = $4::text COLLATE \"C\" AND p.created > $1::bigint";
  for (size_t i = 1; i < keys; ++i) {
    absl::StrAppend(&made.sql,
                    " AND EXISTS (SELECT 1 FROM postings y WHERE y.created = p.created AND y.term = $", i + 4,
                    "::text COLLATE \"C\")");
  }
  absl::StrAppend(
      &made.sql,
      " ORDER BY p.created LIMIT $2::bigint) k JOIN resources r ON r.created = k.created "
      "JOIN entries e ON e.idx = r.latest) x WHERE x.before <= $3::bigint OR x.place = 2 ORDER BY x.created");
  return made;
}

std::vector<Statement> MakeListings() {
  static const auto* const texts = [] {
    auto* made = new std::vector<Listing>();
    for (size_t keys = 1; keys <= kMaxListingKeys; ++keys) made->push_back(MakeListing(keys));
    return made;
  }();
  std::vector<Statement> statements;
  for (const Listing& listing : *texts) statements.push_back({listing.name.c_str(), listing.sql.c_str()});
  return statements;
}

const std::vector<Statement>& Listings() {
  static const auto* const listings = new std::vector<Statement>(MakeListings());
  return *listings;
}

}  // namespace

const Statement& ListingStatement(size_t keys) { return Listings()[keys - 1]; }

const std::vector<Statement>& AllStatements() {
  static const auto* const all = [] {
    auto* statements = new std::vector<Statement>{sql::kReadHead,
                                                  sql::kReadWholeHead,
                                                  sql::kLockHead,
                                                  sql::kMoveHead,
                                                  sql::kTouchHead,
                                                  sql::kFindResources,
                                                  sql::kFindRequests,
                                                  sql::kFindTallies,
                                                  sql::kFindLeaf,
                                                  sql::kAddHashes,
                                                  sql::kAddEntries,
                                                  sql::kAddAttachments,
                                                  sql::kAddResources,
                                                  sql::kMoveResources,
                                                  sql::kAddPostings,
                                                  sql::kRemovePostings,
                                                  sql::kAddTallies,
                                                  sql::kAddRequests,
                                                  sql::kFindHistory,
                                                  sql::kErasePayloads,
                                                  sql::kEraseAttachments,
                                                  sql::kEraseFingerprints,
                                                  sql::kReadEntries,
                                                  sql::kListEntries,
                                                  sql::kListLeaves,
                                                  sql::kChangedLeaves,
                                                  sql::kReadAttachment,
                                                  sql::kReadRecord,
                                                  sql::kReadSole,
                                                  sql::kReadRecords,
                                                  sql::kFindRequest,
                                                  sql::kReadTallies,
                                                  sql::kReadHashes,
                                                  sql::kFindCheckpoint,
                                                  sql::kAddCheckpoint,
                                                  sql::kReplaceCheckpoint,
                                                  sql::kAgree,
                                                  sql::kReadAgreement,
                                                  sql::kStateHashes,
                                                  sql::kStateHistory,
                                                  sql::kStateResources,
                                                  sql::kStatePostings,
                                                  sql::kStateTallies,
                                                  sql::kStateRequests,
                                                  sql::kStateAttachments,
                                                  sql::kCheckEnd};
    statements->insert(statements->end(), Listings().begin(), Listings().end());
    return statements;
  }();
  return *all;
}

}  // namespace verbatim::store::postgres
