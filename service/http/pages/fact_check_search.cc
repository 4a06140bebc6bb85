#include "http/pages/fact_check_search.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "http/calls/status_body.h"
#include "http/pages/fact_check_parts.h"
#include "http/rest/binding.h"
#include "http/rest/url.h"
#include "nlohmann/json.hpp"
#include "status/errors.h"
#include "status/names.h"
#include "text/unicode/language.h"
#include "verbatim/v1/claim_service.pb.h"
#include "verbatim/v1/document_service.pb.h"
#include "verbatim/v1/match_service.pb.h"
#include "verbatim/v1/review_service.pb.h"

namespace verbatim::http {
namespace {

using nlohmann::ordered_json;

// Claims that one search considers: as many as MatchClaims returns.
constexpr int kMaxMatches = 100;
// Claims that a search without a query considers: those with the newest reviews.
constexpr size_t kMaxClaims = 1000;

// What a request asks for.
struct Wanted {
  std::string query;
  std::string language;  // the primary subtag
  std::string site;
  size_t max_age_days = 0;  // 0 for any
  size_t page_size = kDefaultPageSize;
  size_t offset = 0;

  // All of the request except the page.
  std::string Binding() const { return absl::StrCat(query, "\n", language, "\n", site, "\n", max_age_days); }
};

absl::Status ReadParameters(std::string_view text, Wanted& wanted) {
  const std::optional<Parameters> parameters = ParseQuery(text);
  if (!parameters) return absl::InvalidArgumentError("the query has a malformed escape");
  Violations violations;
  std::string token;
  const auto count = [&](const std::string& name, const std::string& value, size_t& into) {
    const std::optional<size_t> number = ReadCount(value, 1'000'000);
    number ? into = *number : (violations.Add(name, "must be a number of at least 0"), into);
  };
  for (const auto& [name, value] : *parameters) {
    if (name == "query") {
      wanted.query = value;
    } else if (name == "languageCode") {
      wanted.language = text::PrimarySubtag(value);
    } else if (name == "reviewPublisherSiteFilter") {
      wanted.site = SiteOf(value.find("://") == std::string::npos ? "https://" + value : value);
    } else if (name == "maxAgeDays") {
      count(name, value, wanted.max_age_days);
    } else if (name == "pageSize") {
      count(name, value, wanted.page_size);
    } else if (name == "offset") {
      count(name, value, wanted.offset);
    } else if (name == "pageToken") {
      token = value;
    } else if (!IsSystemParameter(name)) {
      violations.Add(name, "is not a parameter of claims:search");
    }
  }
  if (wanted.query.empty() && wanted.site.empty())
    violations.Add("query", "is required unless reviewPublisherSiteFilter is given");
  if (wanted.page_size == 0) wanted.page_size = kDefaultPageSize;
  wanted.page_size = std::min(wanted.page_size, kMaxPageSize);
  if (!token.empty()) {
    const std::optional<size_t> offset = ReadOffsetToken(token, wanted.Binding());
    if (!offset) violations.Add("pageToken", "is not a token of this search");
    wanted.offset = offset.value_or(0);
  }
  return violations.ToStatus();
}

// One search. It calls one method after the other; each answer comes on some thread and starts the next call.
class Search final : public std::enable_shared_from_this<Search> {
 public:
  Search(std::shared_ptr<ApiRequest> request, const MethodIndex& methods, Wanted wanted)
      : request_(std::move(request)), methods_(methods), wanted_(std::move(wanted)) {}

  void Begin() { wanted_.query.empty() ? ListAllReviews("", 0) : Match(); }

 private:
  // A claim with its active reviews that pass the filters of reviews.
  struct Candidate {
    v1::Claim claim;
    std::vector<v1::Review> reviews;
  };

  template <typename Response, typename Request, typename Next>
  void Call(std::string_view method, Request message, Next next) {
    CallUnary<Response>(
        *request_, FindMethod(methods_, method), std::move(message),
        [self = shared_from_this(), next = std::move(next)](absl::StatusOr<Response> response) mutable {
          if (!response.ok()) return self->request_->Respond(RestError(response.status()));
          next(*std::move(response));
        });
  }

  void Match() {
    v1::MatchClaimsRequest match;
    match.set_text(wanted_.query);
    match.set_limit(kMaxMatches);
    match.set_language_code(wanted_.language);
    match.mutable_filter()->set_state(v1::CLAIM_STATE_ACTIVE);
    Call<v1::MatchClaimsResponse>("MatchService.MatchClaims", std::move(match),
                                  [this](v1::MatchClaimsResponse matched) {
                                    for (auto& found : *matched.mutable_matches())
                                      candidates_.push_back({std::move(*found.mutable_claim()), {}});
                                    ListReviewsOf(0);
                                  });
  }

  // Lists the reviews of each match.
  void ListReviewsOf(size_t index) {
    if (index == candidates_.size()) return ReadDocuments();
    v1::ListReviewsRequest list;
    list.set_parent(candidates_[index].claim.name());
    list.mutable_filter()->set_state(v1::REVIEW_STATE_ACTIVE);
    list.set_page_size(kReviewsPerPage);
    Call<v1::ListReviewsResponse>("ReviewService.ListReviews", std::move(list),
                                  [this, index](v1::ListReviewsResponse listed) {
                                    for (auto& review : *listed.mutable_reviews()) {
                                      if (IsOfSite(review))
                                        candidates_[index].reviews.push_back(std::move(review));
                                    }
                                    ListReviewsOf(index + 1);
                                  });
  }

  // Lists the reviews of a site, whatever their claims.
  void ListAllReviews(const std::string& token, int page) {
    v1::ListReviewsRequest list;
    list.set_parent(std::string(kAnyClaim));
    list.mutable_filter()->set_state(v1::REVIEW_STATE_ACTIVE);
    list.set_page_size(kReviewsPerPage);
    list.set_page_token(token);
    Call<v1::ListReviewsResponse>("ReviewService.ListReviews", std::move(list),
                                  [this, page](v1::ListReviewsResponse listed) {
                                    for (auto& review : *listed.mutable_reviews()) {
                                      if (IsOfSite(review)) of_site_.push_back(std::move(review));
                                    }
                                    if (!listed.next_page_token().empty() && page + 1 < kReviewPages)
                                      return ListAllReviews(listed.next_page_token(), page + 1);
                                    GetClaims();
                                  });
  }

  void GetClaims() {
    std::ranges::stable_sort(of_site_, std::greater(),
                             [](const v1::Review& review) { return ReviewTime(review); });
    v1::BatchGetClaimsRequest batch;
    std::map<std::string, std::vector<v1::Review>> by_claim;
    for (v1::Review& review : of_site_) {
      const std::string claim(ClaimOf(review.name()));
      auto& reviews = by_claim[claim];
      if (reviews.empty() && static_cast<size_t>(batch.names_size()) == kMaxClaims) continue;
      if (reviews.empty()) batch.add_names(claim);
      reviews.push_back(std::move(review));
    }
    if (batch.names().empty()) return Answer();
    Call<v1::BatchGetClaimsResponse>(
        "ClaimService.BatchGetClaims", std::move(batch),
        [this, by_claim = std::move(by_claim)](v1::BatchGetClaimsResponse got) mutable {
          for (v1::Claim& claim : *got.mutable_claims()) {
            if (claim.state() != v1::CLAIM_STATE_ACTIVE) continue;
            auto reviews = std::move(by_claim[claim.name()]);
            candidates_.push_back({std::move(claim), std::move(reviews)});
          }
          ReadDocuments();
        });
  }

  // Reads the documents that say the language and the date of the claims.
  void ReadDocuments() {
    std::erase_if(candidates_, [](const Candidate& candidate) { return candidate.reviews.empty(); });
    for (const Candidate& candidate : candidates_) documents_[DocumentOf(candidate.claim)];
    documents_.erase("");
    ReadDocument(documents_.begin());
  }

  void ReadDocument(std::map<std::string, v1::Document>::iterator next) {
    if (next == documents_.end()) return Answer();
    v1::GetDocumentRequest get;
    get.set_name(next->first);
    Call<v1::GetDocumentResponse>("DocumentService.GetDocument", std::move(get),
                                  [this, next](v1::GetDocumentResponse got) {
                                    next->second = std::move(*got.mutable_document());
                                    ReadDocument(std::next(next));
                                  });
  }

  void Answer() {
    ordered_json found = ordered_json::array();
    size_t passed = 0;
    for (Candidate& candidate : candidates_) {
      const v1::Document& document = documents_[DocumentOf(candidate.claim)];
      if (!wanted_.language.empty() && text::PrimarySubtag(document.language_code()) != wanted_.language)
        continue;
      std::erase_if(candidate.reviews, [&](const v1::Review& review) { return IsTooOld(review, document); });
      if (candidate.reviews.empty()) continue;
      if (passed++ < wanted_.offset || found.size() == wanted_.page_size) continue;
      found.push_back(Show(candidate, document));
    }
    ordered_json body = ordered_json::object();
    if (!found.empty()) body["claims"] = std::move(found);
    const size_t next = wanted_.offset + wanted_.page_size;
    if (passed > next) body["nextPageToken"] = MakeOffsetToken(next, wanted_.Binding());
    Response response{.body = body.dump() + "\n"};
    request_->Respond(std::move(response.Set("Content-Type", "application/json")));
  }

  static std::string DocumentOf(const v1::Claim& claim) {
    return claim.citations().empty() ? "" : std::string(DocumentOfRevision(claim.citations(0).revision()));
  }

  static std::string PublisherSite(const v1::Review& review) {
    std::string site = SiteOf(review.reviewer().uri());
    return site.empty() ? SiteOf(review.uri()) : site;
  }

  bool IsOfSite(const v1::Review& review) const {
    return wanted_.site.empty() || PublisherSite(review) == wanted_.site;
  }

  static std::optional<absl::Time> DateOf(const v1::Document& document) {
    if (!document.has_publish_time()) return std::nullopt;
    return absl::FromUnixSeconds(document.publish_time().seconds());
  }

  // The date of the claim, or else of the document that is its source.
  static std::optional<absl::Time> DateOfClaim(const v1::Claim& claim, const v1::Document& document) {
    if (auto date = ReadDate(claim.publish_date())) return date;
    return document.kind() == v1::DOCUMENT_KIND_REVIEW ? std::nullopt : DateOf(document);
  }

  bool IsTooOld(const v1::Review& review, const v1::Document& document) const {
    if (wanted_.max_age_days == 0) return false;
    const absl::Time newer = std::max(ReviewTime(review), DateOf(document).value_or(absl::InfinitePast()));
    return newer < absl::Now() - absl::Hours(24) * static_cast<int64_t>(wanted_.max_age_days);
  }

  ordered_json Show(const Candidate& candidate, const v1::Document& document) const {
    ordered_json claim = {{"text", candidate.claim.text()}};
    if (candidate.claim.has_claimant()) claim["claimant"] = candidate.claim.claimant().name();
    if (const auto date = DateOfClaim(candidate.claim, document)) claim["claimDate"] = FormatDate(*date);
    for (const v1::Review& review : candidate.reviews) {
      ordered_json shown = {{"publisher", {{"name", review.reviewer().name()}}},
                            {"url", UrlOf(review, request_->head(), request_->exchange().peer().tls)},
                            {"title", review.title().empty() ? candidate.claim.text() : review.title()},
                            {"reviewDate", FormatDate(ReviewTime(review))}};
      if (const std::string site = PublisherSite(review); !site.empty()) shown["publisher"]["site"] = site;
      if (!review.rating().words().empty()) {
        shown["textualRating"] = review.rating().words();
      } else if (review.rating().has_value()) {
        shown["textualRating"] = absl::StrCat(review.rating().value());
      }
      const std::string& language =
          review.language_code().empty() ? document.language_code() : review.language_code();
      if (!language.empty()) shown["languageCode"] = language;
      claim["claimReview"].push_back(std::move(shown));
    }
    return claim;
  }

  const std::shared_ptr<ApiRequest> request_;
  const MethodIndex& methods_;
  Wanted wanted_;
  std::vector<Candidate> candidates_;
  std::vector<v1::Review> of_site_;
  std::map<std::string, v1::Document> documents_;
};

}  // namespace

void HandleFactCheckSearch(const std::shared_ptr<ApiRequest>& request, const MethodIndex& methods) {
  Wanted wanted;
  if (absl::Status read = ReadParameters(request->head().query(), wanted); !read.ok())
    return request->Respond(RestError(read));
  std::make_shared<Search>(request, methods, std::move(wanted))->Begin();
}

}  // namespace verbatim::http
