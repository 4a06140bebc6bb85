#include "access/oidc/jwks_loader.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <system_error>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "access/oidc/key_set.h"
#include "status/free_with.h"
#include "status/loopback.h"

namespace verbatim::access::oidc {
namespace {

constexpr std::chrono::milliseconds kMaxConnectTime{5000};
constexpr int kPollMilliseconds = 50;

using Url = std::unique_ptr<CURLU, FreeWith<curl_url_cleanup>>;
using Easy = std::unique_ptr<CURL, FreeWith<curl_easy_cleanup>>;
using Multi = std::unique_ptr<CURLM, FreeWith<curl_multi_cleanup>>;
using HeaderList = std::unique_ptr<curl_slist, FreeWith<curl_slist_free_all>>;

// Returns a part of a URL; empty if there is none.
std::string PartOfUrl(const Url& url, CURLUPart which) {
  char* part = nullptr;
  if (curl_url_get(url.get(), which, &part, 0) != CURLUE_OK) return {};
  std::string copy(part);
  curl_free(part);
  return copy;
}

// Parses a URL. Null if it is not an http or https URL with a host and without credentials and fragment.
Url ParseHttpUrl(const std::string& text) {
  Url url(curl_url());
  if (url == nullptr || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return nullptr;
  const std::string scheme = PartOfUrl(url, CURLUPART_SCHEME);
  const bool is_plain = (scheme == "http" || scheme == "https") && !PartOfUrl(url, CURLUPART_HOST).empty() &&
                        PartOfUrl(url, CURLUPART_USER).empty() &&
                        PartOfUrl(url, CURLUPART_PASSWORD).empty() && !absl::StrContains(text, "#");
  return is_plain ? std::move(url) : nullptr;
}

struct Body {
  std::string bytes;
  bool too_long = false;
};

size_t ReceiveBody(char* bytes, size_t size, size_t count, void* user) {
  auto& body = *static_cast<Body*>(user);
  body.too_long = body.bytes.size() + size * count > kMaxKeySetBytes;
  if (body.too_long) return 0;  // ends the transfer
  body.bytes.append(bytes, size * count);
  return size * count;
}

absl::Status CannotFetch(const std::string& uri, const std::string& why) {
  return absl::UnavailableError(absl::StrCat(uri, ": ", why));
}

// Performs the transfer of `easy`. Returns why it failed; empty if it did not.
std::string Transfer(CURL* easy, const std::function<bool()>& should_stop) {
  const Multi multi(curl_multi_init());
  if (multi == nullptr || curl_multi_add_handle(multi.get(), easy) != CURLM_OK)
    return "libcurl has no memory";
  CURLcode result = CURLE_GOT_NOTHING;
  bool stopped = false;
  for (int running = 1; running > 0 && !stopped;) {
    if (curl_multi_perform(multi.get(), &running) != CURLM_OK) break;
    if (running > 0) curl_multi_poll(multi.get(), nullptr, 0, kPollMilliseconds, nullptr);
    stopped = should_stop();
  }
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
    if (message->msg == CURLMSG_DONE) result = message->data.result;
  }
  curl_multi_remove_handle(multi.get(), easy);
  if (stopped && result != CURLE_OK) return "the server ends";
  return result == CURLE_OK ? "" : curl_easy_strerror(result);
}

}  // namespace

absl::StatusOr<std::string> ReadJwksFile(const std::string& path) {
  std::error_code error;
  // Opening a pipe would block.
  if (!std::filesystem::is_regular_file(path, error))
    return absl::InvalidArgumentError(absl::StrCat(path, " is not a file that can be read"));
  std::ifstream file(path, std::ios::binary);
  std::string bytes(kMaxKeySetBytes + 1, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (file.bad() || file.gcount() == 0)
    return absl::InvalidArgumentError(absl::StrCat(path, " cannot be read, or is empty"));
  bytes.resize(static_cast<size_t>(file.gcount()));
  if (bytes.size() > kMaxKeySetBytes)
    return absl::InvalidArgumentError(absl::StrCat(path, " has more than 256 KiB"));
  return bytes;
}

absl::Status CheckJwksUri(const std::string& uri) {
  const Url url = ParseHttpUrl(uri);
  if (url == nullptr)
    return absl::InvalidArgumentError("must be an https URI without credentials and fragment");
  if (PartOfUrl(url, CURLUPART_SCHEME) == "http" && !IsLoopbackHost(PartOfUrl(url, CURLUPART_HOST)))
    return absl::InvalidArgumentError("must be an https URI; http is allowed only to this machine");
  return absl::OkStatus();
}

absl::Status CheckIssuer(const std::string& issuer) {
  const bool is_url = absl::StartsWith(issuer, "https://") || absl::StartsWith(issuer, "http://");
  if (!is_url || absl::StrContains(issuer, "?") || ParseHttpUrl(issuer) == nullptr)
    return absl::InvalidArgumentError("must be an http or https URL without credentials, query and fragment");
  return absl::OkStatus();
}

absl::StatusOr<std::string> FetchJwks(const std::string& uri, const FetchOptions& options,
                                      const std::function<bool()>& should_stop) {
  static std::once_flag initialized;
  std::call_once(initialized, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  const Url url = ParseHttpUrl(uri);
  const Easy easy(curl_easy_init());
  const HeaderList headers(curl_slist_append(nullptr, "Accept: application/jwk-set+json, application/json"));
  if (url == nullptr || easy == nullptr || headers == nullptr)
    return CannotFetch(uri, "it is not a URI, or there is no memory");
  const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(easy.get(), option, value); };
  Body body;
  set(CURLOPT_URL, uri.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_USERAGENT, "verbatimd");
  set(CURLOPT_HTTPHEADER, headers.get());
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(options.timeout, kMaxConnectTime).count()));
  set(CURLOPT_WRITEFUNCTION, &ReceiveBody);
  set(CURLOPT_WRITEDATA, &body);
  if (IsLoopbackHost(PartOfUrl(url, CURLUPART_HOST))) set(CURLOPT_PROXY, "");
  if (!options.ca_file.empty()) {
    set(CURLOPT_CAINFO, options.ca_file.c_str());
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  }
  const std::string problem = Transfer(easy.get(), should_stop);
  if (body.too_long) return CannotFetch(uri, "the answer has more than 256 KiB");
  if (!problem.empty()) return CannotFetch(uri, problem);
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) return CannotFetch(uri, absl::StrCat("the answer has status ", status));
  return std::move(body.bytes);
}

}  // namespace verbatim::access::oidc
