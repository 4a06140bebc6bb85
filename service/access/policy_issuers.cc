#include "access/policy_issuers.h"

#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "access/oidc/token_verifier.h"

namespace verbatim::access {
namespace {

PolicyIssuer ReadIssuer(const YAML::Node& node, const std::string& folder,
                        const std::function<bool(const std::string&)>& is_role, YamlReader& reader) {
  PolicyIssuer issuer;
  issuer.line = YamlReader::LineOf(node);
  oidc::IssuerOptions& options = issuer.options;
  const auto text = [&](const char* key, std::string& value) {
    return std::pair(std::string(key),
                     [&reader, &value, key](const YAML::Node& at) { value = reader.Text(at, key); });
  };
  const auto texts = [&](const char* key, std::vector<std::string>& values) {
    return std::pair(std::string(key), [&reader, &values, key](const YAML::Node& at) {
      reader.ReadTexts(at, key,
                       [&](const YAML::Node&, const std::string& value) { values.push_back(value); });
    });
  };
  reader.ReadMapping(node, "issuer",
                     {{"issuer",
                       [&](const YAML::Node& at) {
                         options.issuer = reader.Text(at, "issuer");
                         reader.MustBeNew(at, "issuer", options.issuer);
                       }},
                      texts("audiences", options.audiences),
                      {"jwks_file",
                       [&](const YAML::Node& at) {
                         const std::string path = reader.Text(at, "jwks_file");
                         if (!path.empty()) options.jwks_file = std::filesystem::path(folder) / path;
                       }},
                      text("jwks_uri", options.jwks_uri),
                      text("client_id", options.client_id),
                      texts("authorized_parties", options.authorized_parties),
                      {"claims",
                       [&](const YAML::Node& at) {
                         reader.ReadMapping(
                             at, "claims",
                             {text("name", options.name_claim), text("groups", options.groups_claim)});
                       }},
                      {"groups", [&](const YAML::Node& at) {
                         if (!at.IsMap())
                           return reader.Mistake(at, "groups must be a mapping of groups to roles");
                         for (const auto& item : at) {
                           const std::string group = reader.Text(item.first, "a group");
                           const std::string role = reader.Text(item.second, "the role of a group");
                           if (!role.empty() && !is_role(role))
                             reader.Mistake(item.second, absl::StrCat("there is no role \"", role, "\""));
                           if (!options.groups.emplace(group, role).second)
                             reader.Mistake(item.first, absl::StrCat("groups: ", group, " is given twice"));
                         }
                       }}});
  if (!node.IsMap()) return issuer;
  // The other rules are those of the verifier, which it checks when it is made.
  if (options.groups_claim.empty() != options.groups.empty())
    reader.Mistake(node, "an issuer has either both claims.groups and groups, or neither");
  if (absl::Status checked = oidc::CheckIssuerOptions(options); !checked.ok())
    reader.Mistake(node, std::string(checked.message()));
  return issuer;
}

}  // namespace

std::vector<PolicyIssuer> ReadIssuers(const YAML::Node& node, const std::string& folder,
                                      const std::function<bool(const std::string&)>& is_role,
                                      YamlReader& reader) {
  std::vector<PolicyIssuer> issuers;
  if (!node.IsSequence()) {
    reader.Mistake(node, "issuers must be a list");
    return issuers;
  }
  if (node.size() > oidc::kMaxIssuers)
    reader.Mistake(node, absl::StrCat("issuers must have at most ", oidc::kMaxIssuers, " items"));
  for (const YAML::Node& item : node) issuers.push_back(ReadIssuer(item, folder, is_role, reader));
  return issuers;
}

}  // namespace verbatim::access
