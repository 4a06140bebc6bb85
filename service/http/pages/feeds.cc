#include "http/pages/feeds.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "http/calls/etags.h"
#include "http/calls/status_body.h"
#include "http/rest/binding.h"
#include "http/rest/url.h"
#include "interchange/claim_review.h"
#include "log/sha256.h"
#include "nlohmann/json.hpp"
#include "status/errors.h"
#include "status/names.h"
#include "verbatim/v1/provenance_service.pb.h"
#include "verbatim/v1/review_service.pb.h"

namespace verbatim::http {
namespace {

using nlohmann::ordered_json;

// Exports the ClaimReviews of claims, and calls `done` with one JSON object per line.
void Export(const std::shared_ptr<ApiRequest>& request, const MethodIndex& methods,
            v1::ExportClaimsRequest message,
            std::function<void(const absl::Status&, const std::string&)> done) {
  message.set_format(v1::EXCHANGE_FORMAT_CLAIM_REVIEW);
  auto lines = std::make_shared<std::string>();
  CallStream(
      request, FindMethod(methods, "ProvenanceService.ExportClaims"), ToIncoming(std::move(message)),
      [lines](const google::protobuf::Message& part) {
        *lines += static_cast<const v1::ExportClaimsResponse&>(part).data();
      },
      [lines, done = std::move(done)](const absl::Status& status) { done(status, *lines); });
}

// The objects of an export by the name of the review.
std::map<std::string, ordered_json> ByReview(const std::string& lines) {
  std::map<std::string, ordered_json> objects;
  for (size_t start = 0; start < lines.size();) {
    const size_t end = std::min(lines.find('\n', start), lines.size());
    ordered_json object =
        ordered_json::parse(lines.begin() + static_cast<std::ptrdiff_t>(start),
                            lines.begin() + static_cast<std::ptrdiff_t>(end), nullptr, false);
    start = end + 1;
    if (!object.is_object()) continue;
    // The id is a base, followed by the name.
    const std::string id = object.value("@id", "");
    objects[id.substr(std::min(id.rfind("claims/"), id.size()))] = std::move(object);
  }
  return objects;
}

// Responds with a document, or with 304 if the client has it.
void RespondWithEtag(const ApiRequest& request, Response response) {
  const std::string etag = absl::BytesToHexString(log::ToBytes(log::Sha256(response.body))).substr(0, 32);
  response.Set("ETag", '"' + etag + '"');
  response.Set("Content-Type", "application/ld+json");
  if (MatchesEtag(request.head().Find("if-none-match"), etag)) {
    response.status = 304;
    response.body.clear();
  }
  request.Respond(std::move(response));
}

// A page of reviews on its way to a feed.
struct Page {
  std::vector<std::string> reviews;
  std::string link;  // the Link field; empty on the last page
};

void RespondWithFeed(const ApiRequest& request, const Page& page, const std::string& lines) {
  std::map<std::string, ordered_json> objects = ByReview(lines);
  Response response;
  response.body = interchange::ClaimReviewFeedHead();
  bool first = true;
  for (const std::string& name : page.reviews) {
    const auto found = objects.find(name);
    if (found == objects.end()) continue;  // of a retracted claim
    if (!std::exchange(first, false)) response.body += ",\n";
    response.body += interchange::FeedItemOf(std::move(found->second)).dump();
  }
  response.body += interchange::ClaimReviewFeedTail();
  if (!page.link.empty()) response.Set("Link", page.link);
  RespondWithEtag(request, std::move(response));
}

// The same request with another page token.
std::string LinkToNext(const Parameters& parameters, const std::string& token) {
  std::string link = "</v1/feeds/claim-review.json?";
  for (const auto& [name, value] : parameters) {
    if (name == "page_token" || name == "pageToken") continue;
    absl::StrAppend(&link, Escape(name), "=", Escape(value), "&");
  }
  return absl::StrCat(link, "page_token=", Escape(token), ">; rel=\"next\"");
}

}  // namespace

void HandleFeed(const std::shared_ptr<ApiRequest>& request, const MethodIndex& methods) {
  const std::optional<Parameters> parameters = ParseQuery(request->head().query());
  if (!parameters) return request->Respond(RestError(Problem{400, "the query has a malformed escape"}));
  if (auto problem = request->ReadDeadline()) return request->Respond(RestError(*problem));
  v1::ListReviewsRequest list;
  v1::ExportClaimsRequest to_export;
  for (const auto& [name, value] : *parameters) {
    if (IsSystemParameter(name)) continue;
    const bool base = name == "base_uri" || name == "baseUri";
    const absl::Status set = base ? SetField(to_export, name, value) : SetField(list, name, value);
    if (!set.ok()) return request->Respond(RestError(set));
  }
  if (list.parent().empty()) list.set_parent(std::string(kAnyClaim));
  list.mutable_filter()->set_state(v1::REVIEW_STATE_ACTIVE);  // others are not published
  CallUnary<v1::ListReviewsResponse>(
      *request, FindMethod(methods, "ReviewService.ListReviews"), std::move(list),
      [request, &methods, to_export,
       parameters = *parameters](absl::StatusOr<v1::ListReviewsResponse> listed) mutable {
        if (!listed.ok()) return request->Respond(RestError(listed.status()));
        Page page;
        for (const v1::Review& review : listed->reviews()) {
          page.reviews.push_back(review.name());
          const std::string claim(ClaimOf(review.name()));
          if (std::ranges::find(to_export.names(), claim) == to_export.names().end())
            to_export.add_names(claim);
        }
        if (!listed->next_page_token().empty()) page.link = LinkToNext(parameters, listed->next_page_token());
        if (page.reviews.empty()) return RespondWithFeed(*request, page, "");
        Export(request, methods, std::move(to_export),
               [request, page = std::move(page)](const absl::Status& status, const std::string& lines) {
                 if (!status.ok()) return request->Respond(RestError(status));
                 RespondWithFeed(*request, page, lines);
               });
      });
}

void HandleClaimReviews(const std::shared_ptr<ApiRequest>& request, const MethodIndex& methods,
                        std::string claim) {
  if (auto problem = request->ReadDeadline()) return request->Respond(RestError(*problem));
  v1::ExportClaimsRequest to_export;
  to_export.add_names(claim);
  const std::optional<Parameters> parameters = ParseQuery(request->head().query());
  if (!parameters) return request->Respond(RestError(Problem{400, "the query has a malformed escape"}));
  for (const auto& [name, value] : *parameters) {
    if (name == "base_uri" || name == "baseUri") to_export.set_base_uri(value);
  }
  Export(request, methods, std::move(to_export),
         [request, claim = std::move(claim)](const absl::Status& status, const std::string& lines) {
           if (!status.ok()) return request->Respond(RestError(status));
           std::map<std::string, ordered_json> objects = ByReview(lines);
           if (objects.empty()) return request->Respond(RestError(NotFound("name", claim + "/reviews")));
           ordered_json body = ordered_json::array();
           for (auto& [name, object] : objects) body.push_back(std::move(object));
           Response response;
           response.body = (body.size() == 1 ? body.front() : body).dump() + "\n";
           RespondWithEtag(*request, std::move(response));
         });
}

}  // namespace verbatim::http
