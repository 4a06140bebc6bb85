// What strangers send as a token, and what an issuer publishes as keys. The first byte chooses the part: a
// whole token, the parts of a token before they are encoded, claims, or a set of keys.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "access/oidc/base64url.h"
#include "access/oidc/claims.h"
#include "access/oidc/jwt.h"
#include "access/oidc/key_set.h"
#include "access/oidc/strict_json.h"
#include "support/token_signer.h"

namespace {

using namespace verbatim::access::oidc;
using verbatim::test::ToBase64Url;

void Require(bool condition) {
  if (!condition) std::abort();
}

IssuerOptions Options() {
  IssuerOptions options;
  options.issuer = "https://login.example.org";
  options.audiences = {"verbatim"};
  options.name_claim = "email";
  options.groups_claim = "groups";
  options.groups = {{"desk", "editor"}};
  return options;
}

void FuzzClaims(const Json& claims) {
  static const IssuerOptions kOptions = Options();
  const absl::Time now = absl::FromUnixSeconds(1'800'000'000);
  const absl::StatusOr<Identity> identity = CheckClaims(kOptions, claims, now);
  if (!identity.ok()) {
    Require(identity.status().code() == absl::StatusCode::kUnauthenticated);
    return;
  }
  Require(!identity->subject.empty() && identity->subject.size() <= 255 &&
          identity->display_name.size() <= 256);
  Require(identity->expires > now && identity->groups.size() <= 1);
}

// A set of keys that verifies no signature that the fuzzer could find.
const KeySet& Keys() {
  static const KeySet* const kKeys = [] {
    auto keys = KeySet::Parse(
        R"({"keys": [{"kid": "k", "kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},)"
        R"( {"kid": "k", "kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
        R"( "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]})");
    Require(keys.ok());
    return new KeySet(*std::move(keys));
  }();
  return *kKeys;
}

void FuzzToken(std::string_view token) {
  const absl::StatusOr<ParsedToken> parsed = ParseToken(token);
  if (!parsed.ok()) return;
  // Each token has one form.
  Require(token == std::string(parsed->signed_bytes) + "." + ToBase64Url(parsed->signature));
  Require(parsed->claims.is_object());
  FuzzClaims(parsed->claims);
  const absl::StatusOr<const VerificationKey*> key = Keys().Find(parsed->key_id, parsed->algorithm);
  if (!key.ok()) return;
  Require((*key)->algorithm() == parsed->algorithm);
  Require(!(*key)->Verifies(parsed->signed_bytes, parsed->signature));
}

// The parts are apart by line feeds.
void FuzzParts(std::string_view text) {
  const size_t first = text.find('\n');
  if (first == std::string_view::npos) return;
  const size_t second = text.find('\n', first + 1);
  if (second == std::string_view::npos) return;
  FuzzToken(ToBase64Url(text.substr(0, first)) + "." +
            ToBase64Url(text.substr(first + 1, second - first - 1)) + "." +
            ToBase64Url(text.substr(second + 1)));
}

void FuzzKeys(std::string_view json) {
  const absl::StatusOr<KeySet> keys = KeySet::Parse(json);
  if (!keys.ok()) return;
  Require(keys->size() > 0);
  for (const char* algorithm : {"RS256", "ES256", "EdDSA"}) {
    const absl::StatusOr<const VerificationKey*> key = keys->Find("k", algorithm);
    if (key.ok()) Require(!(*key)->Verifies("bytes", std::string(64, 'x')));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 4) {
    case 0:
      FuzzToken(rest);
      break;
    case 1:
      FuzzParts(rest);
      break;
    case 2: {
      const absl::StatusOr<Json> claims = ParseStrictObject(rest);
      if (claims.ok()) FuzzClaims(*claims);
      break;
    }
    case 3:
      FuzzKeys(rest);
      break;
  }
  return 0;
}
