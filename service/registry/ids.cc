#include "registry/ids.h"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace verbatim::registry {

namespace {

void DrawFromOpenSsl(std::span<uint8_t> bytes) {
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1) return;
  // Without randomness salts and ids would repeat; nothing can be promised then.
  std::fputs("verbatim: OpenSSL has no random bytes\n", stderr);
  std::abort();
}

// Random bytes in portions: OpenSSL takes as long for a hundred as for ten. The process must not fork.
void DrawRandom(std::span<uint8_t> bytes) {
  thread_local std::array<uint8_t, 1024> portion;
  thread_local size_t used = portion.size();
  if (bytes.size() > portion.size()) return DrawFromOpenSsl(bytes);
  if (bytes.size() > portion.size() - used) {
    DrawFromOpenSsl(portion);
    used = 0;
  }
  std::copy_n(portion.begin() + static_cast<std::ptrdiff_t>(used), bytes.size(), bytes.begin());
  used += bytes.size();
}

}  // namespace

Sources Sources::System() {
  return {
      .now_micros =
          [] {
            auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
            return int64_t{std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count()};
          },
      .random_bytes = DrawRandom,
  };
}

std::string MakeUuidV7(const Sources& sources) {
  std::array<uint8_t, 16> uuid;
  sources.random_bytes(uuid);
  uint64_t millis = static_cast<uint64_t>(sources.now_micros()) / 1000;
  for (size_t i = 0; i < 6; ++i) uuid[i] = static_cast<uint8_t>(millis >> (8 * (5 - i)));
  uuid[6] = static_cast<uint8_t>((uuid[6] & 0x0F) | 0x70);  // version 7
  uuid[8] = static_cast<uint8_t>((uuid[8] & 0x3F) | 0x80);  // variant of RFC 9562
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (size_t i = 0; i < uuid.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text.push_back('-');
    text.push_back(kDigits[uuid[i] >> 4]);
    text.push_back(kDigits[uuid[i] & 15]);
  }
  return text;
}

}  // namespace verbatim::registry
