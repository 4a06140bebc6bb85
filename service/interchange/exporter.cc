#include "interchange/exporter.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "interchange/claim_review.h"
#include "interchange/iri.h"
#include "interchange/json_fields.h"
#include "interchange/nanopublication.h"
#include "interchange/prov_json.h"
#include "interchange/web_annotation.h"
#include "registry/registry.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::interchange {
namespace {

using nlohmann::ordered_json;
using verbatim::v1::Claim;

constexpr size_t kPartBytes = 256 << 10;
constexpr int kClaimsAtOnce = 100;

// A part ends after this many claims were read or written, even if the part is empty. This takes a few
// milliseconds. Between parts, the server notices cancellation and runs other calls.
constexpr int kStepsPerPart = 200;
constexpr int kMaxNames = 1000;

constexpr std::string_view kHtml = "text/html";  // media types of pages begin with this

// With `replace`, dump does not throw. Stored text is always UTF-8.
std::string Dump(const ordered_json& value) {
  return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

// Returns whether the format can mark a claim as retracted. ClaimReview, Web Annotation and the
// nanopublication guidelines have no term for retraction, so readers would take a retracted claim for a valid
// one.
bool CanMarkRetracted(verbatim::v1::ExchangeFormat format) {
  return format == verbatim::v1::EXCHANGE_FORMAT_PROV_JSON;
}

}  // namespace

std::string DefaultBase(const registry::Registry& registry) {
  return absl::StrCat("urn:verbatim:", EscapeIri(registry.identity().origin), "/");
}

absl::StatusOr<std::unique_ptr<Exporter>> Exporter::Start(registry::Registry& registry,
                                                          verbatim::v1::ExportClaimsRequest request) {
  Violations violations;
  if (request.format() == verbatim::v1::EXCHANGE_FORMAT_UNSPECIFIED ||
      !verbatim::v1::ExchangeFormat_IsValid(request.format())) {
    violations.Add("format", "is required");
  }
  if (request.names_size() > kMaxNames) {
    violations.Add("names", absl::StrCat("there may be at most ", kMaxNames));
  } else {
    for (int i = 0; i < request.names_size(); ++i) {
      if (!IsClaimName(request.names(i))) {
        violations.Add(absl::StrCat("names[", i, "]"), "must be claims/{id}");
      }
    }
  }
  registry::CheckFilter(request.filter(), violations);
  if (request.filter().state() == verbatim::v1::CLAIM_STATE_RETRACTED &&
      !CanMarkRetracted(request.format())) {
    violations.Add("filter.state", "can be RETRACTED only with the format PROV_JSON");
  }
  if (request.filter().state() == verbatim::v1::CLAIM_STATE_ERASED) {
    violations.Add("filter.state", "must not be ERASED, because nothing of an erased claim can be exported");
  }
  CheckBase(request.base_uri(), "base_uri", violations);
  if (!violations.empty()) return violations.ToStatus();
  Uris uris(request.base_uri().empty() ? DefaultBase(registry) : request.base_uri());
  return std::unique_ptr<Exporter>(new Exporter(registry, std::move(request), std::move(uris)));
}

absl::Status Exporter::ReadClaims() {
  if (!request_.names().empty()) {
    verbatim::v1::BatchGetClaimsRequest batch;
    const int end = std::min(request_.names_size(), next_name_ + kClaimsAtOnce);
    for (; next_name_ < end; ++next_name_) batch.add_names(request_.names(next_name_));
    ABSL_ASSIGN_OR_RETURN(auto response, registry::ParseMessage(registry_.claims().BatchGet(batch)));
    for (Claim& claim : *response.mutable_claims()) claims_.push_back(std::move(claim));
    read_all_ = next_name_ == request_.names_size();
    return absl::OkStatus();
  }
  verbatim::v1::ListClaimsRequest list;
  *list.mutable_filter() = request_.filter();
  list.set_page_size(kClaimsAtOnce);
  list.set_page_token(page_token_);
  ABSL_ASSIGN_OR_RETURN(auto response, registry::ParseMessage(registry_.claims().List(std::move(list))));
  for (Claim& claim : *response.mutable_claims()) claims_.push_back(std::move(claim));
  page_token_ = response.next_page_token();
  read_all_ = page_token_.empty();
  return absl::OkStatus();
}

absl::Status Exporter::AddDocument(const std::string& revision, ClaimRecord& record) {
  const std::string name(DocumentOfRevision(revision));
  if (record.documents.contains(name)) return absl::OkStatus();
  verbatim::v1::GetDocumentRequest request;
  request.set_name(name);
  ABSL_ASSIGN_OR_RETURN(auto response, registry_.documents().Get(request));
  record.documents[name] = std::move(*response.mutable_document());
  return absl::OkStatus();
}

absl::Status Exporter::AddGraph(ClaimRecord& record, const sync::CallContext& context) {
  verbatim::v1::TraceClaimRequest request;
  request.set_name(record.claim.name());
  do {
    ABSL_ASSIGN_OR_RETURN(auto page, registry_.traces().TraceClaim(request, context));
    for (auto& node : *page.mutable_nodes()) record.nodes.push_back(std::move(node));
    for (auto& relation : *page.mutable_relations()) record.relations.push_back(std::move(relation));
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

absl::Status Exporter::AddPages(ClaimRecord& record, const sync::CallContext& context) {
  for (int i = 0; i < record.claim.citations_size(); ++i) {
    const verbatim::v1::Citation& citation = record.claim.citations(i);
    if (citation.erased()) continue;
    ABSL_RETURN_IF_ERROR(context.Check());
    verbatim::v1::GetRevisionRequest request;
    request.set_name(citation.revision());
    request.set_view(verbatim::v1::REVISION_VIEW_BASIC);
    absl::StatusOr<verbatim::v1::GetRevisionResponse> response = registry_.documents().GetRevision(request);
    // The document was erased after the claim was read.
    if (absl::IsFailedPrecondition(response.status())) continue;
    ABSL_RETURN_IF_ERROR(response.status());
    const bool is_html = response->revision().media_type().starts_with(kHtml);
    record.revisions[citation.revision()] = std::move(*response->mutable_revision());
    if (!is_html) continue;
    if (page_.revision != citation.revision()) {
      ABSL_ASSIGN_OR_RETURN(page_, registry_.pages().Read(citation.revision(), context));
    }
    if (!page_.page) continue;
    const text::ByteRange range{static_cast<size_t>(citation.span().byte_start()),
                                static_cast<size_t>(citation.span().byte_end())};
    std::optional<text::PageSelection> selection =
        text::SelectInPage(page_.text->text(), range, *page_.page, context.ShouldStop());
    ABSL_RETURN_IF_ERROR(context.Check());
    if (selection) record.page_selections[i] = *std::move(selection);
  }
  return absl::OkStatus();
}

absl::StatusOr<ClaimRecord> Exporter::Complete(Claim claim, const sync::CallContext& context) {
  ClaimRecord record;
  record.claim = std::move(claim);
  if (request_.format() == verbatim::v1::EXCHANGE_FORMAT_PROV_JSON) {
    ABSL_RETURN_IF_ERROR(AddGraph(record, context));
    return record;
  }
  for (const auto& citation : record.claim.citations()) {
    ABSL_RETURN_IF_ERROR(AddDocument(citation.revision(), record));
  }
  if (request_.format() == verbatim::v1::EXCHANGE_FORMAT_WEB_ANNOTATION) {
    ABSL_RETURN_IF_ERROR(AddPages(record, context));
    return record;
  }
  std::set<std::string> retracted;  // evidence
  verbatim::v1::ListEvidenceRequest evidence;
  evidence.set_parent(record.claim.name());
  do {
    ABSL_RETURN_IF_ERROR(context.Check());
    ABSL_ASSIGN_OR_RETURN(auto page, registry_.evidence().ListEvidence(evidence));
    for (auto& one : *page.mutable_evidence()) {
      if (one.state() == verbatim::v1::EVIDENCE_STATE_RETRACTED) {
        retracted.insert(one.name());
        continue;
      }
      ABSL_RETURN_IF_ERROR(AddDocument(one.citation().revision(), record));
      record.evidence.push_back(std::move(one));
    }
    evidence.set_page_token(page.next_page_token());
  } while (!evidence.page_token().empty());
  verbatim::v1::ListReviewsRequest reviews;
  reviews.set_parent(record.claim.name());
  do {
    ABSL_RETURN_IF_ERROR(context.Check());
    ABSL_ASSIGN_OR_RETURN(auto page, registry_.reviews().ListReviews(reviews));
    for (auto& review : *page.mutable_reviews()) {
      auto& names = *review.mutable_evidence();
      names.erase(std::remove_if(names.begin(), names.end(),
                                 [&](const std::string& name) { return retracted.contains(name); }),
                  names.end());
      record.reviews.push_back(std::move(review));
    }
    reviews.set_page_token(page.next_page_token());
  } while (!reviews.page_token().empty());
  return record;
}

std::string Exporter::Head() const {
  switch (request_.format()) {
    case verbatim::v1::EXCHANGE_FORMAT_CLAIM_REVIEW_FEED:
      return ClaimReviewFeedHead();
    case verbatim::v1::EXCHANGE_FORMAT_PROV_JSON:
      return ProvJsonHead(uris_);
    case verbatim::v1::EXCHANGE_FORMAT_WEB_ANNOTATION:
      return AnnotationPageHead(uris_);
    default:
      return "";
  }
}

std::string Exporter::Tail() const {
  switch (request_.format()) {
    case verbatim::v1::EXCHANGE_FORMAT_CLAIM_REVIEW_FEED:
      return ClaimReviewFeedTail();
    case verbatim::v1::EXCHANGE_FORMAT_PROV_JSON:
      return ProvJsonTail();
    case verbatim::v1::EXCHANGE_FORMAT_WEB_ANNOTATION:
      return AnnotationPageTail();
    default:
      return "";
  }
}

void Exporter::WriteItem(const std::string& item, std::string& data) {
  if (has_item_) data.append(",\n");
  data.append(item);
  has_item_ = true;
  ++items_;
}

void Exporter::WriteLine(const std::string& item, std::string& data) {
  absl::StrAppend(&data, item, "\n");
  ++items_;
}

void Exporter::Write(const ClaimRecord& record, std::string& data) {
  switch (request_.format()) {
    case verbatim::v1::EXCHANGE_FORMAT_CLAIM_REVIEW:
      for (const ordered_json& review : ToClaimReviews(record, uris_)) WriteLine(Dump(review), data);
      return;
    case verbatim::v1::EXCHANGE_FORMAT_CLAIM_REVIEW_FEED:
      for (ordered_json& review : ToClaimReviews(record, uris_)) {
        WriteItem(Dump(FeedItemOf(std::move(review))), data);
      }
      return;
    case verbatim::v1::EXCHANGE_FORMAT_PROV_JSON:
      return WriteItem(absl::StrCat("\"", BundleName(record), "\":", Dump(ToBundle(record, uris_))), data);
    case verbatim::v1::EXCHANGE_FORMAT_WEB_ANNOTATION: {
      ordered_json annotation = ToAnnotation(record, uris_);
      annotation.erase("@context");  // already in the page
      // An annotation must have a target. The claim has no target if all of its sources are erased.
      if (!annotation["target"].empty()) WriteItem(Dump(annotation), data);
      return;
    }
    case verbatim::v1::EXCHANGE_FORMAT_NANOPUBLICATION:
      data.append(ToNanopublication(record, uris_));
      ++items_;
      return;
    default:
      return;
  }
}

absl::StatusOr<std::optional<verbatim::v1::ExportClaimsResponse>> Exporter::Next(
    const sync::CallContext& context) {
  if (ended_) return std::nullopt;
  verbatim::v1::ExportClaimsResponse response;
  std::string& data = *response.mutable_data();
  if (!begun_) data = Head();
  begun_ = true;
  for (int step = 0; step < kStepsPerPart && data.size() < kPartBytes; ++step) {
    ABSL_RETURN_IF_ERROR(context.Check());
    if (claims_.empty()) {
      if (read_all_) {
        data.append(Tail());
        ended_ = true;
        break;
      }
      ABSL_RETURN_IF_ERROR(ReadClaims());
      continue;
    }
    Claim claim = std::move(claims_.front());
    claims_.pop_front();
    const bool is_retracted = claim.state() == verbatim::v1::CLAIM_STATE_RETRACTED;
    if (claim.has_erasure() || (is_retracted && !CanMarkRetracted(request_.format()))) {
      ++count_;
      ++omitted_;
      continue;
    }
    ABSL_ASSIGN_OR_RETURN(auto record, Complete(std::move(claim), context));
    const int64_t items_before = items_;
    Write(record, data);
    if (items_ == items_before) ++omitted_;
    ++count_;
  }
  response.set_claims(count_);
  response.set_items(items_);
  response.set_omitted_claims(omitted_);
  return response;
}

}  // namespace verbatim::interchange
