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
// the next server, until it is acknowledged. Then it reads the claim from the server after that one.
class Writers {
 public:
  // Whether servers end during calls. If not, every error must say when to retry.
  enum class Servers { kEnd, kStay };

  Writers(Replicas& replicas, int count, Servers servers = Servers::kEnd)
      : replicas_(replicas), servers_(servers) {
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
  // The client of one writer, which turns to the next server after an error.
  struct Caller {
    size_t server;
    std::string address;
    std::unique_ptr<v1::ClaimService::Stub> claims;  // null while the server does not run

    void Turn(const Replicas& replicas, size_t next) {
      server = next % replicas.size();
      const std::string now = replicas.Address(server);
      if (now == address) return;
      claims = now.empty() ? nullptr : v1::ClaimService::NewStub(Connect(now));
      address = now;
    }
  };

  void Run(int writer) {
    Caller caller{static_cast<size_t>(writer), {}, {}};
    Caller reader = {};
    std::vector<std::string> written;
    for (int i = 0; !ending_; ++i) {
      const std::string id = absl::StrCat("w", writer, "-", i);
      v1::CreateClaimRequest request;
      request.set_claim_id(id);
      request.set_request_id(id);
      WriteClaimOnBrief(TextOf(id), *request.mutable_claim());
      for (caller.Turn(replicas_, caller.server);; caller.Turn(replicas_, caller.server + 1)) {
        if (caller.claims == nullptr) continue;
        grpc::ClientContext context;
        context.set_deadline(std::chrono::system_clock::now() + kDeadline);
        v1::CreateClaimResponse response;
        if (IsDone("CreateClaim " + id, caller.claims->CreateClaim(&context, request, &response))) break;
        ++repeated_;
      }
      written.push_back(id);
      ++acknowledged_;
      reader.Turn(replicas_, caller.server + 1);
      if (reader.claims == nullptr) continue;
      v1::GetClaimRequest get;
      get.set_name("claims/" + id);
      grpc::ClientContext context;
      context.set_deadline(std::chrono::system_clock::now() + kDeadline);
      v1::GetClaimResponse claim;
      IsDone("GetClaim " + id, reader.claims->GetClaim(&context, get, &claim));
    }
    std::lock_guard lock(mutex_);
    ids_.insert(ids_.end(), written.begin(), written.end());
  }

  // Returns whether the call succeeded. Ends the program after errors that callers should not see.
  bool IsDone(const std::string& what, const grpc::Status& status) const {
    if (status.ok()) return true;
    const bool away = status.error_code() == grpc::StatusCode::UNAVAILABLE ||
                      status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED;
    if (!away && status.error_code() != grpc::StatusCode::DEADLINE_EXCEEDED) {
      Fail(absl::StrCat(what, ": ", static_cast<int>(status.error_code()), " ", status.error_message()));
    }
    if (away && servers_ == Servers::kStay &&
        status.error_details().find("google.rpc.RetryInfo") == std::string::npos) {
      Fail(absl::StrCat(what, ": does not say when to retry: ", status.error_message()));
    }
    return false;
  }

  // Longer than a server waits for its database.
  static constexpr std::chrono::seconds kDeadline{30};

  Replicas& replicas_;
  const Servers servers_;
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
    v1::ListClaimsResponse response;
    grpc::Status status;
    Eventually([&] {
      grpc::ClientContext context;
      status = claims->ListClaims(&context, request, &response);
      return status.error_code() != grpc::StatusCode::UNAVAILABLE;
    });
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
