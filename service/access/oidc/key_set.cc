#include "access/oidc/key_set.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace verbatim::access::oidc {
namespace {

absl::Status BadKeySet(std::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("not a usable JSON Web Key Set: ", std::string(what)));
}

}  // namespace

absl::StatusOr<KeySet> KeySet::Parse(std::string_view json) {
  if (json.size() > kMaxKeySetBytes) return BadKeySet("it has more than 256 KiB");
  const absl::StatusOr<Json> object = ParseStrictObject(json);
  if (!object.ok()) return BadKeySet(std::string(object.status().message()));
  const Json* keys = FindMember(*object, "keys");
  if (keys == nullptr || !keys->is_array()) return BadKeySet("it has no array `keys`");
  if (keys->size() > kMaxKeys) return BadKeySet("it has more than 100 keys");

  KeySet set;
  for (const Json& jwk : *keys) {
    absl::StatusOr<VerificationKey> key = VerificationKey::FromJwk(jwk);
    if (!key.ok()) {
      const size_t position = set.keys_.size() + set.left_out_.size();
      set.left_out_.push_back(absl::StrCat("keys[", position, "] is left out: ", key.status().message()));
      continue;
    }
    const auto is_same = [&](const VerificationKey& other) {
      return other.id() == key->id() && other.algorithm() == key->algorithm();
    };
    if (std::ranges::any_of(set.keys_, is_same)) return BadKeySet("two keys have the same kid");
    set.keys_.push_back(*std::move(key));
  }
  if (set.keys_.empty())
    return BadKeySet(absl::StrCat("it has no key for RS256, ES256 or EdDSA",
                                  set.left_out_.empty() ? "" : "; " + set.left_out_.front()));
  return set;
}

absl::StatusOr<const VerificationKey*> KeySet::Find(const std::optional<std::string>& key_id,
                                                    std::string_view algorithm) const {
  if (!key_id && keys_.size() > 1)
    return absl::UnauthenticatedError("the token has no kid, and its issuer has several keys");
  bool id_is_known = false;
  for (const VerificationKey& key : keys_) {
    if (key_id && key.id() != key_id) continue;
    if (key.algorithm() == algorithm) return &key;
    id_is_known = true;
  }
  if (id_is_known) return absl::UnauthenticatedError("the token's alg is not that of the key that it names");
  return absl::NotFoundError("the token's kid is that of no key of its issuer");
}

}  // namespace verbatim::access::oidc
