#include "http/pages/sign_in.h"

#include "nlohmann/json.hpp"

namespace verbatim::http {
namespace {

using access::oidc::IssuerOptions;

// The issuers at which browsers may sign in.
std::vector<const IssuerOptions*> IssuersForBrowsers(const access::Policy& policy) {
  std::vector<const IssuerOptions*> issuers;
  if (policy.verifier() == nullptr) return issuers;
  for (const IssuerOptions& issuer : policy.verifier()->issuers()) {
    if (!issuer.client_id.empty()) issuers.push_back(&issuer);
  }
  return issuers;
}

}  // namespace

Response SignIn(const access::Policy& policy) {
  nlohmann::ordered_json issuers = nlohmann::ordered_json::array();
  for (const IssuerOptions* issuer : IssuersForBrowsers(policy))
    issuers.push_back({{"issuer", issuer->issuer}, {"client_id", issuer->client_id}});
  Response response{.body = nlohmann::ordered_json{{"issuers", std::move(issuers)}}.dump()};
  response.Set("Content-Type", "application/json");
  response.Set("Cache-Control", "no-store");  // the policy may change
  return response;
}

std::vector<std::string> SignInOrigins(const access::Policy& policy) {
  std::vector<std::string> origins;
  for (const IssuerOptions* issuer : IssuersForBrowsers(policy)) {
    const size_t host = issuer->issuer.find("://") + 3;  // an issuer is an http or https URL
    origins.push_back(issuer->issuer.substr(0, issuer->issuer.find('/', host)));
  }
  return origins;
}

}  // namespace verbatim::http
