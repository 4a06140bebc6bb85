#include "http/pages/sign_in.h"

#include "nlohmann/json.hpp"

namespace verbatim::http {

Response SignIn(const access::Policy& policy) {
  nlohmann::ordered_json issuers = nlohmann::ordered_json::array();
  if (policy.verifier() != nullptr) {
    for (const access::oidc::IssuerOptions& issuer : policy.verifier()->issuers()) {
      if (!issuer.client_id.empty())
        issuers.push_back({{"issuer", issuer.issuer}, {"client_id", issuer.client_id}});
    }
  }
  Response response{.body = nlohmann::ordered_json{{"issuers", std::move(issuers)}}.dump()};
  response.Set("Content-Type", "application/json");
  response.Set("Cache-Control", "no-store");  // the policy may change
  return response;
}

}  // namespace verbatim::http
