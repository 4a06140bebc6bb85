#include "match/claim_analyses.h"

#include <optional>

#include "match/index/claim_entry.h"
#include "status/status_macros.h"

namespace verbatim::match {

absl::StatusOr<std::shared_ptr<const AnalysedClaim>> ClaimAnalyses::Of(const IndexHit& hit,
                                                                       const std::string& language,
                                                                       const Analyser& analyser,
                                                                       sync::ErasableCaches::Epoch epoch) {
  if (std::optional<std::shared_ptr<const Kept>> kept = cache_.Find(hit.id)) {
    if ((*kept)->language == language && (*kept)->data == hit.data) return (*kept)->claim;
  }
  ABSL_ASSIGN_OR_RETURN(verbatim::v1::Claim claim, ReadIndexData(hit.data));
  auto analysed =
      std::make_shared<const AnalysedClaim>(std::move(claim), LanguagesOf(hit.data), analyser, language);
  auto kept = std::make_shared<const Kept>(Kept{hit.data, language, analysed});
  const size_t bytes = sizeof(Kept) + hit.data.size() + language.size() + analysed->bytes();
  cache_.Put(hit.id, std::move(kept), bytes, epoch);
  return analysed;
}

}  // namespace verbatim::match
