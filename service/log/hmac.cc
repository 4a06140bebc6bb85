#include "log/hmac.h"

#include <openssl/evp.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <memory>

namespace verbatim::log {
namespace {

constexpr size_t kBlockBytes = 64;  // of SHA-256
using Block = std::array<char, kBlockBytes>;

[[noreturn]] void FailHmac() {
  std::fputs("verbatim: OpenSSL cannot compute HMAC-SHA-256\n", stderr);
  std::abort();
}

// Hashes parts one after the other. Keeps one context per thread, as Sha256 does, because OpenSSL 3's HMAC
// interfaces look the algorithm up by name on each call.
class HmacHasher {
 public:
  HmacHasher()
      : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free),
        algorithm_(EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free) {
    if (context_ == nullptr || algorithm_ == nullptr) FailHmac();
  }

  Digest Hash(std::initializer_list<std::string_view> parts) {
    Digest digest;
    bool ok = EVP_DigestInit_ex2(context_.get(), algorithm_.get(), nullptr) == 1;
    for (const std::string_view part : parts) {
      ok = ok && EVP_DigestUpdate(context_.get(), part.data(), part.size()) == 1;
    }
    if (!ok || EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr) != 1) FailHmac();
    return digest;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
  std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> algorithm_;
};

Block Pad(std::string_view key, char with) {
  Block block;
  block.fill(with);
  for (size_t i = 0; i < key.size(); ++i) block[i] = static_cast<char>(block[i] ^ key[i]);
  return block;
}

}  // namespace

Digest HmacSha256(std::string_view key, std::string_view bytes) {
  if (key.size() > kBlockBytes) FailHmac();
  thread_local HmacHasher hasher;
  const Block inner = Pad(key, 0x36);
  const Block outer = Pad(key, 0x5c);
  const Digest digest = hasher.Hash({{inner.data(), inner.size()}, bytes});
  return hasher.Hash({{outer.data(), outer.size()}, BytesOf(digest)});
}

}  // namespace verbatim::log
