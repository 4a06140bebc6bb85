#pragma once

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "brief.h"
#include "replicas.h"
#include "support/eventually.h"
#include "support/fail.h"
#include "verbatim/v1/claim_service.grpc.pb.h"

namespace verbatim::test {

inline std::shared_ptr<grpc::Channel> Connect(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

inline std::string TextOf(const std::string& id) { return "claim " + id; }

// Writes claims on the brief through all servers. Each writer repeats a write with the same request_id, on
// the next server, until it is acknowledged.
class Writers {
 public:
  Writers(Replicas& replicas, int count) : replicas_(replicas) {
    for (int w = 0; w < count; ++w) threads_.emplace_back([this, w] { Run(w); });
  }

  int64_t acknowledged() const { return acknowledged_; }
  int64_t repeated() const { return repeated_; }

  // Waits until so many more writes are acknowledged. Ends the program if they are not; `when` says when.
  void Await(int64_t writes, const std::string& when) const {
    const int64_t before = acknowledged_;
    if (!Eventually([&] { return acknowledged_ >= before + writes; })) Fail("no progress " + when);
  }

  // Lets each writer end its last write. Returns the ids of all claims.
  std::vector<std::string> End() {
    ending_ = true;
    for (std::thread& thread : threads_) thread.join();
    return std::move(ids_);
  }

 private:
  void Run(int writer) {
    auto server = static_cast<size_t>(writer) % replicas_.size();
    std::string address;
    std::unique_ptr<v1::ClaimService::Stub> claims;
    std::vector<std::string> written;
    for (int i = 0; !ending_; ++i) {
      const std::string id = absl::StrCat("w", writer, "-", i);
      v1::CreateClaimRequest request;
      request.set_claim_id(id);
      request.set_request_id(id);
      WriteClaimOnBrief(TextOf(id), *request.mutable_claim());
      while (true) {
        const std::string now = replicas_.Address(server);
        if (now != address) {
          claims = now.empty() ? nullptr : v1::ClaimService::NewStub(Connect(now));
          address = now;
        }
        if (claims != nullptr) {
          grpc::ClientContext context;
          context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
          v1::CreateClaimResponse response;
          const grpc::Status status = claims->CreateClaim(&context, request, &response);
          if (status.ok()) break;
          if (status.error_code() != grpc::StatusCode::UNAVAILABLE &&
              status.error_code() != grpc::StatusCode::RESOURCE_EXHAUSTED &&
              status.error_code() != grpc::StatusCode::DEADLINE_EXCEEDED) {
            Fail(absl::StrCat("CreateClaim ", id, ": ", static_cast<int>(status.error_code()), " ",
                              status.error_message()));
          }
          ++repeated_;
        }
        server = (server + 1) % replicas_.size();
      }
      written.push_back(id);
      ++acknowledged_;
    }
    std::lock_guard lock(mutex_);
    ids_.insert(ids_.end(), written.begin(), written.end());
  }

  Replicas& replicas_;
  std::atomic<bool> ending_ = false;
  std::atomic<int64_t> acknowledged_ = 0;
  std::atomic<int64_t> repeated_ = 0;
  std::mutex mutex_;
  std::vector<std::string> ids_;
  std::vector<std::thread> threads_;
};

// Checks that a server lists each of the claims once, unchanged, and no others.
inline void CheckClaims(const std::string& address, const std::vector<std::string>& ids) {
  const auto claims = v1::ClaimService::NewStub(Connect(address));
  std::map<std::string, std::string> expected;
  for (const std::string& id : ids) expected.emplace("claims/" + id, TextOf(id));
  if (expected.size() != ids.size()) Fail("a writer wrote an id twice");
  v1::ListClaimsRequest request;
  request.mutable_filter()->set_document(kBriefName);
  request.set_page_size(1000);
  do {
    grpc::ClientContext context;
    v1::ListClaimsResponse response;
    const grpc::Status status = claims->ListClaims(&context, request, &response);
    if (!status.ok()) Fail(absl::StrCat("ListClaims: ", status.error_message()));
    for (const v1::Claim& claim : response.claims()) {
      const auto found = expected.find(claim.name());
      if (found == expected.end()) Fail(absl::StrCat(claim.name(), " is there twice, or was not written"));
      if (found->second != claim.text()) Fail(absl::StrCat(claim.name(), " differs from what was sent"));
      expected.erase(found);
    }
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  if (!expected.empty()) Fail(absl::StrCat(expected.begin()->first, " was acknowledged but is lost"));
}

// Ends the servers, which must all have all claims and exit with 0, and checks their database with --fsck.
inline void CheckAndStop(Replicas& replicas, const std::vector<std::string>& ids) {
  for (size_t i = 0; i < replicas.size(); ++i) CheckClaims(replicas.Address(i), ids);
  if (!replicas.Stop()) Fail("a server did not exit with 0");
  const Outcome fsck = replicas.Run("--fsck");
  if (fsck.ending.exit_code != 0) Fail("--fsck: " + fsck.error);
}

}  // namespace verbatim::test
