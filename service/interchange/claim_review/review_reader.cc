// Implements ReadClaimReviews.

#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "interchange/claim_review.h"
#include "interchange/claim_review/author_reader.h"
#include "interchange/claim_review/claim_reader.h"
#include "interchange/claim_review/plain_text.h"
#include "interchange/claim_review/rating_reader.h"
#include "interchange/claim_review/unkept_properties.h"
#include "interchange/claim_review/url_reader.h"
#include "interchange/json_fields.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "text/unicode/language.h"
#include "text/unicode/utf8.h"

namespace verbatim::interchange {
namespace {

using nlohmann::json;
using verbatim::v1::Review;

// Limits of Review.
constexpr size_t kRationaleBytes = 64 << 10;
constexpr size_t kTitleBytes = 1024;
constexpr size_t kMaxEvidence = 100;

// Returns the URL of the page that a review is on, without `url`: mainEntityOfPage, `@id`, or the page around
// it.
std::string PageOf(const json& review, std::string_view around) {
  for (const json* page : Values(review, "mainEntityOfPage")) {
    for (const std::string& written :
         {page->is_string() ? page->get<std::string>() : Text(*page, "url"), Text(*page, "@id")}) {
      if (std::string url = ReadUrl(written, around); IsPageUrl(url)) return WithoutFragment(url);
    }
  }
  if (std::string id = ReadUrl(Text(review, "@id"), around); IsPageUrl(id)) return WithoutFragment(id);
  return std::string(around);
}

// Reads the language as a BCP 47 tag.
std::string ReadLanguage(const json& review, Notes& notes) {
  const std::vector<const json*> values = Values(review, "inLanguage");
  std::string language;
  for (size_t i = 0; i < values.size() && language.empty(); ++i) {
    for (const char* key : {"@value", "alternateName", "name", "identifier"}) {
      const std::string written =
          PlainLine(values[i]->is_object() ? Text(*values[i], key) : Text(review, "inLanguage"));
      if (written.empty()) continue;
      Violations violations;
      CheckLanguage(written, "", violations);
      language = violations.empty() ? written : text::LikelyLanguage(written);
      if (!language.empty()) break;
    }
  }
  if (!values.empty() && language.empty()) notes.Add("inLanguage", "is not a language tag and is not kept");
  if (values.size() > 1) notes.Add("inLanguage", "has several languages; only the first is kept");
  return language;
}

// Reads the address of a review. Adds a violation if there is none at all.
std::string ReadReviewUrl(const json& review, const std::string& page, const Uris& uris, Notes& notes,
                          Violations& violations) {
  const std::string id = Text(review, "@id");
  const bool is_ours = !uris.NameOf(id).empty();
  std::vector<std::string> urls = ReadUrls(review, "url", "url", page, notes);
  const bool has_url = !Values(review, "url").empty();
  for (size_t i = 1; i < urls.size(); ++i) notes.Add(absl::StrCat("url[", i, "]"), kNotKept);
  std::string url = urls.empty() ? page : urls.front();
  if (url.empty() && !has_url && !is_ours) violations.Add("url", "is required");
  if (urls.empty() && has_url) notes.Add("url", url.empty() ? std::string(kNotKept) : "is read as " + url);
  if (!is_ours && IsPageUrl(id) && WithoutFragment(id) != WithoutFragment(url)) notes.Add("@id", kNotKept);
  if (!page.empty() && !Values(review, "mainEntityOfPage").empty() &&
      WithoutFragment(page) != WithoutFragment(url))
    notes.Add("mainEntityOfPage", kNotKept);
  return uris.NameOf(url).empty() ? url : "";
}

// Reads the reviewer: the author, or else the publisher, or else the host of the review's URL.
void ReadReviewer(const json& review, const std::string& url, Review& into, Notes& notes,
                  Violations& violations) {
  std::optional<Author> reviewer;
  for (const char* key : {"author", "publisher", "sdPublisher"}) {
    Notes of_member;
    std::optional<Author> author = ReadAuthor(review, key, key, url, of_member);
    if (!reviewer) {
      reviewer = std::move(author);
      notes.Append(of_member);
    } else if (author &&
               (author->name != reviewer->name || (author->uri != reviewer->uri && !author->uri.empty()))) {
      notes.Add(key, kNotKept);
    }
  }
  if (!reviewer && !HostOf(url).empty()) {
    reviewer = Author{HostOf(url), "", {}};
    notes.Add("author", absl::StrCat("has no name; the host ", reviewer->name, " is the reviewer's name"));
  }
  if (!reviewer) {
    violations.Add("author", "is required and must have a name");
    return;
  }
  into.mutable_reviewer()->set_name(std::move(reviewer->name));
  into.mutable_reviewer()->set_uri(std::move(reviewer->uri));
  into.mutable_reviewer()->mutable_same_as()->Assign(reviewer->same_as.begin(), reviewer->same_as.end());
}

// Reads the first of two properties that is there, and notes the other if it says something else.
std::string ReadEither(const json& review, const char* first, const char* second, size_t most, Notes& notes) {
  std::string kept;
  for (const char* key : {first, second}) {
    std::string text = PlainText(Text(review, key));
    if (text.empty() || text == kept) continue;
    if (!kept.empty()) {
      notes.Add(key, kNotKept);
    } else if (text.size() > most) {
      notes.Add(key, absl::StrCat("exceeds ", most, " bytes and is not kept"));
    } else {
      kept = std::move(text);
    }
  }
  return kept;
}

verbatim::v1::EvidenceStance StanceOf(const json& quotation) {
  std::string type = Text(quotation, "additionalType");
  if (type.starts_with(kVerbatimNamespace)) {
    type = absl::AsciiStrToUpper(type.substr(kVerbatimNamespace.size()));
    verbatim::v1::EvidenceStance stance;
    if (verbatim::v1::EvidenceStance_Parse("EVIDENCE_STANCE_" + type, &stance)) return stance;
  }
  return verbatim::v1::EVIDENCE_STANCE_CONTEXT;
}

std::vector<verbatim::v1::Evidence> ReadEvidence(const json& review, const Uris& uris, Notes& notes) {
  std::vector<verbatim::v1::Evidence> evidence;
  const std::vector<const json*> quotations = Quotations(review);
  for (const json* quotation : quotations) {
    if (evidence.size() == kMaxEvidence) {
      notes.Add("citation",
                absl::StrCat("has more than ", kMaxEvidence, " quotations; the others are not kept"));
      break;
    }
    verbatim::v1::Evidence& read = evidence.emplace_back();
    read.set_name(uris.NameOf(Text(*quotation, "@id")));
    read.set_stance(StanceOf(*quotation));
    *read.mutable_citation() = ReadCitation(*quotation, uris);
  }
  if (quotations.size() < Values(review, "citation").size())
    notes.Add("citation", "has values that are no Quotation with text, and are not kept");
  return evidence;
}

void ReadBases(const json& review, const Uris& uris, Review& into, Notes& notes) {
  for (const json* basis : Values(review, "isBasedOn")) {
    std::string name = uris.NameOf(Text(*basis, "@id"));
    if (name.empty()) {
      notes.Add("isBasedOn", kNotKept);
    } else {
      into.add_evidence(std::move(name));
    }
  }
}

}  // namespace

bool IsClaimReview(const json& object) {
  // Some publishers write another type, or none. Only a ClaimReview has this property.
  return HasType(object, "ClaimReview") ||
         (!Member(object, "claimReviewed").is_null() && !HasType(object, "Claim"));
}

absl::StatusOr<std::vector<ExchangedItem>> ReadClaimReviews(const json& object, std::string_view page,
                                                            const Uris& uris) {
  Violations violations;
  if (!IsClaimReview(object)) {
    violations.Add("@type", "must be ClaimReview");
    return violations.ToStatus();
  }
  Notes notes;
  if (!HasType(object, "ClaimReview")) notes.Add("@type", "is read as ClaimReview");
  Review review;
  review.set_name(uris.NameOf(Text(object, "@id")));
  review.set_language_code(ReadLanguage(object, notes));
  const ReviewContext context{uris, PageOf(object, page), review.language_code()};
  review.set_uri(ReadReviewUrl(object, context.base, uris, notes, violations));
  ReadRating(object, *review.mutable_rating(), notes, violations);
  ReadReviewer(object, review.uri().empty() ? context.base : review.uri(), review, notes, violations);
  review.set_publish_date(ReadDateIn(object, "datePublished", "datePublished", context.language, notes));
  review.set_title(ReadEither(object, "headline", "name", kTitleBytes, notes));
  review.set_rationale(ReadEither(object, "reviewBody", "description", kRationaleBytes, notes));
  const std::vector<verbatim::v1::Evidence> evidence = ReadEvidence(object, uris, notes);
  ReadBases(object, uris, review, notes);
  NoteUnkeptOfReview(object, notes);
  std::vector<ExchangedItem> items = ReadClaims(object, context, violations);
  if (!violations.empty()) return violations.ToStatus();
  for (ExchangedItem& item : items) {
    item.reviews.push_back(review);
    item.evidence = evidence;
    for (const json* quotation : Quotations(object)) AddUriBesideName(*quotation, uris, item);
    item.notes.Append(notes);
  }
  return items;
}

}  // namespace verbatim::interchange
