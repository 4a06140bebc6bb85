#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "api/fixture.h"
#include "http/api.h"
#include "http/calls/status_body.h"
#include "http/transport/server.h"
#include "http_client.h"

namespace verbatim::test {

// The service with both ports, in this process.
class HttpTest : public ApiTest {
 protected:
  HttpTest() { StartHttp(); }
  ~HttpTest() override { http_.reset(); }

  void StartHttp(http::ServerOptions options = {}, http::ApiOptions api = {}) {
    http_.reset();
    api.listen = options.listen;
    api.is_ready = [this] { return health_->IsServing(); };
    api_ = std::make_unique<http::Api>(std::move(api), *dispatcher_);
    options.refuse = [](const http::Problem& problem) { return http::RestError(problem); };
    auto server = http::Server::Start(
        options, [this](std::shared_ptr<http::Exchange> exchange) { api_->Handle(std::move(exchange)); });
    ASSERT_TRUE(server.ok()) << server.status();
    http_ = *std::move(server);
  }

  HttpResponse Get(const std::string& target, const std::vector<http::Field>& fields = {}) {
    return HttpClient(http_->port()).Get(target, fields);
  }
  HttpResponse Post(const std::string& target, const std::string& body,
                    std::vector<http::Field> fields = {}) {
    return HttpClient(http_->port()).Post(target, body, std::move(fields));
  }

  std::unique_ptr<http::Api> api_;
  std::unique_ptr<http::Server> http_;
};

}  // namespace verbatim::test
