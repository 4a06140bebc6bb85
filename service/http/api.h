#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "access/authenticator.h"
#include "http/calls/api_request.h"
#include "http/front.h"
#include "http/pages/internal_call.h"
#include "http/pages/web_page.h"
#include "http/rest/routes.h"
#include "http/transport/exchange.h"
#include "methods/dispatcher.h"

namespace verbatim::http {

struct ApiOptions {
  // Identifies callers. Must outlive the API.
  const access::Authenticator* authenticator = &access::Authenticator::Open();
  std::vector<std::string> cors_origins = {};
  std::vector<std::string> hosts = {};
  std::string listen = {};  // HOST:PORT
  // Whether the server can take calls, for /readyz.
  std::function<bool()> is_ready = [] { return true; };
  // Further lines of the response to /readyz, each with a line feed.
  std::function<std::string()> readiness_details = [] { return std::string(); };
};

// All paths of the HTTP port. Translates requests to calls of methods by the methods' descriptors, and names
// no method. pages/ has the paths that are not methods. Any thread.
class Api {
 public:
  // `dispatcher` must outlive this object. This object must outlive all exchanges.
  Api(ApiOptions options, methods::Dispatcher& dispatcher);

  // Handles a request. Does not block.
  void Handle(std::shared_ptr<Exchange> exchange) const;

 private:
  void Route(const std::shared_ptr<ApiRequest>& request) const;
  // Handles the paths that are not methods. Returns false for any other path.
  bool RouteFixed(const std::shared_ptr<ApiRequest>& request, std::string_view path) const;

  const ApiOptions options_;
  methods::Dispatcher& dispatcher_;
  const Front front_;
  const WebPage page_;
  std::vector<Binding> bindings_;
  Routes routes_;
  MethodIndex methods_;
  std::string openapi_;
};

}  // namespace verbatim::http
