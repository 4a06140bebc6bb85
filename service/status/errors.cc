#include "status/errors.h"

#include "absl/strings/ascii.h"
#include "absl/strings/cord.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "status/absl_view.h"
#include "status/make_error.h"
#include "status/names.h"
#include "text/unicode/utf8.h"

namespace verbatim {
namespace {

using google::rpc::BadRequest;
using google::rpc::ErrorInfo;
using google::rpc::ResourceInfo;
using google::rpc::RetryInfo;

// Time that a caller should wait before a retry, in seconds: longer than any group commit takes.
constexpr int64_t kRetryAfterOverloadSeconds = 1;
constexpr int64_t kRetryAfterOutageSeconds = 5;

ErrorInfo ResumeAt(std::string_view reason, int64_t next_index) {
  ErrorInfo info = MakeErrorInfo(reason);
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
  info.set_resource_type(std::string(TypeOf(name)));
  info.set_resource_name(CutText(name, kDescriptionBytes));
  return info;
}

constexpr std::string_view kResourceDamaged = "RESOURCE_DAMAGED";

// Adds an item to the metadata of a status with an ErrorInfo.
absl::Status WithMetadata(absl::Status status, const std::string& key, const std::string& value) {
  ErrorInfo info = FindDetail<ErrorInfo>(status).value_or(ErrorInfo());
  (*info.mutable_metadata())[key] = value;
  AddDetail(status, info);  // replaces the earlier one
  return status;
}

absl::Status Retracted(std::string_view resource, std::string_view reason) {
  absl::Status status =
      MakeError(absl::StatusCode::kFailedPrecondition, absl::StrCat(Absl(resource), " is retracted"));
  AddDetail(status, MakeErrorInfo(reason));
  return status;
}

}  // namespace

void Violations::Add(std::string_view field, std::string_view description) {
  ++count_;
  if (details_.ByteSizeLong() > kDetailBytes) return;
  BadRequest::FieldViolation& violation = *details_.add_field_violations();
  violation.set_field(CutText(field, kDescriptionBytes));
  violation.set_description(CutText(description, kDescriptionBytes));
}

absl::Status Violations::ToStatus() const {
  if (empty()) return absl::OkStatus();
  const BadRequest::FieldViolation& first = details_.field_violations(0);
  std::string message = absl::StrCat(first.field(), first.field().empty() ? "" : ": ", first.description());
  if (count_ > 1) absl::StrAppend(&message, " (and ", count_ - 1, " more)");
  absl::Status status = MakeError(absl::StatusCode::kInvalidArgument, message);
  AddDetail(status, details_);
  return status;
}

absl::Status InvalidField(std::string_view field, std::string_view description) {
  Violations violations;
  violations.Add(field, description);
  return violations.ToStatus();
}

absl::Status TooManyBytes(std::string_view field, size_t allowed) {
  return InvalidField(field, absl::StrCat(field.empty() ? "the request " : "", "is longer than the ", allowed,
                                          " bytes allowed"));
}

absl::Status NotFound(std::string_view field, std::string_view resource) {
  absl::Status status =
      MakeError(absl::StatusCode::kNotFound,
                absl::StrCat(Absl(field), ": ", CutText(resource, kDescriptionBytes), " does not exist"));
  AddDetail(status, Resource(resource));
  return status;
}

absl::Status AlreadyExists(std::string_view resource) {
  absl::Status status =
      MakeError(absl::StatusCode::kAlreadyExists, absl::StrCat(Absl(resource), " already exists"));
  AddDetail(status, Resource(resource));
  return status;
}

absl::Status RequestIdReused(std::string_view request_id) {
  absl::Status status = MakeError(
      absl::StatusCode::kAlreadyExists,
      absl::StrCat("request_id: \"", Absl(request_id), "\" was already used for a different request"));
  AddDetail(status, MakeErrorInfo("REQUEST_ID_REUSED"));
  return status;
}

absl::Status PermissionDenied(std::string_view principal, std::string_view permission,
                              std::string_view method) {
  absl::Status status = MakeError(
      absl::StatusCode::kPermissionDenied,
      absl::StrCat(principal.empty() ? "an unauthenticated caller" : CutText(principal, kDescriptionBytes),
                   " is not allowed to ", Absl(permission), " (", Absl(method), ")"));
  ErrorInfo info = MakeErrorInfo("PERMISSION_DENIED");
  auto& metadata = *info.mutable_metadata();
  metadata["principal"] = CutText(principal, kDescriptionBytes);
  metadata["permission"] = absl::AsciiStrToUpper(Absl(permission));
  metadata["method"] = std::string(method);
  AddDetail(status, info);
  return status;
}

absl::Status Unauthenticated() {
  absl::Status status = MakeError(absl::StatusCode::kUnauthenticated, "the call needs valid credentials");
  AddDetail(status, MakeErrorInfo("UNAUTHENTICATED"));
  return status;
}

absl::Status CredentialsUnchecked() {
  absl::Status status = MakeError(absl::StatusCode::kUnavailable,
                                  "the credentials cannot be checked at the moment; retry later");
  AddDetail(status, MakeErrorInfo("CREDENTIALS_UNCHECKED"));
  AddDetail(status, RetryAfter(kRetryAfterOverloadSeconds));
  return status;
}

absl::Status CallerChanged() {
  absl::Status status =
      MakeError(absl::StatusCode::kUnavailable,
                "what the caller may do has changed since the stream began; start it again");
  AddDetail(status, MakeErrorInfo("CALLER_CHANGED"));
  AddDetail(status, RetryAfter(kRetryAfterOverloadSeconds));
  return status;
}

absl::Status StaleEtag(std::string_view resource, std::string_view current_etag) {
  absl::Status status =
      MakeError(absl::StatusCode::kAborted,
                absl::StrCat(Absl(resource), " has changed; its current etag is ", Absl(current_etag)));
  ErrorInfo info = MakeErrorInfo("ETAG_STALE");
  (*info.mutable_metadata())["resource"] = std::string(resource);
  (*info.mutable_metadata())["current_etag"] = std::string(current_etag);
  AddDetail(status, info);
  return status;
}

absl::Status Erased(std::string_view what) {
  absl::Status status = MakeError(
      absl::StatusCode::kFailedPrecondition,
      absl::StrCat(CutText(what, kDescriptionBytes),
                   " was erased; call GetDocument with the name of the document to get the reason"));
  AddDetail(status, MakeErrorInfo("DOCUMENT_ERASED"));
  return status;
}

absl::Status ClaimErased(std::string_view claim) {
  absl::Status status =
      MakeError(absl::StatusCode::kFailedPrecondition,
                absl::StrCat(Absl(claim), " was erased; call GetClaim with its name to get the reason"));
  AddDetail(status, MakeErrorInfo("CLAIM_ERASED"));
  return status;
}

absl::Status TooContended(std::string_view resource) {
  absl::Status status =
      MakeError(absl::StatusCode::kAborted,
                absl::StrCat(Absl(resource), " is being changed by another call; retry later"));
  AddDetail(status, RetryAfter(kRetryAfterOverloadSeconds));
  return status;
}

absl::Status SizeNotReached(std::string_view field, int64_t asked, int64_t log_size) {
  absl::Status status =
      MakeError(absl::StatusCode::kOutOfRange,
                absl::StrCat(Absl(field), ": ", asked, " is greater than the log's size, ", log_size));
  ErrorInfo info = MakeErrorInfo("SIZE_NOT_REACHED");
  (*info.mutable_metadata())["field"] = std::string(field);
  (*info.mutable_metadata())["log_size"] = absl::StrCat(log_size);
  AddDetail(status, info);
  return status;
}

absl::Status WatchTooSlow(int64_t next_index) {
  absl::Status status =
      MakeError(absl::StatusCode::kAborted,
                absl::StrCat("the watcher did not read a message in time; resume at index ", next_index));
  AddDetail(status, ResumeAt("WATCH_TOO_SLOW", next_index));
  return status;
}

absl::Status ServerEnds(int64_t next_index) {
  absl::Status status = MakeError(absl::StatusCode::kUnavailable,
                                  absl::StrCat("server is shutting down; resume at index ", next_index));
  AddDetail(status, ResumeAt("SERVER_ENDS", next_index));
  AddDetail(status, RetryAfter(kRetryAfterOverloadSeconds));
  return status;
}

absl::Status IndexNotReady(std::string_view why, int64_t index_size, int64_t log_size) {
  absl::Status status = MakeError(absl::StatusCode::kUnavailable,
                                  absl::StrCat("the index of claims ", Absl(why), "; it covers ", index_size,
                                               " of ", log_size, " log entries; retry later"));
  ErrorInfo info = MakeErrorInfo("INDEX_NOT_READY");
  (*info.mutable_metadata())["index_log_size"] = absl::StrCat(index_size);
  (*info.mutable_metadata())["log_size"] = absl::StrCat(log_size);
  AddDetail(status, info);
  AddDetail(status, RetryAfter(kRetryAfterOverloadSeconds));
  return status;
}

absl::Status ClaimRetracted(std::string_view claim) { return Retracted(claim, "CLAIM_RETRACTED"); }

absl::Status EvidenceRetracted(std::string_view evidence) {
  return Retracted(evidence, "EVIDENCE_RETRACTED");
}

absl::Status LinkRetracted(std::string_view link) { return Retracted(link, "LINK_RETRACTED"); }

absl::Status ReviewNotActive(std::string_view review, std::string_view state) {
  absl::Status status =
      MakeError(absl::StatusCode::kFailedPrecondition, absl::StrCat(Absl(review), " is ", Absl(state)));
  AddDetail(status, MakeErrorInfo("REVIEW_NOT_ACTIVE"));
  return status;
}

absl::Status DerivationCircle(std::string_view claim, std::string_view target) {
  absl::Status status = MakeError(absl::StatusCode::kFailedPrecondition,
                                  absl::StrCat(Absl(target), " is derived from ", Absl(claim),
                                               " already, so the link would close a circle of derivations"));
  AddDetail(status, MakeErrorInfo("DERIVATION_CIRCLE"));
  return status;
}

absl::Status Overloaded(std::string_view what) {
  absl::Status status =
      MakeError(absl::StatusCode::kResourceExhausted, absl::StrCat(Absl(what), "; retry later"));
  AddDetail(status, RetryAfter(kRetryAfterOverloadSeconds));
  return status;
}

absl::Status QuotaExceeded(std::string_view quota, std::string_view limit,
                           std::optional<absl::Duration> wait) {
  absl::Status status = MakeError(absl::StatusCode::kResourceExhausted,
                                  absl::StrCat("the quota ", Absl(quota), " of ", Absl(limit), " is used up",
                                               wait ? "; retry later" : ""));
  ErrorInfo info = MakeErrorInfo("QUOTA_EXCEEDED");
  (*info.mutable_metadata())["quota"] = std::string(quota);
  (*info.mutable_metadata())["limit"] = std::string(limit);
  AddDetail(status, info);
  if (!wait) return status;
  RetryInfo retry;
  // Whole milliseconds, rounded up: a retry must not come too early.
  const int64_t milliseconds = absl::ToInt64Milliseconds(absl::Ceil(*wait, absl::Milliseconds(1)));
  retry.mutable_retry_delay()->set_seconds(milliseconds / 1000);
  retry.mutable_retry_delay()->set_nanos(static_cast<int32_t>(milliseconds % 1000 * 1'000'000));
  AddDetail(status, retry);
  return status;
}

std::optional<absl::Duration> RetryDelayOf(const absl::Status& status) {
  const std::optional<RetryInfo> retry = FindDetail<RetryInfo>(status);
  if (!retry) return std::nullopt;
  return absl::Seconds(retry->retry_delay().seconds()) + absl::Nanoseconds(retry->retry_delay().nanos());
}

absl::Status FromStore(const absl::Status& status) {
  if (DamagedResourceOf(status)) return status;
  switch (status.code()) {
    case absl::StatusCode::kUnavailable: {
      absl::Status away =
          MakeError(absl::StatusCode::kUnavailable, "the storage is unavailable; retry later");
      AddDetail(away, RetryAfter(kRetryAfterOutageSeconds));
      return away;
    }
    case absl::StatusCode::kDataLoss:
      return MakeError(absl::StatusCode::kDataLoss, "the storage is damaged");
    default:
      return MakeError(absl::StatusCode::kInternal, "internal storage error");
  }
}

absl::Status ClockJumped() {
  absl::Status status = MakeError(absl::StatusCode::kUnavailable,
                                  "the server's clock has jumped ahead; its operator must set or confirm it");
  AddDetail(status, MakeErrorInfo("CLOCK_JUMPED"));
  AddDetail(status, RetryAfter(kRetryAfterOutageSeconds));
  return status;
}

absl::Status StorageDamaged(std::string_view what) {
  return MakeError(absl::StatusCode::kDataLoss, absl::StrCat("the storage is damaged: ", Absl(what)));
}

absl::Status ResourceDamaged(std::string_view resource, int64_t log_index) {
  // A damaged leaf has no name, or one that cannot be shown.
  const std::string unnamed = absl::StrCat("log entry ", log_index);
  if (resource.empty() || text::FindInvalidUtf8(resource)) resource = unnamed;
  absl::Status status =
      MakeError(absl::StatusCode::kDataLoss,
                absl::StrCat("the stored bytes of ", CutText(resource, kDescriptionBytes),
                             " are damaged (log entry ", log_index, "); the operator must restore them"));
  ErrorInfo info = MakeErrorInfo(kResourceDamaged);
  (*info.mutable_metadata())["resource"] = CutText(resource, kDetailBytes);
  (*info.mutable_metadata())["log_index"] = absl::StrCat(log_index);
  AddDetail(status, info);
  AddDetail(status, Resource(resource));
  return status;
}

std::optional<DamagedResource> DamagedResourceOf(const absl::Status& status) {
  if (!absl::IsDataLoss(status)) return std::nullopt;
  const std::optional<ErrorInfo> info = FindDetail<ErrorInfo>(status);
  DamagedResource damaged;
  if (!info || info->reason() != kResourceDamaged) return std::nullopt;
  const auto& metadata = info->metadata();
  if (!absl::SimpleAtoi(metadata.at("log_index"), &damaged.log_index)) return std::nullopt;
  damaged.name = metadata.at("resource");
  return damaged;
}

absl::Status WithNextPageToken(absl::Status damaged, std::string_view token) {
  return WithMetadata(std::move(damaged), "next_page_token", std::string(token));
}

absl::Status WithNextIndex(absl::Status damaged, int64_t next_index) {
  return WithMetadata(std::move(damaged), "next_index", absl::StrCat(next_index));
}

absl::Status Internal(std::string_view what) {
  return MakeError(absl::StatusCode::kInternal, absl::StrCat("internal error: ", Absl(what)));
}

std::string ReasonOf(const absl::Status& status) {
  const std::optional<ErrorInfo> info = FindDetail<ErrorInfo>(status);
  return info ? info->reason() : std::string();
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
