#include "registry/claims/claims.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "registry/commit/read_resource.h"
#include "registry/records/index_keys.h"
#include "registry/records/payload_reader.h"
#include "registry/requests/listing.h"
#include "registry/requests/validation.h"
#include "status/errors.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::registry {

absl::StatusOr<SerializedMessage<verbatim::v1::GetClaimResponse>> Claims::Get(
    const verbatim::v1::GetClaimRequest& request) {
  if (!IsClaimName(request.name())) return InvalidField("name", "must be claims/{id}");
  ABSL_ASSIGN_OR_RETURN(auto record, GetCached(context_.store, request.name(), "name"));
  SerializedMessage<verbatim::v1::GetClaimResponse> response;
  ABSL_RETURN_IF_ERROR(AppendClaim(record->latest, record->payload, response.bytes));
  return response;
}

absl::StatusOr<SerializedMessage<verbatim::v1::BatchGetClaimsResponse>> Claims::BatchGet(
    const verbatim::v1::BatchGetClaimsRequest& request) {
  Violations violations;
  if (request.names_size() < 1 || request.names_size() > context_.limits.batch_claims) {
    violations.Add("names", absl::StrCat("must have 1 to ", context_.limits.batch_claims, " items"));
  } else {
    for (int i = 0; i < request.names_size(); ++i) {
      if (!IsClaimName(request.names(i)))
        violations.Add(absl::StrCat("names[", i, "]"), "must be claims/{id}");
    }
  }
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  std::vector<std::string> names(request.names().begin(), request.names().end());
  ABSL_ASSIGN_OR_RETURN(auto records, FromStore(context_.store.GetWithin(
                                          names, static_cast<int64_t>(context_.limits.batch_bytes))));
  if (records.size() < names.size()) {
    return InvalidField("names",
                        absl::StrCat("the stored claims have more than the ", context_.limits.batch_bytes,
                                     " bytes allowed in one call: request fewer at once"));
  }
  SerializedMessage<verbatim::v1::BatchGetClaimsResponse> response;
  for (size_t i = 0; i < names.size(); ++i) {
    const std::optional<store::Record>& record = records[i];
    if (!record) return NotFound(absl::StrCat("names[", i, "]"), names[i]);
    ABSL_RETURN_IF_ERROR(AppendClaim(record->latest, record->payload, response.bytes));
  }
  return response;
}

absl::StatusOr<SerializedMessage<verbatim::v1::ListClaimsResponse>> Claims::List(
    verbatim::v1::ListClaimsRequest request) {
  Violations violations;
  CheckFilter(request.filter(), violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  auto keys = MostSelectiveFirst(FilterKeys(request.filter()));
  std::string claims;
  auto add = [&](verbatim::v1::ListClaimsResponse&, const store::Record& record) {
    return AppendClaim(record.latest, record.payload, claims);
  };
  ABSL_ASSIGN_OR_RETURN(
      auto rest, ListResources<verbatim::v1::ListClaimsResponse>(context_.store, context_.limits,
                                                                 std::move(request), std::move(keys), add));
  rest.AppendToString(&claims);
  return SerializedMessage<verbatim::v1::ListClaimsResponse>{std::move(claims)};
}

}  // namespace verbatim::registry
