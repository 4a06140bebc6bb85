#include "interchange/fact_check_tools.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "interchange/claim_review/author_reader.h"
#include "interchange/claim_review/claim_reader.h"
#include "interchange/claim_review/plain_text.h"
#include "interchange/claim_review/rating_reader.h"
#include "interchange/claim_review/url_reader.h"
#include "interchange/json_fields.h"
#include "interchange/kept_properties.h"
#include "status/errors.h"
#include "status/field_validation.h"
#include "status/status_macros.h"
#include "text/unicode/language.h"

namespace verbatim::interchange {
namespace {

using nlohmann::json;
using verbatim::v1::Review;

// Limit of Review.title.
constexpr size_t kFactCheckTitleBytes = 1024;

// A search returns fewer reviews of a claim.
constexpr size_t kMaxReviews = 1000;

// Notes the members of `object` that the list does not have under `listed`.
void NoteUnkept(const json& object, const std::string& listed, const std::string& path, Notes& notes) {
  if (!object.is_object()) return;
  for (const auto& [key, value] : object.items()) {
    if (!IsKept(verbatim::v1::EXCHANGE_FORMAT_FACT_CHECK_TOOLS, listed + key))
      notes.Add(path + key, kNotKept);
  }
}

std::string ReadFactCheckLanguage(const json& review, const std::string& path, Notes& notes) {
  std::string written = PlainLine(Text(review, "languageCode"));
  Violations violations;
  CheckLanguage(written, "", violations);
  if (violations.empty()) return written;
  std::string likely = text::LikelyLanguage(written);
  if (likely.empty()) notes.Add(path + "languageCode", "is not a language tag and is not kept");
  return likely;
}

// Reads the publisher, whose `site` is a host.
void ReadFactCheckPublisher(const json& object, const std::string& path, Review& review, Notes& notes) {
  const json& publisher = FirstObject(object, "publisher");
  const std::string site = ReadUrl(Text(publisher, "site"), "");
  std::string name = PlainLine(Text(publisher, "name"));
  if (name.size() > kNameBytes) {
    notes.Add(path + "publisher.name", "is too long and is not kept");
    name.clear();
  }
  if (name.empty()) name = HostOf(site);
  if (name.empty()) {
    name = HostOf(review.uri());
    notes.Add(path + "publisher", absl::StrCat("has no name; the host ", name, " is the reviewer's name"));
  }
  review.mutable_reviewer()->set_name(std::move(name));
  // A bare host becomes the address of the site.
  if (!site.empty()) {
    const bool is_host = site.find_first_of("/?#", site.find("://") + 3) == std::string::npos;
    review.mutable_reviewer()->set_uri(is_host ? site + "/" : site);
  } else if (!Text(publisher, "site").empty()) {
    notes.Add(path + "publisher.site", "is not a host and is not kept");
  }
}

Review ReadFactCheckReview(const json& object, const std::string& path, Notes& notes,
                           Violations& violations) {
  Review review;
  const std::vector<std::string> urls = ReadUrls(object, "url", path + "url", "", notes);
  if (urls.empty()) {
    violations.Add(path + "url", "is required and must be an absolute URI");
    return review;
  }
  review.set_uri(urls.front());
  ReadFactCheckPublisher(object, path, review, notes);
  review.set_language_code(ReadFactCheckLanguage(object, path, notes));
  review.set_publish_date(
      ReadDateIn(object, "reviewDate", path + "reviewDate", review.language_code(), notes));
  std::string words = PlainLine(Text(object, "textualRating"));
  if (words.empty()) violations.Add(path + "textualRating", "is required");
  SetWords(std::move(words), path + "textualRating", *review.mutable_rating(), notes);
  std::string title = PlainLine(Text(object, "title"));
  if (title.size() > kFactCheckTitleBytes) {
    notes.Add(path + "title", absl::StrCat("exceeds ", kFactCheckTitleBytes, " bytes and is not kept"));
  } else {
    review.set_title(std::move(title));
  }
  NoteUnkept(object, "claimReview.", path, notes);
  NoteUnkept(FirstObject(object, "publisher"), "claimReview.publisher.", path + "publisher.", notes);
  return review;
}

}  // namespace

absl::StatusOr<std::vector<ExchangedItem>> ReadFactCheckClaim(const json& object) {
  // The answer of a search that finds nothing is an empty object.
  if (object.empty()) return std::vector<ExchangedItem>();
  Violations violations;
  ExchangedItem item;
  item.claim.set_text(PlainText(Text(object, "text")));
  if (item.claim.text().empty()) violations.Add("text", "is required");
  std::string claimant = PlainLine(Text(object, "claimant"));
  if (claimant.size() > kNameBytes) {
    item.notes.Add("claimant", absl::StrCat("exceeds ", kNameBytes, " bytes and is not kept"));
  } else if (!claimant.empty()) {
    item.claim.mutable_claimant()->set_name(std::move(claimant));
  }
  item.claim.set_publish_date(ReadDateIn(object, "claimDate", "claimDate", "", item.notes));
  NoteUnkept(object, "", "", item.notes);
  const std::vector<const json*> reviews = Values(object, "claimReview");
  if (reviews.size() > kMaxReviews)
    violations.Add("claimReview", absl::StrCat("must have at most ", kMaxReviews, " items"));
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  std::vector<ExchangedItem> items;
  for (size_t i = 0; i < reviews.size(); ++i) {
    ExchangedItem& reviewed = items.emplace_back(item);
    reviewed.reviews.push_back(
        ReadFactCheckReview(*reviews[i], absl::StrCat("claimReview[", i, "]."), reviewed.notes, violations));
  }
  ABSL_RETURN_IF_ERROR(violations.ToStatus());
  if (items.empty()) items.push_back(std::move(item));
  return items;
}

}  // namespace verbatim::interchange
