#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "access/caller.h"
#include "registry/reviews/selected_citations.h"
#include "registry/sources/registry_context.h"
#include "sync/call_context.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/evidence.pb.h"
#include "verbatim/v1/review.pb.h"

namespace verbatim::registry {

// A claim with its evidence and its review. One write records all of them or nothing.
struct ImportItem {
  // The claim's name, `claims/{id}`, is optional.
  verbatim::v1::Claim claim;
  // Empty, or one for each citation of the claim. The citation then has the words of the first selector.
  std::vector<SelectedCitation> selections;
  // Evidence on the claim. Names are optional. The review's evidence refers to them.
  std::vector<verbatim::v1::Evidence> evidence;
  std::optional<verbatim::v1::Review> review;
  // Of the claim's quotes.
  verbatim::v1::QuoteMatching quote_matching = verbatim::v1::QUOTE_MATCHING_EXACT;
};

struct ImportResult {
  verbatim::v1::Claim claim;
  std::vector<verbatim::v1::Evidence> evidence;
  std::optional<verbatim::v1::Review> review;
  bool unchanged = false;  // everything existed already
};

// Records items from other tools by the rules of CreateClaim, CreateEvidence and CreateReview. A resource
// without a name gets an id derived from its content, so that a second import of the resource does not record
// it again. A review of the same claim by the same reviewer at the same URI supersedes the active one if its
// verdict differs, and is not recorded if it does not. The id of a claim depends on its text, claimant,
// citations and selections. The id of evidence depends on its stance and citation. The id of a review depends
// on its reviewer, URI, date and rating. Methods block on the store. Any thread.
class ClaimImporter {
 public:
  explicit ClaimImporter(RegistryContext context) : context_(context) {}

  enum class Mode { kRecord, kValidateOnly };

  // Returns the errors of CreateClaim, CreateEvidence and CreateReview, with paths such as
  // `claim.citations[0].quote`, `evidence[1]` and `review`; ALREADY_EXISTS if a different resource has one of
  // the names;
  // CANCELLED or DEADLINE_EXCEEDED if `call` is abandoned before the item is recorded.
  absl::StatusOr<ImportResult> Import(const access::Caller& caller, const ImportItem& item, Mode mode,
                                      const sync::CallContext& call = {});

 private:
  RegistryContext context_;
};

}  // namespace verbatim::registry
