#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "match/analysis/words.h"
#include "match/index/index.h"
#include "match/ranking/analysed_claim.h"
#include "sync/erasable_cache.h"

namespace verbatim::match {

// The analyses of claims that searches found lately, because news that is checked is about what was checked before.
// Any thread.
class ClaimAnalyses {
 public:
  // `caches` must outlive this object. The analyses take up to `capacity_bytes`: about 5 KiB for a claim.
  ClaimAnalyses(sync::ErasableCaches& caches, size_t capacity_bytes)
      : cache_(caches, "analyses of claims", capacity_bytes) {}

  // Returns a claim that a search found in `epoch`, analysed in `language`, for which `analyser` is. DATA_LOSS if the
  // index's data cannot be parsed.
  absl::StatusOr<std::shared_ptr<const AnalysedClaim>> Of(const IndexHit& hit, const std::string& language,
                                                          const Analyser& analyser,
                                                          sync::ErasableCaches::Epoch epoch);

 private:
  struct Kept {
    std::string data;  // of the index; another one means that the claim was changed
    std::string language;
    std::shared_ptr<const AnalysedClaim> claim;
  };

  // The key is the claim's number in the index. The cache has one analysis of a claim, for the language in which it was
  // asked for last.
  sync::ErasableCache<uint32_t, std::shared_ptr<const Kept>> cache_;
};

}  // namespace verbatim::match
