#pragma once

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "registry/claims.h"
#include "registry/request.h"
#include "registry/reviews.h"
#include "registry/writer.h"
#include "verbatim/v1/claim.pb.h"
#include "verbatim/v1/evidence.pb.h"
#include "verbatim/v1/review.pb.h"

namespace verbatim::registry {

// A claim with what came with it, to be recorded together: all or nothing, in one write.
struct Recording {
  // Named `claims/{id}` if it is to have that id.
  verbatim::v1::Claim claim;
  // Of the claim; named likewise. A review's evidence names some of these.
  std::vector<verbatim::v1::Evidence> evidence;
  std::optional<verbatim::v1::Review> review;
};

struct Recorded {
  verbatim::v1::Claim claim;
  std::vector<verbatim::v1::Evidence> evidence;
  std::optional<verbatim::v1::Review> review;
  bool unchanged = false;  // everything was there already
};

// Records what comes from other tools under the same rules as single calls. What comes without a name gets
// one that follows from its content, so that the same thing that comes again is known again and recorded
// once: a claim by its text, claimant and citations; evidence by its stance and citation; a review by its
// reviewer, URI, date and rating. Methods block on the store and may be called from any thread.
class Recordings {
 public:
  Recordings(Parts parts, Claims& claims, Reviews& reviews)
      : parts_(parts), claims_(claims), reviews_(reviews) {}

  enum class Mode { kRecord, kValidateOnly };

  // Errors are those of CreateClaim, CreateEvidence and CreateReview, with paths as
  // `claim.citations[0].quote`, `evidence[1]` and `review`; ALREADY_EXISTS if something else is recorded
  // under a name.
  absl::StatusOr<Recorded> Record(const Caller& caller, const Recording& recording, Mode mode);

 private:
  // `collided`: somebody else has recorded some of it meanwhile.
  absl::StatusOr<Recorded> RecordOnce(const Caller& caller, const Recording& recording, Mode mode,
                                      bool& collided);

  Parts parts_;
  Claims& claims_;
  Reviews& reviews_;
};

}  // namespace verbatim::registry
