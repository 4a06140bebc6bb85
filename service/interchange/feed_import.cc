#include "interchange/feed_import.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "access/caller.h"
#include "interchange/claim_review.h"
#include "interchange/exporter.h"
#include "interchange/json_fields.h"
#include "interchange/web_annotation.h"
#include "status/errors.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::interchange {
namespace {

using verbatim::v1::Citation;
using verbatim::v1::ImportFeedResponse;

// Returns whether the error is not specific to one item and would also affect the following items.
bool EndsImport(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsCancelled(status) || absl::IsDeadlineExceeded(status);
}

}  // namespace

absl::StatusOr<std::unique_ptr<FeedImport>> FeedImport::Start(registry::Registry& registry,
                                                              access::Caller caller,
                                                              verbatim::v1::ImportFeedOptions options) {
  Violations violations;
  switch (options.format()) {
    case verbatim::v1::EXCHANGE_FORMAT_CLAIM_REVIEW:
    case verbatim::v1::EXCHANGE_FORMAT_CLAIM_REVIEW_FEED:
    case verbatim::v1::EXCHANGE_FORMAT_WEB_ANNOTATION:
      break;
    default:
      violations.Add("options.format", "must be CLAIM_REVIEW, CLAIM_REVIEW_FEED or WEB_ANNOTATION");
  }
  const std::string& document = options.document();
  if (!document.empty() && !IsDocumentName(document) && !IsRevisionName(document)) {
    violations.Add("options.document", "must be documents/{id} or documents/{id}/revisions/{number}");
  }
  CheckBase(options.base_uri(), "options.base_uri", violations);
  if (!violations.empty()) return violations.ToStatus();
  if (!document.empty()) {
    verbatim::v1::GetDocumentRequest request;
    request.set_name(std::string(DocumentOfRevision(document)));
    ABSL_RETURN_IF_ERROR(registry.documents().Get(request).status());
  }
  Uris uris(options.base_uri().empty() ? DefaultBase(registry) : options.base_uri());
  return std::unique_ptr<FeedImport>(
      new FeedImport(registry, std::move(caller), std::move(options), std::move(uris)));
}

void FeedImport::Append(std::string_view part) {
  for (FeedItem& item : items_.Push(part)) waiting_.push_back(std::move(item));
}

void FeedImport::End() {
  for (FeedItem& item : items_.Finish()) waiting_.push_back(std::move(item));
}

absl::Status FeedImport::Resolve(std::string_view path, Citation& citation) {
  const std::string source = citation.revision();
  const bool named = IsDocumentName(source) || IsRevisionName(source);
  if (!named && !source.empty()) {
    verbatim::v1::ListDocumentsRequest request;
    // A fragment locates a place on the page and is not part of the document's URI.
    request.mutable_filter()->set_uri(source.substr(0, source.find('#')));
    request.set_page_size(2);
    ABSL_ASSIGN_OR_RETURN(auto found, registry_.documents().List(request));
    if (found.documents_size() > 1) {
      return InvalidField(path, absl::StrCat("several documents have the URI ", source,
                                             "; use the name of one of these documents instead"));
    }
    if (found.documents_size() == 1) {
      citation.set_revision(found.documents(0).name());
      return absl::OkStatus();
    }
  }
  if (named) return absl::OkStatus();
  if (options_.document().empty()) {
    return InvalidField(
        path,
        source.empty()
            ? std::string("the item names no source; set options.document to the document of such items")
            : absl::StrCat("no document has the URI ", source));
  }
  citation.set_revision(options_.document());
  return absl::OkStatus();
}

absl::StatusOr<registry::ImportResult> FeedImport::Record(const nlohmann::json& object, Notes& notes,
                                                          const sync::CallContext& context) {
  ABSL_ASSIGN_OR_RETURN(auto item, options_.format() == verbatim::v1::EXCHANGE_FORMAT_WEB_ANNOTATION
                                       ? ReadAnnotation(object, uris_)
                                       : ReadClaimReview(object, uris_));
  notes = std::move(item.notes);
  registry::ImportItem recording;
  recording.claim = std::move(item.claim);
  if (!IsClaimName(recording.claim.name())) recording.claim.clear_name();
  for (int i = 0; i < recording.claim.citations_size(); ++i) {
    ABSL_RETURN_IF_ERROR(context.Check());
    ABSL_RETURN_IF_ERROR(
        Resolve(absl::StrCat("claim.citations[", i, "].revision"), *recording.claim.mutable_citations(i)));
  }
  for (size_t i = 0; i < item.evidence.size(); ++i) {
    verbatim::v1::Evidence& evidence = item.evidence[i];
    if (ClaimOf(evidence.name()) != recording.claim.name()) evidence.clear_name();
    ABSL_RETURN_IF_ERROR(context.Check());
    ABSL_RETURN_IF_ERROR(
        Resolve(absl::StrCat("evidence[", i, "].citation.revision"), *evidence.mutable_citation()));
    recording.evidence.push_back(std::move(evidence));
  }
  if (!item.reviews.empty()) {
    verbatim::v1::Review& review = item.reviews.front();
    if (ClaimOf(review.name()) != recording.claim.name()) {
      review.clear_name();
      review.clear_evidence();
    }
    recording.review = std::move(review);
  }
  ABSL_RETURN_IF_ERROR(context.Check());
  using Mode = registry::ClaimImporter::Mode;
  return registry_.claim_importer().Import(caller_, recording,
                                           options_.validate_only() ? Mode::kValidateOnly : Mode::kRecord);
}

absl::StatusOr<std::optional<ImportFeedResponse>> FeedImport::Next(const sync::CallContext& context) {
  if (waiting_.empty()) return std::nullopt;
  ABSL_RETURN_IF_ERROR(context.Check());
  FeedItem item = std::move(waiting_.front());
  waiting_.pop_front();
  ImportFeedResponse response;
  response.set_index(item.index);
  response.set_byte_offset(item.byte_offset);
  Notes notes;
  absl::StatusOr<registry::ImportResult> recorded =
      item.value.ok() ? Record(*item.value, notes, context)
                      : absl::StatusOr<registry::ImportResult>(item.value.status());
  if (!recorded.ok()) {
    if (EndsImport(recorded.status())) return recorded.status();
    *response.mutable_error() = ToRpcStatus(recorded.status());
    return response;
  }
  *response.mutable_claim() = std::move(recorded->claim);
  for (auto& evidence : recorded->evidence) *response.add_evidence() = std::move(evidence);
  if (recorded->review) *response.mutable_review() = *std::move(recorded->review);
  response.set_unchanged(recorded->unchanged);
  response.mutable_notes()->Assign(notes.list().begin(), notes.list().end());
  return response;
}

}  // namespace verbatim::interchange
