// Claims::Update.

#include <algorithm>
#include <utility>

#include "google/protobuf/util/field_mask_util.h"
#include "registry/claims/claims.h"
#include "registry/claims/new_claim.h"
#include "registry/claims/resolve_citations.h"
#include "registry/claims/rewrite_claim.h"
#include "registry/commit/request_key.h"
#include "registry/requests/update_mask.h"
#include "registry/requests/validation.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "status/names.h"
#include "status/status_macros.h"
#include "status/uri_schemes.h"

namespace verbatim::registry {
namespace {

using google::protobuf::FieldMask;
using google::protobuf::util::FieldMaskUtil;
using verbatim::v1::Claim;

// The fields that UpdateClaim may change.
constexpr std::string_view kUpdatable[] = {"text",
                                           "statement",
                                           "claimant",
                                           "publish_date",
                                           "appearance_uri",
                                           "first_appearance_uri",
                                           "further_appearance_uris",
                                           "citations",
                                           "attribution",
                                           "labels"};
constexpr UpdatableFields kUpdatableFields = {
    .names = kUpdatable, .with_subfields = true, .none_is_set = "no field of claim is set"};

}  // namespace

absl::StatusOr<verbatim::v1::UpdateClaimResponse> Claims::Update(const access::Caller& caller,
                                                                 verbatim::v1::UpdateClaimRequest request) {
  Violations violations;
  if (!IsClaimName(request.claim().name())) violations.Add("claim.name", "must be claims/{id}");
  CheckRequestId(request.request_id(), "request_id", violations);
  CheckQuoteMatching(request.quote_matching(), "quote_matching", violations);
  const FieldMask mask =
      ResolveUpdateMask(request.update_mask(), request.claim(), kUpdatableFields, violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  std::optional<store::RequestKey> key = TakeRequestKey(context_.environment, caller, request);
  for (verbatim::v1::Citation& citation : *request.mutable_claim()->mutable_citations())
    citation.clear_erased();
  auto changes = [&](std::string_view field) {
    return std::any_of(mask.paths().begin(), mask.paths().end(),
                       [&](std::string_view path) { return path.substr(0, path.find('.')) == field; });
  };
  const bool new_citations = changes("citations");
  // An update that does not touch a contradiction is not refused, because the contradiction was allowed when
  // it was recorded.
  const bool new_findings = new_citations || changes("statement");
  const bool refuse = !request.allow_contradicted() && new_findings;

  std::optional<DocumentLocks::Lock> lock;
  if (new_citations) {
    const Claim* cited = &request.claim();
    ABSL_ASSIGN_OR_RETURN(auto locked, LockCited(context_, std::span(&cited, 1)));
    lock.emplace(std::move(locked));
  }

  FieldMaskUtil::MergeOptions options;
  options.set_replace_message_fields(true);
  options.set_replace_repeated_fields(true);
  auto update = [&](Claim& claim) -> absl::Status {
    const Claim before = claim;
    FieldMaskUtil::MergeMessageTo(request.claim(), mask, options, &claim);
    Violations found;
    CheckClaim(claim, context_.limits, "claim", found);
    CheckUriSchemes(claim, &before, "claim", found);
    ABSL_RETURN_IF_ERROR(found.ToStatus());
    ABSL_RETURN_IF_ERROR(ResolveCitations(
        context_, new_citations ? CitationState::kNew : CitationState::kGrounded, request.quote_matching(),
        refuse ? OnContradiction::kRefuse : OnContradiction::kMark, claim));
    return new_findings ? CheckFilledIn(context_.limits, claim) : absl::OkStatus();
  };
  ABSL_ASSIGN_OR_RETURN(auto claim,
                        RewriteClaim(context_, caller, key, request.claim().name(), request.claim().etag(),
                                     log::EntryType::kClaimUpdated, update));
  verbatim::v1::UpdateClaimResponse response;
  *response.mutable_claim() = std::move(claim);
  return response;
}

}  // namespace verbatim::registry
