#include "log/sha256.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "absl/strings/escaping.h"

namespace verbatim::log {
namespace {

// Keeps one context per thread. OpenSSL 3's one-shot interfaces look the algorithm up by name on each call,
// which costs as much as hashing a short input.
class Hasher {
 public:
  Hasher()
      : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free),
        algorithm_(EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free) {
    Check(context_ != nullptr && algorithm_ != nullptr);
  }

  Digest Hash(std::initializer_list<std::string_view> parts) {
    Digest digest;
    Check(EVP_DigestInit_ex2(context_.get(), algorithm_.get(), nullptr) == 1);
    for (const std::string_view part : parts) {
      Check(EVP_DigestUpdate(context_.get(), part.data(), part.size()) == 1);
    }
    Check(EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr) == 1);
    return digest;
  }

 private:
  // SHA-256 fails only without memory or without an OpenSSL provider.
  static void Check(bool ok) {
    if (ok) return;
    std::fputs("verbatim: OpenSSL cannot compute SHA-256\n", stderr);
    std::abort();
  }

  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
  std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> algorithm_;
};

}  // namespace

Digest Sha256(std::string_view bytes) { return Sha256OfParts({bytes}); }

Digest Sha256OfParts(std::initializer_list<std::string_view> parts) {
  thread_local Hasher hasher;
  return hasher.Hash(parts);
}

std::string ToBytes(const Digest& digest) { return std::string(digest.begin(), digest.end()); }

std::optional<Digest> DigestFromBytes(std::string_view bytes) {
  Digest digest;
  if (bytes.size() != digest.size()) return std::nullopt;
  std::copy(bytes.begin(), bytes.end(), digest.begin());
  return digest;
}

std::optional<Digest> DigestFromHex(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdefABCDEF";
  if (text.size() != 2 * sizeof(Digest) || text.find_first_not_of(kDigits) != std::string_view::npos)
    return std::nullopt;
  return DigestFromBytes(absl::HexStringToBytes(absl::string_view(text.data(), text.size())));
}

std::string ToHex(const Digest& digest) {
  return absl::BytesToHexString(absl::string_view(BytesOf(digest).data(), digest.size()));
}

}  // namespace verbatim::log
