// Documents::Update.

#include <string_view>
#include <utility>

#include "google/protobuf/util/field_mask_util.h"
#include "registry/commit/may_change.h"
#include "registry/commit/read_resource.h"
#include "registry/commit/request_key.h"
#include "registry/commit/write_outcome.h"
#include "registry/documents/documents.h"
#include "registry/records/entry_builder.h"
#include "registry/records/payload_reader.h"
#include "registry/records/reading_metadata.h"
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
using verbatim::v1::Document;
using verbatim::v1::EntryPayload;
using Outcome = store::WriteResult::Outcome;

// Maximum number of attempts if other calls keep writing the document.
constexpr int kUpdateAttempts = 8;

// The fields that UpdateDocument may change.
constexpr std::string_view kUpdatable[] = {"uri",       "title",        "authors",
                                           "publisher", "publish_time", "language_code"};
constexpr UpdatableFields kUpdatableFields = {
    .names = kUpdatable, .none_is_set = "no field of document that can be updated is set"};

// Updates the document unless it has changed since it was read.
absl::StatusOr<store::WriteResult> UpdateOnce(const RegistryContext& context,
                                              const verbatim::v1::UpdateDocumentRequest& request,
                                              const FieldMask& mask, const WriteContext& write_context,
                                              Document& updated) {
  const std::string& name = request.document().name();
  ABSL_ASSIGN_OR_RETURN(auto record, ReadResource(context.store, name, "document.name"));
  ABSL_RETURN_IF_ERROR(
      CheckMayChange(context.store, write_context.caller, record, "DocumentService.UpdateDocument"));
  ABSL_ASSIGN_OR_RETURN(EntryPayload before, ReadPayload(record.latest, record.payload));
  ABSL_ASSIGN_OR_RETURN(const Document document, ReadDocument(record.latest, record.payload));
  if (document.has_erasure()) return Erased(name);
  const std::string& etag = request.document().etag();
  if (!etag.empty() && etag != document.etag()) return StaleEtag(name, document.etag());

  FieldMaskUtil::MergeOptions options;
  options.set_replace_message_fields(true);
  options.set_replace_repeated_fields(true);
  EntryPayload after;
  *after.mutable_document() = document;
  after.mutable_document()->clear_etag();
  FieldMaskUtil::MergeMessageTo(request.document(), mask, options, after.mutable_document());
  Violations violations;
  CheckUriSchemes(after.document(), &document, "document", violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  *after.mutable_document()->mutable_update_time() = ToTimestamp(write_context.now_micros);
  *after.mutable_text_keys() = before.text_keys();
  KeepReadingMetadata(before, after);
  updated = after.document();

  store::Write write;
  write.request = write_context.request;
  write.entries.push_back(
      MakeDocumentEntry(log::EntryType::kDocumentCorrected, std::move(after), &before, write_context));
  write.entries.back().replaces = record.latest;
  return context.queue.SubmitAndWait(std::move(write));
}

// Returns the response to an update that was committed as log entry `index`.
absl::StatusOr<verbatim::v1::UpdateDocumentResponse> RespondUpdated(store::Store& store,
                                                                    store::LogIndex index,
                                                                    Document document) {
  SetIndex(index, document);
  ABSL_RETURN_IF_ERROR(SetClaimCount(store, document));
  verbatim::v1::UpdateDocumentResponse response;
  *response.mutable_document() = std::move(document);
  return response;
}

absl::StatusOr<verbatim::v1::UpdateDocumentResponse> RespondToRepeated(store::Store& store,
                                                                       const store::WriteResult& result) {
  ABSL_ASSIGN_OR_RETURN(auto entries, ReadCommitted(store, result));
  ABSL_ASSIGN_OR_RETURN(auto document, ReadDocument(entries.front().index, entries.front().payload));
  return RespondUpdated(store, entries.front().index, std::move(document));
}

}  // namespace

absl::StatusOr<verbatim::v1::UpdateDocumentResponse> Documents::Update(
    const access::Caller& caller, verbatim::v1::UpdateDocumentRequest request) {
  Violations violations;
  if (!IsDocumentName(request.document().name())) violations.Add("document.name", "must be documents/{id}");
  CheckDocument(request.document(), "document", violations);
  CheckRequestId(request.request_id(), "request_id", violations);
  const FieldMask mask =
      ResolveUpdateMask(request.update_mask(), request.document(), kUpdatableFields, violations);
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  const std::optional<store::RequestKey> key = TakeRequestKey(context_.environment, caller, request);
  absl::Status refused = TooContended(request.document().name());
  for (int attempt = 0; attempt < kUpdateAttempts; ++attempt) {
    const WriteContext write_context{context_.environment, caller, key, context_.environment.now_micros()};
    Document updated;
    const auto result = UpdateOnce(context_, request, mask, write_context, updated);
    if (!result.ok()) {
      refused = result.status();
      break;
    }
    if (result->outcome == Outcome::kCommitted) {
      return RespondUpdated(context_.store, result->first_index, std::move(updated));
    }
    if (result->outcome == Outcome::kRepeated) return RespondToRepeated(context_.store, *result);
    if (result->outcome != Outcome::kStale) return ToStatus(*result, key);
  }
  // The reason for the refusal may be that the same request already succeeded.
  if (auto repeated = FindRepeated(context_.store, key)) return RespondToRepeated(context_.store, *repeated);
  return refused;
}

}  // namespace verbatim::registry
