#include "access/policy.h"

#include <arpa/inet.h>

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

// What callers without credentials are on this machine, if the policy does not say.
constexpr Permissions kAnonymousHere = {kRead};
const char kAnonymousRoleHere[] = "reader";

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

// Returns the address under which callers without a name are counted: of IPv6 the network of 64 bits, because
// one host has as many addresses as it likes.
std::string NetworkOf(const std::string& address) {
  in6_addr bytes{};
  if (inet_pton(AF_INET6, address.c_str(), &bytes) != 1) return address;
  std::fill(bytes.s6_addr + 8, bytes.s6_addr + 16, uint8_t{0});
  char network[INET6_ADDRSTRLEN];
  return inet_ntop(AF_INET6, &bytes, network, sizeof network) == nullptr ? address : network;
}

Caller CallerOf(const PolicyFile::Principal& principal, std::shared_ptr<const QuotaLimits> quota) {
  Caller caller{.principal = std::string(kPolicyKind) + principal.name,
                .aliases = principal.aliases,
                .permissions = principal.permissions,
                .quota = std::move(quota)};
  caller.quota_account = caller.principal;
  caller.aliases.insert(caller.aliases.end(), principal.certificates.begin(), principal.certificates.end());
  return caller;
}

}  // namespace

Policy::Policy(const std::vector<std::string>& writers, const std::vector<std::string>& erasers)
    : writers_(writers.begin(), writers.end()),
      erasers_(erasers.empty() ? writers_ : std::set<std::string>(erasers.begin(), erasers.end())) {}

Policy::Policy(PolicyFile file, std::shared_ptr<oidc::TokenVerifier> verifier)
    : file_(std::make_shared<const FileRules>(std::move(file), std::move(verifier))) {}

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

Policy::FileRules::FileRules(PolicyFile parsed, std::shared_ptr<oidc::TokenVerifier> of_issuers)
    : file(std::move(parsed)), verifier(std::move(of_issuers)) {
  for (const auto& [role, limits] : file.quotas) quotas[role] = std::make_shared<const QuotaLimits>(limits);
  for (size_t i = 0; i < file.principals.size(); ++i) {
    const PolicyFile::Principal& principal = file.principals[i];
    for (const log::Digest& token : principal.tokens) by_token[token] = i;
    for (const std::string& certificate : principal.certificates) by_certificate[certificate] = i;
    callers.push_back(CallerOf(principal, principal.quota
                                              ? std::make_shared<const QuotaLimits>(*principal.quota)
                                              : QuotaOf(principal.role)));
  }
}

Caller Policy::FileRules::Identify(const Credentials& credentials) const {
  if (!credentials.authorization.empty()) return IdentifyByToken(credentials);
  if (const auto found = by_certificate.find(credentials.certificate); found != by_certificate.end())
    return ActingCaller(credentials, found->second);
  if (!credentials.acting_for.empty())
    return Reject("verbatim-acting-for came from a caller who is not in the policy");
  if (credentials.certificate.empty() && credentials.way == Credentials::Way::kUnixSocket) return {};
  return Anonymous(credentials);
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
  if (found != by_token.end()) return ActingCaller(credentials, found->second);
  if (verifier == nullptr) return Reject("the token is not in the policy");
  return IdentifyAtIssuer(credentials, *token);
}

Caller Policy::FileRules::IdentifyAtIssuer(const Credentials& credentials, std::string_view token) const {
  if (!credentials.acting_for.empty())
    return Reject("verbatim-acting-for came with a token of an issuer, whose callers act for themselves");
  // The calling thread serves other calls, too, so it does not wait for keys.
  absl::StatusOr<oidc::Identity> identity = verifier->Verify(token, oidc::TokenVerifier::Wait::kNo);
  if (!identity.ok()) {
    Caller rejected = Reject(std::string(identity.status().message()));
    rejected.may_retry = absl::IsUnavailable(identity.status());
    return rejected;
  }
  Caller caller = Anonymous(credentials);
  caller.principal = OfIssuer(identity->issuer, identity->subject);
  caller.display_name = std::move(identity->display_name);
  caller.could_authenticate = false;
  caller.quota_account = caller.principal;
  bool is_first = true;
  const auto issuer = std::ranges::find_if(
      file.issuers, [&](const PolicyIssuer& other) { return other.options.issuer == identity->issuer; });
  if (issuer == file.issuers.end()) return Reject("the token is of an issuer that is not in the policy");
  for (const std::string& group : identity->groups) {
    const std::string& role = issuer->options.groups.at(group);
    caller.permissions = caller.permissions.With(file.roles.at(role));
    const std::shared_ptr<const QuotaLimits> quota = QuotaOf(role);
    caller.quota = std::exchange(is_first, false) ? quota : LargerQuota(caller.quota, quota);
  }
  return caller;
}

Caller Policy::FileRules::Anonymous(const Credentials& credentials) const {
  Caller caller{.principal = credentials.certificate,
                .permissions = AnonymousPermissions(credentials),
                .could_authenticate = credentials.certificate.empty(),
                .quota = QuotaOf(file.anonymous ? file.anonymous_role : kAnonymousRoleHere)};
  if (caller.quota == nullptr) return caller;
  caller.quota_account = caller.principal.empty() ? NetworkOf(credentials.address) : caller.principal;
  return caller;
}

std::shared_ptr<const QuotaLimits> Policy::FileRules::QuotaOf(const std::string& role) const {
  const auto found = quotas.find(role);
  return found == quotas.end() ? nullptr : found->second;
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
