#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "match/claim_index.h"
#include "match/matcher.h"
#include "methods/dispatcher.h"
#include "registry/registry.h"
#include "rpc/health.h"
#include "rpc/server.h"
#include "support/fail.h"

namespace verbatim::test {

// The service in this process, on a free port of the loopback interface, for benchmarks. The registry must
// outlive it. Ends the program if the server does not start.
class LocalServer {
 public:
  LocalServer(registry::Registry& registry, const std::string& index_folder)
      : index_(registry, {.folder = index_folder}),
        matcher_(registry, index_),
        dispatcher_({}, registry, matcher_) {
    auto server = rpc::Server::Start({}, dispatcher_, health_);
    if (!server.ok()) Fail(server.status().ToString());
    server_ = *std::move(server);
  }

  // A channel with a connection of its own.
  std::shared_ptr<grpc::Channel> Connect() const {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    return grpc::CreateCustomChannel(absl::StrCat("127.0.0.1:", server_->port()),
                                     grpc::InsecureChannelCredentials(), arguments);
  }

  void Drain() { server_->Drain(absl::Seconds(5)); }

 private:
  match::ClaimIndex index_;
  match::Matcher matcher_;
  methods::Dispatcher dispatcher_;
  rpc::Health health_;
  std::unique_ptr<rpc::Server> server_;
};

}  // namespace verbatim::test
