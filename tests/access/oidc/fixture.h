#pragma once

#include <cstdint>
#include <string>

#include "absl/time/time.h"
#include "access/oidc/identity.h"
#include "nlohmann/json.hpp"
#include "support/token_signer.h"

// An issuer, a moment, and the claims of a token that is valid then. Times of tests are beside this moment.
namespace verbatim::test {

inline constexpr char kIssuer[] = "https://login.example.org";
inline constexpr int64_t kNowSeconds = 1'800'000'000;
inline absl::Time Now() { return absl::FromUnixSeconds(kNowSeconds); }

// Claims that are valid for ten minutes. `changes` replaces or adds claims; a null removes one.
inline std::string Claims(const nlohmann::json& changes = nlohmann::json::object()) {
  nlohmann::json claims = {{"iss", kIssuer},
                           {"sub", "alice"},
                           {"aud", "verbatim"},
                           {"exp", kNowSeconds + 600},
                           {"iat", kNowSeconds - 10}};
  claims.merge_patch(changes);
  return claims.dump();
}

inline access::oidc::IssuerOptions Issuer() {
  access::oidc::IssuerOptions options;
  options.issuer = kIssuer;
  options.audiences = {"verbatim", "verbatim-staging"};
  options.name_claim = "email";
  options.groups_claim = "groups";
  options.groups = {{"desk", "editor"}, {"staff", "reader"}};
  options.client_id = "verbatim-page";
  return options;
}

// Keys that tests share, because it takes long to make an RSA key.
inline const TokenSigner& RsaSigner() {
  static const auto* const kSigner = new TokenSigner(TokenSigner::Type::kRsa, "rsa-1");
  return *kSigner;
}
inline const TokenSigner& P256Signer() {
  static const auto* const kSigner = new TokenSigner(TokenSigner::Type::kP256, "p256-1");
  return *kSigner;
}
inline const TokenSigner& Ed25519Signer() {
  static const auto* const kSigner = new TokenSigner(TokenSigner::Type::kEd25519, "ed-1");
  return *kSigner;
}

}  // namespace verbatim::test
