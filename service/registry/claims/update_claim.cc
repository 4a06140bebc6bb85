// Claims::Update.

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/field_mask_util.h"
#include "registry/claims/claims.h"
#include "registry/claims/new_claim.h"
#include "registry/claims/resolve_citations.h"
#include "registry/claims/rewrite_claim.h"
#include "registry/commit/request_key.h"
#include "registry/requests/validation.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using google::protobuf::FieldMask;
using google::protobuf::util::FieldMaskUtil;
using verbatim::v1::Claim;

// The fields that UpdateClaim may change.
constexpr std::string_view kUpdatable[] = {
    "text",        "statement", "claimant",     "appearance_uri",       "citations",
    "attribution", "labels",    "publish_date", "first_appearance_uri", "further_appearance_uris"};

bool IsUpdatable(std::string_view path) {
  std::string_view field = path.substr(0, path.find('.'));
  return std::find(std::begin(kUpdatable), std::end(kUpdatable), field) != std::end(kUpdatable);
}

// Returns the paths that an update changes. Resolves `*`, and an empty mask, which means all fields that are
// set.
FieldMask ResolveMask(const verbatim::v1::UpdateClaimRequest& request, Violations& violations) {
  FieldMask mask;
  bool is_valid = true;
  if (request.update_mask().paths_size() == 1 && request.update_mask().paths(0) == "*") {
    for (std::string_view field : kUpdatable) mask.add_paths(std::string(field));
  } else if (request.update_mask().paths().empty()) {
    std::vector<const google::protobuf::FieldDescriptor*> fields;
    request.claim().GetReflection()->ListFields(request.claim(), &fields);
    for (const auto* field : fields) {
      if (IsUpdatable(field->name())) mask.add_paths(field->name());
    }
  } else {
    for (const std::string& path : request.update_mask().paths()) {
      if (!FieldMaskUtil::IsValidPath<Claim>(path) || !IsUpdatable(path)) {
        is_valid = false;
        violations.Add(
            "update_mask",
            absl::StrCat("\"", path,
                         "\" cannot be updated; allowed are text, statement, claimant, publish_date, "
                         "appearance_uri, first_appearance_uri, further_appearance_uris, citations, "
                         "attribution, labels and their subfields"));
      } else {
        mask.add_paths(path);
      }
    }
  }
  if (mask.paths().empty() && is_valid) {
    violations.Add("update_mask", "names no field, and no field of claim is set");
  }
  return mask;
}

}  // namespace

absl::StatusOr<verbatim::v1::UpdateClaimResponse> Claims::Update(const access::Caller& caller,
                                                                 verbatim::v1::UpdateClaimRequest request) {
  Violations violations;
  if (!IsClaimName(request.claim().name())) violations.Add("claim.name", "must be claims/{id}");
  CheckRequestId(request.request_id(), "request_id", violations);
  const FieldMask mask = ResolveMask(request, violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  std::optional<store::RequestKey> key = TakeRequestKey(caller, request);
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
    FieldMaskUtil::MergeMessageTo(request.claim(), mask, options, &claim);
    Violations found;
    CheckClaim(claim, context_.limits, "claim", found);
    ABSL_RETURN_IF_ERROR(found.ToStatus());
    ABSL_RETURN_IF_ERROR(ResolveCitations(context_,
                                          new_citations ? CitationState::kNew : CitationState::kGrounded,
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
