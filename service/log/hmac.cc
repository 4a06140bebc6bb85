#include "log/hmac.h"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace verbatim::log {
namespace {

constexpr size_t kBlockBytes = 64;  // of SHA-256
using Block = std::array<char, kBlockBytes>;

Block Pad(std::string_view key, char with) {
  Block block;
  block.fill(with);
  for (size_t i = 0; i < key.size(); ++i) block[i] = static_cast<char>(block[i] ^ key[i]);
  return block;
}

}  // namespace

Digest HmacSha256(std::string_view key, std::string_view bytes) {
  if (key.size() > kBlockBytes) {
    std::fputs("verbatim: a key of HMAC-SHA-256 has more than 64 bytes\n", stderr);
    std::abort();
  }
  const Block inner = Pad(key, 0x36);
  const Block outer = Pad(key, 0x5c);
  const Digest digest = Sha256OfParts({{inner.data(), inner.size()}, bytes});
  return Sha256OfParts({{outer.data(), outer.size()}, BytesOf(digest)});
}

}  // namespace verbatim::log
