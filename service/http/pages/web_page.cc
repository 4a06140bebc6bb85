#include "http/pages/web_page.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "http/calls/api_request.h"
#include "http/calls/etags.h"
#include "http/calls/status_body.h"
#include "http/pages/page_files.h"
#include "log/sha256.h"
#include "status/names.h"

namespace verbatim::http {
namespace {

constexpr std::string_view kIndex = "index.html";
constexpr std::string_view kAssets = "/assets/";  // files whose names contain a digest of their bytes
constexpr std::string_view kEmbed = "/embed/";
constexpr std::string_view kBase = "<base href=\"";

// The Content-Security-Policy, up to the value of frame-ancestors. No inline script or style, no other host.
constexpr char kPolicy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'self'; form-action "
    "'self'; "
    "require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors ";

constexpr std::string_view kWithoutPage =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Verbatim</title>"
    "<h1>Verbatim</h1><p>This server was built without its page, because the build found no npm. "
    "Its API is complete: <a href=\"openapi.json\">openapi.json</a> describes it.\n";

// Whether the path is an address that the page shows something at.
bool IsView(std::string_view path) {
  if (path == "/" || path == "/check" || path == "/log") return true;
  path.remove_prefix(1);
  if (IsDocumentName(path) || IsRevisionName(path) || IsClaimName(path)) return true;
  const std::string_view embedded = kEmbed.substr(1);
  return path.starts_with(embedded) && IsClaimName(path.substr(embedded.size()));
}

// The relative address of the server's root, seen from a path.
std::string RootFrom(std::string_view path) {
  std::string root = "./";
  for (auto slashes = std::ranges::count(path, '/'); slashes > 1; --slashes) {
    if (root == "./") root.clear();
    root += "../";
  }
  return root;
}

}  // namespace

WebPage::WebPage() {
  const auto index = PageFiles().find(kIndex);
  if (index == PageFiles().end()) return;
  const std::string_view html = index->second.bytes;
  const size_t base = html.find(kBase);
  if (base == std::string_view::npos) std::abort();  // client/web/index.html has one
  const size_t address = base + kBase.size();
  before_base_ = html.substr(0, address);
  behind_base_ = html.substr(html.find('"', address));
}

bool WebPage::Has(std::string_view path) {
  if (!path.starts_with('/')) return false;
  if (PageFiles().empty()) return path == "/";
  return IsView(path) || (path.substr(1) != kIndex && PageFiles().contains(path.substr(1)));
}

Response WebPage::Index(const RequestHead& head, const std::vector<std::string>& connect_origins) const {
  const std::string_view path = head.path();
  Response response;
  response.body = before_base_.empty() ? std::string(kWithoutPage)
                                       : absl::StrCat(before_base_, RootFrom(path), behind_base_);
  const std::string etag = absl::BytesToHexString(log::ToBytes(log::Sha256(response.body))).substr(0, 32);
  response.Set("ETag", '"' + etag + '"');
  response.Set("Cache-Control", "no-cache");
  response.Set("Content-Type", "text/html; charset=utf-8");
  const bool embedded = path.starts_with(kEmbed);
  response.Set("Content-Security-Policy",
               absl::StrCat(kPolicy, embedded ? "*" : "'none'", "; connect-src 'self'",
                            connect_origins.empty() ? "" : " ", absl::StrJoin(connect_origins, " ")));
  if (MatchesEtag(head.Find("if-none-match"), etag)) {
    response.status = 304;
    response.body.clear();
  }
  return response;
}

Response WebPage::Answer(const RequestHead& head, const std::vector<std::string>& connect_origins) const {
  const std::string_view path = head.path();
  const auto file = PageFiles().find(path.substr(1));
  if (file == PageFiles().end() || IsView(path)) return Index(head, connect_origins);
  Response response;
  response.Set("Content-Type", std::string(file->second.media_type));
  response.Set("Cache-Control",
               path.starts_with(kAssets) ? "public, max-age=31536000, immutable" : "no-cache");
  if (!file->second.gzip.empty()) response.Set("Vary", "Accept-Encoding");
  if (!file->second.gzip.empty() && AcceptsGzip(head.Find("accept-encoding"))) {
    response.Set("Content-Encoding", "gzip");
    response.body = file->second.gzip;
  } else {
    response.body = file->second.bytes;
  }
  return response;
}

}  // namespace verbatim::http
