#pragma once

#include <grpcpp/security/auth_metadata_processor.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

// What callers may do whom TLS has authenticated.
namespace verbatim::rpc {

enum class Right {
  kRead,   // everybody's who is let in
  kWrite,  // to record, to correct and to retract
  kErase,
};

// What a call needs. `method` is its path, as /verbatim.v1.ClaimService/GetClaim; kWrite for one that is not
// known.
Right RightFor(std::string_view method);

struct Rights {
  // Principals that may write; empty for all.
  std::vector<std::string> writers;
  // Principals that may erase; empty for those that may write.
  std::vector<std::string> erasers;

  bool empty() const { return writers.empty() && erasers.empty(); }
};

// Whom the transport has authenticated: the first peer identity of mutual TLS; empty for nobody.
std::string PrincipalOf(const grpc::AuthContext& context);

// Answers a call PERMISSION_DENIED, before it is read, whose caller has no right to it.
std::shared_ptr<grpc::AuthMetadataProcessor> MakeGuard(const Rights& rights);

}  // namespace verbatim::rpc
