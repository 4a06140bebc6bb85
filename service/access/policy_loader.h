#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "access/oidc/token_verifier.h"
#include "access/policy.h"

namespace verbatim::access {

// Makes the policies of a policy file that changes. One thread at a time.
class PolicyLoader {
 public:
  // `path` is that of the file; paths in the file are relative to its folder.
  PolicyLoader(const std::string& path, oidc::VerifierOptions options);

  // Returns the policy of a text of the file. INVALID_ARGUMENT lists mistakes with their lines. If the issuers
  // are those of the last policy, the policies share the issuers' keys and the tokens that were seen before.
  absl::StatusOr<Policy> Load(std::string_view text);

 private:
  const std::string folder_;
  const oidc::VerifierOptions options_;
  std::shared_ptr<oidc::TokenVerifier> verifier_;  // of the last policy
};

}  // namespace verbatim::access
