#include "registry/commit/write_outcome.h"

#include "registry/records/counters.h"
#include "registry/records/payload_reader.h"
#include "status/errors.h"
#include "status/names.h"

namespace verbatim::registry {

absl::Status ToStatus(const store::WriteResult& result, const std::optional<store::RequestKey>& request,
                      std::string_view field) {
  using Outcome = store::WriteResult::Outcome;
  switch (result.outcome) {
    case Outcome::kExists:
      return AlreadyExists(result.resource);
    case Outcome::kStale:
      return StaleEtag(result.resource, EtagOf(result.first_index));
    case Outcome::kMissing:
      return NotFound(field, result.resource);
    case Outcome::kPreconditionFailed:  // all preconditions of writes are on cited documents or on the claim
      if (IsRevisionCounter(result.resource)) return TooContended("a cited document");
      if (const std::string_view erased = ResourceOfErasureCounter(result.resource); IsClaimName(erased)) {
        return ClaimErased(erased);
      }
      return Erased("a cited document");
    case Outcome::kRequestReused:
      return RequestIdReused(request ? request->request_id : "");
    case Outcome::kCommitted:
    case Outcome::kRepeated:
      break;
  }
  return Internal("unexpected write outcome");
}

}  // namespace verbatim::registry
