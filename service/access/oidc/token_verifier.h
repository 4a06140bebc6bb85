#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "access/oidc/identity.h"
#include "access/oidc/token_cache.h"

namespace verbatim::access::oidc {

// An issuer has a thread that loads its keys.
inline constexpr size_t kMaxIssuers = 16;

// The name of an issuer is a part of each principal that the log records.
inline constexpr size_t kMaxIssuerBytes = 256;

// INVALID_ARGUMENT if the options are not as identity.h says. The message begins with the field, as in
// `jwks_uri: `. Reads no file.
absl::Status CheckIssuerOptions(const IssuerOptions& options);

// The defaults suit a server. Tests set shorter times.
struct VerifierOptions {
  std::function<absl::Time()> clock = absl::Now;
  // Gets lines about keys that were loaded, or that cannot be. Called on other threads.
  std::function<void(const std::string&)> log = [](const std::string&) {};
  // PEM file of the CAs of the issuers' servers; empty for the system's.
  std::string ca_file;
  // At most about 2 KiB each.
  size_t cached_tokens = 16384;
  // How often keys are fetched. Issuers publish a new key hours before they use it, or at once, for which
  // `min_interval` is there.
  std::chrono::milliseconds interval = std::chrono::minutes(5);
  // How often files with keys are read.
  std::chrono::milliseconds file_interval = std::chrono::seconds(10);
  // How often keys are loaded if that fails.
  std::chrono::milliseconds retry = std::chrono::seconds(30);
  // How often tokens that name unknown keys make the server load the keys. So strangers cannot make it ask an
  // issuer more often than six times a minute.
  std::chrono::milliseconds min_interval = std::chrono::seconds(10);
  std::chrono::milliseconds fetch_timeout = std::chrono::seconds(10);
  // How long Verify waits for keys. Shorter than a fetch may take, because callers wait.
  std::chrono::milliseconds max_wait = std::chrono::seconds(2);
  // For how long keys are used after the last fetch that succeeded. Long enough for the outage of an issuer
  // to be noticed and ended; meanwhile a key that the issuer revoked is accepted. Keys in files have no such
  // bound.
  absl::Duration keep = absl::Hours(24);
};

// Verifies the tokens of OpenID Connect issuers: JSON Web Tokens (RFC 7519, RFC 8725) signed by RS256, ES256
// or EdDSA. The key that a token names decides the algorithm; the token must agree. Issuers cannot revoke a
// token: it is valid until it expires, or until its key is no longer among the issuer's keys. Any thread.
//
// A token that was seen before costs a SHA-256 and a look into a cache. Another one costs the check of a
// signature, which takes 0.05 to 0.25 ms (tests/bench/access_bench.cc).
class TokenVerifier {
 public:
  // Reads the keys that are in files. Fetches keys from URIs in the background, so that a server starts while
  // an issuer is away. INVALID_ARGUMENT if an issuer's options or its file of keys are not as identity.h
  // says, or an issuer is listed twice; the message begins with the field, as in `issuers[1].jwks_uri`.
  static absl::StatusOr<std::unique_ptr<TokenVerifier>> Create(std::vector<IssuerOptions> issuers,
                                                               VerifierOptions options = {});
  ~TokenVerifier();

  enum class Wait : uint8_t { kNo, kForKeys };
  // Returns who sent the token. UNAUTHENTICATED if it is not valid. UNAVAILABLE if the issuer's keys are not
  // there, or if the token names an unknown key and the keys are being fetched. With kForKeys, waits up to
  // max_wait for their fetch; with kNo, never blocks. The messages are for the server's log, not for callers.
  // They have no part of the token.
  absl::StatusOr<Identity> Verify(std::string_view token, Wait wait = Wait::kForKeys);

  const std::vector<IssuerOptions>& issuers() const { return issuer_options_; }

  // Why keys could not be loaded the last time, a line an issuer. Empty if all is well.
  std::vector<std::string> Problems() const;

 private:
  struct Issuer;

  TokenVerifier(std::vector<IssuerOptions> issuers, VerifierOptions options);
  absl::Status AddIssuer(const IssuerOptions& issuer);
  absl::StatusOr<TokenCache::Entry> VerifyNew(std::string_view token, absl::Time now, Wait wait);

  const std::vector<IssuerOptions> issuer_options_;
  const VerifierOptions options_;
  TokenCache cache_;
  std::vector<std::unique_ptr<Issuer>> issuers_;
};

}  // namespace verbatim::access::oidc
