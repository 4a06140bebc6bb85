#include "interchange/review_sources.h"

#include <algorithm>
#include <future>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "interchange/claim_words.h"
#include "log/sha256.h"
#include "status/errors.h"
#include "status/names.h"
#include "status/status_macros.h"

namespace verbatim::interchange {
namespace {

using verbatim::v1::Claim;
using verbatim::v1::Document;
using verbatim::v1::Review;

// Returns the text of the document of a review.
std::string TextOfReview(const Claim& claim, const Review& review) {
  const verbatim::v1::Rating& rating = review.rating();
  std::string verdict = rating.words();
  if (verdict.empty() && rating.has_value())
    verdict = absl::StrCat(rating.value(), " on ", rating.worst(), " to ", rating.best());
  return verdict.empty() ? claim.text() : absl::StrCat(claim.text(), "\n\n", verdict, "\n");
}

// Returns what the id of the document of a review is made of. It stays the same if the verdict changes, so that
// the claim stays the same, too.
std::string PartsOfReview(const Claim& claim, const Review& review) {
  return absl::StrCat(review.uri().size(), ":", review.uri(), review.reviewer().name().size(), ":",
                      review.reviewer().name(), claim.text());
}

std::string NameFrom(std::string_view prefix, const log::Digest& digest) {
  constexpr size_t kDigits = 32;
  return DocumentName(absl::StrCat(std::string(prefix), log::ToHex(digest).substr(0, kDigits)));
}

Document DocumentOfReview(const Review& review) {
  Document document;
  document.set_kind(verbatim::v1::DOCUMENT_KIND_REVIEW);
  document.set_uri(review.uri());
  document.set_title(review.title());
  document.set_publisher(review.reviewer().name());
  document.set_language_code(review.language_code());
  const std::string& date = review.publish_date();
  constexpr size_t kDayBytes = 10;
  if (date.size() >= kDayBytes) {
    google::protobuf::util::TimeUtil::FromString(date.size() == kDayBytes ? date + "T00:00:00Z" : date,
                                                 document.mutable_publish_time());
  }
  return document;
}

}  // namespace

void KeepAppearances(const ExchangedItem& item, const std::vector<std::string>& cited, Claim& claim) {
  const auto is_cited = [&](const std::string& uri) { return std::ranges::find(cited, uri) != cited.end(); };
  const std::vector<std::string>& all = item.appearances;
  if (std::ranges::all_of(all, is_cited)) return;
  // The first appearance stands last. If there are others, it is not one of them.
  claim.set_appearance_uri(all.front());
  if (!item.first_appearance.empty() && !is_cited(item.first_appearance))
    claim.set_first_appearance_uri(item.first_appearance);
  for (size_t i = 1; i < all.size(); ++i) {
    if (all[i] != item.first_appearance) claim.add_further_appearance_uris(all[i]);
  }
}

absl::Status ReviewSources::GroundInAppearances(ExchangedItem& item, const sync::CallContext& context) {
  std::string first_document;
  verbatim::v1::Citation& citation = *item.claim.add_citations();
  citation.set_quote(item.claim.text());
  absl::Status ambiguous;
  const auto try_document = [&](const std::string& document) -> absl::StatusOr<bool> {
    ABSL_RETURN_IF_ERROR(context.Check());
    if (first_document.empty()) first_document = document;
    auto words = FindClaimWords(registry_, document, item.claim.text(), context);
    // Words cannot be found in an erased document.
    if (!words.ok() && !absl::IsFailedPrecondition(words.status())) return words.status();
    if (!words.ok() || !*words) return false;
    citation.set_revision(document);
    citation.set_quote(**words);
    return true;
  };
  for (const std::string& uri : item.appearances) {
    const absl::StatusOr<std::string> document =
        documents_.FindByUris("claim.citations[0].revision", {"", uri, {}});
    if (absl::IsInvalidArgument(document.status())) {
      ambiguous = document.status();
      continue;
    }
    ABSL_RETURN_IF_ERROR(document.status());
    if (document->empty()) continue;
    ABSL_ASSIGN_OR_RETURN(const bool found, try_document(*document));
    if (!found) continue;
    KeepAppearances(item, {uri}, item.claim);
    return absl::OkStatus();
  }
  KeepAppearances(item, {}, item.claim);
  if (!options_.document().empty()) {
    ABSL_ASSIGN_OR_RETURN(const bool found, try_document(options_.document()));
    if (found) return absl::OkStatus();
  }
  citation.set_revision(first_document);
  if (!first_document.empty()) return absl::OkStatus();
  ABSL_RETURN_IF_ERROR(ambiguous);
  return InvalidField(
      "claim.citations[0].revision",
      item.appearances.empty()
          ? std::string("the item names no source; set options.document to the document of such "
                        "items, or options.source to REVIEW")
          : absl::StrCat("no document has the URI ", item.appearances.front(),
                         item.appearances.size() == 1 ? "" : ", or one of the item's other URIs"));
}

absl::StatusOr<std::string> ReviewSources::NameOfReview(const ExchangedItem& item) {
  const std::string parts = PartsOfReview(item.claim, item.reviews.front());
  // Versions without a digest key made this name.
  std::string earlier = NameFrom("r", log::Sha256(parts));
  verbatim::v1::GetDocumentRequest get;
  get.set_name(earlier);
  const absl::Status found = registry_.documents().Get(get).status();
  if (found.ok()) return earlier;
  if (!absl::IsNotFound(found)) return found;
  return NameFrom("h", registry_.KeyedDigest(parts));
}

absl::Status ReviewSources::RecordReview(const ExchangedItem& item, const std::string& name,
                                         const sync::CallContext& context) {
  const Review& review = item.reviews.front();
  verbatim::v1::Content content;
  content.set_media_type("text/plain");
  content.set_data(TextOfReview(item.claim, review));
  verbatim::v1::GetDocumentRequest get;
  get.set_name(name);
  const absl::StatusOr<verbatim::v1::GetDocumentResponse> known = registry_.documents().Get(get);
  if (known.ok()) {
    // Recording reports the erasure.
    if (known->document().has_erasure()) return absl::OkStatus();
    // Content that is the latest already changes nothing.
    verbatim::v1::CreateRevisionRequest request;
    request.set_parent(name);
    *request.mutable_content() = std::move(content);
    return registry_.documents().CreateRevision(caller_, std::move(request), context).status();
  }
  if (!absl::IsNotFound(known.status())) return known.status();
  verbatim::v1::CreateDocumentRequest request;
  request.set_document_id(name.substr(name.find('/') + 1));
  *request.mutable_document() = DocumentOfReview(review);
  *request.mutable_content() = std::move(content);
  std::promise<absl::Status> done;
  registry_.documents().Create(
      caller_, std::move(request),
      [&](const absl::StatusOr<verbatim::v1::CreateDocumentResponse>& created) {
        done.set_value(created.status());
      },
      context);
  const absl::Status created = done.get_future().get();
  // Another import may have recorded the same review.
  return absl::IsAlreadyExists(created) ? absl::OkStatus() : created;
}

absl::Status ReviewSources::GroundInReview(ExchangedItem& item, const sync::CallContext& context) {
  if (item.reviews.empty()) return InvalidField("claimReview", "is required with the source REVIEW");
  KeepAppearances(item, {}, item.claim);
  item.claim.clear_citations();
  verbatim::v1::Citation& citation = *item.claim.add_citations();
  citation.set_quote(item.claim.text());
  // The verdict may repeat the claim.
  const std::string text = TextOfReview(item.claim, item.reviews.front());
  if (text.find(item.claim.text(), 1) != std::string::npos) citation.set_suffix("\n\n");
  ABSL_ASSIGN_OR_RETURN(std::string name, NameOfReview(item));
  citation.set_revision(std::move(name));
  return options_.validate_only() ? absl::OkStatus() : RecordReview(item, citation.revision(), context);
}

absl::Status ReviewSources::Ground(ExchangedItem& item, const sync::CallContext& context) {
  if (UsesReviews()) return GroundInReview(item, context);
  if (item.claim.citations().empty()) return GroundInAppearances(item, context);
  KeepAppearances(item, item.cited_uris, item.claim);
  return absl::OkStatus();
}

}  // namespace verbatim::interchange
