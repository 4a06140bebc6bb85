#pragma once

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "access/caller.h"
#include "registry/claims/claims.h"
#include "registry/reviews/reviews.h"
#include "registry/sources/registry_context.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/evidence.pb.h"
#include "verbatim/v1/review.pb.h"

namespace verbatim::registry {

// A claim with what came with it, to be recorded together: all or nothing, in one write.
struct ImportItem {
  // Named `claims/{id}` if it is to have that id.
  verbatim::v1::Claim claim;
  // Of the claim; named likewise. A review's evidence names some of these.
  std::vector<verbatim::v1::Evidence> evidence;
  std::optional<verbatim::v1::Review> review;
};

struct ImportResult {
  verbatim::v1::Claim claim;
  std::vector<verbatim::v1::Evidence> evidence;
  std::optional<verbatim::v1::Review> review;
  bool unchanged = false;  // everything was there already
};

// Records what comes from other tools under the same rules as single calls. What comes without a name gets
// one that follows from its content, so that the same thing that comes again is known again and recorded
// once: a claim by its text, claimant and citations; evidence by its stance and citation; a review by its
// reviewer, URI, date and rating. Methods block on the store and may be called from any thread.
class ClaimImporter {
 public:
  ClaimImporter(RegistryContext parts, Claims& claims, Reviews& reviews)
      : context_(parts), claims_(claims), reviews_(reviews) {}

  enum class Mode { kRecord, kValidateOnly };

  // Errors are those of CreateClaim, CreateEvidence and CreateReview, with paths as
  // `claim.citations[0].quote`, `evidence[1]` and `review`; ALREADY_EXISTS if something else is recorded
  // under a name.
  absl::StatusOr<ImportResult> Record(const access::Caller& caller, const ImportItem& recording, Mode mode);

 private:
  // `collided`: somebody else has recorded some of it meanwhile.
  absl::StatusOr<ImportResult> RecordOnce(const access::Caller& caller, const ImportItem& recording,
                                          Mode mode, bool& collided);

  RegistryContext context_;
  Claims& claims_;
  Reviews& reviews_;
};

}  // namespace verbatim::registry
