#include "http/api.h"

#include <algorithm>
#include <utility>

#include "http/calls/rest_call.h"
#include "http/calls/rpc_call.h"
#include "http/calls/status_body.h"
#include "http/openapi/openapi.h"
#include "http/pages/content.h"
#include "http/pages/fact_check.h"
#include "http/pages/feeds.h"
#include "http/pages/oembed.h"
#include "http/pages/sign_in.h"
#include "status/names.h"

namespace verbatim::http {
namespace {

Response Text(int status, std::string text) {
  Response response{.status = status, .body = std::move(text)};
  response.Set("Content-Type", "text/plain; charset=utf-8");
  response.Set("Cache-Control", "no-store");
  return response;
}

std::string Join(const std::vector<std::string>& items) {
  std::string joined;
  for (const std::string& item : items) {
    if (!joined.empty()) joined += ", ";
    joined += item == "GET" ? "GET, HEAD" : item;
  }
  return joined;
}

// Returns NAME in /v1/NAME followed by `suffix`. Empty if `is_name` rejects the name.
std::string NameBefore(std::string_view path, std::string_view suffix, bool (*is_name)(std::string_view)) {
  constexpr std::string_view kPrefix = "/v1/";
  if (!path.starts_with(kPrefix) || !path.ends_with(suffix) || path.size() < kPrefix.size() + suffix.size())
    return {};
  const std::string_view name = path.substr(kPrefix.size(), path.size() - kPrefix.size() - suffix.size());
  return is_name(name) ? std::string(name) : std::string();
}

}  // namespace

Api::Api(ApiOptions options, methods::Dispatcher& dispatcher)
    : options_(std::move(options)),
      dispatcher_(dispatcher),
      front_(options_.cors_origins, options_.hosts, options_.listen) {
  for (const methods::Method& method : dispatcher.methods()) {
    methods_["/" + method.descriptor->service()->full_name() + "/" + method.descriptor->name()] = &method;
    std::vector<Binding> bindings = BindingsOf(method);
    std::ranges::move(bindings, std::back_inserter(bindings_));
  }
  for (const Binding& binding : bindings_) routes_.Add(binding);
  openapi_ = DescribeAsOpenApi(bindings_);
}

void Api::Handle(std::shared_ptr<Exchange> exchange) const {
  const RequestHead& head = exchange->head();
  const Peer& peer = exchange->peer();
  auto request = std::make_shared<ApiRequest>(exchange, dispatcher_, *options_.authenticator,
                                              front_.FieldsFor(head, peer));
  if (auto refusal = front_.Refuse(head, peer)) return request->Respond(*std::move(refusal));
  Route(request);
}

void Api::Route(const std::shared_ptr<ApiRequest>& request) const {
  const RequestHead& head = request->head();
  const std::string_view path = head.path();
  const std::string_view verb =
      head.method == "HEAD" ? std::string_view("GET") : std::string_view(head.method);
  Routes::Found found = routes_.Find(verb, path);
  if (found.malformed) return request->Respond(RestError(Problem{400, "the path has a malformed escape"}));
  if (found.binding != nullptr) return HandleRest(request, std::move(found));
  const std::string type = MediaTypeOf(head.Find("content-type"));
  if (const auto method = methods_.find(path); method != methods_.end()) {
    return IsGrpcWeb(type) ? HandleGrpcWeb(request, *method->second)
                           : HandleConnect(request, *method->second);
  }
  if (RouteFixed(request, path)) return;
  if (verb == "OPTIONS" && (path == "*" || !found.allowed.empty())) {
    return request->Respond(std::move(
        Response{.status = 204}.Set("Allow", found.allowed.empty() ? "GET, HEAD, POST, PATCH, OPTIONS"
                                                                   : Join(found.allowed) + ", OPTIONS")));
  }
  if (!found.allowed.empty()) {
    Response response = RestError(Problem{405, "this path takes " + Join(found.allowed)});
    return request->Respond(std::move(response.Set("Allow", Join(found.allowed))));
  }
  if (IsGrpcWeb(type) || IsConnectStream(type) || head.Has("connect-protocol-version"))
    return RefuseUnknownMethod(request);
  request->Respond(RestError(Problem{404, "there is nothing at this path"}));
}

bool Api::RouteFixed(const std::shared_ptr<ApiRequest>& request, std::string_view path) const {
  if (path.starts_with(kFactCheckPrefix)) {
    HandleFactCheck(request, methods_);
    return true;
  }
  const std::string content = NameBefore(path, "/content", IsRevisionName);
  const std::string claim = NameBefore(path, "/claim-review.jsonld", IsClaimName);
  const bool feed = path == "/v1/feeds/claim-review.json";
  if (path != "/healthz" && path != "/readyz" && content.empty() && claim.empty() && !feed &&
      path != "/openapi.json" && path != "/auth/config" && path != "/oembed" && !WebPage::Has(path))
    return false;
  if (request->head().method != "GET" && request->head().method != "HEAD") {
    request->Respond(
        std::move(RestError(Problem{405, "this path takes GET, HEAD"}).Set("Allow", "GET, HEAD")));
  } else if (!content.empty()) {
    HandleContent(request, methods_, content);
  } else if (!claim.empty()) {
    HandleClaimReviews(request, methods_, claim);
  } else if (feed) {
    HandleFeed(request, methods_);
  } else if (path == "/openapi.json") {
    Response response{.body = openapi_};
    request->Respond(std::move(response.Set("Content-Type", "application/json")));
  } else if (path == "/auth/config") {
    request->Respond(SignIn(*options_.authenticator->policy()));
  } else if (path == "/oembed") {
    HandleOEmbed(request, methods_);
  } else if (path == "/healthz") {
    request->Respond(Text(200, "ok\n"));
  } else if (path != "/readyz") {
    request->Respond(page_.Answer(request->head(), SignInOrigins(*options_.authenticator->policy())));
  } else {
    const std::string details = options_.readiness_details();
    request->Respond(options_.is_ready() ? Text(200, "ready\n" + details)
                                         : Text(503, "not ready\n" + details));
  }
  return true;
}

}  // namespace verbatim::http
