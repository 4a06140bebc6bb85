#include "registry/claims/claims.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "registry/commit/read_resource.h"
#include "registry/commit/request_key.h"
#include "registry/commit/write_outcome.h"
#include "registry/records/entry_builder.h"
#include "registry/records/index_keys.h"
#include "registry/records/payload_reader.h"
#include "registry/records/preconditions.h"
#include "registry/requests/listing.h"
#include "registry/requests/uuid.h"
#include "registry/requests/validation.h"
#include "registry/sources/anchoring.h"
#include "registry/sources/attestation.h"
#include "registry/sources/grounding.h"
#include "status/absl_view.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "status/names.h"
#include "status/refusals.h"
#include "status/status_macros.h"

namespace verbatim::registry {
namespace {

using verbatim::v1::BatchCreateClaimsResponse;
using verbatim::v1::Claim;
using verbatim::v1::CreateClaimRequest;
using verbatim::v1::CreateClaimResponse;
using Outcome = store::WriteResult::Outcome;

// Sentences that the quotes of one claim may span, counted once for each citation: about 1 MiB of prose. Each
// name takes up to about a hundred bytes.
constexpr int kMaxClaimSentences = 8000;

// The documents that the claims cite. Skips invalid names, which are refused later.
std::vector<std::string> DocumentsOf(std::span<const Claim* const> claims) {
  std::vector<std::string> documents;
  for (const Claim* claim : claims) {
    for (const verbatim::v1::Citation& citation : claim->citations()) {
      const std::string& name = citation.revision();
      if (IsDocumentName(name)) documents.push_back(name);
      if (IsRevisionName(name)) documents.emplace_back(DocumentOfRevision(name));
    }
  }
  return documents;
}

absl::Status TooManyBytes(std::string_view field, std::string_view do_fewer, const Limits& limits) {
  return InvalidField(field, absl::StrCat("the stored claims have more than the ", limits.batch_bytes,
                                          " bytes allowed in one call: ", Absl(do_fewer), " fewer at once"));
}

}  // namespace

absl::Status Claims::ResolveCitations(Claim& claim, Citations citations, Contradiction contradiction) {
  int sentences = 0;
  for (int i = 0; i < claim.citations_size(); ++i) {
    verbatim::v1::Citation& citation = *claim.mutable_citations(i);
    if (citation.erased()) continue;
    std::string field = absl::StrCat("claim.citations[", i, "]");
    ABSL_ASSIGN_OR_RETURN(RevisionText revision,
                          context_.texts.Read(citation.revision(), absl::StrCat(field, ".revision")));
    if (citations == Citations::kNew) {
      ABSL_RETURN_IF_ERROR(Ground(revision, field, citation));
      sentences += citation.sentences_size();
      if (sentences > kMaxClaimSentences) {
        return InvalidField("claim.citations",
                            absl::StrCat("span more than the ", kMaxClaimSentences,
                                         " sentences allowed in total: cite fewer or shorter quotes"));
      }
    }
    ClearAttestations(citation);
    if (claim.has_statement()) Attest(revision, claim.statement(), citation);
  }
  if (citations == Citations::kNew) {
    ABSL_RETURN_IF_ERROR(SetAnchorings(claim));
  }
  if (contradiction == Contradiction::kMark) return absl::OkStatus();
  std::vector<verbatim::v1::ContradictedValue> contradicted = FindContradicted(claim, "claim");
  return contradicted.empty() ? absl::OkStatus() : ValueContradicted(contradicted);
}

absl::Status Claims::CheckFilledIn(const Claim& claim) const {
  const size_t allowed = context_.limits.claim_bytes + context_.limits.filled_in_bytes;
  size_t bytes = claim.ByteSizeLong();
  if (bytes <= allowed) return absl::OkStatus();
  bytes -= claim.anchoring().ByteSizeLong();
  for (const verbatim::v1::Anchoring& anchoring : claim.further_anchorings())
    bytes -= anchoring.ByteSizeLong();
  if (bytes <= allowed) return absl::OkStatus();
  return InvalidField(
      "claim", absl::StrCat("has ", bytes, " bytes with its citations filled in, more than the ", allowed,
                            " allowed: cite fewer or shorter quotes"));
}

absl::StatusOr<DocumentLocks::Lock> Claims::LockCited(std::span<const Claim* const> claims) {
  return context_.locks.LockShared(DocumentsOf(claims));
}

absl::Status Claims::SetAnchorings(Claim& claim) {
  claim.mutable_anchoring()->Clear();
  claim.clear_further_anchorings();
  SizeAnchorings(claim);
  for (int i = 0; i < claim.citations_size(); ++i) {
    const verbatim::v1::Citation& citation = claim.citations(i);
    verbatim::v1::Anchoring& anchoring = AnchoringOf(claim, i);
    if (citation.erased()) {
      anchoring = AnchorErased();
      continue;
    }
    const std::string field = absl::StrCat("claim.citations[", i, "].revision");
    ABSL_ASSIGN_OR_RETURN(auto latest, context_.texts.Read(DocumentOfRevision(citation.revision()), field));
    if (latest.name == citation.revision()) {
      anchoring = AnchorInPlace(citation);
      continue;
    }
    ABSL_ASSIGN_OR_RETURN(auto cited, context_.texts.Read(citation.revision(), field));
    anchoring = Anchor(*context_.alignments.Get(cited, latest), claim, citation);
  }
  return absl::OkStatus();
}

absl::StatusOr<Claims::Prepared> Claims::PrepareNew(CreateClaimRequest request, const WriteContext& context) {
  Claim claim = std::move(*request.mutable_claim());
  ClearOutputOnly(claim);
  Violations violations;
  CheckClaim(claim, context_.limits, "claim", violations);
  CheckNewId(request.claim_id(), "claim_id", violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  ABSL_RETURN_IF_ERROR(ResolveCitations(
      claim, Citations::kNew, request.allow_contradicted() ? Contradiction::kMark : Contradiction::kRefuse));
  ABSL_RETURN_IF_ERROR(CheckFilledIn(claim));

  claim.set_name(
      ClaimName(request.claim_id().empty() ? MakeUuidV7(context_.environment) : request.claim_id()));
  claim.set_state(verbatim::v1::CLAIM_STATE_ACTIVE);
  *claim.mutable_create_time() = ToTimestamp(context.now_micros);
  *claim.mutable_update_time() = claim.create_time();
  Prepared prepared;
  prepared.preconditions = DocumentPreconditions(claim);
  std::vector<std::string> cited = CitedDocuments(claim);
  prepared.entry =
      MakeClaimEntry(log::EntryType::kClaimCreated, {std::move(claim), std::move(cited)}, nullptr, context);
  return prepared;
}

template <typename Response>
void Claims::Commit(std::vector<Prepared> prepared, std::optional<store::RequestKey> key, WhenFull when_full,
                    DocumentLocks::Lock pass, Done<SerializedMessage<Response>> done) {
  store::Write write;
  std::vector<std::optional<std::string>> payloads;
  for (Prepared& one : prepared) {
    payloads.push_back(one.entry.payload);
    write.entries.push_back(std::move(one.entry));
    write.preconditions.insert(write.preconditions.end(), one.preconditions.begin(), one.preconditions.end());
  }
  write.request = key;
  context_.queue.Submit(std::move(write), when_full,
                        [this, key = std::move(key), payloads = std::move(payloads), pass = std::move(pass),
                         done = std::move(done)](absl::StatusOr<store::WriteResult> result) mutable {
                          if (!result.ok()) return std::move(done)(result.status());
                          if (result->outcome == Outcome::kRepeated)
                            return std::move(done)(AnswerAgain<Response>(*result));
                          if (result->outcome != Outcome::kCommitted)
                            return std::move(done)(ToStatus(*result, key));
                          SerializedMessage<Response> response;
                          for (size_t i = 0; i < payloads.size(); ++i) {
                            absl::Status added = AppendClaim(result->first_index + static_cast<int64_t>(i),
                                                             payloads[i], response.bytes);
                            if (!added.ok()) return std::move(done)(added);
                          }
                          std::move(done)(std::move(response));
                        });
}

template <typename Response>
absl::StatusOr<SerializedMessage<Response>> Claims::AnswerAgain(const store::WriteResult& result) {
  ABSL_ASSIGN_OR_RETURN(auto entries, ReadCommitted(context_.store, result));
  SerializedMessage<Response> response;
  for (const store::Entry& entry : entries) {
    ABSL_RETURN_IF_ERROR(AppendClaim(entry.index, entry.payload, response.bytes));
  }
  return response;
}

void Claims::Create(const access::Caller& caller, CreateClaimRequest request, WhenFull when_full,
                    Done<SerializedMessage<CreateClaimResponse>> done) {
  Violations violations;
  CheckRequestId(request.request_id(), "request_id", violations);
  if (!violations.empty()) return std::move(done)(violations.ToStatus());
  std::optional<store::RequestKey> key = TakeRequestKey(caller, request);
  WriteContext context{context_.environment, caller, key, context_.environment.now_micros()};
  const Claim* claim = &request.claim();
  absl::StatusOr<DocumentLocks::Lock> pass = LockCited(std::span(&claim, 1));
  if (!pass.ok()) return std::move(done)(pass.status());
  absl::StatusOr<Prepared> prepared = PrepareNew(std::move(request), context);
  if (!prepared.ok()) {
    if (auto repeated = FindRepeated(context_.store, key)) {
      return std::move(done)(AnswerAgain<CreateClaimResponse>(*repeated));
    }
    return std::move(done)(prepared.status());
  }
  std::vector<Prepared> one;
  one.push_back(*std::move(prepared));
  Commit(std::move(one), std::move(key), when_full, *std::move(pass), std::move(done));
}

void Claims::BatchCreate(const access::Caller& caller, verbatim::v1::BatchCreateClaimsRequest request,
                         Done<SerializedMessage<BatchCreateClaimsResponse>> done) {
  const int size = request.requests_size();
  Violations violations;
  CheckRequestId(request.request_id(), "request_id", violations);
  if (size < 1 || size > context_.limits.batch_claims) {
    violations.Add("requests", absl::StrCat("must have 1 to ", context_.limits.batch_claims, " items"));
  }
  if (!violations.empty()) return std::move(done)(violations.ToStatus());
  std::optional<store::RequestKey> key = TakeRequestKey(caller, request);
  WriteContext context{context_.environment, caller, key, context_.environment.now_micros()};

  // Lock all cited documents at once: taking a second lock while holding one can deadlock.
  std::vector<const Claim*> all;
  for (const CreateClaimRequest& item : request.requests()) all.push_back(&item.claim());
  absl::StatusOr<DocumentLocks::Lock> pass = LockCited(all);
  if (!pass.ok()) return std::move(done)(pass.status());
  std::vector<Prepared> prepared;
  std::vector<std::pair<int, absl::Status>> refused;
  std::set<std::string> ids;
  std::vector<std::string> chosen_names;  // of all requests; empty if the server generates the id
  size_t bytes = 0;
  auto refuse = [&](const absl::Status& status) {
    if (auto repeated = FindRepeated(context_.store, key)) {
      return std::move(done)(AnswerAgain<BatchCreateClaimsResponse>(*repeated));
    }
    std::move(done)(status);
  };
  for (int i = 0; i < size; ++i) {
    CreateClaimRequest& item = *request.mutable_requests(i);
    chosen_names.push_back(item.claim_id().empty() ? "" : ClaimName(item.claim_id()));
    if (!item.request_id().empty()) {
      refused.emplace_back(
          i, InvalidField("request_id", "must be empty inside a batch: the batch has a request_id"));
    } else if (!item.claim_id().empty() && !ids.insert(item.claim_id()).second) {
      refused.emplace_back(i, InvalidField("claim_id", "is already used by an earlier request of the batch"));
    } else if (auto one = PrepareNew(std::move(item), context); one.ok()) {
      bytes += one->entry.payload->size();
      prepared.push_back(*std::move(one));
    } else {
      refused.emplace_back(i, one.status());
    }
    if (bytes > context_.limits.batch_bytes) return refuse(TooManyBytes("requests", "send", context_.limits));
  }
  // Report all ids that exist: the store would report only the first one.
  auto existing = context_.store.Get(chosen_names);
  if (!existing.ok()) return std::move(done)(FromStore(existing.status()));
  for (int i = 0; i < size; ++i) {
    if ((*existing)[static_cast<size_t>(i)])
      refused.emplace_back(i, AlreadyExists(chosen_names[static_cast<size_t>(i)]));
  }
  if (!refused.empty()) {
    std::stable_sort(refused.begin(), refused.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    auto same_index = [](const auto& a, const auto& b) { return a.first == b.first; };
    refused.erase(std::unique(refused.begin(), refused.end(), same_index), refused.end());
    return refuse(BatchRefused(refused, size));
  }
  Commit(std::move(prepared), std::move(key), WhenFull::kRefuse, *std::move(pass), std::move(done));
}

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
  if (records.size() < names.size()) return TooManyBytes("names", "request", context_.limits);
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
  auto rest = ListResources<verbatim::v1::ListClaimsResponse>(
      context_.store, context_.limits, std::move(request), std::move(keys),
      [&](verbatim::v1::ListClaimsResponse&, const store::Record& record) {
        return AppendClaim(record.latest, record.payload, claims);
      });
  if (!rest.ok()) return rest.status();
  rest->AppendToString(&claims);
  return SerializedMessage<verbatim::v1::ListClaimsResponse>{std::move(claims)};
}

}  // namespace verbatim::registry
