// Claims::Update and Claims::Retract.

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/field_mask_util.h"
#include "registry/claims/claims.h"
#include "registry/commit/read_resource.h"
#include "registry/commit/request_key.h"
#include "registry/commit/write_outcome.h"
#include "registry/records/entry_builder.h"
#include "registry/records/index_keys.h"
#include "registry/records/payload_reader.h"
#include "registry/records/preconditions.h"
#include "registry/requests/validation.h"
#include "registry/sources/anchoring.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using google::protobuf::FieldMask;
using google::protobuf::util::FieldMaskUtil;
using verbatim::v1::Claim;
using Outcome = store::WriteResult::Outcome;

// Attempts of a change without an etag, if other calls write the same claim meanwhile.
constexpr int kRewriteAttempts = 8;

// The fields that UpdateClaim may change.
constexpr std::string_view kUpdatable[] = {"text",      "statement",   "claimant", "appearance_uri",
                                           "citations", "attribution", "labels"};

bool IsUpdatable(std::string_view path) {
  std::string_view field = path.substr(0, path.find('.'));
  return std::find(std::begin(kUpdatable), std::end(kUpdatable), field) != std::end(kUpdatable);
}

// The paths that an update changes: resolves `*`, and an empty mask, which means all fields that are set.
absl::StatusOr<FieldMask> ResolveMask(const verbatim::v1::UpdateClaimRequest& request) {
  FieldMask mask;
  Violations violations;
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
        violations.Add(
            "update_mask",
            absl::StrCat("\"", path, "\" cannot be updated; allowed are text, statement, claimant, ",
                         "appearance_uri, citations, attribution, labels and their subfields"));
      } else {
        mask.add_paths(path);
      }
    }
  }
  if (mask.paths().empty() && violations.empty())
    violations.Add("update_mask", "names no field, and no field of claim is set");
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  return mask;
}

// The claim as the first request left it, for a repeated request.
absl::StatusOr<Claim> ReadAgain(store::Store& store, const store::WriteResult& result) {
  ABSL_ASSIGN_OR_RETURN(auto entries, ReadCommitted(store, result));
  return ReadClaim(entries.front().index, entries.front().payload);
}

}  // namespace

absl::StatusOr<Claim> Claims::RewriteOnce(const std::string& name, const std::string& etag,
                                          log::EntryType type, const WriteContext& context,
                                          const Change& change) {
  ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(context_.store, name, "name"));
  ABSL_ASSIGN_OR_RETURN(auto before, ReadStoredClaim(record.latest, record.payload));
  if (!etag.empty() && etag != before.claim.etag()) return StaleEtag(name, before.claim.etag());
  if (before.claim.state() == verbatim::v1::CLAIM_STATE_RETRACTED) return ClaimRetracted(name);
  StoredClaim after = before;
  MarkUnchanged(after.claim);
  ABSL_RETURN_IF_ERROR(change(after.claim));
  *after.claim.mutable_update_time() = ToTimestamp(context.now_micros);
  std::vector<std::string> cited = CitedDocuments(after.claim);
  after.ever_cited.clear();
  std::set_union(before.ever_cited.begin(), before.ever_cited.end(), cited.begin(), cited.end(),
                 std::back_inserter(after.ever_cited));

  store::Write write;
  write.request = context.request;
  write.preconditions = DocumentPreconditions(after.claim);
  write.entries.push_back(MakeClaimEntry(type, after, &before, context));
  write.entries.front().replaces = record.latest;
  ABSL_ASSIGN_OR_RETURN(store::WriteResult result, context_.queue.SubmitAndWait(std::move(write)));
  if (result.outcome == Outcome::kRepeated) return ReadAgain(context_.store, result);
  if (result.outcome != Outcome::kCommitted) return ToStatus(result, context.request);
  SetIndex(result.first_index, after.claim);
  return std::move(after.claim);
}

absl::StatusOr<Claim> Claims::Rewrite(const std::string& name, const std::string& etag, log::EntryType type,
                                      const access::Caller& caller,
                                      const std::optional<store::RequestKey>& key, const Change& change) {
  absl::StatusOr<Claim> claim;
  for (int attempt = 0; attempt < kRewriteAttempts; ++attempt) {
    WriteContext context{context_.environment, caller, key, context_.environment.now_micros()};
    claim = RewriteOnce(name, etag, type, context, change);
    if (!absl::IsAborted(claim.status()) || !etag.empty()) break;
  }
  if (claim.ok()) return claim;
  // The request may be refused only because it already succeeded.
  auto repeated = FindRepeated(context_.store, key);
  if (!repeated) return claim.status();
  return ReadAgain(context_.store, *repeated);
}

absl::StatusOr<verbatim::v1::UpdateClaimResponse> Claims::Update(const access::Caller& caller,
                                                                 verbatim::v1::UpdateClaimRequest request) {
  Violations violations;
  if (!IsClaimName(request.claim().name())) violations.Add("claim.name", "must be claims/{id}");
  CheckRequestId(request.request_id(), "request_id", violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  std::optional<store::RequestKey> key = TakeRequestKey(caller, request);
  ABSL_ASSIGN_OR_RETURN(FieldMask mask, ResolveMask(request));
  for (verbatim::v1::Citation& citation : *request.mutable_claim()->mutable_citations())
    citation.clear_erased();
  auto changes = [&](std::string_view field) {
    return std::any_of(mask.paths().begin(), mask.paths().end(),
                       [&](std::string_view path) { return path.substr(0, path.find('.')) == field; });
  };
  const bool new_citations = changes("citations");
  // A contradiction that the update does not change is not refused: it was allowed when it was recorded.
  const bool new_findings = new_citations || changes("statement");
  const bool refuse = !request.allow_contradicted() && new_findings;

  std::optional<DocumentLocks::Lock> pass;
  if (new_citations) {
    const Claim* cited = &request.claim();
    ABSL_ASSIGN_OR_RETURN(auto entered, LockCited(std::span(&cited, 1)));
    pass.emplace(std::move(entered));
  }

  FieldMaskUtil::MergeOptions options;
  options.set_replace_message_fields(true);
  options.set_replace_repeated_fields(true);
  auto claim = Rewrite(request.claim().name(), request.claim().etag(), log::EntryType::kClaimUpdated, caller,
                       key, [&](Claim& changed) -> absl::Status {
                         FieldMaskUtil::MergeMessageTo(request.claim(), mask, options, &changed);
                         Violations found;
                         CheckClaim(changed, context_.limits, "claim", found);
                         if (!found.empty()) return found.ToStatus();
                         absl::Status held =
                             ResolveCitations(changed, new_citations ? Citations::kNew : Citations::kGrounded,
                                              refuse ? Contradiction::kRefuse : Contradiction::kMark);
                         if (!held.ok() || !new_findings) return held;
                         return CheckFilledIn(changed);
                       });
  if (!claim.ok()) return claim.status();
  verbatim::v1::UpdateClaimResponse response;
  *response.mutable_claim() = *std::move(claim);
  return response;
}

absl::StatusOr<verbatim::v1::RetractClaimResponse> Claims::Retract(
    const access::Caller& caller, verbatim::v1::RetractClaimRequest request) {
  Violations violations;
  CheckStrings(request, "", violations);
  if (!IsClaimName(request.name())) violations.Add("name", "must be claims/{id}");
  CheckRetractReason(request.reason(), violations);
  const std::string& successor = request.superseded_by();
  if (!successor.empty() && (!IsClaimName(successor) || successor == request.name())) {
    violations.Add("superseded_by", "must be claims/{id} of another claim");
  }
  CheckRequestId(request.request_id(), "request_id", violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  std::optional<store::RequestKey> key = TakeRequestKey(caller, request);
  if (!successor.empty()) {
    ABSL_RETURN_IF_ERROR(ReadResource(context_.store, successor, "superseded_by").status());
  }
  auto claim = Rewrite(request.name(), request.etag(), log::EntryType::kClaimRetracted, caller, key,
                       [&](Claim& changed) {
                         changed.set_state(verbatim::v1::CLAIM_STATE_RETRACTED);
                         changed.set_state_reason(request.reason());
                         changed.set_superseded_by(successor);
                         return absl::OkStatus();
                       });
  if (!claim.ok()) return claim.status();
  verbatim::v1::RetractClaimResponse response;
  *response.mutable_claim() = *std::move(claim);
  return response;
}

}  // namespace verbatim::registry
