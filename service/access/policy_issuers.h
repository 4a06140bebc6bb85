#pragma once

#include <functional>
#include <string>
#include <vector>

#include "access/oidc/identity.h"
#include "access/yaml_reader.h"

namespace verbatim::access {

// An issuer of a policy file.
struct PolicyIssuer {
  oidc::IssuerOptions options;
  int line = 0;  // where it is in the file
};

// Reads the list `issuers` of a policy file. Paths in it are relative to `folder`. `is_role` returns whether
// there is a role with a name. Mistakes are in `reader`.
std::vector<PolicyIssuer> ReadIssuers(const YAML::Node& node, const std::string& folder,
                                      const std::function<bool(const std::string&)>& is_role,
                                      YamlReader& reader);

}  // namespace verbatim::access
