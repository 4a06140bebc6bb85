#include "http/pages/oembed.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "http/calls/status_body.h"
#include "http/rest/url.h"
#include "nlohmann/json.hpp"
#include "status/names.h"
#include "verbatim/v1/claim_service.pb.h"

namespace verbatim::http {
namespace {

// The size of a card in pixels, if the page that embeds it sets no lower limit.
constexpr int kWidth = 560;
constexpr int kHeight = 320;

// An address that a browser may have of a claim: what comes before its name, and the name.
struct ClaimAddress {
  std::string base;  // such as https://claims.example/verbatim/
  std::string claim;
};

// Reads the address of a claim on the server that the request names. Nothing for any other address.
std::optional<ClaimAddress> ReadAddress(std::string_view url, std::string_view host) {
  url = url.substr(0, url.find_first_of("?#"));
  const size_t authority = url.starts_with("https://") ? 8 : url.starts_with("http://") ? 7 : 0;
  if (authority == 0 || host.empty()) return std::nullopt;
  const size_t path = url.find('/', authority);
  if (path == std::string_view::npos || !SameName(url.substr(authority, path - authority), host))
    return std::nullopt;
  const size_t name = url.rfind("/claims/");
  if (name == std::string_view::npos || name < path || !IsClaimName(url.substr(name + 1)))
    return std::nullopt;
  return ClaimAddress{std::string(url.substr(0, name + 1)), std::string(url.substr(name + 1))};
}

std::string EscapeHtml(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

// The smaller of a size and a limit of the request. Nothing if the limit is no positive number.
std::optional<int> Limited(int size, std::string_view limit) {
  int value = 0;
  const auto parsed = std::from_chars(limit.data(), limit.data() + limit.size(), value);
  if (parsed.ec != std::errc() || parsed.ptr != limit.data() + limit.size() || value < 1) return std::nullopt;
  return std::min(size, value);
}

Response Describe(const ClaimAddress& address, const v1::Claim& claim, int width, int height) {
  const std::string& title = claim.text();
  const std::string frame = absl::StrCat(address.base, "embed/", address.claim);
  const nlohmann::ordered_json body = {
      {"version", "1.0"},
      {"type", "rich"},
      {"provider_name", "Verbatim"},
      {"provider_url", address.base},
      {"title", title},
      {"width", width},
      {"height", height},
      {"html",
       absl::StrCat("<iframe src=\"", EscapeHtml(frame), "\" title=\"", EscapeHtml(title), "\" width=\"",
                    width, "\" height=\"", height, "\" loading=\"lazy\" style=\"border:0\"></iframe>")},
  };
  Response response{.body = body.dump() + "\n"};
  response.Set("Cache-Control", "no-cache");
  response.Set("Content-Type", "application/json");
  return response;
}

}  // namespace

void HandleOEmbed(const std::shared_ptr<ApiRequest>& request, const MethodIndex& methods) {
  const std::optional<Parameters> parameters = ParseQuery(request->head().query());
  if (!parameters) return request->Respond(RestError(Problem{400, "the query has a malformed escape"}));
  std::optional<int> width = kWidth;
  std::optional<int> height = kHeight;
  std::optional<ClaimAddress> address;
  for (const auto& [name, value] : *parameters) {
    if (name == "url") address = ReadAddress(value, request->head().Find("host"));
    if (name == "maxwidth") width = Limited(kWidth, value);
    if (name == "maxheight") height = Limited(kHeight, value);
    if (name == "format" && value != "json")
      return request->Respond(RestError(Problem{501, "oEmbed answers in JSON only: format=json"}));
  }
  if (!width || !height)
    return request->Respond(RestError(Problem{400, "maxwidth and maxheight must be positive numbers"}));
  if (!address)
    return request->Respond(RestError(Problem{404, "url must be the address of a claim on this server"}));
  v1::GetClaimRequest get;
  get.set_name(address->claim);
  CallUnary<v1::GetClaimResponse>(*request, FindMethod(methods, "ClaimService.GetClaim"), std::move(get),
                                  [request, address = *std::move(address), width = *width,
                                   height = *height](absl::StatusOr<v1::GetClaimResponse> got) {
                                    if (!got.ok()) return request->Respond(RestError(got.status()));
                                    request->Respond(Describe(address, got->claim(), width, height));
                                  });
}

}  // namespace verbatim::http
