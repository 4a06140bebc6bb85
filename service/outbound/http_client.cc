#include "outbound/http_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <mutex>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "status/free_with.h"
#include "status/loopback.h"

namespace verbatim::outbound {
namespace {

// Maximum number of idle connections.
constexpr size_t kKeptConnections = 8;

constexpr std::chrono::milliseconds kMaxConnectTime{5000};
constexpr int kPollMilliseconds = 20;

void InitializeOnce() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Headers = std::unique_ptr<curl_slist, FreeList>;

void Append(Headers& headers, const std::string& line) {
  curl_slist* longer = curl_slist_append(headers.get(), line.c_str());
  if (longer == nullptr) return;
  (void)headers.release();
  headers.reset(longer);
}

struct Body {
  std::string bytes;
  size_t limit = 0;
  bool too_long = false;
};

size_t Receive(char* bytes, size_t size, size_t count, void* user) {
  auto& body = *static_cast<Body*>(user);
  if (body.bytes.size() + size * count > body.limit) {
    body.too_long = true;
    return 0;  // ends the transfer
  }
  body.bytes.append(bytes, size * count);
  return size * count;
}

// Returns a part of a URL; empty if there is none.
std::string PartOf(CURLU* url, CURLUPart which) {
  char* part = nullptr;
  if (curl_url_get(url, which, &part, 0) != CURLUE_OK) return {};
  std::string copy(part);
  curl_free(part);
  return copy;
}

std::string HostOf(const std::string& url) {
  const std::unique_ptr<CURLU, FreeWith<curl_url_cleanup>> parsed(curl_url());
  if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return {};
  return PartOf(parsed.get(), CURLUPART_HOST);
}

}  // namespace

// A handle of libcurl with its connection. One thread at a time.
class HttpClient::Connection {
 public:
  explicit Connection(const Options& options) : easy_(curl_easy_init()), multi_(curl_multi_init()) {
    if (easy_ == nullptr || multi_ == nullptr) return;
    Set(CURLOPT_URL, options.url.c_str());
    Set(CURLOPT_PROTOCOLS_STR, "http,https");
    Set(CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
    Set(CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    Set(CURLOPT_NOSIGNAL, 1L);
    Set(CURLOPT_USERAGENT, "verbatimd");
    if (IsLoopbackHost(HostOf(options.url))) Set(CURLOPT_PROXY, "");
    if (!options.ca_file.empty()) {
      Set(CURLOPT_CAINFO, options.ca_file.c_str());
      Set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
    }
  }
  ~Connection() {
    curl_multi_cleanup(multi_);
    curl_easy_cleanup(easy_);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  absl::StatusOr<HttpAnswer> Post(std::string_view body, curl_slist* headers,
                                  std::chrono::milliseconds timeout, size_t max_answer_bytes,
                                  const std::function<bool()>& should_stop) {
    if (easy_ == nullptr || multi_ == nullptr) return absl::UnavailableError("libcurl has no memory");
    Body received{.bytes = {}, .limit = max_answer_bytes};
    Set(CURLOPT_POSTFIELDS, body.data());
    Set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    Set(CURLOPT_HTTPHEADER, headers);
    Set(CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
    Set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(timeout, kMaxConnectTime).count()));
    Set(CURLOPT_WRITEFUNCTION, &Receive);
    Set(CURLOPT_WRITEDATA, &received);
    if (curl_multi_add_handle(multi_, easy_) != CURLM_OK)
      return absl::UnavailableError("libcurl cannot begin a request");
    const absl::StatusOr<CURLcode> result = Transfer(should_stop);
    curl_multi_remove_handle(multi_, easy_);
    if (!result.ok()) return result.status();
    if (received.too_long) return absl::UnavailableError("the answer is too long");
    if (*result != CURLE_OK) return absl::UnavailableError(curl_easy_strerror(*result));
    HttpAnswer answer;
    answer.body = std::move(received.bytes);
    curl_off_t retry_after = 0;
    curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &answer.status);
    curl_easy_getinfo(easy_, CURLINFO_RETRY_AFTER, &retry_after);
    constexpr curl_off_t kLongest = 86'400;  // a day, in seconds
    answer.retry_after = std::chrono::seconds(std::min(retry_after, kLongest));
    return answer;
  }

 private:
  template <typename Value>
  void Set(CURLoption option, Value value) {
    curl_easy_setopt(easy_, option, value);
  }

  absl::StatusOr<CURLcode> Transfer(const std::function<bool()>& should_stop) {
    int running = 1;
    while (true) {
      if (curl_multi_perform(multi_, &running) != CURLM_OK)
        return absl::UnavailableError("libcurl cannot continue a request");
      if (running == 0) break;
      if (should_stop && should_stop()) return absl::CancelledError("the request was abandoned");
      curl_multi_poll(multi_, nullptr, 0, kPollMilliseconds, nullptr);
    }
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg == CURLMSG_DONE) return message->data.result;
    }
    return absl::UnavailableError("libcurl lost a request");
  }

  CURL* const easy_;
  CURLM* const multi_;
};

HttpClient::HttpClient(Options options) : options_(std::move(options)) { InitializeOnce(); }
HttpClient::~HttpClient() = default;

std::unique_ptr<HttpClient::Connection> HttpClient::TakeConnection() {
  {
    sync::MutexLock lock(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<Connection> connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  return std::make_unique<Connection>(options_);
}

void HttpClient::KeepConnection(std::unique_ptr<Connection> connection) {
  sync::MutexLock lock(mutex_);
  if (idle_.size() < kKeptConnections) idle_.push_back(std::move(connection));
}

absl::StatusOr<HttpAnswer> HttpClient::PostJson(std::string_view body, std::string_view bearer,
                                                std::chrono::milliseconds timeout,
                                                const std::function<bool()>& should_stop) {
  Headers headers;
  Append(headers, "Content-Type: application/json");
  Append(headers, "Accept: application/json");
  Append(headers, "Expect:");  // sends the body without waiting for 100 Continue
  if (!bearer.empty()) Append(headers, absl::StrCat("Authorization: Bearer ", std::string(bearer)));
  std::unique_ptr<Connection> connection = TakeConnection();
  absl::StatusOr<HttpAnswer> answer =
      connection->Post(body, headers.get(), timeout, options_.max_answer_bytes, should_stop);
  if (answer.ok()) KeepConnection(std::move(connection));
  return answer;
}

bool IsHttpUrl(const std::string& url) {
  const std::unique_ptr<CURLU, FreeWith<curl_url_cleanup>> parsed(curl_url());
  if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return false;
  const std::string scheme = PartOf(parsed.get(), CURLUPART_SCHEME);
  return (scheme == "http" || scheme == "https") && !PartOf(parsed.get(), CURLUPART_HOST).empty() &&
         PartOf(parsed.get(), CURLUPART_USER).empty() && PartOf(parsed.get(), CURLUPART_PASSWORD).empty() &&
         PartOf(parsed.get(), CURLUPART_QUERY).empty() && PartOf(parsed.get(), CURLUPART_FRAGMENT).empty();
}

bool IsPlaintextToOthers(const std::string& url) {
  return !absl::StartsWithIgnoreCase(url, "https:") && !IsLoopbackHost(HostOf(url));
}

}  // namespace verbatim::outbound
