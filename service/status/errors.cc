#include "status/errors.h"

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "status/absl_view.h"
#include "text/unicode/utf8.h"

namespace verbatim {
namespace {

using google::rpc::BadRequest;
using google::rpc::ErrorInfo;
using google::rpc::ResourceInfo;
using google::rpc::RetryInfo;
using verbatim::v1::BatchRefusal;
using verbatim::v1::CitationRefusal;
using verbatim::v1::ContradictedValue;
using verbatim::v1::Passage;

// Bounds of the parts of an error, in bytes. Together they stay under 4 KiB: a BadRequest or CitationRefusal
// alone, or as many of them as fit into a BatchRefusal.
constexpr size_t kDescriptionBytes = 256;
constexpr size_t kQuoteBytes = 512;
constexpr size_t kDetailBytes = 2048;
constexpr size_t kBatchDetailBytes = 3072;
constexpr size_t kMessageBytes = 600;

// How long a caller should wait before it retries, in seconds: longer than any group commit takes.
constexpr int64_t kRetryAfterOverloadSeconds = 1;
constexpr int64_t kRetryAfterOutageSeconds = 5;

constexpr std::string_view kTypeUrlPrefix = "type.googleapis.com/";

std::string Cut(std::string_view text, size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  return absl::StrCat(Absl(text::FirstBytes(text, bytes)), "…");
}

template <typename Detail>
void AddDetail(absl::Status& status, const Detail& detail) {
  status.SetPayload(absl::StrCat(Absl(kTypeUrlPrefix), Detail::descriptor()->full_name()),
                    absl::Cord(detail.SerializeAsString()));
}

absl::Status Make(absl::StatusCode code, std::string_view message) {
  return absl::Status(code, Cut(message, kMessageBytes));
}

// A quantity or time as text.
std::string Describe(const verbatim::v1::Value& value) {
  if (value.has_time()) return value.time().edtf();
  const verbatim::v1::Quantity& quantity = value.quantity();
  std::string words = quantity.bound().empty() ? "EXACT" : quantity.bound();
  absl::StrAppend(&words, " ", quantity.value());
  if (!quantity.upper().empty()) absl::StrAppend(&words, " to ", quantity.upper());
  if (!quantity.unit().empty()) absl::StrAppend(&words, " ", quantity.unit());
  return words;
}

ErrorInfo Reason(std::string_view reason) {
  ErrorInfo info;
  info.set_reason(std::string(reason));
  info.set_domain(std::string(kErrorDomain));
  return info;
}

ErrorInfo ResumeAt(std::string_view reason, int64_t next_index) {
  ErrorInfo info = Reason(reason);
  (*info.mutable_metadata())["next_index"] = absl::StrCat(next_index);
  return info;
}

RetryInfo RetryAfter(int64_t seconds) {
  RetryInfo info;
  info.mutable_retry_delay()->set_seconds(seconds);
  return info;
}

ResourceInfo Resource(std::string_view name) {
  ResourceInfo info;
  bool revision = name.find("/revisions/") != std::string_view::npos;
  info.set_resource_type(revision                         ? "verbatim/Revision"
                         : name.starts_with("claims/")    ? "verbatim/Claim"
                         : name.starts_with("documents/") ? "verbatim/Document"
                                                          : "verbatim/Checkpoint");
  info.set_resource_name(Cut(name, kDescriptionBytes));
  return info;
}

// Cuts the passages to what fits into an error. Keeps at least the first.
void Trim(CitationRefusal& refusal) {
  int kept = 0;
  size_t bytes = 0;
  for (Passage& passage : *refusal.mutable_passages()) {
    passage.clear_sentences();
    if (passage.quote().size() > kQuoteBytes)
      passage.set_quote(std::string(text::FirstBytes(passage.quote(), kQuoteBytes)));
    bytes += passage.ByteSizeLong();
    if (kept > 0 && bytes > kDetailBytes) break;
    ++kept;
  }
  refusal.mutable_passages()->DeleteSubrange(kept, refusal.passages_size() - kept);
}

}  // namespace

void Violations::Add(std::string_view field, std::string_view description) {
  ++count_;
  if (details_.ByteSizeLong() > kDetailBytes) return;
  BadRequest::FieldViolation& violation = *details_.add_field_violations();
  violation.set_field(Cut(field, kDescriptionBytes));
  violation.set_description(Cut(description, kDescriptionBytes));
}

absl::Status Violations::ToStatus() const {
  if (empty()) return absl::OkStatus();
  const BadRequest::FieldViolation& first = details_.field_violations(0);
  std::string message = absl::StrCat(first.field(), ": ", first.description());
  if (count_ > 1) absl::StrAppend(&message, " (and ", count_ - 1, " more)");
  absl::Status status = Make(absl::StatusCode::kInvalidArgument, message);
  AddDetail(status, details_);
  return status;
}

absl::Status InvalidField(std::string_view field, std::string_view description) {
  Violations violations;
  violations.Add(field, description);
  return violations.ToStatus();
}

absl::Status PermissionDenied(std::string_view principal, std::string_view permission,
                              std::string_view method) {
  const std::string who = principal.empty() ? "an unauthenticated caller" : Cut(principal, kDescriptionBytes);
  ErrorInfo info = Reason("PERMISSION_DENIED");
  auto& metadata = *info.mutable_metadata();
  metadata["principal"] = Cut(principal, kDescriptionBytes);
  metadata["permission"] = std::string(permission);
  metadata["method"] = std::string(method);
  absl::Status status = Make(absl::StatusCode::kPermissionDenied,
                             absl::StrCat(who, " is not allowed to call ", Absl(method),
                                          ", which needs the permission ", Absl(permission)));
  AddDetail(status, info);
  return status;
}

absl::Status NotFound(std::string_view field, std::string_view resource) {
  absl::Status status =
      Make(absl::StatusCode::kNotFound,
           absl::StrCat(Absl(field), ": ", Cut(resource, kDescriptionBytes), " does not exist"));
  AddDetail(status, Resource(resource));
  return status;
}

absl::Status AlreadyExists(std::string_view resource) {
  absl::Status status =
      Make(absl::StatusCode::kAlreadyExists, absl::StrCat(Absl(resource), " already exists"));
  AddDetail(status, Resource(resource));
  return status;
}

absl::Status RequestIdReused(std::string_view request_id) {
  absl::Status status =
      Make(absl::StatusCode::kAlreadyExists,
           absl::StrCat("request_id: \"", Absl(request_id), "\" was already used for a different request"));
  AddDetail(status, Reason("REQUEST_ID_REUSED"));
  return status;
}

absl::Status StaleEtag(std::string_view resource, std::string_view current_etag) {
  absl::Status status =
      Make(absl::StatusCode::kAborted,
           absl::StrCat(Absl(resource), " has changed; its current etag is ", Absl(current_etag)));
  ErrorInfo info = Reason("ETAG_STALE");
  (*info.mutable_metadata())["resource"] = std::string(resource);
  (*info.mutable_metadata())["current_etag"] = std::string(current_etag);
  AddDetail(status, info);
  return status;
}

absl::Status Erased(std::string_view what) {
  absl::Status status = Make(absl::StatusCode::kFailedPrecondition,
                             absl::StrCat(Cut(what, kDescriptionBytes),
                                          " was erased; GetDocument of its document returns the reason"));
  AddDetail(status, Reason("DOCUMENT_ERASED"));
  return status;
}

absl::Status TooContended(std::string_view resource) {
  absl::Status status = Make(absl::StatusCode::kAborted,
                             absl::StrCat(Absl(resource), " is being changed by another call; retry later"));
  AddDetail(status, RetryAfter(kRetryAfterOverloadSeconds));
  return status;
}

absl::Status SizeNotReached(std::string_view field, int64_t asked, int64_t log_size) {
  absl::Status status =
      Make(absl::StatusCode::kOutOfRange,
           absl::StrCat(Absl(field), ": ", asked, " is greater than the log's size, ", log_size));
  ErrorInfo info = Reason("SIZE_NOT_REACHED");
  (*info.mutable_metadata())["field"] = std::string(field);
  (*info.mutable_metadata())["log_size"] = absl::StrCat(log_size);
  AddDetail(status, info);
  return status;
}

absl::Status WatchTooSlow(int64_t next_index) {
  absl::Status status =
      Make(absl::StatusCode::kAborted,
           absl::StrCat("the watcher did not read a message in time; resume at index ", next_index));
  AddDetail(status, ResumeAt("WATCH_TOO_SLOW", next_index));
  return status;
}

absl::Status ServerEnds(int64_t next_index) {
  absl::Status status = Make(absl::StatusCode::kUnavailable,
                             absl::StrCat("server is shutting down; resume at index ", next_index));
  AddDetail(status, ResumeAt("SERVER_ENDS", next_index));
  AddDetail(status, RetryAfter(kRetryAfterOverloadSeconds));
  return status;
}

absl::Status IndexNotReady(std::string_view why, int64_t index_size, int64_t log_size) {
  absl::Status status = Make(absl::StatusCode::kUnavailable,
                             absl::StrCat("the index of claims ", Absl(why), "; it covers ", index_size,
                                          " of ", log_size, " log entries; retry later"));
  ErrorInfo info = Reason("INDEX_NOT_READY");
  (*info.mutable_metadata())["index_log_size"] = absl::StrCat(index_size);
  (*info.mutable_metadata())["log_size"] = absl::StrCat(log_size);
  AddDetail(status, info);
  AddDetail(status, RetryAfter(kRetryAfterOverloadSeconds));
  return status;
}

absl::Status ClaimRetracted(std::string_view claim) {
  absl::Status status =
      Make(absl::StatusCode::kFailedPrecondition, absl::StrCat(Absl(claim), " is retracted"));
  AddDetail(status, Reason("CLAIM_RETRACTED"));
  return status;
}

absl::Status ReviewNotActive(std::string_view review, std::string_view state) {
  absl::Status status =
      Make(absl::StatusCode::kFailedPrecondition, absl::StrCat(Absl(review), " is ", Absl(state)));
  AddDetail(status, Reason("REVIEW_NOT_ACTIVE"));
  return status;
}

absl::Status QuoteNotFound(CitationRefusal refusal, std::string_view explanation) {
  Trim(refusal);
  ErrorInfo info = Reason("QUOTE_NOT_FOUND");
  auto& metadata = *info.mutable_metadata();
  metadata["field"] = refusal.field();
  metadata["revision"] = refusal.revision();
  std::string message = absl::StrCat(refusal.field(), ": ", Absl(explanation));
  if (refusal.passages_size() > 0) {
    const Passage& nearest = refusal.passages(0);
    metadata["nearest_quote"] = nearest.quote();
    metadata["nearest_similarity"] = absl::StrCat(nearest.similarity());
    metadata["nearest_byte_start"] = absl::StrCat(nearest.span().byte_start());
    metadata["nearest_byte_end"] = absl::StrCat(nearest.span().byte_end());
    absl::StrAppend(&message, "; the nearest passage, at bytes ", nearest.span().byte_start(), " to ",
                    nearest.span().byte_end(), ", is \"", Cut(nearest.quote(), kDescriptionBytes), "\"");
  }
  absl::Status status = Make(absl::StatusCode::kFailedPrecondition, message);
  AddDetail(status, info);
  AddDetail(status, refusal);
  return status;
}

absl::Status QuoteAmbiguous(CitationRefusal refusal) {
  Trim(refusal);
  ErrorInfo info = Reason("QUOTE_AMBIGUOUS");
  auto& metadata = *info.mutable_metadata();
  metadata["field"] = refusal.field();
  metadata["revision"] = refusal.revision();
  metadata["place_count"] = absl::StrCat(refusal.place_count());
  absl::Status status =
      Make(absl::StatusCode::kFailedPrecondition,
           absl::StrCat(refusal.field(), ": the quote occurs ", refusal.place_count(), " times in ",
                        refusal.revision(), "; set prefix, suffix or span to select one"));
  AddDetail(status, info);
  AddDetail(status, refusal);
  return status;
}

absl::Status ValueContradicted(const std::vector<ContradictedValue>& values) {
  const ContradictedValue& first = values.front();
  const verbatim::v1::Attestation& attestation = first.attestation();
  const std::string claimed(Cut(Describe(first.claimed()), kDescriptionBytes));
  const std::string stated(Cut(Describe(attestation.stated()), kDescriptionBytes));
  const std::string surface(Cut(attestation.surface(), kDescriptionBytes));
  ErrorInfo info = Reason("VALUE_CONTRADICTED");
  auto& metadata = *info.mutable_metadata();
  metadata["field"] = first.field();
  metadata["citation"] = first.citation();
  metadata["revision"] = first.revision();
  metadata["claimed"] = claimed;
  metadata["stated"] = stated;
  metadata["surface"] = surface;
  metadata["byte_start"] = absl::StrCat(attestation.span().byte_start());
  metadata["byte_end"] = absl::StrCat(attestation.span().byte_end());
  std::string message = absl::StrCat(first.field(), ": the claim says ", claimed, ", but its quote says ",
                                     stated, ", at bytes ", attestation.span().byte_start(), " to ",
                                     attestation.span().byte_end(), ": \"", surface, "\"");
  if (values.size() > 1)
    absl::StrAppend(&message, "; its quotes contradict ", values.size() - 1, " more of its values");
  verbatim::v1::ValueRefusal refusal;
  refusal.set_value_count(static_cast<int32_t>(values.size()));
  for (const ContradictedValue& value : values) {
    ContradictedValue& named = *refusal.add_values();
    named = value;
    named.mutable_attestation()->set_surface(
        std::string(Cut(value.attestation().surface(), kDescriptionBytes)));
    if (refusal.ByteSizeLong() <= kDetailBytes || refusal.values_size() == 1) continue;
    refusal.mutable_values()->RemoveLast();
    break;
  }
  absl::Status status = Make(absl::StatusCode::kFailedPrecondition, message);
  AddDetail(status, info);
  AddDetail(status, refusal);
  return status;
}

absl::Status Overloaded(std::string_view what) {
  absl::Status status = Make(absl::StatusCode::kResourceExhausted, absl::StrCat(Absl(what), "; retry later"));
  AddDetail(status, RetryAfter(kRetryAfterOverloadSeconds));
  return status;
}

absl::Status FromStore(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable: {
      absl::Status away = Make(absl::StatusCode::kUnavailable, "the storage is unavailable; retry later");
      AddDetail(away, RetryAfter(kRetryAfterOutageSeconds));
      return away;
    }
    case absl::StatusCode::kDataLoss:
      return Make(absl::StatusCode::kDataLoss, "the storage is damaged");
    default:
      return Make(absl::StatusCode::kInternal, "internal storage error");
  }
}

absl::Status BatchRefused(const std::vector<std::pair<int, absl::Status>>& refused, int batch_size) {
  BatchRefusal refusal;
  // If any request is malformed, the batch is INVALID_ARGUMENT: a retry cannot succeed.
  absl::StatusCode code = refused.front().second.code();
  for (const auto& [index, status] : refused) {
    refusal.add_indexes(index);
    if (absl::IsInvalidArgument(status)) code = absl::StatusCode::kInvalidArgument;
  }
  for (const auto& [index, status] : refused) {
    verbatim::v1::BatchRefusalItem& item = *refusal.add_items();
    item.set_index(index);
    *item.mutable_status() = ToRpcStatus(status);
    if (refusal.ByteSizeLong() <= kBatchDetailBytes) continue;
    refusal.mutable_items()->RemoveLast();
    break;
  }
  absl::Status status =
      Make(code, absl::StrCat(refused.size(), " of ", batch_size,
                              " requests were refused and none was stored; requests[", refused.front().first,
                              "]: ", refused.front().second.message()));
  AddDetail(status, refusal);
  return status;
}

google::rpc::Status ToRpcStatus(const absl::Status& status) {
  google::rpc::Status rpc;
  rpc.set_code(static_cast<int>(status.code()));
  rpc.set_message(std::string(status.message()));
  status.ForEachPayload([&](absl::string_view type_url, const absl::Cord& payload) {
    google::protobuf::Any& any = *rpc.add_details();
    any.set_type_url(std::string(type_url));
    any.set_value(std::string(payload));
  });
  return rpc;
}

}  // namespace verbatim
