#include "access/policy_file.h"

#include <fstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "access/policy_quotas.h"
#include "access/principal.h"
#include "access/roles.h"
#include "access/yaml_reader.h"

namespace verbatim::access {
namespace {

constexpr std::string_view kVersion = "1";

// The value of `anonymous` that gives no permissions.
constexpr std::string_view kNone = "none";

// The log records a name permanently, and people compare names. So a name has only characters that cannot be
// confused, and fits into a principal with its kind.
constexpr size_t kMaxPrincipalNameBytes = 128;
bool IsName(std::string_view name) {
  constexpr std::string_view kCharacters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.@+";
  return !name.empty() && name.size() <= kMaxPrincipalNameBytes &&
         name.find_first_not_of(kCharacters) == std::string_view::npos;
}
constexpr char kNameRule[] = "must be 1 to 128 letters, digits, and any of -_.@+";

// Reads one file. Its mistakes are in `reader`.
class PolicyReader {
 public:
  PolicyReader(YamlReader& reader, const std::string& folder) : reader_(reader), folder_(folder) {}

  PolicyFile Read(const YAML::Node& document) {
    std::string version;
    std::optional<YAML::Node> roles, quotas, anonymous, principals, issuers;
    const auto keep = [](std::optional<YAML::Node>& kept) {
      return [&kept](const YAML::Node& node) { kept = node; };
    };
    reader_.ReadMapping(
        document, "the file",
        {{"version", [&](const YAML::Node& node) { version = reader_.Text(node, "version"); }},
         {"roles", keep(roles)},
         {"quotas", keep(quotas)},
         {"anonymous", keep(anonymous)},
         {"principals", keep(principals)},
         {"issuers", keep(issuers)}});
    if (version != std::string(kVersion)) reader_.Mistake(document, "version must be 1");
    for (const Role& role : PredefinedRoles()) file_.roles[std::string(role.name)] = role.permissions;
    // The roles come first, because the other parts name them.
    if (roles) ReadRoles(*roles);
    if (quotas) ReadQuotas(*quotas);
    if (anonymous) ReadAnonymous(*anonymous);
    if (principals) ReadPrincipals(*principals);
    if (issuers) {
      file_.issuers = ReadIssuers(
          *issuers, folder_, [&](const std::string& role) { return file_.roles.contains(role); }, reader_);
    }
    return std::move(file_);
  }

 private:
  void ReadRoles(const YAML::Node& node) {
    if (!node.IsMap())
      return reader_.Mistake(node, "roles must be a mapping of names to lists of permissions");
    for (const auto& item : node) {
      const YAML::Node& key = item.first;
      const std::string name = reader_.Text(key, "the name of a role");
      if (!name.empty() && (!IsName(name) || name == kNone))
        reader_.Mistake(key, absl::StrCat("the name of a role ", kNameRule, ", and not none"));
      Permissions permissions;
      reader_.ReadTexts(item.second, absl::StrCat("role ", name),
                        [&](const YAML::Node& at, const std::string& text) {
                          const std::optional<Permission> permission = PermissionNamed(text);
                          if (!permission)
                            return reader_.Mistake(at, absl::StrCat("there is no permission \"", text, "\""));
                          permissions = permissions.With(*permission);
                        });
      if (!file_.roles.emplace(name, permissions).second)
        reader_.Mistake(key, absl::StrCat("there is already a role \"", name, "\""));
    }
  }

  std::optional<Permissions> RoleNamed(const YAML::Node& at, const std::string& name) {
    const auto role = file_.roles.find(name);
    if (role != file_.roles.end()) return role->second;
    if (!name.empty()) reader_.Mistake(at, absl::StrCat("there is no role \"", name, "\""));
    return std::nullopt;
  }

  void ReadQuotas(const YAML::Node& node) {
    if (!node.IsMap()) return reader_.Mistake(node, "quotas must be a mapping of roles to limits");
    for (const auto& item : node) {
      const std::string role = reader_.Text(item.first, "the role of a quota");
      (void)RoleNamed(item.first, role);
      const QuotaLimits limits = ReadQuota(item.second, absl::StrCat("the quota of ", role), reader_);
      if (!file_.quotas.emplace(role, limits).second)
        reader_.Mistake(item.first, absl::StrCat("quotas: ", role, " is given twice"));
    }
  }

  void ReadAnonymous(const YAML::Node& node) {
    const std::string name = reader_.Text(node, "anonymous");
    file_.anonymous = name == kNone ? Permissions() : RoleNamed(node, name);
    if (name != kNone) file_.anonymous_role = name;
  }

  void ReadPrincipals(const YAML::Node& node) {
    if (!node.IsSequence()) return reader_.Mistake(node, "principals must be a list");
    for (const YAML::Node& item : node) ReadPrincipal(item);
  }

  void ReadPrincipal(const YAML::Node& node) {
    PolicyFile::Principal principal;
    bool has_role = false;
    reader_.ReadMapping(
        node, "principal",
        {{"name",
          [&](const YAML::Node& value) {
            principal.name = reader_.Text(value, "name");
            if (!principal.name.empty() && !IsName(principal.name))
              reader_.Mistake(value, absl::StrCat("name ", kNameRule));
            if (!principal.name.empty()) reader_.MustBeNew(value, "name", principal.name);
          }},
         {"role",
          [&](const YAML::Node& value) {
            has_role = true;
            principal.role = reader_.Text(value, "role");
            principal.permissions = RoleNamed(value, principal.role).value_or(Permissions());
          }},
         {"token_sha256",
          [&](const YAML::Node& value) {
            reader_.ReadTexts(value, "token_sha256", [&](const YAML::Node& at, const std::string& text) {
              const std::optional<log::Digest> digest = log::DigestFromHex(text);
              if (!digest) return reader_.Mistake(at, "token_sha256 must be 64 hexadecimal digits");
              reader_.MustBeNew(at, "token", log::ToHex(*digest));
              principal.tokens.push_back(*digest);
            });
          }},
         {"certificate",
          [&](const YAML::Node& value) {
            reader_.ReadTexts(value, "certificate", [&](const YAML::Node& at, const std::string& text) {
              if (!IsCertificateName(text))
                return reader_.Mistake(
                    at, "certificate must be a name with its kind: dns:, email:, uri:, ip: or cn:");
              reader_.MustBeNew(at, "certificate", text);
              principal.certificates.push_back(text);
            });
          }},
         {"aliases",
          [&](const YAML::Node& value) {
            reader_.ReadTexts(value, "aliases", [&](const YAML::Node& at, const std::string& text) {
              reader_.MustBeNew(at, "alias", text);
              principal.aliases.push_back(text);
            });
          }},
         {"quota", [&](const YAML::Node& value) { principal.quota = ReadQuota(value, "quota", reader_); }},
         {"may_act_for", [&](const YAML::Node& value) {
            const std::string text = reader_.Text(value, "may_act_for");
            if (text != "true" && text != "false")
              return reader_.Mistake(value, "may_act_for must be true or false");
            principal.may_act_for = text == "true";
          }}});
    if (!node.IsMap()) return;
    if (principal.name.empty()) reader_.Mistake(node, "a principal has no name");
    if (!has_role) reader_.Mistake(node, "a principal has no role");
    if (!node["token_sha256"] && !node["certificate"])
      reader_.Mistake(node, "a principal has neither token_sha256 nor certificate");
    file_.principals.push_back(std::move(principal));
  }

  YamlReader& reader_;
  const std::string& folder_;
  PolicyFile file_;
};

}  // namespace

absl::StatusOr<PolicyFile> ParsePolicyFile(std::string_view text, const std::string& folder) {
  YamlReader reader;
  PolicyFile file;
  try {
    const std::vector<YAML::Node> documents = YAML::LoadAll(std::string(text));
    if (documents.size() != 1) {
      reader.MistakeInLine(1,
                           absl::StrCat("the file has ", documents.size(), " YAML documents instead of one"));
    } else {
      file = PolicyReader(reader, folder).Read(documents.front());
    }
  } catch (const YAML::Exception& error) {  // the library reports errors only so
    reader.MistakeInLine(error.mark.line + 1, error.msg);
  }
  if (absl::Status status = reader.status(); !status.ok()) return status;
  return file;
}

absl::StatusOr<std::string> ReadPolicyFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError("cannot be read");
  std::string text(kMaxPolicyBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad() || (file.fail() && !file.eof())) return absl::NotFoundError("cannot be read");
  text.resize(static_cast<size_t>(file.gcount()));
  if (text.size() > kMaxPolicyBytes)
    return absl::InvalidArgumentError(absl::StrCat("has more than ", kMaxPolicyBytes, " bytes"));
  return text;
}

}  // namespace verbatim::access
