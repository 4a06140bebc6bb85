#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "access/permissions.h"
#include "access/policy_issuers.h"
#include "access/quotas.h"
#include "log/sha256.h"

// The file of --policy: who may do what. deploy/README.md describes it for operators.
namespace verbatim::access {

// A file has at most this many bytes, which is room for some ten thousand principals.
inline constexpr size_t kMaxPolicyBytes = 4 << 20;

// A file without mistakes.
struct PolicyFile {
  struct Principal {
    std::string name;  // without the kind
    std::string role;
    Permissions permissions;                // of the role
    std::vector<log::Digest> tokens;        // SHA-256 of each token
    std::vector<std::string> certificates;  // names with kinds (principal.h)
    std::vector<std::string> aliases;       // earlier names in the log, as recorded
    bool may_act_for = false;               // whether its calls may be for persons that it names
    std::optional<QuotaLimits> quota;       // in place of its role's
  };

  // The permissions of callers without credentials. If unset, callers on this machine may read.
  std::optional<Permissions> anonymous;
  std::string anonymous_role;                 // empty if it is not set, or none
  std::vector<Principal> principals;          // names, tokens and certificates are unique
  std::vector<PolicyIssuer> issuers;          // the roles of their groups are in `roles`
  std::map<std::string, Permissions> roles;   // the predefined ones, and those of the file
  std::map<std::string, QuotaLimits> quotas;  // by role
};

// Parses the text of a file. Paths in it are relative to `folder`. INVALID_ARGUMENT lists every mistake with
// its line, such as `line 7: ...`, separated by semicolons. An unknown key is a mistake, so that a misspelt
// restriction is not ignored. Does not read the files of keys that issuers name.
absl::StatusOr<PolicyFile> ParsePolicyFile(std::string_view text, const std::string& folder = "");

// Reads the text of a file. NOT_FOUND or INVALID_ARGUMENT if it cannot be read or is too long.
absl::StatusOr<std::string> ReadPolicyFile(const std::string& path);

}  // namespace verbatim::access
