#include "access/policy.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/match.h"
#include "access/principal.h"
#include "log/sha256.h"
#include "status/absl_view.h"

namespace verbatim::access {
namespace {

using enum Permission;

constexpr Permissions kAnonymousHere = {kRead};

bool Allows(const std::set<std::string>& principals, const std::string& principal) {
  if (principals.empty() || principals.contains(principal)) return true;
  const std::string_view bare = BareName(principal);
  return !bare.empty() && principals.contains(std::string(bare));
}

Caller Reject(std::string reason) {
  return {.permissions = {}, .rejection = std::move(reason), .could_authenticate = true};
}

// Returns the token of `Bearer TOKEN` (RFC 6750); nothing for any other value.
std::optional<std::string_view> BearerToken(std::string_view authorization) {
  constexpr std::string_view kScheme = "bearer ";
  if (!absl::StartsWithIgnoreCase(Absl(authorization), Absl(kScheme))) return std::nullopt;
  authorization.remove_prefix(kScheme.size());
  while (authorization.starts_with(' ')) authorization.remove_prefix(1);
  if (authorization.empty()) return std::nullopt;
  return authorization;
}

// Returns whether a person's name can be recorded: printable ASCII, because that is what metadata of gRPC and
// HTTP can have, that does not begin or end with a space.
bool IsPerson(std::string_view person) {
  return !person.empty() && person.size() <= kMaxPersonBytes && person.front() != ' ' &&
         person.back() != ' ' && std::ranges::all_of(person, [](char c) { return c >= ' ' && c <= '~'; });
}

Caller CallerOf(const PolicyFile::Principal& principal) {
  Caller caller{.principal = std::string(kPolicyKind) + principal.name,
                .aliases = principal.aliases,
                .permissions = principal.permissions};
  caller.aliases.insert(caller.aliases.end(), principal.certificates.begin(), principal.certificates.end());
  return caller;
}

}  // namespace

Policy::Policy(const std::vector<std::string>& writers, const std::vector<std::string>& erasers)
    : writers_(writers.begin(), writers.end()),
      erasers_(erasers.empty() ? writers_ : std::set<std::string>(erasers.begin(), erasers.end())) {}

Policy::Policy(PolicyFile file) : file_(std::make_shared<const FileRules>(std::move(file))) {}

Permissions Policy::PermissionsOf(const std::string& principal) const {
  Permissions permissions = {kRead, kAudit};
  if (Allows(writers_, principal)) permissions = permissions.With({kExtract, kReview, kCurate, kOperate});
  if (Allows(erasers_, principal)) permissions = permissions.With(kErase);
  return permissions;
}

Caller Policy::Identify(const Credentials& credentials) const {
  if (file_) return file_->Identify(credentials);
  const bool owner = credentials.certificate.empty() && credentials.way == Credentials::Way::kUnixSocket;
  return {.principal = credentials.certificate,
          .permissions = owner ? Permissions::All() : PermissionsOf(credentials.certificate)};
}

Policy::FileRules::FileRules(PolicyFile parsed) : file(std::move(parsed)) {
  for (size_t i = 0; i < file.principals.size(); ++i) {
    for (const log::Digest& token : file.principals[i].tokens) by_token[token] = i;
    for (const std::string& certificate : file.principals[i].certificates) by_certificate[certificate] = i;
    callers.push_back(CallerOf(file.principals[i]));
  }
}

Caller Policy::FileRules::Identify(const Credentials& credentials) const {
  if (!credentials.authorization.empty()) return IdentifyByToken(credentials);
  if (const auto found = by_certificate.find(credentials.certificate); found != by_certificate.end())
    return ActingCaller(credentials, found->second);
  if (!credentials.acting_for.empty())
    return Reject("verbatim-acting-for came from a caller who is not in the policy");
  if (!credentials.certificate.empty())
    return {.principal = credentials.certificate, .permissions = AnonymousPermissions(credentials)};
  if (credentials.way == Credentials::Way::kUnixSocket) return {};
  return {.permissions = AnonymousPermissions(credentials), .could_authenticate = true};
}

Caller Policy::FileRules::IdentifyByToken(const Credentials& credentials) const {
  if (!credentials.tls && credentials.way == Credentials::Way::kNetwork)
    return Reject("a token came over the network without TLS; replace the token");
  if (credentials.authorization.size() > 1) return Reject("authorization is given more than once");
  const std::string_view authorization = credentials.authorization.front();
  if (authorization.size() > kMaxTokenBytes) return Reject("authorization is too long");
  const std::optional<std::string_view> token = BearerToken(authorization);
  if (!token) return Reject("authorization is not a bearer token");
  const auto found = by_token.find(log::Sha256(*token));
  if (found == by_token.end()) return Reject("the token is not in the policy");
  return ActingCaller(credentials, found->second);
}

Caller Policy::FileRules::ActingCaller(const Credentials& credentials, size_t principal) const {
  Caller caller = callers[principal];
  if (credentials.acting_for.empty()) return caller;
  if (!file.principals[principal].may_act_for)
    return Reject(caller.principal + " may not act for persons (may_act_for)");
  if (credentials.acting_for.size() > 1) return Reject("verbatim-acting-for is given more than once");
  const std::string_view person = credentials.acting_for.front();
  if (!IsPerson(person)) return Reject("verbatim-acting-for is not 1 to 256 bytes of printable ASCII");
  caller.principal = ActingFor(caller.principal, person);
  return caller;
}

Permissions Policy::FileRules::AnonymousPermissions(const Credentials& credentials) const {
  if (file.anonymous) return *file.anonymous;
  return credentials.way == Credentials::Way::kNetwork ? Permissions() : kAnonymousHere;
}

}  // namespace verbatim::access
