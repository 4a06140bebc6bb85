#include "registry/sources/similar.h"

#include <algorithm>
#include <utility>

#include "registry/records/index_keys.h"
#include "registry/records/payload_reader.h"
#include "registry/records/text_keys.h"
#include "status/errors.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

constexpr size_t kMaxSimilar = 20;
// Claims with the key of a text that are read at most, some 2 ms of work. Of a million claims, some 120 have
// the key by chance. In a larger store, the oldest claims are found.
constexpr int64_t kMaxCandidates = 256;
constexpr int64_t kPageBytesAtOnce = 1 << 20;

// Damaged resources that one listing skips at most.
constexpr int kMaxSkipped = 16;

// Returns the first page of the listing that does not begin with a damaged resource, and sets the listing's
// place. What is similar is only a hint, so damage elsewhere must not stop a write.
absl::StatusOr<store::Page> ListUndamaged(store::Store& store, store::Listing& listing) {
  for (int skipped = 0;; ++skipped) {
    auto page = store.List(listing);
    const auto damaged = DamagedResourceOf(page.status());
    if (!damaged || skipped == kMaxSkipped) return FromStore(std::move(page));
    ABSL_ASSIGN_OR_RETURN(const auto record, FromStore(store.GetUnchecked(damaged->name)));
    if (!record || record->created <= listing.after) return FromStore(std::move(page));
    listing.after = record->created;
  }
}

}  // namespace

absl::StatusOr<std::vector<std::string>> SimilarDocuments(store::Store& store,
                                                          const verbatim::v1::Document& document,
                                                          std::string_view text_sha256) {
  std::vector<std::string> names;
  std::vector<std::string> keys = {DocumentTextKey(KeyOfText(text_sha256))};
  if (!document.uri().empty()) keys.push_back(DocumentUriKey(document.uri()));
  for (const std::string& key : keys) {
    // One more than the maximum, because the document itself may be among them.
    store::Listing listing{{key}, -1, static_cast<int64_t>(kMaxSimilar) + 1, kPageBytesAtOnce};
    ABSL_ASSIGN_OR_RETURN(const store::Page page, ListUndamaged(store, listing));
    for (const store::Record& record : page.records) {
      const bool known = std::find(names.begin(), names.end(), record.resource) != names.end();
      if (known || record.resource == document.name() || names.size() == kMaxSimilar) continue;
      names.push_back(record.resource);
    }
  }
  return names;
}

absl::StatusOr<std::vector<std::string>> SimilarClaims(store::Store& store, std::string_view text) {
  std::vector<std::string> names;
  const uint32_t key = KeyOfClaimText(text);
  if (key == 0) return names;
  const std::string comparable = ComparableText(text);
  store::Listing listing{{ClaimTextKey(key)}, -1, kMaxSimilar, kPageBytesAtOnce};
  for (int64_t read = 0; read < kMaxCandidates;) {
    ABSL_ASSIGN_OR_RETURN(const store::Page page, ListUndamaged(store, listing));
    for (const store::Record& record : page.records) {
      ++read;
      listing.after = record.created;
      if (!record.payload) continue;
      ABSL_ASSIGN_OR_RETURN(const auto claim, ReadClaim(record.latest, record.payload));
      if (ComparableText(claim.text()) == comparable) names.push_back(record.resource);
      if (names.size() == kMaxSimilar) return names;
    }
    if (!page.more) break;
  }
  return names;
}

}  // namespace verbatim::registry
