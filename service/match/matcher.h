#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "match/claim_analyses.h"
#include "match/claim_index.h"
#include "match/embedding/claim_vectors.h"
#include "match/findings.h"
#include "registry/registry.h"
#include "sync/call_context.h"
#include "sync/executor.h"
#include "verbatim/v1/match_service.pb.h"

namespace verbatim::match {

// Options of a search, from a validated request.
struct MatchOptions {
  size_t limit = 0;
  double min_score = 0;
  std::vector<std::string> filters;
  std::string language;
  bool fold_duplicates = false;
};

class TextCheck;

// The logic of MatchService. The service's comments in the proto specify each method and its errors; methods
// also return CANCELLED or DEADLINE_EXCEEDED if the call is abandoned. Any thread; methods may block on the
// store and the index.
class Matcher {
 public:
  // All must outlive this object. `vectors` is null without an embedder.
  Matcher(registry::Registry& registry, ClaimIndex& index, embedding::ClaimVectors* vectors = nullptr);

  absl::StatusOr<verbatim::v1::MatchClaimsResponse> Match(const verbatim::v1::MatchClaimsRequest& request,
                                                          const sync::CallContext& context = {});

  // Starts a CheckText. The matcher must outlive the result.
  absl::StatusOr<std::unique_ptr<TextCheck>> Check(const verbatim::v1::CheckTextOptions& options,
                                                   const sync::CallContext& context = {});

 private:
  friend class TextCheck;

  struct Found {
    std::vector<verbatim::v1::Match> matches;  // best first, with their claims in their current state
    verbatim::v1::MeaningSearch meaning_search = verbatim::v1::MEANING_SEARCH_UNSPECIFIED;
  };

  // Returns the best matches of a text.
  absl::StatusOr<Found> Find(ClaimIndex::Lease& lease, std::string_view text, MatchOptions options,
                             const sync::CallContext& context);
  // Returns the first matches, with their claims.
  absl::StatusOr<std::vector<verbatim::v1::Match>> ToMatches(std::vector<Finding> findings, size_t limit,
                                                             const sync::CallContext& context);
  // Returns a claim in its current state. The index must contain the claim.
  absl::StatusOr<verbatim::v1::Claim> ReadCurrent(const std::string& name);

  registry::Registry& registry_;
  ClaimIndex& index_;
  embedding::ClaimVectors* const vectors_;
  ClaimAnalyses analyses_;
  sync::Executor helpers_;  // match sentences of texts
};

}  // namespace verbatim::match
