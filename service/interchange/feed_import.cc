#include "interchange/feed_import.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "access/caller.h"
#include "access/method_rules.h"
#include "interchange/claim_review.h"
#include "interchange/exporter.h"
#include "interchange/fact_check_tools.h"
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

// Returns whether an element of a graph is no annotation. A graph has other things beside the annotations,
// such as their creators.
bool IsPassedOver(const FeedItem& item) { return item.in_graph && !IsAnnotation(*item.value); }

bool IsOfClaimReviews(verbatim::v1::ExchangeFormat format) {
  return format == verbatim::v1::EXCHANGE_FORMAT_CLAIM_REVIEW ||
         format == verbatim::v1::EXCHANGE_FORMAT_CLAIM_REVIEW_FEED;
}

void CheckSource(const verbatim::v1::ImportFeedOptions& options, Violations& violations) {
  if (options.source() == verbatim::v1::IMPORT_SOURCE_UNSPECIFIED) return;
  if (options.source() != verbatim::v1::IMPORT_SOURCE_REVIEW) {
    violations.Add("options.source", "is not a valid ImportSource");
  } else if (options.format() == verbatim::v1::EXCHANGE_FORMAT_WEB_ANNOTATION) {
    violations.Add("options.source", "must be unset with WEB_ANNOTATION, because an annotation is no review");
  } else if (!options.document().empty()) {
    violations.Add("options.document", "must be empty with the source REVIEW");
  }
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
    case verbatim::v1::EXCHANGE_FORMAT_FACT_CHECK_TOOLS:
      break;
    default:
      violations.Add("options.format",
                     "must be CLAIM_REVIEW, CLAIM_REVIEW_FEED, WEB_ANNOTATION or FACT_CHECK_TOOLS");
  }
  CheckSource(options, violations);
  registry::CheckQuoteMatching(options.quote_matching(), "options.quote_matching", violations);
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

void FeedImport::Append(std::string_view part) { Read(items_.Push(part)); }

void FeedImport::End() {
  Read(items_.Finish());
  if (IsOfClaimReviews(options_.format())) ReadReviews(reviews_.Finish());
}

void FeedImport::Read(std::vector<FeedItem> items) {
  const bool is_review = IsOfClaimReviews(options_.format());
  for (FeedItem& item : items) {
    const int64_t offset = item.byte_offset;
    if (is_review) {
      ReadReviews(reviews_.Push(std::move(item)));
    } else if (!item.value.ok()) {
      waiting_.push_back({offset, item.value.status()});
    } else if (options_.format() == verbatim::v1::EXCHANGE_FORMAT_WEB_ANNOTATION) {
      if (!IsPassedOver(item)) waiting_.push_back({offset, ReadAnnotation(*item.value, uris_)});
    } else {
      AddAll(ReadFactCheckClaim(*item.value), offset);
    }
  }
}

void FeedImport::ReadReviews(std::vector<FoundReview> reviews) {
  for (FoundReview& found : reviews) {
    AddAll(found.review.ok() ? ReadClaimReviews(*found.review, found.page, uris_)
                             : absl::StatusOr<std::vector<ExchangedItem>>(found.review.status()),
           found.byte_offset);
  }
}

void FeedImport::AddAll(absl::StatusOr<std::vector<ExchangedItem>> items, int64_t byte_offset) {
  if (!items.ok()) {
    waiting_.push_back({byte_offset, items.status()});
    return;
  }
  for (ExchangedItem& item : *items) waiting_.push_back({byte_offset, std::move(item)});
}

absl::Status FeedImport::Resolve(std::string_view path, const ExchangedItem& item, Citation& citation) const {
  NamedSource source;
  const std::string& given = citation.revision();
  (IsDocumentName(given) || IsRevisionName(given) ? source.name : source.uri) = given;
  if (auto beside = item.uris_beside_names.find(given); beside != item.uris_beside_names.end()) {
    source.uri = beside->second;
  }
  ABSL_ASSIGN_OR_RETURN(SourceResolver::Found found, sources_.Find(path, source));
  citation.set_revision(std::move(found.name));
  return absl::OkStatus();
}

absl::Status FeedImport::ResolveAnnotated(std::string_view path, AnnotatedSource source, int index,
                                          registry::ImportItem& item) const {
  Citation& citation = *item.claim.mutable_citations(index);
  NamedSource named = {"", std::move(source.uri), std::move(source.canonical)};
  const std::string& given = citation.revision();
  if (IsDocumentName(given) || IsRevisionName(given)) named.name = given;
  ABSL_ASSIGN_OR_RETURN(SourceResolver::Found found, sources_.Find(path, named));
  // The words are taken from another document than the one where they appeared.
  if (found.is_default && item.claim.appearance_uri().empty()) item.claim.set_appearance_uri(named.uri);
  citation.set_revision(std::move(found.name));
  registry::SelectedCitation& selected = item.selections.emplace_back();
  selected.selection = std::move(source.selection);
  if (source.times.empty() || !IsDocumentName(citation.revision())) return absl::OkStatus();
  ABSL_ASSIGN_OR_RETURN(selected.revisions, sources_.RevisionsAt(citation.revision(), source.times));
  return absl::OkStatus();
}

absl::Status FeedImport::ResolveClaim(ExchangedItem& item, registry::ImportItem& recording,
                                      const sync::CallContext& context) const {
  if (!recording.claim.name().empty()) {
    verbatim::v1::GetClaimRequest request;
    request.set_name(recording.claim.name());
    absl::Status known = registry_.claims().Get(request).status();
    if (!absl::IsNotFound(known)) return known;
  }
  // The review is its own source, and is not recorded yet if the import only validates.
  if (options_.source() == verbatim::v1::IMPORT_SOURCE_REVIEW) return absl::OkStatus();
  for (int i = 0; i < recording.claim.citations_size(); ++i) {
    ABSL_RETURN_IF_ERROR(context.Check());
    const std::string path = absl::StrCat("claim.citations[", i, "].revision");
    ABSL_RETURN_IF_ERROR(
        item.sources.empty()
            ? Resolve(path, item, *recording.claim.mutable_citations(i))
            : ResolveAnnotated(path, std::move(item.sources[static_cast<size_t>(i)]), i, recording));
  }
  return absl::OkStatus();
}

absl::StatusOr<registry::ImportResult> FeedImport::Record(ExchangedItem item,
                                                          const sync::CallContext& context) {
  if (!item.evidence.empty() || !item.reviews.empty()) {
    ABSL_RETURN_IF_ERROR(
        access::Authorize(caller_, access::Permission::kReview, "ProvenanceService.ImportFeed"));
  }
  if (options_.format() != verbatim::v1::EXCHANGE_FORMAT_WEB_ANNOTATION)
    ABSL_RETURN_IF_ERROR(sources_of_reviews_.Ground(item, context));
  registry::ImportItem recording;
  recording.quote_matching = options_.quote_matching();
  recording.claim = std::move(item.claim);
  if (!IsClaimName(recording.claim.name())) recording.claim.clear_name();
  ABSL_RETURN_IF_ERROR(ResolveClaim(item, recording, context));
  for (size_t i = 0; i < item.evidence.size(); ++i) {
    verbatim::v1::Evidence& evidence = item.evidence[i];
    if (ClaimOf(evidence.name()) != recording.claim.name()) evidence.clear_name();
    ABSL_RETURN_IF_ERROR(context.Check());
    ABSL_RETURN_IF_ERROR(
        Resolve(absl::StrCat("evidence[", i, "].citation.revision"), item, *evidence.mutable_citation()));
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
  if (options_.validate_only() && options_.source() == verbatim::v1::IMPORT_SOURCE_REVIEW) {
    // The document of the review is not recorded, so there is nothing to search.
    Violations violations;
    registry::CheckClaim(recording.claim, registry_.limits(), "claim", violations);
    ABSL_RETURN_IF_ERROR(violations.ToStatus());
    return registry::ImportResult{std::move(recording.claim), {}, std::move(recording.review)};
  }
  ABSL_RETURN_IF_ERROR(context.Check());
  using Mode = registry::ClaimImporter::Mode;
  return registry_.claim_importer().Import(
      caller_, recording, options_.validate_only() ? Mode::kValidateOnly : Mode::kRecord, context);
}

absl::StatusOr<std::optional<ImportFeedResponse>> FeedImport::Next(const sync::CallContext& context) {
  if (waiting_.empty()) return std::nullopt;
  ABSL_RETURN_IF_ERROR(context.Check());
  Waiting next = std::move(waiting_.front());
  waiting_.pop_front();
  ImportFeedResponse response;
  response.set_index(next_index_++);
  response.set_byte_offset(next.byte_offset);
  Notes notes;
  if (next.item.ok()) notes = std::move(next.item->notes);
  absl::StatusOr<registry::ImportResult> recorded =
      next.item.ok() ? Record(*std::move(next.item), context)
                     : absl::StatusOr<registry::ImportResult>(next.item.status());
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
