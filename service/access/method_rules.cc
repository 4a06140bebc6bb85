#include "access/method_rules.h"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "status/errors.h"

namespace verbatim::access {
namespace {

using enum Permission;

constexpr std::string_view kPrincipals = "`audit` to see principals";
constexpr std::string_view kOthers = "`curate` for what others first wrote";

constexpr MethodRule kRules[] = {
    {"DocumentService.CreateDocument", kExtract},
    {"DocumentService.GetDocument", kRead},
    {"DocumentService.ListDocuments", kRead},
    {"DocumentService.CreateRevision", kExtract},
    {"DocumentService.CompareRevisions", kRead},
    {"DocumentService.GetRevision", kRead},
    {"DocumentService.ListRevisions", kRead},
    {"DocumentService.ListSentences", kRead},
    {"DocumentService.LocateQuote", kRead},
    {"DocumentService.UpdateDocument", kExtract, kOthers},
    {"DocumentService.EraseDocument", kErase},
    {"ClaimService.CreateClaim", kExtract},
    {"ClaimService.BatchCreateClaims", kExtract},
    {"ClaimService.ImportClaims", kExtract},
    {"ClaimService.GetClaim", kRead},
    {"ClaimService.BatchGetClaims", kRead},
    {"ClaimService.ListClaims", kRead},
    {"ClaimService.UpdateClaim", kExtract, kOthers},
    {"ClaimService.RetractClaim", kExtract, kOthers},
    {"ClaimService.EraseClaim", kErase},
    {"ClaimService.DraftClaims", kRead},
    {"ReviewService.CreateEvidence", kReview},
    {"ReviewService.ListEvidence", kRead},
    {"ReviewService.RetractEvidence", kReview, kOthers},
    {"ReviewService.CreateReview", kReview, "`curate` to supersede reviews of others"},
    {"ReviewService.ListReviews", kRead},
    {"ReviewService.RetractReview", kReview, kOthers},
    {"ReviewService.CreateLink", kReview},
    {"ReviewService.ListLinks", kRead},
    {"ReviewService.RetractLink", kReview, kOthers},
    {"ProvenanceService.TraceClaim", kRead},
    {"ProvenanceService.VerifyClaim", kRead},
    {"ProvenanceService.GetProofBundle", kRead},
    {"ProvenanceService.ExportClaims", kRead},
    {"ProvenanceService.ImportFeed", kExtract,
     "`review` for items with evidence or reviews, `curate` to supersede reviews of others"},
    {"MatchService.MatchClaims", kRead},
    {"MatchService.CheckText", kRead},
    {"LogService.GetCheckpoint", kRead},
    {"LogService.AddCosignatures", kOperate},
    {"LogService.ListEntries", kRead, kPrincipals},
    {"LogService.GetInclusionProof", kRead},
    {"LogService.GetConsistencyProof", kRead},
    {"LogService.Watch", kRead, kPrincipals},
};

}  // namespace

std::span<const MethodRule> MethodRules() { return kRules; }

const MethodRule& RuleOf(const google::protobuf::MethodDescriptor& method) {
  const std::string name = method.service()->name() + "." + method.name();
  const auto* rule = std::ranges::find(kRules, name, &MethodRule::method);
  if (rule == std::end(kRules)) std::abort();
  return *rule;
}

absl::Status Authorize(const Caller& caller, Permission permission, std::string_view method) {
  if (caller.may_retry) return CredentialsUnchecked();
  if (!caller.rejection.empty()) return Unauthenticated();
  if (caller.permissions.Has(permission)) return absl::OkStatus();
  if (caller.could_authenticate) return Unauthenticated();
  return PermissionDenied(caller.principal, NameOf(permission), method);
}

absl::Status Authorize(const Caller& caller, const MethodRule& rule) {
  return Authorize(caller, rule.permission, rule.method);
}

}  // namespace verbatim::access
