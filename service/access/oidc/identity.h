#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"

// What a policy says about an OpenID Connect issuer, and what a token of it says about a caller.
namespace verbatim::access::oidc {

struct IssuerOptions {
  // The `iss` of the issuer's tokens, exactly: an http or https URL without query and fragment.
  std::string issuer;
  // A token must be for one of these (`aud`). At least one.
  std::vector<std::string> audiences;
  // Where the issuer's keys are, as a JSON Web Key Set. Exactly one of the two is set.
  std::string jwks_file;
  std::string jwks_uri;  // https; http only to this machine
  // The claim with the caller's display name, such as `email`. Empty if there is none.
  std::string name_claim;
  // The claim with the caller's groups: a list of strings, or one string. Empty if there is none.
  std::string groups_claim;
  // Roles by group.
  std::map<std::string, std::string> groups;
  // The id under which browsers sign in at the issuer; empty if they do not.
  std::string client_id;
  // Clients, besides the audiences and `client_id`, that may send tokens that the issuer made for them
  // (`azp`). If not empty, every token must name one of them all.
  std::vector<std::string> authorized_parties;

  friend bool operator==(const IssuerOptions&, const IssuerOptions&) = default;
};

struct Identity {
  std::string issuer;
  // Printable ASCII of 1 to 255 bytes; unique and never reused at the issuer.
  std::string subject;
  // UTF-8 of up to 256 bytes without control characters and invisible characters. Empty if the token has no
  // such name. The caller may be able to choose it.
  std::string display_name;
  // Those of the token's groups that IssuerOptions.groups names, in its order, each once.
  std::vector<std::string> groups;
  // From this time on the token is refused: its `exp` and the clock skew that is allowed.
  absl::Time expires;
};

}  // namespace verbatim::access::oidc
