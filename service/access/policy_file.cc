#include "access/policy_file.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "access/principal.h"
#include "access/roles.h"

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

// Reads one file, and collects its mistakes.
class Reader {
 public:
  PolicyFile Read(const YAML::Node& document) {
    ReadMapping(document, "the file",
                {{"version", [&](const YAML::Node& node) { version_ = Text(node, "version"); }},
                 {"roles", [&](const YAML::Node& node) { roles_node_ = node; }},
                 {"anonymous", [&](const YAML::Node& node) { anonymous_node_ = node; }},
                 {"principals", [&](const YAML::Node& node) { principals_node_ = node; }}});
    if (version_ != std::string(kVersion)) Mistake(document, "version must be 1");
    for (const Role& role : PredefinedRoles()) roles_[std::string(role.name)] = role.permissions;
    if (roles_node_) ReadRoles(*roles_node_);
    if (anonymous_node_) ReadAnonymous(*anonymous_node_);
    if (principals_node_) ReadPrincipals(*principals_node_);
    return std::move(file_);
  }

  void Mistake(int line, std::string what) { mistakes_.emplace(line + 1, std::move(what)); }

  absl::Status status() const {
    if (mistakes_.empty()) return absl::OkStatus();
    return absl::InvalidArgumentError(
        absl::StrJoin(mistakes_, "; ", [](std::string* out, const auto& mistake) {
          absl::StrAppend(out, "line ", mistake.first, ": ", mistake.second);
        }));
  }

 private:
  using Keys = std::map<std::string, std::function<void(const YAML::Node&)>>;

  void Mistake(const YAML::Node& at, std::string what) { Mistake(at.Mark().line, std::move(what)); }

  // Calls the function of each key that a mapping has.
  void ReadMapping(const YAML::Node& node, const std::string& what, const Keys& keys) {
    if (!node.IsMap()) return Mistake(node, absl::StrCat(what, " must be a mapping"));
    std::set<std::string> seen;
    for (const auto& item : node) {
      const YAML::Node& key = item.first;
      const std::string name = key.IsScalar() ? key.Scalar() : "";
      const auto read = keys.find(name);
      if (read == keys.end()) {
        Mistake(key, absl::StrCat(what, ": there is no key \"", name, "\""));
      } else if (!seen.insert(name).second) {
        Mistake(key, absl::StrCat(what, ": ", name, " is given twice"));
      } else {
        read->second(item.second);
      }
    }
  }

  std::string Text(const YAML::Node& node, const std::string& what) {
    if (node.IsScalar() && !node.Scalar().empty()) return node.Scalar();
    Mistake(node, absl::StrCat(what, " must be a text"));
    return "";
  }

  // Calls `read` for each text of a list, or for the text if there is only one.
  void ReadTexts(const YAML::Node& node, const std::string& what,
                 const std::function<void(const YAML::Node&, const std::string&)>& read) {
    const auto read_one = [&](const YAML::Node& item) {
      if (const std::string text = Text(item, what); !text.empty()) read(item, text);
    };
    if (!node.IsSequence()) return read_one(node);
    if (node.size() == 0) Mistake(node, absl::StrCat(what, " must not be an empty list"));
    for (const YAML::Node& item : node) read_one(item);
  }

  void ReadRoles(const YAML::Node& node) {
    if (!node.IsMap()) return Mistake(node, "roles must be a mapping of names to lists of permissions");
    for (const auto& item : node) {
      const YAML::Node& key = item.first;
      const std::string name = Text(key, "the name of a role");
      if (!name.empty() && (!IsName(name) || name == kNone))
        Mistake(key, absl::StrCat("the name of a role ", kNameRule, ", and not none"));
      Permissions permissions;
      ReadTexts(item.second, absl::StrCat("role ", name), [&](const YAML::Node& at, const std::string& text) {
        const std::optional<Permission> permission = PermissionNamed(text);
        if (!permission) return Mistake(at, absl::StrCat("there is no permission \"", text, "\""));
        permissions = permissions.With(*permission);
      });
      if (!roles_.emplace(name, permissions).second)
        Mistake(key, absl::StrCat("there is already a role \"", name, "\""));
    }
  }

  std::optional<Permissions> RoleNamed(const YAML::Node& at, const std::string& name) {
    const auto role = roles_.find(name);
    if (role != roles_.end()) return role->second;
    if (!name.empty()) Mistake(at, absl::StrCat("there is no role \"", name, "\""));
    return std::nullopt;
  }

  void ReadAnonymous(const YAML::Node& node) {
    const std::string name = Text(node, "anonymous");
    file_.anonymous = name == kNone ? Permissions() : RoleNamed(node, name);
  }

  void ReadPrincipals(const YAML::Node& node) {
    if (!node.IsSequence()) return Mistake(node, "principals must be a list");
    for (const YAML::Node& item : node) ReadPrincipal(item);
  }

  void ReadPrincipal(const YAML::Node& node) {
    PolicyFile::Principal principal;
    bool has_role = false;
    ReadMapping(node, "principal",
                {{"name",
                  [&](const YAML::Node& value) {
                    principal.name = Text(value, "name");
                    if (!principal.name.empty() && !IsName(principal.name))
                      Mistake(value, absl::StrCat("name ", kNameRule));
                    if (!principal.name.empty()) Claim(value, "name", principal.name);
                  }},
                 {"role",
                  [&](const YAML::Node& value) {
                    has_role = true;
                    principal.permissions = RoleNamed(value, Text(value, "role")).value_or(Permissions());
                  }},
                 {"token_sha256",
                  [&](const YAML::Node& value) {
                    ReadTexts(value, "token_sha256", [&](const YAML::Node& at, const std::string& text) {
                      const std::optional<log::Digest> digest = log::DigestFromHex(text);
                      if (!digest) return Mistake(at, "token_sha256 must be 64 hexadecimal digits");
                      Claim(at, "token", log::ToHex(*digest));
                      principal.tokens.push_back(*digest);
                    });
                  }},
                 {"certificate",
                  [&](const YAML::Node& value) {
                    ReadTexts(value, "certificate", [&](const YAML::Node& at, const std::string& text) {
                      if (!IsCertificateName(text))
                        return Mistake(
                            at, "certificate must be a name with its kind: dns:, email:, uri:, ip: or cn:");
                      Claim(at, "certificate", text);
                      principal.certificates.push_back(text);
                    });
                  }},
                 {"aliases",
                  [&](const YAML::Node& value) {
                    ReadTexts(value, "aliases", [&](const YAML::Node& at, const std::string& text) {
                      Claim(at, "alias", text);
                      principal.aliases.push_back(text);
                    });
                  }},
                 {"may_act_for", [&](const YAML::Node& value) {
                    const std::string text = Text(value, "may_act_for");
                    if (text != "true" && text != "false")
                      return Mistake(value, "may_act_for must be true or false");
                    principal.may_act_for = text == "true";
                  }}});
    if (!node.IsMap()) return;
    if (principal.name.empty()) Mistake(node, "a principal has no name");
    if (!has_role) Mistake(node, "a principal has no role");
    if (!node["token_sha256"] && !node["certificate"])
      Mistake(node, "a principal has neither token_sha256 nor certificate");
    file_.principals.push_back(std::move(principal));
  }

  // Reports what two principals have, or one has twice.
  void Claim(const YAML::Node& at, const std::string& what, const std::string& value) {
    const auto [first, is_new] = claimed_.emplace(std::pair(what, value), at.Mark().line + 1);
    if (!is_new) Mistake(at, absl::StrCat("the same ", what, " is in line ", first->second));
  }

  PolicyFile file_;
  std::multimap<int, std::string> mistakes_;  // by line
  std::string version_;
  std::optional<YAML::Node> roles_node_;
  std::optional<YAML::Node> anonymous_node_;
  std::optional<YAML::Node> principals_node_;
  std::map<std::string, Permissions> roles_;
  std::map<std::pair<std::string, std::string>, int>
      claimed_;  // the line of each name, token and certificate
};

}  // namespace

absl::StatusOr<PolicyFile> ParsePolicyFile(std::string_view text) {
  Reader reader;
  PolicyFile file;
  try {
    const std::vector<YAML::Node> documents = YAML::LoadAll(std::string(text));
    if (documents.size() != 1) {
      reader.Mistake(0, absl::StrCat("the file has ", documents.size(), " YAML documents instead of one"));
    } else {
      file = reader.Read(documents.front());
    }
  } catch (const YAML::Exception& error) {  // the library reports errors only so
    reader.Mistake(error.mark.line, error.msg);
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
