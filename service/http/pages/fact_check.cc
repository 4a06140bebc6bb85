#include "http/pages/fact_check.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "http/calls/status_body.h"
#include "http/pages/fact_check_parts.h"
#include "http/pages/fact_check_search.h"
#include "http/rest/binding.h"
#include "http/rest/url.h"
#include "nlohmann/json.hpp"
#include "status/absl_view.h"
#include "status/errors.h"
#include "status/names.h"
#include "status/uri_schemes.h"
#include "verbatim/v1/claim_service.pb.h"
#include "verbatim/v1/review_service.pb.h"

namespace verbatim::http {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kPagePrefix = "pages/";

// Returns the name of the page of a review. The name of a page has only one segment after pages/, as in
// Google's API, so the name of the review is encoded without slashes.
std::string PageNameOf(const std::string& review) {
  std::string id;
  absl::WebSafeBase64Escape(review, &id);
  return std::string(kPagePrefix) + id;
}

// Returns the name of the review that a page shows. Empty if `page` is not the name of a page.
std::string ReviewOf(std::string_view page) {
  std::string review;
  page.remove_prefix(std::min(page.size(), kPagePrefix.size()));
  if (!absl::WebSafeBase64Unescape(Absl(page), &review) || !IsReviewName(review)) return {};
  return review;
}

ordered_json ShowRating(const v1::Rating& rating) {
  ordered_json shown = ordered_json::object();
  // Google's numbers are integers.
  if (rating.has_value()) shown["ratingValue"] = static_cast<int64_t>(rating.value());
  if (rating.has_worst()) shown["worstRating"] = static_cast<int64_t>(rating.worst());
  if (rating.has_best()) shown["bestRating"] = static_cast<int64_t>(rating.best());
  if (!rating.words().empty()) shown["textualRating"] = rating.words();
  if (!rating.explanation().empty()) shown["ratingExplanation"] = rating.explanation();
  return shown;
}

ordered_json ShowPage(const v1::Review& review, const v1::Claim& claim, const ApiRequest& request) {
  const std::string url = UrlOf(review, request.head(), request.exchange().peer().tls);
  ordered_json markup = {
      {"url", url}, {"claimReviewed", claim.text()}, {"rating", ShowRating(review.rating())}};
  if (claim.has_claimant()) {
    markup["claimAuthor"] = {{"name", claim.claimant().name()}};
    if (IsLinkable(claim.claimant().uri())) markup["claimAuthor"]["sameAs"] = claim.claimant().uri();
  }
  if (IsLinkable(claim.appearance_uri())) {
    const std::string& first = claim.first_appearance_uri();
    markup["claimFirstAppearance"] = IsLinkable(first) ? first : claim.appearance_uri();
    markup["claimAppearances"] = {claim.appearance_uri()};
    for (const std::string& uri : claim.further_appearance_uris()) {
      if (IsLinkable(uri)) markup["claimAppearances"].push_back(uri);
    }
  }
  return {{"name", PageNameOf(review.name())},
          {"pageUrl", url},
          {"publishDate", FormatDate(ReviewTime(review)).substr(0, std::string_view("2025-09-13").size())},
          {"claimReviewAuthor", {{"name", review.reviewer().name()}}},
          {"claimReviewMarkups", {std::move(markup)}},
          {"versionId", review.etag()}};
}

// A list of pages, or one page.
class Pages final : public std::enable_shared_from_this<Pages> {
 public:
  Pages(std::shared_ptr<ApiRequest> request, const MethodIndex& methods)
      : request_(std::move(request)), methods_(methods) {}

  void Get(const std::string& page) {
    only_ = ReviewOf(page);
    if (only_.empty()) return Fail(NotFound("name", page));
    List(std::string(ClaimOf(only_)), "", 0);
  }

  void List() {
    const std::optional<Parameters> parameters = ParseQuery(request_->head().query());
    if (!parameters) return Fail(absl::InvalidArgumentError("the query has a malformed escape"));
    Violations violations;
    std::string token;
    for (const auto& [name, value] : *parameters) {
      if (name == "url") {
        url_ = value;
      } else if (name == "organization") {
        site_ = value.find("://") == std::string::npos ? SiteOf("https://" + value) : SiteOf(value);
      } else if (name == "pageToken") {
        token = value;
      } else if (name == "pageSize" || name == "offset") {
        const std::optional<size_t> count = ReadCount(value, 1'000'000);
        if (!count) violations.Add(name, "must be a number of at least 0");
        (name == "offset" ? offset_ : page_size_) = count.value_or(0);
      } else if (!IsSystemParameter(name)) {
        violations.Add(name, "is not a parameter of pages");
      }
    }
    if (page_size_ == 0) page_size_ = kDefaultPageSize;
    page_size_ = std::min(page_size_, kMaxPageSize);
    if (!token.empty()) {
      const std::optional<size_t> offset = ReadOffsetToken(token, Binding());
      if (!offset) violations.Add("pageToken", "is not a token of this list");
      offset_ = offset.value_or(0);
    }
    if (!violations.empty()) return Fail(violations.ToStatus());
    List(std::string(kAnyClaim), "", 0);
  }

 private:
  std::string Binding() const { return absl::StrCat(url_, "\n", site_); }
  void Fail(const absl::Status& status) { request_->Respond(RestError(status)); }

  bool Passes(const v1::Review& review) const {
    if (!only_.empty()) return review.name() == only_;
    if (review.state() != v1::REVIEW_STATE_ACTIVE) return false;
    if (!url_.empty() && review.uri() != url_) return false;
    return site_.empty() || SiteOf(review.reviewer().uri()) == site_ || SiteOf(review.uri()) == site_;
  }

  void List(const std::string& parent, const std::string& token, int page) {
    v1::ListReviewsRequest list;
    list.set_parent(parent);
    list.set_page_size(kReviewsPerPage);
    list.set_page_token(token);
    CallUnary<v1::ListReviewsResponse>(
        *request_, FindMethod(methods_, "ReviewService.ListReviews"), std::move(list),
        [self = shared_from_this(), parent, page](absl::StatusOr<v1::ListReviewsResponse> listed) {
          if (!listed.ok()) return self->Fail(listed.status());
          for (v1::Review& review : *listed->mutable_reviews()) {
            if (!self->Passes(review)) continue;
            if (self->passed_++ < self->offset_ || self->reviews_.size() == self->page_size_) continue;
            self->reviews_.push_back(std::move(review));
          }
          if (!listed->next_page_token().empty() && page + 1 < kReviewPages)
            return self->List(parent, listed->next_page_token(), page + 1);
          self->GetClaims();
        });
  }

  void GetClaims() {
    if (reviews_.empty()) return only_.empty() ? Answer({}) : Fail(NotFound("name", PageNameOf(only_)));
    v1::BatchGetClaimsRequest batch;
    for (const v1::Review& review : reviews_) batch.add_names(std::string(ClaimOf(review.name())));
    CallUnary<v1::BatchGetClaimsResponse>(
        *request_, FindMethod(methods_, "ClaimService.BatchGetClaims"), std::move(batch),
        [self = shared_from_this()](absl::StatusOr<v1::BatchGetClaimsResponse> got) {
          got.ok() ? self->Answer(*got) : self->Fail(got.status());
        });
  }

  void Answer(const v1::BatchGetClaimsResponse& claims) {
    ordered_json pages = ordered_json::array();
    for (size_t i = 0; i < reviews_.size(); ++i)
      pages.push_back(ShowPage(reviews_[i], claims.claims(static_cast<int>(i)), *request_));
    ordered_json body = ordered_json::object();
    if (!only_.empty()) {
      body = pages.front();
    } else {
      if (!pages.empty()) body["claimReviewMarkupPages"] = std::move(pages);
      if (passed_ > offset_ + page_size_)
        body["nextPageToken"] = MakeOffsetToken(offset_ + page_size_, Binding());
    }
    Response response{.body = body.dump() + "\n"};
    request_->Respond(std::move(response.Set("Content-Type", "application/json")));
  }

  const std::shared_ptr<ApiRequest> request_;
  const MethodIndex& methods_;
  std::string only_;  // the review of the one page that is wanted; empty for a list
  std::string url_;
  std::string site_;
  size_t page_size_ = kDefaultPageSize;
  size_t offset_ = 0;
  size_t passed_ = 0;  // reviews that pass the filters
  std::vector<v1::Review> reviews_;
};

}  // namespace

void HandleFactCheck(const std::shared_ptr<ApiRequest>& request, const MethodIndex& methods) {
  if (auto problem = request->ReadDeadline()) return request->Respond(RestError(*problem));
  const std::string_view path = request->head().path().substr(kFactCheckPrefix.size());
  const bool reads = request->head().method == "GET" || request->head().method == "HEAD";
  const bool known = path == "claims:search" || path == "claims:imageSearch" || path == "pages" ||
                     path.starts_with(kPagePrefix);
  if (!known) return request->Respond(RestError(Problem{404, "there is nothing at this path"}));
  if (!reads || path == "claims:imageSearch") {
    return request->Respond(RestError(
        absl::UnimplementedError("this server does not change markup, and does not search for images")));
  }
  if (path == "claims:search") return HandleFactCheckSearch(request, methods);
  const auto pages = std::make_shared<Pages>(request, methods);
  path == "pages" ? pages->List() : pages->Get(std::string(path));
}

}  // namespace verbatim::http
