#include "access/oidc/token_verifier.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "access/oidc/claims.h"
#include "access/oidc/issuer_keys.h"
#include "access/oidc/jwks_loader.h"
#include "access/oidc/jwt.h"
#include "access/oidc/key_refresher.h"
#include "log/sha256.h"
#include "status/status_macros.h"

namespace verbatim::access::oidc {
namespace {

constexpr std::array<std::string_view, 3> kAlgorithms = {"RS256", "ES256", "EdDSA"};

absl::Status Unauthenticated(const absl::Status& why) { return absl::UnauthenticatedError(why.message()); }

absl::Status AtIssuer(size_t issuer, const absl::Status& problem) {
  return absl::InvalidArgumentError(absl::StrCat("issuers[", issuer, "].", problem.message()));
}

absl::Status AtField(std::string_view field, const absl::Status& problem) {
  return absl::InvalidArgumentError(absl::StrCat(std::string(field), ": ", problem.message()));
}

absl::Status CheckList(const std::vector<IssuerOptions>& issuers) {
  if (issuers.size() > kMaxIssuers) return absl::InvalidArgumentError("issuers: at most 16 are allowed");
  for (size_t i = 0; i < issuers.size(); ++i) {
    if (absl::Status status = CheckIssuerOptions(issuers[i]); !status.ok()) return AtIssuer(i, status);
    const auto is_same = [&](const IssuerOptions& other) { return other.issuer == issuers[i].issuer; };
    if (std::ranges::count_if(issuers, is_same) > 1)
      return AtIssuer(i, absl::InvalidArgumentError("issuer: is listed twice"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckIssuerOptions(const IssuerOptions& options) {
  if (absl::Status status = CheckIssuer(options.issuer); !status.ok()) return AtField("issuer", status);
  if (options.issuer.size() > kMaxIssuerBytes)
    return absl::InvalidArgumentError(absl::StrCat("issuer: has more than ", kMaxIssuerBytes, " bytes"));
  if (options.audiences.empty() || std::ranges::count(options.audiences, "") > 0)
    return absl::InvalidArgumentError("audiences: must list at least one, and none that is empty");
  if (options.jwks_file.empty() == options.jwks_uri.empty())
    return absl::InvalidArgumentError("jwks_file: give either jwks_file or jwks_uri");
  if (options.jwks_uri.empty()) return absl::OkStatus();
  if (absl::Status status = CheckJwksUri(options.jwks_uri); !status.ok()) return AtField("jwks_uri", status);
  return absl::OkStatus();
}

struct TokenVerifier::Issuer {
  Issuer(std::string name, absl::Duration keep) : keys(std::move(name), keep) {}

  IssuerKeys keys;
  std::unique_ptr<KeyRefresher> refresher;  // after `keys`, which its thread uses
};

TokenVerifier::TokenVerifier(std::vector<IssuerOptions> issuers, VerifierOptions options)
    : issuer_options_(std::move(issuers)), options_(std::move(options)), cache_(options_.cached_tokens) {}

TokenVerifier::~TokenVerifier() = default;

absl::StatusOr<std::unique_ptr<TokenVerifier>> TokenVerifier::Create(std::vector<IssuerOptions> issuers,
                                                                     VerifierOptions options) {
  ABSL_RETURN_IF_ERROR(CheckList(issuers));
  std::unique_ptr<TokenVerifier> verifier(new TokenVerifier(std::move(issuers), std::move(options)));
  for (const IssuerOptions& issuer : verifier->issuer_options_) {
    absl::Status status = verifier->AddIssuer(issuer);
    if (!status.ok()) return AtIssuer(verifier->issuers_.size() - 1, AtField("jwks_file", status));
  }
  return verifier;
}

absl::Status TokenVerifier::AddIssuer(const IssuerOptions& options) {
  const bool is_file = !options.jwks_file.empty();
  Issuer& issuer = *issuers_.emplace_back(
      std::make_unique<Issuer>(options.issuer, is_file ? absl::InfiniteDuration() : options_.keep));
  KeyRefresher::Options refresher{
      .load = {},
      .interval = is_file ? options_.file_interval : options_.interval,
      .retry = is_file ? options_.file_interval : options_.retry,
      .min_interval = options_.min_interval,
      .max_wait = options_.max_wait,
      .clock = options_.clock,
      .log = options_.log,
  };
  if (is_file) {
    refresher.load = [path = options.jwks_file](const auto&) { return ReadJwksFile(path); };
    const std::string line =
        issuer.keys.Update(LoadedKeys::Parse(ReadJwksFile(options.jwks_file)), options_.clock());
    ABSL_RETURN_IF_ERROR(issuer.keys.last_load());
    options_.log(line);
  } else {
    refresher.load = [uri = options.jwks_uri, fetch = FetchOptions{options_.ca_file, options_.fetch_timeout}](
                         const auto& should_stop) { return FetchJwks(uri, fetch, should_stop); };
  }
  issuer.refresher = std::make_unique<KeyRefresher>(
      issuer.keys, std::move(refresher),
      is_file ? KeyRefresher::FirstLoad::kAfterInterval : KeyRefresher::FirstLoad::kNow);
  return absl::OkStatus();
}

absl::StatusOr<Identity> TokenVerifier::Verify(std::string_view token, Wait wait) {
  if (token.size() > kMaxTokenBytes) return absl::UnauthenticatedError("the token is too long");
  const log::Digest digest = log::Sha256(token);
  const absl::Time now = options_.clock();
  if (const std::shared_ptr<const TokenCache::Entry> seen = cache_.Find(digest)) {
    if (now < seen->identity.expires && issuers_[seen->issuer]->keys.IsCurrent(seen->key_version, now))
      return seen->identity;
    cache_.Remove(digest);
  }
  ABSL_ASSIGN_OR_RETURN(TokenCache::Entry entry, VerifyNew(token, now, wait));
  Identity identity = entry.identity;
  cache_.Put(digest, std::make_shared<const TokenCache::Entry>(std::move(entry)));
  return identity;
}

absl::StatusOr<TokenCache::Entry> TokenVerifier::VerifyNew(std::string_view token, absl::Time now,
                                                           Wait wait) {
  const absl::StatusOr<ParsedToken> parsed = ParseToken(token);
  if (!parsed.ok()) return Unauthenticated(parsed.status());
  if (std::ranges::find(kAlgorithms, parsed->algorithm) == kAlgorithms.end())
    return absl::UnauthenticatedError("the token's alg is not RS256, ES256 or EdDSA");
  const Json* name = FindMember(parsed->claims, "iss");
  const auto is_named = [&](const IssuerOptions& issuer) {
    return name != nullptr && *name == issuer.issuer;
  };
  const auto found = std::ranges::find_if(issuer_options_, is_named);
  if (found == issuer_options_.end()) return absl::UnauthenticatedError("the token is of an unknown issuer");

  TokenCache::Entry entry;
  entry.issuer = static_cast<size_t>(found - issuer_options_.begin());
  // Before any load of keys, which only tokens that could be valid may cause.
  ABSL_ASSIGN_OR_RETURN(entry.identity, CheckClaims(*found, parsed->claims, now));

  Issuer& issuer = *issuers_[entry.issuer];
  for (bool may_load = true;; may_load = false) {
    const uint64_t seen = issuer.keys.version();
    const absl::StatusOr<IssuerKeys::Version> version = issuer.keys.Current(now);
    const absl::StatusOr<const VerificationKey*> key =
        version.ok() ? version->keys->Find(parsed->key_id, parsed->algorithm) : version.status();
    if (key.ok()) {
      if (!(*key)->Verifies(parsed->signed_bytes, parsed->signature))
        return absl::UnauthenticatedError("the token's signature is not that of its issuer's key");
      entry.key_version = version->number;
      return entry;
    }
    if (key.status().code() == absl::StatusCode::kUnauthenticated) return key.status();
    const bool is_unknown = key.status().code() == absl::StatusCode::kNotFound;
    if (!may_load) return is_unknown ? Unauthenticated(key.status()) : key.status();
    switch (issuer.refresher->RequestLoad(
        seen, wait == Wait::kNo ? KeyRefresher::Wait::kNo : KeyRefresher::Wait::kForLoad)) {
      case KeyRefresher::Outcome::kEnded:
        break;
      case KeyRefresher::Outcome::kPending:
        return absl::UnavailableError(absl::StrCat("the keys of ", found->issuer, " are being loaded"));
      case KeyRefresher::Outcome::kTooSoon:
        return is_unknown ? Unauthenticated(key.status()) : key.status();
    }
  }
}

std::vector<std::string> TokenVerifier::Problems() const {
  std::vector<std::string> problems;
  for (size_t i = 0; i < issuers_.size(); ++i) {
    const absl::Status loaded = issuers_[i]->keys.last_load();
    if (!loaded.ok())
      problems.push_back(absl::StrCat("the keys of ", issuer_options_[i].issuer, ": ", loaded.message()));
  }
  return problems;
}

}  // namespace verbatim::access::oidc
