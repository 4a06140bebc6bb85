#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

#include "verbatim/v1/claim_service.grpc.pb.h"
#include "verbatim/v1/document_service.grpc.pb.h"
#include "verbatim/v1/log_service.grpc.pb.h"
#include "verbatim/v1/match_service.grpc.pb.h"

namespace verbatim::test {

// A client of one server.
struct Client {
  explicit Client(const std::string& address)
      : channel(grpc::CreateChannel(address, grpc::InsecureChannelCredentials())),
        documents(v1::DocumentService::NewStub(channel)),
        claims(v1::ClaimService::NewStub(channel)),
        log(v1::LogService::NewStub(channel)),
        match(v1::MatchService::NewStub(channel)) {}

  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<v1::DocumentService::Stub> documents;
  std::unique_ptr<v1::ClaimService::Stub> claims;
  std::unique_ptr<v1::LogService::Stub> log;
  std::unique_ptr<v1::MatchService::Stub> match;
};

}  // namespace verbatim::test
