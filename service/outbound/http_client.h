#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "sync/mutex.h"

namespace verbatim::outbound {

// The answer to a request, whatever its status.
struct HttpAnswer {
  long status = 0;
  std::string body;
  std::chrono::seconds retry_after{0};  // the header Retry-After; 0 if there is none
};

// Sends POST requests to one URL over HTTP/1.1 and keeps connections open. Uses libcurl, because it verifies
// certificates and names, resolves names within a timeout, uses proxies and reads every form of HTTP/1.1
// answer. Boost.Beast leaves all of this to its users. Any thread.
class HttpClient {
 public:
  struct Options {
    std::string url;      // http or https; redirects are not followed
    std::string ca_file;  // PEM file of the CAs for https; empty for the system's
    // A longer answer is an error.
    size_t max_answer_bytes = size_t{32} << 20;
  };

  explicit HttpClient(Options options);
  ~HttpClient();

  // Posts JSON. `bearer` is sent as a bearer token unless it is empty. Blocks until the answer is complete,
  // at most for `timeout`. Checks every 20 ms whether to stop. UNAVAILABLE if there is no complete answer in
  // time; the message contains neither the request nor the answer. CANCELLED if `should_stop` is true.
  absl::StatusOr<HttpAnswer> PostJson(std::string_view body, std::string_view bearer,
                                      std::chrono::milliseconds timeout,
                                      const std::function<bool()>& should_stop);

 private:
  class Connection;

  std::unique_ptr<Connection> TakeConnection();
  void KeepConnection(std::unique_ptr<Connection> connection);

  const Options options_;
  sync::Mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_ ABSL_GUARDED_BY(mutex_);
};

// Returns whether `url` is an http or https URL with a host and without credentials.
bool IsHttpUrl(const std::string& url);

// Returns whether `url` has the scheme http, and a host that is not this machine.
bool IsPlaintextToOthers(const std::string& url);

}  // namespace verbatim::outbound
