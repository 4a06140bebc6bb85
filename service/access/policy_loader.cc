#include "access/policy_loader.h"

#include <filesystem>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "access/oidc/issuer_keys.h"
#include "access/oidc/jwks_loader.h"
#include "access/policy_file.h"
#include "access/yaml_reader.h"
#include "status/status_macros.h"

namespace verbatim::access {

namespace {

// The verifier reads the files, too, but does not know their lines.
absl::Status CheckKeyFiles(const std::vector<PolicyIssuer>& issuers) {
  YamlReader mistakes;
  for (const PolicyIssuer& issuer : issuers) {
    if (issuer.options.jwks_file.empty()) continue;
    const absl::Status keys = oidc::LoadedKeys::Parse(oidc::ReadJwksFile(issuer.options.jwks_file)).status();
    if (!keys.ok())
      mistakes.MistakeInLine(issuer.line,
                             absl::StrCat("jwks_file: ", issuer.options.jwks_file, ": ", keys.message()));
  }
  return mistakes.status();
}

}  // namespace

PolicyLoader::PolicyLoader(const std::string& path, oidc::VerifierOptions options)
    : folder_(std::filesystem::path(path).parent_path()), options_(std::move(options)) {}

absl::StatusOr<Policy> PolicyLoader::Load(std::string_view text) {
  ABSL_ASSIGN_OR_RETURN(PolicyFile file, ParsePolicyFile(text, folder_));
  if (file.issuers.empty()) {
    verifier_ = nullptr;
    return Policy(std::move(file));
  }
  std::vector<oidc::IssuerOptions> issuers;
  for (const PolicyIssuer& issuer : file.issuers) issuers.push_back(issuer.options);
  if (verifier_ == nullptr || verifier_->issuers() != issuers) {
    ABSL_RETURN_IF_ERROR(CheckKeyFiles(file.issuers));
    ABSL_ASSIGN_OR_RETURN(verifier_, oidc::TokenVerifier::Create(std::move(issuers), options_));
  }
  return Policy(std::move(file), verifier_);
}

}  // namespace verbatim::access
